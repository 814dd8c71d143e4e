"""Whether people whose numbers are made of several words differ in these numbers already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from coverage_cli.engines.counting import fresh
from coverage_cli.engines.duckdb.digits import pieces

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_cli.engines.counting import Numbers
    from coverage_cli.engines.duckdb.pairs import Pairs

_KEPT = (53, 64)
"""Bits of a number that tell people apart: fewer leave room for a cell in the same 64 (`engines.counting`)."""
_LOOK = 22
"""The first bits of a number, by which rows are chosen to be compared."""
_PART = 1 << 23
"""Rows that are compared at a time, about."""


def told_apart(files: Sequence[Pairs]) -> bool:
    """Whether people of one form differ in their numbers; these then have as few bits as that takes."""
    people = _joined([file.people for file in files])
    words = [people, *map(_joined, zip(*(file.words for file in files), strict=True))]
    for kept in _KEPT:
        spare = np.uint64(64 - kept)
        if _apart(people >> spare, words, np.uint64(kept - _LOOK)):
            for file in files:
                file.people, file.words = file.people >> spare, []
            return True
    return False


def _joined(parts: Sequence[Any]) -> Any:  # noqa: ANN401
    return parts[0] if len(parts) == 1 else np.concatenate(parts)


def _apart(numbers: Numbers, words: Sequence[Numbers], first: np.uint64) -> bool:
    """Whether rows with one number have the same words: of those with a number that several rows have."""
    ordered = np.sort(numbers)
    several = ordered[~fresh(ordered)] >> first
    del ordered
    parts = 1 + len(several) // _PART
    for part in range(parts):
        chosen = np.zeros(1 << _LOOK, bool)
        chosen[several[several % np.uint64(parts) == np.uint64(part)]] = True
        rows = np.concatenate([at.start + np.flatnonzero(chosen[numbers[at] >> first]) for at in pieces(len(numbers))])
        rows = rows[np.argsort(numbers[rows])]
        again = ~fresh(numbers[rows])
        if any((fresh(word[rows]) & again).any() for word in words):
            return False
    return True
