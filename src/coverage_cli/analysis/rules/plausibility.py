"""What is possible and yet unlikely: an old denominator, a leap, parts that miss their total.

Thresholds are conventions and not laws, so each is a setting; what they find are warnings, save a published
total that the parts do not reach.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from fractions import Fraction

from coverage_cli.analysis.matching import Match, Timeline, match_of
from coverage_cli.analysis.rules.copies import Copies, successive
from coverage_cli.analysis.rules.extremes import Extremes
from coverage_cli.analysis.rules.far_below import FarBelow
from coverage_cli.analysis.rules.rounded import rounded
from coverage_cli.analysis.rules.series import filled_in
from coverage_cli.analysis.suspicion import Damage, Suspect
from coverage_cli.domain.counts import CountTable
from coverage_cli.domain.model import Cell, Group, Key, Kind
from coverage_cli.domain.names.keys import joined
from coverage_cli.domain.names.labels import Labels
from coverage_cli.domain.periods.months import months_between
from coverage_cli.domain.periods.periods import Period, known_period, of_one_day
from coverage_cli.domain.rates import Sides, are_apart, rate_of

_FEWEST = 10
"""People by whom workers or participants must have moved: of nine workers one is more than a tenth, and all may go."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Beyond these a finding is reported: months, a share of the workers before, and a difference of rates."""

    population_age_months: int
    workers_change: Fraction
    rate_jump: Fraction


