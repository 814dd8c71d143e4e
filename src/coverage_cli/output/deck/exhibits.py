"""Exhibits on slides: a native chart with the notes below it, then the table, over as many slides as it takes."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from datetime import date
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches, Pt

from coverage_cli.output.charts import palette
from coverage_cli.output.deck import names
from coverage_cli.output.deck.charts import dress, legend_below
from coverage_cli.output.deck.curves import draw_line
from coverage_cli.output.deck.labels import label_points, label_values
from coverage_cli.output.deck.pages import MOST_LINES, counted, exhibit_tables, most_columns
from coverage_cli.output.deck.parts import FOOT, INNER, LEFT, describe, fitting_size, footnote, paint, text, titled
from coverage_cli.output.deck.tables import add_table
from coverage_cli.output.exact import office_double
from coverage_cli.output.exhibits.exhibit import Exhibit, Form
from coverage_cli.output.figures import percent_format

_MOST_COLUMNS = 16
"""Columns that a slide has room for with a figure on each."""
_BELOW_CHART = 5.45
"""Where notes below a chart begin, in inches from the top; they end at the footnote."""
_READABLE = 10
"""The smallest type for notes beside something else."""
_GAP = 60
"""The blank between groups of columns, in percent of a column."""
_DRAWN, _DIGIT, _SMALLEST = 11.0, 0.64, 8
"""Inches of a chart between its axis and its edge; a figure's width as a part of its type; the smallest type there."""


def add_exhibit(deck: Any, exhibit: Exhibit, foot: str) -> None:
    """The slides of an exhibit over their footnote; a chart that the deck has already is not drawn again."""
    charts = chart_rows(exhibit) if exhibit.drawn else []
    tables = [] if exhibit.brief and exhibit.drawn else exhibit_tables(exhibit)
    crowded = fitting_size(exhibit.notes, FOOT - _BELOW_CHART) < _READABLE
    slides = itertools.count(1)
    for number, rows in enumerate(charts, 1):
        slide = _slide(deck, exhibit, next(slides), counted(exhibit.title, number, len(charts)))
        tall = 4.0 if number == 1 and exhibit.notes and not crowded else 5.3
        frame = _add_chart(slide.shapes, (LEFT, Inches(1.4), INNER, Inches(tall)), exhibit, rows)
        frame.name = names.numbered(names.CHART_OF.format(exhibit.key), number)
        describe(frame, exhibit.described_of(rows))
        if number == 1 and not crowded:
            _notes(slide, exhibit, _BELOW_CHART)
        footnote(slide, "row-notes", f"{exhibit.chart.left_out} {foot}".strip())
    if charts and crowded:
        _notes(_slide(deck, exhibit, next(slides), exhibit.title), exhibit, 1.4)
    for number, texts in enumerate(tables, 1):
        slide = _slide(deck, exhibit, next(slides), counted(exhibit.title, number, len(tables)))
        if texts.rows:
            frame = add_table(slide.shapes, texts)
            frame.name = names.numbered(names.TABLE_OF.format(exhibit.key), number)
        if not charts and number == 1 and len(texts.rows) <= MOST_LINES // 2:
            _notes(slide, exhibit, 5.4)
        footnote(slide, "row-notes", foot)


def _slide(deck: Any, exhibit: Exhibit, number: int, title: str) -> Any:
    """One of the exhibit's slides."""
    return titled(deck, names.numbered(f"{exhibit.key}-title", number), title)


def _notes(slide: Any, exhibit: Exhibit, top: float) -> None:
    if exhibit.notes:
        size = fitting_size(exhibit.notes, FOOT - top)
        place = (LEFT, Inches(top), INNER, Inches(FOOT - top))
        text(slide, place, exhibit.notes, size=size, name=f"{names.PREFIX}{exhibit.key}")


