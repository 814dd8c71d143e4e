"""`coverage plan`: what it takes, whom to enrol, and what the present pace reaches."""

from __future__ import annotations

import pandas as pd
import pytest
from tests.conftest import ROOT

from coverage_cli import plan

POPULATION = (
    "branch,segment,period,workers\nkota,pu,2024,1000\nkota,bpu,2024,3000\nkota,jakon,2024,200\ndesa,pu,2024,10\n"
)
PARTICIPANTS = (
    "branch,segment,period,participants\n"
    "kota,pu,2024-06,880\nkota,bpu,2024-06,990\nkota,jakon,2024-06,70\n"
    "kota,pu,2024-12,900\nkota,bpu,2024-12,1000\nkota,jakon,2024-12,100\ndesa,pu,2024-12,9\n"
)


@pytest.fixture
def kota(project):
    project({"data/population.csv": POPULATION, "data/participants.csv": PARTICIPANTS})


def _plan(run, *arguments, code=0):
    ran = run("plan", "--branch", "kota", "--by", "2025-12", "--format", "json", *arguments)
    assert ran.code == code, ran.err
    found = ran.json
    assert found["schema"] == "coverage-plan/1"
    assert found["enrolments"] == sum(one["enrolments"] for one in found["segments"])
    assert found["enrolments"] == sum(found["by_month"].values())
    for one in found["segments"]:
        assert sum(one["by_month"]) == one["enrolments"]
    assert max(found["by_month"].values()) - min(found["by_month"].values()) <= 1
    return found


def _given(found):
    return {one["segment"]: one["enrolments"] for one in found["segments"]}


def test_balikpapan_needs_18909_enrolments(run, monkeypatch):
    monkeypatch.chdir(ROOT)
    ran = run("plan", "--branch", "balikpapan", "--by", "2026-12", "--premium", "16800", "--format", "json")
    found = ran.json
    assert (found["needed"], found["months"], found["start"]) == (18_909, 15, "2025-09")
    assert found["cost"] == 18_909 * 16_800 * 12
    assert min(found["by_month"]) == "2025-10"
    assert max(found["by_month"]) == "2026-12"


def test_needed_is_the_least_that_meets_the_target(kota, run):
    # 80% of 4,200 is 3,360, and 2,000 are in.
    assert _plan(run)["needed"] == 1360
    assert _plan(run, "--target", "47.62%")["needed"] == 1  # 2000.04
    assert _plan(run, "--target", "40%")["needed"] == 0


@pytest.mark.parametrize(
    "rates", ["segments: {bpu: 50%, pu: 60%, jakon: 70%}", "branches: {desa: 50%}", "rates: {2030: 9%}"]
)
def test_without_one_target_for_the_branch_there_is_no_plan(project, run, rates):
    files = {"data/population.csv": POPULATION, "data/participants.csv": PARTICIPANTS}
    project(files, targets=f"default: n\ntargets:\n  n: {{source: s, {rates}}}\n")
    ran = run("plan", "--branch", "kota", "--by", "2025-12")
    assert (ran.code, ran.out) == (2, "")
    assert 'no one target holds for "kota"; give one with --target' in ran.err
    ran = run("plan", "--branch", "kota", "--by", "2025-12", "--lang", "id")
    assert 'tidak ada satu target yang berlaku untuk "kota"; berikan dengan --target' in ran.err
    assert _plan(run, "--target", "80%")["needed"] == 1360


def test_strategies_choose_whom(kota, run):
    assert _given(_plan(run, "--strategy", "largest")) == {"bpu": 1360, "jakon": 0, "pu": 0}
    cheap = ("--premium", "9000", "--premium", "pu=100", "--premium", "jakon=50", "--strategy", "cheapest")
    assert _given(_plan(run, *cheap)) == {"bpu": 1160, "jakon": 100, "pu": 100}
    assert _given(_plan(run, "--strategy", "equalise")) == {"bpu": 1306, "jakon": 54, "pu": 0}
    assert set(_given(_plan(run)).values()) == {1236, 62}


