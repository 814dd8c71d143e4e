"""A Parquet file of counts as blocks of rows: `line` is the row's number, `column` its column, both from 1.

Cells become the text that a CSV would hold, so that the same rules judge them; a number has one reading. Files of
persons, with their millions of rows, are an engine's.
"""

from __future__ import annotations

import mmap
import re
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coverage_cli.domain.findings import Finding, Place
from coverage_cli.domain.loading import unbroken
from coverage_cli.domain.parquet import column_names
from coverage_cli.domain.patterns import AS_WRITTEN, without_pattern
from coverage_cli.intake.block import Block, Fault
from coverage_cli.intake.header import Header, named_columns
from coverage_cli.intake.numbers import stored
from coverage_cli.intake.opening import last_bytes, open_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from coverage_cli.config.layout import Layout
    from coverage_cli.domain.model import Kind

_TABLE = f"read_parquet(?, {AS_WRITTEN})"
_ROWS = 2048
"""Rows of a block."""
_ENDS = (
    "coalesce(dictionary_page_offset, data_page_offset) + total_compressed_size, "
    "bloom_filter_offset + bloom_filter_length, "
    "column_index_offset + column_index_length, offset_index_offset + offset_index_length"
)
"""Where the parts end of which a Parquet file's own end speaks; it does not of what lies behind the last of them."""
_MARK = b"PAR1"
"""Which a Parquet file begins and ends with; before the last one stands the length of the description."""
_BROKEN = re.compile(r"DOUBLE|FLOAT|DECIMAL.*")
"""Types of numbers that may have decimals; a column of whole numbers has one where cells are empty."""


class _DamagedError(Exception):
    """The file is not what its end says."""


def open_columnar(
    layout: Layout, kind: Kind | None
) -> tuple[Header | None, list[Finding], Callable[[], Iterable[Block]]]:  # fmt: skip
    """The header, the findings so far, and a function that gives the rows."""
    try:
        with _connected(layout.path) as (connection, path):
            described = connection.execute(f"describe select * from {_TABLE}", [path]).fetchall()  # noqa: S608 - names are ours
            schema = connection.execute("select name, num_children from parquet_schema(?)", [path]).fetchall()
            known = connection.execute(f"select max(greatest({_ENDS})) from parquet_metadata(?)", [path]).fetchone()  # noqa: S608 - names are ours
    except _DamagedError:
        code = "F113" if _joined(layout.path) else "F111"
        return None, [Finding(code, Place(layout.name, 1, 1))], tuple
    if not _is_all(layout.path, known[0] if known else None) and _joined(layout.path):
        return None, [Finding("F113", Place(layout.name, 1, 1))], tuple
    names = column_names(schema)
    header = named_columns(names, layout, kind)
    broken = [index for index, (_, what, *_) in enumerate(described) if _BROKEN.fullmatch(what)]
    return header, list(header.findings), partial(_blocks, layout.path, len(names), broken)


def _is_all(path: str, known: int | None) -> bool:
    """Whether the parts that end at `known` are all that stands before the description at a file's end."""
    tail = last_bytes(path, 4 + len(_MARK))
    described = int.from_bytes(tail[:4], "little")
    return known is not None and known + described + len(tail) == Path(path).stat().st_size


def _joined(path: str) -> bool:
    """Whether one file ends, and another begins, within this one."""
    with open_file(path) as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return content.find(_MARK + _MARK) >= 0


def _blocks(path: str, width: int, broken: list[int]) -> Iterator[Block]:
    names = [f"c{at}" for at in range(width)]
    cells = ", ".join(f"coalesce(cast({name} as varchar), '')" for name in names)
    done = 0
    try:
        with _connected(path) as (connection, found):
            connection.execute(f"select {cells} from {_TABLE} as t({', '.join(names)})", [found])  # noqa: S608 - names are ours
            while rows := connection.fetchmany(_ROWS):
                columns = [list(column) for column in zip(*rows, strict=True)]
                for index in broken:
                    columns[index] = list(map(stored, columns[index]))
                yield Block(columns, range(done + 1, done + len(rows) + 1), width)
                done += len(rows)
    except _DamagedError:
        yield Block([[] for _ in range(width)], [], width, [Fault("F111", done + 1, 1, "")])


@contextmanager
def _connected(path: str) -> Iterator[tuple[Any, str]]:
    """A connection that reaches for nothing beside the file, and its path without a pattern in it.

    Raises:
        _DamagedError: the file cannot be read; what DuckDB says of it may hold a row's content.

    """
    with unbroken():
        import duckdb
    settings: dict[str, Any] = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}
    try:
        with duckdb.connect(config=settings) as connection:
            connection.execute("set TimeZone = 'UTC'")  # a moment reads the same wherever the program runs
            yield connection, without_pattern(path)
    except (RuntimeError, UnicodeDecodeError, duckdb.Error) as error:
        if "interrupt" in str(error).casefold():
            raise KeyboardInterrupt from None
        raise _DamagedError from None
