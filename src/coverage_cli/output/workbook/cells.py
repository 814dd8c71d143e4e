"""Cells of a workbook: their formats, headers, and figures: empty where undefined, and never another number."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Any

from coverage_cli.domain.rounding import whole
from coverage_cli.domain.weights import Heads
from coverage_cli.output.exact import office_double
from coverage_cli.output.language import Words

TEXT, PEOPLE = "@", "#,##0"
"""Number formats of texts and of people."""
WIDEST = 100
"""Letters of a text that its column has room for; spreadsheets cut the rest off where the next cell is filled."""
WRAPPED: dict[str, Any] = {"text_wrap": True, "valign": "top"}
WIDE, HIGH, TALL, LINE = 900, 420, 22, 20
"""Pixels of a chart, the rows of the sheet that it covers, and the pixels of a row."""
_MOST_DIGITS = 15
"""Digits that a spreadsheet keeps of a number (Excel's specification)."""


class Cells:
    """Writes the cells of a sheet, texts with so much of an indent; formats are made once each."""

    def __init__(self, book: Any, sheet: Any, words: Words, indent: int = 1) -> None:
        self._book, self.sheet, self._words, self._indent = book, sheet, words, indent
        self._made: dict[tuple[str, bool], Any] = {}

    def head(
        self, row: int, heads: Iterable[str], figures: Container[int], look: dict[str, Any] = WRAPPED, indent: int = 0
    ) -> None:
        """The headings of a table: those of columns of figures at the right, others at the left."""
        shared = {"bold": True, "bottom": 2, **look}
        left = self._book.add_format({**shared, "indent": indent})
        right = self._book.add_format({**shared, "align": "right"})
        for column, text in enumerate(heads):
            self.sheet.write_string(row, column, text, right if column in figures else left)

    def format(self, form: str, *, total: bool = False) -> Any:
        """That of a number format; a total is bold, below a line."""
        if (form, total) not in self._made:
            look: dict[str, Any] = {"bold": True, "top": 1} if total else {}
            look |= {"indent": self._indent} if form == TEXT else {}
            self._made[form, total] = self._book.add_format({"num_format": form, **look})
        return self._made[form, total]

    def text(self, row: int, column: int, text: str, *, total: bool = False) -> None:
        """A text, which nothing takes for a number, a formula or a link."""
        self.sheet.write_string(row, column, text, self.format(TEXT, total=total))

    def figure(self, row: int, column: int, value: Heads | None, form: str, *, total: bool = False) -> None:
        """A number, people and money in whole units; such a one as text where a cell would lose its last digits."""
        shown, made = whole(value) if form == PEOPLE and value is not None else value, self.format(form, total=total)
        if shown is None:  # missing is not zero: the cell stays empty
            self.sheet.write_blank(row, column, None, made)
        elif isinstance(shown, int) and len(str(abs(shown)).rstrip("0")) > _MOST_DIGITS:
            self.sheet.write_string(row, column, self._words.number(shown), made)
        else:
            self.sheet.write_number(row, column, office_double(shown, form), made)