def test_the_pace_comes_from_the_data(kota, run):
    pace = _plan(run)["pace"]
    # 60 more in six months.
    assert (pace["per_month"], pace["from"], pace["to"]) == (10, "2024-06", "2024-12")
    assert (pace["short"], pace["reached"]) == (1360 - 120, "2036-04")
    assert _plan(run, "--pace", "200")["pace"]["reached"] == "2025-07"
    out = run("plan", "--branch", "kota", "--by", "2025-12", "--pace", "-5").out
    assert "the target is not reached within 100 years" in out


def test_figures_that_meet_the_target_are_reached_at_no_pace(kota, run):
    """40% of 4,200 are 1,680, and 2,000 are there: a year at -5 leaves 1,940."""
    out = run("plan", "--branch", "kota", "--by", "2025-12", "--pace", "-5", "--target", "40%").out
    assert "The figures of 2024-12 meet the target.\n" in out
    assert "At the present pace" not in out
    assert "short" not in out


def test_a_month_that_lacks_a_segment_is_passed_over(project, run):
    gappy = PARTICIPANTS + "kota,pu,2024-09,890\n"
    project({"data/population.csv": POPULATION, "data/participants.csv": gappy})
    pace = _plan(run)["pace"]
    assert (pace["per_month"], pace["from"], pace["to"]) == (10, "2024-06", "2024-12")


def test_a_pace_that_is_not_known_says_what_was_looked_for(project, run):
    """Two earlier months count the same segments, but not those that the plan is for."""
    less = PARTICIPANTS.replace("kota,jakon,2024-06,70\n", "") + "kota,pu,2024-09,890\nkota,bpu,2024-09,990\n"
    project({"data/population.csv": POPULATION, "data/participants.csv": less})
    out = run("plan", "--branch", "kota", "--by", "2025-12").out
    assert "Present pace: not known; no earlier month has the same segments as 2024-12.\n" in out
    assert _plan(run, "--segment", "pu")["pace"]["from"] == "2024-09"


def test_two_dates_of_one_month_make_no_pace(project, run):
    people = PARTICIPANTS.replace("2024-06", "2024-12-15").replace("2024-12,", "2024-12-31,")
    project({"data/population.csv": POPULATION, "data/participants.csv": people})
    assert _plan(run)["pace"] is None


def test_the_target_of_a_plan_has_all_its_digits_and_growth_is_no_zero(kota, project, run):
    """79.99999% was 80% in the sentence of a plan, and two thirds 66.6667%, where gap has them as they are given."""

    def said(*options):
        return run("plan", "--branch", "kota", "--by", "2025-12", *options).out

    assert said("--target", "79.99999%").startswith("kota: 79.99999% by 2025-12 takes 1,360 enrolments")
    assert "The base grows by -0.00001% a year" in said("--growth", "-0.00001%")
    assert "bertambah -0,00001% per tahun" in said("--growth", "-0.00001%", "--lang", "id")
    project({}, targets="targets:\n  n: {rates: {2024: 33.333333%, 2025: 66.666666666667%}}\n")
    assert "33.333333% for the figures of today, 66.666666666667% at the deadline" in said()
    assert said("--lang", "id").startswith("kota: 66,666666666667% pada 2025-12")


def test_growth_raises_what_is_needed(kota, run):
    found = _plan(run, "--growth", "2%")
    # 80% of 1,020 + 3,060 + 204, rounded up, less 2,000.
    assert found["needed"] == 1428
    assert _plan(run, "--growth", "-2%")["needed"] == 1293


