"""The nouns of coverage: cells, coverage of a cell or of a total, and the report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from coverage_cli.domain.names.keys import joined
from coverage_cli.domain.rates import rate_of, shortfall_of, uncovered_of

if TYPE_CHECKING:
    from fractions import Fraction

    from coverage_cli.domain.findings import Finding
    from coverage_cli.domain.names.labels import Labels
    from coverage_cli.domain.remarks import Remark
    from coverage_cli.domain.units import Unit
    from coverage_cli.domain.weights import Heads, Weighting

Cell = tuple[str, ...]
"""Within a branch: the key of the segment, then the keys of the declared dimensions."""


class Group(NamedTuple):
    """A branch (its key) and a period (its text): what one publication of a table speaks about."""

    branch: str
    period: str


class Key(NamedTuple):
    """What a row counts: a branch, a period and a cell within them."""

    group: Group
    cell: Cell

    def in_words(self, labels: Sequence[Labels]) -> str:
        """As messages name it: branch, segment and further dimensions, period."""
        names = zip(labels, (self.group.branch, *self.cell), strict=False)
        return joined((*(known.shown(name) for known, name in names), self.group.period))


class Kind(StrEnum):
    """What a file is; of a table, its header says so."""

    POPULATION = "population"
    PARTICIPANTS = "participants"
    PERSONS = "persons"
    TARGETS = "targets"
    CHECKS = "checks"
    EXCEPTIONS = "exceptions"


class Detail(NamedTuple):
    """What a row says about its count."""

    basis: str = ""
    source: str = ""
    note: str = ""
    programme: str = ""  # each in the one spelling of its table


class Status(StrEnum):
    """How a coverage stands to its target."""

    MET = "met"
    BELOW = "below"
    NO_TARGET = "no-target"
    NO_PARTICIPANTS = "no-participants"
    NO_POPULATION = "no-population"
    NO_WORKERS = "no-workers"
    SUPPRESSED = "suppressed"


class Flag(StrEnum):
    """What a reader of a row must know."""

    OVER = "over-100"  # more participants than workers
    PARTS_OVER = "parts-over-100"  # not that, but a sum with cells of which it is true
    INCOMPLETE = "incomplete"
    ASSUMED_ZERO = "assumed-zero"
    MIXED_BASIS = "mixed-basis"
    MIXED_PERIODS = "mixed-periods"


@dataclass(frozen=True, slots=True)
class Coverage:
    """People covered against people who should be, of one cell or of a total.

    `workers` and `participants` are people, None where that side is missing. `uncovered` and `excess` are given: those
    of a total are sums over its cells. Sums of survey weights are fractions, and then so are those two. `target`,
    `rate` and `gap` are exact fractions of one: a gap of 13 percentage points is 13/100.
    """

    workers: int | None
    participants: Heads | None
    uncovered: Heads | None
    excess: Heads | None
    target: Fraction | None = None
    hidden: bool = False
    """Whether the people are left out because they are too few to be shown (`--suppress`)."""

    @classmethod
    def of_cell(cls, workers: int, participants: Heads, target: Fraction | None) -> Coverage:
        """Of one cell with both sides known."""
        uncovered, excess = uncovered_of(workers, participants), uncovered_of(participants, workers)
        return cls(workers, participants, uncovered, excess, target)

    @property
    def rate(self) -> Fraction | None:
        """Participants over workers, a fraction of one; undefined, not 0, where nobody works or a side is missing."""
        return rate_of(self.participants, self.workers)

    @property
    def gap(self) -> Fraction | None:
        """Target minus rate, a fraction of one and not in points; negative above the target."""
        return None if self.rate is None or self.target is None else self.target - self.rate

    @property
    def shortfall(self) -> int | None:
        """The fewest further participants that meet the target, people."""
        if self.workers is None or self.participants is None or self.target is None:
            return None
        return shortfall_of(self.target, self.workers, self.participants)

    @property
    def status(self) -> Status:
        """Decided on exact values, before any rounding."""
        if self.hidden:
            return Status.SUPPRESSED
        if self.workers is None:
            return Status.NO_POPULATION
        if self.participants is None:
            return Status.NO_PARTICIPANTS
        if self.workers == 0:
            return Status.NO_WORKERS
        if self.target is None:
            return Status.NO_TARGET
        return Status.BELOW if self.shortfall else Status.MET


@dataclass(frozen=True, slots=True)
class Target:
    """The target in force for a run.

    `rate`, a fraction of one, holds where a row has none of its own; None where there is no such rate.
    `first_year` is the first one that has a rate, where rates are given by year.
    """

    name: str
    rate: Fraction | None
    source: str = ""
    note: str = ""
    first_year: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a report: a cell, a roll-up or a total. None stands for "all" in a rolled-up place."""

    branch: str | None
    segment: str | None
    period: str | None
    population_period: str | None
    coverage: Coverage
    flags: tuple[Flag, ...] = ()
    segments: int = 1
    segments_counted: int = 1
    dimensions: tuple[str | None, ...] = ()
    fewest: Heads | None = None
    """The smallest count among its cells, where they are several; not told with `--suppress`."""
    unlike_targets: bool = False
    """Whether its periods fall under unlike targets, so that none is its own."""
    split: bool = False  # whether its `segments` are groups, which further dimensions make of them

    @property
    def names(self) -> tuple[str | None, ...]:
        """Branch, segment and further dimensions, as far as it has them; what tells rows of one report apart."""
        return (self.branch, self.segment, *self.dimensions)

    def named(self, dimensions: Sequence[str]) -> dict[str, str | None]:
        """Its names by the fields that they are of; `dimensions` are those of the report."""
        further = self.dimensions or (None,) * len(dimensions)
        return dict(zip(("branch", "segment", *dimensions), (self.branch, self.segment, *further), strict=True))

    @property
    def complete(self) -> bool:
        """Whether every segment of the universe has both sides."""
        return self.segments == self.segments_counted


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """A file, or a `sheet` that is named, as it was read: rows in = rows used (of `total` people) + rows reported.

    Rows in are none that the configuration leaves out by value, filters, or declares to lack a count, nor those on
    another basis than is asked for. `summed` of the used were added to another of their key; `filled` cells took the
    value above. Counts are in a `unit`, in steps of `exact_to` people; no `rows`, none told.
    """

    path: str
    kind: Kind | None
    sha256: str
    rows: int | None = 0
    used: int = 0
    reported: int = 0
    total: int | None = None
    left_out: int = 0
    filtered: int = 0
    missing: int = 0
    summed: int = 0
    other_basis: int = 0
    filled: int = 0
    unit: Unit = "people"
    exact_to: int = 1
    sheet: str = ""


class Chosen(NamedTuple):
    """The branches, segments and basis that a report is about, by the names to show; empty where about all."""

    branches: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What `gap` found. `rows` are the lines asked for, `totals` one a branch and the grand total."""

    rows: tuple[Row, ...]
    totals: tuple[Row, ...]
    target: Target | None
    period: str | None
    by: tuple[str, ...]
    remarks: tuple[Remark, ...]
    findings: tuple[Finding, ...]
    sources: tuple[Source, ...]
    dimensions: tuple[str, ...] = ()
    weighting: Weighting | None = None
    """Where participants are sums of survey weights."""
    chosen: Chosen = field(default_factory=Chosen)

    @property
    def total(self) -> Row:
        """The total of everything that was asked for."""
        return self.totals[-1]
