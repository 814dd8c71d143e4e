"""The trend in the workbook: a table of real numbers, and a native line chart drawn from its cells.

Rates are unrounded. A change and its effects are those that are shown everywhere: a cell would round the exact change
to another than the difference of the rates beside it.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from coverage_cli.domain.rounding import whole
from coverage_cli.domain.safe import clean
from coverage_cli.output import palette
from coverage_cli.output.curves import BROKEN, branch_of, curves, strands, uncharted
from coverage_cli.output.figures import decimal_format, percent_format
from coverage_cli.output.sheet_cells import PEOPLE, TEXT, Formats, write_figure, write_head
from coverage_cli.output.trends import Effects, dated, places_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coverage_cli.analysis.history import Course, Movement, Point
    from coverage_cli.domain.weights import Heads
    from coverage_cli.output.curves import Curve
    from coverage_cli.output.language import Words

_TEXTS = 4
"""Columns of text before the figures."""
_PERIOD, _RATE, _TARGET, _BROKEN = 1, 6, 7, 14
"""Columns that the chart is drawn from; a broken line from the two behind the table."""
_TALL = 22
"""Rows of the sheet that a chart covers."""
_WIDE, _ROWS = 98, 29
"""Letters of columns that a page across has room for, and rows of a sheet, both at full size (A4)."""
_A4 = 9
"""Its number in the file format."""


def add_trends(book: Any, course: Course, words: Words, decimals: int) -> None:  # noqa: ANN401 - untyped library
    """Add the sheet: every branch that has a trend, a row a period; charts of them below the table."""
    name = words("Trend")
    sheet = book.add_worksheet(name)
    drawn = {id(one): strands(one) for one in course.series}
    head = (*_head(words), *_line_heads(drawn.values(), words))
    write_head(book, sheet, 0, head, range(_TEXTS, len(head)))
    firsts: dict[int, int] = {}
    at = 1
    rows = _Rows(book, sheet, words)
    for one in course.series:
        firsts[id(one)] = at
        lines = drawn[id(one)]
        parts = zip(*lines, strict=True) if len(lines) > 1 else [()] * len(one.points)
        places = places_in(one, decimals)
        forms = rows.forms(places)
        for point, movement, rates in zip(one.points, [None, *one.movements], parts, strict=True):
            rows.write(at, branch_of(one, words), point, (movement, places), rates, forms)
            at += 1
    sheet.autofilter(0, 0, at - 1, len(head) - 1)
    page = _dress(sheet, course, words)
    undrawn = uncharted(course, words)
    if undrawn:
        at += 1
        sheet.write_string(at, 0, undrawn)
    kept = curves(course, words, decimals)
    for number, curve in enumerate(kept):
        chart = _chart(book, (name, firsts[id(curve.series)]), curve, words)
        sheet.insert_chart(at + 1 + number * _TALL, 0, chart, {"description": f"{curve.title}: {curve.described}"})
    sheet.set_h_pagebreaks(_breaks(at + 1, len(kept), page))


def _breaks(first: int, charts: int, page: int) -> list[int]:
    """Where pages of so many rows end: before a chart, and never within one."""
    if first + charts * _TALL <= page:
        return []
    return [first + number * _TALL for number in range(0, charts, max(1, page // _TALL))]


def _head(words: Words) -> tuple[str, ...]:
    return (
        *(words("Branch"), words("Period"), words("Workers as of"), words("Basis of the workers")),
        *(words("Workers"), words("Participants"), words("Rate"), words("Target"), words("Change (points)")),
        *(words("by participants"), words("by base"), words("Enrolled"), words("Lost"), words("Base revised")),
    )


def _line_heads(drawn: Iterable[list[list[Fraction | None]]], words: Words) -> tuple[str, ...]:
    """Columns of their own for the two parts of a broken line, where any is."""
    most = max(map(len, drawn))
    return tuple(words("Rate (line {n})", n=str(number)) for number in range(1, most + 1)) if most > 1 else ()


class _Rows:
    """Writes periods; formats are made once."""

    def __init__(self, book: Any, sheet: Any, words: Words) -> None:  # noqa: ANN401
        self._sheet, self._words = sheet, words
        self._text = book.add_format({"num_format": TEXT})
        self._formats = Formats(book)

    def forms(self, places: int) -> list[Any]:
        """The formats of a row's figures; rates and changes with so many decimals."""
        percent, plain = percent_format(places), decimal_format(places)
        points = f"+{plain};-{plain};{plain}"
        forms = (PEOPLE, PEOPLE, percent, percent, points, points, points, PEOPLE, PEOPLE, "+#,##0;-#,##0;0")
        return [self._formats.of(form) for form in forms]

    def write(
        self,
        at: int,
        branch: str,
        point: Point,
        moved: tuple[Movement | None, int],
        drawn: Iterable[Fraction | None],
        forms: list[Any],
    ) -> None:
        """One period, and its rate as a broken line has it; what is undefined stays empty: missing is not zero."""
        seen = point.observation
        texts = (branch, dated(point, self._words), point.population_period or "", clean(seen.basis))
        for column, text in enumerate(texts):
            self._sheet.write_string(at, column, text, self._text)
        values = (seen.workers, _whole(seen.participants), seen.rate, point.coverage.target, *_moves(*moved))
        cells = [*zip(values, forms, strict=True), *((rate, forms[2]) for rate in drawn)]
        for column, (value, form) in enumerate(cells, _TEXTS):
            write_figure(self._sheet, (at, column), value, form, self._words)


def _moves(movement: Movement | None, places: int) -> tuple[Fraction | int | None, ...]:
    """The change and its effects, in points with so many decimals, and the people behind them."""
    if movement is None:
        return (None,) * 6
    effects = Effects(movement, places)
    shown = (effects.change, effects.by_participants, effects.by_base)
    points = (None if one is None else Fraction(one, 10**places) for one in shown)
    return (*points, _whole(movement.enrolled), _whole(movement.lost), movement.step.base_revised)


def _whole(people: Heads | None) -> int | None:
    return None if people is None else whole(people)


def _dress(sheet: Any, course: Course, words: Words) -> int:  # noqa: ANN401
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


def _chart(book: Any, place: tuple[str, int], curve: Curve, words: Words) -> Any:  # noqa: ANN401
    name, first = place
    last = first + len(curve.marks) - 1
    chart = book.add_chart({"type": "line"})
    periods = [name, first, _PERIOD, last, _PERIOD]
    broken = len(curve.strands) > 1
    columns = range(_BROKEN, _BROKEN + len(curve.strands)) if broken else (_RATE,)
    for column in columns:
        chart.add_series({
            "name": words("Rate"), "categories": periods, "values": [name, first, column, last, column],
            "line": {"color": f"#{palette.MET}", "width": 2.25},
            "marker": {"type": "circle", "size": 7, "fill": {"color": f"#{palette.MET}"}, "border": {"none": True}},
            "data_labels": {
                "value": True, "position": "below", "num_format": percent_format(curve.places),
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
    chart.set_size({"width": 900, "height": 420})
    return chart
