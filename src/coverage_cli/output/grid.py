"""Any table of texts: as columns where they fit, else as a list; numbers are never wrapped or cropped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from coverage_cli.output.columns import Figure, folded, table
from coverage_cli.output.terminal import render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType
    from rich.table import Table


@dataclass(frozen=True, slots=True)
class Grid:
    """Headings and rows. Columns in `texts` are text and may fold, others are figures; the last `totals` are bold."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    totals: int = 0
    texts: frozenset[int] = frozenset()

    def fitted(self, width: int | None, optional: frozenset[int]) -> Grid:
        """The grid, without its optional columns where only then the others fit; the caller says that they are gone."""
        if width is None or _least_width(self, 1) <= width:
            return self
        kept = [index for index in range(len(self.head)) if index not in optional]
        head = tuple(self.head[index] for index in kept)
        fewer = Grid(head, tuple(tuple(row[index] for index in kept) for row in self.rows), self.totals)
        return fewer if _least_width(fewer, 1) <= width else self


def grid_text(grid: Grid, *, width: int | None, color: bool) -> str:
    """The grid as text. `width` is the terminal's in characters, None off a terminal."""
    return "".join(render(part, width, color=color) for part in _parts(grid, width))


def bullets(texts: Sequence[str], *, width: int | None, color: bool) -> str:
    """Sentences below a table, one bullet each."""
    parts = (Padding(Text(f"• {text}"), (0, 0, 0, 1)) for text in texts)
    return "".join(render(part, width, color=color) for part in parts)


def _parts(grid: Grid, width: int | None) -> list[RenderableType]:
    for blanks in (2, 1):
        if width is None or _least_width(grid, blanks) <= width:
            return [_table(grid, blanks, width)]
    return [_listed(grid, row) for row in grid.rows]


def _least_width(grid: Grid, blanks: int) -> int:
    """Characters that the columns need."""
    widths = _least_widths(grid)
    return sum(widths) + blanks * (len(widths) - 1)


def _least_widths(grid: Grid) -> list[int]:
    """Characters that each column needs: cells whole, headings and texts folded at their blanks."""
    return [
        max(map(cell_len, (*heading.split(), *(part for row in grid.rows for part in _parts_of(grid, row, index)))))
        for index, heading in enumerate(grid.head)
    ]


def _parts_of(grid: Grid, row: tuple[str, ...], index: int) -> list[str]:
    return row[index].split() if index in grid.texts else [row[index]]


def _widths(grid: Grid, blanks: int, width: int | None) -> list[int]:
    """Characters of each column: what it would like, else what it needs and what room is left, from left to right."""
    liked = [max(map(cell_len, column)) for column in zip(grid.head, *grid.rows, strict=True)]
    if width is None:
        return liked
    given = _least_widths(grid)
    room = width - blanks * (len(given) - 1) - sum(given)
    for index, like in enumerate(liked):
        more = min(max(0, like - given[index]), room)
        given[index] += more
        room -= more
    return given


def _table(grid: Grid, blanks: int, width: int | None) -> Table:
    made = table()
    for index, (heading, wide) in enumerate(zip(grid.head, _widths(grid, blanks, width), strict=True)):
        text = index == 0 or index in grid.texts
        more = blanks - 1 if index else 0
        shown = folded(Text(heading), more)
        made.add_column(shown, justify="left" if text else "right", overflow="fold", width=more + wide)
    for number, row in enumerate(grid.rows):
        bold = number >= len(grid.rows) - grid.totals
        cells = (
            folded(Text(text), blanks - 1 if column else 0)
            if column in grid.texts
            else Figure(text, blanks=blanks - 1 if column else 0)
            for column, text in enumerate(row)
        )
        made.add_row(*cells, style="bold" if bold else None)
    return made


def _listed(grid: Grid, row: tuple[str, ...]) -> RenderableType:
    figures = [f"{heading} {text}" for heading, text in zip(grid.head[1:], row[1:], strict=True) if text]
    return Group(Text(row[0], style="bold"), Padding(Text("; ".join(figures)), (0, 0, 0, 4)))
