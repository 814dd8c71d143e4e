"""The gate on bad data: a million rows of which 300,000 are bad, all counted, beside the same file without faults."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from benchmarks.measure import HEEDLESS, OUT, side_by_side

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ROWS = 1_000_000
BAD = 300_000
HEADER = "branch,segment,period,workers\n"


def _one_kind(_row: int, count: str) -> str:
    return f"2025-09,x{count}"


def _many_kinds(row: int, count: str) -> str:
    return ("2025-09,", f"09/2025,{count}", f"2025-09,{count}.5", "2025-09,n/a", f"2025-09,{count},9")[row // 10 % 5]


def _two_readings(_row: int, count: str) -> str:
    return f"2025-09,{count[:3]}.{count[-3:]:0>3}"


def _wide(_row: int, count: str) -> str:
    return f"2025-09,{count},9"


KINDS: dict[str, Callable[[int, str], str]] = {
    "one kind": _one_kind,
    "five kinds": _many_kinds,
    "two readings": _two_readings,
    "a cell too many": _wide,
}
QUOTED = "one kind, every cell in quotes"


def main(runs: int = 3) -> None:
    """Print medians of whole processes, and the ratio to the clean file."""
    OUT.mkdir(exist_ok=True)
    files = {
        "clean": _write("gate-clean.csv", None),
        "clean, quoted": _write("gate-clean-quoted.csv", None, quoted=True),
    }
    spoilt = {name: _write(f"gate-{name.replace(' ', '-')}.csv", spoil) for name, spoil in KINDS.items()}
    spoilt[QUOTED] = _write("gate-quoted.csv", _one_kind, quoted=True)
    files |= {f"{BAD:,} bad rows, {name}": path for name, path in spoilt.items()}
    for name, path in files.items():
        _counted(path, 0 if name.startswith("clean") else BAD)
    commands = {name: _check(path) for name, path in files.items()}
    taken = side_by_side(commands, runs)
    for name, measured in taken.items():
        clean = taken["clean, quoted" if "quote" in name else "clean"]
        ratio = measured.seconds / clean.seconds
        print(f"{name:48} {measured}  {ratio:.2f} of the clean file's time (bound 2.00)")


def _write(name: str, spoil: Callable[[int, str], str] | None, *, quoted: bool = False) -> Path:
    path = OUT / name
    with path.open("w") as stream:
        stream.write(HEADER)
        for row in range(ROWS):
            count = str(row * 7919 % 8999 + 1)  # no two branches alike, nor one the sum of others
            rest = spoil(row, count) if spoil and row % 10 < BAD * 10 // ROWS else f"2025-09,{count}"
            line = f"branch {row // 2000},segment {row % 2000},{rest}"
            if quoted:
                line = '"' + line.replace(",", '","') + '"'
            stream.write(f"{line}\n")
    return path


def _check(path: Path) -> list[str]:
    return [*HEEDLESS, "check", str(path), "--max-findings", "20"]


def _counted(path: Path, bad: int) -> None:
    said = subprocess.run(_check(path), capture_output=True, text=True, check=True).stdout
    wanted = f"rows: {ROWS:,} = {ROWS - bad:,} used + {bad:,} reported; errors: {bad:,}, warnings: 0"
    if wanted not in said or len(said.splitlines()) != min(bad, 20) + 1:
        raise RuntimeError(f"not all were counted: {said[-300:]}")
