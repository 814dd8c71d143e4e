"""A first look at a table that nobody has described yet: how its text is spelled, its header, and some of its cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import islice, zip_longest

from coverage_cli.config.layout import Layout
from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.model import Kind
from coverage_cli.domain.units import Unit, unit_of
from coverage_cli.intake.counts.stated_units import stated_unit
from coverage_cli.intake.files.opening import BLOCK, Bytes
from coverage_cli.intake.files.recognising import is_packed, is_parquet, utf_16_of
from coverage_cli.intake.files.text import decode
from coverage_cli.intake.headers.fields import Header
from coverage_cli.intake.headers.roles import is_count, is_quantity
from coverage_cli.intake.headers.titles import full_line, split_lines, usual_mark
from coverage_cli.intake.rows import Rows, open_rows

_SAMPLE = 2_000
"""Rows that are looked at."""
_BYTES = 1 << 22
"""Of a text whose encoding is looked for."""
_LINES = 20


@dataclass(frozen=True, slots=True)
class Peek:
    """What was seen: the layout that fits, the header's names, which of them are understood, and columns of cells."""

    layout: Layout
    names: tuple[str, ...]
    known: dict[str, int]
    """Our fields, and the columns that hold them by their usual names."""
    columns: tuple[tuple[str, ...], ...]
    headings: tuple[str, ...] = ()
    """What stands in the upper line of a header of two lines, above one name or several."""
    unit: Unit | None = None
    """The unit of people that a title above the header speaks of, or a column that says it."""
    titles: tuple[tuple[int, str], ...] = ()
    """The lines above the header, by their numbers."""

    def cells(self, name: str) -> tuple[str, ...]:
        """The filled cells of a column."""
        return tuple(cell.strip() for cell in self.column(name) if cell.strip())

    def column(self, name: str) -> tuple[str, ...]:
        """A column's cells as they stand."""
        return self.columns[self.names.index(name)]

    def field(self, name: str) -> str | None:
        """The field that a column holds by its usual name."""
        return next((ours for ours, index in self.known.items() if self.names[index] == name), None)

    def holds(self, name: str, form: Callable[[str], object]) -> bool:
        """Whether most filled cells of a column have a form."""
        cells = self.cells(name)
        return bool(cells) and sum(bool(form(cell)) for cell in cells) * 2 > len(cells)

    def counts(self, name: str) -> bool:
        """Whether most filled cells of a column are counts, with decimals where they are given in thousands."""
        return self.holds(name, is_quantity if self.unit or unit_of(name) else is_count)


def peek(layout: Layout, kind: Kind) -> Peek:
    """Look at a file.

    Raises:
        UsageFault: it cannot be opened, or is no table.
    """
    layout = replace(layout, encoding=_encoding(layout, open_rows(layout, kind)))
    rows = open_rows(layout, kind)
    if rows.header is None or any(finding.code.startswith("F") for finding in rows.findings):
        raise UsageFault("{path:path} cannot be read as a table", {"path": layout.name}, tuple(rows.findings))
    layout = _shaped(layout, rows)
    layout = _of_two_lines(layout, open_rows(layout, kind), kind)
    rows = open_rows(layout, kind)
    if rows.header is None:
        raise UsageFault("{path:path} cannot be read as a table", {"path": layout.name}, tuple(rows.findings))
    columns: list[list[str]] = [[] for _ in rows.header.names]
    for block in rows.blocks():
        for column, cells in zip(columns, block.columns, strict=False):
            column.extend(cells)
        if columns and len(columns[0]) >= _SAMPLE:
            break
    upper = open_rows(replace(layout, header_lines=1), kind).header if layout.header_lines > 1 else None
    headings = tuple(filter(None, upper.names)) if upper else ()
    header = rows.header
    said = (found[1] for name, cells in zip(header.names, columns, strict=True) if (found := stated_unit(name, cells)))
    unit = header.title_unit or next(said, None)
    return Peek(layout, header.names, dict(header.columns), tuple(map(tuple, columns)), headings, unit, header.titles)


def _encoding(layout: Layout, rows: Rows) -> str | None:
    """UTF-8, which needs no word, or what the bytes suggest."""
    source = Bytes(layout.path)
    head = source.head()
    if any(finding.code == "F106" for finding in rows.findings):
        return utf_16_of(head)
    packed = is_packed(layout.path, head)
    if not packed and (layout.has_sheets or is_parquet(layout.path)):
        return None
    data = b"".join(islice(Bytes(layout.path, packed).blocks(), _BYTES // BLOCK))
    return "cp1252" if any("\udc80" <= letter <= "\udcff" for letter in decode(data, None)) else None


def _shaped(layout: Layout, rows: Rows) -> Layout:
    """With the header's line and the delimiter, where they are not what a plain table has."""
    header = rows.header
    if header is not None and header.below is not None:
        return replace(layout, header=header.below)
    if header is None or len(header.columns) > 1:  # a title may be the name of one field
        return layout
    mark, lines = _first_lines(layout, header) if header.delimiter else (None, _first_rows(header, rows))
    at = full_line(lines) or header.line
    if header.columns and at == header.line:
        return layout
    return replace(layout, delimiter=mark, header=at if layout.header or at != header.line else None)


def _of_two_lines(layout: Layout, rows: Rows, kind: Kind) -> Layout:
    """With both lines of a header, where names in the second stand below the empty cells of the first.

    The line that was found is the first, or the second where the first has empty cells in most columns.
    """
    header = rows.header
    if header is None:
        return layout
    lines = _first_lines(layout, header)[1] if header.delimiter else _first_rows(header, rows)
    cells = {number: [cell.strip() for cell in row] for number, row in lines}
    if _are_two(cells.get(header.line, ()), cells.get(header.line + 1, ())):
        return replace(layout, header=header.line, header_lines=2)
    if header.line == 1:
        return layout
    title = open_rows(replace(layout, delimiter=header.delimiter or None, header=header.line - 1), kind).header
    over = [bool(upper and lower) for upper, lower in zip(title.names, header.names, strict=False)] if title else []
    if title and any(over) and _are_two(title.names, header.names):
        return replace(layout, header=title.line, header_lines=2)
    return layout


def _are_two(uppers: Sequence[str], lowers: Sequence[str]) -> bool:
    """Whether two lines are a header: names stand below nothing, or below one name again, and above nothing."""
    pairs = list(zip_longest(uppers, lowers, fillvalue=""))
    over = [upper for upper, lower in pairs if upper and lower]
    below = any(lower and not upper for upper, lower in pairs) or len(set(over)) < len(over)
    across = any(upper and not lower for upper, lower in pairs)
    return below and across and not any(is_count(lower) for _, lower in pairs if lower)


def _first_lines(layout: Layout, header: Header) -> tuple[str | None, list[tuple[int, list[str]]]]:
    """The mark that splits most of a text's first lines in the same way, and these lines, split."""
    data = next(Bytes(layout.path, is_packed(layout.path, Bytes(layout.path).head())).blocks(), b"")
    lines = decode(data, layout.encoding).removeprefix("\ufeff").splitlines()
    mark = usual_mark(lines)
    return mark, split_lines(lines, mark or header.delimiter)


def _first_rows(header: Header, rows: Rows) -> list[tuple[int, list[str]]]:
    """The first rows of a sheet, those below a narrow title too, which the reader refuses."""
    block = next(rows.blocks(), None)
    found = [(header.line, list(header.names))]
    if block is not None:
        found += [(fault.line, list(fault.cells)) for fault in block.faults]
        found += [(line, list(block.row(row))) for row, line in enumerate(block.lines)]
    return sorted(found)[:_LINES]
