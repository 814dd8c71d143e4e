"""Sets of cells that people belong to, with their sums, whoever counted them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.overlap import Overlap
from coverage_cli.domain.weights import BILLIONTHS, MOST_ROWS
from coverage_cli.engines.arrays import Whole

_PENDING = 1 << 18
"""Sets that are gathered before they are merged with those that were merged before, or as many as those are."""
_KEY_BITS = 63


class CellSets:
    """Gathers sets of two or more cells. Sums are people; with weights, whole people and billionths that they weigh."""

    def __init__(self) -> None:
        self._found: dict[int, list[_Sets]] = {}
        self._pending = self._merged = 0

    def add(self, cells: Whole, starts: Whole, sums: Whole) -> None:
        """Take in sets: the cells of one after the other, ascending, where each begins, and a column of sums for each.

        Sets of one cell are left out: they overlap with nothing.
        """
        sizes = np.diff(starts, append=len(cells))
        for size in (np.flatnonzero(np.bincount(sizes, minlength=2)[2:]) + 2).tolist():
            chosen = np.flatnonzero(sizes == size)
            rows = cells[starts[chosen][:, None] + np.arange(size)]
            self._found.setdefault(size, []).append(_Sets(rows, sums[:, chosen]))
            self._pending += len(rows)
        if self._pending > max(_PENDING, self._merged):
            self._merge()

    def _merge(self) -> None:
        """Keep each distinct set once."""
        for size, found in self._found.items():
            rows, sums = zip(*found, strict=True)
            self._found[size] = [_merged(_Sets(np.concatenate(rows), np.concatenate(sums, axis=1)))]
        self._pending, self._merged = 0, sum(len(one.rows) for found in self._found.values() for one in found)

    def overlap(self, *, weighed: bool) -> Overlap:
        """Each distinct set once."""
        self._merge()
        sets = [one for found in self._found.values() for one in found]
        nothing = np.empty(0, np.int64)
        cells = np.concatenate([nothing, *(found.rows.ravel() for found in sets)])
        sizes = np.concatenate([nothing, *(np.full(len(found.rows), found.rows.shape[1]) for found in sets)])
        sums = np.concatenate([np.empty((3 if weighed else 1, 0), np.int64), *(found.sums for found in sets)], axis=1)
        return Overlap(cells, sizes, sums[0], sums[1:] if weighed else None)


class _Sets(NamedTuple):
    """Sets of equally many cells, one a row, and for each a column of sums over the people who belong to just it."""

    rows: Whole
    sums: Whole


def _merged(sets: _Sets) -> _Sets:
    """Each distinct set once, with the sums of all rows that say it."""
    order = _order(sets.rows)
    rows = sets.rows[order]
    changes = np.empty(len(rows), bool)
    changes[:1] = True
    np.any(rows[1:] != rows[:-1], axis=1, out=changes[1:])
    starts = np.flatnonzero(changes)
    return _Sets(rows[starts], np.add.reduceat(sets.sums[:, order], starts, axis=1))


def _order(rows: Whole) -> Whole:
    """An order of rows that brings equal ones together: by one number where the cells of a row fit into it."""
    bits, width = int(rows.max()).bit_length(), rows.shape[1]
    if bits * width > _KEY_BITS:
        return np.lexsort(rows.T)
    keys = rows[:, 0].copy()
    for at in range(1, width):
        keys <<= bits
        keys |= rows[:, at]
    return np.argsort(keys)


def in_billionths(sums: Whole) -> list[int]:
    """Sums of whole people and of billionths, two rows, as billionths of a person."""
    return [whole * BILLIONTHS + rest for whole, rest in zip(*sums.tolist(), strict=True)]


def refuse_more(rows: int) -> None:
    """Refuse to add up so many weights that a sum might not fit into 64 bits.

    Raises:
        UsageFault: there are that many.
    """
    if rows > MOST_ROWS:
        raise UsageFault(
            "the weights of {rows:n} rows cannot be added up exactly, only those of up to {most} rows; count in "
            "several runs",
            {"rows": f"{rows}", "most": f"{MOST_ROWS}"},
        )
