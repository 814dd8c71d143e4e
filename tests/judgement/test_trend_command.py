"""`coverage trend`: what moved the rate."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import ROOT

from coverage_cli import trend
from coverage_cli.analysis.history import Movement
from coverage_cli.analysis.trend import Observation, split
from coverage_cli.output.trends.formats import Effects

POPULATION = """branch,segment,period,workers,basis
kota,pu,2022,1000,employed
kota,bpu,2022,1000,employed
kota,pu,2024,1000,employed
kota,bpu,2024,2000,employed
desa,pu,2022,100,employed
"""
PARTICIPANTS = """branch,segment,period,participants
kota,pu,2022-12,600
kota,bpu,2022-12,200
kota,pu,2023-12,700
kota,bpu,2023-12,150
kota,pu,2024-12,800
kota,bpu,2024-12,200
desa,pu,2022-12,50
"""


@pytest.fixture
def kota(project):
    project({"data/population.csv": POPULATION, "data/participants.csv": PARTICIPANTS})


def _steps(run, *arguments):
    ran = run("trend", "--format", "json", *arguments)
    assert ran.code == 0, ran.err
    found = ran.json
    assert found["schema"] == "coverage-trend/1"
    return found["series"]


def test_kalimantan_rose_by_participants_and_fell_by_its_base(run, monkeypatch):
    monkeypatch.chdir(ROOT / "examples" / "published")
    (series,) = _steps(run, "--branch", "kalimantan", "--from", "2023", "--to", "2024")
    (step,) = series["steps"]
    assert round(step["participants_effect_pp"], 1) == 12.7
    assert round(step["base_effect_pp"], 1) == -13.7
    assert round(step["change_pp"], 2) == -0.99
    assert (step["enrolled"], step["lost"], step["base_revised"]) == (785_330, 0, 1_850_000)
    out = run("trend", "--branch", "kalimantan", "--from", "2023", "--lang", "en").out
    assert out.startswith("kalimantan  █▁\n")
    assert "participants grew by 785,330 and the rate fell, because the base grew by 1,850,000" in out


def test_enrolled_and_lost_are_net_within_each_segment(kota, run):
    (series,) = _steps(run)
    first, second = series["steps"]
    assert (first["participants_change"], first["enrolled"], first["lost"], first["base_revised"]) == (50, 100, 50, 0)
    assert first["base_effect_pp"] == 0
    assert (second["enrolled"], second["lost"], second["base_revised"]) == (150, 0, 1000)
    assert (series["overall"]["from"], series["overall"]["to"]) == ("2022-12", "2024-12")
    assert [point["population_period"] for point in series["points"]] == ["2022", "2022", "2024"]
    assert [point["rate"] for point in series["points"]] == [0.4, 0.425, 1000 / 3000]


def test_people_who_were_lost_have_one_sign_on_screen_and_in_files(kota, run):
    """The table had -50 where CSV, JSON and workbook had 50."""
    shown = run("trend").out.splitlines()[4]
    assert shown.split()[-3:] == ["100", "50", "0"]
    assert run("trend", "--format", "csv").out.splitlines()[2].split(",")[-4:-1] == ["100", "50", "0"]


def test_workers_whose_basis_nobody_states_are_not_said_to_be_on_that_of_others(project, run):
    project({"data/population.csv": POPULATION.replace("bpu,2022,1000,employed", "bpu,2022,1000,"),
             "data/participants.csv": PARTICIPANTS})  # fmt: skip
    out = run("trend", "--branch", "kota", "--to", "2023", "--lang", "en").out
    assert " • kota: workers counted on the basis: employed, of some not stated.\n" in out


def test_a_series_for_each_segment(kota, run):
    series = _steps(run, "--by", "segment", "--from", "2023")
    assert [one["names"] for one in series] == [
        {"branch": "kota", "segment": "bpu"},
        {"branch": "kota", "segment": "pu"},
    ]
    assert [one["steps"][0]["enrolled"] for one in series] == [50, 100]
    assert _steps(run, "--by", "segment", "--from", "2023-12-31") == series  # what ends on that day is of it
    assert _steps(run, "--segment", "pu")[0]["points"][0]["workers"] == 1000


def test_a_branch_of_one_period_has_no_trend(kota, run):
    assert [one["names"] for one in _steps(run)] == [{"branch": "kota"}]
    assert _notes(run)[-1] == "desa: left out, because one period is no trend."
    assert not any("left out" in note for note in _notes(run, "--branch", "kota"))
    ran = run("trend", "--branch", "desa")
    assert (ran.code, ran.out) == (2, "")
    assert "needs two periods" in ran.err
    ran = run("trend", "--from", "2030")
    said = "a trend needs two periods of participants, and the data has none of those asked for"
    assert (ran.code, ran.err) == (2, f"error: {said}: coverage list periods shows them all\n")
    assert run("trend", "--from", "yesterday").code == 2


def test_a_trend_lacks_two_periods_of_one_branch(project, run):
    project({
        "data/population.csv": "branch,segment,period,workers\na,pu,2023,10\nb,pu,2023,10\n",
        "data/participants.csv": "branch,segment,period,participants\na,pu,2024,1\nb,pu,2025,1\n",
    })  # fmt: skip
    said = "error: a trend needs two periods of participants of one branch or group; the data has 2024: a; 2025: b\n"
    assert run("trend").err == said


def test_unlike_bases_are_not_compared_unless_told(project, run):
    project(
        {
            "data/population.csv": POPULATION.replace("2024,2000,employed", "2024,2000,labour force"),
            "data/participants.csv": PARTICIPANTS,
        }
    )
    ran = run("trend", "--branch", "kota")
    assert (ran.code, ran.out) == (2, "")
    assert 'workers of 2023-12 are counted on the basis "employed", those of 2024-12 on "employed, labour' in ran.err
    assert "--across-bases" in ran.err
    assert run("trend", "--branch", "kota", "--to", "2023").code == 0
    ran = run("trend", "--branch", "kota", "--across-bases")
    assert ran.code == 0
    assert "kota (2023-12 to 2024-12): workers of the later period are counted on another basis" in ran.out


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (("lf", "employed"), ("employed", "lf"), 'on the basis "lf", those of 2024 on "employed"'),
        (("lf", ""), ("lf", "lf"), 'on the basis "lf, not stated", those of 2024 on "lf"'),
    ],
)
def test_segments_that_are_on_other_bases_than_before_are_unlike(project, run, before, after, said):
    rows = [f"k,{name},{year},100,{basis}\n" for year, bases in (("2023", before), ("2024", after))
            for name, basis in zip("ab", bases, strict=True)]  # fmt: skip
    project(
        {
            "data/population.csv": "branch,segment,period,workers,basis\n" + "".join(rows),
            "data/participants.csv": "branch,segment,period,participants\n"
            "k,a,2023,50\nk,b,2023,60\nk,a,2024,50\nk,b,2024,61\n",
        }
    )
    ran = run("trend")
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    (series,) = _steps(run, "--across-bases")
    assert series["steps"][0]["participants_effect_pp"] is None
    run("export", "--output", "folder/")
    assert not Path("folder/trend.csv").exists()


MIXED = "branch,segment,period,workers,basis\nk,a,2022,100,lf\nk,b,2022,100,employed\n"


@pytest.mark.parametrize("lacking", ["k,a,2023,50\n", "k,b,2023,60\n"])
def test_a_segment_without_a_side_leaves_the_others_on_their_basis(project, run, tmp_path, lacking):
    people = f"k,a,2022,40\nk,b,2022,50\n{lacking}k,a,2024,60\nk,b,2024,70\n"
    project(
        {
            "data/population.csv": MIXED,
            "data/participants.csv": "branch,segment,period,participants\n" + people,
        }
    )
    ran = run("trend")
    assert ran.code == 0, ran.err
    assert "no change is shown, because only one of the two periods has workers and participants of" in ran.out
    assert run("export", "--output", f"{tmp_path / 'folder'}/").code == 0
    assert {line.split(",")[1] for line in (tmp_path / "folder/trend.csv").read_text().splitlines()[1:]} == {
        "2022",
        "2023",
        "2024",
    }


def test_what_follows_is_compared_with_every_period_before_a_lack(project, run, tmp_path):
    people = "k,a,2022,40\nk,b,2022,50\nk,b,2023,60\nk,a,2024,60\nk,b,2024,70\nk,a,2025,60\nk,b,2025,70\n"
    changed = "k,a,2024,100,employed\nk,b,2024,100,employed\n"
    project(
        {
            "data/population.csv": MIXED + changed,
            "data/participants.csv": "branch,segment,period,participants\n" + people,
        }
    )
    ran = run("trend")
    assert (ran.code, ran.out) == (2, "")
    assert 'workers of 2022 are counted on the basis "employed, lf", those of 2025 on "employed"' in ran.err
    assert run("export", "--output", f"{tmp_path / 'folder'}/").code == 0
    lines = (tmp_path / "folder/trend.csv").read_text().splitlines()[1:]
    assert {line.split(",")[1] for line in lines} == {"2024", "2025"}


def test_no_workers_are_of_their_basis_too(project, run):
    project(
        {
            "data/population.csv": "branch,segment,period,workers,basis\nk,a,2023,0,employed\nk,a,2024,9,lf\n",
            "data/participants.csv": "branch,segment,period,participants\nk,a,2023,0\nk,a,2024,5\n",
        }
    )
    assert 'on the basis "employed", those of 2024 on "lf"' in run("trend").err
    (series,) = _steps(run, "--across-bases")
    assert series["steps"][0]["base_revised"] is None


@pytest.mark.parametrize("grown", [True, False])
def test_another_basis_is_no_base_that_grew_or_shrank(project, run, grown):
    periods = ["2023", "2024"] if grown else ["2024", "2023"]
    workers = [(periods[0], 900, "employed"), (periods[1], 2000, "labour force")]
    vintages = [f"k,a,{period},{count},{basis}\nk,b,{period},500,{basis}\n" for period, count, basis in workers]
    people = f"k,a,{periods[0]},490\nk,b,{periods[0]},110\nk,a,{periods[1]},490\nk,b,{periods[1]},120\n"
    project(
        {
            "data/population.csv": "branch,segment,period,workers,basis\n" + "".join(vintages),
            "data/participants.csv": "branch,segment,period,participants\n" + people,
        }
    )
    asked = ("trend", "--branch", "k", "--across-bases", "--from", "2023")
    out = run(*asked).out
    said = "grew by 10 and the rate fell" if grown else "fell by 10 and the rate rose"
    assert (
        f"participants {said}, because workers of 2024 are counted on another basis than those of 2023; "
        f"no base {'grew' if grown else 'shrank'}." in out
    )
    assert "1,100" not in out
    (series,) = _steps(run, "--branch", "k", "--across-bases")
    (step,) = series["steps"]
    assert round(step["change_pp"], 1) == (-18.5 if grown else 18.5)
    assert step["participants_change"] == (10 if grown else -10)
    assert {step[name] for name in ("participants_effect_pp", "base_effect_pp", "base_revised")} == {None}
    last = list(csv.DictReader(io.StringIO(run(*asked, "--format", "csv").out)))[-1]
    assert last["change_pp"] == ("-18.5" if grown else "18.5")
    assert {last[name] for name in ("participants_effect_pp", "base_effect_pp", "base_revised")} == {""}


def test_a_missing_side_is_neither_zero_nor_silent(project, run):
    project(
        {
            "data/population.csv": POPULATION,
            "data/participants.csv": PARTICIPANTS.replace("kota,bpu,2023-12,150\n", ""),
        }
    )
    out = run("trend", "--branch", "kota").out
    assert (
        "kota (2023-12): workers and participants are both known for 1 of 2 segments; the rest is not counted." in out
    )
    assert (
        "kota (2022-12 to 2023-12, 2023-12 to 2024-12): no change is shown, because only one of the two periods "
        "has workers and participants of bpu; choose with --segment what both periods have: pu." in out
    )
    (series,) = _steps(run, "--branch", "kota")
    assert series["points"][1]["rate"] == 0.7
    for step in series["steps"]:
        assert not step["same_segments"]
        assert {step[name] for name in _MOVED} == {None}
    assert series["overall"]["change_pp"] is not None
    row = next(line for line in out.splitlines() if line.startswith("2023-12 "))
    assert row.split()[-6:] == ["–"] * 6
    (series,) = _steps(run, "--branch", "kota", "--segment", "pu")
    assert all(step["change_pp"] is not None for step in series["steps"])


def test_where_no_segment_is_at_both_ends_none_is_proposed(project, run):
    project(
        {
            "data/population.csv": "branch,segment,period,workers\nkota,pu,2022,100\nkota,bpu,2022,100\n",
            "data/participants.csv": ("branch,segment,period,participants\nkota,pu,2022-12,70\nkota,bpu,2023-12,20\n"),
        }
    )
    out = run("trend", "--branch", "kota").out
    assert "no change is shown, because no segment has workers and participants in both periods." in out


def test_a_whole_that_gained_a_segment_is_compared(project, run):
    project(
        {
            "data/population.csv": (
                "branch,segment,period,workers\nkota,pu,2022,100\nkota,pu,2023,100\nkota,bpu,2023,100\n"
            ),
            "data/participants.csv": (
                "branch,segment,period,participants\nkota,pu,2022-12,70\nkota,pu,2023-12,70\nkota,bpu,2023-12,20\n"
            ),
        }
    )
    assert "(2022-12 to 2023-12): the earlier and the later period do not count the same segments." in run("trend").out
    (series,) = _steps(run, "--branch", "kota")
    (step,) = series["steps"]
    assert (round(step["change_pp"], 9), step["participants_change"], step["enrolled"]) == (-25.0, 20, None)


def test_a_whole_that_gained_a_segment_says_so_of_first_and_last_too(project, run):
    """No step says it, because the period between lacks a segment."""
    project(
        {
            "data/population.csv": (
                "branch,segment,period,workers\nkota,pu,2022,100\nkota,bpu,2022,100\n"
                "kota,pu,2024,100\nkota,bpu,2024,100\nkota,jakon,2024,100\n"
            ),
            "data/participants.csv": (
                "branch,segment,period,participants\nkota,pu,2022-12,70\nkota,bpu,2022-12,70\nkota,pu,2023-12,70\n"
                "kota,pu,2024-12,70\nkota,bpu,2024-12,70\nkota,jakon,2024-12,10\n"
            ),
        }
    )
    out = run("trend").out
    assert "kota (2022-12 to 2024-12): the earlier and the later period do not count the same segments.\n" in out
    (series,) = _steps(run)
    assert not any(step["same_segments"] or step["participants_change"] for step in series["steps"])
    assert (series["overall"]["participants_change"], series["overall"]["enrolled"]) == (10, None)


_MOVED = (
    *("change_pp", "participants_effect_pp", "base_effect_pp", "participants_change", "enrolled", "lost"),
    "base_revised",
)


def _months(project, months, basis=""):
    """A project of branches with the months given: one row of workers of 2024, participants that grow."""
    head = "branch,segment,period,workers" + (",basis" if basis else "")
    workers = [f"{branch},PU,2024,1000" + (f",{basis}" if basis else "") for branch in months]
    people = [f"{branch},PU,{month},{100 + int(month[-2:])}" for branch, own in months.items() for month in own]
    files = {"data/population.csv": "\n".join([head, *workers, ""])}
    files["data/participants.csv"] = "\n".join(["branch,segment,period,participants", *people, ""])
    project(files)


MONTHS = [f"2025-0{month}" for month in range(4, 10)]


def _notes(run, *arguments):
    return run("trend", "--format", "json", *arguments).json["notes"]


def test_what_is_true_of_several_series_and_periods_is_said_once(project, run):
    _months(project, {"Balikpapan": MONTHS, "Bontang": MONTHS, "Samarinda": MONTHS[1:]})
    assert _notes(run) == [
        "Balikpapan, Bontang, Samarinda: the basis of the workers is not stated.",
        "Balikpapan, Bontang (2025-04 to 2025-09): workers are those of 2024.",
        "Samarinda (2025-05 to 2025-09): workers are those of 2024.",
    ]
    out = run("trend", "--lang", "id").out
    assert " • Balikpapan, Bontang (2025-04 sampai 2025-09): memakai data pekerja 2024.\n" in out
    assert " • Balikpapan, Bontang, Samarinda: dasar pekerja tidak disebutkan.\n" in out


def test_periods_apart_are_named_apart(project, run):
    _months(project, {"Kota": MONTHS[:4]})
    with Path("data/population.csv").open("a") as file:
        file.write("Kota,PU,2025-05,1000\nKota,PU,2025-06,1000\n")
    assert _notes(run)[1:] == [
        "Kota (2025-04): workers are those of 2024.",
        "Kota (2025-07): workers are those of 2025-06.",
    ]


def test_many_series_leave_room_for_what_is_said(project, run):
    _months(project, {f"B{number:02d}": MONTHS[:2] for number in range(11)}, basis="employed")
    named = ", ".join(f"B{number:02d}" for number in range(8))
    assert _notes(run)[0] == f"{named}, 3 others: workers counted on the basis: employed."
    assert f" • {named}, 3 lainnya: pekerja dihitung dengan dasar: employed.\n" in run("trend", "--lang", "id").out
    _months(project, {f"B{number:02d}": MONTHS[:2] for number in range(9)}, basis="employed")
    assert _notes(run)[0] == f"{named}, 1 other: workers counted on the basis: employed."


def test_a_period_that_only_others_have_is_named(project, run):
    gappy = [*MONTHS[:3], *MONTHS[4:]]
    _months(project, {"Bontang": gappy, "Penajam": gappy, "Samarinda": MONTHS, "Paser": [MONTHS[0], MONTHS[3]]})
    found = [note for note in _notes(run) if "there is no" in note]
    assert found == [
        "Bontang, Penajam: there is no 2025-07, which others have; the step 2025-06 to 2025-08 spans it.",
        "Paser: there is no 2025-05, 2025-06, which others have; the step 2025-04 to 2025-07 spans it.",
    ]
    assert not any("there is no" in note for note in _notes(run, "--branch", "Bontang"))
    assert "Bontang, Penajam: tidak ada 2025-07, yang ada pada deret lain" in run("trend", "--lang", "id").out


def test_a_period_that_lacks_a_segment_says_so_wherever_it_is_written(project, run):
    project(
        {
            "data/population.csv": "branch,segment,period,workers\nkota,a,2023,1000\nkota,b,2023,500\n",
            "data/participants.csv": (
                "branch,segment,period,participants\nkota,a,2023-12,195\nkota,b,2023-12,255\n"
                "kota,b,2024-12,255\nkota,a,2025-12,200\nkota,b,2025-12,272\n"
            ),
        }
    )
    rows = list(csv.DictReader(io.StringIO(run("trend", "--format", "csv").out)))
    wanted = ["", "incomplete", ""]
    assert [row["coverage_pct"] for row in rows] == ["30.0", "51.0", "31.5"]
    assert [row["flags"] for row in rows] == list(trend().to_frame()["flags"]) == wanted
    assert {row["change_pp"] for row in rows} == {""}
    (series,) = _steps(run)
    assert [" ".join(point["flags"]) for point in series["points"]] == wanted
    out = run("trend").out
    assert "2024-12 (1 of 2 segments) " in out
    assert "2023-12 (" not in out


def test_csv_has_plain_numbers_and_blanks(kota, run):
    rows = list(csv.DictReader(io.StringIO(run("trend", "--format", "csv").out)))
    assert [row["coverage_pct"] for row in rows] == ["40.0", "42.5", "33.3"]
    assert [row["change_pp"] for row in rows] == ["", "2.5", "-9.2"]
    assert rows[2]["base_revised"] == "1000"
    assert rows[0]["enrolled"] == ""


@pytest.mark.parametrize("width", [200, 100, 80, 30])
def test_tables_fit_the_terminal_and_keep_every_number(kota, run, width, monkeypatch):
    monkeypatch.setattr("coverage_cli.cli.result.terminal_width", lambda _: width)
    out = run("trend").out
    assert max(map(len, out.splitlines())) <= width
    assert "…" not in out
    assert "1,000" in out
    assert ("Left out, because the screen is too narrow: Enrolled, Lost, Base revised." in out) is (width == 80)


def test_a_pipe_has_no_width(kota, run):
    assert any(len(line) > 100 for line in run("trend").out.splitlines())


counts = st.integers(1, 10**6)


@given(counts, counts, counts, counts, st.integers(0, 3))
def test_printed_effects_add_up_to_printed_changes_of_printed_rates(workers, people, later, more, decimals):
    step = split(Observation("a", workers, people), Observation("b", later, more))
    shown = Effects(Movement(step, None, None, same_cells=True), decimals)
    assert shown.change == shown.by_participants + shown.by_base
    assert abs(shown.by_base - step.base_effect * 10**decimals) <= 2


def test_a_base_that_stood_still_takes_no_rest_of_rounding():
    step = split(Observation("a", 10_000, 1004), Observation("b", 10_000, 1006))
    shown = Effects(Movement(step, None, None, same_cells=True), 1)
    assert (shown.change, shown.by_participants, shown.by_base) == (1, 1, 0)


def test_a_base_that_shrank_is_not_shown_to_have_lowered_the_rate(project, run, tmp_path):
    """20.86% and 20.84% are 20.9% and 20.8%: of that change of -0.1 the participants' -0.04 left all to the base."""
    project(
        {
            "data/population.csv": "branch,segment,period,workers\nA,pu,2023,313317\nA,pu,2024,313028\n",
            "data/participants.csv": "branch,segment,period,participants\nA,pu,2023,65361\nA,pu,2024,65230\n",
        }
    )
    rows = [line.split(",") for line in run("trend", "--format", "csv").out.splitlines()[1:]]
    assert [row[6] for row in rows] == ["20.86", "20.84"]
    assert rows[1][7:10] == ["-0.02", "-0.04", "0.02"]
    assert rows[1][13] == "-289"
    run("export", "-o", "x.html")
    assert "-0.02 points, -0.04 by participants and +0.02 by the base" in (tmp_path / "x.html").read_text()


