"""One field of a table's rows: which of its names stands where, with which count."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from itertools import chain, islice
from typing import NamedTuple

from coverage_cli.domain.counts import CountTable
from coverage_cli.domain.model import Cell, Group
from coverage_cli.domain.weights import Heads

Rest = tuple[str, ...]
"""What the other fields of a row say, the branch first."""
Place = tuple[str, ...]
"""The period and the rest: what rows have in common that are alike in all but one of their names."""
_GLANCES = 3
"""So many places are looked at for one where every name stands."""


class Members(NamedTuple):
    """The counts at one place, by name."""

    period: str
    rest: Rest
    counts: Mapping[str, Heads]


class Axis:
    """The counts of each name of a field: by period, by name, and by what the other fields say.

    `at` is the field: the branch (0), the segment (1) or a dimension. Names that are known to be totals are left out.
    A country's months are a million rows: what can be told from one place is told without taking all apart.
    """

    def __init__(self, table: CountTable, at: int, totals: Collection[str]) -> None:
        self._table, self._at, self._totals = table, at, totals

    @cached_property
    def names(self) -> list[str]:
        """Every name, in the order of the rows."""
        if self._at == 0:
            found = dict.fromkeys(branch for branch, _ in self._table.counts)
        else:
            cells = dict.fromkeys(chain.from_iterable(self._table.counts.values()))
            found = dict.fromkeys(cell[self._at - 1] for cell in cells)
        return [name for name in found if name not in self._totals] if self._totals else list(found)

    def glance(self) -> Members | None:
        """A place where probably every name stands, without a look at all rows; None where there are none."""
        for period, rest in self._promising() if self._table.counts else ():
            return Members(period, rest, self._counts_at(period, rest))
        return None

    @cached_property
    def whole(self) -> Members | None:
        """A place where every name stands; None where there is none at a glance."""
        for period, rest in islice(self._promising(), _GLANCES) if self.names else ():
            members = Members(period, rest, self._counts_at(period, rest))
            if len(members.counts) == len(self.names):
                return members
        return None

    @cached_property
    def few(self) -> list[Members]:
        """The first few places: what does not hold everywhere mostly fails there, before all rows are taken apart."""
        counts = self._table.counts
        places = (
            (group.period, (group.branch, *rest))
            for group in (counts if self._at else ())
            for rest in dict.fromkeys(map(self._others, counts[group]))
        )
        return [Members(*place, self._counts_at(*place)) for place in islice(places, _GLANCES)]

    def _promising(self) -> Iterator[tuple[str, Rest]]:
        """Places where probably every name stands."""
        counts = self._table.counts
        if self._at == 0:
            ((most, _),) = Counter(period for _, period in counts).most_common(1)
            yield from ((most, rest) for rest in next(cells for (_, period), cells in counts.items() if period == most))
        else:
            branch, period = max(counts, key=lambda group: len(counts[group]))
            others = dict.fromkeys(map(self._others, counts[Group(branch, period)]))
            yield from ((period, (branch, *rest)) for rest in others)

    def _counts_at(self, period: str, rest: Rest) -> dict[str, Heads]:
        counts = self._table.counts
        if self._at == 0:
            found = {
                branch: cells[rest] for (branch, when), cells in counts.items() if when == period and rest in cells
            }
        else:
            cells = counts[Group(rest[0], period)]
            found = {cell[self._at - 1]: cells[cell] for cell in cells if self._others(cell) == rest[1:]}
        for name in self._totals:
            found.pop(name, None)
        return found

    def _others(self, cell: Cell) -> Rest:
        return (*cell[: self._at - 1], *cell[self._at :])

    @cached_property
    def periods(self) -> dict[str, dict[str, Mapping[Rest, Heads]]]:
        """All counts; no period without a name."""
        found: dict[str, dict[str, Mapping[Rest, Heads]]] = {}
        if self._at == 0:  # a branch's own table is what is asked for
            for (branch, period), cells in self._table.counts.items():
                if branch not in self._totals:
                    found.setdefault(period, {})[branch] = cells
            return found
        every: dict[str, defaultdict[str, dict[Rest, Heads]]] = {}
        for (branch, period), cells in self._table.counts.items():
            names = every.setdefault(period, defaultdict(dict))
            for cell, people in cells.items():
                names[cell[self._at - 1]][(branch, *self._others(cell))] = people
        for period, names in every.items():
            plain: dict[str, Mapping[Rest, Heads]] = {
                name: counts for name, counts in names.items() if name not in self._totals
            }
            if plain:
                found[period] = plain
        return found

    def rows(self, name: str) -> Iterator[tuple[str, Rest, Heads]]:
        """Where a name stands, and its count there."""
        for period, names in self.periods.items():
            for rest, people in names.get(name, {}).items():
                yield period, rest, people

    def places_of(self, names: Collection[str]) -> Iterator[Members]:
        """Every place where one of these names stands."""
        for period, known in self.periods.items():
            found: dict[Rest, dict[str, Heads]] = {rest: {} for name in names for rest in known.get(name, ())}
            for name, counts in known.items() if found else ():
                for rest in min(found, counts, key=len):
                    if rest in found and rest in counts:
                        found[rest][name] = counts[rest]
            yield from (Members(period, rest, members) for rest, members in found.items())
