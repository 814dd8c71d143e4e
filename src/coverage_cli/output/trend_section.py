"""The trend within the page: a line chart drawn as SVG, and the table of what moved the rate."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from coverage_cli.output import palette
from coverage_cli.output.curves import curves, uncharted
from coverage_cli.output.trends import trend_grid

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from coverage_cli.analysis.history import Course
    from coverage_cli.output.curves import Curve
    from coverage_cli.output.language import Words

_WIDTH, _HEIGHT = 960, 360
_LEFT, _RIGHT, _TOP, _BOTTOM = 60, 40, 20, 300


def trend_section(course: Course, words: Words, decimals: int) -> str:
    """A heading, a chart and a table for each branch that has a trend; empty where none has."""
    parts = []
    for number, curve in enumerate(curves(course, words, decimals), 1):
        below = " ".join(filter(None, (curve.caption, *curve.notes)))
        caption = f"<figcaption>{escape(below)}</figcaption>" if below else ""
        figure = f"<figure>{trend_svg(curve, f'trend-{number}', words)}{caption}</figure>"
        parts.append(f"<h2>{escape(curve.title)}</h2>\n{figure}\n{_table(curve, words, decimals)}")
    left = uncharted(course, words)
    return "\n".join((*parts, *([f"<p>{escape(left)}</p>"] if left else [])))


def trend_svg(curve: Curve, identity: str, words: Words) -> str:
    """The rate as a line with its values, the target as a dashed one; broken where one is missing or none compare."""
    step = (_WIDTH - _LEFT - _RIGHT) / len(curve.marks)
    places = {mark.period: _LEFT + step * (number + 0.5) for number, mark in enumerate(curve.marks)}
    drawn = [*_axis(curve, words), *_periods(curve, places)]
    lines = [([mark.target for mark in curve.marks], f'stroke="#{palette.LINE}" stroke-dasharray="8 5"')]
    lines += [(strand, f'stroke="#{palette.MET}"') for strand in curve.strands]
    drawn += [piece for values, look in lines for piece in _line(curve, places, values, look)]
    for at, mark in enumerate(curve.marks):
        if mark.rate is not None:
            x, y = places[mark.period], _height(mark.rate, curve)
            drawn.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="#{palette.MET}"/>')
            if at in curve.labelled:
                drawn.append(_text(x, y + 22 if y < _BOTTOM - 30 else y - 10, mark.rate_text, ' font-weight="600"'))
    drawn += _legend(curve, words)
    head = (
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-labelledby="{identity}-t {identity}-d" '
        'xmlns="http://www.w3.org/2000/svg" font-family="system-ui, Arial, sans-serif" font-size="13" '
        f'fill="#{palette.INK}">'
    )
    title = f'<title id="{identity}-t">{escape(curve.title)}</title>'
    described = f'<desc id="{identity}-d">{escape(curve.described)}</desc>'
    return f"{head}{title}{described}{''.join(drawn)}</svg>"


def _height(value: Fraction | float, curve: Curve) -> float:
    return _BOTTOM - float(value) / curve.top * (_BOTTOM - _TOP)


def _axis(curve: Curve, words: Words) -> Iterator[str]:
    tens = round(curve.top * 10)
    every = max(1, -(-tens // 6))
    for ten in range(0, tens + 1, every):
        y = _height(ten / 10, curve)
        yield f'<path d="M{_LEFT} {y:.1f}H{_WIDTH - _RIGHT}" stroke="#{palette.FAINT}"/>'
        yield _text(_LEFT - 8, y + 5, words.percent(str(ten * 10)), anchor="end")


def _periods(curve: Curve, places: dict[str, float]) -> Iterator[str]:
    for number, mark in enumerate(curve.marks):
        if number % curve.every == 0:
            yield _text(places[mark.period], _BOTTOM + 20, mark.period)


def _line(curve: Curve, places: dict[str, float], values: Sequence[Fraction | None], look: str) -> Iterator[str]:
    """Pieces between periods that have a value; missing is not zero."""
    placed = zip(places.values(), values, strict=True)
    for known, some in groupby(placed, lambda one: one[1] is not None):
        if known:
            points = ((x, _height(value or 0, curve)) for x, value in some)
            path = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
            yield f'<path d="M{path}" fill="none" stroke-width="3" {look}/>'


def _legend(curve: Curve, words: Words) -> Iterator[str]:
    signs = [(words("Rate"), f'stroke="#{palette.MET}"')]
    if curve.targeted:
        signs.append((words("Target"), f'stroke="#{palette.LINE}" stroke-dasharray="8 5"'))
    for number, (text, look) in enumerate(signs):
        x, y = _LEFT + 160 * number, _HEIGHT - 14
        yield f'<path d="M{x} {y}h34" stroke-width="3" {look}/>'
        yield _text(x + 42, y + 5, text, anchor="start")


def _text(x: float, y: float, text: str, look: str = "", anchor: str = "middle") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{look}>{escape(text)}</text>'


def _table(curve: Curve, words: Words, decimals: int) -> str:
    grid = trend_grid(curve.series, words, decimals)
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in grid.head)
    rows = "\n".join(
        f'<tr><th scope="row">{escape(cells[0])}</th>{"".join(f"<td>{escape(text)}</td>" for text in cells[1:])}</tr>'
        for cells in grid.rows
    )
    return (
        f'<div class="wide trend" tabindex="0" role="region" aria-label="{escape(curve.title)}"><table>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table></div>"
    )
