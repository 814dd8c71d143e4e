"""`gap --target A --target B`: one table, several targets."""

from __future__ import annotations

import csv
import io

import pytest

FILES = {
    "data/population.csv": "branch,segment,period,workers\nkota,a,2025,100\nkota,b,2025,100\n",
    "data/participants.csv": "branch,segment,period,participants\nkota,a,2025,50\nkota,b,2025,60\n",
}
TARGETS = "default: one\ntargets:\n  one: 80%\n  two: {rate: 60%, segments: {b: 90%}}\n"


@pytest.fixture
def kota(project):
    project(FILES, targets=TARGETS)


def test_columns_stand_side_by_side(kota, run):
    out = run("gap", "--target", "one", "--target", "two", "--target", "70").out
    lines = {line.split()[0]: line.split() for line in out.splitlines() if line.startswith(("kota / ", "Total"))}
    assert "Gap to one" in out
    assert "Shortfall to 70%" in out
    rows = [line.split() for line in out.splitlines() if line.startswith("kota / ")]
    assert rows[0][3:] == ["100", "50", "50.0%", "30.0", "30", "10.0", "10", "20.0", "20"]
    assert rows[1][3:] == ["100", "60", "60.0%", "20.0", "20", "30.0", "30", "10.0", "10"]
    assert lines["Total"][2:] == ["200", "110", "55.0%", "25.0", "50", "5.0", "10", "15.0", "30"]
    assert "depends on which target is taken" in out


def test_rows_without_a_gap_to_some_target_are_in_no_order(project, run):
    """c is the first by the third target and the last by the first one, and has no gap to the second."""
    names = "abc"
    files = {
        "data/population.csv": "branch,segment,period,workers\n" + "".join(f"kota,{n},2025,100\n" for n in names),
        "data/participants.csv": "branch,segment,period,participants\nkota,a,2025,10\nkota,b,2025,15\nkota,c,2025,25\n",
    }
    rates = (
        "one: 80%, two: {segments: {a: 90%, b: 40%}}, three: {rate: 70%, segments: {c: 90%}}, four: {segments: {c: 9%}}"
    )
    project(files, targets=f"default: one\ntargets: {{{rates}}}\n")
    asked = ("gap", "--target", "one", "--target", "two", "--target", "three")
    out = run(*asked).out
    assert "The order by gap of the rows with a gap to every target is the same, whichever target is taken." in out
    assert "The order of the rows by gap is the same" not in out
    assert "in one order" not in run("gap", "--target", "one", "--target", "four").out


def test_json_holds_each_report_as_it_is_alone(kota, run):
    found = run("gap", "--target", "one", "--target", "70", "--format", "json").json
    assert found["schema"] == "coverage-gap-targets/1"
    assert found["ranking_holds"] is True
    alone = [run("gap", "--target", name, "--format", "json").json for name in ("one", "70")]
    assert found["reports"] == alone
    both = run("gap", "--target", "one", "--target", "two", "--format", "json").json
    assert both["ranking_holds"] is False


def test_csv_has_the_counts_once_and_a_gap_and_a_shortfall_to_each_target(kota, run):
    options = ("gap", "--target", "one", "--target", "two", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(run(*options, "--totals").out)))
    assert len(rows) == len(list(csv.DictReader(io.StringIO(run(*options).out)))) + 1
    assert rows[-1]["segment"] == "TOTAL"
    for name in ("one", "two"):
        alone = list(csv.DictReader(io.StringIO(run("gap", "--target", name, "--format", "csv", "--totals").out)))
        shared = ("branch", "segment", "workers", "participants", "coverage_pct")
        expected = [
            {field: row[field] for field in shared}
            | {f"gap_pp {name}": row["gap_pp"], f"shortfall {name}": row["shortfall"]}
            for row in alone
        ]
        assert [{field: row[field] for field in expected[0]} for row in rows] == expected


@pytest.mark.parametrize(
    "more", [["--format", "markdown"], ["--output", "x.html"], ["--top", "1"], ["--target", "three"]]
)
def test_what_has_columns_for_one_target_is_refused(kota, run, more):
    ran = run("gap", "--target", "one", "--target", "two", *more)
    assert (ran.code, ran.out) == (2, "")


ASKED = {
    "targets": ["--target", "one", "--target", "two"],
    "bases": ["--basis", "employed", "--basis", "labour force"],
    "below": ["--pareto", "--measures"],
    "targets and below": ["--target", "one", "--target", "two", "--measures"],
}


