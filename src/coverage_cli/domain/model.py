"""The nouns of coverage: cells, tables of counts, coverage of a cell or of a total, and the report."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple, cast

from coverage_cli.domain.periods import Period, known_period
from coverage_cli.domain.weights import Heads, Weighting, heads

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from coverage_cli.domain.findings import Finding
    from coverage_cli.domain.overlap import Overlap

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


class Kind(StrEnum):
    """What a file is; its header says so."""

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

    OVER = "over-100"
    INCOMPLETE = "incomplete"
    ASSUMED_ZERO = "assumed-zero"
    MIXED_BASIS = "mixed-basis"
    MIXED_PERIODS = "mixed-periods"


@dataclass(frozen=True, slots=True)
class Coverage:
    """People covered against people who should be, of one cell or of a total.

    `workers` and `participants` are people, None where that side is missing. `uncovered` and `excess` are given
    and not derived, because a total's are sums over its cells: an excess in one cell hides nothing in another.
    Participants are a fraction where they are added up from survey weights, and then so are those two.
    """

    workers: int | None
    participants: Heads | None
    uncovered: Heads | None
    excess: Heads | None
    target: Fraction | None = None
    hidden: bool = False
    """Whether the people are left out because they are too few to be shown (`--suppress`)."""

    @property
    def rate(self) -> Fraction | None:
        """Participants over workers; undefined, which is not 0, where nobody works or a side is missing."""
        if self.workers is None or self.participants is None or self.workers == 0:
            return None
        return Fraction(self.participants, self.workers)

    @property
    def gap(self) -> Fraction | None:
        """Target minus rate, as a fraction of 1; negative above the target."""
        return None if self.rate is None or self.target is None else self.target - self.rate

    @property
    def shortfall(self) -> int | None:
        """The fewest further participants that meet the target."""
        if self.workers is None or self.participants is None or self.target is None:
            return None
        part, whole = self.target.as_integer_ratio()
        return max(0, -((self.participants * whole - part * self.workers) // whole))  # ceil, exactly

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
        return (
            Status.MET
            if self.participants * self.target.denominator >= self.target.numerator * self.workers
            else Status.BELOW
        )


@dataclass(frozen=True, slots=True)
class Target:
    """The target in force for a run. `rate` is the plain rate, None where it differs by row."""

    name: str
    rate: Fraction | None
    source: str = ""
    note: str = ""


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

    @property
    def complete(self) -> bool:
        """Whether every segment of the universe has both sides."""
        return self.segments == self.segments_counted


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence below a table: an English template and what fills it."""

    template: str
    args: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """A file that was read: rows in = rows used + rows reported. `total` is people over the used rows.

    Not among the rows in are those that the configuration leaves out by value, does not want (filtered), or
    whose count it declares to be missing, and those on another basis than the one asked for. `summed` of the
    used rows were added to another row of their key.
    """

    path: str
    kind: Kind | None
    sha256: str
    rows: int = 0
    used: int = 0
    reported: int = 0
    total: int | None = None
    left_out: int = 0
    filtered: int = 0
    missing: int = 0
    summed: int = 0
    other_basis: int = 0


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

    @property
    def total(self) -> Row:
        """The total of everything that was asked for."""
        return self.totals[-1]


@dataclass(slots=True)
class CountTable:
    """One side of the comparison: people by branch and period, then by cell.

    `details` holds what rows say about their counts, only where a file says anything.
    """

    kind: Kind
    dimensions: tuple[str, ...] = ()
    counts: dict[Group, dict[Cell, Heads]] = field(default_factory=dict)
    details: dict[Group, dict[Cell, Detail]] = field(default_factory=dict)
    overlap: Overlap | None = None
    """Where persons were counted: who belongs to several cells. None where counts simply add up."""
    numbers: dict[Key, int] = field(default_factory=dict)
    """The numbers that `overlap` gives the cells of those branches and periods that it speaks about."""
    respondents: dict[Key, int] | None = None
    """Persons in each cell, where `counts` are sums of their weights; None where counts are heads."""
    _periods: tuple[int, dict[str, list[Period]]] | None = field(default=None, init=False, repr=False, compare=False)

    def whole(self, group: Group) -> dict[Cell, int]:
        """The counts of a branch and period in a table of workers, which are whole numbers."""
        return cast("dict[Cell, int]", self.counts[group])

    def heads(self, keys: Iterable[Key]) -> Heads:
        """People in any of the cells, each counted once: the cells' sum, less whoever was counted again.

        With weights, what those people weigh.

        Raises:
            ValueError: `overlap` does not speak about a key's branch and period.

        """
        wanted = frozenset(keys)
        people: Heads = sum(self.counts[key.group][key.cell] for key in wanted)
        if self.respondents is None:
            return people - self._counted_again(wanted)[0]
        numbers = self._numbers(wanted)
        return people - heads(self.overlap.weighed_again(numbers)) if numbers and self.overlap else people

    def behind(self, keys: Iterable[Key]) -> int:
        """Persons whose weights `heads` adds up; 0 where heads are counted.

        Raises:
            ValueError: `overlap` does not speak about a key's branch and period.

        """
        wanted = frozenset(keys)
        found = self.respondents
        return sum(found[key] for key in wanted) - self._counted_again(wanted)[0] if found is not None else 0

    def several(self, keys: Iterable[Key]) -> int:
        """People in two or more of the cells.

        Raises:
            ValueError: `overlap` does not speak about a key's branch and period.

        """
        return self._counted_again(frozenset(keys))[1]

    def _counted_again(self, wanted: frozenset[Key]) -> tuple[int, int]:
        numbers = self._numbers(wanted)
        return self.overlap.counted_again(numbers) if numbers and self.overlap else (0, 0)

    def _numbers(self, wanted: frozenset[Key]) -> list[int]:
        """The numbers of cells that may overlap."""
        if self.overlap is None or len(wanted) < 2:  # noqa: PLR2004 - one cell overlaps with nothing
            return []
        if not wanted <= self.numbers.keys():
            raise ValueError("nobody asked who belongs to several of these cells")
        return [self.numbers[key] for key in wanted]

    def periods(self) -> Mapping[str, Sequence[Period]]:
        """The periods for which the table speaks about each branch; made anew only when groups were added."""
        if self._periods is None or self._periods[0] != len(self.counts):
            found: dict[str, list[Period]] = {}
            for branch, period in self.counts:
                found.setdefault(branch, []).append(known_period(period))
            self._periods = (len(self.counts), found)
        return self._periods[1]

    def detail(self, group: Group, cell: Cell) -> Detail:
        """What the row of a cell says about its count."""
        return self.details.get(group, {}).get(cell, _NO_DETAIL)


_NO_DETAIL = Detail()
