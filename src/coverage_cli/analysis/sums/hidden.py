"""Rows that once equal the sum of all others, under names that do not say so (K103)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from coverage_cli.analysis.sums.subtotals import CHANCE, FEWEST_PARTS, reaches
from coverage_cli.analysis.suspicion import Suspect
from coverage_cli.domain.counts import CountTable
from coverage_cli.domain.model import Cell, Group, Key
from coverage_cli.domain.phrases import Phrase, phrase
from coverage_cli.domain.weights import Heads, decimal

_SEGMENTS, _BRANCHES = ("what", phrase("segments")), ("what", phrase("branches"))
_Part = tuple[Group, dict[Cell, "Heads"]]
"""A branch's counts of a period."""
_BY_CHANCE = 100
"""A count is the sum of the others by chance once in about its size; it is so many times the rows that are no sums."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """A table, the names of each field that are known to be totals, and to what each period's counts are rounded."""

    table: CountTable
    totals: Sequence[Collection[str]]
    steps: Mapping[str, int]

    def segments(self) -> Iterator[Suspect]:
        """Rows that equal the sum of all others of their branch."""
        halves = [(group, cell) for group, cells in self.table.counts.items() for cell in self._halves(group, cells)]
        wanted, others = {cell for _, cell in halves}, Counter[Cell]()
        for cells in self.table.counts.values() if wanted else ():
            others.update(wanted & cells.keys())
        others.subtract(cell for _, cell in halves)
        for group, cell in halves:
            cells = self.table.counts[group]
            if self._is_worth(group.period, sum(map(bool, cells.values())), [cells[cell]], others[cell]):
                yield self._equal(Key(group, cell), "segment", _SEGMENTS, cells[cell])

    def branches(self) -> Iterator[Suspect]:
        """Branches that equal the sum of all others of their period in every cell, as a province among its cities."""
        periods: dict[str, list[_Part]] = {}
        for part in self.table.counts.items():
            periods.setdefault(part[0].period, []).append(part)
        halves = [one for parts in periods.values() for one in self._half_branches(parts)]
        wanted = {group.branch for group, _ in halves}
        others = Counter(group.branch for group in self.table.counts if group.branch in wanted) if wanted else Counter()
        others.subtract(group.branch for group, _ in halves)
        for group, members in halves:
            cells = self.table.counts[group]
            if self._is_worth(group.period, members, [*cells.values()], others[group.branch]):
                cell = max(sorted(cells), key=cells.__getitem__)
                yield self._equal(Key(group, cell), "branch", _BRANCHES, cells[cell])

    def _is_worth(self, period: str, members: int, halves: list[Heads], others: int) -> bool:
        """Whether one of these members being the sum of the others is worth a word: of three, only where it is large.

        Of many rows of one name that are no sums, the `others`, one is that by chance.
        """
        step = self.steps[period]
        if members < FEWEST_PARTS or (members == FEWEST_PARTS and max(halves) < CHANCE * step):
            return False
        return reaches((people // step for people in halves), _BY_CHANCE * others)

    def _halves(self, group: Group, cells: Mapping[Cell, Heads]) -> Iterator[Cell]:
        """Rows of a branch that are half of all, where nothing is a total by its name; of most branches none is."""
        half = max(cells.values(), default=0)
        if not half or 2 * half != sum(cells.values()) or group.branch in self.totals[0]:
            return
        if not any(cell[0] in self.totals[1] for cell in cells):
            yield from (cell for cell, people in cells.items() if people == half)

    def _half_branches(self, parts: Sequence[_Part]) -> Iterator[tuple[Group, int]]:
        """Branches of a period that are half of all in every cell, and how many branches have people."""
        if any(group.branch in self.totals[0] for group, _ in parts):
            return
        tables = [cells for _, cells in parts]
        one = next(iter(tables[0]))  # most branches are not half of all in one cell, and need no further look
        half = sum(cells.get(one, 0) for cells in tables)
        halves = [(group, cells) for group, cells in parts if 2 * cells.get(one, 0) == half]
        if not halves:
            return
        sums: Counter[Cell] = Counter()
        for cells in tables:
            sums.update(cells)
        members = sum(any(cells.values()) for cells in tables)
        for group, cells in halves:
            if cells.keys() == sums.keys() and all(2 * cells[cell] == sums[cell] for cell in sums):
                yield group, members

    def _equal(self, key: Key, field_name: str, others: tuple[str, Phrase], people: Heads) -> Suspect:
        shown = decimal(people)
        return Suspect("K103", self.table.kind, key, field_name, (others, ("sum", shown)), shown)
