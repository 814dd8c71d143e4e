"""Any table of texts: as columns where they fit, else as a list; numbers are never wrapped or cropped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coverage_cli.output.columns import Column, listed, render, room, table, widest

if TYPE_CHECKING:
    from rich.console import RenderableType


@dataclass(frozen=True, slots=True)
class Grid:
    """Headings and rows. Columns in `texts` are text and may fold, others are figures; the last `totals` are bold."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    totals: int = 0
    texts: frozenset[int] = frozenset()

    def fitted(self, width: int | None, optional: frozenset[int]) -> Grid:
        """The grid, without its optional columns where only then the others fit; the caller says that they are gone."""
        if width is None or room(_columns(self), 1) <= width:
            return self
        kept = [index for index in range(len(self.head)) if index not in optional]
        head = tuple(self.head[index] for index in kept)
        fewer = Grid(head, tuple(tuple(row[index] for index in kept) for row in self.rows), self.totals)
        return fewer if room(_columns(fewer), 1) <= width else self


def grid_text(grid: Grid, *, width: int | None, color: bool) -> str:
    """The grid as text. `width` is the terminal's in characters, None off a terminal."""
    return "".join(render(part, width, color=color) for part in _parts(grid, width))


def _parts(grid: Grid, width: int | None) -> list[RenderableType]:
    columns, rows = _columns(grid), len(grid.rows)
    for blanks in (2, 1):
        if width is None or room(columns, blanks) <= width:
            return [table(columns, blanks, width, range(rows - grid.totals, rows))]
    return [listed(row[0], _figures(grid, row), "bold") for row in grid.rows]


def _columns(grid: Grid) -> list[Column]:
    """Figures and what a row is called whole, texts folded at their blanks."""
    made = []
    for at, (heading, *cells) in enumerate(zip(grid.head, *grid.rows, strict=True)):
        least = widest([word for text in cells for word in text.split()]) if at in grid.texts else None
        made.append(Column(heading, cells, left=at == 0 or least is not None, least=least))
    return made


def _figures(grid: Grid, row: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(heading, text) for heading, text in zip(grid.head[1:], row[1:], strict=True) if text]
