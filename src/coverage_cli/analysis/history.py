"""The periods of a branch one after the other: what each counted, on which basis, and what moved in between."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from coverage_cli.analysis.coverage import Assessment, Question, TargetRule
from coverage_cli.analysis.matching import Match, Timeline, match
from coverage_cli.analysis.suspicion import Damage
from coverage_cli.analysis.trend import Observation, Step, overall, trend
from coverage_cli.domain.counts import CountTable, Programmes
from coverage_cli.domain.findings import Finding
from coverage_cli.domain.model import Cell, Coverage, Flag, Row, Source
from coverage_cli.domain.names.keys import joined
from coverage_cli.domain.names.labels import Labels
from coverage_cli.domain.periods.periods import Period
from coverage_cli.domain.phrases import phrase
from coverage_cli.domain.remarks import Remark
from coverage_cli.domain.weights import Heads, Weighting

Names = tuple[str | None, ...]
TOTAL = phrase("Total")
FEWEST_PERIODS = 2
"""One is no trend."""
_Counted = tuple["Heads", str, Programmes]
"""A cell's participants, the basis of its workers, and the programmes that the participants are of."""


@dataclass(frozen=True, slots=True)
class Point:
    """One period of a series. `cells` has the participants of every cell that both sides know, `programmes` theirs.

    `coverage` has the period's target too, where the chronicle knows targets; `flags` are those of a row of the report.
    """

    observation: Observation
    population_period: str | None
    segments: int
    segments_counted: int
    cells: Mapping[Cell, Heads]
    programmes: Mapping[Cell, Programmes]
    coverage: Coverage
    flags: tuple[Flag, ...]
    split: bool = False

    @property
    def complete(self) -> bool:
        """Whether every segment of the universe has both sides."""
        return self.segments == self.segments_counted


@dataclass(frozen=True, slots=True)
class Movement:
    """From one point to the next.

    `enrolled` and `lost` are people: the net growth of the cells that grew, and the net decline of those that
    shrank. None where the two points do not count the same cells, or participants of unlike programmes.
    """

    step: Step
    enrolled: Heads | None
    lost: Heads | None
    same_cells: bool
    same_programmes: bool = True


@dataclass(frozen=True)  # without slots, as it remembers its movements, which everything about a trend asks for
class Series:
    """The points of a branch, or of a part of it, in time. `names` are those of the question's fields; None for all."""

    names: Names
    points: tuple[Point, ...]

    @property
    def name(self) -> str:
        """What messages call it; that of all together is the total in every language."""
        return joined(self.names) or TOTAL

    @property
    def observations(self) -> tuple[Observation, ...]:
        """The head counts of every point."""
        return tuple(point.observation for point in self.points)

    @cached_property
    def movements(self) -> tuple[Movement, ...]:
        """From each point to the next: one fewer than points."""
        steps = trend(self.observations)
        return tuple(_movement(step, *points) for step, points in zip(steps, pairwise(self.points), strict=True))

    @property
    def whole(self) -> Movement | None:
        """From the first point to the last; None where there is just one."""
        step = overall(self.observations)
        return _movement(step, self.points[0], self.points[-1]) if step else None