def test_an_infeasible_plan_says_what_binds(kota, run):
    found = _plan(run, "--capacity", "bpu=10", "--capacity", "PU=20", code=1)
    assert not found["feasible"]
    assert (found["enrolments"], found["missing"]) == (130, 1230)
    assert found["binding"] == [
        "at most 10 of the 2,000 uncovered of bpu can be enrolled (capacity)",
        "this plan enrols all 100 uncovered of jakon",
        "at most 20 of the 100 uncovered of pu can be enrolled (capacity)",
    ]
    ran = run("plan", "--branch", "kota", "--by", "2025-12", "--capacity", "bpu=10")
    assert "is out of reach" in ran.out
    assert "What limits the plan: at most 10 of the 2,000 uncovered of bpu" in ran.out


def test_csv_is_that_of_an_export_and_the_sentences_stand_beside_it(kota, run, tmp_path):
    asked = ("--branch", "kota", "--by", "2025-12", "--premium", "pu=100", "--capacity", "bpu=10")
    ran = run("plan", *asked, "--format", "csv")
    assert ran.code == 1
    planned = ("--plan-by", *asked[3:])
    assert run("export", "--branch", "kota", *planned, "--output", f"{tmp_path / 'tables'}/").code == 1
    assert ran.out == (tmp_path / "tables/plan.csv").read_text()
    text = run("plan", *asked).out
    assert ran.err
    assert [line for line in text.splitlines() if line in ran.err.splitlines()] == ran.err.splitlines()
    assert "is out of reach" in ran.err
    assert "uncovered of bpu can be enrolled (capacity)" in ran.err


def test_a_frame_has_a_row_a_segment(kota, run):
    frame = plan("2025-12", branch="kota", premium={"pu": 100}).to_frame()
    found = _plan(run, "--premium", "pu=100")
    for row, segment in zip(frame.to_dict("records"), found["segments"], strict=True):
        del segment["by_month"]
        shown = {name: None if value is pd.NA else value for name, value in row.items()}
        assert shown == {"branch": "kota", "currency": "Rp", **segment}
    kinds = {name: str(frame[name].dtype) for name in ("segment", "workers", "rate_then", "cost")}
    assert list(kinds.values()) == ["string", "Int64", "Float64", "Int64"]


