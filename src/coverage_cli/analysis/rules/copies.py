"""Tables that are copies: of the period before under a new date, or of another branch under a new name."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise

from coverage_cli.analysis.matching import Timeline
from coverage_cli.analysis.sums.subtotals import product_up_to
from coverage_cli.analysis.suspicion import Suspect
from coverage_cli.domain.counts import CountTable
from coverage_cli.domain.model import Cell, Group, Key
from coverage_cli.domain.names.labels import Labels
from coverage_cli.domain.periods.periods import known_period, of_one_day
from coverage_cli.domain.weights import Heads

_BEYOND_CHANCE = 2_000
"""Counts are alike by chance once in as many pairs as their product: of so many tables, one has such a pair."""
_SLIPS, _RARE, _BEYOND_RULES = 2, 10, 10**11
"""Where more branches are alike, and more than one in so many, a rule made their counts, as shares of a whole; but not
counts that large.
"""
_COME_AND_GO, _TRIES = 25, 5
"""A count stays what it was by chance once in a part of its size; all of a branch's do in the product of these times.

That is asked of every branch and period: told is what would not be met in several times as many.
"""
_ENOUGH = 10**30
"""More than is asked of the tables of a billion branches."""
_FEW = 3
"""Branches that are alike in one period; of more, each pair is only asked for where one period tells."""


@dataclass
class Copies:
    """A table with its sums, the names to show, and whether a group is to be judged."""

    table: CountTable
    sums: Mapping[Group, Heads]
    labels: tuple[Labels, ...]
    asked: Callable[[Group], bool]

    def of_before(self) -> Iterator[Suspect]:
        """Branches whose table repeats the one before to the last person; few people may stand still among others.

        Figures of a year, or a quarter, are those of its last month.
        """
        found, moved, tries = list[tuple[Group, Group]](), set[str](), 0
        for earlier, later in successive(self.table):
            tries += 1
            cells = self.table.counts[later]
            if cells != self.table.counts[earlier]:
                moved.add(later.period)
            elif any(cells.values()) and self.asked(later):
                found.append((earlier, later))
        for earlier, later in (pair for pair in found if not of_one_day(known_period(one.period) for one in pair)):
            cells = self.table.counts[later]
            if later.period not in moved or _stays(cells.values()) >= _TRIES * tries:
                args = (("cells", str(len(cells))), ("earlier", earlier.period))
                yield Suspect("D107", self.table.kind, Key(later, min(cells)), "period", args)

    def of_others(self) -> Iterator[Suspect]:
        """Branches that have the counts of another one, in the periods of both, once: at the newest of these."""
        for branch, other, groups in self._pairs():
            asked = [group for group in groups if self.asked(group)]
            if asked:
                newest = max(asked, key=lambda group: known_period(group.period))
                cells = sum(len(self.table.counts[group]) for group in groups)
                args = (("name", self.labels[0].shown(other)), ("cells", str(cells)))
                key, shown = Key(newest, min(self.table.counts[newest])), self.labels[0].shown(branch)
                yield Suspect("D112", self.table.kind, key, "branch", args, shown)

    def _pairs(self) -> Iterator[tuple[str, str, list[Group]]]:
        """A branch, an earlier one that has the same counts beyond chance, and the first one's groups that are so."""
        alike: dict[tuple[str, str], list[Group]] = {}
        for groups in self._equal():
            said = _said(self.table.counts[groups[0]].values())
            few = len(groups) <= _FEW and said > 1
            pairs = combinations(groups, 2) if few else ((groups[0], group) for group in groups[1:])
            for first, second in pairs if few or said >= self._bound else ():
                alike.setdefault((second.branch, first.branch), []).append(second)
        said_by = {pair: self._said_by(groups) for pair, groups in alike.items()}
        found = [pair for pair, said in said_by.items() if said >= self._bound]
        if len(found) > max(_SLIPS, len(self.table.periods()) // _RARE):
            found = [pair for pair in found if said_by[pair] >= _BEYOND_RULES]
        yield from ((*pair, alike[pair]) for pair in found)

    @cached_property
    def _bound(self) -> int:
        """What counts have to say that are alike in a pair of so many branches."""
        return _BEYOND_CHANCE * max(1, math.comb(len(self.table.periods()), 2))

    def _said_by(self, groups: Iterable[Group]) -> int:
        """How many tables there may be like these of one branch: after the first, of changes as large as theirs."""
        before: dict[Cell, Heads] = {}
        said = 1
        for group in sorted(groups, key=lambda group: known_period(group.period)):
            counts = self.table.counts[group]
            said *= _said(2 * (count - before[cell]) if cell in before else count for cell, count in counts.items())
            before |= counts
        return said

    def _equal(self) -> Iterator[list[Group]]:
        """Branches of one period that have the same counts in the same cells."""
        first: dict[tuple[Heads, str], Group] = {}
        alike: dict[tuple[Heads, str], list[Group]] = {}
        for group, whole in self.sums.items():
            if whole and (met := first.setdefault((whole, group.period), group)) is not group:
                alike.setdefault((whole, group.period), [met]).append(group)
        counts, least = self.table.counts, math.log(self._bound)
        for (whole, _), groups in alike.items():
            # No counts with this sum have a larger product than those that are all alike.
            cells = len(counts[groups[0]])
            if len(groups) > _FEW and cells * math.log(max(1, whole / cells)) < least:
                continue
            # Of ten thousand branches many have one sum by chance, and few the largest count too.
            largest: dict[Heads, list[Group]] = {}
            for group in groups:
                largest.setdefault(max(counts[group].values()), []).append(group)
            exact: dict[frozenset[tuple[Cell, Heads]], list[Group]] = {}
            for group in (group for some in largest.values() if len(some) > 1 for group in some):
                exact.setdefault(frozenset(counts[group].items()), []).append(group)
            yield from (one for one in exact.values() if len(one) > 1)


def _said(counts: Iterable[Heads]) -> int:
    """How many tables there may be of counts that size, each told once and without the zeros of its rounding."""
    return int(product_up_to(map(_unrounded, set(counts)), _ENOUGH))


def _stays(counts: Iterable[Heads]) -> int:
    """In how many periods all of these counts are the same as in the one before, once."""
    return int(product_up_to((_unrounded(people) // _COME_AND_GO for people in counts), _ENOUGH))


def _unrounded(people: Heads) -> int:
    """A count in the unit to which it may have been rounded."""
    return abs(int(str(int(people)).rstrip("0") or 0))


def successive(table: CountTable) -> Iterator[tuple[Group, Group]]:
    """Each branch's tables in order of time, each with the one before."""
    timeline = Timeline(table)
    for branch in sorted(branch for branch in timeline if len(timeline.of(branch)) > 1):
        for earlier, later in pairwise(sorted(timeline.of(branch))):
            yield Group(branch, earlier.text), Group(branch, later.text)
