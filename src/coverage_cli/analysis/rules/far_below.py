"""Rates far below their like: a branch's below the other branches', a segment's below the others', one row's.

Then its unit is another, or what is not known was written as 0.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple, cast

from coverage_cli.analysis.matching import Timeline
from coverage_cli.analysis.sums.subtotals import rounded_to
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
_NEAR, _RARE = 3, 100
"""Nearly all rates, all but one in so many, have to be near to the middle one: a third of it or more."""
_SAMPLE = 1_000
"""Branches by which it is seen whether rates spread."""
_FAR, _EXPECTED = 100, 500
"""A rate in thousands is so far below the others; of fewer participants, as others' rates make them, few are left."""
_GRAINS = 20
"""Of counts that were rounded, or are of a sample, so many units or persons are expected where none is no chance."""


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

    def is_far_below(self, like: _Sums, least: Heads) -> bool:
        """Whether the rate is a small part of another one, itself not small, by which many would participate."""
        if _FAR * like.participants < like.workers:
            return False
        expected = self.workers * like.participants
        return expected >= least * like.workers and _FAR * self.participants * like.workers < expected

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
        yield from self._parts({one.key.group.branch for one in branches})

    def _branches(self) -> Iterator[Suspect]:
        """Branches whose rate is a small part of the one in the middle, each in its newest period."""
        workers, covered = (cast("list[int]", [*side.values()]) for side in (self.workers, self.covered))
        workers = [people for people in workers if people]
        if workers and covered and _FAR * min(covered) * min(workers) >= max(covered) * max(workers):
            return  # no two rates can be so far apart
        sides = {side.group: side for side in self._sides(self._delivered)}
        sums = [
            _Sums(side.group, (), cast("int", count), self.covered[side.group])
            for side in sides.values()
            if (count := self.workers[side.vintage])
        ]
        if (middle := _middle(sums)) is None:
            return
        for one in sums:
            if self.asked(one.group) and one.is_far_below(middle, self._least):
                exact = _added(list(sides[one.group].rows()) or [one])
                if exact.is_far_below(middle, self._least) and exact.may_be_of_another_unit():
                    shown = {"branch": self.labels[0].shown(one.group.branch), "period": one.group.period}
                    cell = next(iter(self.participants.counts[one.group]))
                    yield _suspect("D113", Key(one.group, cell), exact, middle, shown)

    @cached_property
    def _delivered(self) -> Timeline:
        """The branches that have participants, and their periods."""
        return Timeline(self.participants)

    def _sides(self, branches: Iterable[str]) -> list[_Side]:
        """Each branch's participants of its newest period, beside the workers that they meet."""
        found = []
        for branch in branches:
            periods = self._delivered.of(branch)
            newest = periods[0] if len(periods) == 1 else max(periods)
            if known := self.people.vintage(branch, newest):
                group, vintage = Group(branch, newest.text), Group(branch, known.text)
                found.append(_Side(group, vintage, self.participants.counts[group], self.population.whole(vintage)))
        return found

    def _parts(self, told: Collection[str]) -> Iterator[Suspect]:
        """Segments that are far below the others together, and rows below those of other branches.

        Of many branches some show first where rates spread, and where few people are nothing rare.
        """
        branches = [branch for branch in self._delivered if branch not in told]
        some = self._sides(branches[:: len(branches) // _SAMPLE + 1])
        doubtful, few = _half_low(some, self._few), self._few
        low = {cell for cells in self.participants.counts.values() for cell, people in cells.items() if people <= few}
        apart = sorted(cell for cell in low if not (rates := _rates(cell, some)) or _like(rates) is not None)
        sides = self._sides(branches) if doubtful or apart else []
        segments = list(self._segments(sides, doubtful))
        yield from segments
        done = {one.key.cell[0] for one in segments}
        for cell in apart:
            yield from self._apart(cell, sides) if cell[0] not in done else ()

    @cached_property
    def _least(self) -> Heads:
        """How many participants others' rates have to make of a sum: of a survey, or of rounded counts, more."""
        if answered := self.participants.respondents:
            return max(_EXPECTED, _GRAINS * sum(self.covered.values()) // max(1, sum(answered.values())))
        step = 0
        for group in self.covered:
            if (step := math.gcd(step, *self.participants.whole(group).values())) % 10:
                return _EXPECTED
        return max(_EXPECTED, _GRAINS * rounded_to(step))

    @cached_property
    def _few(self) -> int:
        """Up to how many people a row has that may be far below.

        At least half of the rows of a sum that is have no more: few are above twice what all are on average.
        """
        most = max((max(staffed.values(), default=0) for staffed in self.population.counts.values()), default=0)
        return 2 * max(_PERCENT, int(most) // _THOUSAND)

    def _segments(self, sides: Sequence[_Side], doubtful: Collection[str]) -> Iterator[Suspect]:
        """Segments whose rows together are a small part of what the others' rate would make them."""
        here = defaultdict[str, list[_Sums]](list)
        for one in chain.from_iterable(side.rows() for side in sides) if doubtful else ():
            here[one.cell[0]].append(one)
        sums = {segment: _added(found) for segment, found in here.items()}
        for segment in sorted(sums.keys() & doubtful):
            own, others = sums[segment], [one for name, one in sums.items() if name != segment]
            asked = [one for one in here[segment] if self.asked(one.group)]
            if not asked or not others:
                continue
            if own.is_far_below(like := _added(others), self._least) and own.may_be_of_another_unit():
                newest = max(asked, key=lambda one: known_period(one.group.period))
                shown = {"segment": self.labels[1].shown(segment), "rows": str(own.rows)}
                yield _suspect("D118", Key(newest.group, newest.cell), own, like, shown)

    def _apart(self, cell: Cell, sides: Sequence[_Side]) -> Iterator[Suspect]:
        """Rows far below their like in other branches, and apart from it."""
        rows = [_Sums(one.group, cell, one.workers[cell], one.covered[cell], one.covered[cell])
                for one in sides if one.has(cell)]  # fmt: skip
        rows.sort(key=_Sums.rate)
        at = _like(list(map(_Sums.rate, rows))) if len(rows) > _SEVERAL else None
        for one in rows[:at] if at else ():
            told = at and one.is_far_below(rows[at], self._least) and one.may_be_of_another_unit()
            if told and self.asked(one.group):
                yield _suspect("D117", Key(one.group, cell), one, rows[len(rows) // 2])


class _Side(NamedTuple):
    """A branch's participants of its newest period, and the vintage of its workers that they meet."""

    group: Group
    vintage: Group
    covered: Mapping[Cell, Heads]
    workers: Mapping[Cell, int]

    def has(self, cell: Cell) -> bool:
        """Whether a cell has workers and participants."""
        return bool(self.workers.get(cell)) and cell in self.covered

    def rows(self) -> Iterator[_Sums]:
        """The rows that have both."""
        for cell, workers in self.workers.items():
            if workers and (people := self.covered.get(cell)) is not None:
                yield _Sums(self.group, cell, workers, people, people)


def _half_low(sides: Sequence[_Side], few: int) -> set[str]:
    """Segments of which half of the rows have few people."""
    rows, low = Counter[str](), Counter[str]()
    for cell, people in chain.from_iterable(side.covered.items() for side in sides):
        rows[cell[0]] += 1
        low[cell[0]] += people <= few
    return {segment for segment in rows if 2 * low[segment] >= rows[segment]}


def _rates(cell: Cell, sides: Sequence[_Side]) -> list[float]:
    return sorted(float(side.covered[cell] / side.workers[cell]) for side in sides if side.has(cell))


def _like(rates: Sequence[float]) -> int | None:
    """Which of a segment's rates, from the lowest up, a low one is held against; None where low ones are nothing rare.

    That in the middle, where nearly all others are near to it. Where they spread, the lowest of the others, if one in a
    hundred participates even there.
    """
    middle, few = len(rates) // 2, len(rates) // _RARE
    far = bisect_left(rates, rates[middle] / _FAR)
    if far > max(2, few):
        return None
    if bisect_left(rates, rates[middle] / _NEAR) - far <= few:
        return middle
    return far if _FAR * rates[far] >= 1 else None


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