@dataclass(slots=True)
class Plausibility:
    """Both tables, the limits, and the groups to judge (None: all of them)."""

    population: CountTable
    participants: CountTable
    limits: Limits
    groups: Collection[Group] | None
    listed: bool
    """Whether the participants are persons that were counted, which have no unit."""
    labels: tuple[Labels, ...]
    damage: Damage
    """Rows of workers that were refused."""

    def suspects(self) -> Iterator[Suspect]:
        """Every implausibility, in a stable order."""
        yield from self._changes()
        yield from self._vanished()
        tables, people = (self.population, self.participants), Timeline(self.population)
        sums = self.population.sums(), self.participants.sums()
        for table, whole in zip(tables, sums, strict=True):
            copies = Copies(table, whole, self.labels, self._asked)
            yield from copies.of_before()
            yield from copies.of_others()
            if not (self.listed and table is self.participants):
                yield from filled_in(table, self._asked)
                yield from rounded(table, self.labels[0], self._asked)
        yield from self._rates()
        yield from Extremes(*tables, *sums, people, self.labels, self._asked, self.listed).suspects()
        yield from FarBelow(*tables, *sums, people, self.labels, self._asked).suspects()
        yield from self._of_one_day()

    def _asked(self, group: Group) -> bool:
        return self.groups is None or group in self.groups

    def _changes(self) -> Iterator[Suspect]:
        """Workers of a cell against those of the vintage before."""
        limit = self.limits.workers_change
        up, down, unit = limit.denominator + limit.numerator, limit.denominator - limit.numerator, limit.denominator
        alike = set(_start_together(self.population))
        for earlier, later in successive(self.population):
            if not self._asked(later) or not alike.isdisjoint((earlier, later)):
                continue
            before, after = self.population.whole(earlier), self.population.whole(later)
            for cell in sorted(after):
                old, new = before.get(cell), after[cell]
                if old and abs(new - old) >= _FEWEST and not down * old <= unit * new <= up * old:
                    yield _changed(Key(later, cell), earlier, old, new, limit)

    def _vanished(self) -> Iterator[Suspect]:
        """Segments that a branch had before, and that others have still, or in whose place nothing new stands.

        Where participants have them still, X101 tells that.
        """
        people, covered, there = Timeline(self.population), Timeline(self.participants), dict[str, set[Cell]]()
        for earlier, later in successive(self.population):
            before, after = self.population.whole(earlier), self.population.whole(later)
            gone = [cell for cell in before if cell not in after and before[cell] >= _FEWEST]
            if not gone or not after or not self._asked(later):
                continue
            if later.period not in there:
                every = (cells for group, cells in self.population.counts.items() if group.period == later.period)
                there[later.period] = set().union(*every)
            known = there[later.period].intersection(gone) if after.keys() - before.keys() else set(gone)
            for period in covered.of(later.branch):
                if (vintage := people.vintage(later.branch, period)) and vintage.text == later.period:
                    known -= self.participants.counts[Group(later.branch, period.text)].keys()
            for cell in sorted(cell for cell in known if not self.damage.covers(later.branch, cell[0])):
                shown = joined(labels.shown(name) for labels, name in zip(self.labels[1:], cell, strict=True))
                args = {"branch": self.labels[0].shown(later.branch), "period": later.period}
                args |= {"earlier": earlier.period, "before": str(before[cell])}
                key, at = Key(later, cell), Key(later, min(after))
                yield Suspect("D119", Kind.POPULATION, key, "segment", tuple(args.items()), shown, at=at)

    def _rates(self) -> Iterator[Suspect]:
        """Rates against those of the period before, and denominators against the participants' date."""
        before: Match | None = None
        oldest: dict[Group, Suspect] = {}
        for found in sorted(self._datable(), key=_date):
            if found.vintage is None or found.period is None:
                continue
            if self._asked(Group(found.branch, found.period.text)):
                if before is not None and before.branch == found.branch:
                    yield from self._leaps(before, found)
                if age := self._too_old(found.vintage, found.period):
                    # One a vintage, for the newest participants that rest on it.
                    vintage = Group(found.branch, found.vintage.text)
                    oldest[vintage] = self._old(Key(vintage, min(found.workers)), age, found.period)
            before = found
        yield from oldest.values()

    def _of_one_day(self) -> Iterator[Suspect]:
        """Branches with participants of several periods that end on one day; once, at the latest of them.

        Told of all figures alone: of those of one period it is settled, and those of several are not computed.
        """
        timeline = Timeline(self.participants)
        for branch in sorted(timeline) if self.groups is None else ():
            if several := of_one_day(timeline.of(branch)):
                group = Group(branch, several[0][-1].text)
                key = Key(group, min(self.participants.counts[group]))
                days = ["\t".join((str(periods[0].last), *map(str, periods))) for periods in several]
                yield Suspect("D111", Kind.PARTICIPANTS, key, "period", (("days", "\n".join(days)),))

    def _datable(self) -> Iterator[Match]:
        """Matches that have one before them, or whose vintage may be too old: of most branches there is none."""
        people, covered = Timeline(self.population), Timeline(self.participants)
        old: dict[tuple[str, str], bool] = {}  # of few pairs of periods, however many branches
        for group in self.participants.counts:
            period = known_period(group.period)
            vintage = people.vintage(group.branch, period)
            if vintage and (pair := (vintage.text, group.period)) not in old:
                old[pair] = self._too_old(vintage, period) is not None
            if (vintage and old[pair]) or len(covered.of(group.branch)) > 1:
                yield match_of(group, self.population, self.participants, vintage)

    def _too_old(self, vintage: Period, period: Period) -> int | None:
        """Whole months from the last day of a vintage to that of a period, where they are more than the limit."""
        age = months_between(vintage.month, period.month)
        return age if age > self.limits.population_age_months else None

    def _old(self, key: Key, age: int, period: Period) -> Suspect:
        args = (("age", str(age)), ("period", period.text), ("limit", str(self.limits.population_age_months)))
        return Suspect("D104", Kind.POPULATION, key, "period", args)

    def _leaps(self, before: Match, after: Match) -> Iterator[Suspect]:
        """Rates that leapt, but for those of unlike programmes: D116 tells that they are none to compare."""
        limit = self.limits.rate_jump
        for cell in sorted(after.participants):
            sides = _sides(before, cell), _sides(after, cell)
            old, new = (rate_of(*one) for one in sides) if are_apart(*sides, limit) else (None, None)
            if old is None or new is None or abs(new - old) * min(workers or 0 for _, workers in sides) < _FEWEST:
                continue
            former, group = (Group(one.branch, one.period.text if one.period else "") for one in (before, after))
            names = self.participants.programmes(group).get(cell, frozenset())
            if names and names.isdisjoint(self.participants.programmes(former).get(cell, names)):
                continue
            args = (
                ("rate_before", str(old)),
                ("rate", str(new)),
                ("earlier", former.period),
                ("change", str(new - old)),
                ("limit", str(limit)),
            )
            yield Suspect("D106", Kind.PARTICIPANTS, Key(group, cell), "participants", args)


def _start_together(table: CountTable) -> Iterator[Group]:
    """Vintages that start on the day of another (K104): which of them is the one before, or after, nobody knows."""
    timeline = Timeline(table)
    for branch in (branch for branch in timeline if len(timeline.of(branch)) > 1):
        starts = Counter(period.first for period in timeline.of(branch))
        yield from (Group(branch, period.text) for period in timeline.of(branch) if starts[period.first] > 1)


def _changed(key: Key, earlier: Group, old: int, new: int, limit: Fraction) -> Suspect:
    args = (
        ("before", str(old)),
        ("after", str(new)),
        ("earlier", earlier.period),
        ("change", str(Fraction(new - old, old))),
        ("limit", str(limit)),
    )
    return Suspect("D105", Kind.POPULATION, key, "workers", args)


def _date(found: Match) -> tuple[str, object, object]:
    return (found.branch, found.period.first, found.period.last) if found.period else (found.branch, None, None)


def _sides(found: Match, cell: Cell) -> Sides:
    return found.participants.get(cell), found.workers.get(cell)
