"""The report as a table on a terminal, or as plain text of its natural width anywhere else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from rich.text import Text

from coverage_cli.domain.model import Coverage, Report, Status
from coverage_cli.output.language import Words
from coverage_cli.output.style import Style
from coverage_cli.output.tables.columns import FOLDED_NAME, Column, bullets, indent, listed, render, room, table, widest
from coverage_cli.output.tables.headline import headline
from coverage_cli.output.tables.lines import DEFINITION, RATE, STATUS, TARGET, Line, headings, lines, notes

if TYPE_CHECKING:
    from rich.console import RenderableType


_EIGHTHS = ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")
_MARK, _EMPTY, _BEYOND = "│", "·", "▸"


def bar_text(coverage: Coverage, width: int) -> str:
    """`width` characters from 0 to 100%, and one for the mark.

    Filled never so far that a miss reaches the mark; a rate over 100% ends with an arrow; what is undefined has
    no bar, because an empty one would say 0%.
    """
    if coverage.rate is None:
        return ""
    full, part = divmod(min(int(coverage.rate * width * 8), width * 8), 8)
    cells = list(("█" * full + _EIGHTHS[part]).ljust(width, _EMPTY))
    if coverage.rate > 1:
        cells[-1] = _BEYOND
    if coverage.target is not None:
        place = int(coverage.target * width)
        if coverage.status is Status.BELOW:
            place = max(place, full + bool(part))
        cells.insert(place, _MARK)
    return "".join(cells)


_LONGEST_NAME = 24
"""Characters; a longer name may be folded where the terminal is narrow."""
_STYLES = {"met": "green", "below": "red"}


class _Shape(NamedTuple):
    """One way to lay the table out: blanks between columns, the columns left to the notes, the bars' length.

    Names need no more than `name` characters, or their longest word.
    """

    blanks: int
    hidden: frozenset[int]
    bar: int = 0
    name: int = _LONGEST_NAME


_SHAPES = (
    _Shape(2, frozenset(), 20),
    _Shape(2, frozenset(), 10),
    _Shape(1, frozenset(), 10),
    _Shape(1, frozenset()),
    _Shape(1, frozenset({TARGET})),
    _Shape(1, frozenset({TARGET, STATUS})),
)
"""From roomy to narrow; target and flags stand in the notes too."""


def table_text(report: Report, style: Style) -> str:
    """The table and its notes."""
    words = style.words
    head, body = headings(report, words), lines(report, style)
    fitting = _fitting(head, body, style.width)
    gone = [head[index] for index in sorted(fitting[0].hidden)] if fitting else []
    below = [*left_out(gone, words), words(DEFINITION), *notes(report, words)]
    parts: list[RenderableType] = [Text(headline(report, style)), Text("")]
    if fitting:
        shape, columns = fitting
        parts.append(table(columns, shape.blanks, style.width, {at for at, line in enumerate(body) if line.total}))
    else:
        parts += [_listed(head, line) for line in body]
    return "".join(render(part, style) for part in parts) + bullets(below, style)


def left_out(columns: Sequence[str], words: Words) -> list[str]:
    """What to say of the columns, by their headings, for which a narrow terminal has no room; nothing of none."""
    return (
        [words("Left out, because the screen is too narrow: {columns}.", {"columns": ", ".join(columns)})]
        if columns
        else []
    )


def _fitting(head: tuple[str, ...], body: list[Line], width: int | None) -> tuple[_Shape, list[Column]] | None:
    """The roomiest table that fits; None where numbers would be wrapped or cropped, so that a list has to do."""
    columns = _columns(head, body)
    uniform = len({line.cells[TARGET - 1] for line in body if line.cells}) == 1
    shapes = _SHAPES if uniform else (*_SHAPES[:4], _Shape(1, frozenset({STATUS})))
    for shape in (*shapes, shapes[-1]._replace(name=FOLDED_NAME)):
        shown = [column for index, column in enumerate(columns) if index not in shape.hidden]
        shown[0] = replace(shown[0], least=_least(shown[0], shape.name))
        if shape.bar:
            shown.insert(RATE + 1, _bars(body, shape.bar))
        if width is None or room(shown, shape.blanks) <= width:
            return shape, shown
    return None


def _columns(head: tuple[str, ...], body: list[Line]) -> list[Column]:
    """Figures whole, names and statuses folded where they are long."""
    names, statuses = [line.name for line in body], [line.status for line in body]
    columns = [Column(head[0], names, left=True)]
    for index in range(1, STATUS):
        cells = [line.cells[index - 1] if line.cells else "" for line in body]
        columns.append(Column(head[index].replace(" ", "\n"), cells))
    words_ = [word for text in statuses for word in text.split()]
    columns.append(Column(head[STATUS], statuses, [_style(line) for line in body], left=True, least=widest(words_)))
    return columns


def _least(names: Column, most: int) -> int:
    """Characters that names need: `most`, or those of a longer word of at most `_LONGEST_NAME`."""
    word = max(indent(name) + widest(name.split()) for name in names.cells)
    return min(max(most, min(word, _LONGEST_NAME)), names.liked)


def _bars(body: list[Line], length: int) -> Column:
    """The rates, drawn; one character more than a whole bar for what is beyond 100%."""
    bars = [bar_text(line.coverage, length) if line.coverage else "" for line in body]
    styles = [_STYLES.get(line.coverage.status.value, "") if line.coverage else "" for line in body]
    return Column("", [f"{bar:{length + 1}}" for bar in bars], styles, left=True)


def _listed(head: tuple[str, ...], line: Line) -> RenderableType:
    if not line.cells:
        return Text(line.name, style="bold")
    figures = zip(head[1:], (*line.cells, line.status), strict=True)
    return listed(line.name, figures, "bold" if line.total else "")


def _style(line: Line) -> str:
    """How a status is drawn."""
    return _STYLES.get(line.coverage.status.value, "yellow") if line.coverage else ""
