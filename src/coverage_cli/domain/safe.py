"""Text from data and file names, made harmless: no control character acts, no personal number is shown.

CWE-150 (escape sequences), CVE-2021-42574 (bidirectional overrides), CWE-1236 (formulas in CSV).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from coverage_cli.domain.names.letters import is_hidden, joiners
from coverage_cli.domain.nik import LENGTH, SHORTEST_CARD, nik_fault

_BETWEEN = "[ ./_,'\u2019\u00b7\u00a0\u2000-\u200a\u202f\u2010-\u2015\u2212-]"
"""Blanks, dashes and points that people group digits by."""
_GROUPED = rf"(?<!\d)\d{{2,6}}(?:({_BETWEEN}| - )\d{{2,6}})(?:\1\d{{2,6}})+(?!\d)"
_HASH = "[0-9A-Fa-f]{8}(?:[-_]?[0-9A-Fa-f]{4}){3}[-_]?[0-9A-Fa-f]{12}"
_PERSONAL = re.compile(rf"(?<![0-9A-Za-z]){_HASH}(?![0-9A-Za-z])|\d{{{SHORTEST_CARD},}}|{_GROUPED}")
"""A NIK has 16 digits, a KPJ 11 to 13; in any cell, because columns shift. A NIK in groups (6471.016802.900003, or by
four as on cards) is one too, and so is what stands for a person's number: a UUID, an MD5."""
_DIGIT = re.compile(r"\d")
_YEAR = r"(?:19|20)\d\d(?:(?:0[1-9]|1[0-2])(?:\d\d)?)?"
_CODE = re.compile(
    rf"(?<!\d)(?!{_YEAR}(?!\d))\d{{7,}}"
    rf"|(?<![0-9A-Za-z])(?P<groups>\d+(?:(?:{_BETWEEN}| - |\s{{1,3}})\d+)+)(?![0-9A-Za-z])"
    r"|(?<![0-9A-Za-z])(?P<mixed>(?:[A-Za-z]*\d+[A-Za-z]+){2}[A-Za-z]*\d[0-9A-Za-z]*)(?![0-9A-Za-z])"
)
"""What is long enough in a header to be a person's number, and no date: digits, at once or in groups, or in three
places among letters, as hashes have them."""
_FEWEST = {"groups": 7, "mixed": 5}
"""Digits that make it so; groups of zeros make a round number (`1.000.000 jiwa`)."""
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
    if isinstance(text, Written) or not _DIGIT.search(text):  # as most names
        return text
    return _PERSONAL.sub(_masked, text)


def _masked(match: re.Match[str]) -> str:
    digits = "".join(filter(str.isdigit, match[0]))
    if match[1] and len(digits) != LENGTH:  # groups of a date, or of years
        return match[0]
    if match[1] in {",", " - "} and nik_fault(digits):  # as numbers in a list
        return match[0]
    return _starred(match)


def _starred(match: re.Match[str]) -> str:
    return match[0][:_SHOWN_DIGITS] + "*" * (len(match[0]) - _SHOWN_DIGITS)


def visible(text: str) -> str:
    """Text with every control, bidi and invisible character spelled out as <U+XXXX>."""
    if text.isascii() and text.isprintable():
        return text
    spelled = {letter: f"<U+{ord(letter):04X}>" for letter in set(text) if not _harmless(letter)}
    if not spelled:
        return text
    kept = joiners(text)
    return "".join(letter if at in kept else spelled.get(letter, letter) for at, letter in enumerate(text))


def clean(text: str) -> str:
    """Text to show: visible and masked, as what is written already is."""
    return text if isinstance(text, Written) else mask(visible(text))


def heading(text: str) -> str:
    """What may be shown of a header's text: where a file has no header, it is the row of somebody."""
    return _CODE.sub(_without_code, text)


def _without_code(match: re.Match[str]) -> str:
    groups = re.findall(r"\d+", match[0])
    years = [re.fullmatch(_YEAR, group) is not None for group in groups]
    dated = any(years) and all(year or len(group) <= 2 for group, year in zip(groups, years, strict=True))  # noqa: PLR2004
    if dated or sum(len(group) for group in groups if group.strip("0")) < _FEWEST.get(match.lastgroup or "", 0):
        return match[0]
    return match[0][:3] + "*" * (len(match[0]) - 3)


@lru_cache(maxsize=1024)
def clean_path(path: str) -> str:
    """A path to show: who reads it has to find the file, so only a NIK is masked, and no date with a time."""
    return _NIK.sub(_starred, visible(path))


def _harmless(letter: str) -> bool:
    return (letter.isprintable() or unicodedata.category(letter) == "Zs") and not is_hidden(letter)


def defused(text: str) -> str:
    """A text cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
