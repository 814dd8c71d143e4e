"""A task that a second process does in the background."""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import IO, Generic, NoReturn, TypeVar

from coverage_cli.domain.interrupts import unbroken

Result = TypeVar("Result")
_PR_SET_PDEATHSIG = 1
"""Of Linux: the signal that a process gets where the one that made it ends."""


class BackgroundTask(Generic[Result]):
    """A task that is started in a second process where it may `fork`, and otherwise done when its result is asked for.

    The second process is a copy of this one, so nothing is handed to it. What it does not answer, for whatever
    reason, is done here, and fails here where it has to.
    """

    def __init__(self, work: Callable[[], Result], *, fork: bool) -> None:
        self._work = work
        self._known: tuple[Result] | None = None
        self._fork: _Fork[Result] | None = None
        if fork and _can_fork():
            with suppress(OSError):  # no process, memory or open file is left for it
                self._fork = _Fork(work)

    @property
    def started(self) -> bool:
        """Whether a second process is at it."""
        return self._fork is not None

    def result(self) -> Result:
        """What the work returns; it is done once."""
        if self._known is None:
            self._known = (self._fork.answer() if self._fork else None) or (self._work(),)
            self._fork = None
        return self._known[0]

    def cancel(self) -> None:
        """Nobody needs the result any more."""
        if self._fork:
            self._fork.kill()
            self._fork = None


def _can_fork() -> bool:
    """Whether a copy of this process can do anything, and a processor is left for it.

    Not beside other threads, which a copy lacks: what they hold is held for ever there.
    """
    if sys.platform != "linux":
        return False
    with suppress(OSError):
        return len(os.sched_getaffinity(0)) > 1 and len(os.listdir("/proc/self/task")) == 1  # noqa: PTH208
    return False


class _Fork(Generic[Result]):
    """A copy of this process, which does one thing and ends."""

    def __init__(self, work: Callable[[], Result]) -> None:
        ours, theirs = os.pipe()
        self._pipe: IO[bytes] = os.fdopen(ours, "rb")
        self._process, first = 0, os.getpid()
        try:
            with unbroken():  # between the copy and the note of it, by which it is ended
                self._process = os.fork()
                if self._process == 0:
                    _answer(work, theirs, first)
        except BaseException:
            self.kill()
            raise
        finally:
            os.close(theirs)

    def answer(self) -> tuple[Result] | None:
        """What the work returned; None where it did not come to an end."""
        try:
            with self._pipe:
                pickled = self._pipe.read()
            _, status = os.waitpid(self._process, 0)
        except ChildProcessError:  # whoever started this process wants to know of no end
            return None
        except BaseException:
            self.kill()
            raise
        return (pickle.loads(pickled),) if status == 0 else None  # noqa: S301 - of our own copy

    def kill(self) -> None:
        """End it, whatever it does."""
        self._pipe.close()
        if self._process:
            with suppress(ProcessLookupError, ChildProcessError):
                os.kill(self._process, signal.SIGKILL)
                os.waitpid(self._process, 0)


def _answer(work: Callable[[], object], pipe: int, first: int) -> NoReturn:
    """Do the work and write what it returns. Whatever ends it, nothing is cleared away: the first process does that."""
    try:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):  # each ends it at once, unless it is ignored
            if callable(signal.getsignal(number)):
                signal.signal(number, signal.SIG_DFL)
        _end_with(first)
        with os.fdopen(pipe, "wb") as out:
            pickle.dump(work(), out, pickle.HIGHEST_PROTOCOL)
        os._exit(0)
    finally:
        os._exit(1)


def _end_with(first: int) -> None:
    """Have the system end this process where the first one is killed: nobody reads the answer, but its streams stay."""
    with suppress(ImportError, OSError, AttributeError):
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL))
        if os.getppid() != first:  # it was killed before
            os._exit(1)
