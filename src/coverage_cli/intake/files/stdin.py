"""Standard input, kept as a private file while a run lasts: a finding's place needs a second look."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING

from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.system import unreadable, unwritable
from coverage_cli.intake.files.private import private_folder

if TYPE_CHECKING:
    from coverage_cli.config.layout import Layout

SHOWN = "<stdin>"
"""What messages call it."""
_BLOCK = 1 << 20
_kept = ExitStack()


def on_disk(layout: Layout, folder: str | None) -> Layout:
    """The layout of a file that can be read again: standard input is copied to one in the folder."""
    return replace(layout, path=keep_stdin(folder), shown=SHOWN) if layout.path == "-" else layout


def keep_stdin(folder: str | None = None) -> str:
    """Copy standard input to a file that only its owner can read, in a folder or where such files go; give its path.

    Raises:
        UsageFault: it is closed or cannot be read, or the folder takes no file.
    """
    if sys.stdin is None:
        raise UsageFault("standard input is closed; pipe a file into it, or name one")
    path = os.path.join(_kept.enter_context(private_folder(folder)), "stdin.csv")  # noqa: PTH118 - pathlib is not loaded
    with open(path, "wb") as copy:  # noqa: PTH123
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
    _kept.close()
