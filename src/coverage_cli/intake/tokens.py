"""The tokenizer: RFC 4180, strict, with the physical line and character of every cell.

A quote inside an unquoted cell, text after a closing quote and a quote that is never closed are faults, never
a guess (RFC 4180, section 2, rules 5 to 7; where the RFC is silent, refusal). After a fault reading goes on
at the line below the one where the trouble began, so that one bad row costs one finding.

A chunk without a quote has a trivial grammar and is split at once, which is what makes a million rows quick.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import methodcaller
from typing import TYPE_CHECKING, NamedTuple

from coverage_cli.intake.text import LONGEST_RECORD, Lines

if TYPE_CHECKING:
    from collections.abc import Sequence

Position = tuple[int, int]
"""Physical line and character, both from 1."""


class Fault(NamedTuple):
    """A row that cannot be split: the rule it breaks, where, and its text."""

    code: str
    line: int
    column: int
    text: str
    cells: tuple[str, ...] = ()


@dataclass(slots=True)
class Block:
    """Rows of the right width, column by column, and the faults met between them."""

    columns: list[list[str]]
    lines: Sequence[int]
    faults: list[Fault] = field(default_factory=list)
    starts: dict[int, list[Position]] = field(default_factory=dict)
    """Where the cells of a row with quotes begin; other rows' cells are where their lengths say."""

    def place(self, row: int, column: int) -> Position:
        """Line and character of a cell."""
        if row in self.starts:
            return self.starts[row][column]
        return self.lines[row], 1 + sum(len(cells[row]) + 1 for cells in self.columns[:column])

    def row(self, row: int) -> tuple[str, ...]:
        """The cells of a row."""
        return tuple(cells[row] for cells in self.columns)


class Record(NamedTuple):
    """A split record: its cells, where each begins (offsets in lines), and how many lines it took."""

    cells: list[str]
    starts: list[tuple[int, int]]
    taken: int


class _Broken(NamedTuple):
    """A record that breaks the grammar: code, offset of line and character, lines to leave."""

    code: str
    row: int
    at: int
    taken: int


class Tokenizer:
    """Splits chunks of physical lines into blocks of cells of a fixed width."""

    def __init__(self, delimiter: str, width: int) -> None:
        self._delimiter = delimiter
        self._width = width
        self._open: Lines | None = None
        """A record that goes on in the next chunk."""

    def feed(self, chunk: Lines, *, last: bool = False) -> Block:
        """The rows that are complete after `chunk`; with `last`, what is still open is a fault."""
        if self._open is not None:
            chunk = Lines(self._open.first, self._open.lines + chunk.lines)
            self._open = None
        return self._at_once(chunk) or self._line_by_line(chunk, last=last)

    def _at_once(self, chunk: Lines) -> Block | None:
        """The whole chunk in a few calls, where it has no quote and every line has the same width."""
        lines, delimiter, width = chunk.lines, self._delimiter, self._width
        if set(map(methodcaller("count", delimiter), lines)) != {width - 1}:
            return None
        text = delimiter.join(lines)
        if '"' in text:
            return None
        cells = text.split(delimiter)
        return Block([cells[column::width] for column in range(width)], range(chunk.first, chunk.first + len(lines)))

    def _line_by_line(self, chunk: Lines, *, last: bool) -> Block:
        lines, first, width = chunk.lines, chunk.first, self._width
        rows: list[list[str]] = []
        block = Block([], [])
        numbers: list[int] = []
        at = 0
        while at < len(lines):
            record = read_record(lines, at, self._delimiter)
            if record is None:
                if not last and sum(map(len, lines[at:])) <= LONGEST_RECORD:
                    self._open = Lines(first + at, lines[at:])
                    break
                record = _never_closed(lines, at, self._delimiter)
            if isinstance(record, _Broken):
                block.faults.append(Fault(record.code, first + record.row, record.at + 1, lines[record.row]))
            elif len(record.cells) != width:
                if lines[at].strip() or record.taken > 1:
                    block.faults.append(Fault("S104", first + at, 1, lines[at], tuple(record.cells)))
            else:
                if record.starts:
                    block.starts[len(rows)] = [(first + row, column + 1) for row, column in record.starts]
                rows.append(record.cells)
                numbers.append(first + at)
            at += record.taken
        block.columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in range(width)]
        block.lines = numbers
        return block


def read_record(lines: list[str], at: int, delimiter: str) -> Record | _Broken | None:
    """Split the record that begins in line `at`; None where its end is not among `lines`."""
    line = lines[at]
    if '"' not in line:
        return Record(line.split(delimiter), [], 1)
    cells: list[str] = []
    starts: list[tuple[int, int]] = []
    row, column = at, 0
    while True:
        starts.append((row, column))
        if line.startswith('"', column):
            cell = _quoted(lines, row, column)
            if cell is None:
                return None
            text, end_row, column = cell
            cells.append(text)
            line = lines[end_row]
            if column < len(line) and not line.startswith(delimiter, column):
                if end_row > row:  # closed by a quote of a later row: the one that was left open is the fault
                    return _Broken("S105", row, starts[-1][1], row - at + 1)
                return _Broken("S107", row, column, row - at + 1)
            row = end_row
        else:
            end = line.find(delimiter, column)
            end = len(line) if end < 0 else end
            stray = line.find('"', column, end)
            if stray >= 0:
                return _Broken("S106", row, stray, row - at + 1)
            cells.append(line[column:end])
            column = end
        if column == len(line):
            return Record(cells, starts, row - at + 1)
        column += len(delimiter)


def _quoted(lines: list[str], row: int, column: int) -> tuple[str, int, int] | None:
    """Text of the quoted cell that opens there, the line where it closes and the character after it."""
    parts: list[str] = []
    line, at = lines[row], column + 1
    while True:
        quote = line.find('"', at)
        if quote < 0:
            row += 1
            if row == len(lines):
                return None
            parts += (line[at:], "\n")
            line, at = lines[row], 0
        elif line.startswith('"', quote + 1):
            parts.append(line[at : quote + 1])
            at = quote + 2
        else:
            parts.append(line[at:quote])
            return "".join(parts), row, quote + 1


def _never_closed(lines: list[str], at: int, delimiter: str) -> _Broken:
    """Find the quote that stays open: the cells before it, read again, end where it begins."""
    row, column = at, 0
    while cell := _closed_cell(lines, row, column, delimiter):
        row, column = cell
    return _Broken("S105", row, column, row - at + 1)


def _closed_cell(lines: list[str], row: int, column: int, delimiter: str) -> tuple[int, int] | None:
    """Where the next cell begins, or None where this one does not close."""
    if lines[row].startswith('"', column):
        cell = _quoted(lines, row, column)
        return None if cell is None else (cell[1], cell[2] + len(delimiter))
    return row, lines[row].index(delimiter, column) + len(delimiter)
