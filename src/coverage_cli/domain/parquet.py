"""What a Parquet file says of its columns, which other readers of it take in parts."""

from __future__ import annotations

from collections.abc import Iterable

from coverage_cli.domain.names.letters import LOST

SCHEMA = "select name, num_children, type from parquet_schema(?)"
"""What asks DuckDB for a file's schema as it is written."""
UNZONED = "INT96"
"""A type of moments that cannot say their zone. Spark, which writes it, and Hive mean UTC, Impala a clock's time."""
UTC = "+00"
"""What stands behind a moment in UTC."""
BYTES = "BLOB"
"""DuckDB's type of bytes that the file does not call text, though Impala and old programs of Hive write names so."""


def text_of(cell: str, kind: str) -> str:
    """What DuckDB makes the text of a cell with, NULL where it is empty.

    Bytes are UTF-8, as on a cluster; DuckDB itself would spell out all that is not plain ASCII. Others are a lost
    letter, which no name may hold. A moment of a type without zones stands in one, so that nobody takes its day for
    the reader's.
    """
    if kind == BYTES:
        return f"case when {cell} is not null then coalesce(try(decode({cell})), '{LOST}') end"
    return f"cast({cell} as varchar)" + (f" || '{UTC}'" if kind == UNZONED else "")


def columns_of(schema: Iterable[tuple[str, int | None, str | None]]) -> list[tuple[str, str]]:
    """The names and stored types of the columns, of `SCHEMA`'s rows: how many parts follow each, the whole first.

    A list, a struct or a map is one column; its parts are none.
    """
    columns, inner = [], 0
    for name, parts, kind in list(schema)[1:]:
        if not inner:
            columns.append((name, kind or ""))
        inner = max(0, inner - 1) + (parts or 0)
    return columns


MARK = b"PAR1"
"""Which a file begins and ends with."""
JOINT = MARK + MARK
"""What stands where one file ends and another begins; elsewhere only a cell, or chance, would write it."""
