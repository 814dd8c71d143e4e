"""Cells of a workbook: their formats, headers, and figures: empty where undefined, and never another number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coverage_cli.output.exact import double

if TYPE_CHECKING:
    from collections.abc import Container, Iterable
    from fractions import Fraction

    from coverage_cli.output.language import Words

TEXT, PEOPLE = "@", "#,##0"
"""Number formats of texts and of people."""
WRAPPED = {"text_wrap": True, "valign": "top"}
_MOST_DIGITS = 15
"""Digits that a spreadsheet keeps of a number (Excel's specification)."""


class Formats:
    """Formats of cells, made once each."""

    def __init__(self, book: Any) -> None:  # noqa: ANN401 - untyped library
        self._book = book
        self._made: dict[tuple[str, bool], Any] = {}

    def of(self, form: str, *, total: bool = False) -> Any:  # noqa: ANN401
        """That of a number format; a total is bold, below a line, and a text is indented."""
        if (form, total) not in self._made:
            look: dict[str, Any] = {"bold": True, "top": 1} if total else {}
            look |= {"indent": 1} if form == TEXT else {}
            self._made[form, total] = self._book.add_format({"num_format": form, **look})
        return self._made[form, total]


def write_head(
    book: Any,  # noqa: ANN401
    sheet: Any,  # noqa: ANN401
    row: int,
    heads: Iterable[str],
    figures: Container[int],
    look: dict[str, Any] = WRAPPED,
    indent: int = 0,
) -> None:
    """The headings of a table: those of columns of figures at the right, others at the left."""
    shared = {"bold": True, "bottom": 2, **look}
    left, right = book.add_format({**shared, "indent": indent}), book.add_format({**shared, "align": "right"})
    for column, text in enumerate(heads):
        sheet.write_string(row, column, text, right if column in figures else left)


def write_figure(sheet: Any, place: tuple[int, int], value: Fraction | int | None, form: Any, words: Words) -> None:  # noqa: ANN401
    """A number, people and money in whole units; such a one as text where a cell would lose its last digits."""
    if value is None:  # missing is not zero: the cell stays empty
        sheet.write_blank(*place, None, form)
    elif isinstance(value, int) and len(str(abs(value)).rstrip("0")) > _MOST_DIGITS:
        sheet.write_string(*place, words.number(value), form)
    else:
        sheet.write_number(*place, double(value), form)
