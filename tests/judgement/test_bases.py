"""`gap --basis`: one denominator of several, or several side by side."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.conftest import ROOT

from coverage_cli import check, gap, side_by_side

POPULATION = """branch,segment,period,workers,basis
kota,a,2025,100,Employed
kota,a,2025,120,labour force
kota,b,2025,100,employed
kota,b,2025,200,Labour  Force
"""
FILES = {
    "data/population.csv": POPULATION,
    "data/participants.csv": "branch,segment,period,participants\nkota,a,2025,50\nkota,b,2025,60\n",
}


@pytest.fixture
def kota(project):
    project(FILES)


def test_without_a_choice_several_bases_are_refused_with_the_way_out(kota, run):
    ran = run("gap")
    assert (ran.code, ran.out) == (1, "")
    assert (
        "data/population.csv:3:17: error K105 kota / a / 2025 has workers on several bases: Employed, labour force"
        in (ran.err)
    )
    assert "--basis NAME" in ran.err
    assert "K101" not in ran.err
    assert run("check").code == 1


def test_a_check_takes_the_rows_on_one_basis_and_counts_the_others(project, run):
    excepted = "exceptions:\n  - {code: D105, branch: kota, reason: r, owner: o, expiry: 2030-01-01}\n"
    project(FILES | {"config/exceptions.yaml": excepted})  # it may be about the other basis
    ran = run("check", "--basis", "labour force", "--strict")
    assert (ran.code, ran.err) == (0, "")
    assert "rows: 4 = 4 used + 0 reported" in ran.out
    assert "rows on another basis: 2" in ran.out
    assert check(basis="employed").findings == ()
    report = run("check", "--basis", "Employed", "--format", "json").json
    assert next(file for file in report["files"] if file["kind"] == "population")["workers"] == 200


def test_a_check_of_a_basis_that_no_row_names_does_not_start(kota, run):
    ran = run("check", "--basis", "employd")
    assert (ran.code, ran.out) == (2, "")
    assert "known: Employed, labour force" in ran.err


def test_a_check_of_one_basis_compares_it_with_itself(project, run, tmp_path):
    project(FILES)
    earlier = tmp_path / "earlier"
    shutil.copytree("data", earlier / "data")
    Path("data/population.csv").write_text(POPULATION.replace("120", "125"), encoding="utf-8")
    assert "revised: 0" in run("check", "--basis", "employed", "--against", str(earlier)).out
    assert "120 → 125" in run("check", "--basis", "labour force", "--against", str(earlier)).out


def test_a_blank_basis_is_the_one_that_the_header_implies(project, run):
    population = "branch,segment,period,angkatan_kerja,basis\nkota,a,2025,100,\nkota,b,2025,50,employed\n"
    people = "branch,segment,period,participants\nkota,a,2025,60\n"
    project({"data/population.csv": population, "data/participants.csv": people})
    report = run("gap", "--basis", "labour force", "--format", "json").json
    assert {row["segment"]: row["workers"] for row in report["rows"]} == {"a": 100}


def test_two_rows_on_one_basis_stay_doubles(project, run):
    project(FILES | {"data/population.csv": POPULATION + "kota,b,2025,101,EMPLOYED\n"})
    assert ":6:1: error K101" in run("gap", "--basis", "employed").err
    assert run("gap", "--basis", "labour force").code == 0


SOURCES = """inputs:
  - {files: [data/population.csv], kind: population, aggregate: sum}
  - {files: [data/participants.csv], kind: participants}
