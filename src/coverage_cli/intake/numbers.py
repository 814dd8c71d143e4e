"""Number styles: whether a point or a comma groups thousands is decided per column, never per cell.

Grouping must be exact (`1.234.567`). One group mark alone (`48.000`) has two readings, so it needs a cell in
the same column that settles it (two marks of the kind), or the configuration.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coverage_cli.config.layout import NumberStyle

_GROUPED = {
    "id": re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+"),
    "en": re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+"),
}
MARKS = {"id": ".", "en": ","}
BLANKS = " \t\u00a0\u2007\u202f"
"""What may stand around a number without changing it; spreadsheets and web pages leave the last three."""


def grouping(text: str) -> NumberStyle | None:
    """The style in which `text` is a whole number with thousands marks; None where it has none."""
    for style, form in _GROUPED.items():
        if form.fullmatch(text):
            return style  # type: ignore[return-value]
    return None


def ungrouped(text: str) -> str:
    """The digits of an exactly grouped number."""
    return text.replace(".", "").replace(",", "")


@dataclass(slots=True)
class ColumnStyle:
    """What a column's cells have settled so far. `decided` starts as the configuration says.

    The first cell that proves a style settles the column; a later one that proves another is an error of its own.
    """

    decided: NumberStyle | None = None
    witness: str = ""
    witness_line: int = 0

    def settles(self, text: str) -> NumberStyle | None:
        """The style that this cell alone proves: two marks of a kind cannot be a decimal mark."""
        style = grouping(text)
        return style if style and text.count(MARKS[style]) > 1 else None

    def contradicts(self, text: str) -> bool:
        """Whether a cell proves another style than the one that was settled before."""
        style = self.settles(text)
        return style is not None and self.decided is not None and style != self.decided

    def learn(self, text: str, line: int) -> None:
        """Take a cell as evidence of the column's style."""
        style = self.settles(text)
        if style is not None and self.decided is None:
            self.decided, self.witness, self.witness_line = style, text, line

    def reads(self, text: str) -> bool:
        """Whether a grouped cell has one reading in this column."""
        return self.decided is not None and grouping(text) == self.decided
