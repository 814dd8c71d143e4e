"""How whole numbers are grouped in each number style, as regular expressions."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coverage_cli.domain.choices import NumberStyle

GROUPED: Mapping[NumberStyle, str] = {
    "id": r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+",
    "en": r"[1-9][0-9]{0,2}(?:,[0-9]{3})+",
    "fr": "[1-9][0-9]{0,2}(?:[ \u00a0\u2009\u202f][0-9]{3})+",
    "ch": "[1-9][0-9]{0,2}(?:['\u2019][0-9]{3})+",
    "in": "[1-9][0-9]?(?:,[0-9]{2})*,[0-9]{3}",
}
"""India groups the last three digits, and those before them by two: 12,34,567."""
DECIMAL_COMMA = frozenset({"id", "fr"})
"""Styles in which the comma stands before decimals; in the others it is the point."""
