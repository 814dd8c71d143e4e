"""The workbook's chart of coverage, on a sheet of its own, above the cells that it is drawn from.

They are a small table of their own: what the picture has room for, and a column for each colour, so that the legend
tells what the colours mean, also after the sheet of figures was sorted or filtered.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from textwrap import wrap
from typing import Any

from coverage_cli.domain.model import Report
from coverage_cli.domain.names.keys import joined
from coverage_cli.output.charts import palette
from coverage_cli.output.charts.series import (
    Bar,
    alternative,
    bars,
    chart_title,
    colour_names,
    described,
    left_out,
    legend,
    reach,
    shortened,
    step_of,
    top_of,
)
from coverage_cli.output.exact import office_double
from coverage_cli.output.figures import percent_format
from coverage_cli.output.language import Words
from coverage_cli.output.style import Style
from coverage_cli.output.tables.lines import footnote, heading_of, name_parts
from coverage_cli.output.workbook.cells import LINE, Cells

_SLOT, _WIDE = 44, 900
"""Pixels of a column with its blank, and the least of a chart."""
_TALL, _LETTER, _LONGEST = 480, 5.2, 100
"""Pixels of a chart without upright names, of a letter of them, and the most letters that get room."""
_ABREAST = 14
"""Letters of a name that stand below a column of ordinary width without being turned, in two lines or three."""
_LETTERS = 140
"""Characters of a line of cells below the chart; in one cell a long footnote would make the printed page small."""
_NARROW = 0.08
"""Part of the axis below which a column is no ground for its label."""


def add_coverage(book: Any, report: Report, style: Style) -> None:
    """Add the sheet: rates as columns, coloured by whether they meet the target, the targets as a line over them."""
    words = style.words
    drawn = bars(report, style)
    sheet = book.add_worksheet(words("Chart"))
    levels = _levels(drawn, report, words)
    below = math.ceil(levels.tall / LINE) + 1
    foot = wrap(footnote(report, words), _LETTERS)
    table = _Table(Cells(book, sheet, words), below + len(foot) + 1, levels)
    colours = legend(drawn, words) or {palette.NEUTRAL: colour_names(drawn, words)[palette.NEUTRAL]}
    columns = {name: _rate_if(colour) for colour, name in colours.items()}
    targeted = any(bar.target is not None for bar in drawn)
    table.write(drawn, {**columns, words("Target"): lambda bar: bar.target} if targeted else columns)
    chart = _columns(book, table, drawn, colours, style.decimals)
    if targeted:
        chart.combine(_line(book, table, drawn, len(colours)))
    _dress(chart, drawn, report, words)
    _name(chart, levels, report, words)
    chart.set_size({"width": max(_WIDE, _SLOT * len(drawn) + 120), "height": levels.tall})
    sheet.insert_chart(0, 0, chart, {"description": alternative(f"{chart_title(report, words)}: {described(drawn)}")})
    for number, text in enumerate(foot, below):
        sheet.write_string(number, 0, text)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _rate_if(colour: str) -> Callable[[Bar], Fraction | None]:
    return lambda bar: bar.rate if bar.colour == colour else None


@dataclass(frozen=True, slots=True)
class _Levels:
    """Names of the columns: their headings, and for each bar one or two texts."""

    heads: tuple[str, ...]
    texts: Sequence[tuple[str, ...]]

    @property
    def longest(self) -> int:
        """Letters of the longest name next to its column."""
        return max(len(texts[-1]) for texts in self.texts)

    @property
    def upright(self) -> int:
        """Pixels of the names, where they have to stand upright."""
        return upright(self.longest, len(self.texts))

    @property
    def tall(self) -> int:
        """Pixels of the chart."""
        return _TALL + self.upright


def upright(longest: int, count: int) -> int:
    """Pixels that names of so many columns take below them where they have to stand upright; 0 where they do not."""
    fits = longest <= _ABREAST * max(1, _WIDE / _SLOT / count)
    return 0 if fits else int(_LETTER * min(_LONGEST, longest))


def _levels(drawn: Sequence[Bar], report: Report, words: Words) -> _Levels:
    """Names in two levels where rows stand together by their first one, such as the segments of each branch.

    There the first name is said once for all its columns.
    """
    heads = [heading_of(part, words) for part in name_parts(report)]
    shown = [_shown(bar, bar.name) for bar in drawn]
    rows = [bar for bar in drawn if not bar.total]
    firsts = [first for first, _ in groupby(bar.names[0] for bar in rows)]
    if len(heads) == 1 or len(set(firsts)) < len(firsts):
        return _Levels((" / ".join(heads),), [(name,) for name in shown])
    texts = []
    former = None
    for bar in drawn:
        first = bar.names[0]
        rest = "" if bar.total else _shown(bar, joined(bar.names[1:]))
        texts.append((first if first != former else "", rest))
        former = first
    return _Levels((heads[0], " / ".join(heads[1:])), texts)


def _shown(bar: Bar, name: str) -> str:
    """The name, as much of it as has room below a column, and why there is no column."""
    name = shortened(name, _LONGEST)
    return f"{name} ({bar.absence})" if bar.absence else name


class _Table:
    """The cells below the chart: names, a column for each colour, the targets."""

    def __init__(self, cells: Cells, first: int, levels: _Levels) -> None:
        self._cells, self._first, self._levels = cells, first, levels

    def write(self, drawn: Sequence[Bar], columns: Mapping[str, Callable[[Bar], Fraction | None]]) -> None:
        """Headings, then a row a bar; what is undefined stays empty."""
        heads = (*self._levels.heads, *columns)
        names = len(self._levels.heads)
        sheet = self._cells.sheet
        self._cells.head(self._first, heads, range(names, len(heads)), look={})
        for number, (bar, texts) in enumerate(zip(drawn, self._levels.texts, strict=True), self._first + 1):
            for column, text in enumerate(texts):
                sheet.write_string(number, column, text)
            for column, value_of in enumerate(columns.values(), names):
                value, form = value_of(bar), percent_format(bar.places)
                if value is not None:
                    sheet.write_number(number, column, office_double(value, form), self._cells.format(form))
        for column in range(names):
            longest = max(len(texts[column]) for texts in self._levels.texts)
            sheet.set_column(column, column, min(max(10, longest) + 2, 60))
        sheet.set_column(names, len(heads) - 1, 18)

    def series(self, number: int, drawn: Sequence[Bar]) -> dict[str, Any]:
        """Where the figures of a column stand, with its name and those of the bars."""
        name, column = self._cells.sheet.get_name(), len(self._levels.heads) + number
        first, last = self._first + 1, self._first + len(drawn)
        levels = [[text or None for text in level] for level in zip(*self._levels.texts, strict=True)]
        return {
            "name": [name, self._first, column],
            "categories": [name, first, 0, last, len(self._levels.heads) - 1],
            "categories_data": levels if len(levels) > 1 else levels[0],  # of two columns the library reads no texts
            "values": [name, first, column, last, column],
        }


def _columns(book: Any, table: _Table, drawn: Sequence[Bar], colours: Iterable[str], decimals: int) -> Any:
    chart = book.add_chart({"type": "column"})
    for number, colour in enumerate(colours):
        own = [bar for bar in drawn if bar.colour == colour]
        places = max([decimals, *(bar.places for bar in own)])
        lowest = min((bar.rate for bar in own if bar.rate is not None), default=0)
        low = lowest <= reach(drawn) * _NARROW
        dark = colour in {palette.MET, palette.TOTAL} and not low
        font = {"size": 8, "color": f"#{palette.PAPER if dark else palette.INK}"}
        place = "outside_end" if colour == palette.TOTAL and low else "inside_base"  # ink is not seen on the total's
        chart.add_series({
            **table.series(number, drawn), "fill": {"color": f"#{colour}"}, "gap": 40, "overlap": 100,
            "data_labels": {
                "value": True, "position": place, "font": font, "num_format": percent_format(places)
            },
        })  # fmt: skip
    return chart


def _line(book: Any, table: _Table, drawn: Sequence[Bar], number: int) -> Any:
    """The targets: joined where all rows have one; else marks, because a line between unlike ones would say nothing."""
    joined = len({bar.target for bar in drawn}) == 1
    mark = {"color": f"#{palette.LINE}"}
    line = book.add_chart({"type": "line"})
    line.add_series({
        **table.series(number, drawn),
        "line": {**mark, "width": 2.25} if joined else {"none": True},
        "marker": {"type": "long_dash", "size": 12, "fill": mark, "border": {"none": True}},
    })  # fmt: skip
    return line


def _dress(chart: Any, drawn: Sequence[Bar], report: Report, words: Words) -> None:
    chart.set_title({"name": chart_title(report, words), "name_font": {"size": 14}})
    grid = {"visible": True, "line": {"color": f"#{palette.FAINT}"}}
    scale = {"min": 0, "max": top_of(drawn), "major_unit": float(step_of(reach(drawn)))}
    chart.set_y_axis({**scale, "num_format": "0%", "major_gridlines": grid})
    chart.set_legend({"position": "bottom"})
    chart.show_blanks_as("gap")


def _name(chart: Any, levels: _Levels, report: Report, words: Words) -> None:
    """Names below the columns, and below them what is not drawn."""
    turned = {"rotation": -90} if levels.upright else {}
    axis: dict[str, Any] = {"num_font": {"size": 9, **turned}}
    if text := left_out(report, words):
        axis |= {"name": text, "name_font": {"size": 9, "bold": False}}
    chart.set_x_axis(axis)
