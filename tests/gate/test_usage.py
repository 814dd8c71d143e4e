"""Rows in = rows used + rows reported: whatever names a row as an error, it is reported once, and in no sum."""

from __future__ import annotations

import pytest

from tests.gate.conftest import DAY, HEAD, ORPHAN, PARTICIPANTS, POPULATION

EXCEPTION = "exceptions: [{code: X101, segment: jakon, reason: a letter says why, owner: me, expiry: 2026-12-31}]\n"
PERSONS = "participant_id,branch,segment,status,period\n"


@pytest.fixture
def usage(run):
    """Checks the project; gives rows, used, reported and the sum of each kind of file."""

    def go(*arguments):
        report = run("check", *arguments, "--format", "json", "--today", DAY).json
        return {
            file["kind"]: (file["rows"], file["used"], file["reported"], list(file.values())[-1])
            for file in report["files"]
            if file["kind"] in {"population", "participants", "persons"}
        }

    return go


def test_a_row_without_workers_is_reported(given, usage, run):
    given(participants=ORPHAN)
    assert usage() == {"participants": (3, 2, 1, 87), "population": (2, 2, 0, 180)}
    assert "rows: 5 = 4 used + 1 reported; errors: 1" in run("check", "--today", DAY).out


def test_two_findings_of_a_row_report_it_once(given, usage, codes):
    given(participants=ORPHAN.replace(",9", ", 9"), checks="severity: {V117: error}\n")
    assert codes() == [("X101", 4), ("V117", 4)]
    assert usage()["participants"] == (3, 2, 1, 87)


def test_a_row_and_its_double_are_two(given, usage):
    given(participants=ORPHAN + "balikpapan,jakon,2025-09,5\n")
    assert usage()["participants"] == (4, 2, 2, 87)


@pytest.mark.parametrize(
    ("checks", "exceptions", "used"),
    [
        ("severity:\n  X101: warning\n", None, (3, 3, 0, 96)),
        ("severity:\n  V117: error\n", None, (3, 1, 2, 20)),
        (None, EXCEPTION, (3, 3, 0, 96)),
        (None, EXCEPTION.replace("2026", "2025"), (3, 2, 1, 87)),
    ],
)
def test_what_counts_is_what_the_project_makes_of_a_finding(given, usage, checks, exceptions, used):
    files = {"checks": checks, "exceptions": exceptions}
    given(participants=ORPHAN.replace(",67", ", 67"), **{name: text for name, text in files.items() if text})
    assert usage()["participants"] == used


def test_a_doubt_made_an_error_takes_its_row_out_and_its_double_does_not_take_the_place(given, usage):
    given(participants=PARTICIPANTS.replace(",67", ", 67") + "balikpapan,pu,2025-09,5\n",
          checks="severity:\n  V117: error\n")  # fmt: skip
    assert usage()["participants"] == (3, 1, 2, 20)


def test_a_row_that_waits_for_its_column_is_reported_too(given, usage):
    branches = "".join(f"kota {number},pu,2025-09,{{count}}\n" for number in range(4000))  # more than a block
    last = "balikpapan,pu,2025-09,1.000.000\n"
    rows = branches.format(count=5) + last
    given(population=f"{HEAD}workers\n{rows}", participants=f"{HEAD}participants\nbalikpapan,x,2025-09,1.000\n{rows}")
    assert usage()["participants"] == (4002, 4001, 1, 1_020_000)


def test_of_rows_that_add_up_all_are_reported(project, usage):
    project({
        "config/sources.yaml": "inputs:\n  - {kind: population, files: data/population.csv}\n"
        "  - {kind: participants, files: data/part-*.csv, aggregate: sum}\n",
        "data/population.csv": POPULATION,
        "data/part-1.csv": ORPHAN + "balikpapan,jakon,2025-09,1\n",
    })  # fmt: skip
    assert usage()["participants"] == (4, 2, 2, 87)


def test_a_line_of_a_wide_table_is_as_many_rows_as_it_has_counts(project, usage):
    project({
        "config/sources.yaml": "inputs:\n  - {kind: population, files: data/population.csv}\n"
        "  - kind: participants\n    files: data/wide.csv\n    wide: {to: segment, columns: {PU: pu, Jakon: jakon}}\n",
        "data/population.csv": POPULATION,
        "data/wide.csv": "branch,period,PU,Jakon\nbalikpapan,2025-09,67,9\n",
    })  # fmt: skip
    assert usage()["participants"] == (2, 1, 1, 67)


def test_of_persons_the_rows_of_the_cell_are_reported(project, usage):
    rows = ["1,balikpapan,pu", "2,balikpapan,pu", "2,balikpapan,jakon", "3,balikpapan,jakon", "4,balikpapan,jakon"]
    project({
        "data/population.csv": POPULATION,
        "data/participants.csv": PERSONS + "".join(f"647101250990000{row},active,2025-09\n" for row in rows),
    })  # fmt: skip
    assert usage()["persons"] == (5, 2, 3, 2)


def test_of_a_programme_that_may_be_several_all_rows_are_reported(given, usage):
    rows = ["1,{},JHT", '2,{},"JHT, JKK"', "3,{},jht", '3,{},"jht,  jkk"']
    cells = "balikpapan,pu,active,2025-09"
    lines = "".join(f"647101250990000{row.format(cells)}\n" for row in rows)
    given(participants=f"{PERSONS.strip()},programme\n{lines}")
    assert usage()["persons"] == (4, 2, 2, 2)


def test_every_row_of_the_future_is_named_and_of_persons_one_of_each_period(project, codes):
    rows = ["1,balikpapan,pu", "2,balikpapan,bpu", "3,balikpapan,bpu"]
    project({
        "data/population.csv": POPULATION.replace("2025-09", "2027-01"),
        "data/participants.csv": PERSONS + "".join(f"647101250990000{row},active,2027-01\n" for row in rows),
    })  # fmt: skip
    assert codes() == [("D103", 3), ("D103", 2), ("D103", 3)]


@pytest.mark.parametrize(("day", "found"), [("2025-09-01", []), ("2025-08-31", ["D103"] * 2)])
def test_a_period_that_begins_today_is_none_of_the_future(given, run, day, found):
    given(participants=PARTICIPANTS.replace("2025-09", "2025-08"), population=POPULATION)
    findings = run("check", "data/population.csv", "--format", "json", "--today", day).json["findings"]
    assert [one["code"] for one in findings] == found


@pytest.mark.parametrize(("status", "found"), [("active", True), ("inactive", False)])
def test_rows_that_count_nobody_repeat_none(project, codes, status, found):
    rows = "6471012509900001,balikpapan,pu,active,2025-09\n" + f"6471012509900002,balikpapan,pu,{status},2025-09\n" * 2
    project({"data/population.csv": POPULATION, "data/participants.csv": PERSONS + rows})
    assert ("P101" in dict(codes())) is found
