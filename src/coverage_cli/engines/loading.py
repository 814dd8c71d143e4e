"""Ctrl-C waits while modules are loaded.

An extension module that is interrupted while Python runs code for it ends the program by an abort, which leaves
temporary files, or says that it cannot be imported.
"""

from __future__ import annotations

import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def unbroken() -> Iterator[None]:
    """Whoever presses Ctrl-C in here is heard at the end of it."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows has none, and no such signal
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
