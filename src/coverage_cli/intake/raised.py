"""Raised and lowered digits of a workbook's rich texts, such as the number of a footnote behind a count."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

PLAIN: dict[int, int] = {}
"""What is written on the line stays as it is."""
RUNS = frozenset({"r", "vertAlign"})
"""Elements of a rich text that say how what follows is shown; a text begins on the line."""
_RAISED = {
    "superscript": str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"),
    "subscript": str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"),
}


def marks_of(given: Mapping[str, str]) -> dict[int, int]:
    """How digits are shown that follow the start of a run, or what it says of their place, which is its `val`."""
    return _RAISED.get(given.get("val", ""), PLAIN)


def shown(text: str, marks: dict[int, int]) -> str:
    """A run's text as it is shown: 6656 with a raised 1 is a count with a footnote, and no 66561."""
    return text.translate(marks) if marks else text