@pytest.mark.parametrize("name", ASKED)
def test_a_file_holds_what_the_screen_shows(project, run, tmp_path, name):
    rows = "".join(
        f"kota,{segment},2025,{workers},{basis}\n"
        for basis, workers in (("employed", 100), ("labour force", 120))
        for segment in ("a", "b")
    )
    files = (
        {**FILES, "data/population.csv": f"branch,segment,period,workers,basis\n{rows}"} if name == "bases" else FILES
    )
    project(files, targets=TARGETS)
    for form, suffix in (("table", "txt"), ("json", "json"), ("csv", "csv")):
        path = tmp_path / f"x.{suffix}"
        shown = run("gap", *ASKED[name], "--format", form)
        wrote = run("gap", *ASKED[name], "--output", str(path))
        assert wrote.code == shown.code == (2 if form == "csv" and "below" in name else 0)
        assert wrote.out == ""
        if wrote.code == 0:
            assert path.read_bytes().decode() == shown.out
            assert shown.out != run("gap", "--format", form).out
    both = run("gap", *ASKED[name], "--format", "table", "--output", str(tmp_path / "y.json"))
    assert both.out == run("gap", *ASKED[name]).out
    assert (tmp_path / "y.json").read_bytes() == (tmp_path / "x.json").read_bytes()


def test_a_floor_missed_by_a_hair_is_not_said_to_be_reached(project, run):
    project(
        {
            "data/population.csv": "branch,segment,period,workers\nkota,pu,2025,999999999\n",
            "data/participants.csv": "branch,segment,period,participants\nkota,pu,2025,599999999\n",
        }
    )
    ran = run("gap", "--fail-under", "60%")
    assert (ran.code, ran.err) == (1, "the total's rate 59.99999996% is below 60%, which --fail-under asks for\n")


def test_a_total_without_a_rate_reaches_no_floor_and_is_not_said_to_be_below_it(project, run):
    project(
        {
            "data/population.csv": "branch,segment,period,workers\nkota,pu,2025,0\n",
            "data/participants.csv": "branch,segment,period,participants\nkota,pu,2025,0\n",
        }
    )
    ran = run("gap", "--fail-under", "0")
    said = "the total has no rate, and so does not reach 0%, which --fail-under asks for\n"
    assert (ran.code, ran.err) == (1, said)


def test_a_target_that_is_called_as_a_rate_is_not_taken_for_it(project, run):
    tables = {
        "data/population.csv": "branch,segment,period,workers\nkota,pu,2025,100\nkota,bpu,2025,100\n",
        "data/participants.csv": "branch,segment,period,participants\nkota,pu,2025,50\nkota,bpu,2025,90\n",
    }
    project(tables, targets="default: '60'\ntargets: {'60': 10%, '80%': 80%}\n")
    ran = run("gap", "--target", "60")
    assert (ran.code, ran.out) == (2, "")
    assert '--target "60" has two readings' in ran.err
    assert '"60" (no source given)' in run("gap").out
    assert run("gap", "--target", "80%").code == 0


def test_shortfalls_that_do_not_add_up_are_explained(project, run):
    tables = {
        "data/population.csv": "branch,segment,period,workers\nkota,pu,2025,100\nkota,bpu,2025,100\n",
        "data/participants.csv": "branch,segment,period,participants\nkota,pu,2025,50\nkota,bpu,2025,90\n",
    }
    project(tables)
    note = "The rows' shortfalls add up to 30; the total's own is 20"
    assert note in run("gap", "--target", "80%").out
    assert "shortfalls add up" not in run("gap", "--target", "90%").out
    assert "shortfalls add up" not in run("gap", "--target", "80%", "--top", "1").out
    assert "shortfalls add up" not in run("gap", "--target", "80%", "--suppress", "5").out


SEVERAL = "people in several segments count once in the total"
BEYOND = "participants beyond the workers of their segment cover nobody in another"


@pytest.mark.parametrize(
    ("persons", "workers", "because"),
    [
        ({"a": [1, 2], "b": [3]}, {"a": 5, "b": 5}, None),
        ({"a": [1, 2], "b": [2, 3]}, {"a": 5, "b": 5}, SEVERAL),
        ({"a": [1, 2], "b": [3]}, {"a": 1, "b": 5}, BEYOND),
        ({"a": [1, 2, 3], "b": [3]}, {"a": 1, "b": 5}, f"{SEVERAL}, and {BEYOND}"),
    ],
)
def test_a_total_says_why_its_uncovered_is_not_workers_less_participants(project, run, persons, workers, because):
    rows = [f"{number},k,{segment},active,2025" for segment, ids in persons.items() for number in ids]
    people = [f"k,{segment},2025,{count}" for segment, count in workers.items()]
    project({
        "data/population.csv": "\n".join(["branch,segment,period,workers", *people, ""]),
        "data/participants.csv": "\n".join(["participant_id,branch,segment,status,period", *rows, ""]),
    })  # fmt: skip
    said = "Total: uncovered is the sum over the segments, not workers less participants, because "
    notes = run("gap", "--format", "json").json["notes"]
    assert [note for note in notes if note.startswith(said)] == ([f"{said}{because}."] if because else [])
    for form in ("table", "markdown", "html"):
        assert (said[7:] in run("gap", "--format", form).out) is (because is not None)
    assert ("k, Total: uncovered" in run("gap", "--by", "branch").out) is (because is not None)


