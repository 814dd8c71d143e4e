"""Names of columns of years, months and quarters, which only together are periods."""

from __future__ import annotations

import re
from collections.abc import Sequence

from coverage_cli.config.layout import InTwo
from coverage_cli.config.yaml.scalars import scalar
from coverage_cli.domain.periods.months import MONTHS_A_YEAR, ROMAN, month_of
from coverage_cli.domain.periods.parts import MONTHS_OF, Part, behind_year
from coverage_cli.domain.phrases import phrase
from coverage_cli.intake.cells.numbers import ungrouped
from coverage_cli.intake.headers.roles import spoken

_YEARS = frozenset({"tahun", "thn", "th", "year", "yr", "ano", "año", "année", "năm"})
_PARTS: dict[Part, frozenset[str]] = {
    "month": frozenset({"bulan", "bln", "month", "mes", "mês", "mois", "tháng"}),
    "quarter": frozenset({"triwulan", "tw", "kuartal", "quarter", "qtr", "trimestre", "quý"}),
}
_BESIDE = frozenset({"nama", "name", "kode", "code", "no", "nomor", "number", "data", "laporan", "report", "reporting"})
"""Words beside them that leave their meaning."""
_READ_SO = phrase("; a period in two columns is read with period_columns: {columns} there")

_ACROSS = phrase(
    "; a year beside columns of its months is read with period_columns: {{year: {year}}} and wide: {{to: period, "
    "columns: [{columns}]}} there"
)


def is_of_years(name: str) -> bool:
    """Whether a column's name says that years stand in it, and nothing else."""
    return _says(name, _YEARS)


def _says(name: str, words: frozenset[str]) -> bool:
    found = spoken(name) - _BESIDE
    return bool(found) and found <= words


def column_of_parts(names: Sequence[str]) -> tuple[int, Part] | None:
    """The first column of months by its name, else of quarters; from 0."""
    pairs = ((at, part) for part, words in _PARTS.items() for at, name in enumerate(names) if _says(name, words))
    return next(pairs, None)


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
    """Whether most cells of a column are the sum of their rows' cells that are months, or quarters, several of them."""
    parts = parts_in(names)
    return sums(columns, at, [place for place, name in enumerate(names) if name in parts and place != at])


def sums(columns: Sequence[Sequence[str]], at: int, places: Sequence[int]) -> bool:
    """Whether most cells of a column are the sum of their rows' cells in others, of several of these."""
    rows = [
        [int(f"0{ungrouped(columns[place][row])[:18]}") for place in (at, *places)]
        for row, cell in enumerate(columns[at])
        if cell.strip()
    ]
    summed = [cells for total, *cells in rows if total == sum(cells)]
    return len(summed) * 2 > len(rows) and any(sum(map(bool, cells)) > 1 for cells in summed)


def two_columns(years: Sequence[str], parts: Sequence[str]) -> InTwo | None:
    """The first of some columns of years, and of others the first of months by its name, else of quarters."""
    pairs = (
        InTwo(year, name, part)
        for year in years
        for part, words in _PARTS.items()
        for name in parts
        if _says(name, words)
    )
    return next(pairs, None)


def way_of_two(years: Sequence[str], parts: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """What says in a finding how two such columns are read; nothing where there are none."""
    years = list(filter(is_of_years, years))
    if (two := two_columns(years, parts)) is None:
        across = list(parts_in(parts))
        args = (("year", scalar((*years, "")[0])), ("columns", ", ".join(map(scalar, across))))
        return (("way", _ACROSS), *args) if years and len(across) > 1 else ()
    columns = f"{{year: {scalar(two.year)}, {two.part}: {scalar(two.within)}}}"
    return (("way", _READ_SO), ("columns", columns))