def test_a_missing_side_is_left_out_by_name(project, run):
    project(
        {
            "data/population.csv": POPULATION,
            "data/participants.csv": PARTICIPANTS.replace("kota,bpu,2024-12,1000\n", ""),
        }
    )
    found = _plan(run)
    assert found["left_out"] == ["bpu"]
    assert found["needed"] == 0
    assert found["pace"] is None


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--by", "2024-12"], "leaves no time: the figures are of 2024-12"),
        (["--by", "soon"], "is not a period"),
        ([], "--by"),
        (["--by", "2025", "--strategy", "cheapest"], "give them with --premium"),
        (["--by", "2025", "--strategy", "best"], "is not known"),
        (["--by", "2025", "--premium", "16.800"], "without marks"),
        (["--by", "2025", "--premium", "75.90"], "give the cents, 7590, and say so: --currency cents"),
        (["--by", "2025", "--premium", "bpu=75,9"], "give the cents, 7590, and say so: --currency cents"),
        (["--by", "2025", "--capacity", "bpu=75.9"], "SEGMENT=N"),
        (
            ["--by", "2025", "--premium", "9" * 18],
            f"--premium 999,999{',999' * 4} is too large; it is 9,999{',999' * 3}",
        ),
        (["--by", "2025", "--premium", "9" * 101], "write a whole number"),
        (["--by", "2025", "--capacity", "500"], "SEGMENT=N"),
        (["--by", "2025", "--capacity", "bpuu=500"], "did you mean"),
        (["--by", "2025", "--capacity", "bpu=5", "--capacity", "BPU=6"], "twice"),
        (["--by", "2025", "--growth", "fast"], "is not a rate"),
        (["--by", "2025", "--growth", "-"], '--growth "-" is not a rate'),
        (["--by", "2025", "--growth", "0.5"], '--growth "0.5" can be a percentage or a fraction'),
        (["--by", "2025", "--growth", "-1"], '--growth "-1" can be a percentage or a fraction'),
        (["--by", "2025", "--growth", "-100%"], "leaves no base"),
        (["--by", "2025", "--branch", "desa"], "for one branch"),
    ],
)
def test_what_cannot_be_planned_says_why(kota, run, arguments, said):
    ran = run("plan", "--branch", "kota", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_a_miss_is_never_shown_as_met(kota, run):
    out = run("plan", "--branch", "kota", "--by", "2025-12", "--target", "47.62%", "--decimals", "0").out
    total = next(line for line in out.splitlines() if line.startswith("Total"))
    assert "47.62%" in out
    assert total.split()[3:5] == ["47.6%", "1"] or total.split()[3] < "47.62%"


@pytest.mark.parametrize("width", [200, 80, 30])
def test_plans_fit_the_terminal(kota, run, width, monkeypatch):
    monkeypatch.setattr("coverage_cli.cli.result.terminal_width", lambda _: width)
    out = run("plan", "--branch", "kota", "--by", "2025-12", "--premium", "16800").out
    assert max(map(len, out.splitlines())) <= width
    assert "1,236" in out


@pytest.mark.parametrize("width", range(60, 110))
def test_no_name_and_no_number_is_cropped_at_any_width(width):
    from coverage_cli.output.style import Style
    from coverage_cli.output.tables.columns import Grid, grid_text

    head = ("Segment", "Workers", "Rate then", "A month", "Enrolments of all", "Cost (Rp)")
    row = ("content-creators", "145,455", "100.0%", "1,260–1,261", "18,909", "3,812,054,400")
    shown = grid_text(Grid(head, (row, row)), Style("en", width=width))
    assert all(cell in shown for cell in row)
    assert max(map(len, shown.splitlines())) <= width


def test_months_of_premiums_need_premiums(run, monkeypatch):
    monkeypatch.chdir(ROOT)
    ran = run("plan", "--branch", "balikpapan", "--by", "2026-12", "--months-paid", "6")
    assert (ran.code, ran.out) == (2, "")
    assert "--months-paid is about premiums" in ran.err


@pytest.mark.parametrize("sign", ["KES 5", "shillings"])
def test_a_currency_is_a_short_sign_of_premiums(kota, run, sign):
    plan = ("plan", "--branch", "kota", "--by", "2025-12", "--currency")
    assert "is no sign of a currency" in run(*plan, sign, "--premium", "5").err
    assert "--currency is about premiums" in run(*plan, "KES").err


def test_premiums_are_in_the_currency_that_is_given(kota, run):
    asked = ("--premium", "5", "--currency", "KES")
    out = run("plan", "--branch", "kota", "--by", "2025-12", *asked).out
    assert "  Cost (KES)\n" in out
    assert "Premiums: KES 81,600 for 12 months of each new participant." in out
    assert (_plan(run, *asked)["currency"], _plan(run)["currency"]) == ("KES", "Rp")
    assert "Cost (Rp)" in run("plan", "--branch", "kota", "--by", "2025-12", "--premium", "5").out


def test_a_kind_of_files_needs_files(run, monkeypatch):
    monkeypatch.chdir(ROOT)
    ran = run("check", "--as", "persons")
    assert (ran.code, ran.out) == (2, "")
    assert "--as says what the named files are" in ran.err


def test_a_plan_for_some_segments_only_says_so_first(project, run):
    project(
        {
            "data/population.csv": POPULATION,
            "data/participants.csv": PARTICIPANTS.replace("kota,bpu,2024-12,1000\n", ""),
        }
    )
    ran = run("plan", "--branch", "kota", "--by", "2025-12", "--period", "2024-12", "--lang", "en")
    assert ran.out.startswith("2 of 3 segments only: kota: ")
    assert "\nTotal (2 of 3 segments) " in ran.out


def test_a_total_of_some_segments_does_not_show_that_a_rate_is_reached(project, run):
    project(
        {
            "data/population.csv": POPULATION,
            "data/participants.csv": PARTICIPANTS.replace("kota,bpu,2024-12,1000\n", ""),
        }
    )
    gap = ("gap", "--branch", "kota", "--period", "2024-12", "--lang", "en", "--fail-under")
    ran = run(*gap, "60%")
    assert ran.code == 0
    assert "stands on 2 of 3 segments, which does not show that the whole reaches 60%" in ran.err
    assert run(*gap, "60%", "--strict").code == 1
    assert "is below 90%" in run(*gap, "90%").err
    assert run(*gap, "20%", "--missing", "zero").code == 0
    assert '--fail-under "0.6" can be a percentage or a fraction' in run(*gap, "0.6").err


def test_a_target_that_rises_by_year_is_that_of_the_deadline(kota, project, run):
    project({"config/targets.yaml": "targets: {law: {source: Perpres, rates: {2024: 40%, 2025: 60%}}}\n"})
    found = _plan(run)
    assert (found["target"]["rate"], found["needed"]) == (0.6, 520)
    out = run("plan", "--branch", "kota", "--by", "2025-12", "--lang", "en").out
    assert out.startswith("kota: 60% by 2025-12 takes 520 enrolments")
    assert "It changes with time: 40% for the figures of today, 60% at the deadline." in out


@pytest.mark.parametrize(
    ("deadline", "said"),
    [
        ("2026-06", None),
        ("2029-12", "At the deadline the rate of 2026 holds; the next one, 80%, is that of 2030."),
        ("2031-01", "At the deadline the rate of 2030 holds; no later year has one."),
    ],
)
def test_a_rate_of_another_year_than_the_deadline_is_named(kota, project, run, deadline, said):
    rates = "{2024: 55%, 2025: 60%, 2026: 65%, 2030: 80%}"
    project({"config/targets.yaml": f"targets: {{law: {{rates: {rates}, segments: {{pu: 50%}}}}}}\n"})
    asked = ("plan", "--branch", "kota", "--by", deadline, "--format", "json")
    notes = run(*asked).json["notes"]
    assert [note for note in notes if note.startswith("At the deadline")] == ([said] if said else [])
    own = run(*asked, "--segment", "pu").json["notes"]
    assert not [note for note in own if note.startswith("At the deadline")]


def test_a_chosen_segment_has_its_own_target_and_its_own_pace(kota, project, run):
    project({"config/targets.yaml": "targets: {law: {rate: 80%, segments: {bpu: 50%}}}\n"})
    found = _plan(run, "--segment", "bpu")
    assert (found["target"]["rate"], found["needed"], found["pace"]["per_month"]) == (0.5, 500, 10 / 6)
    gap = run("gap", "--branch", "kota", "--segment", "bpu", "--format", "json").json
    assert [one["target"] for one in (*gap["rows"], *gap["totals"])] == [0.5, 0.5]
    both = run("gap", "--branch", "kota", "--segment", "bpu", "--segment", "pu", "--format", "json").json
    assert both["totals"][-1]["target"] == 0.8  # theirs differ: the one of all segments


def test_participants_where_nobody_works_are_no_reason_to_refuse(kota, project, run):
    project({"data/population.csv": POPULATION.replace("jakon,2024,200", "jakon,2024,0")})
    found = _plan(run)
    assert found["needed"] == 3200 - 2000
    assert _given(found)["jakon"] == 0


def test_a_rate_that_is_reached_even_with_nobody_more_is_reached(project, run):
    project({"data/population.csv": "branch,segment,period,workers\na,x,2024,1000\na,y,2024,10\n",
             "data/participants.csv": "branch,segment,period,participants\na,x,2024,900\n"})  # fmt: skip
    assert run("gap", "--fail-under", "60%").err == ""
    assert run("gap", "--fail-under", "89%").err == ""  # 900 of 1,010 are 89.1%
    assert "does not show" in run("gap", "--fail-under", "90%").err
    # Rows of branches do not tell who is missing, nor do rows of which one is not there.
    for asked in (("--by", "branch"), ("--top", "1")):
        assert "does not show" in run("gap", "--fail-under", "89%", *asked).err
        assert run("gap", "--fail-under", "89%", "--missing", "zero", *asked).err == ""
    undefined = run("gap", "--fail-under", "0%", "--segment", "y")
    assert (undefined.code, undefined.err.startswith("the total has no rate")) == (1, True), undefined.err


def test_a_chosen_segment_that_a_branch_lacks_has_no_say_in_its_target(project, run):
    project({
        "config/targets.yaml": "targets: {t: {rate: 80%, segments: {a: 50%, c: 60%}}}\n",
        "data/population.csv": "branch,segment,period,workers\nx,a,2024,1000\nz,c,2024,1000\n",
        "data/participants.csv": "branch,segment,period,participants\nx,a,2024,250\nz,c,2024,250\n",
    })  # fmt: skip
    report = run("gap", "--segment", "a", "--segment", "c", "--format", "json").json
    assert [(one["branch"], one["target"]) for one in report["totals"]] == [("x", 0.5), ("z", 0.6), (None, 0.8)]
    plan = run("plan", "--branch", "x", "--segment", "a", "--segment", "c", "--by", "2025", "--format", "json").json
    assert plan["needed"] == 250


def test_a_year_of_few_digits_is_a_year(project, run):
    project(
        {
            "data/population.csv": "branch,segment,period,workers\nkota,pu,0025-09,1000\n",
            "data/participants.csv": "branch,segment,period,participants\nkota,pu,0025-09,100\n",
        }
    )
    ran = run("plan", "--by", "0025-12")
    assert "takes 700 enrolments in 3 months" in ran.out, ran.err


def test_enrolling_may_begin_later_than_the_figures(kota, run):
    whole, late = _plan(run), _plan(run, "--enrol-from", "2025-10")
    assert list(late["by_month"]) == ["2025-10", "2025-11", "2025-12"]
    assert (late["enrolments"], late["months"], late["pace"]) == (whole["enrolments"], 3, whole["pace"])
    said = run("plan", "--branch", "kota", "--by", "2025-12", "--enrol-from", "2025-12").out.splitlines()[0]
    assert said.endswith("enrolments in that one month.")
    grown = [_plan(run, "--growth", "2%", *more)["needed"] for more in ((), ("--enrol-from", "2025-10"))]
    assert len(set(grown)) == 1  # the base grows from the figures on
    assert list(_plan(run, "--enrol-from", "2025-Q4")["by_month"]) == ["2025-10", "2025-11", "2025-12"]


@pytest.mark.parametrize("month", ["2024-12", "2026-01", "2020"])
def test_enrolling_begins_within_the_plan(kota, run, month):
    ran = run("plan", "--branch", "kota", "--by", "2025-12", "--enrol-from", month)
    assert (ran.code, ran.out) == (2, "")
    assert "choose one after 2024-12, that of the figures, up to 2025-12" in ran.err


def _notes(run, *arguments):
    return _plan(run, *arguments)["notes"]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2025-01-31", None),
        ("2025-02-01", "Of the 12 months, 1 is past (today is 2025-02-01)"),
        ("2025-12-31", "Of the 12 months, 11 are past (today is 2025-12-31)"),
        ("2026-01-01", "The plan ends in the past: 2025-12 is over (today is 2026-01-01). Give a later month"),
    ],
)
def test_months_that_are_past_are_counted(kota, run, day, said):
    past = [note for note in _notes(run, "--today", day) if "past" in note]
    assert [note.startswith(said or "") for note in past] == ([True] if said else [])


