"""Cells of a workbook, or of a column of dates, that have two readings or none.

They travel among the texts of a table, and equal none of them.

As a str such a cell says what it is, for whatever writes it out; nobody reads that back.
"""

from __future__ import annotations

from sys import intern
from typing import ClassVar, Self


class Unread(str):
    """A cell that no text stands for; it is alike only to a cell of the same kind that says the same."""

    __slots__ = ()
    code: ClassVar[str]
    """The rule that refuses it, whatever its column."""

    def __eq__(self, other: object) -> bool:
        """Never equal to a text."""
        return type(self) is type(other) and str.__eq__(self, str(other))

    def __ne__(self, other: object) -> bool:
        """What str has of its own would compare the letters."""
        return not self == other

    def __hash__(self) -> int:
        """Apart from the text with the same letters."""
        return hash((self.code, str(self)))

    def strip(self, _chars: str | None = None, /) -> Self:
        """The cell: without its blanks it would be a text."""
        return self


class NotComputed(Unread):
    """A formula for which the workbook holds no value."""

    __slots__ = ()
    code = "V123"

    def __new__(cls) -> Self:
        """All are alike."""
        return super().__new__(cls, "formula without a value")


class Shown(Unread):
    """A number whose format shows another value, or something that is not told simply: then `form` is the format."""

    __slots__ = ("form", "shown", "stored")
    code = "V122"
    stored: str
    shown: str
    form: str

    def __new__(cls, stored: str, shown: str, form: str = "") -> Self:
        """Of the number as it is stored, and of what is seen."""
        cell = super().__new__(cls, f"number {stored} {f'in the format {form}' if form else f'shown as {shown}'}")
        cell.stored, cell.shown, cell.form = stored, shown, form
        return cell


class Struck(Unread):
    """A text that is struck through, in whole or in part: taken back, and still there."""

    __slots__ = ("text",)
    code = "V126"
    text: str

    def __new__(cls, text: str) -> Self:
        """Of the text; as a str it says more, since a number would be read as one."""
        cell = super().__new__(cls, f"text {text} struck through")
        cell.text = text
        return cell


class Misdated(Unread):
    """A cell of a period that is not written as is declared; `args` say why."""

    __slots__ = ("args",)
    code = "V125"
    args: tuple[tuple[str, str], ...]

    def __new__(cls, text: str, args: tuple[tuple[str, str], ...]) -> Self:
        """Of the cell's text."""
        cell = super().__new__(cls, text)
        cell.args = args
        return cell

    def __eq__(self, other: object) -> bool:
        """Equal to a cell that is wrong in the same way."""
        return super().__eq__(other) and isinstance(other, Misdated) and self.args == other.args

    __hash__ = Unread.__hash__


class HalfPeriod(Misdated):
    """An empty cell of a period that stands in two columns, in one of these."""

    __slots__ = ("column",)
    code = "V101"
    column: str
    """Its header."""

    def __new__(cls, column: str, *more: tuple[str, str]) -> Self:
        """Of the column, and of what else its finding says."""
        cell = super().__new__(cls, "", (("field", column), *more))
        cell.column = column
        return cell


def seen(text: str) -> str:
    """What a sheet shows of a cell: the text itself, struck through or not, or of a number that it hides, that number.

    Each once: a wrong text recurs, and many copies would stay amid a block's texts, with the next ones between them.
    """
    if type(text) is str:  # as nearly all are
        return intern(text)
    if isinstance(text, Struck):
        return intern(text.text)
    return intern(text.shown or text.stored if isinstance(text, Shown) else str(text))
