"""`--suppress`: no warning and no file says a count that is left out."""

from __future__ import annotations

import csv
import re

import pytest

from tests.export.conftest import Segment
from tests.intake.workbooks import number, rows, text, write

TARGETS = "default: national\ntargets: {national: {rate: 80%}}\n"
POPULATION = "branch,segment,period,workers\n" + "".join(f"a,s{at},2025-09,20000\n" for at in range(4))
ROWS = "branch,segment,period,participants\na,s0,2025-09,137\na,s1,2025-09,9000\na,s2,2025-09,500\na,s3,2025-09,12000\n"
CASES = {
    "V117": {"data/participants.csv": ROWS.replace(",137", ", 137 ")},
    "K103": {"data/participants.csv": ROWS.replace("12000", "9637")},
    "X103": {"data/population.csv": POPULATION.replace("s0,2025-09,20000", "s0,2025-09,100")},
}
TOLD = re.compile(r"(?<![0-9.])137(?![0-9])|exactly the sum")


@pytest.mark.parametrize("code", CASES)
def test_no_output_says_a_count_that_is_left_out(project, run, tmp_path, code):
    tables = {"data/population.csv": POPULATION, "data/participants.csv": ROWS}
    project({**tables, "config/targets.yaml": TARGETS, **CASES[code]})
    warned = run("check").out
    assert code in warned
    assert TOLD.search(warned)
    texts = []
    for format_ in ("table", "csv", "json", "markdown"):
        ran = run("gap", "--suppress", "200", "--format", format_)
        assert ran.code == 0
        texts.append(ran.out + ran.err)
    assert run("export", "--suppress", "200", "-o", "a.html", "-o", "a.md", "-o", "t/").code == 0
    texts += [path.read_text() for path in (tmp_path / "a.html", tmp_path / "a.md", *(tmp_path / "t").glob("*.csv"))]
    assert [found for text in texts for found in TOLD.findall(text)] == []


WORKERS = "branch,segment,period,workers\na,s1,2025-09,400\na,s2,2025-09,40\na,s3,2025-09,20\n"
SAID = """exceptions:
  - {code: X103, segment: s3, reason: a letter of March says why, owner: statistics desk, expiry: 2026-12-31}
"""


def counts(*people):
    rows = (f"a,s{at},2025-09,{count}\n" for at, count in enumerate(people, 1))
    return "branch,segment,period,participants\n" + "".join(rows)


def everything(run, tmp_path, *more):
    """Everything that is printed and written, but for the checksums of the inputs."""
    found = []
    for format_ in ("table", "csv", "json", "markdown"):
        ran = run("gap", "--suppress", "10", "--target", "80%", "--today", "2026-01-01", *more, "--format", format_)
        assert ran.code == 0, ran.err
        found.append(ran.out + ran.err)
    command = ("export", "--suppress", "10", "--target", "80%", "--today", "2026-01-01", *more)
    found.append(run(*command, "-o", "a.html", "-o", "a.md", "-o", "t/").err)
    found += [
        path.read_text() for path in (tmp_path / "a.html", tmp_path / "a.md", *sorted((tmp_path / "t").iterdir()))
    ]
    return [re.sub(r"(?:[0-9a-f]{8} ?){8}", "", text) for text in found]


@pytest.mark.parametrize("more", [(), ("--by", "branch"), ("--by", "segment"), ("--missing", "zero")])
@pytest.mark.parametrize("extra", [{}, {"config/exceptions.yaml": SAID}])
def test_silence_does_not_tell_that_a_hidden_row_is_over(project, run, tmp_path, more, extra):
    """21 are hidden: 21 of 20 workers and nobody, or 20 and 1."""
    found = []
    for people in ((100, 0, 21), (100, 1, 20)):
        project({"data/population.csv": WORKERS, "data/participants.csv": counts(*people), **extra})
        found.append(everything(run, tmp_path, *more))
    assert found[0] == found[1]


def test_silence_does_not_tell_that_somebody_is_where_nobody_works(project, run, tmp_path):
    """5 are hidden: all of them in one segment, or in the other, which has no workers."""
    found = []
    for people in ((100, 5, 0), (100, 0, 5)):
        project({"data/population.csv": WORKERS.replace(",20\n", ",0\n"), "data/participants.csv": counts(*people)})
        found.append(everything(run, tmp_path))
    assert found[0] == found[1]


