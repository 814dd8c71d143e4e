"""A bar on stderr while persons are read: how far, how fast, how long still. Gone when the file is done."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO

from coverage_cli.domain.safe import clean

_WORTH_IT = 32 << 20
"""Bytes; a smaller file is read before a bar could be looked at."""
_WHOLE = 1000
"""Steps of a bar for a file whose size is not known here."""


class Bar:
    """See `engines.options.Watch`. Nothing is loaded, and nothing drawn, before there is a large file."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._progress: Any = None
        self._task: Any = None
        self._size = 0

    @contextmanager
    def file(self, name: str, size: int | None) -> Iterator[None]:
        """See `engines.options.Watch.file`."""
        if size is not None and size < _WORTH_IT:
            yield
            return
        self._size = _WHOLE if size is None else size
        with self._columns(known=size is not None) as progress:
            self._progress, self._task = progress, progress.add_task(clean(name), total=self._size)
            try:
                yield
            finally:
                self._progress = None

    def reached(self, share: float) -> None:
        """See `engines.options.Watch.reached`."""
        if self._progress is not None:
            done = int(min(max(share, 0.0), 1.0) * self._size)
            if done < self._progress.tasks[0].completed:
                self._progress.reset(self._task)
            self._progress.update(self._task, completed=done)

    def _columns(self, *, known: bool) -> Any:  # noqa: ANN401 - Rich's own
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            Progress,
            TaskProgressColumn,
            TextColumn,
            TimeRemainingColumn,
            TransferSpeedColumn,
        )

        name = TextColumn("{task.description}", markup=False)
        speed = [TransferSpeedColumn()] if known else []
        columns = (name, BarColumn(), TaskProgressColumn(), *speed, TimeRemainingColumn())
        return Progress(*columns, console=Console(file=self._stream), transient=True)


def watch() -> Bar | None:
    """A bar for somebody who sits at a terminal."""
    return Bar(sys.stderr) if sys.stderr.isatty() and os.environ.get("TERM") != "dumb" else None
