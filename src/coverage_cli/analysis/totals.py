"""Rows that are sums of other rows: by their name, or by being the sum of the others, once or wherever they stand."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from coverage_cli.analysis.suspicion import Suspect
from coverage_cli.domain.model import Cell, Group, Key
from coverage_cli.domain.phrases import phrase
from coverage_cli.domain.weights import decimal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from coverage_cli.domain.counts import CountTable
    from coverage_cli.domain.names import Labels
    from coverage_cli.domain.weights import Heads


TOTAL_WORDS = frozenset(
    {"total", "totals", "grand total", "sub total", "subtotal", "sum", "all", "overall", "national", "nasional"}
    | {"jumlah", "jml", "jumlah total", "jumlah keseluruhan", "total keseluruhan", "semua", "seluruh", "seluruhnya"}
    | {"keseluruhan", "indonesia", "nationwide", "whole country", "both sexes", "laki laki dan perempuan"}
)
"""Names under which people put sums into their tables."""
WHOLES = frozenset({"all", "overall", "national", "nasional", "indonesia", "semua", "seluruh", "seluruhnya"})
"""Those that stand in columns of other things on every row, such as a country."""

_SEGMENTS, _BRANCHES = ("what", phrase("segments")), ("what", phrase("branches"))
_FEWEST_PARTS = 3
"""Below this, one row being the sum of the others happens by chance."""


_FEWEST_PLACES = 2
_CHANCE = 10_000
"""A count that size is the sum of others once in as many tries; those of several places multiply."""
_ROUNDED_FROM = 100
"""Times the number of parts: from here on a sum may differ by what rounding did to each of them."""

_TOTAL_BEGINNINGS = ("total ", "jumlah ", "semua ", "seluruh ", "all ", "grand total", "subtotal", "sub total")
_NO_TOTAL_BEGINNINGS = ("all other", "semua lain", "seluruh lain")
_TOTAL_ENDS = (" total", " subtotal", " sub total")
_MARKS = re.compile(r"[\W_]+")


@lru_cache(maxsize=65_536)
def is_total_name(key: str) -> bool:
    """Whether a name says that its row is a sum of other rows, with whatever marks: `Sub-Total:`."""
    words = _MARKS.sub(" ", key).strip()
    if words.startswith(_NO_TOTAL_BEGINNINGS):
        return False
    return words in TOTAL_WORDS or key.startswith(_TOTAL_BEGINNINGS) or key.endswith(_TOTAL_ENDS)


def _is_sum(people: Heads, whole: Heads, members: int) -> bool:
    """Whether one member is the sum of the others, each of which rounding may have moved by a half."""
    off = 2 * people - whole
    return 2 * max(off, -off) <= members if people >= _ROUNDED_FROM * members else off == 0


def _alike(whole: Mapping[Cell, Heads], parts: Sequence[Mapping[Cell, Heads]]) -> tuple[Heads, Heads]:
    """What a branch that is a sum says, and what its parts add up to: over the cells that both have.

    Where they share none but totals, or none at all, over all that is no total itself.
    """
    shared = {cell for cell in whole if any(cell in part for part in parts)}
    for cells in (_plain(shared), shared):
        if cells:
            return sum(whole[cell] for cell in cells), sum(part.get(cell, 0) for part in parts for cell in cells)
    return _sum_of(whole), sum(map(_sum_of, parts))


def _plain(cells: Iterable[Cell]) -> list[Cell]:
    """The cells that are no totals by any of their names."""
    return [cell for cell in cells if not any(map(is_total_name, cell))]


def _sum_of(cells: Mapping[Cell, Heads]) -> Heads:
    return sum(cells[cell] for cell in _plain(cells) or cells)


@dataclass(frozen=True, slots=True)
class Totals:
    """One table and the names to show."""

    table: CountTable
    labels: tuple[Labels, ...]

    def suspects(self) -> Iterator[Suspect]:
        """Every row that is a sum of others which are in the table too; in no order."""
        table = self.table
        branches_of: dict[str, set[str]] = {}
        for branch, period in table.counts:
            branches_of.setdefault(period, set()).add(branch)
        named = any(is_total_name(name) for labels in self.labels for name in labels)
        for group, cells in table.counts.items():
            if named and is_total_name(group.branch):
                parts = [
                    table.counts[Group(name, group.period)]
                    for name in branches_of[group.period]
                    if not is_total_name(name)
                ]
                if parts:
                    yield self._total(Key(group, min(cells)), "branch", _alike(cells, parts))
                    continue
            for place, name in enumerate(("segment", *table.dimensions) if named else ()):
                yield from self._named(group, name, place)
        sums = list(self._everywhere())
        yield from (suspect for _, suspect in sums)
        known = {axis for axis, _ in sums}
        for group, cells in table.counts.items():
            if "segment" not in known and not (named and is_total_name(group.branch)):
                yield from self._hidden(group, cells)
        for period, branches in branches_of.items() if "branch" not in known else ():
            yield from self._hidden_branch(period, branches)

    def _everywhere(self) -> Iterator[tuple[str, Suspect]]:
        """Members of an axis (branches, segments, values of a dimension) that are the sum of the others everywhere.

        Gives the axis too.
        """
        for at, axis in enumerate(("branch", "segment", *self.table.dimensions)):
            found: dict[str, list[tuple[Heads, Key]]] = {}
            refuted: set[str] = set()
            for members in self._places(at):
                whole = sum(people for people, _ in members.values())
                for name, (people, key) in members.items():
                    if not _is_sum(people, whole, len(members)):
                        refuted.add(name)
                    elif people:
                        found.setdefault(name, []).append((people, key))
            for name in sorted(found.keys() - refuted):
                counts = {people for people, _ in found[name]}
                if len(counts) >= _FEWEST_PLACES and math.prod(counts) >= _CHANCE:
                    yield axis, self._sum(axis, name, found[name])

    def _places(self, at: int) -> Iterator[dict[str, tuple[Heads, Key]]]:
        """Rows alike in all but one of their names, three or more, by that name: with their counts and keys."""
        places: dict[tuple[str, ...], dict[str, tuple[Heads, Key]]] = {}
        for group, cells in self.table.counts.items():
            for cell, people in cells.items():
                names = (group.branch, *cell)
                if not is_total_name(names[at]):
                    place = (group.period, *names[:at], *names[at + 1 :])
                    places.setdefault(place, {})[names[at]] = (people, Key(group, cell))
        return (members for members in places.values() if len(members) > 2)  # noqa: PLR2004 - a sum and two parts

    def _sum(self, axis: str, name: str, found: list[tuple[Heads, Key]]) -> Suspect:
        place = ("branch", "segment", *self.table.dimensions).index(axis)
        _, first = min(found, key=lambda one: one[1])
        args = (("count", str(len(found))),)
        return Suspect("K106", self.table.kind, first, axis, args, self.labels[place].shown(name))

    def _named(self, group: Group, field_name: str, place: int) -> Iterator[Suspect]:
        """Segments, or values of a dimension, whose name says that they are a sum."""
        cells = self.table.counts[group]
        names = {cell[place] for cell in cells}
        for name in filter(is_total_name, names) if len(names) > 1 else ():
            cell = min(cell for cell in cells if cell[place] == name)
            rest = (*cell[:place], *cell[place + 1 :])
            parts = sum(
                count
                for other, count in cells.items()
                if not is_total_name(other[place]) and (*other[:place], *other[place + 1 :]) == rest
            )
            yield self._total(Key(group, cell), field_name, (cells[cell], parts))

    def _total(self, key: Key, field_name: str, sums: tuple[Heads, Heads]) -> Suspect:
        """A row that is a sum: what it says, and what its parts add up to."""
        place = ("branch", "segment", *self.table.dimensions).index(field_name)
        shown = self.labels[place].shown((key.group.branch, *key.cell)[place])
        args = (("count", decimal(sums[0])), ("sum", decimal(sums[1])))
        return Suspect("K102", self.table.kind, key, field_name, args, shown)

    def _hidden(self, group: Group, cells: dict[Cell, Heads]) -> Iterator[Suspect]:
        """A row that equals the sum of all others, under a name that does not say so."""
        if len(cells) <= _FEWEST_PARTS:
            return
        half, odd = divmod(sum(cells.values()), 2)
        if odd or half == 0 or half not in cells.values() or any(is_total_name(cell[0]) for cell in cells):
            return
        for cell in (cell for cell, people in cells.items() if people == half):
            yield Suspect("K103", self.table.kind, Key(group, cell), "segment", (_SEGMENTS,), str(half))

    def _hidden_branch(self, period: str, branches: set[str]) -> Iterator[Suspect]:
        """A branch that equals the sum of all others in every cell, such as a province among its cities."""
        if len(branches) <= _FEWEST_PARTS or any(map(is_total_name, branches)):
            return
        sums: dict[Cell, Heads] = {}
        for branch in branches:
            for cell, people in self.table.counts[Group(branch, period)].items():
                sums[cell] = sums.get(cell, 0) + people
        groups = [Group(branch, period) for branch in sorted(branches)]
        if sum(any(self.table.counts[group].values()) for group in groups) <= _FEWEST_PARTS:
            return
        for group in groups:
            cells = self.table.counts[group]
            if (
                any(cells.values())
                and cells.keys() == sums.keys()
                and all(2 * cells[cell] == sums[cell] for cell in sums)
            ):
                cell = max(sorted(cells), key=cells.__getitem__)
                shown = decimal(cells[cell])
                yield Suspect("K103", self.table.kind, Key(group, cell), "branch", (_BRANCHES,), shown)
