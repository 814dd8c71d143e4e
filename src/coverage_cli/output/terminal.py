"""The report as a table on a terminal, or as plain text of its natural width anywhere else."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.console import Console, Group
from rich.padding import Padding
from rich.text import Text

from coverage_cli.output.bars import bar_text
from coverage_cli.output.columns import Figure, folded, table
from coverage_cli.output.headline import headline
from coverage_cli.output.lines import DEFINITION, RATE, STATUS, TARGET, Line, headings, lines, notes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType
    from rich.table import Table

    from coverage_cli.domain.model import Coverage, Report
    from coverage_cli.output.language import Words

_WIDEST = 100_000
"""Characters; off a terminal nothing is wrapped or cropped."""
_LONGEST_NAME = 24
"""Characters; a longer name may be folded where the terminal is narrow."""
_STYLES = {"met": "green", "below": "red"}


class _Shape(NamedTuple):
    """One way to lay the table out: blanks between columns, the columns left to the notes, the bars' length."""

    blanks: int
    hidden: frozenset[int]
    bar: int = 0


_SHAPES = (
    _Shape(2, frozenset(), 20),
    _Shape(2, frozenset(), 10),
    _Shape(1, frozenset(), 10),
    _Shape(1, frozenset()),
    _Shape(1, frozenset({TARGET})),
    _Shape(1, frozenset({TARGET, STATUS})),
)
"""From roomy to narrow; target and flags stand in the notes too."""


def table_text(report: Report, words: Words, *, decimals: int, width: int | None, color: bool) -> str:
    """The table and its notes. `width` is the terminal's in characters, None off a terminal."""
    head, body = headings(report, words), lines(report, words, decimals)
    shape = _fitting(head, body, width)
    gone = [head[index] for index in sorted(shape.hidden)] if shape else []
    below = [*left_out(gone, words), words(DEFINITION), *notes(report, words)]
    parts: list[RenderableType] = [Text(headline(report, words, decimals)), Text("")]
    parts += [_table(head, body, shape)] if shape else [_listed(head, line) for line in body]
    parts += [Padding(Text(f"• {text}"), (0, 0, 0, 1)) for text in below]
    return "".join(render(part, width, color=color) for part in parts)


def left_out(columns: Sequence[str], words: Words) -> list[str]:
    """What to say of the columns, by their headings, for which a narrow terminal has no room; nothing of none."""
    return [words("Left out for want of width: {columns}.", {"columns": ", ".join(columns)})] if columns else []


def _fitting(head: tuple[str, ...], body: list[Line], width: int | None) -> _Shape | None:
    """The roomiest table that fits; None where numbers would be wrapped or cropped, so that a list has to do."""
    uniform = len({line.cells[TARGET - 1] for line in body if line.cells}) == 1
    for shape in _SHAPES if uniform else (*_SHAPES[:4], _Shape(1, frozenset({STATUS}))):
        if width is None or _least_width(head, body, shape) <= width:
            return shape
    return None


def _least_width(head: tuple[str, ...], body: list[Line], shape: _Shape) -> int:
    """Characters that the table needs: figures whole, names and statuses folded where they are long."""
    columns = [
        [*head[index].split(), *(line.cells[index - 1] for line in body if line.cells)] for index in range(1, STATUS)
    ]
    figures = [max(map(cell_len, texts)) for index, texts in enumerate(columns, 1) if index not in shape.hidden]
    name = min(_LONGEST_NAME, max(cell_len(text) for text in (head[0], *(line.name for line in body))))
    words_ = [word for line in body for word in line.status.split()] + [head[STATUS]]
    status = [] if STATUS in shape.hidden else [max(map(cell_len, words_))]
    widths = [name, *figures, *status, *([shape.bar + 1] if shape.bar else [])]
    return sum(widths) + shape.blanks * (len(widths) - 1)


def _table(head: tuple[str, ...], body: list[Line], shape: _Shape) -> Table:
    made, blanks = table(), shape.blanks - 1
    for index, heading in enumerate(head):
        if index not in shape.hidden:
            text = index in {0, STATUS}
            shown = folded(Text(heading if text else heading.replace(" ", "\n")), blanks if index else 0)
            made.add_column(shown, justify="left" if text else "right", no_wrap=not text, overflow="fold")
        if shape.bar and index == RATE:
            made.add_column(no_wrap=True, width=blanks + shape.bar + 1)
    for line in body:
        cells: list[RenderableType] = [Text(line.name, style="" if line.cells else "bold")]
        if line.cells:
            cells += [*(Figure(cell, blanks=blanks) for cell in line.cells), folded(_status(line), blanks)]
        row = [cell for index, cell in enumerate(cells) if index not in shape.hidden]
        if shape.bar and line.coverage:
            row.insert(RATE + 1, _bar(line.coverage, shape))
        made.add_row(*row, style="bold" if line.total else None)
    return made


def _bar(coverage: Coverage, shape: _Shape) -> Figure:
    style = _STYLES.get(coverage.status.value, "")
    return Figure(bar_text(coverage, shape.bar), style, blanks=shape.blanks - 1)


def _listed(head: tuple[str, ...], line: Line) -> RenderableType:
    """A row of the table as a name and its figures, for a terminal that is too narrow for columns."""
    if not line.cells:
        return Text(line.name, style="bold")
    figures = [f"{heading} {cell}" for heading, cell in zip(head[1:], (*line.cells, line.status), strict=True)]
    return Group(Text(line.name, style="bold" if line.total else ""), Padding(Text("; ".join(figures)), (0, 0, 0, 4)))


def _status(line: Line) -> Text:
    return Text(line.status, style=_STYLES.get(line.coverage.status.value, "yellow") if line.coverage else "yellow")


def render(part: RenderableType, width: int | None, *, color: bool) -> str:
    """Text of a renderable; trailing blanks go, since no reader needs them."""
    out = io.StringIO()
    console = Console(
        file=out, width=width or _WIDEST, height=50, force_terminal=color, color_system="standard" if color else None,
        no_color=not color, markup=False, emoji=False, highlight=False, legacy_windows=False,
    )  # fmt: skip
    console.print(part, soft_wrap=False)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())
