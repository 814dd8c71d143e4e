"""A thread of its own that talks to the cluster.

Ctrl-C goes to the main thread, which only waits: in the midst of gRPC's code it could leave a lock behind, on which
the parting would then wait for ever. And where Python raises it in a callback or a finalizer, which swallow it, it is
seen at the next glance.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from signal import SIGINT, getsignal, signal
from threading import Event, current_thread, main_thread
from typing import TypeVar

Answer = TypeVar("Answer")
_GLANCE = 0.2
"""Seconds between two looks at whether somebody pressed Ctrl-C."""


class QueryThread:
    """Asks one question after the other. While it is open, it notes Ctrl-C before whoever handled it until then."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1)
        self._stopped = Event()
        handler = getsignal(SIGINT) if current_thread() is main_thread() else None
        # Where Ctrl-C is ignored, as in a job behind the shell, it stays so.
        self._before = handler if callable(handler) else None
        if self._before is not None:
            signal(SIGINT, self._stop)

    def ask(self, question: Callable[[], Answer]) -> Answer:
        """The answer, or what was raised instead.

        Raises:
            KeyboardInterrupt: somebody pressed Ctrl-C.
        """
        answer = self._thread.submit(question)
        while not wait([answer], _GLANCE).done:
            if self._stopped.is_set():
                raise KeyboardInterrupt
        return answer.result()

    def close(self) -> None:
        """Ask no more; a question that is still open is left alone."""
        self._thread.shutdown(wait=False, cancel_futures=True)
        if self._before is not None:
            signal(SIGINT, self._before)

    def _stop(self, number: int, frame: object) -> None:
        self._stopped.set()
        if self._before is not None:
            self._before(number, frame)  # type: ignore[arg-type]
