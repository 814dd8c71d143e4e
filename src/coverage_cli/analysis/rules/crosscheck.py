"""What two tables say about each other: orphans, missing sides, totals among parts, rates over 100%.

Judging happens on keys; where in a file a key stands is found afterwards, and only for what is reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import ge
from typing import Protocol

from coverage_cli.analysis.matching import Match, Timeline, aligned, match_of
from coverage_cli.analysis.programmes import unlike_programmes
from coverage_cli.analysis.rules.delivery import Delivery, absent
from coverage_cli.analysis.rules.spelling import NameCheck
from coverage_cli.analysis.rules.suggestions import BRANCH, SEGMENT, Suggestions
from coverage_cli.analysis.sums.nearly import nearly_sums
from coverage_cli.analysis.sums.totals import Totals, is_total_row
from coverage_cli.analysis.suspicion import Damage, Suspect
from coverage_cli.domain.bases import in_message
from coverage_cli.domain.counts import CountTable
from coverage_cli.domain.model import Cell, Group, Key, Kind
from coverage_cli.domain.names.keys import joined, name_key
from coverage_cli.domain.names.labels import Labels
from coverage_cli.domain.periods.periods import known_period
from coverage_cli.domain.phrases import phrase
from coverage_cli.domain.weights import Heads, decimal


class OtherWorkers(Protocol):
    """Knows the workers on other bases than the one that is asked for."""

    def has(self, key: Key) -> bool:
        """Whether there are workers of this cell on another basis, as of the period of its participants."""


@dataclass(slots=True)
class CrossCheck:
    """Both tables, the names to show, and what is known to be damaged."""

    population: CountTable
    participants: CountTable
    labels: tuple[Labels, ...]
    damage: dict[Kind, Damage]
    suggestions: Suggestions
    others: OtherWorkers | None
    """The workers on other bases than the one that is asked for."""
    _vintages: Timeline = field(init=False)
    _staffed: frozenset[str] = field(init=False)
    """The branches of workers."""
    _silent: frozenset[str] = field(init=False)
    """Those without any participants."""

    def __post_init__(self) -> None:
        """The vintages of each branch, which most rules ask for."""
        self._vintages = Timeline(self.population)
        self._staffed = frozenset(self._vintages)
        self._silent = self._staffed - {branch for branch, _ in self.participants.counts}

    def within(self) -> Iterator[Suspect]:
        """What a table says against itself, and names that are probably one; in no order."""
        for table in (self.population, self.participants):
            yield from Totals(table, self.labels).suspects()
        yield from self._starts()
        yield from unlike_programmes(self.participants)
        alike = NameCheck(self.population, self.participants, self.labels).suspects()
        yield from (one for one in alike if one.code != "N101" or not self._elsewhere(one.key))

    def between(self) -> Iterator[Suspect]:
        """What the tables say against each other, where both were given; in no order."""
        bases: dict[Group, dict[Cell, int]] = {}
        resting: dict[Group, list[Mapping[Cell, Heads]]] = {}
        for group, participants in self.participants.counts.items():
            vintage = self._vintages.vintage(group.branch, known_period(group.period))
            if vintage is None:
                yield from self._without_vintage(group, participants)
                continue
            base = Group(group.branch, vintage.text)
            workers = bases[base] = self.population.whole(base)
            resting.setdefault(base, []).append(participants)
            people = aligned(workers, participants)
            if people is None or not all(map(ge, workers.values(), people)):  # nearly all branches are well
                yield from self._match(match_of(group, self.population, self.participants, vintage), base, group)
        yield from self._denominators(bases, resting)
        yield from nearly_sums(self.population, self.participants, self.labels)
        delivery = Delivery(self.population, self.participants, self.labels, self.damage[Kind.PARTICIPANTS])
        yield from delivery.suspects(self.suggestions)
        yield from delivery.outdated(self.damage[Kind.POPULATION])

    def _starts(self) -> Iterator[Suspect]:
        """Vintages of a branch that start on one day."""
        for branch in self._vintages:
            first_of: dict[object, str] = {}
            for period in sorted(self._vintages.of(branch)):
                if period.first in first_of:
                    group = Group(branch, period.text)
                    args = (("first", first_of[period.first]), ("second", period.text))
                    key, shown = Key(group, min(self.population.counts[group])), self.labels[0].shown(branch)
                    yield Suspect("K104", Kind.POPULATION, key, "period", args, shown)
                first_of.setdefault(period.first, period.text)

    def _match(self, found: Match, base: Group, group: Group) -> Iterator[Suspect]:
        """What is odd about a branch: `base` among the workers, `group` among the participants."""
        odd = [(cell, workers, people) for cell, workers, people in found.pairs() if _is_odd(workers, people)]
        names = (
            _segments(found.workers),
            _segments(cell for cell in found.participants if cell not in found.workers),
        )
        for cell, workers, people in odd:
            yield from self._cell(names, Key(base, cell), Key(group, cell), workers, people)

    def _denominators(
        self, bases: Mapping[Group, Mapping[Cell, int]], resting: Mapping[Group, Sequence[Mapping[Cell, Heads]]]
    ) -> Iterator[Suspect]:
        """What is wrong with a vintage on its own, once, however many periods are `resting` on it.

        A segment where nobody works and nobody participates lacks nothing, if somebody works beside it.
        """
        for group, workers in bases.items():
            if 0 in workers.values():
                staffed = any(workers.values())
                for cell in (cell for cell, count in workers.items() if count == 0):
                    if not (staffed and all(people.get(cell) == 0 for people in resting[group])):
                        yield Suspect("D101", Kind.POPULATION, Key(group, cell), "workers")
            if self.population.details:
                said = {self.population.detail(group, cell).basis for cell in workers}
                if len(said) > 1:
                    names = tuple(in_message("names", sorted(said)).items())
                    yield Suspect("D102", Kind.POPULATION, Key(group, min(workers)), "basis", names)

    def _cell(
        self,
        names: tuple[_Segments, _Segments],
        here: Key,
        there: Key,
        workers: int | None,
        people: Heads | None,
    ) -> Iterator[Suspect]:
        """What is odd about one cell: `here` among the workers, `there` among the participants.

        `names` are the segments of the workers, and those that only participants have.
        """
        rest = here.cell[1:]
        if workers is None:
            yield from self._orphan(there, names[0].get(rest, frozenset()), "segment", self._once(here))
        elif people is None:
            yield from self._missing(here, there.group, names[1].get(rest, frozenset()))
        else:
            args = (("participants", decimal(people)), ("workers", str(workers)), ("excess", decimal(people - workers)))
            yield Suspect("X103", Kind.PARTICIPANTS, there, "participants", args)

    def _without_vintage(self, group: Group, participants: Mapping[Cell, Heads]) -> Iterator[Suspect]:
        if periods := self._vintages.of(group.branch):
            late = [cell for cell in participants if not self._elsewhere(Key(group, cell))]
            if late:
                told, *others = sorted(late)
                args: tuple[tuple[str, str], ...] = (("first", periods[0].text),)
                if others:
                    args += (("also", _BESIDE), ("names", "\n".join(map(self._cell_in_words, others))))
                yield Suspect("X104", Kind.PARTICIPANTS, Key(group, told), "period", args)
            return
        for cell in participants:
            yield from self._orphan(Key(group, cell), self._staffed, "branch")

    def _cell_in_words(self, cell: Cell) -> str:
        return joined(known.shown(name) for known, name in zip(self.labels[1:], cell, strict=True))

    def _orphan(self, key: Key, names: frozenset[str], field_name: str, once: str = "") -> Iterator[Suspect]:
        """Participants without workers; `names` are what may be meant, `once` is a vintage that has such workers."""
        if (
            self.damage[Kind.POPULATION].covers(key.group.branch, key.cell[0])
            or is_total_row(self.participants, key)
            or self._elsewhere(key)
        ):
            return
        if once:
            vintage = self._vintages.vintage(key.group.branch, known_period(key.group.period))
            args: tuple[tuple[str, str], ...] = (("older", _OLDER), ("vintage", str(vintage)), ("once", once))
        else:
            args = (("near", self._meant(key, names, field_name)),)
        yield Suspect("X101", Kind.PARTICIPANTS, key, field_name, args)

    def _meant(self, key: Key, names: frozenset[str], field_name: str) -> str:
        """The name that was probably meant; no segment that has its row beside this one, which would be its second."""
        if field_name == "branch":
            return self._branch_meant(key, names)
        segment, *rest = key.cell
        near = self._near(segment, names, field_name)
        return "" if (name_key(near), *rest) in self.participants.counts[key.group] else near

    def _branch_meant(self, key: Key, names: frozenset[str]) -> str:
        """First of the branches without participants: of Kota Bandung and Kab. Bandung, BANDUNG is the silent one."""
        branch = key.group.branch
        return self._near(branch, self._silent, "branch") or self._near(branch, names, "branch")

    def _once(self, here: Key) -> str:
        """The newest of the vintages before, if one has the workers of a cell that a vintage lacks."""
        branch, period = here.group.branch, known_period(here.group.period)
        before = (one for one in reversed(self._vintages.of(branch)) if one.first < period.first)
        return next((one.text for one in before if here.cell in self.population.counts[Group(branch, one.text)]), "")

    def _elsewhere(self, key: Key) -> bool:
        """Whether only the basis that was asked for lacks workers: no rate on it is then nothing wrong."""
        return self.others is not None and self.others.has(key)

    def _missing(self, key: Key, group: Group, orphans: frozenset[str]) -> Iterator[Suspect]:
        if self.damage[Kind.PARTICIPANTS].covers(key.group.branch, key.cell[0]) or is_total_row(self.population, key):
            return
        near = self._near(key.cell[0], orphans, "segment")
        yield absent(key, group.period, near)

    def _near(self, wrong: str, names: frozenset[str], field_name: str) -> str:
        return self.suggestions.near(wrong, BRANCH if field_name == "branch" else SEGMENT, names)


_BESIDE = phrase(" (also: {names:names})")
_OLDER = phrase(" in {vintage}, the newest vintage as of then; {once} has them")


_Segments = dict[tuple[str, ...], frozenset[str]]
"""The segments of cells by what else these have: of another sex, or age, a segment is not what was meant."""


def _segments(cells: Iterable[Cell]) -> _Segments:
    by_rest: dict[tuple[str, ...], list[str]] = {}
    for segment, *rest in cells:
        by_rest.setdefault(tuple(rest), []).append(segment)
    return {rest: frozenset(names) for rest, names in by_rest.items()}


def _is_odd(workers: int | None, people: Heads | None) -> bool:
    """Whether a cell lacks a side, or is over 100%."""
    return workers is None or people is None or people > workers
