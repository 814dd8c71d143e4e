"""Months and quarters that would be added up, because nothing says which of them is wanted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coverage_cli.domain.findings import Finding, Place
from coverage_cli.domain.names import name_key
from coverage_cli.domain.period_parts import MONTHS_OF, behind_year
from coverage_cli.domain.periods import parse_period
from coverage_cli.intake.period_names import column_of_parts

if TYPE_CHECKING:
    from coverage_cli.config.layout import Layout
    from coverage_cli.intake.block import Block
    from coverage_cli.intake.fields import Header


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
        found = column_of_parts(header.names)
        two = layout.period_columns
        if (two and two.within) or found is None or not (layout.aggregate or found[0] in split.values()):
            return None
        at, part = found
        names = ["branch", "segment", *(name for name, place in split.items() if place != at), "period"]
        columns = [block.columns[header.columns[name]] for name in names]
        for row, (branch, *cell, period) in enumerate(zip(*columns, strict=True)):
            span = parse_period(period.strip())
            if span and ("period" in layout.constants or span.months > MONTHS_OF[part]):
                month = block.row(row)[at].strip()
                key = (layout.aggregate, period.strip(), *map(name_key, (branch, *cell)))
                first = self._first.setdefault(key, month)
                if first != month and (behind_year(part, first) or first) != behind_year(part, month):
                    shown = " / ".join((branch.strip(), *map(str.strip, cell), period.strip()))
                    args = (("key", shown), ("first", first), ("name", header.names[at]))
                    place = Place(layout.name, *block.place(row, at))
                    return Finding("K109", place, value=month, args=args)
        return None
