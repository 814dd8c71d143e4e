"""A block of rows, column by column, and where each of its cells stands in the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

T = TypeVar("T")
Position = tuple[int, int]
"""Physical line and character, both from 1."""


class Fault(NamedTuple):
    """A row that cannot be split: the rule it breaks, where, and its text."""

    code: str
    line: int
    column: int
    text: str
    cells: tuple[str, ...] = ()


class Positions:
    """Where cells begin, by the line of their row and the file's column; here of rows that are no lines of text."""

    def of(self, line: int, column: int) -> Position:
        """Where a cell begins."""
        return line, column + 1

    def among(self, lines: Sequence[int], column: int) -> tuple[Sequence[int], Sequence[int]]:
        """Lines and characters of a column's cells in the rows of these lines, of which there can be many."""
        places = [self.of(line, column) for line in lines]
        return [line for line, _ in places], [character for _, character in places]


@dataclass(slots=True)
class Block:
    """Rows of the right width, column by column, and the faults met between them.

    The first `width` columns are the file's own. Behind them may stand columns that the configuration makes
    of them; `origins` says from which of the file's columns each cell of those comes.
    """

    columns: list[list[str]]
    lines: Sequence[int]
    width: int
    faults: list[Fault] = field(default_factory=list)
    positions: Positions = field(default_factory=Positions)
    origins: Mapping[int, Sequence[int]] = field(default_factory=dict)
    short: Block | None = None
    """Of a wide table, the block with each row once; the long one's columns that nobody reads are left empty."""
    row_of: Sequence[int] = ()
    """For each row the one of the short block that it is made of."""

    def place(self, row: int, column: int) -> Position:
        """Line and character where a cell begins."""
        origin = self.origins[column][row] if column in self.origins else column
        return self.positions.of(self.lines[row], origin)

    def places(self, rows: Sequence[int], column: int) -> tuple[Sequence[int], Sequence[int]]:
        """The same of a column's cells in these rows: all lines, and all characters."""
        if column not in self.origins:
            return self.positions.among(_picked(self.lines, rows), column)
        places = [self.place(row, column) for row in rows]
        return [line for line, _ in places], [character for _, character in places]

    def row(self, row: int) -> tuple[str, ...]:
        """The file's cells of a row."""
        if self.short is not None:
            return self.short.row(self.row_of[row])
        return tuple(cells[row] for cells in self.columns[: self.width])

    def only(self, rows: list[int]) -> Block:
        """The block with just these rows, and its faults."""
        columns = [_picked(cells, rows) if cells else cells for cells in self.columns]
        origins = {column: _picked(origin, rows) for column, origin in self.origins.items()}
        row_of = _picked(self.row_of, rows) if self.short else ()
        lines = _picked(self.lines, rows)
        return Block(columns, lines, self.width, self.faults, self.positions, origins, self.short, row_of)


def _picked(cells: Sequence[T], rows: Sequence[int]) -> list[T]:
    return [cells[row] for row in rows]
