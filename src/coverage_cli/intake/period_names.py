"""Names of columns of years, months and quarters, which only together are periods."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coverage_cli.config.layout import InTwo
from coverage_cli.config.scalars import scalar
from coverage_cli.domain.findings import Finding, Place
from coverage_cli.domain.names import name_key
from coverage_cli.domain.period_parts import behind_year
from coverage_cli.domain.periods import parse_period
from coverage_cli.domain.phrases import phrase
from coverage_cli.intake.roles import spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_cli.config.layout import Layout
    from coverage_cli.domain.period_parts import Part
    from coverage_cli.intake.block import Block
    from coverage_cli.intake.fields import Header

_YEARS = frozenset({"tahun", "thn", "th", "year", "yr"})
_PARTS: dict[Part, frozenset[str]] = {
    "month": frozenset({"bulan", "bln", "month"}),
    "quarter": frozenset({"triwulan", "tw", "kuartal", "quarter", "qtr"}),
}
_MONTHS: dict[Part, int] = {"month": 1, "quarter": 3}
_BESIDE = frozenset({"nama", "name", "kode", "code", "no", "nomor", "number", "data", "laporan", "report", "reporting"})
"""Words beside them that leave their meaning."""
_READ_SO = phrase("; a period in two columns is read with period_columns: {columns} there")


def is_of_years(name: str) -> bool:
    """Whether a column's name says that years stand in it, and nothing else."""
    return _says(name, _YEARS)


def _says(name: str, words: frozenset[str]) -> bool:
    found = spoken(name) - _BESIDE
    return bool(found) and found <= words


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


@dataclass(slots=True)
class PartsOfYears:
    """Rows of one key and period that a column tells apart by month or quarter, and that would be added up.

    That is so for rows that `aggregate: sum` adds, of the files of one input, and where the column is a dimension,
    over which totals are sums. A period that is no longer than the column's own says itself which one is meant, unless
    it is a constant.
    """

    _first: dict[tuple[str, ...], str] = field(default_factory=dict)
    """By input and key, the month of the first row."""

    def met(self, block: Block, header: Header, layout: Layout) -> Finding | None:
        """The first row of a block whose month is another than that of a row above with its key."""
        split = {name: header.columns[name] for name in layout.dimensions if name in header.columns}
        found = (
            (at, part) for part, words in _PARTS.items() for at, name in enumerate(header.names) if _says(name, words)
        )
        at, part = next(found, (-1, None))
        if layout.period_columns or part is None or not (layout.aggregate or at in split.values()):
            return None
        names = ["branch", "segment", *(name for name, place in split.items() if place != at), "period"]
        columns = [block.columns[header.columns[name]] for name in names]
        for row, (branch, *cell, period) in enumerate(zip(*columns, strict=True)):
            span = parse_period(period.strip())
            if span and ("period" in layout.constants or span.months > _MONTHS[part]):
                month = block.row(row)[at].strip()
                key = (layout.aggregate, period.strip(), *map(name_key, (branch, *cell)))
                first = self._first.setdefault(key, month)
                if first != month and (behind_year(part, first) or first) != behind_year(part, month):
                    shown = " / ".join((branch.strip(), *map(str.strip, cell), period.strip()))
                    args = (("key", shown), ("first", first), ("name", header.names[at]))
                    place = Place(layout.name, *block.place(row, at))
                    return Finding("K109", place, value=month, args=args)
        return None
