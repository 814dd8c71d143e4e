"""Number styles: whether a point or a comma groups thousands is decided per column, never per cell.

Grouping must be exact (`1.234.567`). One group mark alone (`48.000`) has two readings, so it needs a cell in
the same column that settles it (two marks of the kind), or the configuration; other marks have to be declared. Where
counts are given in thousands or millions, the other mark stands before decimals, and a cell with decimals that are no
group (`232,2`) settles it too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from coverage_cli.domain.choices import DECIMAL_COMMA, GROUPED, NumberStyle

_PLAIN = "0|[1-9][0-9]*"
_DECIMAL: Mapping[NumberStyle, str] = {
    style: rf"({form}|{_PLAIN})(?:{',' if style in DECIMAL_COMMA else '[.]'}([0-9]+))?"
    for style, form in {**GROUPED, "plain": _PLAIN}.items()
}
"""A number of each style: its whole part, and its decimals."""
MARKS: Mapping[NumberStyle, str] = {"id": ".", "en": ","}
"""Marks that may also stand before decimals; the cells of a column can settle which they are."""
_STYLES = {mark: style for style, mark in MARKS.items()}
_DECLARED: tuple[NumberStyle, ...] = ("fr", "ch", "in")
"""Styles that hold where they are declared: a blank also parts two cells, or a number from its footnote."""
STORED = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?")
"""A number as programs store it, where no style of a country has a say."""
WHOLE = 10**15
"""Up to here a stored number of the usual 64 bits is exact to its last digit."""
BLANKS = " \t\u00a0\u2007\u202f"
"""What may stand around a number without changing it; spreadsheets and web pages leave the last three."""


@cache
def _compiled(form: str) -> re.Pattern[str]:
    """A form, compiled where it is first asked: most runs meet no marks, and some meet a million."""
    return re.compile(form)


def grouping(text: str) -> NumberStyle | None:
    """The style in which `text` is a whole number with thousands marks; None where it has none."""
    style = _STYLES.get(text[-4:-3])  # the last group has three digits behind its mark
    return style if style and _compiled(GROUPED[style]).fullmatch(text) else None


def declarable(text: str) -> NumberStyle | None:
    """The style in which `text` is a whole number where the configuration declares it; None where it is none so."""
    if grouping(text):
        return None
    return next((style for style in _DECLARED if _compiled(GROUPED[style]).fullmatch(text)), None)


def parted(text: str) -> tuple[NumberStyle, str] | None:
    """The style in which a grouped number with decimals has to be declared, and what it is: 1 234,5 in fr is 1234.5."""
    for style in _DECLARED:
        found = _compiled(_DECIMAL[style]).fullmatch(text)
        if found and found[2] and declarable(found[1]) == style:
            return style, f"{ungrouped(found[1])}.{found[2]}"
    return None


def ungrouped(text: str) -> str:
    """The digits of an exactly grouped number."""
    return re.sub("[^0-9]", "", text)


def stored(raw: str) -> str:
    """A stored number as text with one reading: whole numbers in digits, decimals never as a group of three."""
    if re.fullmatch(r"-?[0-9]+", raw) or not STORED.fullmatch(raw):
        return raw
    value = Decimal(raw)
    if abs(value) < WHOLE or re.fullmatch(r"-?[0-9]+\.0+", raw):
        raw = str(int(value)) if value == value.to_integral_value() else f"{value:f}"
    return f"{raw}0" if re.fullmatch(r"-?[0-9]+\.[0-9]{3}", raw) else raw


@dataclass(slots=True)
class ColumnStyle:
    """What a column's cells have settled so far. `decided` starts as the configuration says.

    The first cell that proves a style settles the column; a later one that proves another is an error of its own.
    `decimals` are those that the column's unit of people has; `told` are the most that a cell had.
    """

    decided: NumberStyle | None = None
    witness: str = ""
    witness_line: int = 0
    decimals: int = 0
    told: int = 0

    def settles(self, text: str) -> NumberStyle | None:
        """The style that this cell alone proves: two marks of a kind cannot be a decimal mark."""
        if not self.decimals and text.count(".") < 2 and text.count(",") < 2:  # noqa: PLR2004 - one mark may be a decimal mark
            return None
        style = grouping(text)
        if style is None and self.decimals and not text.isdigit():
            return next((one for one in MARKS if _compiled(_DECIMAL[one]).fullmatch(text)), None)
        return style if style and text.count(MARKS[style]) > 1 else None

    def contradicts(self, text: str) -> bool:
        """Whether a cell proves another style than the one that was settled before."""
        return self.decided is not None and self.settles(text) is not None and not self.reads(text)

    def learn(self, text: str, line: int) -> None:
        """Take a cell as evidence of the column's style."""
        style = self.settles(text)
        if style is not None and self.decided is None:
            self.decided, self.witness, self.witness_line = style, text, line

    def reads(self, text: str) -> bool:
        """Whether a cell with marks has one reading in this column."""
        if self.decided is None:
            return False
        form = _DECIMAL[self.decided] if self.decimals else GROUPED.get(self.decided)
        return form is not None and _compiled(form).fullmatch(text) is not None

    def people(self, text: str) -> str:
        """The digits of a count of people; the text itself where it is none that has one reading in this column."""
        if not self.decimals:
            return ungrouped(text) if self.reads(text) else text
        match = _compiled(_DECIMAL[self.decided or "plain"]).fullmatch(text)
        if match is None or (self.decided is None and match[2]):
            return text
        parts = (match[2] or "").rstrip("0")
        if len(parts) > self.decimals:
            return text
        self.told = max(self.told, min(len(match[2] or ""), self.decimals))
        return (ungrouped(match[1]) + parts.ljust(self.decimals, "0")).lstrip("0") or "0"