def chart_rows(exhibit: Exhibit, count: int | None = None) -> list[Sequence[int]]:
    """The rows to draw, in slides of about one size, at most so many; moments of a line stay together."""
    chart = exhibit.chart
    if not exhibit.has_chart:
        return []
    if chart.lines:
        return [chart.rows]
    lengths = (len(exhibit.rows[row][exhibit.label].text) for row in chart.rows)
    apart = _SMALLEST * _longest(exhibit, chart.rows) * (len(chart.columns) + _GAP / 100)
    most = max(1, min(most_columns(lengths), _MOST_COLUMNS // len(chart.columns), int(_DRAWN / apart)))
    slides = math.ceil(len(chart.rows) / most)
    size = math.ceil(len(chart.rows) / min(slides, count or slides))
    return [chart.rows[start : start + size] for start in range(0, len(chart.rows), size)]


def exhibit_data(exhibit: Exhibit, rows: Sequence[int]) -> CategoryChartData:
    """The exact values as doubles; an undefined one is an empty cell."""
    data = CategoryChartData()
    named = [exhibit.rows[row][exhibit.label] for row in rows]
    if all(cell.form is Form.MONTH for cell in named):
        data.categories = [date.fromisoformat(f"{cell.text}-01") for cell in named]
        data.categories.number_format = "yyyy-mm"
    else:
        data.categories = [cell.text for cell in named]
    for column in exhibit.chart.columns:
        forms = _formats(exhibit, rows, column)
        known = [office_double(exhibit.rows[row][column].value, form) for row, form in zip(rows, forms, strict=True)]
        data.add_series(exhibit.columns[column].head, known, number_format=_format(exhibit, column))
    return data


def _format(exhibit: Exhibit, column: int) -> str:
    """The number format of a series: that of the fewest decimals; what needs more has a label of its own."""
    return min(_formats(exhibit, range(len(exhibit.rows)), column), key=len)


def _formats(exhibit: Exhibit, rows: Sequence[int], column: int) -> list[str]:
    """The number format of each figure, with the decimals that it has in the table."""
    cells = [exhibit.rows[row][column] for row in rows]
    return [percent_format(cell.places) if cell.form is Form.PERCENT else "#,##0" for cell in cells]


def label_exhibit(chart: Any, exhibit: Exhibit, rows: Sequence[int]) -> None:
    """Give each figure on a column the digits that it has in the table, where the chart has labels."""
    if exhibit.chart.lines:
        return
    for series, column in zip(chart.plots[0].series, exhibit.chart.columns, strict=False):
        label_points(series, _format(exhibit, column), _formats(exhibit, rows, column))


def _longest(exhibit: Exhibit, rows: Sequence[int]) -> float:
    """How wide the longest figure on a column is, in inches, for each point of type."""
    figures = (exhibit.rows[row][column].text for row in rows for column in exhibit.chart.columns)
    letters = max(map(len, figures), default=1)
    return _DIGIT * letters / 72


def _label_size(exhibit: Exhibit, rows: Sequence[int]) -> int:
    """The type of figures above columns side by side: so large that the longest is no wider than its column."""
    wide = _DRAWN / (len(rows) * (len(exhibit.chart.columns) + _GAP / 100))
    return max(_SMALLEST, min(_READABLE, int(wide / _longest(exhibit, rows))))


def _add_chart(shapes: Any, place: tuple[int, ...], exhibit: Exhibit, rows: Sequence[int]) -> Any:
    columns, lines = exhibit.chart.columns, exhibit.chart.lines
    kind = XL_CHART_TYPE.LINE if lines else XL_CHART_TYPE.COLUMN_CLUSTERED
    frame = shapes.add_chart(kind, *place, exhibit_data(exhibit, rows))
    chart = frame.chart
    dress(chart, exhibit.axis_format)
    chart.value_axis.minimum_scale = exhibit.floor
    for series, column, colour in zip(chart.plots[0].series, columns, palette.of_series(len(columns)), strict=True):
        if lines:
            draw_line(series, colour, XL_MARKER_STYLE.NONE)
        else:
            paint(series.format.fill, colour)
            label_values(series, _format(exhibit, column), XL_LABEL_POSITION.OUTSIDE_END)
            series.data_labels.font.size = Pt(_label_size(exhibit, rows))
    label_exhibit(chart, exhibit, rows)
    if lines:
        _spread(chart, exhibit.chart.every)
    else:
        chart.plots[0].gap_width, chart.plots[0].overlap = _GAP, 0
    legend_below(chart)
    return frame


def _spread(chart: Any, every: int) -> None:
    """Names of months below everything drawn, and only as many as stand side by side."""
    axis = chart.category_axis
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "yyyy-mm", False
    element = axis._element
    for name, value in (("baseTimeUnit", "months"), ("majorUnit", every), ("majorTimeUnit", "months")):
        for former in element.findall(qn(f"c:{name}")):
            element.remove(former)
        element.append(parse_xml(f'<c:{name} {nsdecls("c")} val="{value}"/>'))
