"""Lines of text with hanging indents: wrapped on a terminal, as long as they are anywhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.padding import Padding
from rich.text import Text

from coverage_cli.output.columns import render

if TYPE_CHECKING:
    from collections.abc import Iterable


class Line(NamedTuple):
    """One line: its text, how many blanks stand before it, and its style."""

    text: str
    indent: int = 0
    style: str = ""


def prose(lines: Iterable[Line], width: int | None, *, color: bool) -> str:
    """The lines as text. `width` is the terminal's in characters, None off a terminal."""
    return "".join(
        render(Padding(Text(line.text, style=line.style), (0, 0, 0, line.indent)), width, color=color)
        if line.text
        else "\n"
        for line in lines
    )
