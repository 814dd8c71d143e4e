"""Periods in other spellings, and which one was probably meant: never taken, only proposed."""

from __future__ import annotations

import re
from datetime import date, timedelta

from coverage_cli.domain.periods.months import MONTH_OF
from coverage_cli.domain.periods.parts import GAP, QUARTER_NUMBER, QUARTER_WORD, quarter_number
from coverage_cli.domain.periods.periods import month_at, parse_period

_DAY_ZERO = date(1899, 12, 30)
DAY_NUMBER = "[34][0-9]{4}|5[0-4][0-9]{3}"
"""Day numbers of spreadsheets from 1982 to 2049."""
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
_TIME = r"(?:[ T][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)?"
"""Of a day with a time, as programs write a date; with a zone it could be another day."""
_QUARTER = QUARTER_WORD + QUARTER_NUMBER
_SPELLINGS = (
    rf"(?P<name>[a-z]{{3,9}}){GAP}{_YEAR}",
    rf"{_YEAR}{GAP}(?P<name>[a-z]{{3,9}})",
    rf"(?P<day>[0-9]{{1,2}})[ ./-](?P<name>[a-z]{{3,9}}){GAP}{_YEAR}",
    rf"(?P<day>1[3-9]|2[0-9]|3[01])[ ./-](?P<month>0?[1-9]|1[0-2])[ ./-]{_YEAR}",
    rf"{_YEAR}(?P<mark>[ ./-])(?P<month>0?[1-9]|1[0-2])(?P=mark)(?P<day>0?[1-9]|[12][0-9]|3[01]){_TIME}",
    rf"{_QUARTER}{GAP}{_YEAR}",
    rf"{_YEAR}{GAP}{_QUARTER}",
    rf"(?P<month>0?[1-9]|1[0-2])[ ./-]{_YEAR}",
    rf"{_YEAR}[ ./-]?(?P<month>0[1-9]|1[0-2])",
    rf"{_YEAR}M(?P<month>0[1-9]|1[0-2])",
    rf"{_YEAR}[ ./-](?P<month>[5-9])",  # 2025-1 to 2025-4 may be quarters
)
"""Other spellings of a day, a month or a quarter that have one reading; never taken, only proposed."""


def meant(text: str) -> str:
    """The period as it would be written here, or nothing where that is not certain."""
    for form in _SPELLINGS:
        if (match := re.fullmatch(form, text, re.IGNORECASE)) is None:
            continue
        found = match.groupdict()
        if quarter := found.get("quarter"):
            return f"{found['year']}-Q{quarter_number(quarter)}"
        month = int(found["month"]) if found.get("month") else MONTH_OF.get(found["name"].casefold())
        day = f"-{int(found['day']):02d}" if found.get("day") else ""
        said = f"{found['year']}-{month:02d}{day}" if month else ""
        return said if parse_period(said) else ""
    return ""


def likely(text: str) -> str:
    """What to propose for one cell: 31-Mar-2025 and 1 Mar 2025 are how people write a month as a day.

    A spreadsheet's number of a day is that day, by the count that nearly all of them use.
    """
    if re.fullmatch(DAY_NUMBER, text):
        return (_DAY_ZERO + timedelta(int(text))).isoformat()
    found = meant(text)
    return (is_worded_day(text) and (month_at(found, end=True) or month_at(found, end=False))) or found


def is_worded_day(text: str) -> bool:
    """Whether a cell is a day whose month is a word, such as 31-Mar-2025."""
    return len(meant(text)) == len("2025-03-31") and re.search("[A-Za-z]{3}", text) is not None
