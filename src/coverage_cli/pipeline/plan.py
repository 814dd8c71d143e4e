"""`coverage plan`: what it takes to reach a target by a date."""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction

from coverage_cli.analysis import plan as planning
from coverage_cli.analysis.coverage import Question
from coverage_cli.analysis.plan import Planned
from coverage_cli.analysis.plan_request import Request, Segment, Strategy
from coverage_cli.analysis.statement import Statement
from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.model import Group, Report, Row, Status
from coverage_cli.domain.names.keys import name_key
from coverage_cli.domain.names.nearest import nearest
from coverage_cli.domain.periods.months import month_after, months_between
from coverage_cli.domain.periods.periods import known_period
from coverage_cli.domain.remarks import Remark
from coverage_cli.pipeline.choosing import chosen_segments, period_of
from coverage_cli.pipeline.data import Data
from coverage_cli.pipeline.gap import GapRequest, gap_of, reading
from coverage_cli.pipeline.past import Pace, pace_of, pace_to
from coverage_cli.pipeline.plan_request import PlanRequest, refuse_suppressed
from coverage_cli.pipeline.remarks.figures import selected
from coverage_cli.pipeline.remarks.plans import Aim, assumed, own_targets, past_months, programmes_of, year_of_rate
from coverage_cli.pipeline.remarks.reading import as_given, who_is_counted

_MOST_NAMED = 12
"""Branches that a message names."""


def plan(request: PlanRequest) -> Planned:
    """Read, check, compute, and share out.

    Raises:
        DataFault: the data has errors.
        UsageFault: a file, a name or an option cannot be used, or such a plan cannot be made.
    """
    refuse_suppressed(request)
    with reading(request.rows) as data:
        return plan_of(data, request)


def plan_of(data: Data, request: PlanRequest) -> Planned:
    """`plan`, of data that is open."""
    report = gap_of(data, request.rows)
    branch = _one_branch(report)
    rows = _planned(report, branch)
    tables = data.tables(request.rows.basis)
    segments = chosen_segments(request.rows.segments, tables)
    question = Question(("branch",), segments, request.rows.missing_is_zero)
    start, deadline = _span(request, rows)
    pace = Pace() if request.pace is not None else pace_to(tables, branch, question, rows[0].period or "")
    observed = pace.series.whole if pace.series else None
    own = {name_key(row.segment or "") for row in rows} if segments else ()
    aim = Aim(data.targets.choose(request.rows.target), branch, own, deadline)
    asked = _asked(request, rows, aim, start, request.pace if observed is None else pace_of(observed))
    made = planning.plan(asked)
    if isinstance(made, Statement):
        raise UsageFault(made.template, {name: str(value) for name, value in made.args.items()})
    first = month_after(start, asked.waiting + 1)
    counted = (
        *(past_months(first, deadline, data.today, request.option) if made.needed else ()),
        *year_of_rate(aim),
        *own_targets(aim, made, asked.target),
        *selected(tables.labels[1], segments),
        *who_is_counted(tables),
        *programmes_of(tables, branch, question, rows[0].period or ""),
        *as_given(tables),
        *assumed(report, branch, pace.series),
        *_excepted(data, request.rows, report, segments),
    )
    left_out = tuple(row.segment or "" for row in report.rows if row not in rows)
    return Planned(
        made, asked, report, start, deadline, observed, left_out=left_out, currency=request.currency, remarks=counted,
        unclear=pace.unclear, unlike=pace.unlike,
    )  # fmt: skip


def _asked(request: PlanRequest, rows: list[Row], aim: Aim, start: str, pace: Fraction | None) -> Request:
    """The plan that the analysis is asked for, from the month of the figures on."""
    return Request(
        segments=_segments(request, rows),
        target=_target(aim),
        months=months_between(start, aim.deadline),
        waiting=_waiting(request, start, aim.deadline),
        strategy=Strategy(request.strategy),
        growth=request.growth,
        months_paid=request.months_paid,
        pace=pace,
    )