def test_every_printed_change_is_the_difference_of_the_printed_rates(project, run, tmp_path):
    # Only 79.96% needs two decimals; with one, 80.1% beside a change of +0.18 would contradict it.
    project({
        "data/population.csv": "branch,segment,period,workers\nA,pu,2024-01,10000\n",
        "data/participants.csv": "branch,segment,period,participants\n"
        "A,pu,2024-06,7996\nA,pu,2024-08,8014\nA,pu,2024-09,7996\nA,pu,2024-10,8986\n",
    })  # fmt: skip
    rates, changes = ["79.96", "80.14", "79.96", "89.86"], ["", "0.18", "-0.18", "9.90"]
    rows = [line.split(",") for line in run("trend", "--format", "csv").out.splitlines()[1:]]
    assert ([row[6] for row in rows], [row[7] for row in rows]) == (rates, changes)
    run("export", "-o", "t/", "-o", "x.xlsx", "-o", "x.html")
    rows = [line.split(",") for line in (tmp_path / "t/trend.csv").read_text().splitlines()[1:]]
    assert ([row[6] for row in rows], [row[7] for row in rows]) == (rates, changes)
    table = [line.split() for line in run("trend").out.splitlines() if line.startswith("2024-")]
    assert [line[3] for line in table[:4]] == [f"{rate}%" for rate in rates]
    assert (table[1][4], table[2][4], table[3][4], table[4][3]) == ("+0.18", "-0.18", "+9.90", "+9.90")
    page = (tmp_path / "x.html").read_text()
    assert "2024-06 to 2024-10: +9.90 points" in page
    assert "2024-10 89.86%" in page  # what the chart shows
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx")["Trend"]
    formats = {tuple(cell.number_format for cell in row[6:9]) for row in list(sheet.iter_rows())[1:5]}
    assert formats == {("0.00%", "0.00%", "+0.00;-0.00;0.00")}


