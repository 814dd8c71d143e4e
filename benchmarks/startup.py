"""Start-up: a branch's table beside what importing the data-frame and command-line libraries alone costs."""

from __future__ import annotations

import sys

from benchmarks.measure import COVERAGE, HERE, side_by_side


def main(runs: int = 15) -> None:
    """Print medians and the ratio to the bound (at most 0.8)."""
    python = sys.executable
    commands = {
        "coverage gap --branch balikpapan": [COVERAGE, "gap", "--branch", "balikpapan"],
        "import pandas": [python, "-c", "import pandas"],
        "import typer, rich, pydantic, yaml": [python, "-c", "import typer, rich, pydantic, yaml"],
        "coverage --help": [COVERAGE, "--help"],
    }
    taken = side_by_side(commands, runs, HERE.parent)
    for name, measured in taken.items():
        print(f"{name:40} {measured}")
    ours, pandas, libraries, _ = taken.values()
    print(
        f"ratio to (pandas + the four libraries): {ours.seconds / (pandas.seconds + libraries.seconds):.2f} (bound 0.80)"
    )


if __name__ == "__main__":
    main()
