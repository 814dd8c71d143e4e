"""Periods: `YYYY`, `YYYY-Qn`, `YYYY-MM` or `YYYY-MM-DD`, each with its first and its last day."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_FORM = re.compile(r"(?P<year>[0-9]{4})(?:-(?:Q(?P<quarter>[1-4])|(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?))?")
_LAST_MONTH = 12


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days, both ends included. In time, periods stand in the order in which they end."""

    text: str
    first: date
    last: date

    def __lt__(self, other: Period) -> bool:
        """Whether it ends sooner; of two that end on one day, the longer one comes first."""
        return (self.last, self.first) < (other.last, other.first)

    @property
    def month(self) -> str:
        """The month in which it ends, `YYYY-MM`."""
        return f"{self.last.year:04d}-{self.last.month:02d}"

    @property
    def months(self) -> int:
        """How many months it spans: 12, 3 or 1; 0 for a day."""
        return 0 if self.first == self.last else self.last.month - self.first.month + 1

    def __str__(self) -> str:
        """The period as it was written."""
        return self.text


@lru_cache(maxsize=65_536)
def parse_period(text: str) -> Period | None:
    """The period that `text` names, or None where it names none (`2025-13`, `Sep-25`)."""
    match = _FORM.fullmatch(text)
    if match is None or match["year"] == "0000":
        return None
    year = int(match["year"])
    if match["day"]:
        try:
            day = date(year, int(match["month"]), int(match["day"]))
        except ValueError:
            return None
        return Period(text, day, day)
    if match["month"]:
        month = int(match["month"])
        return _months(text, year, month, month) if 1 <= month <= _LAST_MONTH else None
    if match["quarter"]:
        last = int(match["quarter"]) * 3
        return _months(text, year, last - 2, last)
    return _months(text, year, 1, _LAST_MONTH)


def month_at(day: str, *, end: bool) -> str:
    """The month that a day is the last of, or the first; nothing where it is another day, or no day."""
    period = parse_period(day)
    if period is None or period.first != period.last:
        return ""
    month = known_period(day[: len("2025-09")])
    return month.text if period.last == (month.last if end else month.first) else ""


def known_period(text: str) -> Period:
    """The period that an already checked `text` names."""
    period = parse_period(text)
    if period is None:
        raise ValueError("not a period")
    return period


def _months(text: str, year: int, first: int, last: int) -> Period:
    return Period(text, date(year, first, 1), date(year, last, monthrange(year, last)[1]))
