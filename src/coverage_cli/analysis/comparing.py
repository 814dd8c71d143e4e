"""Two states of the same tables: which rows came, went or were revised, and what that does to the rates.

A rate of the participants of one programme does not change into that of another: both are told, and no change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from coverage_cli.analysis.matching import Match, Timeline, match_of
from coverage_cli.domain.bases import basis_key
from coverage_cli.domain.counts import CountTable
from coverage_cli.domain.model import Cell, Group, Key, Kind
from coverage_cli.domain.names.keys import name_key
from coverage_cli.domain.names.labels import Labels
from coverage_cli.domain.periods.periods import Period, known_period
from coverage_cli.domain.rates import rate_of
from coverage_cli.domain.weights import Heads

ADDED, REMOVED, REVISED = "added", "removed", "revised"
Programmes = frozenset[str]
Unlike = tuple[Programmes, Programmes]
"""The programmes of the participants before and after; empty where they share one, or either side names none."""
_ALIKE: Unlike = (frozenset(), frozenset())


@dataclass(frozen=True, slots=True)
class Revision:
    """One key whose row is not what it was. Counts in people; None where there is no row."""

    kind: Kind
    key: Key
    before: Heads | None
    after: Heads | None
    basis: tuple[str, str] = ("", "")
    programmes: Unlike = _ALIKE

    @property
    def change(self) -> str:
        """What happened to the row."""
        if self.before is None:
            return ADDED
        return REMOVED if self.after is None else REVISED


@dataclass(frozen=True, slots=True)
class Headcounts:
    """Headcounts of a cell or a total at one time, people; None where a side is missing.

    `counted` are the cells that a total counts, each with its workers.
    """

    workers: int | None = None
    participants: Heads | None = None
    vintage: str | None = None
    counted: frozenset[tuple[Cell, int]] = frozenset()

    @property
    def rate(self) -> Fraction | None:
        """Participants over workers, a fraction of one; undefined where either is missing, or nobody works."""
        return rate_of(self.participants, self.workers)


@dataclass(frozen=True, slots=True)
class Shift:
    """A cell, or (None) a branch's total, of one period of participants, before and after."""

    group: Group
    cell: Cell | None
    before: Headcounts
    after: Headcounts
    programmes: Unlike = _ALIKE

    @property
    def denominator_revised(self) -> bool:
        """Whether the workers are others than they were: another count, or another vintage.

        Workers that come, or go, are not revised, and neither is a total that counts other cells than before.
        """
        before, after = self.before, self.after
        if before.workers is None or after.workers is None:
            return False
        if before.vintage != after.vintage or self.cell is not None:
            return (before.workers, before.vintage) != (after.workers, after.vintage)
        now = dict(after.counted)
        return any(cell in now and now[cell] != workers for cell, workers in before.counted)

    @property
    def recomposed(self) -> bool:
        """Whether a total counts other cells than it did, because one gained or lost a side."""
        return dict(self.before.counted).keys() != dict(self.after.counted).keys()

    @property
    def points(self) -> Fraction | None:
        """The change of the rate, a fraction of one: 2 percentage points are 2/100.

        None where either is undefined, or they are of unlike programmes.
        """
        if self.before.rate is None or self.after.rate is None or self.programmes != _ALIKE:
            return None
        return self.after.rate - self.before.rate


def revisions(before: CountTable, after: CountTable) -> Iterator[Revision]:
    """Every key whose row was added, removed or revised (its count, basis or programme), sorted by key."""
    for group in sorted({*before.counts, *after.counts}):
        old, new = before.counts.get(group, {}), after.counts.get(group, {})
        said = before.details.get(group) or after.details.get(group)
        programmes = _unlike(before, after, group)
        if old == new and not (said or programmes):
            continue
        for cell in sorted({*old, *new}):
            basis = (before.detail(group, cell).basis, after.detail(group, cell).basis)
            moved = basis[0] != basis[1] and basis_key(basis[0]) != basis_key(basis[1])
            unlike = programmes.get(cell, _ALIKE)
            if moved or cell in programmes or old.get(cell) != new.get(cell):
                yield Revision(after.kind, Key(group, cell), old.get(cell), new.get(cell), basis, unlike)


