"""A sum of fewer rows than its like: told where a number of rows is the rule, and only there."""

from __future__ import annotations

import pytest

from coverage_cli.analysis.sums.short import short_sums
from coverage_cli.domain.model import Group, Key


def sums(table):
    """Keys of `branch segment period` with their number of rows."""
    return {
        Key(Group(branch, period), (segment,)): rows
        for branch, segment, period, rows in ((*key.split(), rows) for key, rows in table.items())
    }


def told(table):
    return [
        (f"{key.group.branch} {key.cell[0]} {key.group.period}", rows, usual, like)
        for key, rows, usual, like in short_sums(sums(table))
    ]


MONTHS = [f"2025-{month:02}" for month in range(1, 13)]
BRANCHES = "abcdefghijklmnopqrstu"


@pytest.mark.parametrize(
    ("table", "found"),
    [
        ({"a pu 1": 4, "a pu 2": 4, "a pu 3": 4, "a pu 4": 3}, [("a pu 4", 3, 4, "in other periods")]),
        ({"a pu 1": 4, "b pu 1": 4, "c pu 1": 1, "d pu 1": 4}, [("c pu 1", 1, 4, "in other branches")]),
        ({"a pu 1": 2, "a bpu 1": 2, "a jakon 1": 2, "a pmi 1": 1}, [("a pmi 1", 1, 2, "in other segments")]),
        # Told once, where several would say it.
        (
            {f"a {one} {month}": 2 for one in ("pu", "bpu", "jakon", "pmi") for month in MONTHS} | {"a pu 2025-12": 1},
            [("a pu 2025-12", 1, 2, "in other periods")],
        ),
        # One in ten may differ: of 21 two, and not three.
        (
            {f"{branch} pu 1": 5 - (branch in "bk") for branch in BRANCHES},
            [("b pu 1", 4, 5, "in other branches"), ("k pu 1", 4, 5, "in other branches")],
        ),
        ({f"{branch} pu 1": 5 - (branch in "bkp") for branch in BRANCHES}, []),
        # No rule: too few, each another, more rows than usual, or one row each.
        ({"a pu 1": 4, "a pu 2": 4, "a pu 3": 3}, []),
        ({f"a pu {month}": 40 + at for at, month in enumerate(MONTHS)}, []),
        ({"a pu 1": 4, "a pu 2": 4, "a pu 3": 4, "a pu 4": 5}, []),
        ({"a pu 1": 1, "b pu 1": 1, "c pu 1": 1, "d pu 1": 1}, []),
        # Rows that come and go, as firms do, so that one branch has three months alike and the others have not.
        (
            {f"{at} pu {month}": 9 + (month == "4") for at in "ab" for month in "1234"}
            | {f"{at} pu {month}": 9 - (month > "2") for at in "cde" for month in "1234"}
            | {f"f pu {month}": 9 - (month == "4") for month in "1234"},
            [],
        ),
        # One other branch alone whose rows do, and rows that are missing in each of a month.
        (
            {f"c pu {month}": 9 - (month > "2") for month in "1234"}
            | {f"f pu {month}": 9 - (month == "4") for month in "1234"},
            [("f pu 4", 8, 9, "in other periods")],
        ),
        (
            {f"{at} pu {month}": 9 - (month == "4") for at in "abc" for month in "1234"},
            [(f"{at} pu 4", 8, 9, "in other periods") for at in "abc"],
        ),
        # As in other periods or branches, whatever other segments have.
        ({f"a {segment} {month}": 4 - 3 * (segment == "p") for segment in "pqrs" for month in "12"}, []),
        ({f"{branch} {segment} 1": 4 - 3 * (segment == "p") for segment in "pqrs" for branch in "ab"}, []),
        # A branch whose parts are fewer at all times.
        ({f"{branch} pu {month}": 5 - (branch == "d") for branch in "abcdef" for month in "123"}, []),
    ],
)
def test_a_sum_of_fewer_rows_than_its_like(table, found):
    assert told(table) == found
