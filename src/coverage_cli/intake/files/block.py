"""A block of rows, column by column, and where each of its cells stands in the file."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import compress, repeat
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

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


def _line_alone(line: int, column: int) -> Position:
    return line, column + 1


class _Pick(Protocol):
    """Takes the same rows of any column."""

    def __call__(self, cells: Sequence[T], /) -> list[T]: ...


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
    position: Callable[[int, int], Position] = _line_alone
    """From a row's line and one of the file's columns to the place of the cell."""
    origins: Mapping[int, Sequence[int]] = field(default_factory=dict)
    short: Block | None = None
    """Of a wide table, the block with each row once; the long one's columns that nobody reads are left empty."""
    row_of: Sequence[int] = ()
    """For each row the one of the short block that it is made of."""

    def place(self, row: int, column: int) -> Position:
        """Line and character where a cell begins."""
        origin = self.origins[column][row] if column in self.origins else column
        return self.position(self.lines[row], origin)

    def row(self, row: int) -> tuple[str, ...]:
        """The file's cells of a row."""
        if self.short is not None:
            return self.short.row(self.row_of[row])
        return tuple(cells[row] for cells in self.columns[: self.width])

    def only(self, rows: list[int]) -> Block:
        """The block with just these rows, and its faults."""
        return self._picked(lambda cells: [cells[row] for row in rows])

    def without(self, kept: list[bool]) -> Block:
        """The block without the rows that are not kept; quicker than `only` where most are."""
        return self._picked(lambda cells: list(compress(cells, kept)))

    def apart(self, rows: list[int], columns: Collection[int], placed: Collection[int]) -> Block:
        """Just these rows and columns, to be kept when their text is gone; places are known of those `placed`."""
        found = self.only(rows)
        cells = [cells if at in columns else [] for at, cells in enumerate(found.columns)]
        origins = {at: found.origins[at] for at in placed if at in found.origins}
        asked = [pair for at in placed for pair in zip(found.lines, origins.get(at, repeat(at)), strict=False)]
        places = {pair: self.position(*pair) for pair in asked}
        return Block(cells, found.lines, self.width, position=lambda *pair: places[pair], origins=origins)

    def _picked(self, pick: _Pick) -> Block:
        columns = [pick(cells) if cells else cells for cells in self.columns]
        origins = {column: pick(origin) for column, origin in self.origins.items()}
        row_of = pick(self.row_of) if self.short else ()
        return Block(columns, pick(self.lines), self.width, self.faults, self.position, origins, self.short, row_of)
