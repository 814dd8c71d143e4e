"""Raw bytes at the readers: the only outcomes are values or findings, in time, with nothing leaked.

`python -m tests.fuzz --seconds 60 --seed 1`; every failure prints the seed that repeats it.
"""

from __future__ import annotations

import argparse
import faulthandler
import os
import random
import sys
import tempfile
import time
from contextlib import chdir
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from coverage_cli.config.project import Override
from coverage_cli.domain.errors import DataFault, UsageFault
from coverage_cli.pipeline.checks.check import check
from coverage_cli.pipeline.checks.fileset import CheckRequest
from coverage_cli.pipeline.gap import GapRequest, gap
from tests.corpus.reading import cases
from tests.harmless import refuse_harmful, refuse_harmful_report

if TYPE_CHECKING:
    from collections.abc import Iterator

SLOWEST = 60.0
"""Processor seconds for one case: a machine that is busy with other work is slow at all of them."""
_STUCK = 900.0
"""Seconds after which a case that waits for something is given up, and where it waits is printed."""
TODAY = date(2026, 1, 1)
_PIECES = (
    *(
        b'"',
        b'""',
        b",",
        b";",
        b"\t",
        b"\n",
        b"\r\n",
        b"\r",
        b"\x00",
        b"\xff",
        b"\xc3",
        b"\xef\xbb\xbf",
        b"\xe2\x80\xae",
    ),
    *(
        b"48.000",
        b"1.248.000",
        b"1,248,000",
        b"6471021509870001",
        b"Total",
        b"#N/A",
        b"\x1b[31m",
        b"[/]",
        b"=1+1",
        b"-",
    ),
    *(
        b"branch,segment,period,workers\n",
        b"a,b,2025,5\n",
        b"<<<<<<< HEAD\n",
        b"&a [*a]",
        b"!!python/object:x",
        b"  - ",
    ),
)


@dataclass
class Files:
    """The inputs of one run."""

    files: dict[str, bytes]

    def mutated(self, dice: random.Random) -> Files:
        """With a few bytes changed, cut, doubled or put in."""
        files = dict(self.files)
        for _ in range(dice.choice((1, 1, 2, 4, 16))):
            name = dice.choice(list(files))
            files[name] = _mutate(files[name], dice)
        return Files(files)


def _mutate(data: bytes, dice: random.Random) -> bytes:
    at, to = sorted(dice.randrange(len(data) + 1) for _ in range(2))
    way = dice.randrange(6)
    if way == 0:
        return data[:at] + dice.choice(_PIECES) + data[at:]
    if way == 1:
        return data[:at] + bytes([dice.randrange(256)]) + data[at + 1 :]
    if way == 2:
        return data[:at] + data[to:]
    if way == 3:
        return (data[:to] + data[at:to] * dice.choice((1, 2, 50)) + data[to:])[: 1 << 18]
    if way == 4:
        return data[:to]
    return data[:at] + dice.randbytes(dice.randrange(40)) + data[to:]


def attempt(given: Files) -> None:
    """Check the files, and compute from them where that is possible; anything but an answer raises."""
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        for name, data in given.files.items():
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_bytes(data)
        started = time.process_time()
        whole = "config/targets.yaml" in given.files
        names = () if whole else tuple(given.files)
        _checked(CheckRequest(names, today=TODAY))
        tables = tuple(name for name in given.files if not name.endswith((".yaml", ".yml")))
        files = Override() if whole else Override(None, tables[:1], tables[-1:])
        _computed(GapRequest(files, target="80%", today=TODAY))
        assert time.process_time() - started < SLOWEST, "too slow"


def _checked(request: CheckRequest) -> None:
    try:
        report = check(request)
    except UsageFault as fault:
        refuse_harmful(str(fault))
        return
    for source in report.sources:
        assert source.rows == source.used + source.reported, source
    refuse_harmful_report(report)


def _computed(request: GapRequest) -> None:
    from coverage_cli.output.reports import text_of
    from coverage_cli.output.style import Style

    try:
        report = gap(request)
    except (UsageFault, DataFault):
        return
    for form in ("table", "csv", "json", "markdown"):
        refuse_harmful(text_of(report, form, Style("en", 1)))


def attempts(seed: int) -> Iterator[int]:
    """Try one input after the other, without end; how many were tried so far. A failure names its seed."""
    known = [Files(case.files) for case in cases() if case.files]
    for tried in count():
        dice = random.Random(seed + tried)  # noqa: S311 - reproducible, not secret
        given = dice.choice(known).mutated(dice)
        faulthandler.dump_traceback_later(_STUCK, exit=True)
        try:
            attempt(given)
        except BaseException as error:
            error.add_note(f"seed {seed + tried}: { {name: data[:200] for name, data in given.files.items()} }")
            raise
        finally:
            faulthandler.cancel_dump_traceback_later()
        yield tried + 1


def run(seconds: float, seed: int) -> int:
    """Try for so long; how many were tried."""
    until = time.monotonic() + seconds
    return next(tried for tried in attempts(seed) if time.monotonic() >= until)


def main() -> None:
    """Run as a program."""
    parser = argparse.ArgumentParser(description="Raw bytes at the readers.")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=None)
    given = parser.parse_args()
    seed = given.seed if given.seed is not None else int.from_bytes(os.urandom(4))
    sys.stdout.write(f"seed {seed}\n")
    sys.stdout.write(f"{run(given.seconds, seed):,} inputs, each answered with values or findings\n")


if __name__ == "__main__":
    main()
