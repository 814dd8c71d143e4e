"""What is added up for one row of a report: both sides, what they lack, and what the sum stands on."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from operator import ge

from coverage_cli.analysis.matching import aligned
from coverage_cli.domain.model import Cell, Coverage, Key
from coverage_cli.domain.weights import Heads


@dataclass(slots=True)
class RowSum:
    """What is added up for one row of a report."""

    workers: int = 0
    participants: Heads = 0
    uncovered: Heads = 0
    excess: Heads = 0
    lone_workers: int = 0
    lone_participants: Heads | None = None
    """Those of cells without workers; None where there is no such cell."""
    segments: int = 0
    counted: int = 0
    has_workers: bool = False
    """Whether some cell has workers and no participants; asked only where no cell is counted."""
    assumed: bool = False
    periods: frozenset[str] = frozenset()
    vintages: frozenset[str] = frozenset()
    bases: frozenset[str] = frozenset()
    keys: list[Key] = field(default_factory=list)
    lone_keys: list[Key] = field(default_factory=list)
    """Of the cells with participants only; as `keys`, kept where persons may be in several cells."""
    fewest: Heads | None = None
    """The smallest count of participants among the cells that are counted."""

    def add(self, workers: int | None, participants: Heads | None) -> None:
        """Take in one cell. A cell with one side only is counted as a segment, and in no rate."""
        self.segments += 1
        if workers is None:
            self._add_lone(participants)
            return
        if participants is None:
            self.has_workers = True
            self.lone_workers += workers
            return
        self.counted += 1
        self.workers += workers
        self.participants += participants
        self.fewest = participants if self.fewest is None else min(self.fewest, participants)
        if participants > workers:
            self.excess += participants - workers
        else:
            self.uncovered += workers - participants

    def _add_lone(self, participants: Heads | None) -> None:
        if participants is not None:
            self.lone_participants = (self.lone_participants or 0) + participants

    def add_all(self, workers: dict[Cell, int], participants: dict[Cell, Heads]) -> bool:
        """Take in all cells at once, if each has both sides and none is over 100%; say whether that was so."""
        people = aligned(workers, participants)
        if people is None or not all(map(ge, workers.values(), people)):
            return False
        self.segments = self.counted = len(workers)
        self.workers, self.participants = sum(workers.values()), sum(people)
        self.uncovered = self.workers - self.participants
        self.fewest = min(people, default=None)
        return True

    def merge(self, other: RowSum) -> None:
        """Take in another sum. Of the dates, those of cells that are counted, if any are: a rate stands on no other."""
        if bool(self.counted) == bool(other.counted):
            self.periods |= other.periods
            self.vintages |= other.vintages
        elif other.counted:
            self.periods, self.vintages = other.periods, other.vintages
        self.workers += other.workers
        self.participants += other.participants
        self.uncovered += other.uncovered
        self.excess += other.excess
        self.lone_workers += other.lone_workers
        self._add_lone(other.lone_participants)
        self.segments += other.segments
        self.counted += other.counted
        self.has_workers |= other.has_workers
        self.assumed |= other.assumed
        self.bases |= other.bases
        self.keys += other.keys
        self.lone_keys += other.lone_keys
        self.fewest = min((few for few in (self.fewest, other.fewest) if few is not None), default=None)

    def coverage(self, target: Fraction | None, heads: Heads | None) -> Coverage:
        """The sums as a coverage; `heads` replaces the sum of participants where persons were counted.

        Where no cell has both sides, the side that is known: workers, else participants; both would make a rate of
        people who do not belong together.
        """
        if self.counted:
            participants = self.participants if heads is None else heads
            return Coverage(self.workers, participants, self.uncovered, self.excess, target)
        if self.has_workers:
            return Coverage(self.lone_workers, None, None, None, target)
        return Coverage(None, self.lone_participants if heads is None else heads, None, None, target)

    @property
    def shown_keys(self) -> list[Key]:
        """The cells whose participants are the row's."""
        if self.counted:
            return self.keys
        return [] if self.has_workers else self.lone_keys
