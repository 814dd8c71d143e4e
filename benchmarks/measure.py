"""Whole processes, measured from outside: wall time and peak memory of each run, medians, ratios.

Runs of the programs that are compared take turns (A B A B ...), so that a machine whose speed drifts is fair.
"""

from __future__ import annotations

import os
import subprocess
import time
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


@dataclass(frozen=True)
class Measured:
    """The median of several runs: seconds of wall time, and MB of the largest process."""

    seconds: float
    megabytes: float

    def __str__(self) -> str:
        return f"{self.seconds:8.2f} s {self.megabytes:8.0f} MB"


def once(command: Sequence[str], cwd: Path | None = None) -> Measured:
    """Run a command to its end, its output thrown away.

    Raises:
        RuntimeError: it exited with anything but 0.

    """
    # As users have it: a program's own byte code is kept, like that of the libraries beside it.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=cwd, env=environment)
    said = process.stderr.read() if process.stderr else b""
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{command[0]} exited with {process.returncode}: {said[-2000:].decode(errors='replace')}")
    return Measured(seconds, usage.ru_maxrss / 1024)


def side_by_side(commands: Mapping[str, Sequence[str]], runs: int, cwd: Path | None = None) -> dict[str, Measured]:
    """Each command `runs` times in turn, after one run that is not counted; the medians."""
    taken: dict[str, list[Measured]] = {name: [] for name in commands}
    for turn in range(runs + 1):
        for name, command in commands.items():
            measured = once(command, cwd)
            if turn:
                taken[name].append(measured)
    return {
        name: Measured(median(r.seconds for r in all_), median(r.megabytes for r in all_))
        for name, all_ in taken.items()
    }