def test_the_way_out_of_past_months_is_a_later_beginning(kota, run):
    assert any("--enrol-from 2025-03 spreads the plan" in note for note in _notes(run, "--today", "2025-03-09"))
    later = _notes(run, "--today", "2025-03-09", "--enrol-from", "2025-03")
    assert not any("past" in note for note in [*later, *_notes(run, "--today", "2025-03-09", "--target", "40%")])


OWN = "default: a\ntargets:\n  a:\n    rate: 80%\n    segments: {bpu: 75%, pu: 95%, jakon: 60%}\n"


def test_segments_with_targets_of_their_own_are_named(kota, project, run):
    """The plan of all takes only bpu less far than its own target."""
    project({"config/targets.yaml": OWN}, targets=None)
    notes = _notes(run)
    assert "The plan does not aim at the targets that segments have of their own: bpu, jakon, pu." in notes
    assert "Still below their own target at the end: bpu." in notes
    assert not any("their own" in note for note in _notes(run, "--segment", "pu"))
    assert not any("their own" in note for note in _notes(run, "--target", "80%"))


def test_the_pace_is_that_of_a_year_where_there_is_one(project, run):
    """A month is a season: the last one lost 100."""
    people = "".join(
        f"kota,pu,{period},{count}\n"
        for period, count in (("2023-12", 9000), ("2024-10", 12000), ("2024-11", 12500), ("2024-12", 12400))
    )
    workers = "branch,segment,period,workers\nkota,pu,2023,20000\n"
    head = "branch,segment,period,participants\n"
    project({"data/population.csv": workers, "data/participants.csv": head + people})
    pace = _plan(run)["pace"]
    assert (round(pace["per_month"], 2), pace["from"], pace["to"]) == (283.33, "2023-12", "2024-12")
    project({"data/population.csv": workers, "data/participants.csv": head + people.replace("2023-12", "2024-01")})
    assert _plan(run)["pace"]["from"] == "2024-11"


