"""A sheet of an .xlsx file as blocks of rows: `line` is the sheet's row, `column` its column, both from 1.

Cells become the text that a CSV would hold, so that the same rules judge them. What a cell's type makes certain
stays certain (a number has no thousands mark, what is shown as a month is that month), and what it makes doubtful is
refused (a number shown as a day).
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING

from coverage_cli.config.project import refuse_idle_sheet
from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.findings import Finding, Place
from coverage_cli.domain.records import SHEET_DIGITS
from coverage_cli.intake.block import Block, Fault
from coverage_cli.intake.header import Header, sheet_header
from coverage_cli.intake.opening import first_bytes, is_workbook
from coverage_cli.intake.workbook import DamagedError, Sheet, Workbook, dated, local, open_workbook, parse, unescaped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from coverage_cli.config.layout import Layout
    from coverage_cli.domain.model import Kind

_ROWS = 2048
"""Rows of a block."""
_TITLES = 21
"""Rows among which the header is looked for."""
_WHOLE = 10**15
"""Up to here a spreadsheet's number is exact to its last digit."""
_SHOWN = Context(prec=SHEET_DIGITS, rounding=ROUND_HALF_EVEN)
"""The significant digits that spreadsheets show of a number, whatever a cell's format."""
_NO_VALUE = "#CALC!"
"""Stands for a formula that was never computed: the value that a spreadsheet would store is not there."""
_MOST_COLUMNS = 16_384
Row = tuple[int, list[str]]


def open_sheet(
    layout: Layout, kind: Kind | None
) -> tuple[Header | None, list[Finding], Callable[[], Iterable[Block]]]:  # fmt: skip
    """The header, the findings so far, and a function that gives the rows.

    What cannot be read is a finding.
    """
    start = Place(layout.name, 1, 1)
    try:
        book = open_workbook(layout.path)
        sheet = _choose(book, layout.sheet)
        if isinstance(sheet, tuple):
            return None, [Finding("F108", start, args=sheet)], tuple
        rows = _rows(book, sheet, layout.decimal_mark)
        first = list(islice(rows, _TITLES))
    except DamagedError as error:
        return None, [Finding("F110", start, args=(("what", str(error)),))], tuple
    header = sheet_header(first, layout, kind)
    if header is None:
        return None, [Finding("F103", start)], tuple
    while header.names and not header.names[-1]:  # cells that were only coloured
        header.names = header.names[:-1]
    header.empty = [index for index in header.empty if index < len(header.names)]
    findings = [found for found in header.findings if found.code != "S113" or found.place.column <= len(header.names)]
    return header, findings, partial(_blocks, header, chain(first, rows))


def _choose(book: Workbook, wanted: str | None) -> Sheet | tuple[tuple[str, str], ...]:
    """The sheet that is meant, or what to say where that is not clear."""
    names = ", ".join(sheet.name for sheet in book.sheets if sheet.visible) or "-"
    if wanted is not None:
        found = next((sheet for sheet in book.sheets if sheet.name.strip() == wanted.strip()), None)
        return found or (("what", "this workbook has no sheet of that name"), ("sheets", names))
    visible = [sheet for sheet in book.sheets if sheet.visible]
    filled = visible if len(visible) < 2 else [sheet for sheet in visible if next(_rows(book, sheet), None)]  # noqa: PLR2004
    if len(filled) == 1:
        return filled[0]
    return (("what", "this workbook has several sheets" if filled else "this workbook has no sheet"), ("sheets", names))


def of_sheets(layouts: Sequence[Layout], names: Sequence[str]) -> list[Layout]:
    """Layouts with the sheet of each: by its own name, by one name for all workbooks that have it, or by its table.

    Raises:
        UsageFault: there are more names than files, or no workbook; or a file cannot be opened.

    """
    if len(names) > len(layouts):
        raise UsageFault("--sheet is given {count:n} times, and there are two files", {"count": str(len(names))})
    if names:
        refuse_idle_sheet(layouts)
    if len(names) == len(layouts):
        return [replace(layout, sheet=name) for layout, name in zip(layouts, names, strict=True)]
    wanted = next(iter(names), None)
    found = [_sheet_of(layout, wanted) for layout in layouts]
    if wanted is not None and wanted not in found:
        found = [wanted] * len(layouts)
    return [replace(layout, sheet=name) for layout, name in zip(layouts, found, strict=True)]


def _sheet_of(layout: Layout, wanted: str | None) -> str | None:
    """The wanted sheet of a workbook, or the only one that has a table; None where the reader needs no word."""
    if not is_workbook(layout.path, first_bytes(layout.path)):
        return None
    try:
        book = open_workbook(layout.path)
        if wanted is not None and isinstance(_choose(book, wanted), Sheet):
            return wanted
        if isinstance(_choose(book, None), Sheet):
            return None
        tables = [sheet.name for sheet in book.sheets if sheet.visible and _is_table(book, sheet)]
    except DamagedError:
        return None
    return tables[0] if len(tables) == 1 else None


