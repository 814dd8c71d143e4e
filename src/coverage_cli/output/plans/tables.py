"""A plan as tables: a row a segment with the total, and a row a month, each with what to draw of it."""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate

from coverage_cli.analysis.plan import Allotment, Planned
from coverage_cli.domain.model import Coverage, Row
from coverage_cli.domain.phrases import phrase
from coverage_cli.domain.safe import clean
from coverage_cli.domain.weights import Heads
from coverage_cli.output.charts.series import MOST_DRAWN, largest
from coverage_cli.output.exhibits.exhibit import Cell, Chart, Column, Exhibit, Form, month, rate, text, whole
from coverage_cli.output.figures import figures
from coverage_cli.output.language import Words
from coverage_cli.output.plans.words import plan_headline, plan_notes
from coverage_cli.output.style import Style
from coverage_cli.output.tables.lines import partly, total_name

COST = 7
"""The column of costs among those that people see."""
_RATE, _THEN = 4, 8
"""Columns that the chart draws."""


def plan_exhibit(planned: Planned, style: Style) -> Exhibit:
    """Enrolments, pace, cost and the rate then, by segment; the rates before and after as a chart."""
    said = style.words
    plan = planned.plan
    today = {row.segment: row for row in planned.report.rows}
    rows = [
        *(_row(planned, allotment, today[allotment.segment.name], style) for allotment in plan.allotments),
        _total(planned, style),
    ]
    columns = _columns(said, planned.currency)
    if all(allotment.cost is None for allotment in plan.allotments):
        columns, rows = columns[:-1], [row[:-1] for row in rows]
    most = largest([allotment.enrolments for allotment in plan.allotments], MOST_DRAWN - 1)
    more = len(rows) - 1 - len(most)
    return Exhibit(
        "plan",
        said("Plan"),
        plan_headline(planned, said),
        columns,
        tuple(rows),
        totals=1,
        notes=tuple(plan_notes(planned, said)),
        chart=Chart((_RATE, _THEN), (*most, len(rows) - 1), left_out=_undrawn(more, said)),
    )


def _undrawn(count: int, said: Words) -> str:
    template = phrase("{n:n|row with fewer enrolments is|rows with fewer enrolments are} in the table only.")
    return said(template, n=str(count)) if count else ""


def _columns(said: Words, currency: str) -> tuple[Column, ...]:
    return (
        *(Column("", "branch"), Column(said("Segment"), "segment")),
        *(Column(said("Workers"), "workers"), Column(said("Participants"), "participants")),
        *(Column(said("Rate"), "coverage_pct"), Column(said("Enrolments"), "enrolments")),
        *(Column(said("A month"), "enrolments_a_month"), Column("", "workers_then")),
        Column(said("Rate then"), "coverage_then_pct"),
        Column(said("Cost ({currency})", currency=currency), "cost"),
    )


def _row(planned: Planned, allotment: Allotment, today: Row, style: Style) -> tuple[Cell, ...]:
    said = style.words
    segment, targets = allotment.segment, (today.coverage.target, planned.request.target)
    name = clean(segment.name)
    return (
        *(text(clean(planned.branch)), text(partly(name, today, said), name)),
        *(whole(segment.workers, said), whole(segment.participants, said)),
        _rate(segment.participants, segment.workers, targets, style),
        *(whole(allotment.enrolments, said), _monthly(allotment.by_month, said)),
        *(whole(allotment.base, said), _rate(allotment.participants, allotment.base, targets, style)),
        whole(allotment.cost, said),
    )


def _total(planned: Planned, style: Style) -> tuple[Cell, ...]:
    said = style.words
    plan, today = planned.plan, planned.report.total.coverage
    targets = (today.target, planned.request.target)
    workers, people = today.workers or 0, today.participants or 0
    base = sum(allotment.base for allotment in plan.allotments)
    return (
        *(text(clean(planned.branch)), text(total_name(planned.report.total, said), "TOTAL")),
        *(whole(workers, said), whole(people, said)),
        _rate(people, workers, targets, style),
        *(whole(plan.enrolments, said), _monthly(plan.by_month, said), whole(base, said)),
        *(_rate(people + plan.enrolments, base, targets, style), whole(plan.cost, said)),
    )


def _rate(people: Heads, workers: int, targets: tuple[Fraction | None, Fraction], style: Style) -> Cell:
    """A rate with the decimals of the report at least: it reads as neither target that it misses, today's or then's."""
    today, then = (Coverage.of_cell(workers, people, target) for target in targets)
    return rate(then, style.words, figures(today, style.decimals).places)


def _monthly(months: tuple[int, ...], said: Words) -> Cell:
    """The months in whole people, which differ by one at most; their mean where one number has to stand for them."""
    low, high = min(months), max(months)
    shown = said.number(high) if low == high else f"{said.number(low)}–{said.number(high)}"
    return Cell(shown, Fraction(sum(months), len(months)), Form.NUMBER, 1)


def months_exhibit(planned: Planned, said: Words) -> Exhibit:
    """Enrolments month by month and added up, beside what the target takes and what the present pace brings."""
    plan, request = planned.plan, planned.request
    made = zip(planned.months, plan.by_month, accumulate(plan.by_month), strict=True)
    # The pace goes on in the months in which the plan enrols nobody yet.
    rows = [_month((planned.start, None, 0), 0, planned, said)]
    rows += [_month(month, number, planned, said) for number, month in enumerate(made, request.waiting + 1)]
    columns = [
        *(Column(said("Month"), "month"), Column(said("Enrolments"), "enrolments")),
        *(Column(said("Needed by the deadline"), "needed"), Column(said("Enrolled by the plan"), "enrolled_planned")),
        Column(said("At the present pace"), "enrolled_at_pace"),
    ]
    if request.pace is None:
        columns, rows = columns[:-1], [row[:-1] for row in rows]
    chart = Chart(tuple(range(2, len(columns))), tuple(range(len(rows))), lines=True)
    title = said("{branch}: enrolments month by month, added up", {"branch": planned.branch})
    tab = said("Plan by month")
    return Exhibit("plan-months", tab, title, tuple(columns), tuple(rows), chart=chart, brief=True)


def _month(made: tuple[str, Heads | None, int], number: int, planned: Planned, said: Words) -> tuple[Cell, ...]:
    """A month by its name, those enrolled in it and so far; `number` is how many months after the figures it is."""
    name, people, so_far = made
    return (
        *(month(name), whole(people, said), whole(planned.plan.needed, said), whole(so_far, said)),
        whole(planned.request.at_pace(number), said),
    )
