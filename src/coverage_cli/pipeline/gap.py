"""`coverage gap`: from files to a report of coverage, gaps and headcounts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from coverage_cli.analysis.coverage import Assessment, Question
from coverage_cli.analysis.matching import LATEST, Match, match
from coverage_cli.config.project import Override
from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.findings import Severity
from coverage_cli.domain.model import Group, Report, Row, Target
from coverage_cli.domain.names import name_key, nearest
from coverage_cli.domain.periods import parse_period
from coverage_cli.domain.phrases import phrase
from coverage_cli.pipeline.cascade import PROGRAMME, cascade, without_programme
from coverage_cli.pipeline.gate import Gate, Ruled, silenced
from coverage_cli.pipeline.judging import judge, plausible
from coverage_cli.pipeline.loading import Tables, load_project, on_basis, read_tables, refuse_unknown_basis
from coverage_cli.pipeline.people import Counting
from coverage_cli.pipeline.policy import load_policy
from coverage_cli.pipeline.remarks import remarks, weighting

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

    from coverage_cli.config.project import Project
    from coverage_cli.domain.names import Labels

SORTS = ("name", "gap", "uncovered", "shortfall", "rate")


@dataclass(frozen=True, slots=True)
class GapRequest:
    """What is asked of `gap`; empty tuples and None mean all, or the default."""

    files: Override = field(default_factory=Override)
    branches: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()
    by: tuple[str, ...] = ("branch", "segment")
    period: str = LATEST
    target: str | None = None
    sort: str = "name"
    top: int | None = None
    missing_is_zero: bool = False
    today: date | None = None
    counting: Counting = field(default_factory=Counting)
    suppress: int | None = None
    basis: str | None = None


def gap(request: GapRequest) -> Report:
    """Read, check, compute.

    Raises:
        DataFault: the data has errors; nothing was computed from it.
        UsageFault: a file, a name, an option or the configuration cannot be used.

    """
    project, targets = load_project(request.files)
    chosen = targets.choose(request.target)
    tables = _tables(project, request)
    today = request.today or date.today()  # noqa: DTZ011 - the user's own calendar day
    ruled = Gate(load_policy(project.root), tables, today)
    ruled.pass_on(judge(tables, targets, today))
    if request.basis is not None:  # an unreadable file may have been excused
        refuse_unknown_basis(tables, request.basis)
    branches = chosen_keys(request.branches, tables.labels[0], phrase("branch"))
    segments = chosen_keys(request.segments, tables.labels[1], phrase("segment"))
    period = _period(request.period, tables)
    matches = match(tables.population.table, tables.participants.table, period, branches)
    _refuse_nothing(matches, request)
    groups = groups_of(matches)
    ruled.pass_on(plausible(tables, ruled.policy.checks, groups))
    by = known_dimensions(request.by, tables)
    question = Question(
        without_programme(by), frozenset(segments) if segments is not None else None, request.missing_is_zero
    )
    target, rates, doubts = chosen or (None, None, ())
    assessment = Assessment(tables.population.table, tables.participants.table, question, rates, tables.labels)
    assessment.take(matches)
    said = ruled.relevant(groups, segments, doubts)
    return _report(replace(request, by=by), tables, assessment, target, matches, said)


def _tables(project: Project, request: GapRequest) -> Tables:
    """Both sides; of the population just the rows on the basis that is asked for."""
    basis, chosen = request.basis, on_basis(project, request.basis)
    tables = read_tables(chosen.population, chosen.participants, _counting(request))
    broken = any(found.severity is Severity.ERROR for found in tables.population.findings)
    if basis is not None and not broken:  # faults come first: the basis may stand in what could not be read
        refuse_unknown_basis(tables, basis)
    return tables


def _counting(request: GapRequest) -> Counting:
    programmes = tuple(map(name_key, request.counting.programmes))
    return replace(request.counting, programmes=programmes, by_programme=PROGRAMME in request.by, period=request.period)


def chosen_keys(wanted: tuple[str, ...], labels: Labels, what: str) -> list[str] | None:
    """Keys of the names that a user gives; None where none is given, which means all."""
    keys = [name_key(name) for name in wanted]
    for name, key in zip(wanted, keys, strict=True):
        if key not in labels:
            raise unknown_name(what, name, labels)
    return sorted(set(keys)) or None


def unknown_name(what: str, name: str, labels: Labels) -> UsageFault:
    """The fault for a name that the data does not have, with the one that was probably meant."""
    near = nearest(name_key(name), labels)
    hint = labels.shown(near) if near else ""
    return UsageFault(
        'there is no {what} "{name}" in the data{near}; coverage list {plural} shows them all',
        {"what": what, "name": name, "near": hint, "plural": {"branch": "branches"}.get(what, f"{what}s")},
    )


def _period(wanted: str, tables: Tables) -> str:
    if wanted == LATEST:
        return wanted
    known = sorted({group.period for group in tables.participants.table.counts})
    if wanted in known:
        return wanted
    if parse_period(wanted) is None:
        raise UsageFault(
            '--period "{period}" is not a period; write 2025, 2025-Q3, 2025-09, 2025-09-30 or latest',
            {"period": wanted},
        )
    raise UsageFault(
        "there are no participants of {period} in the data; there are: {known}",
        {"period": wanted, "known": ", ".join(known) or "-"},
    )


def known_dimensions(wanted: tuple[str, ...], tables: Tables) -> tuple[str, ...]:
    """The fields that a user wants rows by, each once.

    Raises:
        UsageFault: the data has no such field.

    """
    known = ("branch", "segment", *tables.population.dimensions, *([PROGRAMME] if tables.people else []))
    for name in wanted:
        if name not in known:
            raise UsageFault(
                '--by "{name}" is not a dimension of the data; known: {known}',
                {"name": name, "known": ", ".join(known)},
            )
    return tuple(dict.fromkeys(wanted))


def _refuse_nothing(matches: list[Match], request: GapRequest) -> None:
    if not matches:
        raise UsageFault("there is nothing to show for {period}", {"period": request.period})


def groups_of(matches: list[Match]) -> set[Group]:
    """Every branch and period whose figures are shown."""
    return {Group(found.branch, period.text) for found in matches for period in (found.period, found.vintage) if period}


def _report(
    request: GapRequest,
    tables: Tables,
    assessment: Assessment,
    target: Target | None,
    matches: list[Match],
    ruled: Ruled,
) -> Report:
    by, dimensions = request.by, tables.population.dimensions
    if PROGRAMME in by:
        rows, dimensions = cascade(tables, matches, assessment, by), (*dimensions, PROGRAMME)
    else:
        rows = assessment.rows()
    if not rows:
        raise UsageFault("no segment of those asked for is in the branches and periods asked for")
    totals = [*(assessment.branch_totals() if {"branch", "segment"} <= set(by) else []), assessment.grand_total()]
    if len(totals) == 2:  # noqa: PLR2004 - one branch: its total is the grand total
        totals = totals[1:]
    if request.suppress is not None:
        from coverage_cli.analysis.suppression import suppress

        rows, totals = suppress(sorted(rows, key=_names), totals, request.suppress)
        ruled = silenced(ruled)
    ordered = _sorted(rows, request.sort)
    periods = {row.period for row in rows}
    report = Report(
        rows=tuple(ordered[: request.top] if request.top is not None else ordered),
        totals=tuple(totals),
        target=target,
        period=next(iter(periods)) if len(periods) == 1 else None,
        by=by,
        remarks=(),
        findings=ruled.findings,
        sources=tables.sources,
        dimensions=dimensions,
        weighting=weighting(tables, matches, assessment.question, request.suppress),
    )
    said = remarks(report, tables, matches, assessment.question, len(rows), request.suppress)
    return replace(report, remarks=(*said, *ruled.remarks))


def _names(row: Row) -> tuple[str, ...]:
    return tuple(name or "" for name in (row.branch, row.segment, *row.dimensions))


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
