"""An exhibit within the page: its title, its chart drawn as SVG, its table and its notes."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from coverage_cli.output import palette
from coverage_cli.output.drawing import Sheet
from coverage_cli.output.exhibit import DRAWN_ALREADY

if TYPE_CHECKING:
    from coverage_cli.output.exhibit import Exhibit
    from coverage_cli.output.language import Words

_BARS, _END = 250, 860
"""Where bars begin, and where the longest one ends."""
_WIDTH, _LEFT, _TOP, _BOTTOM = 960, 90, 20, 280
_CROWDED = 12
"""More moments than this are not all named below the axis."""
_MOST_MARKS = 6


def exhibit_section(exhibit: Exhibit, words: Words) -> str:
    """The whole section."""
    parts = [f"<h2>{escape(exhibit.title)}</h2>"]
    drawn = exhibit.chart is not None and exhibit.key not in DRAWN_ALREADY
    if exhibit.chart is not None and drawn:
        svg = lines_svg(exhibit, words) if exhibit.chart.lines else bars_svg(exhibit)
        caption = f"<figcaption>{escape(exhibit.chart.left_out)}</figcaption>" if exhibit.chart.left_out else ""
        parts.append(f"<figure>{svg}{caption}</figure>")
    if exhibit.rows and not (exhibit.brief and drawn):
        parts.append(_table(exhibit))
    if exhibit.notes:
        parts.append(f"<ul>{''.join(f'<li>{escape(note)}</li>' for note in exhibit.notes)}</ul>")
    return "\n".join(parts)


def bars_svg(exhibit: Exhibit) -> str:
    """A group of bars for each row, a bar a series, each with its figure; an undefined one has none."""
    sheet = Sheet()
    columns, rows = (exhibit.chart.columns, exhibit.chart.rows) if exhibit.chart else ((), ())
    colours = palette.of_series(len(columns))
    known = [value for row in rows for column in columns if (value := exhibit.rows[row][column].value) is not None]
    scale = (_END - _BARS) / float(max([*known, 0]) or 1)
    for row in rows:
        y, height = sheet.name(
            exhibit.rows[row][exhibit.label].text, bold=exhibit.strong(row), least=16 * len(columns) + 8
        )
        y += (height - 16 * len(columns)) // 2
        for number, (column, colour) in enumerate(zip(columns, colours, strict=True)):
            cell, top = exhibit.rows[row][column], y + 16 * number
            reach = max(0.0, float(cell.value or 0)) * scale
            sheet.box(_BARS, top + 1, reach, 14, colour)
            sheet.text(_BARS + reach + 6, top + 13, cell.text)
    sheet.y += 6
    _legend(sheet, exhibit, colours)
    return sheet.svg(f"exhibit-{exhibit.key}", exhibit.title, exhibit.described)


def _legend(sheet: Sheet, exhibit: Exhibit, colours: tuple[str, ...]) -> None:
    x = float(_BARS)
    for column, colour in zip(exhibit.chart.columns if exhibit.chart else (), colours, strict=True):
        name = exhibit.columns[column].head
        if x > _BARS and x + 40 + 8 * len(name) > _WIDTH:
            x, sheet.y = float(_BARS), sheet.y + 20
        sheet.box(x, sheet.y, 14, 14, colour)
        sheet.text(x + 20, sheet.y + 12, name)
        x += 40 + 8 * len(name)
    sheet.y += 20


def lines_svg(exhibit: Exhibit, words: Words) -> str:
    """A line a series over moments at even distances, from zero."""
    sheet = Sheet(y=_BOTTOM + 34)
    columns, rows = (exhibit.chart.columns, exhibit.chart.rows) if exhibit.chart else ((), ())
    colours = palette.of_series(len(columns))
    known = [int(exhibit.rows[row][column].value or 0) for row in rows for column in columns]
    every = _step(max(known, default=0) - min(known, default=0))
    low, top = min([0, *known]) // every * every, (max([0, *known]) // every + 1) * every
    scale = (_BOTTOM - _TOP) / (top - low)
    for mark in range(low, top + 1, every):
        y = _BOTTOM - (mark - low) * scale
        sheet.box(_LEFT, y, _WIDTH - _LEFT - 40, 1, palette.FAINT)
        sheet.text(_LEFT - 8, y + 5, words.number(mark), end=True)
    apart = (_WIDTH - _LEFT - 80) / max(1, len(rows) - 1)
    for number in range(0, len(rows), -(-len(rows) // _CROWDED)):
        sheet.text(_LEFT + apart * number - 4, _BOTTOM + 20, exhibit.rows[rows[number]][exhibit.label].text)
    for column, colour in zip(columns, colours, strict=True):
        values = [float(exhibit.rows[row][column].value or 0) for row in rows]
        points = (
            f"{_LEFT + apart * at + 20:.1f} {_BOTTOM - (value - low) * scale:.1f}" for at, value in enumerate(values)
        )
        sheet.parts.append(f'<path d="M{"L".join(points)}" fill="none" stroke-width="3" stroke="#{colour}"/>')
    _legend(sheet, exhibit, colours)
    return sheet.svg(f"exhibit-{exhibit.key}", exhibit.title, exhibit.described)


def _step(most: int) -> int:
    """How far apart the marks of an axis stand, in whole people, so that there are few enough to read."""
    size = 1
    while True:
        for part in (1, 2, 5):
            if most // (size * part) < _MOST_MARKS:
                return size * part
        size *= 10


def _table(exhibit: Exhibit) -> str:
    grid = exhibit.grid
    head = "".join(f'<th scope="col"{_side(exhibit, at)}>{escape(text)}</th>' for at, text in enumerate(grid.head))
    rows = "\n".join(_row(exhibit, number, cells) for number, cells in enumerate(grid.rows))
    return (
        f'<div class="wide figures" tabindex="0" role="region" aria-label="{escape(exhibit.title)}"><table>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table></div>"
    )


def _row(exhibit: Exhibit, number: int, cells: tuple[str, ...]) -> str:
    figures = "".join(f"<td{_side(exhibit, at)}>{escape(text)}</td>" for at, text in enumerate(cells[1:], 1))
    kind = ' class="total"' if exhibit.strong(number) else ""
    return f'<tr{kind}><th scope="row">{escape(cells[0])}</th>{figures}</tr>'


def _side(exhibit: Exhibit, column: int) -> str:
    """Texts begin at the left."""
    return ' class="text"' if column in exhibit.grid.texts else ""
