"""A total among its parts that is a little off their sum, under a name that says nothing (K114)."""

from __future__ import annotations

import pytest

TOWNS = {"Berau": 21040, "Kutai": 18310, "Paser": 9170, "Bontang": 12460}
RATES = {"Berau": 52, "Kutai": 31, "Paser": 44, "Bontang": 60}
SEGMENTS = {"pu": 8200, "bpu": 5100, "jakon": 1900, "pmi": 1300}


@pytest.fixture
def found(project, run):
    """Checks rows of (branch, segment, workers, participants); gives what K114 says of the workers."""

    def go(rows, *command):
        files = {}
        for name, count, at, period in (
            ("population", "workers", 2, "2025"),
            ("participants", "participants", 3, "2025-09"),
        ):
            lines = [f"{row[0]},{row[1]},{period},{row[at]}" for row in rows]
            files[f"data/{name}.csv"] = "\n".join([f"branch,segment,period,{count}", *lines, ""])
        project(files)
        findings = run(*(command or ("check",)), "--format", "json", "--today", "2026-01-01").json["findings"]
        told = [one for one in findings if one["code"] == "K114"]
        assert len({one["path"] for one in told}) in {0, 2}
        return [(one["line"], one["message"]) for one in told if one["path"].endswith("population.csv")]

    return go


def towns(workers, participants):
    """Four towns, and beside them somebody with that many parts in a hundred of their sum."""
    people = [(name, "pu", count, count * RATES[name] // 100) for name, count in TOWNS.items()]
    sums = [sum(row[at] for row in people) for at in (2, 3)]
    return [*people, ("Kaltim", "pu", sums[0] * workers // 100, sums[1] * participants // 100)]


@pytest.mark.parametrize(("workers", "participants"), [(103, 102), (96, 104), (101, 99)])
def test_a_total_that_is_a_little_off_is_told_in_both_tables(found, workers, participants):
    ((line, message),) = found(towns(workers, participants))
    assert line == 6
    said = f"{towns(workers, participants)[-1][2]:,} people and the others 60,980: it is nearly their sum wherever"
    assert message == f'Kaltim / pu / 2025: branch "Kaltim" has {said} it stands, in both tables'
    assert found(towns(workers, participants), "gap")
    assert found(towns(workers, participants), "gap", "--branch", "Berau") == []
    assert found(towns(workers, participants), "gap", "--suppress", "5") == [], "it tells sums of participants"


@pytest.mark.parametrize(("workers", "participants"), [(103, 106), (94, 101), (50, 50)])
def test_a_large_town_is_no_total(found, workers, participants):
    assert found(towns(workers, participants)) == []


def test_of_four_one_may_be_as_large_as_the_others(found):
    assert found([row for row in towns(103, 102) if row[0] != "Paser"]) == []


def with_all(*branches):
    """Segments of branches, and one as large as all of them and 2% more."""
    rows = []
    for number, branch in enumerate(branches, 1):
        parts = [(branch, name, count * number, count * number // (2 + number)) for name, count in SEGMENTS.items()]
        rows += [*parts, (branch, "gabungan", *(sum(row[at] for row in parts) * 102 // 100 for at in (2, 3)))]
    return rows


def test_a_segment_that_is_nearly_all_others_is_told_of_each_branch(found):
    assert [line for line, _ in found(with_all("Berau", "Kutai"))] == [6, 11]


def test_a_segment_of_one_branch_may_be_half_of_all(found):
    assert found(with_all("Berau")) == []
