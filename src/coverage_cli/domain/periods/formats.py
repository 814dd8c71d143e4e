"""How the cells of a column of dates are written (`period_format`), and which period each of them then is.

A format is made of `YYYY`, `MM` and `DD`, of `MMM` for a month's name in English or Indonesian, whole or cut short,
and of marks between them. A year of two digits has two readings, so a format says its century: `(20)YY`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, product
from typing import NamedTuple

from coverage_cli.domain.periods.months import MONTH_OF
from coverage_cli.domain.periods.periods import parse_period
from coverage_cli.domain.phrases import Phrase, phrase

_PARTS = phrase(
    "a format is made of YYYY, MM and DD, of MMM for a month's name, and of blanks and the marks / . - , ' _ between "
    "them, such as DD/MM/YYYY"
)
_ONCE = phrase("a format has a year and a month, and at most one day, each once, such as DD/MM/YYYY")
_CENTURY = phrase("YY has two readings, such as 1924 and 2024; write (20)YY where 24 is 2024")
_NO_TIME = phrase("a time behind a day is passed over; leave it out of the format")
NOT_SO = phrase("is not written as {format}, which period_format declares")
NO_DATE = phrase("is no date of the calendar, read as {format}")

_PART = re.compile(r"\((?:19|20)\)YY|Y{4}|Y{2}|M{1,4}|D{1,2}|[ /.,'_-]")
_CLOCK = re.compile("HH?[:.]MM", re.IGNORECASE)
_TIME = (
    r"(?:[ T](?:[01]?[0-9]|2[0-3])[:.][0-5][0-9](?:[:.][0-5][0-9](?:\.[0-9]+)?)?(?: ?[AP]M)?)?"  # a zone moves the day
)
_SHEET_DAY = re.compile(r"date ([0-9]{4}-[0-9]{2}-[0-9]{2})(?: .*)?")
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
_WORD = re.compile(r"[0-9]+|[A-Za-z]+")
_DATE_PARTS = 3


class Dated(NamedTuple):
    """The period that a cell is, and the day that it says, `YYYY-MM-DD`; empty where it says a month."""

    period: str
    day: str = ""


@dataclass(frozen=True, slots=True)
class PeriodFormat:
    """A format as it is declared. A day is its month, unless days are kept."""

    text: str
    form: re.Pattern[str]
    century: str
    has_day: bool
    swappable: bool
    """Whether day and month are numbers before a year, which programs set to another country exchange."""
    keeps_days: bool = False

    def read(self, cell: str) -> Dated | Phrase:
        """The period that a cell is; what is wrong with it where it is none."""
        text = " ".join(cell.split())
        found = self._said(text)
        if found is None:
            return NOT_SO
        if parse_period(found) is None:
            return NO_DATE
        return Dated(found if self.keeps_days or not self.has_day else found[:7], found if self.has_day else "")

    def _said(self, text: str) -> str | None:
        """The day or the month that a cell says, which the calendar may not have."""
        if day := _SHEET_DAY.fullmatch(text):  # a workbook's date, whatever it is shown as
            return day[1] if self.has_day else None
        if not self.has_day and _MONTH.fullmatch(text) and not self.form.fullmatch(text):
            return text  # a workbook's date that is shown as a month
        match = self.form.fullmatch(text)
        if match is None:
            return None
        found = match.groupdict()
        month = MONTH_OF.get(found["name"].casefold(), 0) if found.get("name") else int(found["month"])
        if not month and found.get("name"):
            return None
        day_ = f"-{int(found['day']):02d}" if self.has_day else ""
        return f"{self.century}{found['year']}-{month:02d}{day_}"


@lru_cache(maxsize=1024)
def parse_format(text: str, *, keeps_days: bool = False) -> PeriodFormat | Phrase:
    """A format by its text; what is wrong with it where it is none."""
    if _CLOCK.search(text):
        return _NO_TIME
    parts = _PART.findall(text.upper())
    if "".join(parts) != text.upper():
        return _PARTS
    kinds = [_kind(part) for part in parts]
    if "YY" in parts:
        return _CENTURY
    if any(kinds.count(kind) != 1 for kind in "YM") or kinds.count("D") > 1:
        return _ONCE
    form = "".join(_form(parts, kinds, at) for at in range(len(parts)))
    year = parts[kinds.index("Y")]
    numbers = "D" in kinds and len(parts[kinds.index("M")]) < len("MMM")
    return PeriodFormat(
        text,
        re.compile(form + (_TIME if "D" in kinds else ""), re.IGNORECASE | re.ASCII),
        year[1:3] if year.startswith("(") else "",
        "D" in kinds,
        numbers and kinds.index("Y") > kinds.index("D"),
        keeps_days,
    )


def _kind(part: str) -> str:
    """What a part stands for: Y, M or D; nothing for a mark."""
    return "Y" if part.endswith("YY") else part[0] if part[0] in "MD" else ""


def _form(parts: list[str], kinds: list[str], at: int) -> str:
    """A part as a regular expression. A number beside another has two digits; else a zero in front may be missing."""
    part, kind = parts[at], kinds[at]
    if not kind:
        return re.escape(part)
    if kind == "Y":
        return f"(?P<year>[0-9]{{{2 if part.startswith('(') else 4}}})"
    if part.startswith("MMM"):
        return "(?P<name>[a-z]{3,9})"
    near = [parts[place] for place in (at - 1, at + 1) if 0 <= place < len(kinds) and kinds[place]]
    beside = any(not other.startswith("MMM") for other in near)
    digits = "{2}" if beside else "{1,2}"
    return f"(?P<{'day' if kind == 'D' else 'month'}>[0-9]{digits})"


def formats_of(cell: str) -> tuple[str, ...]:
    """The formats by which a cell is a date, days first; none where it has a form of its own."""
    text = " ".join(cell.split())
    if _SHEET_DAY.fullmatch(text):
        return ("YYYY-MM-DD",)
    date = re.sub(f"(?<=[0-9])(?=[ T]){_TIME}$", "", text, flags=re.IGNORECASE)
    known = ((one, parse_format(one)) for one in dict.fromkeys(_likely(date)))
    return tuple(one for one, form in known if isinstance(form, PeriodFormat) and isinstance(form.read(text), Dated))


def _likely(date: str) -> Iterator[str]:
    words, marks = _WORD.findall(date), _WORD.split(date)
    if len(words) == 1:
        yield from ("YYYYMMDD", "DDMMYYYY", "MMDDYYYY", "YYYYMM", "MMYYYY")
        return
    if not 1 < len(words) <= _DATE_PARTS or marks[0] or marks[-1]:
        return
    kinds = [_likely_parts(word, last=at == len(words) - 1) for at, word in enumerate(words)]
    for parts in product(*kinds):
        short = parts[-1] == "(20)YY" and len(parts) < _DATE_PARTS and "MMM" not in parts
        in_order = parts[0] == "YYYY" and parts[1] != "DD"
        if (in_order or parts[-1].endswith("YY")) and not short:
            yield "".join(chain.from_iterable(zip(marks, (*parts, ""), strict=True)))


def _likely_parts(word: str, *, last: bool) -> tuple[str, ...]:
    if not word.isdigit():
        return ("MMM",)
    if len(word) > 2:  # noqa: PLR2004 - a day or a month has two digits
        return ("YYYY",)
    return ("DD", "MM", "(20)YY") if last else ("DD", "MM")
