"""The trend in the workbook: a table of real numbers, and a native line chart drawn from its cells.

Rates are unrounded. A change and its effects are those that are shown everywhere: a cell would round the exact change
to another than the difference of the rates beside it.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from coverage_cli.analysis.history import Course, Movement, Point, Series
from coverage_cli.domain.bases import in_words
from coverage_cli.domain.weights import Heads
from coverage_cli.output.charts import palette
from coverage_cli.output.charts.curves import BROKEN, Curve, branch_of, curves, strands, uncharted
from coverage_cli.output.figures import decimal_format, percent_format
from coverage_cli.output.language import Words
from coverage_cli.output.style import Style
from coverage_cli.output.trends.formats import Effects, dated, places_in
from coverage_cli.output.workbook.cells import HIGH, PEOPLE, TALL, WIDE, Cells

_TEXTS = 4
"""Columns of text before the figures."""
_PERIOD, _RATE, _TARGET, _BROKEN = 1, 6, 7, 14
"""Columns that the chart is drawn from; a broken line from the two behind the table."""
_WIDE, _ROWS = 98, 29
"""Letters of columns that a page across has room for, and rows of a sheet, both at full size (A4)."""
_A4 = 9
"""Its number in the file format."""


def add_trends(book: Any, course: Course, style: Style) -> None:
    """Add the sheet: every branch that has a trend, a row a period; charts of them below the table."""
    words = style.words
    name = words("Trend")
    sheet = book.add_worksheet(name)
    broken = [lines if len(lines := strands(one)) > 1 else [] for one in course.series]
    extra = range(1, max(map(len, broken)) + 1)
    head = (*_head(words), *(words("Rate (line {n})", n=str(number)) for number in extra))
    cells = Cells(book, sheet, words, indent=0)
    cells.head(0, head, range(_TEXTS, len(head)))
    firsts: dict[int, int] = {}
    at = 1
    for one, lines in zip(course.series, broken, strict=True):
        firsts[id(one)] = at
        _write(cells, at, one, lines, style)
        at += len(one.points)
    sheet.autofilter(0, 0, at - 1, len(head) - 1)
    page = _dress(sheet, course, words)
    undrawn = uncharted(course, words)
    if undrawn:
        at += 1
        sheet.write_string(at, 0, undrawn)
    kept = curves(course, style)
    for number, curve in enumerate(kept):
        chart = _chart(book, (name, firsts[id(curve.series)]), curve, words)
        sheet.insert_chart(at + 1 + number * TALL, 0, chart, {"description": f"{curve.title}: {curve.described}"})
    sheet.set_h_pagebreaks(_breaks(at + 1, len(kept), page))


def _breaks(first: int, charts: int, page: int) -> list[int]:
    """Where pages of so many rows end: before a chart, and never within one."""
    if first + charts * TALL <= page:
        return []
    return [first + number * TALL for number in range(0, charts, max(1, page // TALL))]


def _head(words: Words) -> tuple[str, ...]:
    return (
        *(words("Branch"), words("Period"), words("Workers as of"), words("Basis of the workers")),
        *(words("Workers"), words("Participants"), words("Rate"), words("Target"), words("Change (points)")),
        *(words("by participants"), words("by base"), words("Enrolled"), words("Lost"), words("Base revised")),
    )


def _write(cells: Cells, first: int, series: Series, lines: list[list[Fraction | None]], style: Style) -> None:
    """A row a period; behind them the rate as each line of a broken one has it."""
    words = style.words
    places = places_in(series, style.decimals)
    forms = _forms(places, len(lines))
    for number, (point, movement) in enumerate(zip(series.points, [None, *series.movements], strict=True)):
        seen = point.observation
        texts = (
            branch_of(series, words),
            dated(point, words),
            point.population_period or "",
            in_words(seen.bases, words) if seen.bases else "",
        )
        for column, text in enumerate(texts):
            cells.text(first + number, column, text)
        values = (*_values(point, movement, places), *(line[number] for line in lines))
        for column, (value, form) in enumerate(zip(values, forms, strict=True), _TEXTS):
            cells.figure(first + number, column, value, form)


def _forms(places: int, lines: int) -> tuple[str, ...]:
    """The formats of a row's figures; rates and changes with so many decimals, also the rates of so many lines."""
    percent, plain = percent_format(places), decimal_format(places)
    points = f"+{plain};-{plain};{plain}"
    forms = (PEOPLE, PEOPLE, percent, percent, points, points, points, PEOPLE, PEOPLE, "+#,##0;-#,##0;0")
    return (*forms, *[percent] * lines)


