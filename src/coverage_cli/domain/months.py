"""Months: arithmetic with them, written `YYYY-MM`, and their names in running text."""

from __future__ import annotations

MONTHS_A_YEAR = 12
MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november"),
    *("december", "januari", "februari", "maret", "mei", "juni", "juli", "agustus", "oktober", "desember"),
)
"""English and Indonesian."""


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
