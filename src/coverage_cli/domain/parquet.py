"""What a Parquet file says of its columns, which other readers of it take in parts."""

from __future__ import annotations

import mmap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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


LAST = (
    "max(greatest(coalesce(dictionary_page_offset, data_page_offset) + total_compressed_size, "
    "bloom_filter_offset + bloom_filter_length, "
    "column_index_offset + column_index_length, offset_index_offset + offset_index_length))"
)
"""Where the last of the parts ends of which a file's own end speaks, over DuckDB's `parquet_metadata`."""
_MARK = b"PAR1"
"""Which a file begins and ends with; the length of its description stands before the last one."""
_LENGTH = 4


def is_joined(path: str, last: int | None) -> bool:
    """Whether one file ends, and another begins, within this one, which only its end describes.

    `last` is where the parts end that it describes, None where nobody knows. Where that is where the description
    begins, there is nothing else; elsewhere both marks have to stand side by side.
    """
    with open(path, "rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:  # noqa: PTH123 - what Path folds, it may hold
        tail = len(content) - len(_MARK) - _LENGTH
        described = int.from_bytes(content[tail : tail + _LENGTH], "little")
        return last != tail - described and content.find(_MARK + _MARK) >= 0
