"""Counts that a spreadsheet filled in: each one more than that of the row above."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from coverage_cli.analysis.suspicion import Suspect
from coverage_cli.domain.counts import CountTable
from coverage_cli.domain.fields import MEASURE
from coverage_cli.domain.model import Cell, Group, Key
from coverage_cli.domain.weights import Heads, decimal

_FEWEST, _LEAST = 4, 1_000
"""Rows of a series, and its first count: smaller ones follow each other by chance."""
_MOST = 20_000
"""Rows of a table that somebody may have filled in by hand."""
_SORTED = 10
"""Of rows that are sorted by their counts, all but one in so many rise; then some are one more by chance."""
_Rows = Sequence[tuple[Key, Heads]]


def filled_in(table: CountTable, asked: Callable[[Group], bool]) -> Iterator[Suspect]:
    """D120 for each series down the rows of a period, read branch by branch or segment by segment."""
    if sum(map(len, table.counts.values())) > _MOST:
        return
    periods: dict[str, list[tuple[Key, Heads]]] = defaultdict(list)
    for group, cells in table.counts.items():
        periods[group.period] += ((Key(group, cell), people) for cell, people in cells.items())
    told: set[Key] = set()
    for rows in periods.values():
        for order in (rows, _by_cell(rows)):
            for first, last in _series(order):
                (key, people), (_, end) = order[first], order[last]
                if asked(key.group) and key not in told:
                    told.add(key)
                    args = (("rows", str(last - first + 1)), ("first", decimal(people)), ("last", decimal(end)))
                    yield Suspect("D120", table.kind, key, MEASURE[table.kind], args)


def _by_cell(rows: _Rows) -> _Rows:
    found: dict[Cell, list[tuple[Key, Heads]]] = defaultdict(list)
    for key, people in rows:
        found[key.cell].append((key, people))
    return [row for some in found.values() for row in some]


def _series(rows: _Rows) -> Iterator[tuple[int, int]]:
    """Where a series begins and ends; nowhere in rows that are sorted by their counts."""
    steps = [after - before for (_, before), (_, after) in pairwise(rows)]
    if steps.count(1) < _FEWEST - 1 or _are_sorted([step for step in steps if step != 1]):
        return
    begin = 0
    for at, step in enumerate([*steps, 0]):
        if step != 1:
            if at - begin + 1 >= _FEWEST and rows[begin][1] >= _LEAST:
                yield begin, at
            begin = at + 1


def _are_sorted(steps: Iterable[Heads]) -> bool:
    """Whether nearly all of several steps go one way."""
    steps = [step > 0 for step in steps if step]
    fewer = min(steps.count(True), steps.count(False))
    return len(steps) > _SORTED and fewer * _SORTED <= len(steps)