def test_persons_in_two_segments_count_once_in_every_period(project, run):
    persons = "participant_id,branch,segment,status,period\n"
    rows = [("1", "pu", "2022-12"), ("1", "bpu", "2022-12"), ("2", "pu", "2022-12")]
    rows += [("1", "pu", "2024-12"), ("1", "bpu", "2024-12"), ("2", "bpu", "2024-12"), ("3", "bpu", "2024-12")]
    persons += "".join(f"{name},kota,{segment},active,{period}\n" for name, segment, period in rows)
    project({"data/population.csv": POPULATION, "data/participants.csv": persons})
    (series,) = _steps(run, "--branch", "kota")
    assert [point["participants"] for point in series["points"]] == [2, 3]
    assert [one["points"][-1]["participants"] for one in _steps(run, "--by", "segment")] == [3, 1]
    planned = run("plan", "--branch", "kota", "--by", "2025-12")
    assert planned.code == 2
    assert "would count twice" in planned.err


def test_a_person_in_two_segments_of_two_files_counts_once_in_every_period(project, run):
    header = "participant_id,branch,segment,status,period\n"
    first = "".join(f"1,kota,{one},active,{period}\n" for one, period in (("pu", "2022-12"), ("bpu", "2024-12")))
    second = "".join(f"1,kota,{one},active,{period}\n" for one, period in (("bpu", "2022-12"), ("pu", "2024-12")))
    more = "".join(f"2,kota,{one},active,{period}\n" for one in ("pu", "bpu") for period in ("2022-12", "2024-12"))
    files = {"data/participants-1.csv": header + first + more, "data/participants-2.csv": header + second}
    project({"data/population.csv": POPULATION, **files})
    (series,) = _steps(run, "--branch", "kota")
    assert [point["participants"] for point in series["points"]] == [2, 2]