def _target(aim: Aim) -> Fraction:
    """The rate that is to be reached: that of the deadline, where a target rises by year."""
    rate = aim.rate
    if rate is None:
        raise UsageFault(
            'no one target holds for "{branch}"; give one with {option}', {"option": "--target", "branch": aim.branch}
        )
    return rate


def _span(request: PlanRequest, rows: list[Row]) -> tuple[str, str]:
    """The month of the figures, and the month of the deadline, which is later."""
    start = max(known_period(row.period or "") for row in rows).month
    deadline = period_of(request.option, request.deadline).month
    if deadline <= start:
        raise UsageFault(
            "{option} {deadline} leaves no time: the figures are of {start}; choose a later month",
            {"option": request.option, "deadline": deadline, "start": start},
        )
    return start, deadline


def _waiting(request: PlanRequest, start: str, deadline: str) -> int:
    """Months after the figures in which nobody is enrolled yet."""
    if request.enrol_from is None:
        return 0
    begin = period_of("--enrol-from", request.enrol_from).first
    first = f"{begin:%Y-%m}"
    if not start < first <= deadline:
        raise UsageFault(
            "{option} {month} is no month of the plan; choose one after {start}, that of the figures, up to {deadline}",
            {"option": "--enrol-from", "month": first, "start": start, "deadline": deadline},
        )
    return months_between(start, first) - 1


def _excepted(data: Data, rows: GapRequest, report: Report, segments: Collection[str] | None) -> tuple[Remark, ...]:
    """What an exception took out of the figures that the plan stands on."""
    dated = ((row.branch or "", when) for row in report.rows for when in (row.period, row.population_period) if when)
    groups = {Group(name_key(branch), when) for branch, when in dated}
    with data.gate(rows.basis, missing_is_zero=rows.missing_is_zero) as gate:
        return gate.relevant(groups, segments).remarks


def _one_branch(report: Report) -> str:
    branches = list(dict.fromkeys(row.branch or "" for row in report.rows))
    if len(branches) > _MOST_NAMED:
        raise UsageFault(
            "a plan is made for one branch; choose one of {count:n} with {option}: coverage list branches shows them "
            "all",
            {"option": "--branch", "count": str(len(branches))},
        )
    if len(branches) > 1:
        raise UsageFault(
            "a plan is made for one branch; choose it with {option}: {known}",
            {"option": "--branch", "known": ", ".join(branches)},
        )
    if report.total.coverage.status is Status.NO_WORKERS:
        raise UsageFault('nobody works in "{branch}": there is no rate to plan from', {"branch": branches[0]})
    if report.total.coverage.rate is None or report.total.period is None:  # absent ones may be declared to be none
        raise UsageFault(
            '"{branch}" has no rate to plan from: a plan needs its workers and its participants',
            {"branch": branches[0]},
        )
    return branches[0]


def _planned(report: Report, branch: str) -> list[Row]:
    """The rows with both sides, whose people add up to the total's."""
    rows = [row for row in report.rows if row.coverage.workers is not None and row.coverage.participants is not None]
    if sum(row.coverage.participants or 0 for row in rows) != report.total.coverage.participants:
        raise UsageFault(
            '"{branch}": people who belong to several segments would count twice; plan one segment with {option}',
            {"option": "--segment", "branch": branch},
        )
    return rows


def _segments(request: PlanRequest, rows: list[Row]) -> tuple[Segment, ...]:
    names = {name_key(row.segment or ""): row for row in rows}
    for given in (*request.premiums, *request.capacities):
        if given and name_key(given) not in names:
            near = nearest(name_key(given), names)
            raise UsageFault(
                'there is no segment "{name}" in this plan{near:meant}; there are: {known}',
                {
                    "name": given,
                    "near": (names[near].segment or "") if near else "",
                    "known": ", ".join(row.segment or "" for row in rows),
                },
            )
    premiums = {name_key(name): premium for name, premium in request.premiums.items()}
    capacities = {name_key(name): capacity for name, capacity in request.capacities.items()}
    return tuple(
        Segment(
            row.segment or "",
            row.coverage.workers or 0,
            row.coverage.participants or 0,
            premiums.get(key, premiums.get("")),
            capacities.get(key),
        )
        for key, row in names.items()
    )
