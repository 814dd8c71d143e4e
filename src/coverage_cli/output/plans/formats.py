"""A plan as a table with its notes, as CSV, as JSON, and as a frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coverage_cli.analysis.plan import Allotment, Planned
from coverage_cli.analysis.statement import say
from coverage_cli.domain.safe import clean
from coverage_cli.output.exact import double, dumps
from coverage_cli.output.exhibits.exhibit import exhibit_csv
from coverage_cli.output.frame import typed
from coverage_cli.output.jsons import finding_object, source_objects
from coverage_cli.output.language import Words
from coverage_cli.output.language import words as words_of
from coverage_cli.output.plans.tables import COST, plan_exhibit
from coverage_cli.output.plans.words import plan_headline, plan_notes
from coverage_cli.output.style import Style
from coverage_cli.output.tables.columns import Line, bullets, grid_text, prose
from coverage_cli.output.tables.lines import warnings
from coverage_cli.output.tables.terminal import left_out

if TYPE_CHECKING:
    import pandas as pd

SCHEMA = "coverage-plan/1"
PEOPLE = ("participants", "participants_then")
"""Columns that may have decimals."""


def plan_text(planned: Planned, style: Style) -> str:
    """What is needed in a sentence, a row a segment with the total, and what it stands on."""
    whole = plan_exhibit(planned, style).grid
    grid = whole.fitted(style.width, frozenset({COST}))  # the sum of costs stands in the notes too
    gone = [] if grid is whole else [whole.head[COST]]
    notes = [*left_out(gone, style.words), *_notes(planned, style.words)]
    return _heading(planned, style) + grid_text(grid, style) + bullets(notes, style)


def plan_csv(planned: Planned, style: Style) -> tuple[str, str]:
    """A row a segment and the total, as in an export's folder; and what there is no room for, to be told beside it."""
    rows = exhibit_csv(plan_exhibit(planned, style), style.dialect)
    return rows, _heading(planned, style) + bullets(_notes(planned, style.words), style)


def _heading(planned: Planned, style: Style) -> str:
    return prose([Line(plan_headline(planned, style.words)), Line("")], style)


def _notes(planned: Planned, said: Words) -> list[str]:
    advice = [said("Give the present pace with --pace.")] if planned.request.pace is None else []
    return [*plan_notes(planned, said), *advice, *warnings(planned.report.findings, said)]


def plan_frame(planned: Planned) -> pd.DataFrame:
    """A row a segment; people as Int64, rates as fractions of 1 (Float64), money as Int64, `<NA>` where undefined.

    Sums of survey weights are exact decimals (`decimal.Decimal`, in columns of objects).
    """
    records = []
    for allotment in planned.plan.allotments:
        figures = _segment(allotment)
        del figures["by_month"]
        segment = figures.pop("segment")
        records.append({"branch": clean(planned.branch), "segment": segment, **figures, "currency": planned.currency})
    counts = ("workers", "workers_then", "enrolments", "premium", "capacity", "cost")
    types = {**dict.fromkeys((*counts, *PEOPLE), "Int64"), "rate_then": "Float64"}
    return typed(records, types, PEOPLE if planned.report.weighting else ())


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
