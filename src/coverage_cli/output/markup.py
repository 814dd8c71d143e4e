"""HTML that sections of the page share: a figure with its caption, and a table that scrolls where it is too wide."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coverage_cli.output.grid import Grid


def figure(svg: str, below: str) -> str:
    """A drawing with what is to be said below it."""
    caption = f"<figcaption>{escape(below)}</figcaption>" if below else ""
    return f"<figure>{svg}{caption}</figure>"


def table(label: str, kind: str, head: Iterable[str], body: Iterable[str], caption: str = "") -> str:
    """A table of cells of a header and of rows, which are markup already; `label` is for readers who cannot see it."""
    said = f"<caption>{escape(caption)}</caption>\n" if caption else ""
    rows = "\n".join(body)
    return (
        f'<div class="{kind}" tabindex="0" role="region" aria-label="{escape(label)}"><table>\n{said}'
        f"<thead><tr>{''.join(head)}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table></div>"
    )


def grid_table(grid: Grid, label: str, kind: str) -> str:
    """A grid as such a table: its rows by their first cell, texts at the left."""
    head = (f'<th scope="col"{_side(grid, at)}>{escape(text)}</th>' for at, text in enumerate(grid.head))
    body = (_row(grid, cells, total=at >= len(grid.rows) - grid.totals) for at, cells in enumerate(grid.rows))
    return table(label, f"wide {kind}", head, body)


def _row(grid: Grid, cells: tuple[str, ...], *, total: bool) -> str:
    figures = "".join(f"<td{_side(grid, at)}>{escape(text)}</td>" for at, text in enumerate(cells[1:], 1))
    kind = ' class="total"' if total else ""
    return f'<tr{kind}><th scope="row">{escape(cells[0])}</th>{figures}</tr>'


def _side(grid: Grid, column: int) -> str:
    return ' class="text"' if column in grid.texts else ""
