"""An exhibit as CSV: columns with names for machines, numbers in point notation, empty where undefined."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_cli.domain.rounding import half_up, point_text
from coverage_cli.output.doubles import double_text
from coverage_cli.output.exhibit import Form

if TYPE_CHECKING:
    from coverage_cli.output.delimited import Dialect
    from coverage_cli.output.exhibit import Cell, Exhibit


def exhibit_csv(exhibit: Exhibit, dialect: Dialect, *, totals: bool = True) -> str:
    """Rows, then totals where they are wanted; percentages as such."""
    wanted = [index for index, column in enumerate(exhibit.columns) if column.name]
    head = [dialect.text(exhibit.columns[index].name) for index in wanted]
    rows = exhibit.rows if totals else exhibit.rows[: len(exhibit.rows) - exhibit.totals]
    return dialect.file([head, *([_spelled(row[index], dialect) for index in wanted] for row in rows)])


def _spelled(cell: Cell, dialect: Dialect) -> str:
    if cell.form in {Form.TEXT, Form.MONTH}:
        return dialect.text(cell.text if cell.machine is None else cell.machine)
    if cell.value is None or cell.form is Form.WHOLE:
        return dialect.people(cell.value)
    if cell.machine is not None and not dialect.raw:
        return dialect.number(cell.machine)
    value = Fraction(cell.value) * (100 if cell.form is Form.PERCENT else 1)
    if dialect.raw:
        return double_text(value)
    return dialect.number(point_text(half_up(value, cell.places), cell.places))