def _values(point: Point, movement: Movement | None, places: int) -> tuple[Heads | None, ...]:
    """Both sides, rate and target; the change and its effects, in points with so many decimals; who is behind them."""
    seen = point.observation
    level = (seen.workers, seen.participants, seen.rate, point.coverage.target)
    if movement is None:
        return (*level, *(None,) * 6)
    effects = Effects(movement, places)
    shown = (effects.change, effects.by_participants, effects.by_base)
    points = (None if one is None else Fraction(one, 10**places) for one in shown)
    return (*level, *points, movement.enrolled, movement.lost, movement.step.base_revised)


def _dress(sheet: Any, course: Course, words: Words) -> int:
    """Widths and paper; give the rows of a page."""
    longest = max(len(branch_of(one, words)) for one in course.series)
    dates = max(len(dated(point, words)) for one in course.series for point in one.points)
    widths = (min(max(12, longest + 2), 50), max(14, dates + 2), 14)
    sheet.set_column(0, 0, widths[0])
    sheet.set_column(1, 1, widths[1])
    sheet.set_column(2, _BROKEN + 1, widths[2])
    sheet.set_row(0, 32)
    sheet.freeze_panes(1, 2)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    # Not fitted to the width of a page: such a sheet has no breaks of its own.
    scale = 100 * _WIDE // (widths[0] + widths[1] + (_BROKEN - 1) * widths[2])
    sheet.set_print_scale(scale)
    return 100 * _ROWS // scale


def _chart(book: Any, place: tuple[str, int], curve: Curve, words: Words) -> Any:
    name, first = place
    last = first + len(curve.marks) - 1
    chart = book.add_chart({"type": "line"})
    periods = [name, first, _PERIOD, last, _PERIOD]
    broken = len(curve.strands) > 1
    columns = range(_BROKEN, _BROKEN + len(curve.strands)) if broken else (_RATE,)
    side = "above" if curve.raised else "below"  # of all: XlsxWriter 3.2 places no label on its own
    for column in columns:
        chart.add_series({
            "name": words("Rate"), "categories": periods, "values": [name, first, column, last, column],
            "line": {"color": f"#{palette.MET}", "width": 2.25},
            "marker": {"type": "circle", "size": 7, "fill": {"color": f"#{palette.MET}"}, "border": {"none": True}},
            "data_labels": {
                "value": True, "position": side, "num_format": percent_format(curve.places),
                "custom": [None if at in curve.labelled else {"delete": True} for at in range(len(curve.marks))],
            },
        })  # fmt: skip
    if curve.targeted:
        chart.add_series({
            "name": words("Target"), "categories": periods, "values": [name, first, _TARGET, last, _TARGET],
            "line": {"color": f"#{palette.LINE}", "width": 2.25}, "marker": {"type": "none"},
        })  # fmt: skip
    chart.set_title({"name": curve.title, "name_font": {"size": 14}})
    lines = {"visible": True, "line": {"color": f"#{palette.FAINT}"}}
    chart.set_y_axis({"min": 0, "max": curve.top, "num_format": "0%", "major_gridlines": lines})
    said = {"name": words(BROKEN), "name_font": {"size": 9, "bold": False}} if broken else {}
    aslant = {"num_font": {"rotation": -45}} if curve.every > 1 else {}
    chart.set_x_axis({"interval_unit": curve.every, **aslant, **said})
    chart.set_legend({"position": "bottom", "delete_series": list(range(1, len(columns)))})
    chart.show_blanks_as("gap")
    chart.set_size({"width": WIDE, "height": HIGH})
    return chart
