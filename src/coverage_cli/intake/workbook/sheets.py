"""A sheet of an .xlsx file as blocks of rows: `line` is the sheet's row, `column` its column, both from 1.

Cells become the text that a CSV would hold, so that the same rules judge them. What a cell's type makes certain
stays certain (a number has no thousands mark, what is shown as a month is that month), and what it makes doubtful is
refused (a number shown as a day).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, islice

from coverage_cli.config.layout import Layout
from coverage_cli.config.project import refuse_idle_sheet
from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.findings import Finding
from coverage_cli.domain.model import Kind
from coverage_cli.domain.phrases import phrase
from coverage_cli.intake.cells.unread import seen
from coverage_cli.intake.files.block import Block, Fault
from coverage_cli.intake.files.opening import first_bytes
from coverage_cli.intake.files.recognising import is_workbook
from coverage_cli.intake.files.text import OVERLONG
from coverage_cli.intake.headers.fields import Header
from coverage_cli.intake.headers.header import no_header, sheet_header
from coverage_cli.intake.workbook.book import Sheet, Workbook, open_workbook
from coverage_cli.intake.workbook.cells import Row, SheetReader
from coverage_cli.intake.workbook.parts import DamagedError
from coverage_cli.intake.workbook.unseen import Unseen

_ROWS, _CELLS, _FEWEST = 2048, 1 << 17, 16
"""Rows of a block: so many, or fewer in a wide table, whose cells count."""
_TITLES = 21
"""Rows among which the header is looked for."""


def open_sheet(
    layout: Layout, kind: Kind | None
) -> tuple[Header | None, list[Finding], Callable[[], Iterable[Block]]]:  # fmt: skip
    """The header, the findings so far, and a function that gives the rows.

    What cannot be read is a finding.

    Raises:
        UsageFault: an option names a sheet that the workbook does not have.
    """
    start = layout.place(1, 1)
    try:
        book = open_workbook(layout.path)
        sheet = _choose(book, layout.sheet)
        if isinstance(sheet, tuple):
            if layout.sheet_asked:
                raise UsageFault(
                    '{path:path} has no sheet "{name}"; sheets: {sheets}',
                    {"path": layout.name, "name": layout.sheet or "", "sheets": dict(sheet)["sheets"]},
                )
            return None, [Finding("F108", start, args=sheet)], tuple
        reader = SheetReader(book, layout.decimal_mark)
        rows = reader.rows(sheet)
        titles, first = _around(rows, layout.header or 1)
    except DamagedError as error:
        place = layout.place(error.line or 1, error.column or 1)
        return None, [Finding("F110", place, args=(("what", error.what),))], tuple
    texts = {row.number: _across(row) for row in (*titles, *first)}
    header = sheet_header(texts, layout, kind, sheet.name)
    if header is None:
        return None, [no_header(layout)], tuple
    unseen = Unseen(header, layout, reader, partial(SheetReader(book).rows, sheet))
    return header, header.findings, _Table(header, chain(first, rows), unseen).blocks


def _around(rows: Iterator[Row], header: int) -> tuple[list[Row], list[Row]]:
    """The last rows above a line, in which titles stand, and the first ones from it on."""
    above: deque[Row] = deque(maxlen=_TITLES)
    for row in rows:
        if row.number >= header:
            return [*above], [row, *islice(rows, _TITLES - 1)]
        above.append(row)
    return [*above], []


def _across(row: Row) -> list[str]:
    """The texts of a row up to its last filled cell, as the sheet shows them: a header is no number."""
    last = max((at for at, cell in row.cells.items() if cell.strip()), default=-1)
    return [seen(row.cells.get(at, "")) for at in range(last + 1)]


def _choose(book: Workbook, wanted: str | None) -> Sheet | tuple[tuple[str, str], ...]:
    """The sheet that is meant, or what to say where that is not clear."""
    names = ", ".join(sheet.name for sheet in book.sheets if sheet.visible) or "-"
    if wanted is not None:
        found = next((sheet for sheet in book.sheets if sheet.name.strip() == wanted.strip()), None)
        return found or (("what", phrase("this workbook has no sheet of that name")), ("sheets", names))
    visible = [sheet for sheet in book.sheets if sheet.visible]
    filled = visible if len(visible) < 2 else [sheet for sheet in visible if next(SheetReader(book).rows(sheet), None)]  # noqa: PLR2004
    if len(filled) == 1:
        return filled[0]
    return (
        ("what", phrase("this workbook has several sheets" if filled else "this workbook has no sheet")),
        ("sheets", names),
    )


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
    rows = islice(SheetReader(book).rows(sheet), _TITLES)
    filled = [sum(bool(cell.strip()) for cell in row.cells.values()) for row in rows]
    return sum(count > 1 for count in filled) > 1


class _Table:
    """The rows below a sheet's header, and what nobody sees of them."""

    def __init__(self, header: Header, rows: Iterator[Row], unseen: Unseen) -> None:
        self._header, self._rows, self._unseen = header, rows, unseen
        self._width = len(header.names)
        self._size = max(_FEWEST, min(_ROWS, _CELLS // max(self._width, 1)))
        self._refused = 0

    def blocks(self) -> Iterator[Block]:
        """The rows, in blocks; what is damaged ends them."""
        block, last = self._empty(), self._header.line
        try:
            for row in self._rows:
                last = row.number
                if last >= self._header.first and any(map(str.strip, row.cells.values())):
                    self._take(row, block)
                if len(block.lines) == self._size:
                    yield block
                    block = self._empty()
            self._header.findings += self._unseen.found()
        except DamagedError as error:
            block.faults.append(Fault("F110", error.line or last + 1, error.column or 1, error.what))
        yield block

    def _take(self, row: Row, block: Block) -> None:
        cells, width = row.cells, self._width
        texts = [cells.get(at, "") for at in range(width)]
        beyond = min((at for at in cells if at >= width and cells[at].strip()), default=None)
        if (spoilt := next((at for at in sorted(cells) if OVERLONG in cells[at]), None)) is not None:
            block.faults.append(Fault("F105", row.number, spoilt + 1, OVERLONG))
        elif beyond is not None:
            self._refused += 1
            if self._refused < _TITLES:  # below a narrow title these may be the table
                texts += [cells.get(at, "") for at in range(width, max(cells) + 1)]
            block.faults.append(Fault("S104", row.number, beyond + 1, seen(cells[beyond]), tuple(texts)))
        else:
            for column, text in zip(block.columns, texts, strict=True):
                column.append(text)
            block.lines.append(row.number)  # type: ignore[attr-defined] # a list
            self._unseen.row(row)

    def _empty(self) -> Block:
        return Block([[] for _ in range(self._width)], [], self._width)
