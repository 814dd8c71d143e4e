"""One record of separated text, quote by quote: what the tokenizer does where lines cannot be split at once."""

from __future__ import annotations

from typing import NamedTuple


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


def never_closed(lines: list[str], at: int, delimiter: str) -> Broken:
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