def _unlike(before: CountTable, after: CountTable, group: Group) -> dict[Cell, Unlike]:
    """The cells of a branch and period whose participants are of other programmes than they were."""
    old, new = before.programmes(group), after.programmes(group)
    both = {cell: (old[cell], new[cell]) for cell in old.keys() & new.keys()} if old != new else {}
    return {cell: pair for cell, pair in both.items() if _keys(pair[0]).isdisjoint(_keys(pair[1]))}


def _keys(programmes: Programmes) -> Programmes:
    return frozenset(map(name_key, programmes))


class Snapshot(NamedTuple):
    """Both tables as they were at a time; `at` gives the participants with who belongs to several cells of a period."""

    population: CountTable
    participants: CountTable
    at: Callable[[str], CountTable]


def shifts(before: Snapshot, after: Snapshot) -> Iterator[Shift]:
    """Branches and periods whose headcounts changed: the total first, then each cell that did."""
    old, new = (_matches(one.population, one.participants) for one in (before, after))
    for group in sorted({*old, *new}):
        was, now = _headcounts(old.get(group)), _headcounts(new.get(group))
        totals = _total(old.get(group), before), _total(new.get(group), after)
        if was == now and totals[0] == totals[1]:  # persons may move between cells that stay as large
            continue
        unlike = _unlike(before.participants, after.participants, group)
        counted = frozenset.intersection(*(frozenset(dict(one.counted)) for one in totals))
        whole = [unlike[cell] for cell in counted & unlike.keys()]
        yield Shift(group, None, *totals, _together(whole))
        for cell in sorted({*was, *now}):
            if was.get(cell, Headcounts()) != now.get(cell, Headcounts()):
                sides = was.get(cell, Headcounts()), now.get(cell, Headcounts())
                yield Shift(group, cell, *sides, unlike.get(cell, _ALIKE))


def _together(cells: Iterable[Unlike]) -> Unlike:
    """The programmes of a total some of whose cells are of unlike ones."""
    old, new = _ALIKE
    for before, after in cells:
        old, new = old | before, new | after
    return old, new


def _matches(population: CountTable, participants: CountTable) -> dict[Group, Match]:
    people = Timeline(population)
    whens = {group: people.vintage(group.branch, known_period(group.period)) for group in participants.counts}
    return {group: match_of(group, population, participants, vintage) for group, vintage in whens.items()}


def _headcounts(found: Match | None) -> dict[Cell, Headcounts]:
    if found is None:
        return {}
    vintage = _text(found.vintage)
    return {cell: Headcounts(workers, people, vintage) for cell, workers, people in found.pairs()}


def _total(found: Match | None, snapshot: Snapshot) -> Headcounts:
    """A total counts the cells that have both sides, as every total here does."""
    if found is None or found.period is None:
        return Headcounts()
    both = [(cell, workers) for cell, workers, people in found.pairs() if workers is not None and people is not None]
    if not both:
        return Headcounts(vintage=_text(found.vintage))
    group = Group(found.branch, found.period.text)
    people = snapshot.at(group.period).heads(Key(group, cell) for cell, _ in both)
    return Headcounts(sum(workers for _, workers in both), people, _text(found.vintage), frozenset(both))


def _text(period: Period | None) -> str | None:
    return period.text if period else None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed since another state; `refused` rows of that state could not be read and are in no figure."""

    against: str
    revisions: tuple[Revision, ...]
    shifts: tuple[Shift, ...]
    labels: tuple[Labels, ...]
    refused: int = 0
    unread: tuple[str, ...] = ()
    """Files of that state that could not be read, or not to their end: what they held may be told as added."""
    unread_now: tuple[str, ...] = ()
    """The same of the files as they are: what they hold may be told as removed."""
    unchanging: tuple[str, ...] = field(default=(), kw_only=True)
    """Files that are one file in both states, by an absolute path or on a cluster: nothing is known of their past."""
    uncounted: bool = field(default=False, kw_only=True)
    """Whether persons of either state could not be counted; then nothing is told of participants and rates."""
    kept: tuple[str, ...] = field(default=(), kw_only=True)
    """The files of that state where it is a folder, which no output may take the place of."""

    def count(self, kind: Kind, change: str) -> int:
        """How many rows of a side changed so."""
        return sum(one.kind is kind and one.change == change for one in self.revisions)

    def names(self, group: Group, cell: Cell | None) -> tuple[str, ...]:
        """Branch, then segment and further dimensions, in the spelling to show."""
        return tuple(labels.shown(key) for labels, key in zip(self.labels, (group.branch, *(cell or ())), strict=False))
