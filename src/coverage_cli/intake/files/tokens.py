"""The tokenizer: RFC 4180, strict, with the physical line and character of every cell.

A quote inside an unquoted cell, text after a closing quote and a quote that is never closed are faults, never
a guess (RFC 4180, section 2, rules 5 to 7; where the RFC is silent, refusal). After a fault reading goes on
at the line below the one where the trouble began, so that one bad row costs one finding.

Lines without a quote have a trivial grammar and are split at once, which is what makes a million rows quick;
so are chunks in which every cell is quoted.
"""

from __future__ import annotations

from itertools import repeat
from operator import methodcaller
from typing import TYPE_CHECKING, NamedTuple

from coverage_cli.intake.files.block import Block, Fault, Positions
from coverage_cli.intake.files.text import LONGEST_RECORD, Lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_cli.intake.files.block import Position


class Record(NamedTuple):
    """A split record: its cells, where each begins (offsets in lines), and how many lines it took."""

    cells: list[str]
    starts: list[tuple[int, int]]
    taken: int


class Broken(NamedTuple):
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
        self._size = 0
        """Its characters so far, line ends included."""

    def feed(self, chunk: Lines, *, last: bool = False) -> Block:
        """The rows that are complete after `chunk`; with `last`, what is still open is a fault."""
        if self._open is not None:
            ends = last or any('"' in line for line in chunk.lines)
            chunk = self._continued(self._open, chunk)
            if not ends and self._size <= LONGEST_RECORD:
                self._open = chunk
                return Block([[] for _ in range(self._width)], [], self._width)
            self._open = None
        columns = self._at_once(chunk.lines) or self._all_quoted(chunk.lines)
        if columns is not None:
            block = Block(columns, range(chunk.first, chunk.first + len(chunk.lines)), self._width)
        else:
            block = self._in_runs(chunk, last=last)
        block.positions = _InText(chunk, self._delimiter, self._width)
        return block

    def _continued(self, open_: Lines, chunk: Lines) -> Lines:
        """The record that is open with the lines of the next chunk."""
        self._size += _size(chunk.lines)
        open_.lines.extend(chunk.lines)
        return Lines(open_.first, open_.lines, open_.spoilt or chunk.spoilt)

    def _at_once(self, lines: list[str]) -> list[list[str]] | None:
        """The columns in a few calls, where no line has a quote and all have the same width."""
        delimiter, width = self._delimiter, self._width
        text = f"\n{delimiter}".join(lines)
        if '"' in text:
            return None
        cells = text.split(delimiter)
        # No line holds a line end: where each one's stands in the last column, each has as many cells as there are.
        last = "".join(cells[width - 1 :: width]).split("\n")
        if len(cells) != width * len(lines) or len(last) != len(lines):
            return None
        return [*(cells[column::width] for column in range(width - 1)), last]

    def _all_quoted(self, lines: list[str]) -> list[list[str]] | None:
        """The same where every cell is quoted and holds no quote: then all quotes stand around delimiters."""
        between, width = f'"{self._delimiter}"', self._width
        if set(map(methodcaller("count", '"'), lines)) != {2 * width}:
            return None
        if not all(line[0] == '"' == line[-1] for line in lines):
            return None
        cells = between.join([line[1:-1] for line in lines]).split(between)
        # With this many cells every quote was one of a separator's two, so no cell crosses a line.
        if len(cells) != width * len(lines):
            return None
        return [cells[column::width] for column in range(width)]

    def _in_runs(self, chunk: Lines, *, last: bool) -> Block:
        """Runs of plain lines at once; the lines between them one by one."""
        lines, delimiter, width = chunk.lines, self._delimiter, self._width
        block = Block([[] for _ in range(width)], [], width)
        odd = [at for at, line in enumerate(lines) if '"' in line or line.count(delimiter) != width - 1]
        numbers: list[int] = []
        block.lines = numbers
        at = 0
        for stop in (*odd, len(lines)):
            if stop < at:
                continue  # a line of a record that was read already
            if run := lines[at:stop]:
                cells = delimiter.join(run).split(delimiter)
                for column in range(width):
                    block.columns[column] += cells[column::width]
                numbers += range(chunk.first + at, chunk.first + stop)
            if stop == len(lines):
                break
            taken = self._odd(chunk, stop, block, last=last) if lines[stop] else 1
            if taken is None:
                break
            at = stop + taken
        return block

    def _odd(self, chunk: Lines, at: int, block: Block, *, last: bool) -> int | None:
        """Read the record that begins in a line; how many lines it took, or None where it goes on in the next chunk."""
        lines, first = chunk.lines, chunk.first
        record = read_record(lines, at, self._delimiter)
        if record is None:
            rest = lines[at:]
            self._size = _size(rest)
            if not last and self._size <= LONGEST_RECORD:
                self._open = Lines(first + at, rest, chunk.spoilt)
                return None
            record = _never_closed(lines, at, self._delimiter)
        if isinstance(record, Broken):
            block.faults.append(Fault(record.code, first + record.row, record.at + 1, lines[record.row]))
        elif len(record.cells) == self._width:
            for column, cell in zip(block.columns, record.cells, strict=True):
                column.append(cell)
            block.lines.append(first + at)  # type: ignore[attr-defined] # a list, as long as it grows
        elif lines[at].strip() or record.taken > 1:
            block.faults.append(Fault("S104", first + at, 1, lines[at], tuple(record.cells)))
        return record.taken


