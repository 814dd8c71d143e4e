"""Rates as no table of people has them: all of a period next to nothing, or nobody's or everybody's.

Then the unit is another, the column is, or what is not known was written as 0. Of parts of it, `far_below` tells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from coverage_cli.analysis.matching import Match, Timeline, match_of
from coverage_cli.analysis.suspicion import Suspect
from coverage_cli.domain.counts import CountTable
from coverage_cli.domain.model import Group, Key, Kind
from coverage_cli.domain.names.labels import Labels
from coverage_cli.domain.periods.periods import known_period
from coverage_cli.domain.phrases import phrase
from coverage_cli.domain.weights import Heads, decimal

_MANY = 10_000
"""Workers from whom on it is worth a question that next to nobody participates."""
_SOME = 1_000
"""Workers of a branch from whom on it is worth a question that all of them participate."""
_SEVERAL = 3
"""Rows; in fewer, the few may be all that there are."""
_PERCENT, _FEW, _TINY = 100, 100, 500
"""Percentages go up to the first, and are one in the second or fewer; participants in thousands one in the third."""
_NOBODY, _EVERYBODY = phrase("nobody participates"), phrase("participants are as many as workers")
_EVERYBODY_IN = phrase("in {branch} participants are as many as workers")


@dataclass(slots=True)
class Extremes:
    """Both tables with their sums, periods of workers, names to show, and whether a group is to be judged."""

    population: CountTable
    participants: CountTable
    workers: Mapping[Group, Heads]
    covered: Mapping[Group, Heads]
    people: Timeline
    labels: tuple[Labels, ...]
    asked: Callable[[Group], bool]
    listed: bool
    """Whether the participants are persons that were counted, which have no unit."""

    def suspects(self) -> Iterator[Suspect]:
        """What is too low or too even, in a stable order."""
        rows = dict[str, _Rows]()
        for group in self.participants.counts:
            one = rows.setdefault(group.period, _Rows())
            if one.possible:
                vintage = self.people.vintage(group.branch, known_period(group.period))
                one.take(match_of(group, self.population, self.participants, vintage))
        if not self.listed and (found := self._newest(rows, lambda one: one.few)):
            group, one = found
            args = {"participants": decimal(one.participants), "workers": str(one.workers), "period": group.period}
            yield self._of("D110", group, args | {"ratio": str(one.workers // one.participants)})
        if found := self._newest(rows, lambda one: one.even):
            group, one = found
            args = {"what": _EVERYBODY if one.participants else _NOBODY, "rows": str(one.rows)}
            yield self._of("D114", group, args | {"workers": str(one.workers), "period": group.period})
        else:
            yield from self._copied()

    def _copied(self) -> Iterator[Suspect]:
        """Branches of which participants are as many as workers in each row, each in its newest period of that kind."""
        newest: dict[str, tuple[Group, _Rows]] = {}
        for group, covered in self.covered.items():
            vintage = self.people.vintage(group.branch, period := known_period(group.period))
            if vintage is None or self.workers[Group(group.branch, vintage.text)] != covered or not self.asked(group):
                continue
            here = _Rows()
            here.take(match_of(group, self.population, self.participants, vintage))
            known = newest.get(group.branch)
            if here.copied and (known is None or known_period(known[0].period) < period):
                newest[group.branch] = group, here
        for group, here in newest.values():
            args = {"what": _EVERYBODY_IN, "branch": self.labels[0].shown(group.branch), "rows": str(here.rows)}
            yield self._of("D114", group, args | {"workers": str(here.workers), "period": group.period})

    def _newest(self, rows: dict[str, _Rows], doubtful: Callable[[_Rows], bool]) -> tuple[Group, _Rows] | None:
        """The first group of the newest period of which a doubt holds."""
        asked = (group for group in self.participants.counts if doubtful(rows[group.period]) and self.asked(group))
        newest = max(asked, key=lambda group: known_period(group.period), default=None)
        return None if newest is None else (newest, rows[newest.period])

    def _of(self, code: str, group: Group, args: dict[str, str]) -> Suspect:
        key = Key(group, next(iter(self.participants.counts[group])))
        return Suspect(code, Kind.PARTICIPANTS, key, "participants", tuple(args.items()))


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
        return self.tiny or (self.percentages and self.workers >= _FEW * self.participants)

    @property
    def even(self) -> bool:
        """Whether they are nobody, or everybody."""
        return self._many and (not self.participants or self.all_covered)

    @property
    def copied(self) -> bool:
        """Whether all are covered, in so many rows that this is no chance."""
        return self.all_covered and self.rows >= _SEVERAL and self.workers >= _SOME

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