def test_a_base_that_did_not_move_has_no_effect_and_a_miss_is_not_printed_as_met(project, run, tmp_path):
    project({
        "config/targets.yaml": "targets: {t: 80%}\n",
        "data/population.csv": "branch,segment,period,workers\na,x,2022-06,100000\na,y,2022-06,3\n",
        "data/participants.csv": "branch,segment,period,participants\n"
        "a,x,2023-06,79950\na,y,2023-06,1\na,x,2024-06,79969\na,y,2024-06,1\n",
    })  # fmt: skip
    row = run("trend", "--format", "csv").out.splitlines()[-1]
    assert row == "a,2024-06,2022-06,,100003,79970,79.97,0.02,0.02,0.00,19,19,0,0,"
    table = run("trend", "--lang", "en").out
    assert "79.97%   +0.02            +0.02     0.00        19     0             0" in table
    run("export", "-o", "t/", "-o", "x.xlsx", "--lang", "en")
    assert row in (tmp_path / "t/trend.csv").read_text()
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx")["Trend"]
    (cell,) = [one for row in sheet.iter_rows() for one in row if one.value == pytest.approx(79970 / 100003)]
    assert cell.number_format == "0.00%"


def test_up_to_a_period_takes_none_that_ends_later(project, run):
    project(
        {
            "data/population.csv": "branch,segment,period,workers\nkota,pu,2024,1000\n",
            "data/participants.csv": (
                "branch,segment,period,participants\nkota,pu,2025-05,700\nkota,pu,2025-06,720\nkota,pu,2025,800\n"
            ),
        }
    )
    (series,) = _steps(run, "--branch", "kota", "--to", "2025-06")
    assert [point["period"] for point in series["points"]] == ["2025-05", "2025-06"]
    assert "20 net enrolments a month" in run("plan", "--by", "2026-12", "--period", "2025-06").out
    ran = run("trend", "--branch", "kota")
    assert [line.split()[0] for line in ran.out.splitlines()[3:6]] == ["2025-05", "2025-06", "2025"]