@pytest.mark.parametrize("beside", ["2023-12", "2023-Q4", "2023-12-31"])
def test_the_pace_of_a_year_is_from_a_year_not_from_its_last_month(project, run, beside):
    """Years hold averages, say: 10,000 of the year before, of which the last month had 11,500 already."""
    people = f"kota,pu,2023,10000\nkota,pu,{beside},11500\nkota,pu,2024,12000\n"
    head = "branch,segment,period,participants\n"
    workers = "branch,segment,period,workers\nkota,pu,2023,20000\n"
    project({"data/population.csv": workers, "data/participants.csv": head + people})
    pace = _plan(run)["pace"]
    assert (round(pace["per_month"], 2), pace["from"], pace["to"]) == (166.67, "2023", "2024")


def test_of_two_periods_of_a_month_neither_as_long_as_today_s_none_makes_the_pace(project, run):
    """The quarter was taken, which is the shorter one; the year would have made another pace."""
    head = "branch,segment,period,participants\n"
    people = f"{head}kota,pu,2023,10000\nkota,pu,2023-Q4,11500\nkota,pu,2024-12,12000\n"
    workers = "branch,segment,period,workers\nkota,pu,2022,20000\n"
    project({"data/population.csv": workers, "data/participants.csv": people})
    passed = (
        "Not taken for the present pace: 2023, 2023-Q4. Of periods that end in one month the one as long as 2024-12"
    )
    found = _plan(run)
    assert found["pace"] is None
    assert any(note.startswith(passed) for note in found["notes"])
    assert "Present pace: not known; no other earlier month has the same segments as 2024-12." in found["notes"]
    project({"data/participants.csv": people + "kota,pu,2022-12,9000\n"})
    found = _plan(run)
    assert (found["pace"]["from"], any(note.startswith(passed) for note in found["notes"])) == ("2022-12", True)
    assert not any(note.startswith(passed) for note in _plan(run, "--pace", "5")["notes"])