def _is_table(book: Workbook, sheet: Sheet) -> bool:
    """Whether several of a sheet's first rows have several cells."""
    filled = [sum(bool(cell.strip()) for cell in cells) for _, cells in islice(_rows(book, sheet), _TITLES)]
    return sum(count > 1 for count in filled) > 1


def _blocks(header: Header, rows: Iterator[Row]) -> Iterator[Block]:
    width = len(header.names)
    block = _empty(width)
    try:
        for number, cells in rows:
            if number < header.line + header.taken or not any(map(str.strip, cells)):
                continue
            if any(map(str.strip, cells[width:])):
                block.faults.append(Fault("S104", number, width + 1, "", tuple(cells)))
                continue
            for column, cell in zip(block.columns, chain(cells, [""] * (width - len(cells))), strict=False):
                column.append(cell)
            block.lines.append(number)  # type: ignore[attr-defined] # a list
            if len(block.lines) == _ROWS:
                yield block
                block = _empty(width)
    except DamagedError as error:
        block.faults.append(Fault("F110", block.lines[-1] + 1 if block.lines else 1, 1, str(error)))
    yield block


def _empty(width: int) -> Block:
    return Block([[] for _ in range(width)], [], width)


def _rows(book: Workbook, sheet: Sheet, mark: str = ".") -> Iterator[Row]:
    """Rows that have a cell, with their numbers; `mark` stands before the decimals of a cell that is a number.

    Raises:
        DamagedError: the sheet is damaged.

    """
    reader = _SheetReader(book, mark)
    for _ in parse(
        book, sheet.part, StartElementHandler=reader.start, EndElementHandler=reader.end,
        CharacterDataHandler=reader.text,
    ):  # fmt: skip
        yield from reader.done
        reader.done.clear()


class _SheetReader:
    """Handlers that turn a sheet's XML into rows of texts."""

    def __init__(self, book: Workbook, mark: str) -> None:
        self._book, self._mark = book, mark
        self.done: list[Row] = []
        self._number = self._column = 0
        self._cells: list[str] = []
        self._type = ""
        self._date = ""
        self._formula = self._has_value = False
        self._inside: list[str] = []
        self._parts: list[str] = []

    def start(self, name: str, given: dict[str, str]) -> None:
        """An element begins."""
        tag = local(name)
        self._inside.append(tag)
        if tag == "row":
            self._number = int(given.get("r", self._number + 1))
            self._cells, self._column = [], 0
        elif tag == "c":
            self._column = _column(given["r"]) if "r" in given else self._column + 1
            self._type = given.get("t", "n")
            style = int(given.get("s", "0"))
            self._date = self._book.dates[style] if style < len(self._book.dates) else ""
            self._formula = self._has_value = False
            self._parts = []
        elif tag == "f":
            self._formula = True

    def text(self, data: str) -> None:
        """Text within an element."""
        if self._inside and self._inside[-1] in {"v", "t"} and "rPh" not in self._inside:
            self._has_value = True
            self._parts.append(data)

    def end(self, name: str) -> None:
        """An element ends."""
        self._inside.pop()
        tag = local(name)
        if tag == "c":
            self._cells += [""] * (self._column - 1 - len(self._cells))
            self._cells.append(self._value("".join(self._parts)))
        elif tag == "row" and any(self._cells):
            self.done.append((self._number, self._cells))

    def _value(self, raw: str) -> str:
        if not self._has_value:
            return _NO_VALUE if self._formula and self._type != "str" else ""
        if self._type == "s":
            return self._book.strings[int(raw)]
        if self._type in {"str", "inlineStr", "e"}:
            return raw if self._type == "e" else unescaped(raw)
        if self._type == "b":
            return "TRUE" if raw.strip() == "1" else "FALSE"
        if self._date or self._type == "d":
            return dated(self._book, raw, self._date)
        return _number(raw, self._mark)


def _column(reference: str) -> int:
    """The number of the column of a cell such as AB12."""
    number = 0
    for letter in reference.rstrip("0123456789"):
        number = number * 26 + ord(letter) - ord("A") + 1
        if not 0 < number <= _MOST_COLUMNS:
            raise ValueError("no column")
    return number


def _number(raw: str, mark: str) -> str:
    """A stored number as text with one reading: whole numbers in digits, decimals never as a group of three.

    Digits beyond those that a spreadsheet shows are what is left of its binary arithmetic: 16100.000000000002 is 16100.
    """
    if re.fullmatch(r"-?[0-9]+", raw):
        return raw
    if not re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?", raw) or abs(Decimal(raw)) >= _WHOLE:
        return raw
    value = _SHOWN.plus(Decimal(raw)).normalize()  # 1.1 is stored as 1.1000000000000001
    shown = f"{value:f}"
    return (f"{shown}0" if re.fullmatch(r"-?[0-9]+\.[0-9]{3}", shown) else shown).replace(".", mark)
