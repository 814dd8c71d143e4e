"""A session on an existing cluster, through Spark Connect; what goes wrong there, as ours."""

from __future__ import annotations

import re
import socket
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from itertools import islice
from threading import Thread
from typing import Any
from urllib.parse import unquote, urlsplit

from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.interrupts import unbroken
from coverage_cli.engines.errors import EngineError
from coverage_cli.engines.options import Watch
from coverage_cli.engines.spark.client import bound, fetched, refusal, sql, unheard
from coverage_cli.engines.spark.query_thread import Answer, QueryThread

_SETTINGS = {
    # The same blocks in every query, so that a line keeps its number whatever executors come and go.
    "spark.sql.files.minPartitionNum": "1",
    "spark.sql.files.maxPartitionBytes": str(64 << 20),
    # A file that is damaged or gone ends the run; left to a cluster's own settings, it could be skipped.
    "spark.sql.files.ignoreCorruptFiles": "false",
    "spark.sql.files.ignoreMissingFiles": "false",
    "spark.sql.caseSensitive": "true",
    # A moment reads the same whatever the cluster's zone.
    "spark.sql.session.timeZone": "UTC",
    # A literal is what stands between its quotes, whatever the cluster is set to.
    "spark.sql.parser.escapedStringLiterals": "false",
}
_PORT = 15002
_PATIENCE = 10
"""Seconds for a server to take a connection."""
_PARTING = 1
"""Seconds for a server to hear that a session ends; it ends forgotten sessions by itself."""
_BATCH = 1000
"""Rows taken from a stream at a time."""
_GLOB = re.compile(r"[\\*?\[\]{}]")
_THROWN = re.compile(r"\((?:[\w$]+\.)+([\w$]+)\)")
"""The name of what a file system threw; what it says may hold more than a name."""
_TOKEN = re.compile(r"(token=)[^;]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Query:
    """SQL, and the frames that it names in braces."""

    text: str
    frames: Mapping[str, Any]

    def within(self, outer: Callable[[str], str]) -> Query:
        """The query that another one makes of its text, over the same frames."""
        return Query(outer(self.text), self.frames)


class Session:
    """Runs SQL on a cluster. What Spark raises becomes a fault of the path, of the cluster, or stays one of ours."""

    def __init__(self, remote: str, watch: Watch | None = None) -> None:
        """Connect.

        Raises:
            UsageFault: Spark's client is not installed, or no cluster answers.
        """
        self._shown = _TOKEN.sub(r"\1***", remote)
        self._knock(remote)
        try:
            with unbroken(), warnings.catch_warnings():
                # It warns about versions of pandas, which nothing here asks it to use.
                warnings.simplefilter("ignore")
                import grpc
                from pyspark.errors import PySparkException
                from pyspark.sql.connect.session import SparkSession
        except ImportError as error:
            raise UsageFault(
                '{option} needs Spark\'s client ({missing}); install it: pip install "coverage-cli[spark]"',
                {"option": "--engine spark", "missing": error.name or "pyspark"},
            ) from None
        self._spark_error, self._rpc_error = PySparkException, grpc.RpcError
        self._queries = QueryThread()
        builder: Any = SparkSession.builder

        def connect() -> Any:
            spark = builder.remote(remote).create()
            bound(spark)
            spark.conf._set_all(_SETTINGS, silent=False)  # noqa: SLF001 - together, which spares a way for each
            return spark

        try:
            self._spark = self._ask("", connect)
        except BaseException:
            self._queries.close()
            raise
        if watch is not None:
            self._spark.registerProgressHandler(partial(_tell, watch))

    def _knock(self, remote: str) -> None:
        """Find out within seconds that nobody is there; the client itself would try for ten minutes."""
        at = urlsplit(remote)
        if at.scheme != "sc" or not at.hostname:
            raise UsageFault(
                '{option} "{remote}" is no address; write it as sc://host:15002',
                {"option": "--spark-remote", "remote": self._shown},
            )
        try:
            socket.create_connection((at.hostname, at.port or _PORT), _PATIENCE).close()
        except (OSError, ValueError):
            raise self._silent() from None

    def close(self) -> None:
        """End what still runs on the cluster, and the session with what it keeps there."""
        parting = Thread(target=self._part, daemon=True)
        parting.start()
        parting.join(_PARTING)
        self._queries.close()

    def _part(self) -> None:
        with suppress(Exception):  # the cluster may be gone, which is no news at the end
            self._spark.interruptAll()
        with suppress(Exception):
            self._spark.stop()

    def _ask(self, path: str, question: Callable[[], Answer]) -> Answer:
        """What the cluster answers."""
        with self._faults(path), unheard():
            return self._queries.ask(question)

    def files(self, path: str) -> list[str]:
        """The files at a path and in the folders below it; no pattern in it is expanded.

        Raises:
            UsageFault: there is no such path.
        """
        folder = self._spark.read.options(recursiveFileLookup="true").format("text")
        return [unquote(file) for file in self._ask(path, lambda: folder.load(_escaped(path)).inputFiles())]

    def read(self, path: str, form: str, columns: Sequence[str], **options: str) -> Any:
        """Columns of a file of the cluster as a frame; no pattern in its path is expanded, no folder is a column."""
        reader = self._spark.read.options(recursiveFileLookup="true", **options).format(form)
        return self._ask(path, lambda: reader.load(_escaped(path)).selectExpr(*columns))

    def kinds(self, frame: Any, path: str) -> list[tuple[str, str]]:
        """The names and the types of a frame's columns.

        Raises:
            EngineError: the file does not hold them; it is damaged.
        """
        return self._ask(path, lambda: list(frame.dtypes))

    def frame(
        self, texts: Mapping[str, Sequence[str]], numbers: Mapping[str, Sequence[int | None]] | None = None
    ) -> Any:
        """Columns of this machine as a frame of the cluster: texts, and whole numbers, of which some may be None."""
        import pyarrow as pa
        from pyspark.sql.types import LongType, StringType, StructField, StructType

        columns: list[tuple[str, Any, Any]] = [
            *((name, pa.array(column, pa.string()), StringType()) for name, column in texts.items()),
            *((name, pa.array(column, pa.int64()), LongType()) for name, column in (numbers or {}).items()),
        ]
        schema = StructType([StructField(name, kind) for name, _, kind in columns])
        table = pa.table([array for _, array, _ in columns], names=[name for name, _, _ in columns])
        return self._ask("", lambda: self._spark.createDataFrame(table, schema))

    def _sql(self, query: Query) -> Any:
        return sql(self._spark, query.text, query.frames)

    def rows(self, query: Query, path: str) -> list[Any]:
        """All rows of a query.

        Raises:
            UsageFault: the cluster cannot read the file, or does not answer.
        """
        return self._ask(path, lambda: list(self._sql(query).collect()))

    def table(self, query: Query, path: str) -> Any:
        """All rows of a query, by column."""
        return self._ask(path, lambda: fetched(self._sql(query)))

    def stream(self, query: Query, path: str) -> Iterator[Any]:
        """The rows of a query, one after the other, in bounded memory."""
        rows = self._ask(path, lambda: self._sql(query).toLocalIterator())
        while batch := self._ask(path, lambda: list(islice(rows, _BATCH))):
            yield from batch

    @contextmanager
    def _faults(self, path: str) -> Iterator[None]:
        """What Spark raises, as ours: its messages may hold a row's content, and run over many lines."""
        try:
            yield
        except self._rpc_error:
            raise self._silent() from None
        except UnicodeDecodeError:  # which holds the text
            raise EngineError("the file holds bytes that are no text") from None
        except self._spark_error as error:
            condition = error.getCondition() or ""
            thrown = _THROWN.match(str(error))
            reason = condition or (thrown[1] if thrown else type(error).__name__)
            if condition.endswith("CANNOT_READ_FILE_FOOTER"):
                raise EngineError("the Parquet file is damaged") from None
            if "UNAVAILABLE" in str(error)[:400]:
                raise self._silent() from None
            if not path:
                raise
            raise refusal(path, reason, str(error)) from None

    def _silent(self) -> UsageFault:
        return UsageFault(
            "no Spark Connect server answers at {remote}; check the address, and that the server runs",
            {"remote": self._shown},
        )


def _tell(watch: Watch, stages: Sequence[Any], **_: object) -> None:
    """Tell whoever watches how many of a query's tasks are done."""
    tasks = sum(stage.num_tasks for stage in stages)
    if tasks:
        watch.reached(sum(stage.num_completed_tasks for stage in stages) / tasks)


def _escaped(path: str) -> str:
    return _GLOB.sub(r"\\\g<0>", path)
