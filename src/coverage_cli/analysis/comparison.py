"""What differs between two states of the same tables: rows that came, went or were revised, and rates that moved.

A rate of the participants of one programme does not change into that of another: both are told, and no change.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from coverage_cli.domain.counts import Programmes
from coverage_cli.domain.model import Cell, Key, Kind
from coverage_cli.domain.names.labels import Labels
from coverage_cli.domain.rates import rate_of
from coverage_cli.domain.weights import Heads

ADDED, REMOVED, REVISED = "added", "removed", "revised"
Unlike = tuple[Programmes, Programmes]
"""The programmes of the participants before and after; empty where they share one, or either side names none."""
ALIKE: Unlike = (frozenset(), frozenset())


@dataclass(frozen=True, slots=True)
class Revision:
    """One key whose row is not what it was. Counts in people; None where there is no row."""

    kind: Kind
    key: Key
    before: Heads | None
    after: Heads | None
    basis: tuple[str, str] = ("", "")
    programmes: Unlike = ALIKE

    @property
    def change(self) -> str:
        """What happened to the row."""
        if self.before is None:
            return ADDED
        return REMOVED if self.after is None else REVISED


@dataclass(frozen=True, slots=True)
class Headcounts:
    """Headcounts of a cell or a total at one time, people; None where a side is missing.

    `counted` are the cells that a total counts, each with its workers; that of all branches has them behind a branch.
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
    """A cell, or (None) a total, of a branch or (None) of all, of one period of participants, before and after."""

    branch: str | None
    period: str
    cell: Cell | None
    before: Headcounts
    after: Headcounts
    programmes: Unlike = ALIKE

    @property
    def denominator_revised(self) -> bool:
        """Whether the workers are others than they were: another count, or another vintage.

        Workers that come, or go, are not revised, and neither is a total that counts other cells than before. Branches
        may have unlike vintages: those of all are revised where one's workers are others.
        """
        before, after = self.before, self.after
        if before.workers is None or after.workers is None:
            return False
        if self.branch is not None and (before.vintage != after.vintage or self.cell is not None):
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
        if self.before.rate is None or self.after.rate is None or self.programmes != ALIKE:
            return None
        return self.after.rate - self.before.rate


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

    def names(self, branch: str, cell: Cell | None) -> tuple[str, ...]:
        """Branch, then segment and further dimensions, in the spelling to show."""
        return tuple(labels.shown(key) for labels, key in zip(self.labels, (branch, *(cell or ())), strict=False))