@dataclass(frozen=True, slots=True)
class Course:
    """The comparable periods up to a report's, a series a branch; what to know about them, and why some have none."""

    series: tuple[Series, ...] = ()
    remarks: tuple[Remark, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class TrendReport:
    """What `trend` found: a series for each row asked for, and what to know about them."""

    series: tuple[Series, ...]
    by: tuple[str, ...]
    remarks: tuple[Remark, ...]
    findings: tuple[Finding, ...]
    sources: tuple[Source, ...]
    weighting: Weighting | None = None
    """Where participants are sums of survey weights; of no one period, so without its respondents."""


@dataclass(frozen=True, slots=True)
class Span:
    """Which periods: those that end on or after the first day, and on or before the last, and are so many months long.

    None is open.
    """

    begin: Period | None = None
    end: Period | None = None
    months: int | None = None

    def __contains__(self, period: Period) -> bool:
        return (
            (self.begin is None or period.last >= self.begin.first)
            and (self.end is None or period.last <= self.end.last)
            and self.months in {None, period.months}
        )


@dataclass(frozen=True, slots=True)
class Chronicle:
    """Both tables, and the spellings of their names, as a history needs them."""

    population: CountTable
    participants: CountTable
    labels: Sequence[Labels]
    rates: TargetRule | None
    damage: Damage
    """Participants whose rows could not be read: what they say is missing, and not zero."""

    def matches(self, branches: Iterable[str], span: Span) -> Iterator[Match]:
        """Branch by branch, every period of its participants beside the workers of its vintage, in time."""
        covered = Timeline(self.participants)
        for branch in branches:
            for period in sorted(covered.of(branch)):
                if period in span:
                    yield from match(self.population, self.participants, period.text, [branch])

    def points(self, found: Match, question: Question) -> Iterator[tuple[Names, Point]]:
        """What the match is for each row that the question makes of it."""
        assessment = self._assessment(question)
        assessment.take([found])
        counted: dict[Names, dict[Cell, _Counted]] = defaultdict(dict)
        for cell, one in self._counted(found, question):
            counted[self._names(found.branch, cell, question)][cell] = one
        for row in assessment.rows():
            names = _row_names(row, question, self.population.dimensions)
            yield names, _point(row, found, counted[names])

    def whole(self, matches: Sequence[Match], silent: Sequence[str], question: Question) -> Point:
        """What the matches of one period, and `silent` branches, are together; its cells begin with their branch."""
        assessment = self._assessment(question)
        period = matches[0].period
        if silent and period is not None:
            matches = [*matches, *match(self.population, self.participants, period.text, silent)]
        assessment.take(matches)
        cells = {(found.branch, *cell): one for found in matches for cell, one in self._counted(found, question)}
        return _point(assessment.grand_total(), matches[0], cells)

    def _assessment(self, question: Question) -> Assessment:
        return Assessment(self.population, self.participants, question, self.rates, self.labels, self.damage)

    def _counted(self, found: Match, question: Question) -> Iterator[tuple[Cell, _Counted]]:
        """The cells with both sides that the question is about, and what each counts."""
        side, group = found.participants_group, found.workers_group
        programmes = self.participants.programmes(side) if side else {}
        for cell, workers, people in found.pairs():
            assumed = question.missing_is_zero and not self.damage.covers(found.branch, cell[0])
            if workers is None or (people is None and not assumed) or not question.is_about(cell):
                continue
            basis = self.population.detail(group, cell).basis if group else ""
            yield cell, (people or 0, basis, programmes.get(cell, frozenset()))

    def _names(self, branch: str, cell: Cell, question: Question) -> Names:
        places = map(self.population.fields.index, question.by)
        return tuple(self.labels[at].shown((branch, *cell)[at]) for at in places)


def _point(row: Row, found: Match, cells: Mapping[Cell, _Counted]) -> Point:
    bases = {cell: basis for cell, (_, basis, _) in cells.items()}
    seen = Observation(
        found.period.text if found.period else "",
        row.coverage.workers,
        row.coverage.participants,
        ", ".join(sorted({*bases.values()} - {""})),
        tuple(bases.items()),
        complete=0 < row.segments == row.segments_counted,
    )
    people = {cell: count for cell, (count, _, _) in cells.items()}
    named = {cell: programmes for cell, (_, _, programmes) in cells.items() if programmes}
    counts = row.segments, row.segments_counted
    return Point(seen, row.population_period, *counts, people, named, row.coverage, row.flags, row.split)


def series_of(points: Iterable[tuple[Names, Point]]) -> tuple[Series, ...]:
    """Points in time, gathered by their names."""
    gathered: dict[Names, list[Point]] = defaultdict(list)
    for names, point in points:
        gathered[names].append(point)
    return tuple(Series(names, tuple(found)) for names, found in gathered.items())


def _row_names(row: Row, question: Question, dimensions: tuple[str, ...]) -> Names:
    names = row.named(dimensions)
    return tuple(names[name] for name in question.by)


def _movement(step: Step, earlier: Point, later: Point) -> Movement:
    same_cells = bool(earlier.cells) and earlier.cells.keys() == later.cells.keys()
    if any(names.isdisjoint(later.programmes.get(cell, names)) for cell, names in earlier.programmes.items()):
        return Movement(step.incomparable, None, None, same_cells, same_programmes=False)
    if not same_cells:
        # A whole that gained or lost a segment is still a whole; one in which some are missing is another one.
        both = earlier.complete and later.complete
        return Movement(step if both else step.incomparable, None, None, same_cells=False)
    changes = [people - earlier.cells[cell] for cell, people in later.cells.items()]
    grown, shrunk = sum(change for change in changes if change > 0), -sum(change for change in changes if change < 0)
    return Movement(step, grown, shrunk, same_cells=True)
