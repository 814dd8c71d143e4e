"""Months: arithmetic with them, written `YYYY-MM`, and their names in running text and in cells."""

from __future__ import annotations

import re

MONTHS_A_YEAR = 12
_SPELLINGS = (
    "january januari",
    "february februari pebruari",
    "march maret",
    "april",
    "may mei",
    "june juni",
    "july juli",
    "august agustus agt ags agst",
    "september",
    "october oktober",
    "november nopember",
    "december desember",
)
MONTH_NAMES = tuple(name for names in _SPELLINGS for name in names.split())
"""English and Indonesian."""
MONTH_OF = {
    name[:size]: number
    for number, names in enumerate(_SPELLINGS, 1)
    for name in names.split()
    for size in range(3, len(name) + 1)
}
"""Months by their names in both languages, whole or cut short."""
MONTH_STEMS = "|".join(name for name in MONTH_OF if len(name) == 3)  # noqa: PLR2004 - the shortest
"""How the names begin, as a regular expression."""
_NUMERALS = "i ii iii iv v vi vii viii ix x xi xii"
ROMAN = {text: number for number, text in enumerate(_NUMERALS.split(), 1)}
_NUMBER = re.compile(r"0?[1-9]|1[0-2]")


def month_of(text: str) -> int:
    """The month that a cell of a column of months is, by its name or its number; 0 where it is none."""
    name = text.casefold()
    return int(text) if _NUMBER.fullmatch(text) else MONTH_OF.get(name) or ROMAN.get(name, 0)


def months_between(start: str, end: str) -> int:
    """Whole months from one `YYYY-MM` to another; negative where `end` is before `start`."""
    return _month_number(end) - _month_number(start)


def month_after(start: str, months: int) -> str:
    """The `YYYY-MM` some months after another."""
    year, month = divmod(_month_number(start) + months, MONTHS_A_YEAR)
    return f"{year:04d}-{month + 1:02d}"


def _month_number(period: str) -> int:
    year, _, month = period.partition("-")
    return int(year) * MONTHS_A_YEAR + int(month) - 1