@pytest.mark.parametrize(("by", "cells"), [("branch", ("a,s1", "a,s2")), ("segment", ("a,s", "b,s"))])
@pytest.mark.parametrize("people", [(5, 100), (100, 5), (0, 105)])
def test_a_row_with_a_small_cell_inside_tells_its_sum_alone(project, run, by, cells, people):
    """5 of 2 workers: an excess of 3 would give them back. What is told, or not, is the same for nobody."""
    sides = {"workers": [2 if count < 10 else 400 for count in people], "participants": people}
    rows = {name: zip(cells, counts, strict=True) for name, counts in sides.items()}
    tables = {
        name: f"branch,segment,period,{name}\n" + "".join(f"{cell},2025-09,{count}\n" for cell, count in found)
        for name, found in rows.items()
    }
    project({"data/population.csv": tables["workers"], "data/participants.csv": tables["participants"]})
    (row,) = run("gap", "--by", by, "--suppress", "10", "--format", "json").json["rows"]
    assert [row[name] for name in ("workers", "participants", "uncovered", "excess", "flags")] == [
        *(402, 105, None, None, [])
    ]


FOUR = "branch,segment,period,workers\n" + "".join(f"{branch},pu,2025-01,500\n" for branch in "abcd")


def persons_of(*people):
    """A file of so many persons in each branch, in the order of the branches, at a day to come."""
    branches = "".join(branch * count for branch, count in zip("abcd", people, strict=True))
    rows = (f"{at},{branch},pu,active,2026-02\n" for at, branch in enumerate(branches, 10000))
    return "participant_id,branch,segment,status,period\n" + "".join(rows)


def test_lines_of_warnings_do_not_tell_how_many_persons_stand_between_them(project, run, tmp_path):
    found = []
    for people in ((4, 90, 3, 80), (2, 90, 5, 80)):
        project({"data/population.csv": FOUR, "people.csv": persons_of(*people), "config/targets.yaml": TARGETS})
        found.append(everything(run, tmp_path, "--participants", "people.csv"))
    assert "D103" in found[0][0]
    assert found[0] == found[1]


def test_rows_of_a_table_that_nobody_sees_are_told_beside_hidden_counts(project, run, tmp_path):
    """They are as many rows of figures; of a sheet of persons they would be people."""
    lines = [line.split(",") for line in counts(500, 60, 9).split()]
    cells = rows(*([number(cell) if cell.isdigit() else text(cell) for cell in line] for line in lines))
    project({"data/population.csv": WORKERS, "config/targets.yaml": TARGETS})
    write(tmp_path / "people.xlsx", {"data": cells.replace('<row r="3">', '<row r="3" hidden="1">')})
    assert "S124" in run("gap", "--participants", "people.xlsx", "--today", "2026-01-01", "--suppress", "10").out


SUMS = [(3, 90, 20), (41, 33, 25), (57, 71, 31), (68, 55, 44), (12, 81, 63), (19, 47, 17), (77, 29, 38), (31, 66, 52)]


def test_that_a_row_is_the_sum_of_others_is_not_said(project, run, tmp_path):
    """Of xy and y, which are shown, it would give x back."""
    workers, participants = ["branch,segment,period,workers"], ["branch,segment,period,participants"]
    for at, (x, y, z) in enumerate(SUMS):
        for segment, count in (("x", x), ("y", y), ("xy", x + y), ("z", z)):
            workers.append(f"b{at},{segment},2025-09,{7 * count + at + len(segment)}")
            participants.append(f"b{at},{segment},2025-09,{count}")
    tables = {"data/population.csv": workers, "data/participants.csv": participants}
    project({"config/targets.yaml": TARGETS, **{name: "\n".join(lines) + "\n" for name, lines in tables.items()}})
    assert "K107" in run("gap", "--today", "2026-01-01").out
    assert [text for text in everything(run, tmp_path) if "K107" in text] == []


MEANINGS = {
    "Mean difference": (
        "mean distance of the rows' rates from that of all rows counted here (42.941%), weighted by workers"
    ),
    "Attributable risk": "gain if all rows counted here had the best row's rate",
    "Attributable fraction": "that gain divided by the rate of the rows counted here (42.941%)",
}


