"""Rows that are sums of other rows: by their name, or by being the sum of the others, once or wherever they stand."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coverage_cli.analysis.subtotals import CHANCE, Subtotals, is_sum, reaches
from coverage_cli.analysis.suspicion import Suspect
from coverage_cli.analysis.total_names import hints_at_total, is_total_name, says_total
from coverage_cli.domain.model import Cell, Group, Key
from coverage_cli.domain.phrases import phrase
from coverage_cli.domain.weights import decimal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from coverage_cli.analysis.subtotals import Place, Places
    from coverage_cli.domain.counts import CountTable
    from coverage_cli.domain.names import Labels
    from coverage_cli.domain.weights import Heads


_SEGMENTS, _BRANCHES = ("what", phrase("segments")), ("what", phrase("branches"))
_TWO = 2
"""Of two rows, each is the sum of the other where they are alike."""
_FEWEST_PARTS = 3
"""Below this, one row being the sum of the others happens by chance."""
_FEWEST_PLACES = 2
_TELLING = 100
"""Two counts that size are alike by chance once in as many tries, and smaller ones more often."""


def _beyond_chance(counts: set[Heads], *, sure: bool) -> bool:
    """Whether sums of these sizes are none by chance; some places that say nothing leave more room for it."""
    return len(counts) >= _FEWEST_PLACES and reaches(counts, CHANCE if sure else CHANCE**2)


@dataclass(frozen=True, slots=True)
class Totals:
    """One table and the names to show."""

    table: CountTable
    labels: tuple[Labels, ...]
    _told: frozenset[tuple[int, str]] = field(init=False)
    """Places of names and names that are totals by a word in them and by their figures."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "_told", frozenset())
        object.__setattr__(self, "_told", frozenset(self._telling()))

    def suspects(self) -> Iterator[Suspect]:
        """Every row that is a sum of others which are in the table too; in no order."""
        table = self.table
        branches_of: dict[str, set[str]] = {}
        for branch, period in table.counts:
            branches_of.setdefault(period, set()).add(branch)
        named = any(self._is_total(at, name) for at, labels in enumerate(self.labels) for name in labels)
        for group, cells in table.counts.items():
            if named and self._is_total(0, group.branch):
                parts = [
                    table.counts[Group(name, group.period)]
                    for name in branches_of[group.period]
                    if not self._is_total(0, name)
                ]
                if parts:
                    yield self._total(Key(group, min(cells)), "branch", self._alike(cells, parts))
                    continue
            for place, name in enumerate(("segment", *table.dimensions) if named else ()):
                yield from self._named(group, name, place)
        sums = list(self._everywhere())
        yield from (suspect for _, suspect in sums)
        known = {axis for axis, _ in sums}
        for group, cells in table.counts.items():
            if "segment" not in known and not (named and self._is_total(0, group.branch)):
                yield from self._hidden(group, cells)
        for period, branches in branches_of.items() if "branch" not in known else ():
            yield from self._hidden_branch(period, branches)

    def _is_total(self, at: int, name: str) -> bool:
        """Whether a branch (0), a segment (1) or a value of a dimension is a total by its name."""
        return is_total_name(name) or (at, name) in self._told

    def _telling(self) -> Iterator[tuple[int, str]]:
        """Names with a word of sums in them that are the sum of the others in at least half of their places.

        All their rows are totals then: what one of them is off is said with it.
        """
        steps = self._steps()
        for at, _ in enumerate(("branch", "segment", *self.table.dimensions)):
            hints = {name for name in self.labels[at] if hints_at_total(name) and not is_total_name(name)}
            seen, sums = Counter[str](), Counter[str]()
            for (period, *_), members in self._places(at).items() if hints else ():
                plain = sum(people for name, people in members.items() if name not in hints)
                whole = sum(members.values())
                for name in hints & members.keys() if whole else ():
                    people = members[name]
                    seen[name] += 1
                    # Beside totals alike, a total is the sum of all that are none.
                    sums[name] += (len(members) > _TWO or (people >= _TELLING and says_total(name))) and any(
                        is_sum(people, others, len(members), steps[period]) for others in (whole - people, plain)
                    )
            yield from ((at, name) for name, places in seen.items() if 2 * sums[name] >= places)

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

    def _everywhere(self) -> Iterator[tuple[str, Suspect]]:
        """Members of an axis (branches, segments, values of a dimension) that are the sum of the others everywhere.

        Or of those beside them, as a region is of its counties. Gives the axis too.
        """
        steps = self._steps()
        for at, axis in enumerate(("branch", "segment", *self.table.dimensions)):
            places = self._places(at)
            wholes = self._wholes(places, steps)
            for name in sorted(wholes):
                yield axis, self._sum("K106", at, name, wholes[name])
            for name, parts, summed in Subtotals.of(places, steps, wholes).found():
                yield axis, self._sum("K107", at, name, summed, [self.labels[at].shown(part) for part in parts])

    def _wholes(self, places: Places, steps: Mapping[str, int]) -> dict[str, list[Place]]:
        """The members of an axis that are the sum of the others, and where.

        Where others are missing, a member that is more than those that are there is neither the sum nor not.
        """
        found: dict[str, list[tuple[Heads, Place]]] = {}
        refuted, unknown = set[str](), set[str]()
        everybody: dict[str, set[str]] = {}
        for (period, *_), members in places.items():
            everybody.setdefault(period, set()).update(members)
        for place, members in places.items():
            if len(members) < _FEWEST_PARTS:
                continue
            period, whole = place[0], sum(members.values())
            least = whole - len(members) * steps[period]  # twice a count below it is no sum, whatever was rounded
            refuted.update([name for name, people in members.items() if 2 * people < least])
            complete = len(members) == len(everybody[period])
            for name, people in [(name, people) for name, people in members.items() if 2 * people >= least]:
                if is_sum(people, whole - people, len(members), steps[period]):
                    # What rounding may have made a sum is one of fewer numbers.
                    exact = 2 * people == whole
                    if people:
                        found.setdefault(name, []).append((people if exact else people // steps[period], place))
                elif complete or 2 * people < whole:
                    refuted.add(name)
                else:
                    unknown.add(name)
        return {name: [place for _, place in found[name]] for name in found.keys() - refuted
                if _beyond_chance({people for people, _ in found[name]}, sure=name not in unknown)}  # fmt: skip

    def _steps(self) -> dict[str, int]:
        """By period, the power of ten of which all counts are multiples: of thousands with one decimal a hundred."""
        common: dict[str, int] = {}
        for group in self.table.counts:
            counts = self.table.whole(group).values() if self.table.respondents is None else (1,)
            common[group.period] = math.gcd(common.get(group.period, 0), *counts)
        zeros = {period: len(text) - len(text.rstrip("0")) for period in common if (text := str(common[period] or 1))}
        return {period: 10 ** zeros[period] for period in common}

    def _places(self, at: int) -> Places:
        """Rows alike in all but one of their names, by that name: their counts."""
        totals = {name for name in self.labels[at] if self._is_total(at, name)}
        places: Places = {}
        for group, cells in self.table.counts.items():
            for cell, people in cells.items():
                names = (group.branch, *cell)
                if names[at] not in totals:
                    place = (group.period, *names[:at], *names[at + 1 :])
                    places.setdefault(place, {})[names[at]] = people
        return places

    def _sum(self, code: str, at: int, name: str, places: Sequence[Place], parts: Sequence[str] = ()) -> Suspect:
        """A name of an axis that is a sum at these places, of which the first row is named."""
        args = (("count", str(len(places))), *((("names", "\n".join(parts)),) if parts else ()))
        rows = ((period, *names[:at], name, *names[at:]) for period, *names in places)
        first = min(Key(Group(branch, period), tuple(cell)) for period, branch, *cell in rows)
        axis = ("branch", "segment", *self.table.dimensions)[at]
        return Suspect(code, self.table.kind, first, axis, args, self.labels[at].shown(name))

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
        place = ("branch", "segment", *self.table.dimensions).index(field_name)
        shown = self.labels[place].shown((key.group.branch, *key.cell)[place])
        args = (("count", decimal(sums[0])), ("sum", decimal(sums[1])))
        return Suspect("K102", self.table.kind, key, field_name, args, shown)

    def _hidden(self, group: Group, cells: dict[Cell, Heads]) -> Iterator[Suspect]:
        """A row that equals the sum of all others, under a name that does not say so."""
        if len(cells) <= _FEWEST_PARTS:
            return
        half, odd = divmod(sum(cells.values()), 2)
        if odd or half == 0 or half not in cells.values() or any(self._is_total(1, cell[0]) for cell in cells):
            return
        for cell in (cell for cell, people in cells.items() if people == half):
            yield Suspect("K103", self.table.kind, Key(group, cell), "segment", (_SEGMENTS,), str(half))

    def _hidden_branch(self, period: str, branches: set[str]) -> Iterator[Suspect]:
        """A branch that equals the sum of all others in every cell, such as a province among its cities."""
        if len(branches) <= _FEWEST_PARTS or any(self._is_total(0, name) for name in branches):
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
