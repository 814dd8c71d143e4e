"""The counting core: pairs of person and cell, as whole numbers, to heads and signatures.

A person is a 64-bit number that stands for one identifier, exactly. Person and cell are packed into one 64-bit
key, so that one sort brings together each person's cells. Where both do not fit, the low bits of the person
choose a part, and each part is sorted on its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from coverage_cli.engines.base import Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    Numbers = NDArray[np.uint64]
    Cells = NDArray[np.uint32]

_KEY_BITS = 64
_SLICE = 1 << 20
"""Sorted pairs looked at together: what a processor's cache holds."""


class Count:
    """Adds up pairs. Cells are numbered from 0; `nowhere` is the number of a row that is not counted."""

    def __init__(self, cells: int, scope: Iterable[int]) -> None:
        self.nowhere = cells
        self._heads = np.zeros(cells, np.int64)
        self._scope = np.zeros(cells, bool)
        self._scope[list(scope)] = True
        self._whole = bool(self._scope.all())
        self._singles = np.zeros(cells, np.int64)
        self._bits = max(1, cells.bit_length())
        self._persons = self._repeats = 0
        self._several: dict[tuple[int, ...], int] = {}

    def add(self, people: Numbers, cells: Cells) -> None:
        """Take in all pairs of some people. `people` is overwritten."""
        for keys in _parts(people, cells, self._bits):
            keys.sort()
            for piece in _slices(keys, self._bits):
                self._add(piece)

    def _add(self, keys: Numbers) -> None:
        """Take in sorted keys of whole people."""
        cells = (keys & np.uint64((1 << self._bits) - 1)).astype(np.int64)
        counted = cells != self.nowhere
        fresh = _fresh(keys)
        self._repeats += int(np.count_nonzero(counted & ~fresh))
        counted &= fresh
        cells, people = cells[counted], keys[counted] >> np.uint64(self._bits)
        self._heads += np.bincount(cells, minlength=len(self._heads))
        first = _fresh(people)
        self._persons += int(np.count_nonzero(first))
        if not self._whole:
            kept = self._scope[cells]
            cells, first = cells[kept], _fresh(people[kept])
        self._sign(cells, np.flatnonzero(first))

    def _sign(self, cells: NDArray[np.int64], starts: NDArray[np.int64]) -> None:
        lengths = np.diff(starts, append=len(cells))
        self._singles += np.bincount(cells[starts[lengths == 1]], minlength=len(self._singles))
        for length in np.unique(lengths[lengths > 1]).tolist():
            runs = cells[starts[lengths == length, None] + np.arange(length)]
            for cell_set, number in self._sets(runs):
                self._several[cell_set] = self._several.get(cell_set, 0) + number

    def _sets(self, runs: NDArray[np.int64]) -> Iterator[tuple[tuple[int, ...], int]]:
        """The distinct rows of a matrix of cells, and how often each stands in it."""
        shifts = np.arange(runs.shape[1], dtype=np.int64) * self._bits
        if runs.shape[1] * self._bits < _KEY_BITS:
            packed, people = np.unique((runs << shifts).sum(axis=1), return_counts=True)
            sets = (packed[:, None] >> shifts) & ((1 << self._bits) - 1)
        else:
            sets, people = np.unique(runs, axis=0, return_counts=True)
        yield from zip(map(tuple, sets.tolist()), people.tolist(), strict=True)

    def tally(self) -> Tally:
        """The sums so far."""
        singles = {(int(cell),): int(self._singles[cell]) for cell in np.flatnonzero(self._singles)}
        return Tally(self._heads.tolist(), self._persons, self._repeats, singles | self._several)


def _fresh(values: Numbers) -> NDArray[np.bool_]:
    """Which of sorted values differ from the one before."""
    fresh = np.empty(len(values), bool)
    fresh[:1] = True
    np.not_equal(values[1:], values[:-1], out=fresh[1:])
    return fresh


def _parts(people: Numbers, cells: Cells, bits: int) -> Iterator[Numbers]:
    """Keys of person and cell, in as many parts as it takes for both to fit into 64 bits."""
    if not len(people):
        return
    people -= people.min()
    split = max(0, int(people.max()).bit_length() + bits - _KEY_BITS)
    shift = np.uint64(bits)
    if split == 0:
        people <<= shift
        people |= cells
        yield people
        return
    remainder = (people & np.uint64((1 << split) - 1)).astype(np.uint32)
    people >>= np.uint64(split)
    for part in range(1 << split):
        chosen = remainder == part
        yield (people[chosen] << shift) | cells[chosen]


def _slices(keys: Numbers, bits: int) -> Iterator[Numbers]:
    """Pieces of sorted keys that do not cut a person in two."""
    start = 0
    while start < len(keys):
        end = min(start + _SLICE, len(keys))
        if end < len(keys):
            person = keys[end - 1] >> np.uint64(bits)
            end = (
                int(np.searchsorted(keys, (person + np.uint64(1)) << np.uint64(bits)))
                if person < _last(bits)
                else len(keys)
            )
        yield keys[start:end]
        start = end


def _last(bits: int) -> int:
    """The largest person that a key holds."""
    return (1 << (_KEY_BITS - bits)) - 1
