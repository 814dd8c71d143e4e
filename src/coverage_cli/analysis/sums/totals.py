"""Rows that are sums of other rows: by their name, or by being the sum of the others, once or wherever they stand."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from coverage_cli.analysis.sums.axis import Axis, Place
from coverage_cli.analysis.sums.hidden import Hidden
from coverage_cli.analysis.sums.subtotals import Subtotals, are_several, is_sum, rounded_to
from coverage_cli.analysis.sums.vocabulary import hints_at_total, is_total_name, says_total, totals_among
from coverage_cli.analysis.sums.wholes import wholes
from coverage_cli.analysis.suspicion import Suspect
from coverage_cli.domain.counts import CountTable
from coverage_cli.domain.model import Cell, Group, Key
from coverage_cli.domain.names.labels import Labels
from coverage_cli.domain.weights import Heads, decimal

_TELLING = 100
"""Two counts that size are alike by chance once in as many tries, and smaller ones more often."""


def is_total_row(table: CountTable, key: Key) -> bool:
    """Whether a row is called a total and stands beside others (K102); one that stands alone is a row like any."""
    (branch, period), (segment, *_) = key.group, key.cell
    if is_total_name(segment) and any(cell[0] != segment for cell in table.counts[key.group]):
        return True
    if not is_total_name(branch):
        return False
    beside = {name for name, when in table.counts if when == period}
    return branch in (totals := totals_among(beside)) and beside > totals


@dataclass(frozen=True, slots=True)
class Totals:
    """One table and the names to show."""

    table: CountTable
    labels: tuple[Labels, ...]
    _totals: tuple[frozenset[str], ...] = field(init=False)
    """The names of each field that are totals: by themselves, or by a word in them and by their figures."""

    def __post_init__(self) -> None:
        named = tuple(totals_among(set(labels)) for labels in self.labels)
        object.__setattr__(self, "_totals", named)
        told = tuple(names.union(self._telling(at)) for at, names in enumerate(named))
        object.__setattr__(self, "_totals", told)

    def suspects(self) -> Iterator[Suspect]:
        """Every row that is a sum of others which are in the table too; in no order."""
        if any(self._totals):  # there are none in most tables
            yield from self._by_name()
        steps = self._steps()
        sums = list(self._everywhere(steps))
        yield from (suspect for _, suspect in sums)
        known = {axis for axis, _ in sums}
        hidden = Hidden(self.table, self._totals, steps)
        yield from hidden.segments() if "segment" not in known else ()
        yield from hidden.branches() if "branch" not in known else ()

    def _by_name(self) -> Iterator[Suspect]:
        """Branches, and what stands in the other fields, that are totals by their names."""
        counts = self.table.counts
        plain: dict[str, list[Mapping[Cell, Heads]]] = {}
        for (branch, period), cells in counts.items():
            if not self._is_total(0, branch):
                plain.setdefault(period, []).append(cells)
        for group, cells in counts.items():
            if self._is_total(0, group.branch) and (parts := plain.get(group.period)):
                yield self._total(Key(group, min(cells)), "branch", self._alike(cells, parts))
                continue
            for place, name in enumerate(("segment", *self.table.dimensions)):
                yield from self._named(group, name, place)

    def _is_total(self, at: int, name: str) -> bool:
        """Whether a branch (0), a segment (1) or a value of a dimension is a total by its name."""
        return name in self._totals[at]

    def _telling(self, at: int) -> Iterator[str]:
        """Names with a word of sums in them that are the sum of the others in at least half of their places.

        All their rows are totals then: what one of them is off is said with it.
        """
        hints = {name for name in self.labels[at] if hints_at_total(name) and name not in self._totals[at]}
        if not hints:
            return
        steps, seen, sums = self._steps(), Counter[str](), Counter[str]()
        for period, _, members in self._axis(at).places_of(hints):
            plain = sum(people for name, people in members.items() if name not in hints)
            whole, several = sum(members.values()), are_several(members)
            for name in hints & members.keys() if whole else ():
                people = members[name]
                seen[name] += 1
                # Beside totals alike, a total is the sum of all that are none.
                sums[name] += (several or (people >= _TELLING and says_total(name))) and any(
                    is_sum(people, others, len(members), steps[period]) for others in (whole - people, plain)
                )
        yield from (name for name, places in seen.items() if 2 * sums[name] >= places)

    def _alike(self, whole: Mapping[Cell, Heads], parts: Sequence[Mapping[Cell, Heads]]) -> tuple[Heads, Heads]:
        """What a branch that is a sum says, and what its parts add up to: over the cells that both have.

        Where they share none but totals, or none at all, over all that is no total itself.
        """
        shared = {cell for cell in whole if any(cell in part for part in parts)}
        for cells in (self._plain(shared), shared):
            if cells:
                return sum(whole[cell] for cell in cells), sum(part.get(cell, 0) for part in parts for cell in cells)
        return self._sum_of(whole), sum(map(self._sum_of, parts))

    def _plain(self, cells: Iterable[Cell]) -> list[Cell]:
        """The cells that are no totals by any of their names."""
        return [cell for cell in cells if not any(self._is_total(at, name) for at, name in enumerate(cell, 1))]

    def _sum_of(self, cells: Mapping[Cell, Heads]) -> Heads:
        return sum(cells[cell] for cell in self._plain(cells) or cells)

    def _everywhere(self, steps: Mapping[str, int]) -> Iterator[tuple[str, Suspect]]:
        """Members of an axis (branches, segments, values of a dimension) that are the sum of the others everywhere.

        Or of those beside them, as a region is of its counties. Gives the axis too.
        """
        for at, field_name in enumerate(self.table.fields):
            axis = self._axis(at)
            alone = wholes(axis, steps)
            for name in sorted(alone):
                yield field_name, self._sum("K106", at, name, alone[name])
            for name, parts, places in Subtotals(axis, steps, alone).found():
                yield field_name, self._sum("K107", at, name, places, [self.labels[at].shown(part) for part in parts])

    def _steps(self) -> dict[str, int]:
        """By period, the power of ten of which all counts are multiples: of thousands with one decimal a hundred."""
        common: dict[str, int] = {}
        for group in self.table.counts:
            counts = self.table.whole(group).values() if self.table.respondents is None else (1,)
            if (step := common.get(group.period, 0)) != 1:
                common[group.period] = math.gcd(step, *counts)
        return {period: rounded_to(divisor) for period, divisor in common.items()}

    def _axis(self, at: int) -> Axis:
        """A field's counts, without its totals."""
        return Axis(self.table, at, self._totals[at])

    def _sum(self, code: str, at: int, name: str, places: Sequence[Place], parts: Sequence[str] = ()) -> Suspect:
        """A name of an axis that is a sum at these places, of which the first row is named."""
        args = (("count", str(len(places))), *((("names", "\n".join(parts)),) if parts else ()))
        rows = ((period, *names[:at], name, *names[at:]) for period, *names in places)
        first = min(Key(Group(branch, period), tuple(cell)) for period, branch, *cell in rows)
        return Suspect(code, self.table.kind, first, self.table.fields[at], args, self.labels[at].shown(name))

    def _named(self, group: Group, field_name: str, place: int) -> Iterator[Suspect]:
        """Segments, or values of a dimension, whose name says that they are a sum."""
        cells = self.table.counts[group]
        names = {cell[place] for cell in cells}
        for name in (name for name in names if len(names) > 1 and self._is_total(place + 1, name)):
            cell = min(cell for cell in cells if cell[place] == name)
            rest = (*cell[:place], *cell[place + 1 :])
            parts = sum(
                count
                for other, count in cells.items()
                if not self._is_total(place + 1, other[place]) and (*other[:place], *other[place + 1 :]) == rest
            )
            yield self._total(Key(group, cell), field_name, (cells[cell], parts))

    def _total(self, key: Key, field_name: str, sums: tuple[Heads, Heads]) -> Suspect:
        """A row that is a sum: what it says, and what its parts add up to."""
        place = self.table.fields.index(field_name)
        shown = self.labels[place].shown((key.group.branch, *key.cell)[place])
        args = (("count", decimal(sums[0])), ("sum", decimal(sums[1])))
        return Suspect("K102", self.table.kind, key, field_name, args, shown)
