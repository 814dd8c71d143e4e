"""A Parquet file of counts as blocks of rows: `line` is the row's number, `column` its column, both from 1.

Cells become the text that a CSV would hold, so that the same rules judge them; a number has one reading. Files of
persons, with their millions of rows, are an engine's, unless its rows are made of more than single cells.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from coverage_cli.config.layout import Layout
from coverage_cli.domain.findings import Finding
from coverage_cli.domain.model import Kind
from coverage_cli.domain.parquet import BYTES, SCHEMA, UNZONED, columns_of, text_of
from coverage_cli.domain.patterns import AS_WRITTEN
from coverage_cli.domain.phrases import phrase
from coverage_cli.intake.files.block import Block, Fault
from coverage_cli.intake.files.parquet import DamagedError, connected, is_joined
from coverage_cli.intake.headers.count_columns import count_columns
from coverage_cli.intake.headers.fields import Header
from coverage_cli.intake.headers.header import named_columns

_TABLE = f"read_parquet(?, {AS_WRITTEN})"
_NO_ORDER = phrase(
    "fill_down takes the value of the row above, and rows of Parquet, or on a cluster, have no order to rely on; fill "
    "the cells before the file is written"
)
_ROWS = 2048
"""Rows of a block."""
_DIGITS = 24
"""Binary digits of a number of 32 bits (FLOAT)."""
_BROKEN = re.compile(r"DOUBLE|FLOAT|DECIMAL.*")
"""Types of numbers that may have decimals; a column of whole numbers has one where cells are empty."""


def decimals_of(header: Header, kinds: Iterable[str]) -> frozenset[int]:
    """Which columns hold numbers that may have decimals, by their types as engines call them.

    Identifiers and weights are an engine's to read: they are the texts that it makes of them.
    """
    own = {header.columns.get(name) for name in ("participant_id", "weight")}
    return frozenset(at for at, kind in enumerate(kinds) if _BROKEN.fullmatch(kind) and at not in own)


def open_columnar(
    layout: Layout, kind: Kind | None
) -> tuple[Header | None, list[Finding], Callable[[], Iterable[Block]]]:  # fmt: skip
    """The header, the findings so far, and a function that gives the rows."""
    if is_joined(layout.path):
        return None, [Finding("F113", layout.place(1, 1))], tuple
    try:
        with connected(layout.path) as (connection, path):
            described = connection.execute(f"describe select * from {_TABLE}", [path]).fetchall()  # noqa: S608 - names are ours
            schema = connection.execute(SCHEMA, [path]).fetchall()
    except DamagedError:
        return None, [Finding("F111", layout.place(1, 1))], tuple
    if layout.fill_down:
        return None, [unordered(layout)], tuple
    columns = columns_of(schema)
    header = named_columns([name for name, _ in columns], layout, kind)
    read = [what for _, what, *_ in described]
    header.decimals = decimals_of(header, read)
    if header.kind is Kind.PERSONS:  # whose texts are those of an engine
        read = [what if what == BYTES else "" for what in read]
    kinds = [stored if stored == UNZONED else what for (_, stored), what in zip(columns, read, strict=True)]
    cells = [_cell(f"c{at}", kind, _exact(0)) for at, kind in enumerate(kinds)]
    for at in count_columns(header, layout):
        cells[at] = _cell(f"c{at}", kinds[at], _exact(layout.decimals))
    return header, list(header.findings), partial(_blocks, layout.path, cells)


def unordered(layout: Layout) -> Finding:
    """The finding for cells to fill in a file whose rows have no order that anybody sees."""
    return Finding("C110", layout.place(1, 1), args=(("what", _NO_ORDER),))


def _exact(decimals: int) -> int:
    """Below it a number of 32 bits is the only one with so many decimals that is stored so."""
    return int(2 ** (_DIGITS - (10**decimals - 1).bit_length()))


def _cell(name: str, kind: str, exact: float) -> str:
    """A cell as text; what 32 bits may have rounded in scientific notation with a sign, which is no count (V107)."""
    text = f"coalesce({text_of(name, kind)}, '')"
    rounded = f"case when isfinite({name}) and abs({name}) >= {exact} then format('{{:+e}}', {name}) else {text} end"
    return rounded if kind == "FLOAT" else text


def _blocks(path: str, cells: Sequence[str]) -> Iterator[Block]:
    width, done = len(cells), 0
    names = ", ".join(f"c{at}" for at in range(width))
    try:
        with connected(path) as (connection, found):
            connection.execute(f"select {', '.join(cells)} from {_TABLE} as t({names})", [found])  # noqa: S608 - names are ours
            while rows := connection.fetchmany(_ROWS):
                columns = [list(column) for column in zip(*rows, strict=True)]
                yield Block(columns, range(done + 1, done + len(rows) + 1), width)
                done += len(rows)
    except DamagedError:
        yield Block([[] for _ in range(width)], [], width, [Fault("F111", done + 1, 1, "")])
