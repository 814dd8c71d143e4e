"""Rates as no table of people has them: all next to nothing, all of nobody or of everybody, or one far below the rest.

Then the unit is another, the column is, or what is not known was written as 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, cast

from coverage_cli.analysis.matching import Match, Timeline, match_of
from coverage_cli.analysis.suspicion import Suspect
from coverage_cli.domain.counts import CountTable
from coverage_cli.domain.model import Group, Key, Kind
from coverage_cli.domain.names.labels import Labels
from coverage_cli.domain.periods.periods import known_period
from coverage_cli.domain.phrases import phrase
from coverage_cli.domain.rates import rate_of
from coverage_cli.domain.weights import Heads, decimal

_MANY = 10_000
"""Workers from whom on it is worth a question that next to nobody participates."""
_SEVERAL = 3
"""Rows; in fewer, the few may be all that there are. And other branches."""
_PERCENT, _THOUSAND, _TINY = 100, 1_000, 500
"""Percentages go up to the first; participants in thousands are one in as many of the second, or of the third."""
_FAR, _EXPECTED = 100, 500
"""A branch in thousands is so far below the others; of fewer participants, as others' rates make them, few are left."""
_NOBODY, _EVERYBODY = phrase("nobody participates"), phrase("participants are as many as workers")


@dataclass(slots=True)
class Extremes:
    """Both tables with their sums, the names to show, and whether a group is to be judged."""

    population: CountTable
    participants: CountTable
    workers: Mapping[Group, Heads]
    covered: Mapping[Group, Heads]
    labels: tuple[Labels, ...]
    asked: Callable[[Group], bool]
    listed: bool
    """Whether the participants are persons that were counted, which have no unit."""

    def suspects(self) -> Iterator[Suspect]:
        """What is too low or too even, in a stable order."""
        people, rows = Timeline(self.population), dict[str, _Rows]()
        for group in self.participants.counts:
            one = rows.setdefault(group.period, _Rows())
            if one.possible:
                one.take(match_of(group, *self._sides, people.vintage(group.branch, known_period(group.period))))
        if not self.listed and (found := self._newest(rows, lambda one: one.few)):
            group, one = found
            args = {"participants": decimal(one.participants), "workers": str(one.workers), "period": group.period}
            yield self._of("D110", group, args | {"ratio": str(one.workers // one.participants)})
        if found := self._newest(rows, lambda one: one.even):
            group, one = found
            args = {"what": _EVERYBODY if one.participants else _NOBODY, "rows": str(one.rows)}
            yield self._of("D114", group, args | {"workers": str(one.workers), "period": group.period})
        yield from self._far_below(people)

    @property
    def _sides(self) -> tuple[CountTable, CountTable]:
        return self.population, self.participants

    def _newest(self, rows: dict[str, _Rows], doubtful: Callable[[_Rows], bool]) -> tuple[Group, _Rows] | None:
        """The first group of the newest period of which a doubt holds."""
        asked = (group for group in self.participants.counts if doubtful(rows[group.period]) and self.asked(group))
        newest = max(asked, key=lambda group: known_period(group.period), default=None)
        return None if newest is None else (newest, rows[newest.period])

    def _far_below(self, people: Timeline) -> Iterator[Suspect]:
        """Branches whose rate is a small part of the one in the middle, each in its newest period."""
        workers, covered = (cast("list[int]", [*side.values()]) for side in (self.workers, self.covered))
        workers = [people for people in workers if people]
        if workers and covered and _FAR * min(covered) * min(workers) >= max(covered) * max(workers):
            return  # no two rates can be so far apart
        sums = list(self._sums(people))
        if len(sums) <= _SEVERAL:
            return
        middle = sorted(sums, key=_Sums.rate)[len(sums) // 2]
        for one in sums:
            if self.asked(one.group) and one.is_far_below(middle):
                exact = self._of_both(one.group, people)
                if exact.is_far_below(middle) and exact.may_be_of_another_unit():
                    args = {"branch": self.labels[0].shown(one.group.branch), "period": one.group.period}
                    args |= {"participants": decimal(exact.participants), "workers": str(exact.workers)}
                    args |= {"rate": str(rate_of(middle.participants, middle.workers))}
                    yield self._of("D113", one.group, args)

    def _sums(self, people: Timeline) -> Iterator[_Sums]:
        """Each branch's people in its newest period."""
        covered = Timeline(self.participants)
        for branch in covered:
            periods = covered.of(branch)
            newest = periods[0] if len(periods) == 1 else max(periods)
            if vintage := people.vintage(branch, newest):
                group = Group(branch, newest.text)
                if count := self.workers[Group(branch, vintage.text)]:
                    yield _Sums(group, cast("int", count), self.covered[group])

    def _of_both(self, group: Group, people: Timeline) -> _Sums:
        """A branch's people in the cells that have both sides."""
        found = match_of(group, *self._sides, people.vintage(group.branch, known_period(group.period)))
        pairs = [(workers, heads) for _, workers, heads in found.pairs() if workers and heads is not None]
        largest = max((heads for _, heads in pairs), default=0)
        return _Sums(group, sum(workers for workers, _ in pairs), sum(heads for _, heads in pairs), largest)

    def _of(self, code: str, group: Group, args: dict[str, str]) -> Suspect:
        key = Key(group, next(iter(self.participants.counts[group])))
        return Suspect(code, Kind.PARTICIPANTS, key, "participants", tuple(args.items()))


class _Sums(NamedTuple):
    """A branch's workers and participants, and the most participants of a row."""

    group: Group
    workers: int
    participants: Heads
    largest: Heads = 0

    def rate(self) -> float:
        """To sort by."""
        return float(self.participants / self.workers)

    def is_far_below(self, middle: _Sums) -> bool:
        """Whether the rate is a small part of another one, by which many would participate."""
        expected = self.workers * middle.participants
        return expected >= _EXPECTED * middle.workers and _FAR * self.participants * middle.workers < expected

    def may_be_of_another_unit(self) -> bool:
        """Whether the participants may be percentages, in thousands, or nobody; a scheme that just began has more."""
        return self.largest <= _PERCENT or _THOUSAND * self.participants <= self.workers


@dataclass(slots=True)
class _Rows:
    """The participants of a period beside their workers: what holds for all of them."""

    rows: int = 0
    workers: int = 0
    participants: Heads = 0
    percentages: bool = True
    tiny: bool = True
    all_covered: bool = True

    @property
    def possible(self) -> bool:
        return self.percentages or self.tiny or self.all_covered

    @property
    def _many(self) -> bool:
        return self.workers >= _MANY and self.rows >= _SEVERAL

    @property
    def few(self) -> bool:
        """Whether they may be percentages, or in thousands."""
        if not self.participants or not self._many:
            return False
        return self.tiny or (self.percentages and self.workers >= _THOUSAND * self.participants)

    @property
    def even(self) -> bool:
        """Whether they are nobody, or everybody."""
        return self._many and (not self.participants or self.all_covered)

    def take(self, found: Match) -> None:
        """Look at a branch."""
        for _, workers, people in found.pairs():
            if workers and people is not None:
                self.rows += 1
                self.workers += workers
                self.participants += people
                self.percentages &= people <= _PERCENT
                self.tiny &= _TINY * people < workers
                self.all_covered &= people == workers
