"""The form of an Indonesian population number (NIK): PPKKCC, DDMMYY of birth, and a serial number.

PPKKCC is province, regency and district, whose codes change and are not looked up. Women have 40 added to the day.
"""

from __future__ import annotations

from enum import Enum
from functools import cache

from coverage_cli.domain.periods.months import MONTHS_A_YEAR

LENGTH = 16
SHORTEST_CARD = 11
"""Digits of the shortest number of a participant's card (KPJ)."""
_LONG_MONTHS = (1, 3, 5, 7, 8, 10, 12)
"""Months of 31 days."""
_WOMEN = 40
_FEBRUARY = 2
LEAP = 4
"""A two-digit year that this divides has a 29 February in some century: 00 in 2000."""
LEAP_DAYS = ("2902", "6902")
"""What only such a year has, as DDMM."""


class NikFault(Enum):
    """What is wrong with a number that is no NIK."""

    DIGITS = "digits"
    BIRTH = "birth"
    SERIAL = "serial"


def nik_fault(text: str) -> NikFault | None:
    """The first thing that is wrong with a NIK; None where it has the form of one."""
    if len(text) != LENGTH or not (text.isascii() and text.isdigit()):
        return NikFault.DIGITS
    day, month, year = int(text[6:8]), int(text[8:10]), int(text[10:12])
    if not 1 <= (day - _WOMEN if day > _WOMEN else day) <= _days_in(month, year):
        return NikFault.BIRTH
    return NikFault.SERIAL if text.endswith("0000") else None


@cache
def common_dates() -> tuple[str, ...]:
    """Every DDMM that each year has."""
    dates = (f"{date:04}" for date in range(10_000))
    return tuple(date for date in dates if nik_fault(f"000000{date}010001") is None)


def _days_in(month: int, year: int) -> int:
    """The days of a month in a two-digit year of any century; 0 for what is no month."""
    if month == _FEBRUARY:
        return 28 if year % LEAP else 29
    if month in _LONG_MONTHS:
        return 31
    return 30 if 1 <= month <= MONTHS_A_YEAR else 0
