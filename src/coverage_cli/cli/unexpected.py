"""Exceptions that no code of ours raised: which of them are the machine's or the user's, and their traceback."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING

from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.system import no_memory, of_memory, why

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

_NO_THREAD = "can't start new thread"
"""Of the RuntimeError of a thread that the system does not start."""
_INSTALLING = "--install-completion"
"""What Typer does itself, in the user's home."""


def fault_of(error: BaseException, arguments: list[str]) -> UsageFault | None:
    """What the machine or the user lacks, if that is what an error came of; None where it is a fault of the program."""
    cause: BaseException | None = error
    while cause is not None:
        if of_memory(cause):
            return no_memory()
        if type(cause) is RuntimeError and str(cause) == _NO_THREAD:
            return UsageFault(
                "this machine starts no more threads for the run; its limit of processes is reached (ulimit -u, or "
                "that of a container), or its memory does not suffice"
            )
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, PermissionError) and error.filename:
        return UsageFault(
            "you have no permission for {path:path}; ask for it, or choose another place", {"path": str(error.filename)}
        )
    if isinstance(error, OSError) and _INSTALLING in arguments:
        return UsageFault(
            "the completion cannot be installed: {path:path} cannot be written: {what:phrase}; --show-completion "
            "prints it, for a file that your shell reads",
            {"path": str(error.filename or "~"), "what": why(error)},
        )
    if _is_nowhere():
        return UsageFault("the current folder does not exist any more; go into another one")
    return None


def _is_nowhere() -> bool:
    """Whether the current folder was removed, or made anew, under the shell."""
    try:
        os.getcwd()  # noqa: PTH109 - pathlib is not loaded for this at every start
    except OSError:
        return True
    return False


def trace(error: BaseException | None) -> str:
    """Where an exception came from, and those before it; of none more than its kind, because it could quote a row."""
    from traceback import format_tb

    told: list[str] = []
    while error is not None:
        told.insert(0, "".join(["Traceback:\n", *format_tb(error.__traceback__), f"{type(error).__name__}\n\n"]))
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "".join(told)


def silence_unraisable() -> None:
    """Where Python may raise nothing, as while it takes an object apart, it prints what was raised, and goes on."""
    sys.unraisablehook = _ignored


def _ignored(what: UnraisableHookArgs) -> None:
    """Say nothing: it could quote a row. Ctrl-C that fell there comes once more, as soon as this is over."""
    if what.exc_type is KeyboardInterrupt:
        from threading import Timer, main_thread

        if hasattr(signal, "pthread_kill"):  # wakes the thread; Windows has none
            Timer(_SOON, signal.pthread_kill, (main_thread().ident, signal.SIGINT)).start()
        else:
            Timer(_SOON, signal.raise_signal, (signal.SIGINT,)).start()


_SOON = 0.05
"""Seconds."""
