"""The report as a table on a terminal, or as plain text of its natural width anywhere else."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.measure import Measurement
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from coverage_cli.domain.findings import Severity
from coverage_cli.output.lines import DEFINITION, Line, headings, lines, notes
from coverage_cli.output.messages import line as finding_line

if TYPE_CHECKING:
    from rich.console import RenderableType

    from coverage_cli.domain.model import Report
    from coverage_cli.output.language import Words

_WIDEST = 100_000
"""Characters; off a terminal nothing is wrapped or cropped."""
_NARROWEST_NAME = 12
_STYLES = {"met": "green", "below": "red"}


def table_text(report: Report, words: Words, *, decimals: int, width: int | None, color: bool) -> str:
    """The table and its notes. `width` is the terminal's in characters, None off a terminal."""
    head, body = headings(report, words), lines(report, words, decimals)
    table = _fitting(head, body, words, width)
    below = [words(DEFINITION), *notes(report, words), *_warnings(report, words)]
    parts: list[RenderableType] = [
        table,
        *(Padding(Text(f"• {text}", overflow="fold"), (0, 0, 0, 1)) for text in below),
    ]
    return "".join(_render(part, width, color=color) for part in parts)


def _fitting(head: tuple[str, ...], body: list[Line], words: Words, width: int | None) -> Table:
    """The table with as many columns as fit; numbers are never wrapped, so columns that notes repeat give way."""
    for hidden in (frozenset[int](), frozenset({4}), frozenset({4, 8})):
        table = _table(head, body, words, hidden)
        console = Console(width=_WIDEST, file=io.StringIO())
        if width is None or Measurement.get(console, console.options, table).minimum <= width:
            return table
    return table


def _table(head: tuple[str, ...], body: list[Line], words: Words, hidden: frozenset[int]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), header_style="bold", show_edge=False)
    for index, heading in enumerate(head):
        if index in hidden:
            continue
        text = index in {0, len(head) - 1}
        table.add_column(
            Text(heading),
            justify="left" if text else "right",
            no_wrap=not text,
            overflow="fold",
            min_width=_NARROWEST_NAME if index == 0 else None,
        )
    for line in body:
        cells = [Text(line.name, style="bold" if not line.cells else ""), *(Text(cell) for cell in line.cells)]
        if line.cells:
            cells.append(_status(line, words))
        row = [cell for index, cell in enumerate(cells) if index not in hidden]
        table.add_row(*row, style="bold" if line.total else None)
    return table


def _status(line: Line, words: Words) -> Text:
    colors = {words(status): color for status, color in _STYLES.items()}
    return Text(line.status, style=colors.get(line.status.split(",")[0], "yellow"))


def _warnings(report: Report, words: Words) -> list[str]:
    return [finding_line(finding, words) for finding in report.findings if finding.severity is Severity.WARNING]


def _render(part: RenderableType, width: int | None, *, color: bool) -> str:
    """Text of a renderable; trailing blanks go, since no reader needs them."""
    out = io.StringIO()
    console = Console(
        file=out, width=width or _WIDEST, height=50, force_terminal=color, color_system="standard" if color else None,
        no_color=not color, markup=False, emoji=False, highlight=False, legacy_windows=False,
    )  # fmt: skip
    console.print(part, soft_wrap=False)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())
