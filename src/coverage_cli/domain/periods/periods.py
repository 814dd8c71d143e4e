"""Periods: `YYYY`, `YYYY-Qn`, `YYYY-MM` or `YYYY-MM-DD`, each with its first and its last day."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from coverage_cli.domain.periods.months import MONTHS_A_YEAR

PATTERN = r"[0-9]{4}(-(Q[1-4]|[0-9]{2}(-[0-9]{2})?))?"
"""The form of a period; schemas have it too."""
_FORM = re.compile(PATTERN)
_YEARS = re.compile("([0-9]{4}) ?[-/–] ?([0-9]{2}|[0-9]{4})")


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
    year, _, rest = text.partition("-")
    if match is None or not int(year):
        return None
    if match[3]:
        try:
            day = date.fromisoformat(text)
        except ValueError:
            return None
        return Period(text, day, day)
    if rest.startswith("Q"):
        last = int(rest[1]) * 3
        return _months(text, int(year), last - 2, last)
    if rest:
        month = int(rest)
        return _months(text, int(year), month, month) if 1 <= month <= MONTHS_A_YEAR else None
    return _months(text, int(year), 1, MONTHS_A_YEAR)


def month_at(day: str, *, end: bool) -> str:
    """The month that a day is the last of, or the first; nothing where it is another day."""
    month = known_period(day[: len("2025-09")])
    return month.text if day == (month.last if end else month.first).isoformat() else ""


def months_at(days: Mapping[str, str]) -> dict[str, str]:
    """The month of each day, where all of them end one, or all begin one; else nothing."""
    ended, begun = ({cell: month_at(day, end=end) for cell, day in days.items()} for end in (True, False))
    return next((months for months in (ended, begun) if all(months.values())), {})


def of_one_day(periods: Iterable[Period]) -> list[list[Period]]:
    """Periods of which several end on one day, so that none of these came before another; the latest day first."""
    days: dict[date, list[Period]] = {}
    for period in sorted(periods, reverse=True):
        days.setdefault(period.last, []).insert(0, period)
    return [several for several in days.values() if len(several) > 1]


def is_two_years(text: str) -> bool:
    """Whether it may be a year and the next, as fiscal years are: 2012-13, 2012/2013, and 2011-12, a month too."""
    found = _YEARS.fullmatch(text)
    return found is not None and int(found[2]) in {(following := int(found[1]) + 1), following % 100}


def known_period(text: str) -> Period:
    """The period that an already checked `text` names."""
    period = parse_period(text)
    if period is None:
        raise ValueError("not a period")
    return period


def _months(text: str, year: int, first: int, last: int) -> Period:
    return Period(text, date(year, first, 1), date(year, last, monthrange(year, last)[1]))
