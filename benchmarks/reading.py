"""Exact reading: one bad cell at the end of 25,000 rows found and named, and memory that does not grow with the file."""

from __future__ import annotations

import subprocess

from benchmarks.measure import HEEDLESS, OUT, side_by_side

ROWS = 25_000
SIZES = (250_000, 1_000_000, 2_000_000)
KEYS = 2_000
SOURCES = "inputs:\n  - {kind: population, files: data/big.csv, aggregate: sum}\n"
HEADER = "branch,segment,period,workers\n"


def main(runs: int = 5) -> None:
    """Print medians of whole processes."""
    OUT.mkdir(exist_ok=True)
    _bad_cell(runs)
    _memory(runs)


def _bad_cell(runs: int) -> None:
    path = OUT / "bad-at-the-end.csv"
    rows = "".join(f"branch {row // 20},segment {row % 20},2025,{row}\n" for row in range(ROWS - 1))
    path.write_text(f"{HEADER}{rows}branch x,segment x,2025,48.5\n")
    small = OUT / "one-row.csv"
    small.write_text(f"{HEADER}a,b,2025,48.5\n")
    said = subprocess.run([*HEEDLESS, "check", str(path)], capture_output=True, text=True, check=True)
    if f"{path.name}:{ROWS + 1}:25: error V105" not in said.stdout:
        raise RuntimeError(f"the bad cell was not named: {said.stdout[-500:]}")
    commands = {
        f"check {ROWS:,} rows, the last one bad": [*HEEDLESS, "check", str(path)],
        "check 1 row, bad": [*HEEDLESS, "check", str(small)],
    }
    taken = side_by_side(commands, runs)
    for name, measured in taken.items():
        print(f"{name:40} {measured}")
    long, short = taken.values()
    print(f"over start-up: {long.seconds - short.seconds:.2f} s (bound 1.00)")


def _memory(runs: int) -> None:
    """Files of ever more rows and the same keys: memory holds the keys, not the rows."""
    commands = {}
    for size in SIZES:
        folder = OUT / f"keys-{size}"
        for name in ("config", "data"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / "config" / "targets.yaml").write_text("targets: {national: 80%}\n")
        (folder / "config" / "sources.yaml").write_text(SOURCES)
        (folder / "data" / "participants.csv").write_text("branch,segment,period,participants\nbranch 0,pu,2025,1\n")
        with (folder / "data" / "big.csv").open("w") as file:
            file.write(HEADER)
            file.writelines(f"branch {row % KEYS},pu,2025,{row % 9973}\n" for row in range(size))
        commands[f"check {size:,} rows of {KEYS:,} keys"] = [*HEEDLESS, "check", "--project", str(folder)]
    taken = side_by_side(commands, max(1, runs // 2))
    for name, measured in taken.items():
        print(f"{name:40} {measured}")
    least, *_, most = taken.values()
    print(f"memory, largest to smallest file: {most.megabytes / least.megabytes:.2f} (bound 1.10)")


if __name__ == "__main__":
    main()