def test_a_pace_below_a_twentieth_of_a_person_a_month_is_no_zero(project, run):
    head = "branch,segment,period,participants\n"
    people = f"{head}kota,pu,2021-12,500\nkota,pu,2024-12,501\n"
    workers = "branch,segment,period,workers\nkota,pu,2021,2000\n"
    project({"data/population.csv": workers, "data/participants.csv": people})
    assert any(note.startswith("Present pace: 0.03 net enrolments a month") for note in _plan(run)["notes"])


@pytest.mark.parametrize(("options", "cost"), [((), None), (("--premium", "100"), 0), (("--premium", "pu=100"), 0)])
def test_what_nobody_gave_a_premium_for_has_no_cost(kota, run, options, cost):
    """Where nothing was needed, it was 0 of a total whose segments had none."""
    found = _plan(run, "--target", "1%", *options)
    assert (found["needed"], found["cost"]) == (0, cost)


def test_a_pace_that_begins_with_assumed_zeros_says_so(project, run):
    """Of a year before, bpu has no row; its 1,000 of today are all of them growth then."""
    people = PARTICIPANTS + "kota,pu,2023-12,850\nkota,jakon,2023-12,50\n"
    project({"data/population.csv": POPULATION.replace("2024", "2023"), "data/participants.csv": people})
    note = "kota (2023-12): where there is no count of participants, 0 is counted, as --missing zero declares."
    found = _plan(run, "--missing", "zero")
    assert (found["pace"]["from"], round(found["pace"]["per_month"], 2)) == ("2023-12", 91.67)
    assert note in found["notes"]
    assert not any("zero" in one for one in _plan(run)["notes"])
    assert note not in _plan(run, "--missing", "zero", "--pace", "10")["notes"]


