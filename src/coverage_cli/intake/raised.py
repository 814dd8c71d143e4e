"""Raised and lowered digits of a workbook's rich texts, such as the number of a footnote behind a count."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

PLAIN: dict[int, int] = {}
"""What is written on the line stays as it is."""
_RAISED = {
    "superscript": str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"),
    "subscript": str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"),
}


def marks_of(tag: str, given: Mapping[str, str], before: dict[int, int]) -> dict[int, int]:
    """How the digits that follow an element's start are shown: each text and each of its runs begins on the line.

    6656 with a raised 1 is a count with a footnote, and no 66561.
    """
    if tag == "vertAlign":
        return _RAISED.get(given.get("val", ""), PLAIN)
    return PLAIN if tag in {"r", "si"} else before
