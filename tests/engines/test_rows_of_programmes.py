"""Rows by programme are about the same workers: nothing adds up over them, and a trend has none."""

from __future__ import annotations

import pytest

from coverage_cli import UsageFault, gap

FILES = {
    "data/population.csv": "branch,segment,period,workers\na,pu,2025-08,10\nb,pu,2025-08,10\n",
    "data/participants.csv": "participant_id,branch,segment,status,period,programme\n"
    + "".join(
        f"{person:04},{branch},pu,active,{period},{programme}\n"
        for branch, first in (("a", 1), ("b", 11))
        for period in ("2025-08", "2025-09")
        for programme, people in (("JKK", 8), ("JKM", 6))
        for person in range(first, first + people)
    ),
}


@pytest.fixture
def programmes(project):
    return project(FILES)


@pytest.mark.parametrize("by", ["programme", "branch,programme"])
@pytest.mark.parametrize("option", ["--pareto", "--measures"])
def test_what_adds_up_rows_is_refused(programmes, run, by, option):
    for command in (("gap",), ("export", "-o", "x.html")):
        ran = run(*command, "--by", by, option)
        assert (ran.code, ran.out) == (2, "")
        assert f"{option} and --by programme do not go together: programmes are about the same workers" in ran.err


def test_the_library_refuses_them_too(programmes):
    report = gap(by=["branch", "programme"])
    for ask in (report.pareto, report.measures):
        with pytest.raises(UsageFault, match="those by programme are about the same workers"):
            ask()


def test_no_chart_adds_up_the_uncovered_of_programmes(programmes, run):
    """4 of 20 workers lack JKK and 8 JKM, which are not 12 people without coverage."""
    presentation = pytest.importorskip("pptx").Presentation
    assert run("export", "--by", "programme", "-o", "x.pptx", "-o", "x.html").code == 0
    names = [shape.name for slide in presentation("x.pptx").slides for shape in slide.shapes]
    assert "coverage-chart" in names
    assert "coverage-chart-uncovered" not in names
    assert "Who is not covered" not in (programmes / "x.html").read_text()


@pytest.mark.parametrize("by", ["programme", "branch,programme", "branch"])
def test_a_segment_that_is_not_there_has_no_rows_of_programmes_either(project, run, by):
    """Each programme had a row of no population, as if somebody had asked for people that nobody counted."""
    project(FILES | {"data/population.csv": FILES["data/population.csv"] + "c,bpu,2025-08,10\n"})
    ran = run("gap", "--branch", "a", "--segment", "bpu", "--by", by)
    assert (ran.code, ran.out) == (2, "")
    assert "no segment of those asked for is in the branches and periods asked for; there are: pu" in ran.err


@pytest.mark.parametrize("by", ["programme", "branch,programme"])
def test_a_trend_by_programme_is_refused(programmes, run, by):
    ran = run("trend", "--by", by)
    assert (ran.code, ran.out) == (2, "")
    assert "a trend has no series by programme; choose one with --programme" in ran.err
    assert run("trend", "--programme", "JKM").code == 0


def test_the_spelling_of_most_rows_is_shown_however_they_are_spread(project, run):
    rows = [("a", "JKM"), ("b", "JKM"), ("b ", "JKM "), ("a", "jkm"), ("a", "jkm")]
    persons = "".join(f"{at},{branch},pu,active,2025-09,{name}\n" for at, (branch, name) in enumerate(rows, 1))
    header = "participant_id,branch,segment,status,period,programme\n"
    project({**FILES, "data/participants.csv": header + persons})
    found = run("gap", "--by", "programme", "--format", "csv").out.splitlines()[1].split(",")
    assert (found[2], found[6]) == ("JKM", "5")


@pytest.mark.parametrize("by", ["programme", "branch,programme"])
def test_no_note_adds_up_the_shortfalls_of_programmes(programmes, run, by):
    """Nor where each person has one programme: the participants add up then, and the workers do not."""
    rows = "".join(f"{person:04},a,pu,active,2025-09,{('JKK', 'JKM')[person % 2]}\n" for person in range(1, 8))
    (programmes / "data/participants.csv").write_text("participant_id,branch,segment,status,period,programme\n" + rows)
    assert "shortfalls add up" not in run("gap", "--by", by, "--target", "75%").out


@pytest.mark.parametrize(
    ("columns", "known"),
    [
        ("participant_id,branch,segment,status,period,programme\n1,a,pu,active,2025-08,JKK\n", ", programme"),
        ("participant_id,branch,segment,status,period\n1,a,pu,active,2025-08\n", ""),
        ("branch,segment,period,participants\na,pu,2025-08,1\n", ""),
    ],
)
def test_programmes_are_offered_where_there_are_some(project, run, columns, known):
    project({**FILES, "data/participants.csv": columns})
    assert run("gap", "--by", "prog").err.endswith(f"known: branch, segment{known}\n")
    said = "" if known else "error: --by programme needs files of persons with a column programme\n"
    assert run("gap", "--by", "programme").err == said


WHATEVER = "Counted whatever the programme; the files name: "
LISTED = """inputs:
  - {kind: population, files: data/population.csv}
  - {kind: persons, files: data/participants.csv, filter: {programme: JKM}}
"""


@pytest.mark.parametrize("command", [("gap",), ("trend",)])
def test_a_report_says_which_programmes_persons_may_be_in(programmes, run, project, command):
    assert f"{WHATEVER}JKK, JKM." in run(*command).out
    assert WHATEVER not in run(*command, "--programme", "JKM").out
    assert WHATEVER not in run("gap", "--by", "programme").out
    project({"config/sources.yaml": LISTED})
    assert f"{WHATEVER}JKM." in run(*command).out
