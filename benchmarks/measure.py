"""Whole processes, measured from outside: wall time and peak memory of each run, medians, ratios.

Runs of the programs that are compared take turns (A B A B ...), so that a machine whose speed drifts is fair. Where a
program is several processes, what they hold together is sampled in the run that does not count.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

HERE = Path(__file__).parent
OUT = HERE / "out"
"""Where the files are that are measured."""
COVERAGE = str(Path(sys.executable).with_name("coverage"))
HEEDLESS = (sys.executable, "-c", "import sys; from coverage_cli.cli.main import run; run(sys.argv[1:])")
"""The program without its exit code, which is 1 where it finds something, or a claim fails."""
_EVERY = 0.02
"""Seconds between two looks at the memory of several processes."""


@dataclass(frozen=True)
class Measured:
    """The median of several runs: seconds of wall time, and MB of the largest process.

    `together` is MB of all its processes at one time, what they share counted once; 0 where it is one, or unknown.
    """

    seconds: float
    megabytes: float
    together: float = 0

    def __str__(self) -> str:
        several = f" ({self.together:.0f} MB of all processes)" if self.together else ""
        return f"{self.seconds:8.2f} s {self.megabytes:8.0f} MB{several}"


def once(command: Sequence[str], cwd: Path | None = None, *, sampled: bool = False) -> Measured:
    """Run a command to its end, its output thrown away; `sampled` looks at its processes' memory, which costs time.

    Raises:
        RuntimeError: it exited with anything but 0.

    """
    # As users have it: a program's own byte code is kept, like that of the libraries beside it.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=cwd, env=environment)
    together: list[float] = []
    if sampled:
        threading.Thread(target=_sample, args=(process.pid, together), daemon=True).start()
    said = process.stderr.read() if process.stderr else b""
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{command[0]} exited with {process.returncode}: {said[-2000:].decode(errors='replace')}")
    return Measured(seconds, usage.ru_maxrss / 1024, max(together, default=0))


def _sample(first: int, together: list[float]) -> None:
    """Note what a process and those that it begins hold together, in MB, for as long as there are several."""
    while Path(f"/proc/{first}/smaps_rollup").exists():
        held = [_held(one) for one in _with_children(first)]
        if len(held) > 1:
            together.append(sum(held))
        time.sleep(_EVERY)


def _with_children(process: int) -> Iterator[int]:
    yield process
    with suppress(OSError):
        for children in Path(f"/proc/{process}/task").glob("*/children"):
            for child in map(int, children.read_text().split()):
                yield from _with_children(child)


def _held(process: int) -> float:
    """MB of a process: what it shares with others counts for each of them in part (`Pss` of proc_pid_smaps(5))."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0


def side_by_side(commands: Mapping[str, Sequence[str]], runs: int, cwd: Path | None = None) -> dict[str, Measured]:
    """Each command `runs` times in turn, after one run that is not counted; the medians."""
    together = {name: once(command, cwd, sampled=True).together for name, command in commands.items()}
    taken: dict[str, list[Measured]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            taken[name].append(once(command, cwd))
    return {
        name: Measured(median(r.seconds for r in all_), median(r.megabytes for r in all_), together[name])
        for name, all_ in taken.items()
    }
