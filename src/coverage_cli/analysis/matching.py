"""Which participants meet which workers: the join of two tables by branch, period and cell.

A branch's participants of a period meet that branch's newest population vintage whose first day is not after
the period's last day. The cells of that vintage are the universe; a cell is in one of four states: both sides,
workers only, participants only, or (over several files) neither.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from coverage_cli.domain.counts import CountTable
from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.model import Cell, Group
from coverage_cli.domain.periods.periods import Period, known_period
from coverage_cli.domain.weights import Heads

LATEST = "latest"


class Match(NamedTuple):
    """One branch: its participants of a period beside the workers of a vintage.

    `period` is None where the branch has no participants at all, `vintage` where it has no population in time.
    """

    branch: str
    period: Period | None
    vintage: Period | None
    workers: dict[Cell, int]
    participants: dict[Cell, Heads]

    @property
    def participants_group(self) -> Group | None:
        """What the table of participants calls its side."""
        return Group(self.branch, self.period.text) if self.period else None

    @property
    def workers_group(self) -> Group | None:
        """What the table of workers calls its side."""
        return Group(self.branch, self.vintage.text) if self.vintage else None

    def pairs(self) -> Iterator[tuple[Cell, int | None, Heads | None]]:
        """Every cell of the universe with its workers and participants, then those that only participants know.

        None stands for a missing side. (Plain tuples: there can be millions.)
        """
        covered = self.participants
        for cell, workers in self.workers.items():
            yield cell, workers, covered.get(cell)
        for cell, people in covered.items():
            if cell not in self.workers:
                yield cell, None, people


class Timeline:
    """The periods for which a table speaks about each branch."""

    def __init__(self, table: CountTable) -> None:
        self._periods = table.periods()

    def __iter__(self) -> Iterator[str]:
        return iter(self._periods)

    def of(self, branch: str) -> Sequence[Period]:
        """A branch's periods, in the order in which they begin."""
        return self._periods.get(branch, ())

    def newest(self, branch: str, shown: Callable[[str], str]) -> Period | None:
        """The period that ends last; `shown` gives the spelling of a branch.

        Raises:
            UsageFault: two periods end on that day, so "latest" has two readings.
        """
        latest = self.latest(branch)
        if len(latest) > 1:
            raise UsageFault(
                'the latest period of "{branch}" has two readings, {first} and {second}, which end on the same day; '
                "choose one with {option}",
                {"option": "--period", "branch": shown(branch), "first": latest[-2].text, "second": latest[-1].text},
            )
        return latest[0] if latest else None

    def latest(self, branch: str) -> Sequence[Period]:
        """The periods than which none ends later; more than one where they end on one day."""
        periods = self.of(branch)
        if len(periods) <= 1:  # nearly always, and asked for every branch
            return periods
        end = max(known.last for known in periods)
        return [known for known in periods if known.last == end]

    def vintage(self, branch: str, period: Period | None) -> Period | None:
        """The one that starts last, and not after `period` ends (None: of all)."""
        periods = self.of(branch)
        count = len(periods) if period is None else bisect_right(periods, period.last, key=lambda known: known.first)
        return periods[count - 1] if count else None


def match(
    population: CountTable,
    participants: CountTable,
    period: str,
    branches: Iterable[str] | None = None,
    shown: Callable[[str], str] = str,
) -> list[Match]:
    """Match every branch, or those given, for one period; `shown` gives the spelling of a branch.

    Raises:
        UsageFault: "latest" has two readings for a branch.
    """
    people, covered = Timeline(population), Timeline(participants)
    chosen = sorted({*people, *covered}) if branches is None else list(branches)
    whens = {branch: covered.newest(branch, shown) if period == LATEST else known_period(period) for branch in chosen}
    matches = [_match_branch(branch, population, participants, people, whens[branch]) for branch in chosen]
    return [found for found in matches if found.vintage is not None or found.period is not None]


def unmatched(
    matches: Iterable[Match], population: CountTable, participants: CountTable, branches: Iterable[str] | None
) -> list[str]:
    """The branches, of all or of those given, that neither side knows in the period of the matches."""
    known = {*population.periods(), *participants.periods()} if branches is None else set(branches)
    return sorted(known - {found.branch for found in matches})


def _match_branch(
    branch: str, population: CountTable, participants: CountTable, people: Timeline, when: Period | None
) -> Match:
    has_participants = when is not None and Group(branch, when.text) in participants.counts
    vintage = people.vintage(branch, when)
    if when is not None and not has_participants and vintage is None:
        when = None
    return Match(
        branch,
        when,
        vintage,
        population.whole(Group(branch, vintage.text)) if vintage else {},
        participants.counts[Group(branch, when.text)] if has_participants and when else {},
    )


def aligned(workers: dict[Cell, int], participants: dict[Cell, Heads]) -> Collection[Heads] | None:
    """The participants of each cell of the workers, in their order; None where a cell lacks a side."""
    if list(workers) == list(participants):  # as in most files, whose rows stand in one order
        return participants.values()
    if workers.keys() != participants.keys():
        return None
    return [participants[cell] for cell in workers]


def match_of(group: Group, population: CountTable, participants: CountTable, vintage: Period | None) -> Match:
    """A branch's participants of a period beside the workers of a vintage of it."""
    workers = population.whole(Group(group.branch, vintage.text)) if vintage else {}
    return Match(group.branch, known_period(group.period), vintage, workers, participants.counts[group])
