"""Tables of the terminal: headings, a rule, and columns some blanks apart, in which a figure is one piece."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.cells import cell_len
from rich.measure import Measurement
from rich.padding import Padding
from rich.segment import Segment
from rich.table import Table

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
    from rich.text import Text


class Figure:
    """A cell that is never folded, with the blanks before it.

    Rich looks in every text for places to fold it and measures it time and again, which would be two thirds of the
    time of a table of thousands of rows.
    """

    __slots__ = ("_blanks", "_style", "_text")

    def __init__(self, text: str, style: str = "", *, blanks: int = 0) -> None:
        self._text, self._style, self._blanks = text, style, blanks

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """Its width, which is the least and the most."""
        width = self._blanks + cell_len(self._text)
        return Measurement(width, width)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """One line, at the side of its column."""
        room = options.max_width - cell_len(self._text)
        before = room if options.justify == "right" else self._blanks
        if self._style:
            yield Segment(" " * before)
            yield Segment(self._text, console.get_style(self._style))
        else:
            yield Segment(" " * before + self._text)


def table() -> Table:
    """A table without rows; columns are one blank apart, to which cells add their own."""
    return Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=0, header_style="bold", show_edge=False)


def folded(text: Text, blanks: int) -> RenderableType:
    """A text that folds where its column is narrow, with the blanks before it."""
    return Padding(text, (0, 0, 0, blanks)) if blanks else text