def test_what_is_true_of_one_target_names_it(project, run, tmp_path):
    files = {name: text.replace("b,2025,60", "b,2025,90") for name, text in FILES.items()}
    project(files, targets=TARGETS.replace("b: 90%", "b: 70%"))
    asked = ("--target", "one", "--target", "two")
    out = " ".join(run("gap", *asked).out.split())
    pytest.importorskip("pptx")
    from pptx import Presentation

    assert run("export", *asked, "-o", "deck.pptx").code == 0
    shapes = [shape for slide in Presentation("deck.pptx").slides for shape in slide.shapes]
    (notes,) = [shape.text for shape in shapes if shape.name == "coverage-targets"]
    for text in (out, notes):
        assert 'Target: 80%, "one"' in text
        assert '"two" (no source given).' in text
        assert "Target \"one\": The rows' shortfalls add up to 30; the total's own is 20" in text
        assert text.count("The rows' shortfalls add up") == text.count("\": The rows' shortfalls add up") > 0
    assert out.count("basis: not stated") == 1


def test_every_gap_of_a_row_is_its_target_less_the_rate_that_is_shown(project, run):
    people = "branch,segment,period,participants\nA,pu,2025-01,7996\nA,bpu,2025-01,7004\n"
    project(
        {
            "data/population.csv": "branch,segment,period,workers\nA,pu,2025-01,10000\nA,bpu,2025-01,10000\n",
            "data/participants.csv": people,
        }
    )
    asked = ("gap", "--target", "80", "--target", "70")
    rows = list(csv.DictReader(io.StringIO(run(*asked, "--format", "csv").out)))
    shown = {row["segment"]: (row["coverage_pct"], row["gap_pp 80%"], row["gap_pp 70%"]) for row in rows}
    assert shown == {"pu": ("79.96", "0.04", "-9.96"), "bpu": ("70.0", "10.0", "0.0")}
    raw = list(csv.DictReader(io.StringIO(run(*asked, "--format", "csv", "--raw").out)))
    assert [(row["gap_pp 80%"], row["gap_pp 70%"]) for row in raw] == [("9.96", "-0.04"), ("0.04", "-9.96")]
    line = next(line for line in run(*asked).out.splitlines() if line.startswith("A / pu"))
    assert [line.split()[at] for at in (5, 6, 8)] == ["79.96%", "0.04", "-9.96"]


UNLIKE = "not every row has the total's target"
ABOVE = "participants above the target of one row make up for others in the total"
ABOVE_ITS = "participants above the total's target in one row make up for others in the total"
ROUNDED = "each row's is rounded up to whole people"


@pytest.mark.parametrize(
    ("target", "counts", "said"),
    [
        # 10 people are above, of the total's target too: they make up for nobody.
        ("{rate: 50%, segments: {s1: 95%}}", [(1000, 510), (1000, 500)], (450, 0, UNLIKE)),
        ("{rate: 80%, segments: {s1: 50%}}", [(1000, 100), (1000, 500)], (700, 1000, UNLIKE)),
        ("50%", [(3, 1)] * 9, (9, 5, ROUNDED)),
        ("80%", [(1000, 900), (1000, 500)], (300, 200, ABOVE)),
        ("50%", [(3, 1)] * 9 + [(10, 8)], (9, 2, f"{ABOVE}, and because {ROUNDED}")),
        (
            "{rate: 50%, segments: {s9: 100%}}",
            [(3, 1)] * 9 + [(10, 8)],
            (11, 2, f"{UNLIKE}, because {ABOVE_ITS}, and because {ROUNDED}"),
        ),
        ("80%", [(1000, 700), (1000, 500)], None),
        # The participants of a row without workers are the total's too.
        ("80%", [(0, 5), (1000, 500)], (300, 295, ABOVE)),
    ],
)
def test_why_shortfalls_of_rows_are_not_the_totals(project, run, target, counts, said):
    population, people = (
        f"branch,segment,period,{name}\n" + "".join(f"A,s{at},2025,{pair[side]}\n" for at, pair in enumerate(counts))
        for side, name in enumerate(("workers", "participants"))
    )
    # s9, the last one, has 8 of 10, 2 short of 100%.
    files = {"data/population.csv": population, "data/participants.csv": people}
    project(files, targets=f"targets: {{n: {target}}}\n")
    out = run("gap").out
    if said is None:
        assert "shortfalls add up" not in out
    else:
        rows, total, why = said
        assert f"The rows' shortfalls add up to {rows:,}; the total's own is {total:,}, because {why}.\n" in out


