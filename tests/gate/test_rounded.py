"""D121: counts of one branch that were rounded, among exact ones."""

from __future__ import annotations

import pytest

ROUND, HUNDREDS = (48_000, 71_000, 9_000), (48_300, 71_200, 9_100)
EXACT = {"Berau": (5217, 8306, 1843), "Kutai": (951, 2064, 711), "Paser": (3391, 4127, 2209)}


@pytest.fixture
def told(project, run):
    """Checks workers by branch, and by period; gives the lines of D121 with what they say."""

    def go(*tables, command=("check", "data/population.csv")):
        lines = [
            f"{branch},s{at},{period},{people}"
            for period, table in enumerate(tables, 2024)
            for branch, counts in table.items()
            for at, people in enumerate(counts)
        ]
        people = [f"{branch},s{at},2025-09,{at + 3}" for branch in tables[-1] for at in range(len(tables[-1][branch]))]
        project(
            {
                "data/population.csv": "\n".join(["branch,segment,period,workers", *lines, ""]),
                "data/participants.csv": "\n".join(["branch,segment,period,participants", *people, ""]),
            }
        )
        found = run(*command, "--format", "json", "--today", "2026-01-01").json["findings"]
        return [(one["line"], one["message"]) for one in found if one["code"] == "D121"]

    return go


@pytest.mark.parametrize(("counts", "unit"), [(ROUND, "1,000"), (HUNDREDS, "100"), ((*ROUND, 0), "1,000")])
def test_a_branch_of_round_counts_among_exact_ones_is_told_once(told, counts, unit):
    said = f"Bontang / 2024: all its counts are multiples of {unit}, and most of other branches are not"
    assert told({**EXACT, "Bontang": counts}) == [(11, said)]


@pytest.mark.parametrize(
    "counts",
    [
        (48_000, 71_000),
        (48_000, 48_000, 48_000),
        (48_000, 71_000, 9_001),
        (48_000, 71_000, 0),
        (48_000, 71_000, 119_000),
        (40, 70, 90),
    ],
)
def test_what_may_be_round_by_chance_is_not_told(told, counts):
    many = {f"Kota {at}": (1011 + 7 * at, 2013 + 11 * at, 3017 + 13 * at) for at in range(70)}
    assert told({**EXACT, "Bontang": counts}) == []
    assert told({**many, "Bontang": counts}) == []


def test_where_others_are_round_too_nobody_is_told(told):
    assert told(dict.fromkeys((*EXACT, "Bontang"), ROUND)) == []
    assert told({**dict.fromkeys(EXACT, (5200, 8300, 1801)), "Bontang": HUNDREDS}) == []


def test_the_newest_period_is_told(told):
    first, second = ({**EXACT, "Bontang": counts} for counts in (ROUND, (49_000, 72_000, 8_000)))
    assert [line for line, _ in told(first, second)] == [23]
    assert [line for line, _ in told(first, {**second, "Bontang": (48_911, 72_013, 8_007)})] == [11]


def test_gap_hears_of_what_it_shows(told):
    table = {**EXACT, "Bontang": ROUND}
    assert len(told(table, command=("gap", "--target", "80%", "--branch", "Bontang"))) == 1
    assert told(table, command=("gap", "--target", "80%", "--branch", "Berau")) == []
    assert [line for line, _ in told(table, table, table, command=("gap", "--target", "80%"))] == [23]