def _size(lines: list[str]) -> int:
    return sum(map(len, lines)) + len(lines)


class _InText(Positions):
    """Where cells begin in a chunk of text: its lines are read again, for findings only."""

    def __init__(self, chunk: Lines, delimiter: str, width: int) -> None:
        self._lines, self._first, self._delimiter, self._width = chunk.lines, chunk.first, delimiter, width

    def of(self, line: int, column: int) -> Position:
        if '"' not in (text := self._lines[line - self._first]):
            return line, self._start(text, column)
        record = read_record(self._lines, line - self._first, self._delimiter)
        if not isinstance(record, Record):
            return line, 1
        row, character = record.starts[column]
        return self._first + row, character + 1

    def _start(self, text: str, column: int) -> int:
        """Where a cell of a line without quotes begins."""
        return len(text) - len(text.split(self._delimiter, column)[column]) + 1

    def among(self, lines: Sequence[int], column: int) -> tuple[Sequence[int], Sequence[int]]:
        texts = [self._lines[line - self._first] for line in lines]
        if any('"' in text for text in texts):
            return super().among(lines, column)
        if column == self._width - 1:  # as counts mostly are
            return lines, [text.rfind(self._delimiter) + 2 for text in texts]
        return lines, list(map(self._start, texts, repeat(column)))


def read_record(lines: list[str], at: int, delimiter: str) -> Record | Broken | None:
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
                # Closed by a quote of a later row: the one that was left open is the fault.
                code = "S105" if end_row > row else "S107"
                return Broken(code, row, starts[-1][1], row - at + 1)
            row = end_row
        else:
            end = line.find(delimiter, column)
            end = len(line) if end < 0 else end
            if line.find('"', column, end) >= 0:
                return Broken("S106", row, column, row - at + 1)
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


def _never_closed(lines: list[str], at: int, delimiter: str) -> Broken:
    """Find the quote that stays open: the cells before it, read again, end where it begins."""
    row, column = at, 0
    while cell := _closed_cell(lines, row, column, delimiter):
        row, column = cell
    return Broken("S105", row, column, row - at + 1)


def _closed_cell(lines: list[str], row: int, column: int, delimiter: str) -> tuple[int, int] | None:
    """Where the next cell begins, or None where this one does not close."""
    if lines[row].startswith('"', column):
        cell = _quoted(lines, row, column)
        return None if cell is None else (cell[1], cell[2] + len(delimiter))
    return row, lines[row].index(delimiter, column) + len(delimiter)