TWO_BRANCHES = {
    "data/population.csv": (
        "branch,segment,period,workers\nkota,pu,2022,1000\nkota,bpu,2022,500\ndesa,pu,2022,100\nkota,pu,2024,1200\n"
        "kota,bpu,2024,500\n"
    ),
    "data/participants.csv": (
        "branch,segment,period,participants\nkota,pu,2022-12,600\nkota,bpu,2022-12,100\ndesa,pu,2022-12,50\n"
        "kota,pu,2023-12,640\nkota,bpu,2023-12,100\nkota,pu,2024-12,900\nkota,bpu,2024-12,90\ndesa,pu,2024-12,60\n"
    ),
}
PERSONS = "participant_id,branch,segment,status,period\n" + "".join(
    f"{person},{branch},{segment},active,{period}\n"
    for period, people in (("2022-12", 40), ("2024-12", 60))
    for person in range(people)
    for branch, segment in [("kota", "pu"), ("kota", "bpu"), ("desa", "pu")][: 1 + person % 3]
)


@pytest.mark.parametrize("persons", [False, True])
@pytest.mark.parametrize("more", [(), ("--segment", "pu"), ("--by", "segment")])
def test_the_total_is_that_of_gap_in_every_period_that_all_have(project, run, persons, more):
    project({**TWO_BRANCHES, **({"data/participants.csv": PERSONS} if persons else {})})
    series = _steps(run, "--totals", *more)[-1]
    assert set(series["names"].values()) == {None}
    assert [point["period"] for point in series["points"]] == ["2022-12", "2024-12"]
    for point in series["points"]:
        chosen = more if "--segment" in more else ()
        report = run("gap", "--period", point["period"], "--format", "json", *chosen).json
        total = report["totals"][-1]
        for name in ("workers", "participants", "rate", "complete"):
            assert point[name] == total[name]
    (step,) = series["steps"]
    assert step["same_segments"]
    assert (step["enrolled"] - step["lost"] == step["participants_change"]) is not persons


