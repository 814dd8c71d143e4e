"""Native tables: ours, and the ones of a template, which keep their looks."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from pptx.enum.text import PP_ALIGN
from pptx.oxml.ns import qn
from pptx.text.text import TextFrame
from pptx.util import Emu, Inches, Pt

from coverage_cli.domain.names.keys import name_key
from coverage_cli.domain.names.nearest import nearest
from coverage_cli.output.deck.parts import INNER, LEFT
from coverage_cli.output.tables.lines import STATUS, Line

_WIDTHS = (2.25, 1.35, 1.3, 0.9, 0.85, 1.3, 1.35, 1.35, 1.48)
"""Inches, for a nation's workers in bold (146.335.690), also in a font as wide as DejaVu Sans."""


@dataclass(frozen=True, slots=True)
class Texts:
    """A table as texts: which rows are bold, which columns begin at the left, and how wide columns are in inches."""

    head: tuple[str, ...]
    rows: list[list[str]]
    strong: list[bool]
    left: frozenset[int]
    widths: tuple[float, ...]


def figures_of(head: tuple[str, ...], lines: Sequence[Line]) -> Texts:
    """The lines of a report; headings of branches and totals are bold, and a heading has only its name."""
    rows = [[line.name.strip(), *(line.cells or [""] * (STATUS - 1)), line.status] for line in lines]
    return Texts(head, rows, [line.total or not line.cells for line in lines], frozenset({0, STATUS}), _WIDTHS)


def add_table(shapes: Any, texts: Texts) -> Any:
    """A table of these texts, below the title and as wide as the slide allows."""
    tall = Emu(Inches(0.34) * (len(texts.rows) + 1))
    frame = shapes.add_table(len(_LOOKS), len(texts.head), LEFT, Inches(1.4), INNER, tall)
    table = frame.table
    for column, width in zip(table.columns, texts.widths, strict=True):
        column.width = Inches(width)
    # A row of each look is formatted once and copied: to format every cell takes most of the time of a deck.
    for row, (bold, size) in enumerate(_LOOKS):
        table.rows[row].height = Inches(0.34)
        for column in range(len(texts.head)):
            _format(table.cell(row, column), left=column in texts.left, bold=bold, size=size)
    head, plain, strong = patterns = table._tbl.tr_lst
    for pattern in patterns:
        table._tbl.remove(pattern)
    looks = [head, *(strong if bold else plain for bold in texts.strong)]
    for look, cells in zip(looks, [texts.head, *texts.rows], strict=True):
        row = deepcopy(look)
        table._tbl.append(row)
        for cell, text in zip(row.tc_lst, cells, strict=True):
            cell.txBody.p_lst[0].r_lst[0].text = text
    frame.height = tall
    return frame


_LOOKS = ((True, 11), (False, 12), (True, 12))
"""Of the header, of a row, of a row that stands out: whether bold, and the size."""


def _format(cell: Any, *, left: bool, bold: bool, size: int) -> None:
    cell.margin_top = cell.margin_bottom = Inches(0.03)
    cell.margin_left = cell.margin_right = Inches(0.06)
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.LEFT if left else PP_ALIGN.RIGHT
    font = paragraph.add_run().font
    font.size, font.bold = Pt(size), bold


@dataclass(frozen=True, slots=True)
class Unmatched:
    """What the header of a template's table asks for in vain, and how many columns it has instead."""

    cell: str
    near: str
    count: int
    known: tuple[str, ...]


def fill_table(table: Any, texts: Texts, known: Sequence[Sequence[str]], *, choose: bool) -> Unmatched | None:
    """Put rows into a template's table: as many as it takes.

    They get the looks of its second row below the header (of the first, where there is just one). The header may
    name the columns wanted (by one of the lists of names in `known`, or by the headings in words); else the first ones
    are taken. Where it may not `choose`, the table gets all of them. What it asks for in vain is given back.
    """
    wanted, unmatched = _columns(table, texts.head, known) if choose else (list(range(len(texts.head))), None)
    _widen(table, len(wanted))
    body = table._tbl.tr_lst
    pattern = deepcopy(body[min(2, len(body) - 1)])
    for row in body[1:]:
        table._tbl.remove(row)
    for _ in texts.rows:
        table._tbl.append(deepcopy(pattern))
    # Not by table.cell(), which looks for its row from the first one on.
    for row, cells, strong in zip(table._tbl.tr_lst, [texts.head, *texts.rows], [False, *texts.strong], strict=True):
        for cell, source in zip(row.tc_lst, wanted, strict=True):
            frame = TextFrame(cell.get_or_add_txBody(), table)
            retext(frame, [cells[source]])
            if strong:
                frame.paragraphs[0].runs[0].font.bold = True
    return unmatched


def _widen(table: Any, count: int) -> None:
    """As many columns as there is something for, in the width of the table; further ones look like the last."""
    grid, wide = table._tbl.tblGrid, sum(column.width for column in table.columns)
    holders = [grid, *table._tbl.tr_lst]
    before = len(table.columns)
    if before == count:
        return
    for holder in holders:
        cells = [one for one in holder if one.tag in {qn("a:gridCol"), qn("a:tc")}]
        for cell in cells[count:]:
            holder.remove(cell)
        for _ in range(count - before):
            cells[-1].addnext(deepcopy(cells[-1]))
    now = sum(column.width for column in table.columns)
    for column in table.columns:
        column.width = Emu(column.width * wide // now)


def _columns(table: Any, head: tuple[str, ...], known: Sequence[Sequence[str]]) -> tuple[list[int], Unmatched | None]:
    cells = [cell.text_frame.text.strip() for cell in table.rows[0].cells]
    named = {name_key(name): index for names in (*known, head) for index, name in enumerate(names) if name}
    given = [named.get(name_key(cell)) for cell in cells]
    found = [index for index in given if index is not None]
    if len(found) == len(given):
        return found, None
    count = min(len(cells), len(head))
    if count == len(head):  # it has all columns, and none was chosen
        return list(range(count)), None
    cell = cells[given.index(None)]
    spelled = {name_key(name): name for name in head}
    near = nearest(name_key(cell), named) or ""
    return list(range(count)), Unmatched(cell, spelled.get(near, near), count, head)


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
