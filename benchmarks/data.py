"""Generated tables: the same bytes on every machine."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SEGMENTS = 20


def aggregated(folder: Path, rows: int) -> tuple[Path, Path]:
    """A population and a participants file of `rows` rows each: one period, 20 segments a branch."""
    folder.mkdir(parents=True, exist_ok=True)
    population, participants = folder / f"population-{rows}.csv", folder / f"participants-{rows}.csv"
    if population.exists() and participants.exists():
        return population, participants
    dice = random.Random(rows)  # noqa: S311 - data, not secrets
    with population.open("w") as workers, participants.open("w") as people:
        workers.write("branch,segment,period,workers\n")
        people.write("branch,segment,period,participants\n")
        for row in range(rows):
            key = f"branch-{row // SEGMENTS:06d},segment-{row % SEGMENTS:02d}"
            size = dice.randrange(1, 100_000)
            workers.write(f"{key},2025-06,{size}\n")
            people.write(f"{key},2025-09,{dice.randrange(size)}\n")
    return population, participants
