"""The tokenizer: RFC 4180, strict, with the physical line and character of every cell.

A quote inside an unquoted cell, text after a closing quote and a quote that is never closed are faults, never
a guess (RFC 4180, section 2, rules 5 to 7; where the RFC is silent, refusal). After a fault reading goes on
at the line below the one where the trouble began, so that one bad row costs one finding.

Lines without a quote have a trivial grammar and are split at once, which is what makes a million rows quick;
so are chunks in which every cell is quoted.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress, repeat
from operator import methodcaller, not_

from coverage_cli.intake.files.block import Block, Fault, Position, Positions
from coverage_cli.intake.files.record import Broken, Record, never_closed, read_record
from coverage_cli.intake.files.text import LONGEST_RECORD, Lines


class Tokenizer:
    """Splits chunks of physical lines into blocks of cells of a fixed width."""

    def __init__(self, delimiter: str, width: int) -> None:
        self._delimiter = delimiter
        self._width = width
        self._open: Lines | None = None
        """A record that goes on in the next chunk."""
        self._size = 0
        """Its characters so far, line ends included."""
        self._alike = True
        """Whether the last lines without quotes all had the header's width: the next ones probably are as they were."""

    def feed(self, chunk: Lines, *, last: bool = False) -> Block:
        """The rows that are complete after `chunk`; with `last`, what is still open is a fault."""
        if self._open is not None:
            ends = last or any('"' in line for line in chunk.lines)
            chunk = self._continued(self._open, chunk)
            if not ends and self._size <= LONGEST_RECORD:
                self._open = chunk
                return Block([[] for _ in range(self._width)], [], self._width)
            self._open = None
        block = self._split(chunk, last=last)
        block.positions = _InText(chunk, self._delimiter, self._width)
        return block

    def _split(self, chunk: Lines, *, last: bool) -> Block:
        text = f"\n{self._delimiter}".join(chunk.lines)
        quoted = '"' in text
        if not (quoted or self._alike):
            return self._of_any_width(chunk)
        columns = self._all_quoted(chunk.lines) if quoted else self._at_once(text, len(chunk.lines))
        if columns is not None:
            return Block(columns, range(chunk.first, chunk.first + len(chunk.lines)), self._width)
        return self._in_runs(chunk, last=last) if quoted else self._of_any_width(chunk)

    def _continued(self, open_: Lines, chunk: Lines) -> Lines:
        """The record that is open with the lines of the next chunk."""
        self._size += _size(chunk.lines)
        open_.lines.extend(chunk.lines)
        return Lines(open_.first, open_.lines, open_.spoilt or chunk.spoilt)

    def _at_once(self, text: str, lines: int) -> list[list[str]] | None:
        """The columns in a few calls, where no line has a quote and all have the same width."""
        width = self._width
        cells = text.split(self._delimiter)
        # No line holds a line end: where each one's stands in the last column, each has as many cells as there are.
        last = "".join(cells[width - 1 :: width]).split("\n")
        if len(cells) != width * lines or len(last) != lines:
            return None
        return [*(cells[column::width] for column in range(width - 1)), last]

    def _of_any_width(self, chunk: Lines) -> Block:
        """Lines without a quote, of which some are blank, or have too few cells or too many: as many as there are."""
        delimiter, width = self._delimiter, self._width
        fits = [marks == width - 1 for marks in map(str.count, chunk.lines, repeat(delimiter))]
        cells = delimiter.join(compress(chunk.lines, fits)).split(delimiter) if any(fits) else []
        numbers = range(chunk.first, chunk.first + len(chunk.lines))
        block = Block([cells[column::width] for column in range(width)], list(compress(numbers, fits)), width)
        self._alike = all(fits)
        odd = list(map(not_, fits))
        for number, line in zip(compress(numbers, odd), compress(chunk.lines, odd), strict=True):
            if line.strip():
                block.faults.append(Fault("S104", number, 1, line, tuple(line.split(delimiter))))
        return block

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
            record = never_closed(lines, at, self._delimiter)
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
        start = self._start(self._lines[line - self._first], column)
        if start is not None:
            return line, start
        record = read_record(self._lines, line - self._first, self._delimiter)
        if not isinstance(record, Record):
            return line, 1
        row, character = record.starts[column]
        return self._first + row, character + 1

    def _start(self, text: str, column: int) -> int | None:
        """Where a cell begins in a line in which no cell has quotes, or each has, around it; None in others."""
        between = self._delimiter
        if '"' in text:
            between = f'"{between}"'
            whole = text[0] == '"' == text[-1] and text.count(between) == self._width - 1
            if not whole or text.count('"') != 2 * self._width:
                return None
        rest = text.split(between, column)[column]
        return 1 + len(text) - len(rest) - (len(between) > 1 and column > 0)

    def among(self, lines: Sequence[int], column: int) -> tuple[Sequence[int], Sequence[int]]:
        texts = [self._lines[line - self._first] for line in lines]
        if column == self._width - 1 and not any('"' in text for text in texts):  # as counts mostly are
            return lines, [text.rfind(self._delimiter) + 2 for text in texts]
        starts = [start for text in texts if (start := self._start(text, column)) is not None]
        return (lines, starts) if len(starts) == len(lines) else super().among(lines, column)
