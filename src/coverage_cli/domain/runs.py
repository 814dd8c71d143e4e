"""Runs: whole numbers that follow each other, such as the rows of a table or the slides of a deck."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby


def runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The first and the last of each run, in the order given; they are one where none follows."""
    for _, run in groupby(enumerate(numbers), lambda one: one[1] - one[0]):
        first, *others = (number for _, number in run)
        yield first, others[-1] if others else first
