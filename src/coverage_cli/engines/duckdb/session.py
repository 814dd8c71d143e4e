"""A DuckDB connection: opened for one run, with a private folder for what does not fit into memory."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from coverage_cli.domain.errors import UsageFault
from coverage_cli.engines.base import EngineError
from coverage_cli.engines.duckdb.sql import has_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from coverage_cli.engines.options import Resources

_BATCH = 50_000


class Session:
    """Runs SQL. What DuckDB raises becomes a fault of the file, of the machine, or stays a fault of this program."""

    def __init__(self, resources: Resources, folder: Path) -> None:
        import duckdb

        self._duckdb, self.folder = duckdb, folder
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
        self._connection.execute("set enable_progress_bar = false")  # it would be drawn into our stdout

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def run(self, sql: str, values: Sequence[Any] = ()) -> Any:  # noqa: ANN401 - DuckDB's result
        """Run a statement.

        Raises:
            EngineError: a file is not what its reader was told.
            UsageFault: memory or disk do not suffice.
            KeyboardInterrupt: somebody pressed Ctrl-C.

        """
        with self._faults():
            return self._connection.execute(sql, values or None)

    @contextmanager
    def _faults(self) -> Iterator[None]:
        """What DuckDB raises, as ours: its messages may hold a row's content."""
        try:
            yield
        except self._duckdb.OutOfMemoryException:
            raise UsageFault(
                "the persons need more memory than they may use; give more with --memory, "
                "or a folder with more room with --temp"
            ) from None
        except (self._duckdb.InvalidInputException, self._duckdb.ConversionException, self._duckdb.IOException):
            raise EngineError("the file is not what its header says") from None
        except (RuntimeError, self._duckdb.Error) as error:
            if "interrupt" in str(error).casefold():
                raise KeyboardInterrupt from None
            raise

    def arrays(self, sql: str) -> dict[str, Any]:
        """The columns of a result as numpy arrays, none of them with NULLs."""
        result = self.run(sql)
        with self._faults():
            return dict(result.fetchnumpy())

    def rows(self, sql: str) -> Iterator[list[tuple[Any, ...]]]:
        """A result in lists of a bounded length."""
        result = self.run(sql)
        while True:
            with self._faults():
                rows = result.fetchmany(_BATCH)
            if not rows:
                return
            yield rows

    def safe_path(self, path: str) -> str:
        """A path to the file in which DuckDB finds neither a pattern nor an address."""
        full = os.path.abspath(path)  # noqa: PTH100 - as text: the path may hold what Path folds
        if not has_pattern(full):
            return full
        link = self.folder / f"input{len(list(self.folder.iterdir()))}"
        link.symlink_to(full)
        return str(link)
