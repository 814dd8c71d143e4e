"""Spark's own client, kept in bounds: how long it asks a server that went away, and what is told of what it says."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from string import Formatter
from typing import Any

from coverage_cli.domain.errors import UsageFault

_RETRIES = 8
_FIRST_PAUSE, _LONGEST_PAUSE = 50, 8000
"""Milliseconds between retries; each is four times the one before. They take half a minute in all, not ten."""
_LOGGERS = ("SQLQueryContextLogger", "DataFrameQueryContextLogger")
"""To which it tells every exception that has a place in a query."""


def bound(spark: Any) -> None:
    """Have a session give up a server that is gone."""
    from pyspark.sql.connect.client.retries import DefaultPolicy

    policy = DefaultPolicy(max_retries=_RETRIES, initial_backoff=_FIRST_PAUSE, max_backoff=_LONGEST_PAUSE)
    spark.client.set_retry_policies([policy])


def sql(spark: Any, text: str, frames: Mapping[str, Any]) -> Any:
    """The frame of a query over the frames that it names in braces, of which the cluster hears when it is asked for.

    `SparkSession.sql` tells it at once, because it might be a command: the cluster would analyse every query twice.
    """
    from pyspark.sql.connect.dataframe import DataFrame
    from pyspark.sql.connect.plan import SQL, SubqueryAlias

    views = {name: f"frame_{name}" for _, name, _, _ in Formatter().parse(text) if name}
    plans = [SubqueryAlias(frames[name]._plan, view) for name, view in views.items()]  # noqa: SLF001
    return DataFrame(SQL(text.format_map(views), [], {}, plans), spark)


def fetched(frame: Any) -> Any:
    """All rows of a frame by column; `DataFrame.toArrow` has it analysed once more, for its types."""
    return frame._to_table()[0]  # noqa: SLF001


@contextmanager
def unheard() -> Iterator[None]:
    """What it raises it would write to stderr as well, pages of it, with the query and its cells; and it warns."""
    from pyspark.logger import PySparkLogger

    loggers = [PySparkLogger.getLogger(name) for name in _LOGGERS]
    before = [logger.disabled for logger in loggers]
    for logger in loggers:
        logger.disabled = True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger, disabled in zip(loggers, before, strict=True):
            logger.disabled = disabled


_ABSENT = {"PATH_NOT_FOUND", "FileNotFoundException", "UnknownStoreException"}
_CODEC = re.compile(r"Class [\w.]*?(\w+)Codec was not found")
"""How Hadoop says that nothing there unpacks a file's pages."""
_CONNECTOR = re.compile(r"ClassNotFoundException|No FileSystem for scheme|UnsupportedFileSystem")
_TYPE = re.compile(r"PARQUET_TYPE_\w+|UNSUPPORTED_TIME_TYPE|DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION")
"""What Spark says of a column of a type that it does not have, used or not."""


def refusal(path: str, reason: str, text: str) -> UsageFault:
    """Why a path cannot be read, by Spark's name for it and by its own text, pages long, which may hold a row."""
    if reason in _ABSENT:
        return UsageFault(
            "the cluster does not find {path:path}; check the spelling, and that its machines can reach it",
            {"path": path},
        )
    if packed := _CODEC.search(text):
        return UsageFault(
            "{path:path}: the cluster cannot unpack {codec}; write the file with snappy, gzip or zstd",
            {"path": path, "codec": packed[1]},
        )
    if _CONNECTOR.search(text):
        return UsageFault(
            "{path:path}: the cluster has no connector for such addresses; its Spark needs a library for them",
            {"path": path},
        )
    if _TYPE.match(reason):
        return UsageFault(
            "{path:path} has a column of a type that the cluster's Spark does not have ({reason}); write it as text",
            {"path": path, "reason": reason},
        )
    return UsageFault(
        "the cluster cannot read {path:path} ({reason}); see its own log", {"path": path, "reason": reason}
    )
