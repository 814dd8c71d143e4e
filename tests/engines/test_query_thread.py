"""Ctrl-C while the cluster is asked: seen in every moment, and nobody else's way of handling it is changed."""

from __future__ import annotations

import os
import signal
import threading

import pytest

from coverage_cli.engines.spark.query_thread import QueryThread


@pytest.fixture
def handled():
    """Sets a handler of Ctrl-C for a test."""
    before = signal.getsignal(signal.SIGINT)
    yield lambda handler: signal.signal(signal.SIGINT, handler)
    signal.signal(signal.SIGINT, before)


def test_the_main_thread_only_waits():
    queries = QueryThread()
    assert queries.ask(threading.current_thread) is not threading.main_thread()
    queries.close()


def test_what_is_raised_there_is_raised_here():
    queries = QueryThread()
    with pytest.raises(ZeroDivisionError):
        queries.ask(lambda: 1 / 0)
    queries.close()


def test_an_interrupt_that_was_swallowed_is_seen_at_the_next_glance(handled):
    handled(lambda *_: None)  # as if Python had raised it in a callback
    queries, open_question = QueryThread(), threading.Event()
    try:
        with pytest.raises(KeyboardInterrupt):
            queries.ask(lambda: os.kill(os.getpid(), signal.SIGINT) or open_question.wait(20))
    finally:
        open_question.set()
        queries.close()


def test_handlers_are_called_and_put_back(handled):
    seen = []
    handled(mine := lambda number, _: seen.append(number))
    first, second = QueryThread(), QueryThread()
    os.kill(os.getpid(), signal.SIGINT)
    assert seen == [signal.SIGINT]
    for one in (first, second):  # what one noted, the other did too
        with pytest.raises(KeyboardInterrupt):
            one.ask(lambda: threading.Event().wait(1))
    second.close()
    first.close()
    assert signal.getsignal(signal.SIGINT) is mine


def test_where_it_is_ignored_it_stays_so(handled):
    handled(signal.SIG_IGN)
    queries = QueryThread()
    assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    os.kill(os.getpid(), signal.SIGINT)
    assert queries.ask(lambda: 5) == 5
    queries.close()


def test_another_thread_handles_nothing():
    made = []
    before = signal.getsignal(signal.SIGINT)
    thread = threading.Thread(target=lambda: made.append(QueryThread()))
    thread.start()
    thread.join()
    assert signal.getsignal(signal.SIGINT) is before
    assert made[0].ask(lambda: 5) == 5
    made[0].close()
