"""Ctrl-C: it waits while modules are loaded and while a private folder is made, and is known by whatever it raised.

An extension module that is interrupted while Python runs code for it ends the program by an abort, which leaves
temporary files, or says that it cannot be imported.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from signal import SIGINT, getsignal, signal
from threading import current_thread, main_thread


@contextmanager
def unbroken() -> Iterator[None]:
    """Whoever presses Ctrl-C in here is heard at the end of it, by whoever handles it then."""
    before = getsignal(SIGINT) if current_thread() is main_thread() else None
    if not callable(before):  # ignored, or nobody's but the system's
        yield
        return
    heard: list[object] = []
    # Not a mask: another thread could take the signal, and Python would still raise in this one.
    signal(SIGINT, lambda number, _frame: heard.append(number))
    try:
        yield
    finally:
        signal(SIGINT, before)
        if heard:
            before(SIGINT, None)


_TEXT = "Query interrupted"
"""Of the RuntimeError that DuckDB throws where it sees the signal itself."""
_KIND = "InterruptException"
"""The name of DuckDB's own error, which nothing else bears; its package is slow to load."""


def interrupted(error: Exception) -> bool:
    """Whether DuckDB says that somebody pressed Ctrl-C, by the kind of it: other texts may hold the path of a file."""
    return type(error).__name__ == _KIND or (type(error) is RuntimeError and str(error) == _TEXT)


def stopped(error: BaseException) -> bool:
    """Whether an error came of Ctrl-C: a lock that is left in the middle of its own code says that it is not held."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, KeyboardInterrupt) or (isinstance(cause, Exception) and interrupted(cause)):
            return True
        cause = cause.__context__
    return False