def test_measures_say_which_rate_they_compare_with(run, export_project, tmp_path):
    """219 of 510 is what the shown rows give; the total's 303 of 910 has the hidden ones too."""
    slides_of = pytest.importorskip("pptx").Presentation
    export_project([Segment(300, 3, "a"), Segment(400, 120, "b"), Segment(110, 99, "c"), Segment(100, 81, "d")])
    asked = ("--suppress", "5", "--measures")
    assert run("export", *asked, "-o", "x.pptx", "-o", "x.html", "-o", "t/").code == 0
    out, page = run("gap", *asked).out, (tmp_path / "x.html").read_text()
    slides = [shape for slide in slides_of("x.pptx").slides for shape in slide.shapes if shape.has_table]
    deck = [[cell.text for cell in row.cells] for shape in slides for row in shape.table.rows]
    for name, meaning in MEANINGS.items():
        assert any(line.startswith(name) and line.endswith(meaning) for line in out.splitlines())
        assert [row[2] for row in deck if row[0] == name] == [meaning]
        assert meaning.replace("'", "&#x27;") in page
    assert all("total's rate" not in text for text in (out, page, str(deck)))
    with (tmp_path / "t/measures.csv").open() as stream:
        told = {line["measure"]: (line["value"], line["overall_rate_pct"]) for line in csv.DictReader(stream)}
    assert told["population_attributable_fraction_pct"] == ("109.589", "42.941")
    assert [name for name, (_, overall) in told.items() if not overall] == ["difference_pp", "ratio"]
    tree = run("gap", *asked, "--format", "json").json
    shown = [row for row in tree["rows"] if row["participants"] is not None]
    people, workers = (sum(row[side] for row in shown) for side in ("participants", "workers"))
    assert tree["measures"]["overall_rate"] == people / workers
    whole = run("gap", "--measures").out
    assert "that gain divided by the total's rate" in whole
    assert "counted here" not in whole


def test_uncovered_that_are_left_out_have_no_share(run, export_project, tmp_path):
    """In a, 97 of the second segment's 100 workers are uncovered, not the 47 that 200 workers less 153 people give."""
    slides_of = pytest.importorskip("pptx").Presentation
    a = [Segment(100, 150, "x", "a"), Segment(100, 3, "y", "a")]
    export_project([*a, Segment(300, 120, "x", "b"), Segment(200, 190, "x", "c")])
    asked = ("--by", "branch", "--suppress", "5")
    shares = run("gap", *asked, "--pareto", "--format", "json").json["pareto"]
    assert [(one["name"], one["uncovered"]) for one in shares["holders"]] == [("b", 180), ("c", 10)]
    said = "Not among the shares, because their uncovered are left out (--suppress): a."
    out = run("gap", *asked, "--pareto").out
    assert "Of the 190 uncovered in the 2 branches shown, at least 80% are in 1 of them." in out
    assert said in out
    assert run("export", *asked, "--pareto", "-o", "x.pptx", "-o", "x.html", "-o", "t/").code == 0
    slides = [shape for slide in slides_of("x.pptx").slides for shape in slide.shapes]
    (drawn,) = [shape.chart for shape in slides if shape.has_chart and shape.name == "coverage-chart-uncovered"]
    assert list(drawn.plots[0].categories) == ["b", "c"]
    assert list(drawn.plots[0].series[0].values) == [180, 10]
    assert said in [shape.text for shape in slides if shape.name == "coverage-uncovered-notes"]
    assert said in (tmp_path / "x.html").read_text()
    assert (tmp_path / "t/pareto.csv").read_text().splitlines()[1:] == ["b,180,94.7,94.7", "c,10,5.3,100.0"]


def test_which_of_two_rows_alike_is_hidden_does_not_hang_on_a_spelling(project, run):
    """Two reports of the same rows in another order showed both: each hid the one whose spelling came first in it."""
    population = "branch,segment,period,workers\nA,x,2025,900\nA,jasa,2025,900\nA,jakon,2025,900\n"
    rows = ["A,x,2025,3", "A,jakon,2025,500", "A,Jasa,2025,500"]
    hidden = []
    for order, segment in ((rows, "jakon"), (rows[::-1], "jasa"), (rows, "JASA"), (rows, "JAKON")):
        people = "branch,segment,period,participants\n" + "".join(f"{row}\n" for row in order)
        told = population.replace(f",{segment.casefold()},", f",{segment},")
        project({"data/population.csv": told, "data/participants.csv": people}, targets=TARGETS)
        shown = run("gap", "--suppress", "10", "--format", "json").json["rows"]
        hidden.append([row["segment"].casefold() for row in shown if row["status"] == "suppressed"])
    assert hidden == [["jakon", "x"]] * 4


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "The rate of all branches is left out (--suppress)"),
        ("id", "Cakupan seluruh cabang tidak ditampilkan (--suppress)"),
    ],
)
def test_a_hidden_total_of_all_branches_has_a_headline_without_its_rate(project, run, language, said):
    people = "branch,segment,period,participants\na,pu,2025-01,3\nb,pu,2025-01,4\nc,pu,2025-01,1\nd,pu,2025-01,1\n"
    project({"data/population.csv": FOUR, "data/participants.csv": people})
    out = run("gap", "--suppress", "10", "--lang", language).out
    assert out.startswith(said)
    assert "%" not in out.splitlines()[0]