@pytest.mark.parametrize(
    ("by", "name"),
    [
        ("branch,segment", "Total A (1 of 2 segments) "),
        ("branch", "A (1 of 2 segments) "),
        ("segment", "Grand total (2 of 3 segments) "),
    ],
)
def test_what_is_over_some_segments_only_says_so_beside_its_figures(project, run, by, name):
    """As in the table of one target; there the status says it too, which has no column here."""
    project(
        {
            "data/population.csv": "branch,segment,period,workers\nA,x,2025,100\nA,y,2025,200\nB,x,2025,50\n",
            "data/participants.csv": "branch,segment,period,participants\nA,x,2025,80\nB,x,2025,10\n",
        }
    )
    lines = run("gap", "--by", by, "--target", "80%", "--target", "70%").out.splitlines()
    assert any(line.startswith(name) for line in lines)


@pytest.mark.parametrize(("language", "name"), [("en", "Grand total"), ("id", "Total keseluruhan")])
def test_notes_call_the_total_of_all_branches_what_tables_call_it(project, run, language, name):
    rows = [("A,x", 100, 90), ("A,y", 100, 130), ("B,x", 100, 50)]
    project(
        {
            "data/population.csv": "branch,segment,period,workers\n"
            + "".join(f"{cell},2025,{workers}\n" for cell, workers, _ in rows),
            "data/participants.csv": "branch,segment,period,participants\n"
            + "".join(f"{cell},2025,{people}\n" for cell, _, people in rows),
        }
    )
    lines = run("gap", "--lang", language).out.splitlines()
    assert any(line.startswith(f"{name}  ") for line in lines)
    assert any(line.startswith(f" • A, {name}: ") for line in lines)
    assert any(
        line.startswith(f"{name}  ")
        for line in run("gap", "--lang", language, "--target", "80", "--target", "70").out.splitlines()
    )


def test_without_a_target_nothing_is_measured_against_one(kota, run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path / "data")
    (tmp_path / "config/targets.yaml").unlink()
    files = ("--population", "population.csv", "--participants", "participants.csv")
    out = run("gap", *files).out
    assert out.startswith("Kota covers 55.0% of 200 workers\n")
    assert " • Target: none, so there are no gaps.\n" in out
    report = run("gap", *files, "--format", "json").json
    rows = [(row["status"], row["target"], row["gap_pp"], row["shortfall"]) for row in report["rows"]]
    assert rows == [("no-target", None, None, None)] * 2
    assert "Target: tidak ada, sehingga tidak ada kesenjangan." in run("gap", *files, "--lang", "id").out


@pytest.mark.parametrize("scope", ["branches: {desa: 50%}", "segments: {c: 50%}"])
def test_a_target_of_others_alone_is_said_to_have_no_rate_here(project, run, scope):
    project(FILES, targets=f"default: one\ntargets:\n  one: {{source: x, {scope}}}\n")
    ran = run("gap")
    assert ran.out.startswith("Kota covers 55.0% of 200 workers\n")
    assert ' • Target: "one" has no rate for these rows.\n' in ran.out
    assert [row["status"] for row in run("gap", "--format", "json").json["rows"]] == ["no-target"] * 2


@pytest.mark.parametrize("by", ["branch,sex", "sex,branch", "branch,segment", "branch,segment,sex"])
def test_rows_of_several_branches_have_a_total_of_each(project, run, by):
    """Whatever else the rows are told apart by, what has parts has its whole."""
    cells = [(branch, segment, sex) for branch in "ab" for segment in "xy" for sex in "fm"]
    rows = {name: "".join(f"{','.join(cell)},2025,{people}\n" for cell in cells) for name, people in COUNTED.items()}
    files = {f"data/{name}.csv": f"branch,segment,sex,period,{SIDES[name]}\n{text}" for name, text in rows.items()}
    project({**files, "config/sources.yaml": "dimensions: [sex]\n"})
    totals = run("gap", "--by", by, "--format", "json").json["totals"]
    assert [(row["branch"], row["workers"], row["participants"]) for row in totals] == [
        ("a", 400, 240),
        ("b", 400, 240),
        (None, 800, 480),
    ]


SIDES = {"population": "workers", "participants": "participants"}
COUNTED = {"population": 100, "participants": 60}
