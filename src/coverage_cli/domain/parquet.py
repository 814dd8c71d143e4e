"""What a Parquet file says of its columns, which other readers of it take in parts."""

from __future__ import annotations

from collections.abc import Iterable

SCHEMA = "select name, num_children, type from parquet_schema(?)"
"""What asks DuckDB for a file's schema as it is written."""
UNZONED = "INT96"
"""A type of moments that cannot say their zone. Spark, which writes it, and Hive mean UTC, Impala a clock's time."""
UTC = "+00"
"""What stands behind a moment in UTC."""


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
