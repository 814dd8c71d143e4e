"""Native tables: ours, and the ones of a template, which keep their looks."""

from __future__ import annotations

import math
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from pptx.enum.text import PP_ALIGN
from pptx.util import Emu, Inches, Pt

from coverage_cli.output.lines import STATUS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_cli.output.lines import Line

_LETTERS = 30
"""Characters of a name, or of a status, that fit on a line of its column."""
_MOST_LINES = 15
"""Lines of text that a slide holds below the header."""
_WIDTHS = (2.6, 1.15, 1.3, 1.0, 0.95, 1.3, 1.35, 1.25, 1.23)
"""Inches."""


def pages(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines, slide by slide; long names take up several lines of text."""
    found: list[list[Line]] = [[]]
    room = _MOST_LINES
    for line in lines:
        needed = max(math.ceil(len(line.name) / _LETTERS), math.ceil(len(line.status) / 16), 1)
        if needed > room and found[-1]:
            found.append([])
            room = _MOST_LINES
        found[-1].append(line)
        room -= needed
    return found


def cells_of(line: Line) -> list[str]:
    """A line's texts, one a column; a heading has only its name."""
    return [line.name.strip(), *line.cells, line.status] if line.cells else [line.name, *[""] * STATUS]


def add_table(shapes: Any, place: tuple[int, ...], head: tuple[str, ...], lines: Sequence[Line]) -> Any:
    """A table of these lines."""
    tall = Emu(Inches(0.34) * (len(lines) + 1))
    frame = shapes.add_table(len(lines) + 1, len(head), *place, tall)
    table = frame.table
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = Inches(width)
    for row, texts in enumerate([list(head), *map(cells_of, lines)]):
        table.rows[row].height = Inches(0.34)
        strong = row == 0 or lines[row - 1].total or not lines[row - 1].cells
        for column, text in enumerate(texts):
            _write(table.cell(row, column), text, left=column in {0, STATUS}, bold=strong, size=12 if row else 11)
    return frame


def _write(cell: Any, text: str, *, left: bool, bold: bool, size: int) -> None:
    cell.margin_top = cell.margin_bottom = Inches(0.03)
    cell.margin_left = cell.margin_right = Inches(0.06)
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.LEFT if left else PP_ALIGN.RIGHT
    run = paragraph.add_run()
    run.text = text
    run.font.size, run.font.bold = Pt(size), bold


def fill_table(table: Any, head: tuple[str, ...], lines: Sequence[Line], known: Sequence[str]) -> None:
    """Put lines into a template's table: as many rows as it takes.

    They get the looks of its second row below the header (of the first, where there is just one); headings of
    branches and totals are bold. The header may name the columns wanted (`name`, `rate`, or the headings in
    words); else the first ones are taken.
    """
    wanted = _columns(table, head, known)
    body = table._tbl.tr_lst
    pattern = deepcopy(body[min(2, len(body) - 1)])
    for row in body[1:]:
        table._tbl.remove(row)
    for _ in lines:
        table._tbl.append(deepcopy(pattern))
    for row, texts in enumerate([list(head), *map(cells_of, lines)]):
        for column, source in enumerate(wanted):
            frame = table.cell(row, column).text_frame
            retext(frame, [texts[source]])
            if row and (lines[row - 1].total or not lines[row - 1].cells):
                frame.paragraphs[0].runs[0].font.bold = True


def _columns(table: Any, head: tuple[str, ...], known: Sequence[str]) -> list[int]:
    count = len(table.columns)
    named = {name.casefold(): index for names in (known, head) for index, name in enumerate(names)}
    given = [named.get(table.cell(0, column).text_frame.text.strip().casefold()) for column in range(count)]
    if None in given:
        return list(range(min(count, len(head))))
    return [index for index in given if index is not None]


def retext(frame: Any, lines: Sequence[str]) -> None:
    """Replace a frame's text, a paragraph a line, each in the looks of the first paragraph and its first run."""
    body = frame._txBody
    first, *others = frame.paragraphs
    for paragraph in others:
        body.remove(paragraph._p)
    for extra in first.runs[1:]:
        first._p.remove(extra._r)
    for extra in (*first._p.br_lst,):
        first._p.remove(extra)
    run = first.runs[0] if first.runs else first.add_run()
    pattern = deepcopy(first._p)
    run.text = lines[0] if lines else ""
    for line in lines[1:]:
        body.append(deepcopy(pattern))
        frame.paragraphs[-1].runs[0].text = line if frame.paragraphs[-1].runs else ""
