"""An exhibit as CSV: columns with names for machines, numbers in point notation, empty where undefined."""

from __future__ import annotations

import csv
import io
from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_cli.domain.rounding import half_up, point_text
from coverage_cli.domain.weights import decimal
from coverage_cli.output.delimited import PLAIN, text_cell
from coverage_cli.output.doubles import double_text
from coverage_cli.output.exhibit import Form

if TYPE_CHECKING:
    from coverage_cli.output.delimited import Dialect
    from coverage_cli.output.exhibit import Cell, Exhibit


def exhibit_csv(exhibit: Exhibit, dialect: Dialect = PLAIN, *, totals: bool = True) -> str:
    """Rows, then totals where they are wanted; percentages as such."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=dialect.delimiter, lineterminator=dialect.end)
    wanted = [index for index, column in enumerate(exhibit.columns) if column.name]
    writer.writerow([text_cell(exhibit.columns[index].name, dialect) for index in wanted])
    for row in exhibit.rows if totals else exhibit.rows[: len(exhibit.rows) - exhibit.totals]:
        writer.writerow([_spelled(row[index], dialect) for index in wanted])
    return dialect.start + out.getvalue()


def _spelled(cell: Cell, dialect: Dialect) -> str:
    if cell.form in {Form.TEXT, Form.MONTH}:
        return text_cell(cell.text if cell.machine is None else cell.machine, dialect)
    if cell.value is None:
        return ""
    if cell.form is Form.WHOLE:
        people = decimal(cell.value)
        return people.replace(".", ",") if dialect.comma else people
    if cell.machine is not None and not dialect.raw:
        return cell.machine.replace(".", ",") if dialect.comma else cell.machine
    value = Fraction(cell.value) * (100 if cell.form is Form.PERCENT else 1)
    if dialect.raw:
        return double_text(value)
    shown = point_text(half_up(value, cell.places), cell.places)
    return shown.replace(".", ",") if dialect.comma else shown
