"""An exhibit in the workbook: real numbers, unrounded, its notes, and a native chart drawn from its cells."""

from __future__ import annotations

import math
from datetime import datetime
from fractions import Fraction
from typing import Any

from coverage_cli.domain.runs import runs
from coverage_cli.output.charts import palette
from coverage_cli.output.charts.pareto import lifted_axis
from coverage_cli.output.charts.series import alternative
from coverage_cli.output.exact import office_double
from coverage_cli.output.exhibits.exhibit import Cell, Chart, Exhibit, Form
from coverage_cli.output.figures import decimal_format, percent_format
from coverage_cli.output.language import Words
from coverage_cli.output.workbook.cells import HIGH, LINE, PEOPLE, TALL, TEXT, WIDE, WIDEST, Cells
from coverage_cli.output.workbook.chart import upright

_TABLE = 2
"""The row of the table's header, from 0; the title stands above it."""
_PAGE = 50
"""Rows of a sheet that are still read where one page across (A4) holds them all."""


def add_exhibit(book: Any, exhibit: Exhibit, words: Words) -> None:
    """Add the sheet: the title, the table, the notes, the chart."""
    sheet = book.add_worksheet(exhibit.tab)
    sheet.write_string(0, 0, exhibit.title, book.add_format({"bold": True, "font_size": 14}))
    texts = {0, *exhibit.grid.texts}
    figures = [column for column in range(len(exhibit.head)) if column not in texts]
    cells = Cells(book, sheet, words)
    cells.head(_TABLE, exhibit.head, figures, {"text_wrap": True, "valign": "bottom"}, indent=1)
    for number, row in enumerate(exhibit.lines):
        for column, cell in enumerate(row):
            _write(cells, (_TABLE + 1 + number, column), cell, total=exhibit.strong(number))
    at = _TABLE + len(exhibit.rows) + 2
    if exhibit.has_chart:
        # Moments make a long table, so that its picture stands beside it.
        place = (_TABLE, len(exhibit.head) + 1) if exhibit.chart.lines else (at, 0)
        below = 0 if exhibit.chart.lines else _upright(exhibit)
        sheet.insert_chart(*place, _chart(book, exhibit, below), {"description": alternative(exhibit.described)})
        at += 0 if exhibit.chart.lines else TALL + math.ceil(below / LINE)
    for number, note in enumerate(exhibit.notes):
        sheet.write_string(at + number, 0, note)
    _dress(sheet, exhibit)
    # With a chart below its table, what one page can hold is on one: a page could end within the chart.
    whole = exhibit.has_chart and not exhibit.chart.lines and at + len(exhibit.notes) <= _PAGE
    sheet.fit_to_pages(1, 1 if whole else 0)


def number_format(cell: Cell) -> str:
    """How a spreadsheet shows such a figure, in its user's own marks."""
    match cell.form:
        case Form.TEXT:
            return TEXT
        case Form.MONTH:
            return "yyyy-mm"
        case Form.WHOLE:
            return PEOPLE
        case Form.PERCENT:
            return percent_format(cell.places)
        case Form.NUMBER:
            unit = cell.unit.replace('"', "")
            shown = decimal_format(cell.places, PEOPLE)
            return f'{shown}" {unit}"' if unit else shown


def _write(cells: Cells, place: tuple[int, int], cell: Cell, *, total: bool) -> None:
    if cell.form is Form.TEXT:
        cells.text(*place, cell.text, total=total)
    elif cell.form is Form.MONTH:
        form = cells.format(number_format(cell), total=total)
        cells.sheet.write_datetime(*place, datetime.fromisoformat(f"{cell.text}-01"), form)
    else:
        cells.figure(*place, cell.shown, number_format(cell), total=total)


def _upright(exhibit: Exhibit) -> int:
    """Pixels of names below columns that have no room abreast."""
    drawn = exhibit.chart
    names = [len(exhibit.lines[row][0].text) for row in drawn.rows]
    return upright(max(names, default=0), max(1, len(names)))


