"""What sections of the page are drawn with: charts as inline SVG without any library, figures and tables as HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from html import escape
from textwrap import wrap
from typing import TypeVar

from coverage_cli.analysis.inequality import Holder
from coverage_cli.domain.rounding import half_up, point_text
from coverage_cli.output.charts import palette
from coverage_cli.output.charts.pareto import described_shares
from coverage_cli.output.charts.series import Bar, described, legend, reach, shows_targets
from coverage_cli.output.figures import places_short_of
from coverage_cli.output.language import Words
from coverage_cli.output.style import Style
from coverage_cli.output.tables.columns import Grid

_T = TypeVar("_T")

WIDTH = 960
_NAMES = 250
"""Where bars begin; names stand to the left of it."""
_END = 790
"""Where bars of 100% (or of the largest value) end; texts stand to the right of it."""
_LINE = 17
_SHEET = 500
"""Where a drawing ends, so that with one more row and its legend it has room on a printed page."""
_LETTERS, _LETTER = 32, 7.4
"""Characters that fit between the edge and the bars; how wide one is behind them."""


@dataclass(slots=True)
class Drawing:
    """A drawing that grows downwards."""

    y: int = 10
    parts: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, text: str, *, anchor: str = "start", bold: bool = False) -> None:
        """Text that begins at x, ends there, or has its middle there."""
        anchored = "" if anchor == "start" else f' text-anchor="{anchor}"'
        weight = ' font-weight="600"' if bold else ""
        self.parts.append(f'<text x="{x:.1f}" y="{y:.1f}"{anchored}{weight}>{escape(text)}</text>')

    def box(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """A filled rectangle."""
        size = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
        self.parts.append(f'<rect {size} fill="#{colour}"/>')

    def key(self, x: float, colour: str, text: str) -> float:
        """What a colour means, in a legend; gives where the next one begins."""
        self.box(x, self.y, 14, 14, colour)
        self.text(x + 20, self.y + 12, text)
        return x + key_width(text)

    def name(self, text: str, *, bold: bool = False, least: int = 26) -> tuple[int, int]:
        """A name, wrapped; gives the top and the height of its row, which is at least so high."""
        lines = wrap(text, _LETTERS, break_on_hyphens=False) or [""]
        height = max(least, _LINE * len(lines) + 6)
        first = self.y + (height - _LINE * len(lines)) / 2 + 13
        for number, line in enumerate(lines):
            self.text(_NAMES - 10, first + number * _LINE, line, anchor="end", bold=bold)
        top, self.y = self.y, self.y + height
        return top, height

    def svg(self, identity: str, title: str, description: str) -> str:
        """The element, with a title and a description for readers who cannot see it."""
        head = (
            f'<svg viewBox="0 0 {WIDTH} {self.y + 8}" role="img" aria-labelledby="{identity}-t {identity}-d" '
            'xmlns="http://www.w3.org/2000/svg" font-family="system-ui, Arial, sans-serif" font-size="13" '
            f'fill="#{palette.INK}">'
        )
        said = f'<title id="{identity}-t">{escape(title)}</title><desc id="{identity}-d">{escape(description)}</desc>'
        return f"{head}{said}{''.join(self.parts)}</svg>"


def key_width(text: str) -> float:
    """How much room the meaning of a colour takes in a legend."""
    return 40 + 8 * len(text)


def coverage_svg(drawn: Sequence[Bar], title: str, words: Words) -> str:
    """A bar for each row, its target as a mark across it; where a rate is undefined, the reason in its place."""
    scale = float((_END - _NAMES) / reach(drawn))

    def draw(drawing: Drawing, bar: Bar) -> None:
        y, height = drawing.name(bar.name, bold=bar.total)
        drawing.box(_NAMES, y + 4, scale, height - 8, "F2F2F2")
        _bar(drawing, bar, y, height, scale)

    sheets = _sheets(drawn, draw)
    last = sheets[-1][0]
    last.y += 6
    _legend(last, drawn, words)
    return "".join(
        sheet.svg(f"coverage{at or ''}", title, described(shown)) for at, (sheet, shown) in enumerate(sheets)
    )


def _sheets(drawn: Sequence[_T], draw: Callable[[Drawing, _T], None]) -> list[tuple[Drawing, list[_T]]]:
    """Drawings that fit on a printed page, one below the other, each with what is drawn in it."""
    sheets: list[tuple[Drawing, list[_T]]] = []
    for one in drawn:
        if not sheets or sheets[-1][0].y > _SHEET:
            sheets.append((Drawing(), []))
        drawing, shown = sheets[-1]
        draw(drawing, one)
        shown.append(one)
    return sheets


def _bar(drawing: Drawing, bar: Bar, y: int, height: int, scale: float) -> None:
    if bar.rate is None:
        drawing.text(_NAMES + 6, y + height / 2 + 5, bar.absence)
        return
    drawing.box(_NAMES, y + 4, float(bar.rate) * scale, height - 8, bar.colour)
    if bar.target is not None:
        at = _NAMES + float(bar.target) * scale
        drawing.box(at - 2.5, y + 1, 5, height - 2, palette.PAPER)
        drawing.box(at - 1.5, y + 1, 3, height - 2, palette.LINE)
    reach = max(float(bar.rate), 1.0, float(bar.target or 0)) * scale
    drawing.text(_NAMES + reach + 8, y + height / 2 + 5, bar.rate_text, bold=True)


def _legend(drawing: Drawing, drawn: Sequence[Bar], words: Words) -> None:
    x = float(_NAMES)
    for colour, text in legend(drawn, words).items():
        x = drawing.key(x, colour, text)
    if shows_targets(drawn):
        drawing.box(x + 5, drawing.y - 1, 3, 16, palette.LINE)
        drawing.text(x + 16, drawing.y + 12, words("Target"))
    drawing.y += 20


def uncovered_svg(held: Sequence[Holder], style: Style) -> str:
    """Who holds the uncovered, the largest first: how many, what share, and what share with all before it."""
    most = max((one.uncovered for one in held), default=1)
    lengths, texts = [float(one.uncovered / most) for one in held], [_told(one, style) for one in held]
    room = WIDTH - _NAMES - 8
    fitting = ((room - _LETTER * len(text)) / length for text, length in zip(texts, lengths, strict=True) if length)
    width = min(_END - _NAMES - 100, *fitting)

    def draw(drawing: Drawing, row: tuple[Holder, str, float]) -> None:
        one, text, length = row
        y, height = drawing.name(one.name)
        drawing.box(_NAMES, y + 4, length * width, height - 8, palette.BELOW)
        drawing.text(_NAMES + length * width + 8, y + height / 2 + 5, text)

    title = style.words("Who is not covered")
    return "".join(
        sheet.svg(f"uncovered{at or ''}", title, described_shares([one for one, _, _ in shown], style.words))
        for at, (sheet, shown) in enumerate(_sheets(list(zip(held, texts, lengths, strict=True)), draw))
    )


def _told(one: Holder, style: Style) -> str:
    words, places = style.words, places_short_of(one.cumulative_share, style.decimals)
    own = {"people": words.number(one.uncovered), "share": _percent(one.share, places, words)}
    return words("{people} ({share}, cumulative {so_far})", own, so_far=_percent(one.cumulative_share, places, words))


def _percent(share: Fraction, places: int, words: Words) -> str:
    return words.percent(point_text(half_up(share * 100, places), places))


def figure(label: str, svg: str, below: str) -> str:
    """A drawing with what is to be said below it; on a narrow screen it is moved sideways, as tables are."""
    caption = f"<figcaption>{escape(below)}</figcaption>" if below else ""
    drawn = f'<div class="wide" tabindex="0" role="region" aria-label="{escape(label)}">{svg}</div>'
    return f"<figure>{drawn}{caption}</figure>"


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
