"""`coverage gap`: from files to a report of coverage, gaps and headcounts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from coverage_cli.analysis.coverage import Assessment, Question
from coverage_cli.analysis.matching import LATEST, Match, match, unmatched
from coverage_cli.config.project import Override
from coverage_cli.config.targets import ChosenTarget
from coverage_cli.domain.bounds import at_least, one_of
from coverage_cli.domain.choices import SORTS
from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.fields import PROGRAMME
from coverage_cli.domain.model import Chosen, Group, Kind, Report, Row, Source, Target
from coverage_cli.domain.names.keys import in_order, name_key
from coverage_cli.domain.names.labels import Labels
from coverage_cli.pipeline.cascade import cascade, without_programme
from coverage_cli.pipeline.choosing import chosen_branches, chosen_segments, known_dimensions, known_participants
from coverage_cli.pipeline.data import Data, opened
from coverage_cli.pipeline.judging.gate import Gate
from coverage_cli.pipeline.judging.suspicions import plausible, undelivered
from coverage_cli.pipeline.loading import Tables
from coverage_cli.pipeline.persons.counting import Counting
from coverage_cli.pipeline.remarks.figures import remarks
from coverage_cli.pipeline.remarks.reading import weighting
from coverage_cli.pipeline.remarks.shown import Shown

LEAST_SUPPRESS = 2
"""With less, nobody would be left out: a count of people is 1 or more."""
BY = ("branch", "segment")
"""What rows are by where nothing is said."""


@dataclass(frozen=True, slots=True)
class GapRequest:
    """What is asked of `gap`; empty tuples and None mean all, or the default."""

    project: Override = field(default_factory=Override)
    branches: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()
    by: tuple[str, ...] = BY
    period: str = LATEST
    target: str | None = None
    sort: str = "name"
    top: int | None = None
    missing_is_zero: bool = False
    today: date | None = None
    counting: Counting = field(default_factory=Counting)
    suppress: int | None = None
    basis: str | None = None

    def __post_init__(self) -> None:
        """Refuse what the command's options refuse. Rows by nothing, which no table could name, are the default's."""
        object.__setattr__(self, "by", self.by or BY)
        one_of("sort", self.sort, SORTS)
        at_least("top", self.top, 1)
        at_least("suppress", self.suppress, LEAST_SUPPRESS)


def gap(request: GapRequest) -> Report:
    """Read, check, compute.

    Raises:
        DataFault: the data has errors; nothing was computed from it.
        UsageFault: a file, a name, an option or the configuration cannot be used.
    """
    return gaps(request)[0]


def gaps(request: GapRequest, targets: Sequence[str] = (), bases: Sequence[str] = ()) -> list[Report]:
    """The same table against each of several targets, or on each of several bases; the files are read once.

    Raises:
        DataFault: the data has errors; nothing was computed from it.
        UsageFault: a file, a name, an option or the configuration cannot be used.
    """
    with reading(request) as data:
        return gaps_of(data, request, targets, bases)


@contextmanager
def reading(request: GapRequest) -> Iterator[Data]:
    """The files of a request, open for its questions."""
    counting = replace(request.counting, by_programme=PROGRAMME in request.by, period=request.period)
    with opened(request.project, counting, request.today) as data:
        yield data


def gaps_of(data: Data, request: GapRequest, targets: Sequence[str], bases: Sequence[str]) -> list[Report]:
    """`gaps`, of data that is open."""
    if bases and request.suppress is not None:
        raise UsageFault(
            "several bases count different segments, and small counts come back by subtraction; with {option}, "
            "give one basis",
            {"option": "--suppress"},
        )
    against = [replace(request, target=target) for target in targets] or [request]
    for one in against:  # before anything is read
        data.targets.choose(one.target)
    return [gap_of(data, one) for one in [replace(request, basis=basis) for basis in bases] or against]


def gap_of(data: Data, request: GapRequest) -> Report:
    """`gap`, of data that is open."""
    chosen = data.targets.choose(request.target)
    tables = data.tables(request.basis)
    with data.gate(request.basis, missing_is_zero=request.missing_is_zero) as gate:
        return _computed(request, chosen, tables, gate)


def _computed(request: GapRequest, chosen: ChosenTarget | None, tables: Tables, gate: Gate) -> Report:
    """The report; first whatever does not need to know what was found in the data."""
    sides = tables.population.table, tables.participants.table
    branches, segments = chosen_branches(request.branches, tables), chosen_segments(request.segments, tables)
    period = known_participants(request.period, tables)
    matches = match(*sides, period, branches, tables.labels[0].shown)
    _refuse_nothing(matches, branches or (), tables, period)
    absent = () if period == LATEST else tuple(unmatched(matches, *sides, branches))
    groups = groups_of(matches)
    doubtful = plausible(tables, gate.policy.checks, groups)
    by = known_dimensions(request.by, tables)
    question = Question(without_programme(by), segments, request.missing_is_zero)
    target, rates, doubts = chosen or (None, None, ())
    assessment = Assessment(*sides, question, rates, tables.labels, tables.participants.damage)
    assessment.take(matches)
    shown = Shown(tables, matches, question, request.suppress, absent)
    report = _report(replace(request, by=by), shown, assessment, target)
    gate.pass_on(doubtful)
    if period != LATEST:
        gate.pass_on(undelivered(tables, matches))
    ruled = gate.relevant(groups, segments, doubts, target=target, silent=request.suppress is not None)
    about = [found.branch for found in matches] if absent else branches
    names = Chosen(_part(about, tables.labels[0]), _part(segments, tables.labels[1]), shown.basis)
    return replace(report, chosen=names, findings=ruled.findings, remarks=(*report.remarks, *ruled.remarks))


def _part(keys: Collection[str] | None, labels: Labels) -> tuple[str, ...]:
    """The names of what was chosen; none where that is all there is."""
    return () if keys is None or len(keys) == len(list(labels)) else tuple(map(labels.shown, sorted(keys)))


def _refuse_nothing(matches: list[Match], branches: Collection[str], tables: Tables, period: str) -> None:
    """Refuse branches that neither side knows in a period; of all branches, one has the period that is asked for."""
    if matches:
        return
    known = sorted({group.period for group in tables.participants.table.counts if group.branch in branches})
    raise UsageFault(
        "there are no participants of {period}, and no workers as of then, in {branches}; there are participants of: "
        "{known}",
        {
            "period": period,
            "branches": ", ".join(map(tables.labels[0].shown, branches)),
            "known": ", ".join(known) or "-",
        },
    )


def groups_of(matches: list[Match]) -> set[Group]:
    """Every branch and period whose figures are shown."""
    return {group for found in matches for group in (found.participants_group, found.workers_group) if group}


def _report(request: GapRequest, shown: Shown, assessment: Assessment, target: Target | None) -> Report:
    """Without what was found in the data."""
    tables = shown.tables
    rows, totals = _rows(request, shown, assessment)
    ordered = _sorted(rows, request.sort)
    periods = {row.period for row in rows}
    report = Report(
        rows=tuple(ordered[: request.top] if request.top is not None else ordered),
        totals=tuple(totals),
        target=target,
        period=next(iter(periods)) if len(periods) == 1 else None,
        by=request.by,
        remarks=(),
        findings=(),
        sources=tables.sources if request.suppress is None else tuple(map(_untold, tables.sources)),
        dimensions=(*tables.population.dimensions, *([PROGRAMME] if PROGRAMME in request.by else [])),
        weighting=weighting(shown),
    )
    return replace(report, remarks=tuple(remarks(report, shown, len(rows))))


def _rows(request: GapRequest, shown: Shown, assessment: Assessment) -> tuple[list[Row], list[Row]]:
    """The rows and the totals, without small counts where these are to be left out."""
    by, tables = request.by, shown.tables
    rows = assessment.rows()
    if not rows:  # asked of all programmes together: each of them has a row, also of nobody
        cells = (cell for match in shown.matches for cell, _, _ in match.pairs())
        known = ", ".join(in_order({tables.labels[1].shown(cell[0]) for cell in cells}))
        raise UsageFault(
            "no segment of those asked for is in the branches and periods asked for; there are: {known}",
            {"known": known},
        )
    if PROGRAMME in by:
        rows = cascade(tables, shown.matches, assessment, by)
    totals = [*(assessment.branch_totals() if "branch" in by and len(by) > 1 else []), assessment.grand_total()]
    if len(totals) == 2:  # noqa: PLR2004 - one branch: its total is the grand total
        totals = totals[1:]
    if request.suppress is None:
        return rows, totals
    from coverage_cli.analysis.suppression import suppress

    # By what names compare as: of two rows alike the first is hidden, whichever spelling the files begin with.
    rows = sorted(rows, key=lambda row: [name_key(name or "") for name in row.names])
    return suppress(rows, totals, request.suppress, persons=tables.people is not None, programmes=PROGRAMME in by)


def _untold(source: Source) -> Source:
    """A file without its people; and without its rows, where each is a person: rows less people are in several."""
    if source.kind is Kind.PERSONS:
        return Source(source.path, source.kind, source.sha256, rows=None, sheet=source.sheet)
    return replace(source, total=None)


_MEASURE: dict[str, Callable[[Row], Fraction | int | None]] = {
    "gap": lambda row: row.coverage.gap,
    "uncovered": lambda row: row.coverage.uncovered,
    "shortfall": lambda row: row.coverage.shortfall,
    "rate": lambda row: None if row.coverage.rate is None else -row.coverage.rate,
}


def _sorted(rows: list[Row], sort: str) -> list[Row]:
    """Largest gap, uncovered or shortfall first, lowest rate first; what is undefined comes last."""
    if sort == "name":
        return rows
    measure = _MEASURE[sort]

    def worst_first(row: Row) -> tuple[bool, Fraction | int]:
        value = measure(row)
        return (value is None, 0 if value is None else -value)

    return sorted(rows, key=worst_first)
