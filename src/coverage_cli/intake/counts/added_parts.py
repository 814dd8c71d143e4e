"""Months and quarters that would be added up, because nothing says which of them is wanted, or that were."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from coverage_cli.config.layout import Layout
from coverage_cli.domain.fields import MEASURE
from coverage_cli.domain.findings import Finding
from coverage_cli.domain.names.keys import name_key
from coverage_cli.domain.periods.parts import MONTHS_OF, Part, behind_year, is_year
from coverage_cli.domain.periods.periods import parse_period
from coverage_cli.intake.files.block import Block
from coverage_cli.intake.headers.fields import Header
from coverage_cli.intake.headers.part_names import column_of_parts, is_of_years, part_in, parts_in, sums, sums_parts
from coverage_cli.intake.headers.vocabulary import normal


class _Parts(NamedTuple):
    """What tells a block's rows apart by month, quarter or year: for each row the text and its column.

    `part` is None for years, `fields` are those that it is.
    """

    part: Part | None
    texts: Sequence[str]
    origins: Sequence[int]
    fields: frozenset[str]

    def same(self, text: str) -> str:
        """By what two texts are the same one."""
        return (self.part and (part_in(text) or behind_year(self.part, text))) or text


@dataclass(slots=True)
class PartsOfYears:
    """Rows of one key and period that something tells apart by month, quarter or year, and that would be added up.

    That is so for rows that `aggregate: sum` adds, of the files of one input, and where the column, or the columns of a
    wide table, are segments, branches or a dimension, over which totals are sums. A period that is no longer than a
    month or quarter itself says which one is meant, unless it is a constant.
    """

    _first: dict[tuple[str, ...], str] = field(default_factory=dict)
    """By input and key, the month of the first row."""
    _looked: Layout | None = None
    """The file, or sheet, whose first rows were looked at for sums."""

    def met(self, block: Block, header: Header, layout: Layout) -> Finding | None:
        """The first row of a block whose month is another than that of a row above with its key, or sums of months."""
        began, self._looked = self._looked is layout, layout
        if not began and (at := _sum(block, header, layout)) is not None:
            return Finding("K110", layout.place(*block.positions.of(block.lines[0], at)), value=header.names[at])
        splits = (_across(block, header, layout), *_in_rows(block, header, layout))
        found = (self._added(split, block, header, layout) for split in splits if split)
        return next(filter(None, found), None)

    def _added(self, split: _Parts, block: Block, header: Header, layout: Layout) -> Finding | None:
        names = [name for name in ("branch", "segment", *layout.dimensions, "period") if name not in split.fields]
        columns = [block.columns[header.columns[name]] for name in names if name in header.columns]
        least = MONTHS_OF[split.part] if split.part and "period" not in layout.constants else -1
        for row, (*cell, period) in enumerate(zip(*columns, strict=True)):
            span = parse_period(period.strip())
            if span and span.months > least:
                month = split.texts[row].strip()
                if split.part is None and not is_year(month):  # such as an empty one below a merged year
                    continue
                key = (layout.aggregate, split.part or "", period.strip(), *map(name_key, cell))
                first = self._first.setdefault(key, month)
                if first != month and split.same(first) != split.same(month):
                    shown = " / ".join((*map(str.strip, cell), period.strip()))
                    at = split.origins[row]
                    args = (("key", shown), ("first", first), ("name", header.names[at]))
                    place = layout.place(*block.positions.of(block.lines[row], at))
                    return Finding("K109", place, value=month, args=args)
        return None


def _sum(block: Block, header: Header, layout: Layout) -> int | None:
    """The column of counts whose cells are sums of months beside it, or of those of a wide table that are months."""
    if layout.wide is None or block.short is None:
        at = header.columns[MEASURE[header.kind]] if header.kind else block.width
        spare = block.width - len([place for place in header.columns.values() if place < block.width])
        return at if at < block.width and spare > 1 and sums_parts(header.names, block.columns, at) else None
    spans = {header.named[normal(name)]: parse_period(text) for name, text in layout.wide.columns.items()}
    known = {at: span for at, span in spans.items() if span}
    for at, span in known.items() if len(known) == len(spans) and layout.wide.field == "period" else ():
        inside = [
            one for one, part in known.items() if one != at and span.first <= part.first and part.last <= span.last
        ]
        if sums(block.short.columns, at, inside):
            return at
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


def _in_rows(block: Block, header: Header, layout: Layout) -> Iterator[_Parts]:
    """Columns of months or quarters, and of years, of rows that add up or as fields over which totals add up."""
    found, years = column_of_parts(header.names), filter(is_of_years, header.names)
    columns: list[tuple[int, Part | None]] = [found] if found else []
    columns += [(header.names.index(name), None) for name in years]
    two = layout.period_columns
    read = {header.named[normal(name)] for name in two.headers} if two else set()

    def source(name: str) -> int:
        at = header.columns[name]
        return -1 if name in layout.constants else block.origins[at][0] if at in block.origins else at

    for at, part in columns if block.lines else ():
        fields = frozenset(
            name for name in ("branch", "segment", *layout.dimensions) if name in header.columns and source(name) == at
        )
        if at in read or source("period") == at or not (layout.aggregate or fields):
            continue
        texts = [block.short.columns[at][row] for row in block.row_of] if block.short else block.columns[at]
        yield _Parts(part, texts, [at] * len(texts), fields)
