"""The trend within the page: a line chart drawn as SVG, and the table of what moved the rate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from html import escape
from itertools import groupby

from coverage_cli.analysis.history import Course
from coverage_cli.output.charts import palette
from coverage_cli.output.charts.curves import Curve, curves, uncharted
from coverage_cli.output.language import Words
from coverage_cli.output.page.drawing import WIDTH, Drawing, figure, grid_table
from coverage_cli.output.style import Style
from coverage_cli.output.trends.formats import trend_grid

_HEIGHT = 352
_LEFT, _RIGHT, _TOP, _BOTTOM = 60, 40, 20, 300
_RATE = f'stroke="#{palette.MET}"'
_TARGET = f'stroke="#{palette.LINE}" stroke-dasharray="8 5"'
"""Looks of the two lines."""


def trend_section(course: Course, style: Style) -> str:
    """A heading, a chart and a table for each branch that has a trend; empty where none has."""
    parts = []
    for number, curve in enumerate(curves(course, style), 1):
        svg = trend_svg(curve, f"trend-{number}", style.words)
        below = " ".join(filter(None, (curve.caption, *curve.notes)))
        grid = replace(trend_grid(curve.series, style), totals=0)
        parts += [
            f"<h2>{escape(curve.title)}</h2>",
            figure(curve.title, svg, below),
            grid_table(grid, curve.title, "trend"),
        ]
    left = uncharted(course, style.words)
    return "\n".join((*parts, *([f"<p>{escape(left)}</p>"] if left else [])))


def trend_svg(curve: Curve, identity: str, words: Words) -> str:
    """The rate as a line with its values, the target as a dashed one; broken where one is missing or none compare."""
    drawing = Drawing(y=_HEIGHT)
    step = (WIDTH - _LEFT - _RIGHT) / len(curve.marks)
    places = [_LEFT + step * (number + 0.5) for number in range(len(curve.marks))]
    _axes(drawing, curve, places, words)
    _line(drawing, curve, places, [mark.target for mark in curve.marks], _TARGET)
    for strand in curve.strands:
        _line(drawing, curve, places, strand, _RATE)
    for at, (x, mark) in enumerate(zip(places, curve.marks, strict=True)):
        if mark.rate is not None:
            y = _level(mark.rate, curve)
            drawing.parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="#{palette.MET}"/>')
            if at in curve.labelled:
                drawing.text(x, y - 10 if at in curve.raised else y + 22, mark.rate_text, anchor="middle", bold=True)
    _legend(drawing, curve, words)
    return drawing.svg(identity, curve.title, curve.described)


def _level(value: Fraction | float, curve: Curve) -> float:
    return _BOTTOM - float(value) / curve.top * (_BOTTOM - _TOP)


def _axes(drawing: Drawing, curve: Curve, places: Sequence[float], words: Words) -> None:
    tens = round(curve.top * 10)
    every = max(1, -(-tens // 6))
    for ten in range(0, tens + 1, every):
        y = _level(ten / 10, curve)
        drawing.parts.append(f'<path d="M{_LEFT} {y:.1f}H{WIDTH - _RIGHT}" stroke="#{palette.FAINT}"/>')
        drawing.text(_LEFT - 8, y + 5, words.percent(str(ten * 10)), anchor="end")
    for x, mark in list(zip(places, curve.marks, strict=True))[:: curve.every]:
        drawing.text(x, _BOTTOM + 20, mark.period, anchor="middle")


def _line(
    drawing: Drawing, curve: Curve, places: Sequence[float], values: Sequence[Fraction | None], look: str
) -> None:
    """Pieces between periods that have a value; missing is not zero."""
    for known, some in groupby(zip(places, values, strict=True), lambda one: one[1] is not None):
        if known:
            path = "L".join(f"{x:.1f} {_level(value or 0, curve):.1f}" for x, value in some)
            drawing.parts.append(f'<path d="M{path}" fill="none" stroke-width="3" {look}/>')


def _legend(drawing: Drawing, curve: Curve, words: Words) -> None:
    signs = [(words("Rate"), _RATE), *([(words("Target"), _TARGET)] if curve.targeted else [])]
    for number, (text, look) in enumerate(signs):
        x, y = _LEFT + 160 * number, _HEIGHT - 6
        drawing.parts.append(f'<path d="M{x} {y}h34" stroke-width="3" {look}/>')
        drawing.text(x + 42, y + 5, text)
