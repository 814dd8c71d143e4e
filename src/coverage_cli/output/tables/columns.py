"""Tables of the terminal: columns some blanks apart, in which figures are whole and long texts fold; and their print.

All lines of a column are one cell of Rich's: with a cell for each figure, it would take most of the time that a table
of thousands of rows needs to be counted and printed.
"""

from __future__ import annotations

import io
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple
from unicodedata import bidirectional

from rich import box
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.segment import Segment
from rich.style import Style as Look
from rich.table import Table
from rich.text import Text

from coverage_cli.output.style import Style

_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_BULLET = " • "
FOLDED_NAME = 16
"""Characters; where rows would be a list else, their names fold at blanks down to this, or to their longest word."""
_WIDEST = 100_000
"""Characters; off a terminal nothing is wrapped or cropped."""


@dataclass(frozen=True)
class Column:
    """A heading and what stands below it, each with its style; widths are characters.

    `least` is what its cells need at least, where they are texts that may fold; None: they are whole.
    """

    heading: str
    cells: Sequence[str]
    styles: Sequence[str] = ()
    left: bool = False
    least: int | None = None

    @cached_property
    def liked(self) -> int:
        """The width in which nothing folds."""
        return widest((*self.heading.splitlines(), *self.cells))

    @cached_property
    def needed(self) -> int:
        """The width that it must have."""
        return max(widest(self.heading.split()), widest(self.cells) if self.least is None else self.least)

    def lines(self, width: int) -> list[list[str]]:
        """The lines of each cell."""
        if self.least is None or width >= self.liked:
            return [[text] for text in self.cells]
        return [[text] if cell_len(text) <= width else _folded(text, width) for text in self.cells]


def widest(texts: Sequence[str]) -> int:
    """Characters of the widest text."""
    return max(map(cell_len, texts), default=0)


def indent(text: str) -> int:
    """The blanks before a text."""
    return len(text) - len(text.lstrip(" "))


def _folded(text: str, width: int) -> list[str]:
    """The lines of a text, each with the blanks that stand before it."""
    blanks, room = " " * indent(text), width - indent(text)
    lines = Text(text.lstrip(" ")).wrap(Console(width=room), room, overflow="fold")
    return [f"{blanks}{line.plain}" for line in lines]


def room(columns: Sequence[Column], blanks: int) -> int:
    """Characters that columns need, so many blanks apart."""
    return sum(column.needed for column in columns) + blanks * (len(columns) - 1)


def table(columns: Sequence[Column], blanks: int, width: int | None, bold: Container[int]) -> Table:
    """A table of the columns, for which `width` is room enough (None: any); rows in `bold` are so."""
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=0, header_style="bold", show_edge=False)
    widths = _widths(columns, blanks, width)
    folded = [column.lines(wide) for column, wide in zip(columns, widths, strict=True)]
    heights = [max(map(len, row)) for row in zip(*folded, strict=True)]
    below = []
    for at, (column, wide, cells) in enumerate(zip(columns, widths, folded, strict=True)):
        before = blanks - 1 if at else 0  # one blank is Rich's
        heading = Padding(Text(column.heading), (0, 0, 0, before))
        made.add_column(heading, justify="left" if column.left else "right", overflow="fold", width=before + wide)
        styles = [_style(index in bold, given) for index, given in enumerate(column.styles or [""] * len(cells))]
        below.append(_Stack(cells, styles, heights, " " * before, wide, left=column.left))
    made.add_row(*below)
    return made


def _widths(columns: Sequence[Column], blanks: int, width: int | None) -> list[int]:
    """What each column likes; while that is too much, the widest that can fold gives."""
    given = [column.liked for column in columns]
    if width is not None:
        for _ in range(sum(given) + blanks * (len(given) - 1) - width):
            giving = [at for at, column in enumerate(columns) if given[at] > column.needed]
            given[max(giving, key=given.__getitem__)] -= 1
    return given


def _style(bold: bool, given: str) -> Look | None:  # noqa: FBT001 - half of what it is made of
    text = f"{'bold ' if bold else ''}{given}".strip()
    return Look.parse(text) if text else None


@dataclass(frozen=True, slots=True)
class _Stack:
    """A column's cells, one below the other, each as high as its row."""

    cells: Sequence[list[str]]
    styles: Sequence[Look | None]
    heights: Sequence[int]
    before: str
    width: int
    left: bool

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """A line for each line of each row."""
        end = Segment.line()
        for texts, style, height in zip(self.cells, self.styles, self.heights, strict=True):
            for text in texts:
                blanks = " " * (self.width - cell_len(text))
                shown = _apart(text)
                shown = f"{shown}{blanks}" if self.left else f"{blanks}{shown}"
                yield Segment(self.before + shown, style)
                yield end
            for _ in range(height - len(texts)):
                yield end


def _apart(text: str) -> str:
    """A text that is read from right to left between marks (U+200E, without width).

    Without them a terminal that orders letters by the Unicode Bidirectional Algorithm (UAX 9) takes the figures behind
    it for a part of it: the last column comes first then, below the heading of another.
    """
    if text.isascii() or _RIGHT_TO_LEFT.isdisjoint(map(bidirectional, text)):
        return text
    return f"\u200e{text}\u200e"


def render(part: RenderableType, style: Style) -> str:
    """Text of a renderable; trailing blanks go, since no reader needs them."""
    out, color = io.StringIO(), style.color
    console = Console(
        file=out, width=style.width or _WIDEST, height=50, force_terminal=color, no_color=not color,
        color_system="standard" if color else None, markup=False, emoji=False, highlight=False, legacy_windows=False,
    )  # fmt: skip
    console.print(part, soft_wrap=False)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def bullets(texts: Iterable[str], style: Style) -> str:
    """Sentences below a table, one bullet each, whose further lines stand below its text."""
    paragraphs = (render(_indented(Text(text), len(_BULLET)), style) for text in texts)
    return "".join(f"{_BULLET}{paragraph[len(_BULLET) :]}" for paragraph in paragraphs)


def listed(name: str, figures: Iterable[tuple[str, str]], style: str) -> RenderableType:
    """A row as a name and its figures by their headings, for a terminal that is too narrow for columns."""
    texts = "; ".join(f"{heading} {text}" for heading, text in figures)
    return Group(_indented(Text(name.lstrip(" "), style=style), indent(name)), _indented(Text(texts), 4))


def _indented(text: Text, blanks: int) -> Padding:
    """Text behind blanks. Expanded, its lines were filled up to the page's width, which is 100,000 off a terminal."""
    return Padding(text, (0, 0, 0, blanks), expand=False)


class Line(NamedTuple):
    """One line: its text, how many blanks stand before it, and its style."""

    text: str
    indent: int = 0
    style: str = ""


def prose(lines: Iterable[Line], style: Style) -> str:
    """The lines as text."""
    return "".join(
        render(_indented(Text(line.text, style=line.style), line.indent), style) if line.text else "\n"
        for line in lines
    )


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


def grid_text(grid: Grid, style: Style) -> str:
    """The grid as text."""
    return "".join(render(part, style) for part in _parts(grid, style.width))


def _parts(grid: Grid, width: int | None) -> list[RenderableType]:
    columns, rows = _columns(grid), len(grid.rows)
    names, *figures = columns
    folding = [replace(names, least=max(FOLDED_NAME, widest(" ".join(names.cells).split()))), *figures]
    for shown, blanks in ((columns, 2), (columns, 1), (folding, 1)):
        if width is None or room(shown, blanks) <= width:
            return [table(shown, blanks, width, range(rows - grid.totals, rows))]
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
