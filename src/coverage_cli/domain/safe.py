"""Text from data and file names, made harmless: no control character acts, no personal number is shown.

CWE-150 (escape sequences), CVE-2021-42574 (bidirectional overrides), CWE-1236 (formulas in CSV).
"""

from __future__ import annotations

import re
import unicodedata

from coverage_cli.domain.names import is_hidden
from coverage_cli.domain.nik import SHORTEST_CARD

_PERSONAL = re.compile(rf"\d{{{SHORTEST_CARD},}}|(?<!\d)\d{{4}}([ .-])\d{{4}}\1\d{{4}}\1\d{{4}}(?!\d)")
"""A NIK has 16 digits, a KPJ 11 to 13; in any cell, because columns shift. Grouped by four as on cards, too."""
_NIK = re.compile(r"(?<!\d)\d{16}(?!\d)")
_SHOWN_DIGITS = 4
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


class Written(str):
    """What this program has written, or a figure that was given as an option: its digits are nobody's number.

    Nor is it read again as a number in point notation (3.005 is not 3,005).
    """

    __slots__ = ()


def mask(text: str) -> str:
    """Personal numbers with all but their first digits hidden; there are none in what is written already."""
    return text if isinstance(text, Written) else _PERSONAL.sub(_masked, text)


def _masked(match: re.Match[str]) -> str:
    return match[0][:_SHOWN_DIGITS] + "*" * (len(match[0]) - _SHOWN_DIGITS)


def visible(text: str) -> str:
    """Text with every control, bidi and invisible character spelled out as <U+XXXX>."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(letter if _harmless(letter) else f"<U+{ord(letter):04X}>" for letter in text)


def clean(text: str) -> str:
    """Text to show: visible and masked, as what is written already is."""
    return text if isinstance(text, Written) else mask(visible(text))


def clean_path(path: str) -> str:
    """A path to show: who reads it has to find the file, so only a NIK is masked, and no date with a time."""
    return _NIK.sub(_masked, visible(path))


def _harmless(letter: str) -> bool:
    return (letter.isprintable() or unicodedata.category(letter) == "Zs") and not is_hidden(letter)


def defused(text: str) -> str:
    """A text cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
