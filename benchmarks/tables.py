"""Aggregated tables of 10,000, 100,000 and 1,000,000 rows: read, checked, joined and rolled up by branch."""

from __future__ import annotations

import sys

from benchmarks.data import aggregated
from benchmarks.measure import COVERAGE, HERE, OUT, side_by_side

PEERS = {
    "pandera, same rules": (HERE / "peers" / "pandera_table.py", "same-rules"),
    "pandera, lean": (HERE / "peers" / "pandera_table.py", "lean"),
    "frictionless": (HERE / "peers" / "frictionless_table.py",),
}


def main(sizes: tuple[int, ...] = (10_000, 100_000, 1_000_000), runs: int = 3) -> None:
    """Print medians and ratios to each peer; frictionless only checks, the others join and roll up too."""
    for rows in sizes:
        population, participants = aggregated(OUT, rows)
        files = ["--population", str(population), "--participants", str(participants)]
        commands = {"coverage": [COVERAGE, "gap", *files, *["--target", "80%", "--by", "branch", "--format", "csv"]]}
        commands |= {
            name: [sys.executable, *map(str, (*peer, population, participants))] for name, peer in PEERS.items()
        }
        taken = side_by_side(commands, runs, OUT)
        print(f"two files of {rows:,} rows")
        for name, measured in taken.items():
            print(f"  {name:20} {measured}   coverage/{name} {taken['coverage'].seconds / measured.seconds:.2f}")


if __name__ == "__main__":
    main()
