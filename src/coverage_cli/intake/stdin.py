"""Standard input, kept as a private file while a run lasts: a finding's place needs a second look."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.loading import unbroken
from coverage_cli.domain.system import unreadable, unwritable

if TYPE_CHECKING:
    from coverage_cli.config.layout import Layout

SHOWN = "<stdin>"
"""What messages call it."""
_BLOCK = 1 << 20
_kept: list[str] = []


def on_disk(layout: Layout, folder: str | None) -> Layout:
    """The layout of a file that can be read again: standard input is copied to one in the folder."""
    return replace(layout, path=keep_stdin(folder), shown=SHOWN) if layout.path == "-" else layout


def keep_stdin(folder: str | None = None) -> str:
    """Copy standard input to a file that only its owner can read, in a folder or where such files go; give its path.

    Raises:
        UsageFault: it is closed or cannot be read, or the folder takes no file.

    """
    import tempfile

    if sys.stdin is None:
        raise UsageFault("standard input is closed; pipe a file into it, or name one")
    try:
        with unbroken():  # between the file and the note that it has to go
            handle, path = tempfile.mkstemp(prefix="covgap-", suffix=".csv", dir=folder)
            _kept.append(path)
    except OSError as error:
        raise unwritable(folder or tempfile.gettempdir(), error) from error
    with os.fdopen(handle, "wb") as copy:
        while block := _next():
            try:
                copy.write(block)
                copy.flush()
            except OSError as error:
                raise unwritable(path, error) from error
    return path


def _next() -> bytes:
    try:
        return sys.stdin.buffer.read(_BLOCK)
    except OSError as error:
        raise unreadable(SHOWN, error) from error


def forget_stdin() -> None:
    """Remove what was kept. It can hold identifiers, and an interrupted run has no other end than this."""
    while _kept:
        with suppress(FileNotFoundError):
            os.unlink(_kept.pop())  # noqa: PTH108 - pathlib is not loaded for this at every start
