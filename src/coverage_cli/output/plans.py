"""A plan as a table with its notes, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coverage_cli.analysis.statement import say
from coverage_cli.domain.safe import clean
from coverage_cli.output.columns import Line, bullets, grid_text, prose
from coverage_cli.output.exact import double, dumps
from coverage_cli.output.jsons import finding_object, source_objects
from coverage_cli.output.language import words as words_of
from coverage_cli.output.lines import warnings
from coverage_cli.output.plan_table import COST, plan_exhibit
from coverage_cli.output.plan_words import plan_headline, plan_notes
from coverage_cli.output.terminal import left_out

if TYPE_CHECKING:
    from coverage_cli.analysis.plan import Allotment, Planned
    from coverage_cli.output.style import Style

SCHEMA = "coverage-plan/1"


def plan_text(planned: Planned, style: Style) -> str:
    """What is needed in a sentence, a row a segment with the total, and what it stands on."""
    said = style.words
    heading = prose([Line(plan_headline(planned, said)), Line("")], style)
    whole = plan_exhibit(planned, said, style.decimals).grid
    grid = whole.fitted(style.width, frozenset({COST}))  # the sum of costs stands in the notes too
    gone = [] if grid is whole else [whole.head[COST]]
    notes = [
        *left_out(gone, said),
        *plan_notes(planned, said),
        *([] if planned.request.pace is not None else [said("Give the present pace with --pace.")]),
        *warnings(planned.report.findings, said),
    ]
    return heading + grid_text(grid, style) + bullets(notes, style)


def plan_json(planned: Planned) -> str:
    """`coverage-plan/1`: whole people and money, rates as fractions of one."""
    plan, request, report = planned.plan, planned.request, planned.report
    english = words_of("en")
    target = {"name": clean(report.target.name) if report.target else None, "rate": double(request.target)}
    tree = {
        "schema": SCHEMA,
        "branch": clean(planned.branch),
        "start": planned.start,
        "deadline": planned.deadline,
        "months": len(planned.months),
        "target": target,
        "strategy": request.strategy.value,
        "growth": double(request.growth),
        "needed": plan.needed,
        "enrolments": plan.enrolments,
        "missing": plan.missing,
        "feasible": plan.feasible,
        "binding": [say(limit, english) for limit in plan.binding],
        "by_month": dict(zip(planned.months, plan.by_month, strict=True)),
        "pace": _pace_object(planned),
        "months_paid": request.months_paid,
        "cost": plan.cost,
        "currency": clean(planned.currency),
        "segments": [_segment(allotment) for allotment in plan.allotments],
        "left_out": [clean(name) for name in planned.left_out],
        "notes": list(plan_notes(planned, english)),
        "findings": [finding_object(finding) for finding in report.findings],
        "sources": source_objects(report.sources),
    }
    return dumps(tree)


def _pace_object(planned: Planned) -> dict[str, Any] | None:
    if planned.request.pace is None:
        return None
    step = planned.observed.step if planned.observed else None
    return {
        "per_month": double(planned.request.pace),
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
        "participants_then": allotment.participants,
        "rate_then": double(allotment.rate),
        "premium": segment.premium,
        "capacity": segment.capacity,
        "cost": allotment.cost,
    }
