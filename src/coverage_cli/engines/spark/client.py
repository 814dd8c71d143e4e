"""Spark's own client, kept in bounds: how long it asks a server that went away, and that it says nothing by itself."""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_RETRIES = 8
_FIRST_PAUSE, _LONGEST_PAUSE = 50, 8000
"""Milliseconds between retries; each is four times the one before. They take half a minute in all, not ten."""
_LOGGERS = ("SQLQueryContextLogger", "DataFrameQueryContextLogger")
"""To which it tells every exception that has a place in a query."""


def bound(spark: Any) -> None:  # noqa: ANN401 - Spark's session
    """Have a session give up a server that is gone."""
    from pyspark.sql.connect.client.retries import DefaultPolicy

    policy = DefaultPolicy(max_retries=_RETRIES, initial_backoff=_FIRST_PAUSE, max_backoff=_LONGEST_PAUSE)
    spark.client.set_retry_policies([policy])


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
