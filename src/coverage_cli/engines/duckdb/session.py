"""A DuckDB connection: opened for one run, with a private folder for what does not fit into memory."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from threading import Event
from typing import TYPE_CHECKING, Any

import numpy as np

from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.interrupts import interrupted, unbroken
from coverage_cli.domain.system import refused
from coverage_cli.engines.duckdb.arrow import StreamError, batches
from coverage_cli.engines.errors import EngineError
from coverage_cli.engines.options import Resources, Watch

if TYPE_CHECKING:
    from pathlib import Path

_BATCH = 50_000
_PAUSE = 0.2
"""Seconds between two looks at how far a statement has come."""


class Session:
    """Runs SQL. What DuckDB raises becomes a fault of the file, of the machine, or stays a fault of this program."""

    def __init__(self, resources: Resources, folder: Path) -> None:
        with unbroken():
            import duckdb

        self._duckdb = duckdb
        self._kinds: dict[str, Any] = {
            "Out of Memory": duckdb.OutOfMemoryException,
            "Invalid Input": duckdb.InvalidInputException,
            "Conversion": duckdb.ConversionException,
            "IO": duckdb.IOException,
            "INTERRUPT": duckdb.InterruptException,
        }
        """What DuckDB raises about files, machines and those who sit at them, by the words before it."""
        settings: dict[str, Any] = {
            "temp_directory": str(folder / "spill"),
            "preserve_insertion_order": False,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
        if resources.memory:
            settings["memory_limit"] = f"{resources.memory}B"
        if resources.threads:
            settings["threads"] = resources.threads
        self._connection = duckdb.connect(config=settings)
        self._watch = resources.watch
        # Its own bar would be drawn into our stdout; without any, it does not know how far it is.
        self._connection.execute(f"set enable_progress_bar = {self._watch is not None}")
        self._connection.execute("set enable_progress_bar_print = false")
        self._connection.execute("set TimeZone = 'UTC'")  # a moment reads the same wherever the program runs

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def run(self, sql: str, values: Sequence[Any] = ()) -> Any:  # noqa: ANN401 - DuckDB's result
        """Run a statement.

        Raises:
            EngineError: a file is not what its reader was told.
            UsageFault: memory, disk or open files do not suffice.
            KeyboardInterrupt: somebody pressed Ctrl-C.
        """
        with self._faults(), self._watched():
            return self._connection.execute(sql, values or None)

    @contextmanager
    def _watched(self) -> Iterator[None]:
        """Tell whoever watches, several times a second, how far a statement has come."""
        if self._watch is None:
            yield
            return
        done = Event()
        with ThreadPoolExecutor(1) as pool:
            pool.submit(self._tell, self._watch, done)
            try:
                yield
            finally:
                done.set()

    def _tell(self, watch: Watch, done: Event) -> None:
        while not done.wait(_PAUSE):
            percent = self._connection.query_progress()
            if percent >= 0:
                watch.reached(percent / 100)

    @contextmanager
    def _faults(self) -> Iterator[None]:
        """What DuckDB raises, as ours: its messages may hold a row's content."""
        try:
            yield
        except self._duckdb.OutOfMemoryException:
            raise UsageFault(
                "counting these persons takes more memory than is allowed; allow more with {option}, use fewer "
                "threads with {threads_option}, or name a folder with more room with {temp_option}",
                {"option": "--memory", "threads_option": "--threads", "temp_option": "--temp"},
            ) from None
        except (
            self._duckdb.InvalidInputException, self._duckdb.ConversionException, self._duckdb.IOException,
            UnicodeDecodeError,
        ) as error:  # fmt: skip
            if fault := refused(error):
                raise fault from None
            raise EngineError("the file is not what its header says") from None
        except (RuntimeError, self._duckdb.Error) as error:
            if interrupted(error):
                raise KeyboardInterrupt from None
            if type(error) is self._duckdb.Error:  # thrown by what decodes files, and of none of DuckDB's own kinds
                raise EngineError("the file is damaged") from None
            raise

    def batches(self, sql: str) -> Generator[list[Any]]:
        """A result of whole numbers and texts in batches, while it is made; to be closed where it is not read out.

        Until then no other statement may run here.

        Raises:
            EngineError, UsageFault, KeyboardInterrupt: see `run`.
        """
        with self._faults(), self._watched(), closing(batches(self._stream(sql))) as found:
            try:
                yield from found
            except StreamError as error:
                raise self._raised(str(error)) from None

    def _stream(self, sql: str) -> object:
        # A result that somebody stopped reading would be in the way; the next statement lets go of it.
        self._connection.execute("select 1").fetchall()
        return self._connection.sql(sql).__arrow_c_stream__()

    def _raised(self, text: str) -> Exception:
        """What DuckDB would have raised outside of a stream, which only has its text."""
        kind, colon, _ = text.partition(" Error: ")
        found: Exception = self._kinds.get(kind, self._duckdb.DatabaseError if colon else self._duckdb.Error)(text)
        return found

    def arrays(self, sql: str) -> list[Any]:
        """The columns of a result as arrays, whole numbers without NULLs."""
        columns = zip(*([one.values.copy() for one in batch] for batch in self.batches(sql)), strict=True)
        return [np.concatenate(parts) for parts in columns]

    def row(self, sql: str, values: Sequence[Any] = ()) -> tuple[Any, ...]:
        """The one row of a result."""
        ((*row,),) = self.run(sql, values).fetchall()
        return tuple(row)

    def rows(self, sql: str) -> Iterator[list[tuple[Any, ...]]]:
        """A result in lists of a bounded length."""
        result = self.run(sql)
        while True:
            with self._faults():
                rows = result.fetchmany(_BATCH)
            if not rows:
                return
            yield rows
