"""Claims of 22 figures over ten parts: the whole command, beside one that judges a claim of three figures."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.measure import side_by_side

OUT = Path(__file__).parent / "out"
PROGRAM = "import sys; from coverage_cli.cli.main import run; run(sys.argv[1:])"
"""The program without its exit code, which is 1 where a claim fails."""
WHOLES = {
    "consistent": "{workers: 580 ribu, rate: 60%}",
    "consistent-if": "{workers: 600 ribu, participants: 360 ribu}",
    "inconsistent": "{workers: 900 ribu, rate: 60%}",
}


def main(runs: int = 5) -> None:
    """Print medians of whole processes, and what the judging took over start-up."""
    OUT.mkdir(exist_ok=True)
    commands = {"three figures": ["--rate", "67%", "--target", "80%", "--gap", "14"]}
    for verdict, says in WHOLES.items():
        path = OUT / f"claim-{verdict}.yaml"
        parts = "".join(
            f"      - {{id: p{n}, says: {{workers: {40 + 4 * n} ribu, rate: {50 + 2 * n}%}}}}\n" for n in range(10)
        )
        path.write_text(f"claims:\n  - id: {verdict}\n    says: {says}\n    parts:\n{parts}")
        commands[f"22 figures, {verdict}"] = [str(path)]
    taken = side_by_side(
        {name: [sys.executable, "-c", PROGRAM, "reconcile", *given] for name, given in commands.items()}, runs
    )
    short = taken["three figures"]
    for name, measured in taken.items():
        print(
            f"  {name:28} {measured}   {measured.seconds - short.seconds:5.2f} s over the claim of three (bound 1.00)"
        )


if __name__ == "__main__":
    main()