@pytest.mark.parametrize("more", [(), ("--missing", "zero"), ("--branch", "kota", "--branch", "hilir")])
def test_a_branch_without_participants_is_missing_in_the_total_too(project, run, more):
    """It was passed over, and the total of the others stood there as complete."""
    workers = TWO_BRANCHES["data/population.csv"] + "hilir,pu,2022,300\n"
    project({**TWO_BRANCHES, "data/population.csv": workers})
    series = _steps(run, "--totals", *more)[-1]
    assert series["names"] == {"branch": None}
    for point in series["points"]:
        total = run("gap", "--period", point["period"], "--format", "json", *more).json["totals"][-1]
        names = ("workers", "participants", "rate", "complete")
        assert [point[name] for name in names] == [total[name] for name in names]
        assert total["complete"] == ("zero" in more)


def test_the_total_of_a_branch_stands_below_its_segments(project, run):
    project(TWO_BRANCHES)
    out = run("trend", "--branch", "kota", "--by", "segment", "--totals").out
    assert [line.split("  ")[0] for line in out.splitlines() if line.startswith("kota")] == [
        "kota / bpu", "kota / pu", "kota / Total"
    ]  # fmt: skip
    assert run("trend", "--branch", "kota", "--totals").out == run("trend", "--branch", "kota").out


