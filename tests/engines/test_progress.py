"""A bar for somebody at a terminal: how far, how fast, how long still; and nothing for anybody else."""

from __future__ import annotations

import io
import time
from contextlib import contextmanager

from coverage_cli.cli.groups import Means
from coverage_cli.engines.options import Resources
from coverage_cli.intake.files import opening
from coverage_cli.output import progress
from tests.engines.conftest import HEADER, counter


class Terminal(io.StringIO):
    def isatty(self):
        return True


class Diary:
    """Writes down what a watch is told."""

    def __init__(self):
        self.files, self.shares = [], []

    @contextmanager
    def file(self, name, size):
        self.files.append((name, size))
        yield
        self.files.append("left")

    def reached(self, share):
        self.shares.append(share)


ROWS = "".join(f"{number:016},b,pu,active,2025-09\n" for number in range(20_000))


def test_the_exact_reader_tells_how_far_it_is(tmp_path, monkeypatch):
    diary = Diary()
    monkeypatch.setattr("coverage_cli.engines.duckdb.session._PAUSE", 1000)  # the engine says nothing in between
    counter(tmp_path, Resources(watch=diary))(HEADER + ROWS, layout={"encoding": "utf-8"})
    assert diary.files == [("p0", len(HEADER + ROWS)), "left"]
    assert diary.shares == sorted(diary.shares)
    assert len(diary.shares) > 5
    assert diary.shares[-1] == 1


def test_looking_for_refused_rows_tells_how_far_it_is(tmp_path, monkeypatch):
    diary = Diary()
    monkeypatch.setattr(opening, "BLOCK", 100_000)
    monkeypatch.setattr("coverage_cli.engines.duckdb.session._PAUSE", 1000)
    found = counter(tmp_path, Resources(watch=diary))(HEADER + ROWS + "7,b,pu,activ,2025-09\n")
    assert [one.code for one in found.findings] == ["V115"]
    assert diary.shares == sorted(diary.shares)
    assert len(diary.shares) > 5
    assert diary.shares[-1] == 1


def test_the_embedded_engine_is_asked_while_it_runs(tmp_path, monkeypatch):
    diary = Diary()
    monkeypatch.setattr("coverage_cli.engines.duckdb.session._PAUSE", 0.001)
    counter(tmp_path, Resources(watch=diary, threads=1))(HEADER + ROWS * 40)
    assert diary.shares
    assert all(0 <= share <= 1 for share in diary.shares)


def test_a_bar_shows_name_share_speed_and_rest_and_is_gone_at_the_end(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(progress, "_WORTH_IT", 0)
    stream = Terminal()
    bar = progress.Bar(stream)
    with bar.file("data/[red]persons\x1b.csv", 10_000_000):
        for share in (0.25, 0.5, 0.75, 0.25):
            bar.reached(share)
            time.sleep(0.12)  # it is drawn ten times a second
    drawn = stream.getvalue()
    assert "[red]persons<U+001B>.csv" in drawn
    for part in (" 50%", "B/s", "0:00:0"):
        assert part in drawn
    assert drawn.endswith("\x1b[1A\x1b[2K") or drawn.rstrip("\n").endswith("\x1b[2K")


def test_a_small_file_has_no_bar():
    stream = Terminal()
    bar = progress.Bar(stream)
    with bar.file("small.csv", 1000):
        bar.reached(0.5)
    assert stream.getvalue() == ""


def test_nobody_watches_where_there_is_no_terminal(monkeypatch):
    monkeypatch.setattr("sys.stderr", io.StringIO())
    assert Means().resources().watch is None
    monkeypatch.setattr("sys.stderr", Terminal())
    monkeypatch.setenv("TERM", "dumb")
    assert Means().resources().watch is None
    monkeypatch.setenv("TERM", "xterm")
    assert Means().resources().watch is not None