def _chart(book: Any, exhibit: Exhibit, below: int) -> Any:
    """A series a column. Rows that are drawn stand together, but for a total at the end of the table."""
    drawn = exhibit.chart
    chart = book.add_chart({"type": "line" if drawn.lines else "column"})
    for column, colour in zip(drawn.columns, palette.of_series(len(drawn.columns)), strict=True):
        chart.add_series(_series(exhibit, drawn, column, colour))
    if drawn.share is not None:
        chart.combine(_shares(book, exhibit, drawn.share))
    chart.set_title({"name": exhibit.title, "name_font": {"size": 14}, "overlay": False})
    grid = {"visible": True, "line": {"color": f"#{palette.FAINT}"}}
    chart.set_y_axis({"min": exhibit.floor, "num_format": exhibit.axis_format, "major_gridlines": grid})
    axis: dict[str, Any] = {"num_font": {"size": 9, **({"rotation": -90} if below else {})}, "label_position": "low"}
    if drawn.left_out:
        axis |= {"name": drawn.left_out, "name_font": {"size": 9, "bold": False}}
    if drawn.lines:
        axis |= {"date_axis": True, "num_format": "yyyy-mm", "major_unit": drawn.every, "major_unit_type": "months"}
    chart.set_x_axis(axis)
    chart.set_legend({"position": "bottom"})
    chart.show_blanks_as("gap")
    wide = 0 if drawn.lines else 24 * len(drawn.rows) * len(drawn.columns)
    chart.set_size({"width": max(WIDE, wide), "height": HIGH + below})
    return chart


def _series(exhibit: Exhibit, drawn: Chart, column: int, colour: str) -> dict[str, Any]:
    """A column of the table as a line, or as columns with their figures where these have room."""
    place = exhibit.shown.index(column)
    given = {"name": exhibit.columns[column].head, **_cells(exhibit, drawn.rows, place)}
    if drawn.lines:
        return given | {"line": {"color": f"#{colour}", "width": 2.25}}
    crowded = len(drawn.rows) * len(drawn.columns) > _MOST_LABELS
    labels: dict[str, Any] = {} if crowded else {"value": True, "font": {"size": 9}}
    if labels and drawn.share is not None:
        labels["position"] = "inside_base"  # the line runs over the tops
    return given | {"fill": {"color": f"#{colour}"}, "gap": 60, "data_labels": labels}


def _shares(book: Any, exhibit: Exhibit, column: int) -> Any:
    """Cumulated shares as a line, from nothing to all."""
    line = book.add_chart({"type": "line"})
    line.add_series({
        "name": exhibit.columns[column].head, "y2_axis": True,
        **_cells(exhibit, exhibit.chart.rows, exhibit.shown.index(column)),
        "line": {"color": f"#{palette.LINE}", "width": 2.25},
        "marker": {"type": "circle", "size": 6, "fill": {"color": f"#{palette.LINE}"}, "border": {"none": True}},
    })  # fmt: skip
    first = exhibit.rows[exhibit.chart.rows[0]][column].value
    least, form = lifted_axis(Fraction(first or 0))
    line.set_y2_axis({"min": float(least), "max": 1, "major_unit": 0.2, "num_format": form})
    return line


_MOST_LABELS = 24
"""More figures on columns than this would overlap."""


def _cells(exhibit: Exhibit, rows: tuple[int, ...], column: int) -> dict[str, Any]:
    """Names and values of these rows; what they are as well, because of pieces the library reads nothing."""
    found: dict[str, Any] = {"categories": _range(exhibit, rows, 0), "values": _range(exhibit, rows, column)}
    if "," not in found["values"]:
        return found
    lines = exhibit.lines
    cells = [lines[row][column] for row in rows]
    values = [office_double(cell.value, number_format(cell)) for cell in cells]
    found["categories_data"] = [lines[row][0].text for row in rows]
    found["values_data"] = ["" if value is None else value for value in values]
    return found


def _range(exhibit: Exhibit, rows: tuple[int, ...], column: int) -> str:
    """The cells of a column in these rows, as a formula; pieces of neighbours where rows between are left out."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    sheet = exhibit.tab.replace("'", "''")
    corners = [
        (xl_rowcol_to_cell(_TABLE + 1 + at, column, row_abs=True, col_abs=True) for at in run) for run in runs(rows)
    ]
    found = [f"'{sheet}'!{':'.join(corner)}" for corner in corners]
    return f"={found[0]}" if len(found) == 1 else f"=({','.join(found)})"


def _dress(sheet: Any, exhibit: Exhibit) -> None:
    grid = exhibit.grid
    for column, heading in enumerate(grid.head):
        longest = max((len(row[column]) for row in grid.rows), default=0)
        words = max(len(word) for word in heading.split())
        sheet.set_column(column, column, min(max(longest, words, 10) + 2, WIDEST))
    sheet.set_row(_TABLE, 48)
    sheet.freeze_panes(_TABLE + 1, 1)
    sheet.set_landscape()
    sheet.repeat_rows(_TABLE)
