"""Names of columns of years, months and quarters, which only together are periods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_cli.config.layout import InTwo
from coverage_cli.config.scalars import scalar
from coverage_cli.domain.phrases import phrase
from coverage_cli.intake.roles import spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_cli.domain.period_parts import Part

_YEARS = frozenset({"tahun", "thn", "th", "year", "yr"})
_PARTS: dict[Part, frozenset[str]] = {
    "month": frozenset({"bulan", "bln", "month"}),
    "quarter": frozenset({"triwulan", "tw", "kuartal", "quarter", "qtr"}),
}
_BESIDE = frozenset({"nama", "name", "kode", "code", "no", "nomor", "number", "data", "laporan", "report", "reporting"})
"""Words beside them that leave their meaning."""
_READ_SO = phrase("; a period in two columns is read with period_columns: {columns} there")


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
    if (two := two_columns(list(filter(is_of_years, years)), parts)) is None:
        return ()
    columns = f"{{year: {scalar(two.year)}, {two.part}: {scalar(two.within)}}}"
    return (("way", _READ_SO), ("columns", columns))
