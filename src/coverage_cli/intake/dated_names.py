"""Periods in the names of columns: which, what else a name says, and spans of time that only their owner can place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coverage_cli.domain.months import MONTH_OF, MONTHS_A_YEAR, ROMAN, month_of
from coverage_cli.domain.period_parts import MONTHS_OF, behind_year
from coverage_cli.intake.numbers import ungrouped
from coverage_cli.intake.roles import DATED, HINTS, YEAR, period_of, spoken
from coverage_cli.intake.vocabulary import normal

if TYPE_CHECKING:
    from collections.abc import Sequence

_MARKED = re.compile(r"(?<=(?:19|20)[0-9]{2})(?:\s*(?:[*†‡¹²³]+\)?|[0-9a-z]\)|\([a-z]\))|\s?[rpe]\b)", re.IGNORECASE)
"""A mark of a note behind a year: `2024*)`, `Agustus 2024r`, `2023 1)`, `2024 (p)`."""
_TWO_YEARS = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})\s*[/–-]\s*((?:19|20)?[0-9]{2})(?![0-9])")
_HALF = {"semester", "smt", "half"}
_TENS = 100


def speaks_of_time(name: str) -> bool:
    """Whether a column's name is a month, has a period in it or says that its cells are some."""
    return normal(name) in MONTH_OF or is_open(name) or bool(period_in(name) or spoken(name) & HINTS["period"])


def is_open(name: str) -> bool:
    """Whether a column's name is of a time that has several readings here: 04/05/2025, 2023/24, Semester I 2024."""
    return DATED.fullmatch(name) is not None or of_two_years(name) or bool(spoken(name) & _HALF and YEAR.search(name))


def of_two_years(name: str) -> bool:
    """Whether a name speaks of a year and the next, as fiscal years do; 2011-12 may be a month as well."""
    years = [(int(found[1]), int(found[2])) for found in _TWO_YEARS.finditer(name)]
    return any(second in {first + 1, (first + 1) % _TENS} for first, second in years)


def period_in(name: str) -> str:
    """The only period in a column's name, such as `Peserta Apr-25`; nothing where there is none."""
    return _split(name)[0]


def part_in(name: str) -> str:
    """What a column's name says of a year's part: `-04` of `Peserta April`, `-Q1` of `TW I`; nothing where it is none.

    A number alone, also a Roman one, says nothing.
    """
    words = [word.rstrip("*†‡") for word in re.split(r"[\s()_]+", name)]
    for size in (2, 1):
        texts = {" ".join(words[at : at + size]) for at in range(len(words) - size + 1)}
        worded = [text for text in texts if not text.isdigit() and text.casefold() not in ROMAN]
        found = {end for text in worded for part in MONTHS_OF if (end := behind_year(part, text))}
        if found:
            return found.pop() if len(found) == 1 else ""
    return ""


def parts_in(names: Sequence[str]) -> dict[str, str]:
    """The columns whose names are months without a year, or quarters; all twelve numbers are months too."""
    numbers = {name: f"-{month_of(name):02d}" for name in names if month_of(name)}
    if len(numbers) == len(set(numbers.values())) == MONTHS_A_YEAR:
        return numbers
    found = {name: part for name in names if (part := part_in(name))}
    months = {name: part for name, part in found.items() if part[1] != "Q"}
    return months if len(months) > 1 else found  # a quarter beside its months is their total


def sums_parts(names: Sequence[str], columns: Sequence[Sequence[str]], at: int) -> bool:
    """Whether each cell of a column is the sum of its row's cells that are months, or quarters, several of them."""
    parts = parts_in(names)
    places = [place for place, name in enumerate(names) if name in parts and place != at]
    if len(places) < 2:  # noqa: PLR2004 - one is no sum
        return False
    rows = [
        [int(f"0{ungrouped(columns[place][row])[:18]}") for place in (at, *places)]
        for row, cell in enumerate(columns[at])
        if cell.strip()
    ]
    return all(total == sum(cells) for total, *cells in rows) and any(sum(map(bool, row)) > 2 for row in rows)  # noqa: PLR2004 - the sum and two of its parts


def beside_period(name: str) -> str:
    """What a column's name says beside its period: `Jumlah` of `2024 Jumlah`."""
    return _split(name)[1]


def _split(name: str) -> tuple[str, str]:
    """The only period in a name, and the rest of the name."""
    if period := period_of(name):
        return period, ""
    bare = _MARKED.sub("", name)
    words = re.split(r"[\s()]+", bare)
    for size in (3, 2, 1):
        places = range(len(words) - size + 1)
        found = {at: period for at in places if (period := period_of(" ".join(words[at : at + size])))}
        if len(set(found.values())) == 1:
            at, period = found.popitem()
            return period, " ".join((*words[:at], *words[at + size :])).strip()
    years: list[str] = [] if is_open(name) else YEAR.findall(bare)
    return (years[0], bare.replace(years[0], "").strip()) if len(years) == 1 else ("", bare)
