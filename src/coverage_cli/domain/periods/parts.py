"""A year and a month or a quarter of it, as the cells of two columns write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from coverage_cli.domain.periods.months import ROMAN, month_of
from coverage_cli.domain.periods.periods import parse_period

Part = Literal["month", "quarter"]
MONTHS_OF: dict[Part, int] = {"month": 1, "quarter": 3}
"""How many months each has."""
GAP = r"[ ./-]*"
QUARTER_NUMBER = r"(?P<quarter>[1-4]|i{1,3}|iv)"
QUARTER_WORD = rf"(?:q|tw|triwulan|kuartal|quarter){GAP}"
_QUARTER = re.compile(rf"(?:{QUARTER_WORD})?{QUARTER_NUMBER}", re.IGNORECASE | re.ASCII)
_MONTH_WORD = rf"^(?:bulan|bln|month){GAP}|^M(?=[0-9])"
_YEAR = re.compile("[0-9]{4}")


def is_year(text: str) -> bool:
    """Whether a cell is a year of four digits."""
    return _YEAR.fullmatch(text) is not None and parse_period(text) is not None


def behind_year(part: Part, text: str) -> str:
    """What a cell of months or quarters adds to its year, `-09` or `-Q3`; nothing where it is none."""
    text = " ".join(text.split())
    if part == "month":
        month = month_of(text) or month_of(re.sub(_MONTH_WORD, "", text.removesuffix("."), flags=re.IGNORECASE))
        return f"-{month:02d}" if month else ""
    found = _QUARTER.fullmatch(text)
    return f"-Q{quarter_number(found['quarter'])}" if found else ""


def parts_of(texts: Iterable[str]) -> list[Part]:
    """What all of some texts may be: months, quarters, both or neither."""
    texts = tuple(texts)
    return [part for part in MONTHS_OF if all(behind_year(part, text) for text in texts)]


def quarter_number(text: str) -> int:
    """A quarter's number, of digits or Roman."""
    return ROMAN.get(text.casefold()) or int(text)
