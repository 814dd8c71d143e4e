"""Months and quarters that would be added up, because nothing says which of them is wanted, or that were."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from coverage_cli.domain.fields import MEASURE
from coverage_cli.domain.findings import Finding, Place
from coverage_cli.domain.names import name_key
from coverage_cli.domain.period_parts import MONTHS_OF, behind_year
from coverage_cli.domain.periods import parse_period
from coverage_cli.intake.dated_names import part_in, parts_in, sums_parts
from coverage_cli.intake.period_names import column_of_parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_cli.config.layout import Layout
    from coverage_cli.domain.period_parts import Part
    from coverage_cli.intake.block import Block
    from coverage_cli.intake.fields import Header


class _Parts(NamedTuple):
    """What tells a block's rows apart by month or quarter: for each row the text and its column, and fields of it."""

    part: Part
    texts: Sequence[str]
    origins: Sequence[int]
    fields: frozenset[str]


@dataclass(slots=True)
class PartsOfYears:
    """Rows of one key and period that something tells apart by month or quarter, and that would be added up.

    That is so for rows that `aggregate: sum` adds, of the files of one input, and where the column, or the columns of a
    wide table, are segments, branches or a dimension, over which totals are sums. A period that is no longer than a
    part itself says which one is meant, unless it is a constant.
    """

    _first: dict[tuple[str, ...], str] = field(default_factory=dict)
    """By input and key, the month of the first row."""
    _looked: str = ""
    """The file whose first rows were looked at for sums."""

    def met(self, block: Block, header: Header, layout: Layout) -> Finding | None:
        """The first row of a block whose month is another than that of a row above with its key, or sums of months."""
        began, self._looked = self._looked == layout.name, layout.name
        at = header.columns[MEASURE[header.kind]] if header.kind else block.width
        if not began and at < block.width and sums_parts(header.names, block.columns, at):
            return Finding("K110", Place(layout.name, *block.place(0, at)), value=header.names[at])
        split = _across(block, header, layout) or _in_rows(block, header, layout)
        return self._added(split, block, header, layout) if split else None

    def _added(self, split: _Parts, block: Block, header: Header, layout: Layout) -> Finding | None:
        names = [name for name in ("branch", "segment", *layout.dimensions, "period") if name not in split.fields]
        columns = [block.columns[header.columns[name]] for name in names if name in header.columns]
        for row, (*cell, period) in enumerate(zip(*columns, strict=True)):
            span = parse_period(period.strip())
            if span and ("period" in layout.constants or span.months > MONTHS_OF[split.part]):
                month = split.texts[row].strip()
                key = (layout.aggregate, period.strip(), *map(name_key, cell))
                first = self._first.setdefault(key, month)
                if first != month and _end(split.part, first) != _end(split.part, month):
                    shown = " / ".join((*map(str.strip, cell), period.strip()))
                    at = split.origins[row]
                    args = (("key", shown), ("first", first), ("name", header.names[at]))
                    place = Place(layout.name, *block.position(block.lines[row], at))
                    return Finding("K109", place, value=month, args=args)
        return None


def _across(block: Block, header: Header, layout: Layout) -> _Parts | None:
    """Columns of a wide table that are months or quarters, and no periods."""
    wide = layout.wide
    parts = parts_in(tuple(wide.columns)) if wide and wide.field != "period" else {}
    if wide is None or not parts or len(parts) < len(wide.columns):
        return None
    origins = block.origins[header.columns[wide.field]]
    part: Part = "quarter" if "Q" in next(iter(parts.values())) else "month"
    return _Parts(part, [header.names[at] for at in origins], origins, frozenset({wide.field}))


def _in_rows(block: Block, header: Header, layout: Layout) -> _Parts | None:
    """A column of months or quarters, of rows that add up or as a field over which totals add up."""
    found, two = column_of_parts(header.names), layout.period_columns
    if found is None or (two and two.within) or not block.lines:
        return None
    at, part = found
    split = (name for name in ("branch", "segment", *layout.dimensions) if name in header.columns)
    fields = frozenset(name for name in split if block.origins.get(place := header.columns[name], [place])[0] == at)
    if not (layout.aggregate or fields):
        return None
    texts = [block.short.columns[at][row] for row in block.row_of] if block.short else block.columns[at]
    return _Parts(part, texts, [at] * len(texts), fields)


def _end(part: Part, text: str) -> str:
    """By what two texts are the same month or quarter."""
    return part_in(text) or behind_year(part, text) or text
