"""Parquet files as DuckDB reads them, and whether one is all that its end speaks of.

`cat a.parquet b.parquet` makes a file whose end describes the last one alone, and most readers look no further.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from typing import Any

from coverage_cli.domain.interrupts import interrupted, unbroken
from coverage_cli.domain.parquet import JOINT, MARK
from coverage_cli.domain.patterns import without_pattern
from coverage_cli.domain.system import refused
from coverage_cli.intake.files.opening import last_bytes, open_file, state_of

_LENGTH = 4
"""Bytes before the last mark, which say how long the description before them is."""
_INDEXES = ("bloom_filter", "column_index", "offset_index")
"""What may stand behind the columns; DuckDB tells of the first before its version 2, of all from then on."""


class DamagedError(Exception):
    """The file is not what its end says."""


@cache
def _database() -> Any:  # noqa: ANN401 - DuckDB's
    """One for the whole run: to open one takes as long as to read a branch's table."""
    import duckdb

    return duckdb.connect(config={"autoinstall_known_extensions": False, "autoload_known_extensions": False})


@contextmanager
def connected(path: str) -> Iterator[tuple[Any, str]]:
    """A connection that reaches for nothing beside the file, and its path without a pattern in it.

    Raises:
        UsageFault: the machine has no memory, or no open file, left for it.
        DamagedError: the file cannot be read; what DuckDB says of it may hold a row's content.
    """
    with unbroken():
        import duckdb
    try:
        with _database().cursor() as connection:
            connection.execute("set TimeZone = 'UTC'")  # a moment reads the same wherever the program runs
            yield connection, without_pattern(path)
    except (RuntimeError, UnicodeDecodeError, duckdb.Error) as error:
        if interrupted(error):
            raise KeyboardInterrupt from None
        if fault := refused(error):
            raise fault from None
        raise DamagedError from None


def is_joined(path: str) -> bool:
    """Whether one file ends, and another begins, within this one.

    Raises:
        UsageFault: it cannot be opened.
    """
    if is_whole(path):
        return False
    with open_file(path) as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return content.find(JOINT) >= 0


def is_whole(path: str) -> bool:
    """Whether all that is described ends where the description begins, so that nothing else is in the file.

    Only its end is read: what stands before that may be missing, as long as the end is at its place. A file that
    several readers of one run look at is looked at once.
    """
    state = state_of(path)
    return state is not None and _is_whole(path, state)


@lru_cache(1024)
def _is_whole(path: str, state: tuple[int, ...]) -> bool:
    """Of a file as it is: one that was written since is another."""
    try:
        with connected(path) as (connection, found):
            last = _last_end(connection, found)
    except DamagedError:
        return False
    described = int.from_bytes(last_bytes(path, _LENGTH + len(MARK))[:_LENGTH], "little")
    return bool(last == state[0] - len(MARK) - _LENGTH - described)


def _last_end(connection: Any, path: str) -> int:  # noqa: ANN401 - DuckDB's
    """Where the last of the parts ends that the file describes."""
    told = {name for name, *_ in connection.execute("describe from parquet_metadata(?)", [path]).fetchall()}
    ends = ["coalesce(dictionary_page_offset, data_page_offset) + total_compressed_size"]
    ends += (f"{name}_offset + {name}_length" for name in _INDEXES if f"{name}_offset" in told)
    (last,) = connection.execute(f"select max(greatest({', '.join(ends)})) from parquet_metadata(?)", [path]).fetchone()  # noqa: S608 - names are ours
    return int(last or 0)