def test_there_is_no_total_without_two_periods_that_all_have(project, run):
    lacking = TWO_BRANCHES["data/participants.csv"].replace("desa,pu,2022-12,50\n", "")
    project({**TWO_BRANCHES, "data/participants.csv": lacking})
    assert run("trend", "--branch", "kota").code == 0
    ran = run("trend", "--totals")
    assert (ran.code, ran.out) == (2, "")
    assert "--totals needs two periods that all branches have" in ran.err


def test_a_branch_without_a_chosen_segment_takes_no_period_from_the_total(project, run):
    """Only kota has the segment, in all three periods; desa has two of them, with another segment."""
    project(TWO_BRANCHES)
    series = _steps(run, "--totals", "--segment", "bpu")
    assert [one["names"]["branch"] for one in series] == ["kota", None]
    assert series[0]["points"] == series[1]["points"]
    assert [point["period"] for point in series[1]["points"]] == ["2022-12", "2023-12", "2024-12"]


def test_an_unlike_step_of_the_total_names_branch_and_segment(project, run):
    lacking = TWO_BRANCHES["data/participants.csv"].replace("desa,pu,2024-12,60\n", "desa,bpu,2024-12,60\n")
    workers = TWO_BRANCHES["data/population.csv"] + "desa,bpu,2022,100\n"
    project({"data/population.csv": workers, "data/participants.csv": lacking})
    out = run("trend", "--totals").out
    assert "has workers and participants of desa / bpu, desa / pu.\n" in out  # and no --segment would do


@pytest.fixture
def quarters(project):
    """Averages of quarters beside months, of which the last of a quarter ends on its day."""
    people = {"2024-Q4": 900, "2024-12": 905, "2025-Q1": 910, "2025-02": 930, "2025-03": 950}
    return project({
        "data/population.csv": "branch,segment,period,workers\nA,pu,2024,1000\n",
        "data/participants.csv": "branch,segment,period,participants\n"
        + "".join(f"A,pu,{period},{count}\n" for period, count in people.items()),
    })  # fmt: skip


def test_periods_that_end_on_one_day_are_no_trend(quarters, run):
    ran = run("trend", "--lang", "en")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        'error: "A" has figures of 2025-Q1, 2025-03, which end on the same day, so that none of them came first; '
        "choose periods of one length with --step: quarter, month\n"
    )
    assert "2024-Q4, 2024-12, which end" in run("trend", "--to", "2025-02").err
    for step, found in {"quarter": ["2024-Q4", "2025-Q1"], "month": ["2024-12", "2025-02", "2025-03"]}.items():
        (series,) = _steps(run, "--step", step)
        assert [point["period"] for point in series["points"]] == found
        assert len(trend(step=step).series[0].points) == len(found)
    assert '--step "week" is not known; use year, quarter, month, day' in run("trend", "--step", "week").err


def test_check_tells_once_a_branch_that_periods_end_on_one_day(quarters, run):
    found = run("check", "--format", "json", "--today", "2025-06-30").json["findings"]
    assert [(one["code"], one["line"]) for one in found] == [("D111", 6)]
    assert found[0]["message"].endswith("on the same day: 2025-03-31: 2025-Q1, 2025-03; 2024-12-31: 2024-Q4, 2024-12")
    assert "D111" not in run("gap", "--period", "2025-03").out


