"""What branches have not delivered: participants of any period, of the newest, or of the one that is asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from coverage_cli.analysis.matching import Match, Timeline
from coverage_cli.analysis.rules.suggestions import BRANCH, Suggestions
from coverage_cli.analysis.sums.totals import is_total_row
from coverage_cli.analysis.sums.vocabulary import totals_among
from coverage_cli.analysis.suspicion import Damage, Suspect
from coverage_cli.domain.counts import CountTable
from coverage_cli.domain.model import Group, Key, Kind
from coverage_cli.domain.names.labels import Labels
from coverage_cli.domain.periods.periods import Period
from coverage_cli.domain.phrases import phrase


@dataclass(slots=True)
class Delivery:
    """Both tables, the names to show, and what is known to be damaged among the participants."""

    population: CountTable
    participants: CountTable
    labels: tuple[Labels, ...]
    damage: Damage
    _vintages: Timeline = field(init=False)
    _delivered: Timeline = field(init=False)

    def __post_init__(self) -> None:
        """The periods of both tables, branch by branch."""
        self._vintages, self._delivered = Timeline(self.population), Timeline(self.participants)

    def suspects(self, suggestions: Suggestions) -> Iterator[Suspect]:
        """Branches that are silent, and those that are late; in no order."""
        yield from self._silent(suggestions)
        yield from self._late()

    def undelivered(self, matches: Iterable[Match]) -> Iterator[Suspect]:
        """Workers of branches that have no participants of the period that was asked for; in no order.

        Only who asks for a period makes it one that every branch must have. What `suspects` tells of such a branch,
        because it is silent or late, is not told twice.
        """
        late = {(one.key.group.branch, one.lacks) for one in self._late()}
        for found in matches:
            if found.period is None or found.vintage is None or found.participants:
                continue
            branch, period = found.branch, found.period.text
            silent = not self._delivered.of(branch) and found.vintage == self._vintages.vintage(branch, None)
            if silent or (branch, period) in late:
                continue
            for cell in found.workers:
                if not self.damage.covers(branch, cell[0]):
                    yield absent(Key(Group(branch, found.vintage.text), cell), period, "")

    def _silent(self, suggestions: Suggestions) -> Iterator[Suspect]:
        """Branches with workers and no participants at all."""
        speaking, staffed = frozenset(self._delivered), frozenset(self._vintages)
        unknown = speaking - staffed
        for branch in sorted(staffed - speaking):
            *_, newest = self._vintages.of(branch)
            group, near = Group(branch, newest.text), suggestions.near(branch, BRANCH, unknown)
            for cell in self.population.counts[group]:
                if not self.damage.covers(branch, cell[0]) and not is_total_row(self.population, Key(group, cell)):
                    # Lacking in all periods, it is said beside the figures of its newest workers.
                    yield absent(Key(group, cell), newest.text, near, _SILENT)

    def _late(self) -> Iterator[Suspect]:
        """Branches whose participants end before the newest period that most of the others have.

        Only where a branch has a period of that length: years beside months are meant.
        """
        for branch, end, newest, count in _ended(self._delivered):
            if not self.damage.touches(branch) and _has_alike(self._delivered, branch, newest):
                args = self._behind(branch, end, newest, count)
                yield Suspect("X106", Kind.PARTICIPANTS, self._first(self.participants, branch, end), "period", args,
                              lacks=newest.text)  # fmt: skip

    def outdated(self, damage: Damage) -> Iterator[Suspect]:
        """Branches whose workers end with a vintage that most branches have, before the newest that most have.

        Only where participants would meet the newer one. `damage` is that of the workers.
        """
        ended = list(_ended(self._vintages))
        branches = list(self._vintages)
        shared = Counter(period for branch in branches for period in self._vintages.of(branch) if ended)
        for branch, end, newest, count in ended:
            people = self._delivered.of(branch)
            met = bool(people) and newest.first <= max(people).last
            if met and 2 * shared[end] > len(branches) and not damage.touches(branch):
                args = self._behind(branch, end, newest, count)
                yield Suspect("X107", Kind.POPULATION, self._first(self.population, branch, end), "period", args,
                              newer=newest.text)  # fmt: skip

    def _behind(self, branch: str, end: Period, newest: Period, count: int) -> tuple[tuple[str, str], ...]:
        shown = self.labels[0].shown(branch)
        return ("branch", shown), ("period", end.text), ("newest", newest.text), ("count", str(count))

    def _first(self, table: CountTable, branch: str, period: Period) -> Key:
        group = Group(branch, period.text)
        return Key(group, min(table.counts[group]))


def _ended(timeline: Timeline) -> Iterator[tuple[str, Period, Period, int]]:
    """Branches that end before the newest period that most others have: both periods, and how many have the newer."""
    if len({period.text for branch in timeline for period in timeline.of(branch)}) == 1:
        return  # of one period, as most tables are, all end together
    totals = totals_among(set(timeline))
    ends = {branch: max(timeline.of(branch)) for branch in timeline if branch not in totals}
    holders = Counter(period for branch in ends for period in timeline.of(branch))
    newest = max((period for period, count in holders.items() if 2 * count > len(ends) - 1), default=None)
    for branch, end in sorted(ends.items()):
        if newest is not None and end.last < newest.last:
            yield branch, end, newest, holders[newest]


def _has_alike(timeline: Timeline, branch: str, newest: Period) -> bool:
    return any(period.months == newest.months for period in timeline.of(branch))


_ONE_PERIOD = phrase("no participants row of {period}{near:meant}")
_SILENT = phrase("no participants of any period{near:meant}")


def absent(key: Key, period: str, near: str, what: str = _ONE_PERIOD) -> Suspect:
    """Workers without participants of a period."""
    args = (("what", what), ("near", near), ("period", period))
    return Suspect("X102", Kind.POPULATION, key, "segment", args, lacks=period)
