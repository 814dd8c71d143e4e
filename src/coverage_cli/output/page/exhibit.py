"""An exhibit within the page: its title, its chart drawn as SVG, its table and its notes."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from coverage_cli.output.charts import palette
from coverage_cli.output.language import Words
from coverage_cli.output.page.drawing import WIDTH, Drawing, figure, grid_table, key_width

if TYPE_CHECKING:
    from coverage_cli.output.exhibits.exhibit import Exhibit

_BARS, _END = 250, 860
"""Where bars begin, and where the longest one ends."""
_LEFT, _TOP, _BOTTOM = 90, 20, 280
_CROWDED = 12
"""More moments than this are not all named below the axis."""
_MOST_MARKS = 6


def exhibit_section(exhibit: Exhibit, words: Words) -> str:
    """The whole section."""
    parts = [f"<h2>{escape(exhibit.title)}</h2>"]
    if exhibit.drawn:
        svg = lines_svg(exhibit, words) if exhibit.chart.lines else bars_svg(exhibit)
        parts.append(figure(exhibit.title, svg, exhibit.chart.left_out))
    if exhibit.rows and not (exhibit.brief and exhibit.drawn):
        parts.append(grid_table(exhibit.grid, exhibit.title, "figures"))
    if exhibit.notes:
        parts.append(f"<ul>{''.join(f'<li>{escape(note)}</li>' for note in exhibit.notes)}</ul>")
    return "\n".join(parts)


def bars_svg(exhibit: Exhibit) -> str:
    """A group of bars for each row, a bar a series, each with its figure; an undefined one has none."""
    drawing = Drawing()
    columns, rows = exhibit.chart.columns, exhibit.chart.rows
    colours = palette.of_series(len(columns))
    known = [value for row in rows for column in columns if (value := exhibit.rows[row][column].value) is not None]
    scale = (_END - _BARS) / float(max([*known, 0]) or 1)
    for row in rows:
        y, height = drawing.name(
            exhibit.rows[row][exhibit.label].text, bold=exhibit.strong(row), least=16 * len(columns) + 8
        )
        y += (height - 16 * len(columns)) // 2
        for number, (column, colour) in enumerate(zip(columns, colours, strict=True)):
            cell, top = exhibit.rows[row][column], y + 16 * number
            reach = max(0.0, float(cell.value or 0)) * scale
            drawing.box(_BARS, top + 1, reach, 14, colour)
            drawing.text(_BARS + reach + 6, top + 13, cell.text)
    drawing.y += 6
    _legend(drawing, exhibit, colours)
    return drawing.svg(f"exhibit-{exhibit.key}", exhibit.title, exhibit.described)


def _legend(drawing: Drawing, exhibit: Exhibit, colours: tuple[str, ...]) -> None:
    x = float(_BARS)
    for column, colour in zip(exhibit.chart.columns, colours, strict=True):
        name = exhibit.columns[column].head
        if x > _BARS and x + key_width(name) > WIDTH:
            x, drawing.y = float(_BARS), drawing.y + 20
        x = drawing.key(x, colour, name)
    drawing.y += 20


def lines_svg(exhibit: Exhibit, words: Words) -> str:
    """A line a series over moments at even distances, from zero."""
    drawing = Drawing(y=_BOTTOM + 34)
    columns, rows = exhibit.chart.columns, exhibit.chart.rows
    colours = palette.of_series(len(columns))
    known = [int(exhibit.rows[row][column].value or 0) for row in rows for column in columns]
    every = _step(max(known, default=0) - min(known, default=0))
    low, top = min([0, *known]) // every * every, (max([0, *known]) // every + 1) * every
    scale = (_BOTTOM - _TOP) / (top - low)
    for mark in range(low, top + 1, every):
        y = _BOTTOM - (mark - low) * scale
        drawing.box(_LEFT, y, WIDTH - _LEFT - 40, 1, palette.FAINT)
        drawing.text(_LEFT - 8, y + 5, words.number(mark), anchor="end")
    apart = (WIDTH - _LEFT - 80) / max(1, len(rows) - 1)
    for number in range(0, len(rows), -(-len(rows) // _CROWDED)):
        drawing.text(_LEFT + apart * number - 4, _BOTTOM + 20, exhibit.rows[rows[number]][exhibit.label].text)
    for column, colour in zip(columns, colours, strict=True):
        values = [float(exhibit.rows[row][column].value or 0) for row in rows]
        points = (
            f"{_LEFT + apart * at + 20:.1f} {_BOTTOM - (value - low) * scale:.1f}" for at, value in enumerate(values)
        )
        drawing.parts.append(f'<path d="M{"L".join(points)}" fill="none" stroke-width="3" stroke="#{colour}"/>')
    _legend(drawing, exhibit, colours)
    return drawing.svg(f"exhibit-{exhibit.key}", exhibit.title, exhibit.described)


def _step(most: int) -> int:
    """How far apart the marks of an axis stand, in whole people, so that there are few enough to read."""
    size = 1
    while True:
        for part in (1, 2, 5):
            if most // (size * part) < _MOST_MARKS:
                return size * part
        size *= 10
