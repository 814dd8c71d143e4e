"""A plan as a table with its notes, and as JSON."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from coverage_cli.analysis.plan import Strategy
from coverage_cli.analysis.statement import Amount, Unit
from coverage_cli.analysis.weighting import weighting_remark
from coverage_cli.domain.model import Coverage
from coverage_cli.domain.phrases import phrase
from coverage_cli.output.exact import dumps
from coverage_cli.output.figures import figures
from coverage_cli.output.grid import Grid, bullets, grid_text
from coverage_cli.output.jsons import finding_object
from coverage_cli.output.language import words as words_of
from coverage_cli.output.messages import line
from coverage_cli.output.prose import Line, prose
from coverage_cli.output.safe import clean
from coverage_cli.output.statements import amount_text, decimal_text, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coverage_cli.analysis.plan import Allotment
    from coverage_cli.analysis.planned import Planned
    from coverage_cli.domain.weights import Heads
    from coverage_cli.output.language import Words
    from coverage_cli.output.reports import Style

SCHEMA = "coverage-plan/1"
_HEAD = (
    *(phrase("Segment"), phrase("Workers"), phrase("Participants"), phrase("Rate"), phrase("Enrolments")),
    *(phrase("A month"), phrase("Rate then"), phrase("Cost (Rp)")),
)


_COST = 7
"""The column of costs; their sum stands in the notes too."""


def plan_text(planned: Planned, style: Style) -> str:
    """What is needed in a sentence, a row a segment with the total, and what it stands on."""
    said = words_of(style.language)
    heading = prose([Line(_headline(planned, said)), Line("")], style.width, color=style.color)
    whole = _grid(planned, said, style)
    grid = whole.fitted(style.width, frozenset({_COST}))
    table = grid_text(grid, width=style.width, color=style.color)
    narrow = [] if grid is whole else [said("Left out for want of width: {columns}.", {"columns": said(_HEAD[_COST])})]
    notes = [*narrow, *_notes(planned, said), *(line(finding, said) for finding in planned.report.findings)]
    return heading + table + bullets(notes, width=style.width, color=style.color)


def _headline(planned: Planned, said: Words) -> str:
    plan, request = planned.plan, planned.request
    given = {
        "branch": planned.branch,
        "target": amount_text(Amount(request.target, Unit.SHARE), said),
        "deadline": planned.deadline,
        "months": said.number(request.months),
        "needed": said.number(plan.needed),
    }
    if not plan.needed:
        return said("{branch}: {target} by {deadline} needs no further enrolments.", given)
    if plan.feasible:
        return said("{branch}: {target} by {deadline} takes {needed} enrolments in {months} months.", given)
    given["missing"] = said.number(plan.missing)
    return said(
        "{branch}: {target} by {deadline} is out of reach: {needed} enrolments are needed, {missing} cannot be made.",
        given,
    )


def _grid(planned: Planned, said: Words, style: Style) -> Grid:
    plan = planned.plan
    rows = [_row(planned, allotment, said, style) for allotment in plan.allotments]
    today = planned.report.total.coverage
    base = sum(allotment.base for allotment in plan.allotments)
    then = _rate((today.participants or 0) + plan.enrolments, base, planned.request.target, said, style)
    total = (
        *(said("Total"), said.number(today.workers), said.number(today.participants)),
        _rate(today.participants or 0, today.workers or 0, planned.request.target, said, style),
        *(said.number(plan.enrolments), _monthly(plan.by_month, said), then, said.number(plan.cost)),
    )
    priced = any(allotment.cost is not None for allotment in plan.allotments)
    shown = len(_HEAD) if priced else len(_HEAD) - 1
    head = tuple(said(heading) for heading in _HEAD)
    return Grid(head[:shown], tuple(row[:shown] for row in (*rows, total)), 1)


def _row(planned: Planned, allotment: Allotment, said: Words, style: Style) -> tuple[str, ...]:
    segment, target = allotment.segment, planned.request.target
    after = segment.participants + allotment.enrolments
    return (
        *(clean(segment.name), said.number(segment.workers), said.number(segment.participants)),
        _rate(segment.participants, segment.workers, target, said, style),
        *(said.number(allotment.enrolments), _monthly(allotment.by_month, said)),
        *(_rate(after, allotment.base, target, said, style), said.number(allotment.cost)),
    )


def _rate(people: Heads, workers: int, target: Fraction, said: Words, style: Style) -> str:
    coverage = Coverage(workers, people, max(0, workers - people), max(0, people - workers), target)
    return said.percent(figures(coverage, style.decimals).rate)


def _monthly(months: tuple[int, ...], said: Words) -> str:
    low, high = min(months), max(months)
    return said.number(high) if low == high else f"{said.number(low)}–{said.number(high)}"


def _notes(planned: Planned, said: Words) -> Iterator[str]:
    plan, request = planned.plan, planned.request
    given = {"start": planned.start, "strategy": said(_STRATEGIES[request.strategy])}
    yield said("From the figures of {start}; shared out {strategy}.", given)
    yield from _target(planned, said)
    if planned.report.weighting:
        remark = weighting_remark(planned.report.weighting)
        yield said(remark.template, remark.args)
    if request.growth:
        growth = amount_text(Amount(request.growth, Unit.SHARE), said)
        base = said.number(sum(allotment.base for allotment in plan.allotments))
        yield said(
            "The base grows by {growth} a year, to {base} workers at the deadline.", {"growth": growth, "base": base}
        )
    yield from (said("What binds: {limit}.", {"limit": say(limit, said)}) for limit in plan.binding)
    yield from _pace(planned, said)
    if plan.cost is not None and plan.enrolments:
        cost = amount_text(Amount(Fraction(plan.cost), Unit.RUPIAH), said)
        months = said.number(request.months_paid)
        yield said("Premiums: {cost} for {months} months of each new participant.", {"cost": cost, "months": months})
    elif any(allotment.cost is not None for allotment in plan.allotments) and plan.enrolments:
        yield said("Premiums: not known in total, because a segment with enrolments has no premium.")
    if planned.left_out:
        names = ", ".join(planned.left_out)
        yield said("Left out, because a side is missing or nobody works there: {names}.", {"names": names})


def _target(planned: Planned, said: Words) -> Iterator[str]:
    target = planned.report.target
    if target is not None:
        given = {"name": target.name, "source": target.source or said("no source given")}
        yield said('The target is "{name}" ({source}).', given)


_STRATEGIES = {
    Strategy.PROPORTIONAL: phrase("in proportion to the uncovered"),
    Strategy.EQUALISE: phrase("to the lowest rates first, until they are equal"),
    Strategy.CHEAPEST: phrase("to the lowest premiums first"),
    Strategy.LARGEST: phrase("to the segments with most uncovered first"),
}


def _pace(planned: Planned, said: Words) -> Iterator[str]:
    pace, plan = planned.request.pace, planned.plan
    if pace is None:
        yield said("Present pace: not known; the data has no two periods of the same segments. Give it with --pace.")
        return
    given = {"pace": decimal_text(pace, said, 1), "deadline": planned.deadline, "month": planned.reached or ""}
    if planned.observed:
        step = planned.observed.step
        span = {"earlier": step.earlier.period, "later": step.later.period}
        yield said("Present pace: {pace} net enrolments a month ({earlier} to {later}).", {**given, **span})
    else:
        yield said("Present pace: {pace} net enrolments a month, as given.", given)
    if planned.reached is None:
        yield said("At the present pace the target is never reached.", given)
    else:
        yield said("At the present pace the target is reached in {month}.", given)
    if plan.short_at_pace:
        given["short"] = said.number(plan.short_at_pace)
        yield said("By {deadline} the present pace falls {short} enrolments short.", given)


def plan_json(planned: Planned) -> str:
    """`coverage-plan/1`: whole people and rupiah, rates as fractions of one."""
    plan, request, report = planned.plan, planned.request, planned.report
    english = words_of("en")
    target = {"name": clean(report.target.name) if report.target else None, "rate": _double(request.target)}
    tree = {
        "schema": SCHEMA,
        "branch": clean(planned.branch),
        "start": planned.start,
        "deadline": planned.deadline,
        "months": request.months,
        "target": target,
        "strategy": request.strategy.value,
        "growth": _double(request.growth),
        "needed": plan.needed,
        "enrolments": plan.enrolments,
        "missing": plan.missing,
        "feasible": plan.feasible,
        "binding": [say(limit, english) for limit in plan.binding],
        "by_month": dict(zip(planned.months, plan.by_month, strict=True)),
        "pace": _pace_object(planned),
        "months_paid": request.months_paid,
        "cost": plan.cost,
        "segments": [_segment(allotment) for allotment in plan.allotments],
        "left_out": [clean(name) for name in planned.left_out],
        "notes": list(_notes(planned, english)),
        "findings": [finding_object(finding) for finding in report.findings],
        "sources": [{"path": clean(read.path), "sha256": read.sha256, "rows": read.rows} for read in report.sources],
    }
    return dumps(tree)


def _pace_object(planned: Planned) -> dict[str, Any] | None:
    if planned.request.pace is None:
        return None
    step = planned.observed.step if planned.observed else None
    return {
        "per_month": _double(planned.request.pace),
        "from": step.earlier.period if step else None,
        "to": step.later.period if step else None,
        "reached": planned.reached,
        "short": planned.plan.short_at_pace,
    }


def _segment(allotment: Allotment) -> dict[str, Any]:
    segment = allotment.segment
    return {
        "segment": clean(segment.name),
        "workers": segment.workers,
        "participants": segment.participants,
        "workers_then": allotment.base,
        "enrolments": allotment.enrolments,
        "by_month": list(allotment.by_month),
        "participants_then": segment.participants + allotment.enrolments,
        "rate_then": None if allotment.rate is None else _double(allotment.rate),
        "premium": segment.premium,
        "capacity": segment.capacity,
        "cost": allotment.cost,
    }


def _double(value: Fraction) -> float:
    return value.numerator / value.denominator
