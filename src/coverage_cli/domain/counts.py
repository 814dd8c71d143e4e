"""One side of the comparison: a table of counts, and people who are in several of its cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from coverage_cli.domain.model import Cell, Detail, Group, Key, Kind
from coverage_cli.domain.periods.periods import Period, known_period
from coverage_cli.domain.weights import Heads, heads

if TYPE_CHECKING:
    from coverage_cli.domain.overlap import Overlap


Programmes = frozenset[str]
"""That participants are of: names, each in the one spelling of its table."""


@dataclass(slots=True)
class CountTable:
    """One side of the comparison: people by branch and period, then by cell.

    `details` holds what rows say about their counts, only where a file says anything.
    """

    kind: Kind
    dimensions: tuple[str, ...] = ()
    counts: dict[Group, dict[Cell, Heads]] = field(default_factory=dict)
    details: dict[Group, dict[Cell, Detail]] = field(default_factory=dict)
    overlap: Overlap | None = None
    """Where persons were counted: who belongs to several cells. None where counts simply add up."""
    numbers: dict[Key, int] = field(default_factory=dict)
    """The numbers that `overlap` gives the cells of those branches and periods that it speaks about."""
    respondents: dict[Key, int] | None = None
    """Persons in each cell, where `counts` are sums of their weights; None where counts are heads."""
    memberships: dict[Group, dict[Cell, Programmes]] = field(default_factory=dict)
    """Where persons were counted: the programmes of a cell's people, if enough of them have one."""
    _periods: tuple[int, dict[str, list[Period]]] | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def fields(self) -> tuple[str, ...]:
        """What a row is by, apart from its period: a branch, and what is in its cell."""
        return ("branch", "segment", *self.dimensions)

    def sums(self) -> dict[Group, Heads]:
        """The sum of each branch's and period's counts; people of several cells are in it as often."""
        return {group: sum(cells.values()) for group, cells in self.counts.items()}

    def whole(self, group: Group) -> dict[Cell, int]:
        """The counts of a branch and period in a table of workers, which are whole numbers."""
        return cast("dict[Cell, int]", self.counts[group])

    def heads(self, keys: Iterable[Key]) -> Heads:
        """People in any of the cells, each counted once: the cells' sum, less whoever was counted again.

        With weights, what those people weigh.

        Raises:
            ValueError: `overlap` does not speak about a key's branch and period.
        """
        wanted = frozenset(keys)
        people: Heads = sum(self.counts[key.group][key.cell] for key in wanted)
        if self.respondents is None:
            return people - self._counted_again(wanted)[0]
        numbers = self._numbers(wanted)
        return people - heads(self.overlap.weighed_again(numbers)) if numbers and self.overlap else people

    def behind(self, keys: Iterable[Key]) -> int:
        """Persons whose weights `heads` adds up; 0 where heads are counted.

        Raises:
            ValueError: `overlap` does not speak about a key's branch and period.
        """
        wanted = frozenset(keys)
        found = self.respondents
        return sum(found[key] for key in wanted) - self._counted_again(wanted)[0] if found is not None else 0

    def several(self, keys: Iterable[Key]) -> int:
        """People in two or more of the cells.

        Raises:
            ValueError: `overlap` does not speak about a key's branch and period.
        """
        return self._counted_again(frozenset(keys))[1]

    def _counted_again(self, wanted: frozenset[Key]) -> tuple[int, int]:
        numbers = self._numbers(wanted)
        return self.overlap.counted_again(numbers) if numbers and self.overlap else (0, 0)

    def _numbers(self, wanted: frozenset[Key]) -> list[int]:
        """The numbers of cells that may overlap."""
        if self.overlap is None or len(wanted) < 2:  # noqa: PLR2004 - one cell overlaps with nothing
            return []
        if not wanted <= self.numbers.keys():
            raise ValueError("nobody asked who belongs to several of these cells")
        return [self.numbers[key] for key in wanted]

    def periods(self) -> Mapping[str, Sequence[Period]]:
        """The periods for which the table speaks about each branch, as they begin; made anew when groups were added."""
        if self._periods is None or self._periods[0] != len(self.counts):
            found: dict[str, list[Period]] = {}
            for branch, period in self.counts:
                found.setdefault(branch, []).append(known_period(period))
            for periods in found.values():
                periods.sort(key=lambda period: period.first)
            self._periods = (len(self.counts), found)
        return self._periods[1]

    def detail(self, group: Group, cell: Cell) -> Detail:
        """What the row of a cell says about its count."""
        return self.details.get(group, {}).get(cell, _NO_DETAIL)

    def programmes(self, group: Group) -> Mapping[Cell, Programmes]:
        """The programmes that cells of a branch and period are of: one of a count, several of persons."""
        if self.memberships:
            return self.memberships.get(group, {})
        rows = self.details.get(group, {})
        return {cell: _only(row.programme) for cell, row in rows.items() if row.programme}


@lru_cache(maxsize=256)
def _only(programme: str) -> Programmes:
    return frozenset((programme,))


_NO_DETAIL = Detail()
