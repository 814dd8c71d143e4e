"""What a Parquet file says of its columns, which other readers of it take in parts."""

from __future__ import annotations

from collections.abc import Iterable


def column_names(schema: Iterable[tuple[str, int | None]]) -> list[str]:
    """The names of the columns, of a schema as it is written: each name with how many parts follow it, the whole first.

    A list, a struct or a map is one column; its parts are none.
    """
    names, inner = [], 0
    for name, parts in list(schema)[1:]:
        if not inner:
            names.append(name)
        inner = max(0, inner - 1) + (parts or 0)
    return names


MARK = b"PAR1"
"""Which a file begins and ends with."""
JOINT = MARK + MARK
"""What stands where one file ends and another begins; elsewhere only a cell, or chance, would write it."""
