"""Rates far below their like: a branch's below the other branches', a segment's below the others', one row's.

Then its unit is another, or what is not known was written as 0.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple, cast

from coverage_cli.analysis.matching import Timeline
from coverage_cli.analysis.suspicion import Suspect
from coverage_cli.domain.counts import CountTable
from coverage_cli.domain.model import Cell, Group, Key, Kind
from coverage_cli.domain.names.labels import Labels
from coverage_cli.domain.periods.periods import known_period
from coverage_cli.domain.rates import rate_of
from coverage_cli.domain.weights import Heads, decimal

_SEVERAL = 3
"""Others, among which one is in the middle."""
_PERCENT, _THOUSAND = 100, 1_000
"""Percentages go up to the first; participants in thousands are one in as many of the second."""
_LOW = 50
"""Rates far below are less than one in so many, where their likes are no more than twice what there is."""
_FAR, _EXPECTED = 100, 500
"""A rate in thousands is so far below the others; of fewer participants, as others' rates make them, few are left."""


class _Sums(NamedTuple):
    """Workers and participants of rows, of which one is named; the most participants of a row, and how many rows."""

    group: Group
    cell: Cell
    workers: int
    participants: Heads
    largest: Heads = 0
    rows: int = 1

    def rate(self) -> float:
        """To sort by."""
        return float(self.participants / self.workers)

    def is_far_below(self, like: _Sums) -> bool:
        """Whether the rate is a small part of another one, itself not small, by which many would participate."""
        if _FAR * like.participants < like.workers:
            return False
        expected = self.workers * like.participants
        return expected >= _EXPECTED * like.workers and _FAR * self.participants * like.workers < expected

    def may_be_of_another_unit(self) -> bool:
        """Whether the participants may be percentages, in thousands, or nobody; a scheme that just began has more."""
        return self.largest <= _PERCENT or _THOUSAND * self.participants <= self.workers


@dataclass(frozen=True)
class FarBelow:
    """Both tables with their sums, periods of workers, names to show, and whether a group is to be judged."""

    population: CountTable
    participants: CountTable
    workers: Mapping[Group, Heads]
    covered: Mapping[Group, Heads]
    people: Timeline
    labels: tuple[Labels, ...]
    asked: Callable[[Group], bool]

    def suspects(self) -> Iterator[Suspect]:
        """Branches first, then segments, then rows: of what is told already no part is told again."""
        branches = list(self._branches())
        yield from branches
        if self._has_low_rows():
            yield from self._parts({one.key.group.branch for one in branches})

    def _branches(self) -> Iterator[Suspect]:
        """Branches whose rate is a small part of the one in the middle, each in its newest period."""
        workers, covered = (cast("list[int]", [*side.values()]) for side in (self.workers, self.covered))
        workers = [people for people in workers if people]
        if workers and covered and _FAR * min(covered) * min(workers) >= max(covered) * max(workers):
            return  # no two rates can be so far apart
        sums = [
            _Sums(group, (), cast("int", count), self.covered[group])
            for group, vintage in self._newest.items()
            if (count := self.workers[vintage])
        ]
        if (middle := _middle(sums)) is None:
            return
        for one in sums:
            if self.asked(one.group) and one.is_far_below(middle):
                exact = _added(list(self._rows(one.group)) or [one])
                if exact.is_far_below(middle) and exact.may_be_of_another_unit():
                    shown = {"branch": self.labels[0].shown(one.group.branch), "period": one.group.period}
                    cell = next(iter(self.participants.counts[one.group]))
                    yield _suspect("D113", Key(one.group, cell), exact, middle, shown)

    @cached_property
    def _newest(self) -> dict[Group, Group]:
        """Each branch's participants of its newest period, and their vintage of workers."""
        covered, found = Timeline(self.participants), dict[Group, Group]()
        for branch in covered:
            periods = covered.of(branch)
            newest = periods[0] if len(periods) == 1 else max(periods)
            if vintage := self.people.vintage(branch, newest):
                found[Group(branch, newest.text)] = Group(branch, vintage.text)
        return found

    def _rows(self, group: Group) -> Iterator[_Sums]:
        """A branch's rows that have workers and participants."""
        covered = self.participants.counts[group]
        for cell, workers in self.population.whole(self._newest[group]).items():
            if workers and (people := covered.get(cell)) is not None:
                yield _Sums(group, cell, workers, people, people)

    def _has_low_rows(self) -> bool:
        """Whether any row can be far below: by the least and the most of all, which settle it mostly, then by row."""
        least = min((min(cells.values()) for cells in self.participants.counts.values() if cells), default=None)
        if least is None or _LOW * least >= max(self.workers.values(), default=0):
            return False
        return any(_LOW * one.participants < one.workers for group in self._newest for one in self._rows(group))

    def _parts(self, told: Collection[str]) -> Iterator[Suspect]:
        """Segments that are far below the others together, and rows below those of other branches."""
        rows = defaultdict[str, defaultdict[Cell, list[_Sums]]](lambda: defaultdict(list))
        for group in self._newest:
            for one in self._rows(group) if group.branch not in told else ():
                rows[one.cell[0]][one.cell].append(one)
        sums = {segment: _added([*chain.from_iterable(cells.values())]) for segment, cells in rows.items()}
        for segment in sorted(rows):
            others, own = [one for name, one in sums.items() if name != segment], sums[segment]
            asked = [one for one in chain.from_iterable(rows[segment].values()) if self.asked(one.group)]
            if asked and others and own.is_far_below(like := _added(others)) and own.may_be_of_another_unit():
                newest = max(asked, key=lambda one: known_period(one.group.period))
                shown = {"segment": self.labels[1].shown(segment), "rows": str(own.rows)}
                yield _suspect("D118", Key(newest.group, newest.cell), own, like, shown)
                continue
            for here in rows[segment].values():
                if (middle := _middle(here)) is None:
                    continue
                for one in here:
                    if one.is_far_below(middle) and one.may_be_of_another_unit() and self.asked(one.group):
                        yield _suspect("D117", Key(one.group, one.cell), one, middle)


def _middle(sums: Sequence[_Sums]) -> _Sums | None:
    """The one in the middle, where there are several others."""
    return sorted(sums, key=_Sums.rate)[len(sums) // 2] if len(sums) > _SEVERAL else None


def _added(sums: Sequence[_Sums]) -> _Sums:
    """Several as one; there is one at least."""
    workers, people = sum(one.workers for one in sums), sum(one.participants for one in sums)
    return _Sums(*sums[0][:2], workers, people, max(one.largest for one in sums), sum(one.rows for one in sums))


def _suspect(code: str, key: Key, one: _Sums, like: _Sums, shown: Mapping[str, str] = MappingProxyType({})) -> Suspect:
    args = {**shown, "participants": decimal(one.participants), "workers": str(one.workers)}
    args["rate"] = str(rate_of(like.participants, like.workers))
    return Suspect(code, Kind.PARTICIPANTS, key, "participants", tuple(args.items()))