"""


def test_bases_are_never_added_up(project, run):
    project(FILES | {"config/sources.yaml": SOURCES, "data/population.csv": POPULATION + "kota,b,2025,1,employed\n"})
    ran = run("gap")
    assert (ran.code, ran.err.count("error K105")) == (1, 2)
    files = run("check", "--format", "json").json["files"]
    (counts,) = [file for file in files if file["kind"] == "population"]
    assert (counts["rows"], counts["used"] + counts["reported"]) == (5, 5)
    assert counts["reported"] >= 2
    source = next(source for source in gap(basis="employed").sources if source.path.endswith("population.csv"))
    assert (source.rows, source.used, source.summed, source.other_basis, source.total) == (3, 3, 1, 2, 201)


@pytest.mark.parametrize("name", ["employed", "EMPLOYED", " Employed "])
def test_one_basis_is_the_denominator_and_the_others_are_said(kota, run, name):
    report = run("gap", "--basis", name, "--format", "json").json
    assert [row["workers"] for row in report["rows"]] == [100, 100]
    assert report["totals"][-1]["rate"] == 0.55
    assert any("basis: Employed." in note for note in report["notes"])
    assert "data/population.csv: 2 rows are not on the basis Employed and left out (--basis)." in (report["notes"])
    assert report["totals"][-1]["flags"] == []


def test_every_row_is_used_reported_or_left_out(kota, tmp_path):
    found = gap(basis="labour force")
    source = next(source for source in found.sources if source.path.endswith("population.csv"))
    assert (source.rows, source.used, source.reported, source.other_basis) == (2, 2, 0, 2)
    assert found.total.coverage.workers == 320


def test_a_basis_may_fill_a_file_and_a_row_without_one_is_on_none(project, run):
    head = "branch,segment,period,workers,basis\n"
    files = {
        "data/population-1.csv": head + "kota,a,2025,100,employed\nkota,b,2025,100,employed\n",
        "data/population-2.csv": head + "kota,a,2025,120,labour force\nkota,b,2025,7,\n",
        "data/participants.csv": FILES["data/participants.csv"],
    }
    project(files)
    report = run("gap", "--basis", "employed", "--format", "json").json
    assert [row["workers"] for row in report["rows"]] == [100, 100]
    assert any("population-2.csv: 2 rows" in note for note in report["notes"])
    assert report["findings"] == []


def test_an_unknown_basis_names_the_nearest_and_all(kota, run):
    ran = run("gap", "--basis", "employd")
    assert (ran.code, ran.out) == (2, "")
    assert 'did you mean "Employed"' in ran.err
    assert "known: Employed, labour force" in ran.err


@pytest.mark.parametrize("command", ["gap", "trend"])
def test_a_branch_on_another_basis_alone_is_not_said_to_be_missing(project, run, command):
    project(FILES | {"data/population.csv": POPULATION + "desa,a,2025,40,employed\n"})
    ran = run(command, "--branch", "Desa", "--basis", "labour  force")
    assert (ran.code, ran.out) == (2, "")
    assert 'no branch "Desa" among the participants or the workers on the basis "labour force"; cover' in ran.err
    assert '(did you mean "kota"?)' in run(command, "--branch", "Kot", "--basis", "employed").err


def test_bases_stand_side_by_side(kota, run):
    out = run("gap", "--basis", "employed", "--basis", "labour force", "--basis", "Employed").out
    rows = [line.split() for line in out.splitlines() if line.startswith(("kota / ", "Total"))]
    assert rows[0][3:] == ["50", "100", "50.0%", "120", "41.7%", "8.3"]
    assert rows[1][3:] == ["60", "100", "60.0%", "200", "30.0%", "30.0"]
    assert rows[2][2:] == ["110", "200", "55.0%", "320", "34.4%", "20.6"]
    assert "The order of the rows by rate depends on which basis is taken." in out
    assert "On the basis labour force: Workers: as of 2025; basis: labour force." in out


def test_json_holds_each_report_as_it_is_alone_and_the_ranges(kota, run):
    names = ("labour force", "employed")
    found = run("gap", "--basis", names[0], "--basis", names[1], "--format", "json").json
    assert (found["schema"], found["bases"]) == ("coverage-gap-bases/1", list(names))
    assert found["ranking_holds"] is False
    assert found["ranges"][1] == {"branch": "kota", "segment": "b", "range_pp": 30.0}
    assert found["reports"] == [run("gap", "--basis", name, "--format", "json").json for name in names]


def test_bases_are_ranked_by_rate_whatever_the_gaps_to_targets_of_their_own(project, run):
    """b has the larger gap on both bases, the higher rate on one of them and the lower on the other."""
    project(FILES, targets="default: n\ntargets:\n  n: {source: s, rate: 80%, segments: {b: 91%}}\n")
    bases = ["employed", "labour force"]
    beside = side_by_side(bases=bases)
    gaps = [[row.coverage.gap for row in beside.reports[basis].rows] for basis in bases]
    assert [first < second for first, second in gaps] == [True, True]
    assert beside.ranking_holds is False
    out = run("gap", *(part for basis in bases for part in ("--basis", basis)), "--format", "json")
    assert out.json["ranking_holds"] is False


def test_a_ranking_that_holds_says_so(project, run):
    project(FILES | {"data/population.csv": POPULATION.replace("200", "110")})
    out = run("gap", "--basis", "employed", "--basis", "labour force").out
    assert "is the same, whichever basis is taken" in out


def test_a_segment_that_lacks_a_basis_has_no_range(project, run):
    lacking = "".join(line for line in POPULATION.splitlines(keepends=True) if "200" not in line)
    project(FILES | {"data/population.csv": lacking})
    options = ("--basis", "employed", "--basis", "labour force")
    ran = run("gap", *options)
    rows = [line.split() for line in ran.out.splitlines() if line.startswith(("kota / ", "Total"))]
    assert rows[1][3:] == ["100", "60", "60.0%", "–", "60", "–", "–"]
    assert rows[2][2:] == ["200", "110", "55.0%", "120", "50", "41.7%", "–"]  # of unlike segments
    assert run("gap", *options, "--format", "json").json["ranges"][1]["range_pp"] is None
    assert "order" not in ran.out  # of the one row that has a rate on every basis


def test_csv_has_a_rate_on_each_basis_and_the_range(kota, run):
    options = ("--basis", "employed", "--basis", "labour force", "--format", "csv", "--decimals", "2")
    out = run("gap", *options, "--totals").out
    assert out.splitlines() == [
        (
            "branch,segment,participants,workers employed,coverage_pct employed,workers labour force,"
            "coverage_pct labour force,range_pp"
        ),
        "kota,a,50,100,50.00,120,41.67,8.33",
        "kota,b,60,100,60.00,200,30.00,30.00",
        "kota,TOTAL,110,200,55.00,320,34.38,20.62",  # of the shown rates; exact 20.625
    ]
    assert run("gap", *options).out == out[: out.index("kota,TOTAL")]


def test_the_table_fits_eighty_columns(kota, run, monkeypatch):
    monkeypatch.setattr("coverage_cli.cli.result.terminal_width", lambda _stream: 80)
    out = run("gap", "--basis", "employed", "--basis", "labour force").out
    assert max(map(len, out.splitlines())) <= 80
    assert any(line.split()[-3:] == ["120", "41.7%", "8.3"] for line in out.splitlines())


def test_the_floor_is_held_on_every_basis(kota, run):
    ran = run("gap", "--basis", "employed", "--basis", "labour force", "--fail-under", "50%")
    assert ran.code == 1
    assert "rate 34.4% is below" in ran.err
    assert run("gap", "--basis", "employed", "--fail-under", "50%").code == 0


@pytest.mark.parametrize(
    "more",
    [
        ["--format", "html"], ["--output", "x.md"], ["--top", "1"], ["--pareto"], ["--suppress", "5"],
        ["--target", "80", "--target", "70"], ["--basis", "populace"],
    ],
)  # fmt: skip
def test_what_has_columns_for_one_basis_is_refused(kota, run, more):
    ran = run("gap", "--basis", "employed", "--basis", "labour force", *more)
    assert (ran.code, ran.out) == (2, "")


def test_a_file_says_which_basis_it_was_made_on(kota, run, tmp_path):
    assert run("gap", "--basis", "employed", "--output", "x.html").code == 0
    assert "--basis employed" in (tmp_path / "x.html").read_text(encoding="utf-8")


HEAD = "branch,segment,period,workers,basis\n"
APART = {
    "data/population-1.csv": HEAD + "kota,a,2025,100,employed\n",
    "data/population-2.csv": HEAD + "kota,a,2025,120,labour force\nkota,b,2025,200,labour force\n",
    "data/participants.csv": FILES["data/participants.csv"],
}


def test_workers_on_another_basis_alone_make_no_orphans(project, run):
    project(APART)
    report = run("gap", "--basis", "employed", "--format", "json").json
    assert [(row["segment"], row["status"], row["rate"]) for row in report["rows"]] == [
        ("a", "below", 0.5),
        ("b", "no-population", None),
    ]
    (total,) = report["totals"]
    assert (total["rate"], total["complete"], total["flags"]) == (0.5, False, ["incomplete"])
    note = "Without workers on the basis employed (--basis), and so in no rate: 60 participants (kota / b)."
    assert note in report["notes"]
    assert report["findings"] == []
    assert not any("Without workers" in note for note in _notes(run, "--basis", "labour force"))
    assert not any("Without workers" in note for note in _notes(run, "--basis", "employed", "--segment", "a"))


def _notes(run, *arguments):
    return run("gap", "--format", "json", *arguments).json["notes"]


@pytest.mark.parametrize(
    ("population", "orphan"),
    [
        ("", "kota / b / 2025"),  # on no basis at all
        ("kota,b,2026,200,labour force\n", "kota / b / 2025"),  # on another, of a later time
        ("kota,b,2024,200,labour force\n", None),
        ("kota,b,2025-12-31,200,labour force\n", None),  # on the last day of the time
        ("kota,b,2026-01-01,200,labour force\n", "kota / b / 2025"),
        ("kota,b,2025,200,\n", None),  # on one that nobody names
        ("desa,b,2025,200,labour force\n", "kota / b / 2025"),
    ],
)
def test_who_is_in_no_population_of_the_time_stays_an_orphan(project, run, population, orphan):
    rows = HEAD + "kota,a,2025,100,employed\n" + population
    project(FILES | {"data/population.csv": rows})
    ran = run("gap", "--basis", "employed")
    assert (ran.code, f"error X101 {orphan} has participants but no workers" in ran.err) == (
        (1, True) if orphan else (0, False)
    )


def test_workers_that_are_too_late_on_one_basis_may_be_in_time_on_another(project, run):
    rows = HEAD + "kota,a,2026,100,employed\n{}kota,b,2026,100,employed\n"
    project(FILES | {"data/population.csv": rows.format("kota,a,2025,90,labour force\n")})
    found = run("gap", "--basis", "employed").err
    assert "data/participants.csv:3:8: error X104 kota / b / 2025" in found
    assert found.count(" error ") == 1
    project({"data/population.csv": rows.format("kota,a,2025,90,labour force\nkota,b,2025,90,labour force\n")})
    assert run("gap", "--basis", "employed").code == 0


def test_a_branch_that_was_not_asked_for_stops_no_run_about_a_basis(run, monkeypatch):
    monkeypatch.chdir(ROOT)
    ran = run("gap", "-b", "samarinda", "--basis", "potential workers", "--format", "csv")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[1].startswith("samarinda,not-split,2025-09,2025-09,349784,141278,40.4,")
    ran = run("plan", "-b", "balikpapan", "--basis", "potential workers", "--by", "2026-12", "--lang", "en")
    assert ran.code == 2
    assert ran.err == 'error: "balikpapan" has no rate to plan from: a plan needs its workers and its participants\n'
    assert run("trend", "--basis", "workers implied by the headline").code == 0


def test_a_period_without_workers_is_on_no_basis_that_is_unlike_another(project, run):
    rows = "kota,a,2023,100,employed\nkota,b,2023,100,labour force\nkota,a,2025,{},{}\n"
    people = "branch,segment,period,participants\nkota,a,2023,50\nkota,b,2024,50\nkota,a,2025,50\n"
    project({"data/population.csv": HEAD + rows.format(100, "employed"), "data/participants.csv": people})
    ran = run("trend", "--basis", "employed", "--format", "json")
    assert ran.code == 0, ran.err
    (series,) = ran.json["series"]
    assert [step["same_basis"] for step in series["steps"]] == [True, True]
    # Periods that compare with nothing do not hide that those before and after are on different bases.
    project({"data/population.csv": HEAD + rows.format(100, "labour force")})
    ran = run("trend", "--segment", "a", "--by", "segment")
    assert 'workers of 2023 are counted on the basis "employed", those of 2025 on "labour force"' in ran.err


def test_a_name_on_another_basis_is_no_twin_of_one_on_this(project, run):
    rows = "kota,informal,2025,100,employed\nkota,informall,2025,100,labour force\n"
    people = "branch,segment,period,participants\nkota,informal,2025,50\nkota,informall,2025,50\n"
    project({"data/population.csv": HEAD + rows, "data/participants.csv": people})
    assert "N101" not in run("gap", "--basis", "employed").out


def test_workers_of_no_basis_are_not_said_to_be_on_one(project, run):
    project({
        "data/population.csv": "branch,segment,period,workers,basis\na,x,2025,10,employed\na,y,2025,20,\n",
        "data/participants.csv": "branch,segment,period,participants\na,x,2025,4\na,y,2025,5\n",
    })  # fmt: skip
    report = run("gap", "--format", "json", "--lang", "en").json
    assert report["totals"][-1]["flags"] == ["mixed-basis"]
    assert any("basis: employed, of some not stated" in note for note in report["notes"])
    assert "on different bases (employed, not stated)" in run("check", "--lang", "en").out


@pytest.mark.parametrize(
    ("participants", "options", "flags"),
    [
        ("a,x,2025,4\n", (), ["incomplete"]),  # y is on another basis, and is not counted
        ("a,x,2025,4\n", ("--missing", "zero"), ["assumed-zero", "mixed-basis"]),
        ("a,x,2025,4\na,y,2025,1\n", (), ["mixed-basis"]),
    ],
)
def test_bases_are_those_of_the_workers_that_are_counted(project, run, participants, options, flags):
    project({
        "data/population.csv": (
            "branch,segment,period,workers,basis\na,x,2025,10,employed\na,y,2025,20,labour force\n"
        ),
        "data/participants.csv": f"branch,segment,period,participants\n{participants}",
    })  # fmt: skip
    report = run("gap", "--format", "json", *options).json
    assert sorted(report["totals"][-1]["flags"]) == flags


def test_a_target_that_is_named_twice_is_shown_once(project, run, tmp_path):
    project({
        "config/targets.yaml": "targets: {t: 80%}\n",
        "data/population.csv": "branch,segment,period,workers\na,x,2025,10\n",
        "data/participants.csv": "branch,segment,period,participants\na,x,2025,4\n",
    })  # fmt: skip
    once = run("gap", "--target", "t")
    assert run("gap", "--target", "t", "--target", "T") == once
    assert run("gap", "--target", "80%", "--target", "80") == run("gap", "--target", "80%")
    several = ("t", "T", "70", "70%", "0.7", "70,0%")
    options = [part for name in several for part in ("--target", name)]
    (head, *_) = run("gap", "--format", "csv", *options).out.splitlines()
    assert [name for name in head.split(",") if name.startswith("gap_pp")] == ["gap_pp t", "gap_pp 70%"]
    assert run("export", "--output", "x/", *options).code == 0
    (head, *_) = (tmp_path / "x" / "targets.csv").read_text().splitlines()
    assert [name for name in head.split(",") if name.startswith("gap_pp")] == ["gap_pp t", "gap_pp 70%"]
    found = side_by_side(targets=several)
    assert list(found.reports) == ["t", "70"]
    assert found.to_frame()["target_name"].tolist() == ["t", "70"]


def test_a_published_total_is_held_against_its_own_basis(project, run):
    total = "totals:\n  - {{period: 2025, workers: {workers}, basis: {basis}}}\n"

    def said(basis, workers, *arguments):
        project({**FILES, "config/checks.yaml": total.format(workers=workers, basis=basis)})
        ran = run(*arguments)
        return [code for code in ("D108", "D109") if code in ran.out + ran.err], ran.code

    employed, force = (("gap", "--basis", name) for name in ("employed", "labour force"))
    several = (*employed, "--basis", "labour force")
    for arguments in (employed, force, several):
        assert said("EMPLOYED", 200, *arguments) == ([], 0)
        assert said("labour force", 320, *arguments) == ([], 0)
    assert said("employed", 201, *employed) == (["D108"], 1)
    assert said("employed", 201, *several) == (["D108"], 1)
    assert said("employed", 201, *force) == ([], 0)
    assert said("employd", 200, "check")[0] == ["D109"]
    assert said("labour force", 320, "check", "--basis", "employed") == ([], 0)
    assert said("employed", 201, "check", "--basis", "employed") == (["D108"], 1)
    assert said("employed", 201, "check") == ([], 1)  # K105 comes first: which rows count is not settled


def test_rows_on_another_basis_are_no_parts_of_a_published_total(project, run):
    rows = POPULATION.replace("kota,a,2025,120,labour force\n", "").replace("kota,b,2025,100,employed\n", "")
    total = "totals:\n  - {period: 2025, workers: 100, basis: employed}\n"
    project({**FILES, "data/population.csv": rows, "config/checks.yaml": total})
    assert "D108" not in run("check").out
    project({"config/checks.yaml": total.replace("100", "300")})
    assert "Employed / 2025: the workers of the table add up to 100, 200 off" in run("check").out
    project({"config/checks.yaml": "totals:\n  - {period: 2025, participants: 110, basis: employed}\n"})
    assert "the total has no workers" in run("check").out


def test_the_range_is_what_the_shown_rates_leave(project, run):
    population = "branch,segment,period,workers,basis\nA,pu,2025-01,10000,x\nA,pu,2025-01,10001,y\n"
    # 79.98% is far enough from its target for one decimal; beside 79.96% it has two.
    population += "B,pu,2025-01,10000,x\nB,pu,2025-01,10010,y\n"
    people = "branch,segment,period,participants\nA,pu,2025-01,7996\nB,pu,2025-01,8004\n"
    project({"data/population.csv": population, "data/participants.csv": people})
    asked = ("gap", "--basis", "x", "--basis", "y", "--format", "csv")
    rows = [line.split(",") for line in run(*asked).out.splitlines()[1:]]
    assert [row[-1] for row in rows] == ["0.01", "0.08"]
    assert [(row[4], row[6]) for row in rows] == [("79.96", "79.95"), ("80.04", "79.96")]
    raw = [line.split(",") for line in run(*asked, "--raw").out.splitlines()[1:]]
    assert raw[0][-1].startswith("0.00799")


def test_a_row_that_an_error_names_leaves_the_others_their_bases(project, run):
    """Rows of one key add up on one basis: these two do, whatever the row above them is on."""
    project({
        "data/population.csv": "branch,segment,period,workers,basis\na,x,2025, 5,A\na,y,2025,7,B\na,y,2025,8,B\n",
        "data/participants.csv": "branch,segment,period,participants\na,x,2025,1\na,y,2025,1\n",
        "config/sources.yaml": "inputs:\n  - {kind: population, files: data/population.csv, aggregate: sum}\n"
        "  - {kind: participants, files: data/participants.csv}\n",
        "config/checks.yaml": "severity: {V117: error}\n",
    })  # fmt: skip
    report = run("check", "--format", "json").json
    assert [one["code"] for one in report["findings"] if one["severity"] == "error"] == ["V117"]
    (file,) = (one for one in report["files"] if one["kind"] == "population")
    assert (file["used"], file["reported"], file["workers"]) == (2, 1, 15)


def test_rows_that_add_up_keep_what_each_of_them_says(project, run):
    rows = "".join(f"a,x,2025,{workers},{source}\n" for workers, source in enumerate(("A", "AB", "", "B", "A"), 1))
    files = {
        "data/population.csv": f"branch,segment,period,workers,source\n{rows}",
        "data/participants.csv": "branch,segment,period,participants\na,x,2025,1\n",
        "config/sources.yaml": "inputs:\n  - {kind: population, files: data/population.csv, aggregate: sum}\n"
        "  - {kind: participants, files: data/participants.csv}\n",
    }
    project(files)
    assert "Source: A; AB; B\n" in run("gap").out
    # What another file has already, which adds up nothing, is a row too many.
    more = "inputs:\n  - {kind: population, files: data/a.csv}\n"
    project(files | {"config/sources.yaml": files["config/sources.yaml"].replace("inputs:\n", more),
                     "data/a.csv": "branch,segment,period,workers\na,x,2025,5\n"})  # fmt: skip
    ran = run("check")
    assert (ran.code, ran.out.count(" error K101 ")) == (1, 5)


def test_what_is_found_on_one_basis_alone_is_said_of_it(project, run):
    """Of two warnings about one row nothing said which stands on which workers."""
    population = POPULATION + "kota,c,2025,0,employed\nkota,c,2025,0,labour force\n"
    participants = "branch,segment,period,participants\nkota,a,2025,150\nkota,c,2025,1\n"
    project({"data/population.csv": population, "data/participants.csv": participants})
    on = ("On the basis Employed:", "On the basis labour force:")
    both = ("gap", "--basis", "employed", "--basis", "labour force")
    err = run(*both, "--format", "csv").err.splitlines()
    told = [line.split(" more than")[0] for line in err if "X103" in line or line in on]
    assert told == [
        "data/participants.csv:3:13: warning X103 kota / c / 2025: 1 participant of 0 workers, 1",
        *(on[0], "data/participants.csv:2:13: warning X103 kota / a / 2025: 150 participants of 100 workers, 50"),
        *(on[1], "data/participants.csv:2:13: warning X103 kota / a / 2025: 150 participants of 120 workers, 30"),
    ]
    notes = [line for line in run(*both).out.splitlines() if "X103" in line]
    assert [line.split("warning")[0] for line in notes] == [" • ", f" • {on[0]} ", f" • {on[1]} "]
    for command in (both, ("export", *both[1:], "-o", "gap.html")):
        ran = run(*command, "--strict")
        assert (ran.code, ran.out) == (1, "")
        refused = ran.err.splitlines()
        assert [line.split(" more than")[0] for line in refused if "X103" in line or line in on] == told
        assert refused[-1] == "nothing was computed: errors: 0, warnings: 7"
