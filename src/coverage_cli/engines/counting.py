"""The counting core: pairs of person and cell, as whole numbers, to heads and signatures.

A person is a 64-bit number that stands for one identifier, exactly. Person and cell are packed into one 64-bit
key, so that one sort brings together each person's cells. Where both do not fit, the low bits of the person
choose a part, and each part is sorted on its own. Weights follow their rows through the sort.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from coverage_cli.domain.weights import BILLIONTHS
from coverage_cli.engines.base import Tally
from coverage_cli.engines.errors import DisagreementError
from coverage_cli.engines.sets import CellSets, billionths, refuse_more

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    Numbers = NDArray[np.uint64]
    Cells = NDArray[np.uint32]
    Whole = NDArray[np.int64]

_KEY_BITS = 64
_NOTHING = np.empty(0, np.int64)
_SLICE = 1 << 20
"""Sorted pairs looked at together: what a processor's cache holds."""


class Count:
    """Adds up pairs. Cells are numbered from 0; `nowhere` is the number of a row that is not counted."""

    def __init__(self, cells: int, scope: Iterable[int]) -> None:
        self.nowhere = cells
        self._heads = np.zeros(cells, np.int64)
        self._scope = np.zeros(cells, bool)
        self._scope[list(scope)] = True
        self._bits = max(1, cells.bit_length())
        self._persons = self._repeats = self._weighed = 0
        self._weights: Whole | None = None
        self._unlike: list[Whole] = []
        self._sets = CellSets()

    def add(self, people: Numbers, cells: Iterable[Cells], weights: Whole | None = None) -> None:
        """Take in all pairs of some people, the cells in pieces, and the rows' weights. `people` is overwritten.

        Raises:
            UsageFault: so many weights might not fit into 64 bits.
            DisagreementError: a weight is out of bounds.

        """
        if weights is not None:
            self._expect(weights)
        for keys, chosen in _parts(people, cells, self._bits):
            if weights is None:
                keys.sort()
                for piece in _slices(keys, self._bits):
                    self._add(keys[piece], None)
            else:
                rows = np.argsort(keys)
                self._add_weighed(keys[rows], rows if chosen is None else np.flatnonzero(chosen)[rows], weights)

    def _expect(self, weights: Whole) -> None:
        """Make sure that no sum of these weights wraps around."""
        self._weighed += len(weights)
        refuse_more(self._weighed)
        if len(weights) and not 0 <= int(weights.min()) <= int(weights.max()) < BILLIONTHS**2:
            raise DisagreementError("a weight is out of bounds")
        if self._weights is None:
            self._weights = np.zeros((2, len(self._heads)), np.int64)

    def _add_weighed(self, keys: Numbers, rows: Whole, weights: Whole) -> None:
        """Take in sorted keys, whose rows in `weights` are given."""
        for piece in _slices(keys, self._bits):
            carried, people = weights[rows[piece]], keys[piece] >> np.uint64(self._bits)
            unlike = ~_fresh(people)
            unlike[1:] &= carried[1:] != carried[:-1]
            self._unlike.append(rows[piece][unlike])
            self._add(keys[piece], np.stack(np.divmod(carried, BILLIONTHS)))

    def _add(self, keys: Numbers, weights: Whole | None) -> None:
        """Take in sorted keys of whole people, and what they weigh: whole people, and billionths."""
        cells = (keys & np.uint64((1 << self._bits) - 1)).astype(np.int64)
        counted = cells != self.nowhere
        fresh = _fresh(keys)
        self._repeats += int(np.count_nonzero(counted & ~fresh))
        counted &= fresh
        cells, people = cells[counted], keys[counted] >> np.uint64(self._bits)
        self._heads += np.bincount(cells, minlength=len(self._heads))
        if weights is not None and self._weights is not None:
            weights = weights[:, counted]
            for total, carried in zip(self._weights, weights, strict=True):
                np.add.at(total, cells, carried)
        first = _fresh(people)
        self._persons += int(np.count_nonzero(first))
        # Most people are in one cell; only the others' cells are looked at as sets.
        alone = first.copy()
        alone[:-1] &= first[1:]
        kept = ~alone & self._scope[cells]
        starts = np.flatnonzero(_fresh(people[kept]))
        sums = np.ones((1, len(starts)), np.int64)
        if weights is not None:
            sums = np.vstack([sums, weights[:, kept][:, starts]])
        self._sets.add(cells[kept], starts, sums)

    @property
    def unlike(self) -> Whole:
        """Rows whose weight differs from another row's of the same person; at least one of each such person."""
        return np.concatenate([_NOTHING, *self._unlike])

    def tally(self) -> Tally:
        """The sums so far."""
        heads, overlap = self._heads.tolist(), self._sets.overlap(weighed=self._weights is not None)
        weights = None if self._weights is None else billionths(self._weights)
        return Tally(heads, self._persons, self._repeats, overlap, weights)


def _fresh(values: Numbers) -> NDArray[np.bool_]:
    """Which of sorted values differ from the one before."""
    fresh = np.empty(len(values), bool)
    fresh[:1] = True
    np.not_equal(values[1:], values[:-1], out=fresh[1:])
    return fresh


def _parts(people: Numbers, cells: Iterable[Cells], bits: int) -> Iterator[tuple[Numbers, NDArray[np.bool_] | None]]:
    """Keys of person and cell, in as many parts as it takes for both to fit into 64 bits; and which rows they are.

    None stands for all rows.
    """
    if not len(people):
        return
    people -= people.min()
    split = max(0, int(people.max()).bit_length() + bits - _KEY_BITS)
    if split == 0:
        yield _packed(people, cells, bits), None
        return
    remainder = (people & np.uint64((1 << split) - 1)).astype(np.uint32)
    people >>= np.uint64(split)
    every = np.concatenate(list(cells))
    for part in range(1 << split):
        chosen = remainder == part
        yield _packed(people[chosen], [every[chosen]], bits), chosen


def _packed(people: Numbers, cells: Iterable[Cells], bits: int) -> Numbers:
    """Person and cell in one number, in place and piece by piece: memory of its own costs more than the arithmetic."""
    start, shift = 0, np.uint64(bits)
    for piece in cells:
        keys = people[start : start + len(piece)]
        keys <<= shift
        keys |= piece
        start += len(piece)
    return people


def _slices(keys: Numbers, bits: int) -> Iterator[slice]:
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
        yield slice(start, end)
        start = end


def _last(bits: int) -> int:
    """The largest person that a key holds."""
    return (1 << (_KEY_BITS - bits)) - 1
