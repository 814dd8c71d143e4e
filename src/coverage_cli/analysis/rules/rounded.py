"""Counts of one branch that were rounded, among exact ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from coverage_cli.analysis.suspicion import Suspect
from coverage_cli.domain.counts import CountTable
from coverage_cli.domain.fields import MEASURE
from coverage_cli.domain.model import Group, Key
from coverage_cli.domain.names.labels import Labels
from coverage_cli.domain.weights import Heads

_UNITS = (1_000, 100)
"""What people round to; tens come by chance too often."""
_FEWEST = 3
"""Different counts of a branch; of fewer, some are round by chance."""
_CHANCE = 1 / 10_000
"""That some branch and period has such counts though nothing was rounded."""


def rounded(table: CountTable, branches: Labels, asked: Callable[[Group], bool]) -> Iterator[Suspect]:
    """D121 for the newest period that is asked for of each branch whose counts are rounder than those of the others."""
    found = {
        group: unit
        for group, cells in table.counts.items()
        if next(iter(cells.values()), 1) % _UNITS[-1] == 0 and (unit := _unit_of(table, group))  # as few first ones are
    }
    newest = {group.branch: group for group in sorted(found) if asked(group)}
    if not newest:
        return
    counts, multiples = _counted(table)
    all_counts, all_multiples = counts.total(), {unit: some.total() for unit, some in multiples.items()}
    for branch, group in newest.items():
        unit = found[group]
        others, whole = all_counts - counts[branch], all_multiples[unit] - multiples[unit][branch]
        share = max((10 * whole + 1) / (10 * others + 10), 1 / unit)
        if share ** len(_different(table, group)) * len(table.counts) <= _CHANCE:
            args = (("branch", branches.shown(branch)), ("period", group.period), ("unit", str(unit)))
            first = Key(group, next(iter(table.counts[group])))
            yield Suspect("D121", table.kind, first, MEASURE[table.kind], args)


def _unit_of(table: CountTable, group: Group) -> int | None:
    """What all counts of a branch and period are multiples of, if enough of them are different."""
    people = table.counts[group].values()
    if len(people) < _FEWEST:
        return None
    unit = next((unit for unit in _UNITS if not any(count % unit for count in people)), None)
    return unit if unit and len(_different(table, group)) >= _FEWEST else None


def _different(table: CountTable, group: Group) -> set[Heads]:
    """The different counts, without a total of the others: it is as round as they are."""
    people = [count for count in table.counts[group].values() if count]
    total = max(people, default=0)
    return set(people) - ({total} if 2 * total == sum(people) else set())


def _counted(table: CountTable) -> tuple[Counter[str], dict[int, Counter[str]]]:
    """How many counts above 0 each branch has, and how many of them are multiples of each unit."""
    counts: Counter[str] = Counter()
    multiples: dict[int, Counter[str]] = {unit: Counter() for unit in _UNITS}
    for group, cells in table.counts.items():
        people = [count for count in cells.values() if count]
        counts[group.branch] += len(people)
        for unit, some in multiples.items():
            some[group.branch] += sum(not count % unit for count in people)
    return counts, multiples