def test_an_exported_trend_has_periods_as_long_as_the_reports_own(quarters, run):
    for period, months in (("2025-Q1", False), ("2025-03", True)):
        assert run("export", "--period", period, "-o", "x.html").code == 0
        page = (quarters / "x.html").read_text()
        assert ("2025-02" in page, "2024-12" in page, "2024-Q4" in page) == (months, months, not months)
        assert f"only periods as long as {period}, because others end on the same days: 2025-Q1, 2025-03." in page


def test_the_source_of_a_target_is_no_matter_of_a_trend(project, run):
    """A trend shows no target: the warning stands in a report beside its target."""
    targets = "default: n\ntargets:\n  n: {rate: 80%, source: ''}\n"
    project({"data/population.csv": POPULATION, "data/participants.csv": PARTICIPANTS}, targets=targets)
    assert "T105" in run("gap", "--branch", "kota").out
    ran = run("trend", "--branch", "kota", "--format", "json")
    assert (ran.code, "T105" in ran.out) == (0, False)


@pytest.mark.parametrize(
    ("asked", "lacking", "alike"),
    [
        ((), "bpu / P", "; choose with --segment what both periods have: pu"),
        (("--by", "branch,segment"), "bpu / P", ""),
        (("--totals",), "A / bpu / P", "; choose with --segment what both periods have: pu"),
    ],
)
def test_the_segments_to_choose_are_those_that_both_ends_have_whole(project, run, asked, lacking, alike):
    cells = [f"{name},{segment},{sex}" for name in "AB" for segment in ("pu", "bpu") for sex in "LP"]
    rows = [f"{cell},{year},{90 - year % 7 - at}" for year in (2024, 2025) for at, cell in enumerate(cells)]
    some = [row for row in rows if not row.startswith("A,bpu,P,2024")]
    project(
        {
            "config/sources.yaml": "dimensions: [sex]\n",
            "data/population.csv": "\n".join(("branch,segment,sex,period,workers", *rows, "")),
            "data/participants.csv": "\n".join(("branch,segment,sex,period,participants", *some, "")),
        }
    )
    out = run("trend", *asked).out
    assert f"only one of the two periods has workers and participants of {lacking}{alike}.\n" in out
    assert run("trend", *asked, "--segment", "pu").code == 0


ABSENT = {
    "data/population.csv": "branch,segment,period,workers\nk,a,2023,100\nk,b,2023,100\n",
    "data/participants.csv": "branch,segment,period,participants\n"
    "k,a,2023-12,50\nk,b,2023-12,20\nk,a,2024-12,60\nk,b,2024-12,?\n",
}


def test_an_export_has_one_rate_for_a_period_where_absent_means_none(project, run):
    project(ABSENT | {"data/participants.csv": ABSENT["data/participants.csv"].replace("k,b,2024-12,?\n", "")})
    assert run("export", "--missing", "zero", "--output", "folder/").code == 0
    *_, last = csv.DictReader(io.StringIO(Path("folder/trend.csv").read_text()))
    (total,) = csv.DictReader(io.StringIO(Path("folder/totals.csv").read_text()))
    assert last["coverage_pct"] == total["coverage_pct"] == "30.0"
    assert (last["enrolled"], last["lost"], last["flags"]) == ("10", "20", "assumed-zero")
    (series,) = _steps(run, "--missing", "zero")
    assert [point["participants"] for point in series["points"]] == [70, 60]
    assert series["steps"][0]["participants_change"] == -10
    out = run("trend", "--missing", "zero").out
    assert "k (2024-12): where there is no count of participants, 0 is counted, as --missing zero declares." in out
    planned = run("plan", "--branch", "k", "--by", "2025-12", "--missing", "zero").out
    assert "80% by 2025-12 takes 100 enrolments" in planned
    assert "Present pace: -0.8 net enrolments a month" in planned
    assert "k: where there is no count of participants, 0 is counted" in planned


def test_a_branch_without_participants_of_any_period_has_no_month_to_plan_from(project, run):
    workers = ABSENT["data/population.csv"] + "other,a,2023,100\n"
    people = "branch,segment,period,participants\nother,a,2024-12,50\n"
    project({"data/population.csv": workers, "data/participants.csv": people})
    for command in (("plan", "--by"), ("export", "--output", "o.html", "--plan-by")):
        ran = run(*command, "2026-12", "--branch", "k", "--missing", "zero")
        assert (ran.code, ran.out) == (2, "")
        assert '"k" has no rate to plan from: a plan needs its workers and its participants' in ran.err


def test_a_row_that_cannot_be_read_is_no_absent_one(project, run):
    excepted = "exceptions:\n  - {code: V110, file: data/participants.csv, reason: r, owner: o, expiry: 2099-01-01}\n"
    project(ABSENT | {"config/exceptions.yaml": excepted})
    (series,) = _steps(run, "--missing", "zero")
    assert [point["participants"] for point in series["points"]] == [70, 60]
    assert [point["complete"] for point in series["points"]] == [True, False]
    assert series["steps"][0]["change_pp"] is None
