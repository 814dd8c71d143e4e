"""Rows that somebody took out by a comment's mark are never read as data in silence."""

from __future__ import annotations

import pytest

from coverage_cli.domain.signs import is_commented
from coverage_cli.intake.files import opening

WORKERS, PEOPLE = "branch,segment,period,workers\n", "branch,segment,period,participants\n"
MARKS = ["#", "# ", "//", "-- ", "--", "%", ";", "REM ", "rem ", "* ", "/* ", "  #", "##"]
CHECK = ("check", "--strict", "--today", "2026-06-01")
PERSONS = "participant_id,branch,segment,status,period\n64710001,A,pu,active,2025-01\n"
SOURCES = """inputs:
  - {{kind: population, files: data/w.csv}}
  - {{kind: persons, files: data/p.csv{}}}
"""


@pytest.mark.parametrize("mark", MARKS)
def test_a_row_that_was_taken_out_is_refused_at_its_place(project, run, mark):
    project({
        "data/population.csv": f"{WORKERS}A,pu,2025-01,100\n{mark}A,bpu,2025-01,99\n",
        "data/participants.csv": f"{PEOPLE}A,pu,2025-01,50\n{mark}A,bpu,2025-01,9\n",
    })  # fmt: skip
    ran = run(*CHECK)
    assert ran.code == 1
    assert ran.out.count(" S116 ") == 2
    for file in ("population", "participants"):
        assert f"data/{file}.csv:3:1: error S116" in ran.out
    assert "give it another one under values: there" in ran.out


@pytest.mark.parametrize("text", ["--", "##", "%", "#N/A", "#DIV/0!", "a#b", "-5", "*", "*)", "A", "", "1;2", "REMAJA"])
def test_what_is_no_comment(text):
    assert not is_commented(text)


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("behind", ["", ",,,"])
def test_a_note_alone_is_a_comment_by_any_mark(project, run, mark, behind):
    rows = f"{WORKERS}A,pu,2025-01,100\n{mark}angka sementara{behind}\n"
    project({"data/population.csv": rows, "data/participants.csv": f"{PEOPLE}A,pu,2025-01,50\n"})
    assert "data/population.csv:3:1: error S116" in run(*CHECK).out


def test_a_note_with_as_many_marks_as_the_header_is_one_finding(project, run):
    project({
        "data/population.csv": f"{WORKERS}A,pu,2025-01,100\n# one, two, three, four\n",
        "data/participants.csv": f"{PEOPLE}A,pu,2025-01,50\n",
    })  # fmt: skip
    ran = run(*CHECK)
    assert ran.out.count(" S116 ") == 1
    assert " V1" not in ran.out


def test_a_mark_stands_before_a_row_and_not_before_any_name(project, run):
    project({
        "data/population.csv": "segment,branch,period,workers\npu,#1 A,2025-01,100\n",
        "data/participants.csv": "period,branch,segment,participants\n2025-01,#1 A,pu,50\n",
    })  # fmt: skip
    assert run(*CHECK).code == 0


def test_a_name_that_begins_so_is_given_another_one(project, run):
    project({
        "data/population.csv": f"{WORKERS}#1 A,pu,2025-01,100\n",
        "data/participants.csv": f"{PEOPLE}#1 A,pu,2025-01,50\n",
    })  # fmt: skip
    assert run(*CHECK).code == 1
    project({
        "config/sources.yaml": "inputs:\n"
        "  - {kind: population, files: data/population.csv, values: {branch: {'#1 A': No. 1 A}}}\n"
        "  - {kind: participants, files: data/participants.csv, values: {branch: {'#1 A': No. 1 A}}}\n"
    })  # fmt: skip
    assert run(*CHECK).code == 0


def test_the_first_column_counts_though_nothing_uses_it(project, run):
    project({
        "data/population.csv": f"no,{WORKERS}1,A,pu,2025-01,100\n#2,A,bpu,2025-01,99\n",
        "data/participants.csv": f"no,{PEOPLE}1,A,pu,2025-01,50\n",
        "config/sources.yaml": "inputs:\n  - {kind: population, files: data/population.csv, unused: [no]}\n"
        "  - {kind: participants, files: data/participants.csv, unused: [no]}\n",
    })  # fmt: skip
    ran = run(*CHECK)
    assert ran.out.count(" S116 ") == 1
    assert "data/population.csv:3:1: error S116" in ran.out


@pytest.mark.parametrize("quoted", [False, True])
@pytest.mark.parametrize("mark", ["#", "// ", "--", "%", "REM "])
def test_a_person_that_was_taken_out(project, run, mark, quoted):
    row = f"{mark}64710002,A,pu,active,2025-01\n"
    row = ",".join(f'"{cell}"' for cell in row.rstrip().split(",")) + "\n" if quoted else row
    project({
        "data/w.csv": f"{WORKERS}A,pu,2025-01,100\n",
        "data/p.csv": PERSONS + row,
        "config/sources.yaml": SOURCES.format(""),
    })  # fmt: skip
    ran = run(*CHECK)
    assert (ran.code, ran.out.count(" S116 ")) == (1, 1)
    assert "data/p.csv:3:1: error S116" in ran.out


@pytest.mark.parametrize("block", [7, 64, opening.BLOCK])
@pytest.mark.parametrize("more", ["", ", values: {branch: {B: A}}"])
def test_a_person_below_a_running_number(project, run, monkeypatch, block, more):
    monkeypatch.setattr(opening, "BLOCK", block)
    body = "".join(f"{at},6471000{at},A,pu,active,2025-01\n" for at in range(1, 5))
    project({
        "data/w.csv": f"{WORKERS}A,pu,2025-01,100\n",
        "data/p.csv": f"no,{PERSONS.splitlines()[0]}\n{body}  # 5,64710009,A,pu,active,2025-01\n",
        "config/sources.yaml": SOURCES.format(", unused: [no]" + more),
    })  # fmt: skip
    ran = run(*CHECK)
    assert (ran.code, ran.out.count(" S116 ")) == (1, 1)
    assert "data/p.csv:6:1: error S116" in ran.out


def test_a_branch_in_front_of_persons(project, run):
    project({
        "data/w.csv": f"{WORKERS}A,pu,2025-01,100\n",
        "data/p.csv": "branch,participant_id,segment,status,period\nA,64710001,pu,active,2025-01\n"
        "#A,64710002,pu,active,2025-01\n",
        "config/sources.yaml": SOURCES.format(""),
    })  # fmt: skip
    ran = run(*CHECK)
    assert (ran.code, ran.out.count(" S116 ")) == (1, 1)