def test_where_nobody_works_no_side_is_called_missing(project, run):
    people = "branch,segment,period,participants\nA,pu,2025-01,0\n"
    project({"data/population.csv": people.replace("participants", "workers"), "data/participants.csv": people})
    ran = run("plan", "--by", "2027-01")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith('error: nobody works in "A": there is no rate to plan from\n')


def test_a_row_over_some_of_a_segment_s_groups_says_so(project, run):
    header, rows = "branch,segment,sex,period,", ("k,pu,L,2025-08,500", "k,bpu,L,2025-08,300", "k,bpu,P,2025-08,200")
    project(
        {
            "config/sources.yaml": "dimensions: [sex]\n",
            "data/population.csv": "\n".join((f"{header}workers", *rows, "")),
            "data/participants.csv": "\n".join((f"{header}participants", *rows[:2], "")).replace("00\n", "\n"),
        }
    )
    out = run("plan", "--branch", "k", "--by", "2026-08", "--today", "2025-09-30").out
    assert "\nbpu (1 of 2 groups) " in out
    assert "\npu  " in out


def test_what_is_excepted_is_said_below_a_plan_as_below_its_gap(project, run):
    """An exception took a segment out of the figures, of which a plan said nothing."""
    exceptions = "exceptions:\n- {code: X101, branch: A, segment: %s, reason: r, owner: o, expiry: 2026-12-31}\n"
    people = "A,pu,2025-09,300\nA,x,2025-09,9\nB,pu,2025-09,7\n"
    tables = {
        "data/population.csv": "branch,segment,period,workers\nA,pu,2025,1000\nB,pu,2025,1000\n",
        "data/participants.csv": f"branch,segment,period,participants\n{people}",
    }
    project({**tables, "config/exceptions.yaml": exceptions % "x"})
    said = "Excepted in config/exceptions.yaml: 1 finding (X101)."
    for command in (("gap",), ("plan", "--by", "2026-12")):
        for branch in "AB":
            shown = run(*command, "--branch", branch, "--today", "2025-10-01").out
            assert shown.count(said) == (branch == "A"), shown
