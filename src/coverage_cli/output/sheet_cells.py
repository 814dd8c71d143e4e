"""Figures in the cells of a workbook: empty where undefined, and never another number than it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coverage_cli.output.doubles import double

if TYPE_CHECKING:
    from fractions import Fraction

    from coverage_cli.output.language import Words

_MOST_DIGITS = 15
"""Digits that a spreadsheet keeps of a number (Excel's specification)."""


def write_figure(sheet: Any, place: tuple[int, int], value: Fraction | int | None, form: Any, words: Words) -> None:  # noqa: ANN401
    """A number, people and money in whole units; such a one as text where a cell would lose its last digits."""
    if value is None:  # missing is not zero: the cell stays empty
        sheet.write_blank(*place, None, form)
    elif isinstance(value, int) and len(str(abs(value)).rstrip("0")) > _MOST_DIGITS:
        sheet.write_string(*place, words.number(value), form)
    else:
        sheet.write_number(*place, double(value), form)
