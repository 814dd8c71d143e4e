"""A first look at a table that nobody has described yet: how its text is spelled, its header, and some of its cells."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from coverage_cli.domain.errors import UsageFault
from coverage_cli.intake.opening import Bytes, is_packed
from coverage_cli.intake.rows import Rows, open_rows
from coverage_cli.intake.text import decode
from coverage_cli.intake.vocabulary import DELIMITERS

if TYPE_CHECKING:
    from coverage_cli.config.layout import Layout
    from coverage_cli.domain.model import Kind

_SAMPLE = 2_000
"""Rows that are looked at."""
_BYTES = 1 << 22
_LINES = 20


@dataclass(frozen=True, slots=True)
class Peek:
    """What was seen: the layout that fits, the header's names, which of them are understood, and columns of cells."""

    layout: Layout
    names: tuple[str, ...]
    known: dict[str, int]
    """Our fields, and the columns that hold them by their usual names."""
    columns: tuple[tuple[str, ...], ...]

    def cells(self, index: int) -> tuple[str, ...]:
        """The filled cells of a column."""
        return tuple(cell.strip() for cell in self.columns[index] if cell.strip())


def peek(layout: Layout, kind: Kind) -> Peek:
    """Look at a file.

    Raises:
        UsageFault: it cannot be opened, or is no table.

    """
    layout = replace(layout, encoding=_encoding(layout, open_rows(layout, kind)))
    rows = open_rows(layout, kind)
    if rows.header is None or any(finding.code.startswith("F") for finding in rows.findings):
        raise UsageFault("{path} cannot be read as a table", {"path": layout.name}, tuple(rows.findings))
    layout = _shaped(layout, rows)
    rows = open_rows(layout, kind)
    if rows.header is None:
        raise UsageFault("{path} cannot be read as a table", {"path": layout.name}, tuple(rows.findings))
    columns: list[list[str]] = [[] for _ in rows.header.names]
    for block in islice(rows.blocks(), _SAMPLE):
        for column, cells in zip(columns, block.columns, strict=False):
            column.extend(cells)
        if columns and len(columns[0]) >= _SAMPLE:
            break
    return Peek(layout, rows.header.names, dict(rows.header.columns), tuple(tuple(cells) for cells in columns))


def _encoding(layout: Layout, rows: Rows) -> str | None:
    """UTF-8, which needs no word, or what the bytes suggest."""
    if any(finding.code == "F106" for finding in rows.findings):
        return "utf-16"
    source = Bytes(layout.path)
    head = source.head()
    packed = is_packed(layout.path, head)
    if not packed and layout.path.casefold().endswith((".xlsx", ".xlsm")):
        return None
    data = b"".join(islice(Bytes(layout.path, packed).blocks(), _BYTES >> 16))
    return "cp1252" if any("\udc80" <= letter <= "\udcff" for letter in decode(data, None)) else None


def _shaped(layout: Layout, rows: Rows) -> Layout:
    """With the header's line and the delimiter, where they are not what a plain table has."""
    for finding in rows.findings:
        if finding.code == "S109":
            return replace(layout, header=int(dict(finding.args)["line"]))
    if rows.header is None or rows.header.columns or not rows.header.delimiter:
        return layout
    data = next(Bytes(layout.path, is_packed(layout.path, Bytes(layout.path).head())).blocks(), b"")
    lines = decode(data, layout.encoding).removeprefix("\ufeff").splitlines()[:_LINES]
    counts = {(line.count(mark), -number, mark) for number, line in enumerate(lines, 1) for mark in DELIMITERS}
    most, number, mark = max(counts, default=(0, -1, ","))
    first = next((number for number, line in enumerate(lines, 1) if line.strip()), 1)
    return replace(layout, delimiter=mark if most else None, header=-number if -number != first else None)
