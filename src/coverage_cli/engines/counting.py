"""The counting core: rows of person and code, as whole numbers, to heads and signatures.

A person is a 64-bit number that stands for one identifier, exactly. Person and cell are packed into one 64-bit
key, so that one sort brings together each person's cells. Where both do not fit, the low bits of the person choose
a part, and each part is sorted on its own; where that would make many parts, people are numbered anew first. Rows
that are not counted are left out before the sort, unless they are weighed: then one person's rows are held against
each other, and weights follow their rows through the sort.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from coverage_cli.domain.weights import BILLIONTHS
from coverage_cli.engines.arrays import Cells, Marks, Numbers, Whole
from coverage_cli.engines.base import Tally
from coverage_cli.engines.errors import DisagreementError
from coverage_cli.engines.sets import CellSets, in_billionths, refuse_more

_KEY_BITS = 64
_NOTHING = np.empty(0, np.int64)
_MOST_SPLIT = 4
"""Bits that choose a part; with more, a look at all rows for each part would take longer than to number people anew."""
_PIECE = 1 << 14
"""Rows packed together: what a processor's cache holds."""
_SLICE = 1 << 17
"""Sorted keys looked at together: the same, of a larger cache."""


class Rows(NamedTuple):
    """Rows as persons and codes, side by side, and the cell of each code; codes beyond `cells` have its last one."""

    people: Numbers
    codes: Cells
    cells: Cells


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

    def add(self, rows: Sequence[Rows], weights: Whole | None = None) -> None:
        """Take in all rows of some people, and the rows' weights, one after the other.

        Raises:
            UsageFault: so many weights might not fit into 64 bits.
            DisagreementError: a weight is out of bounds.
        """
        if weights is not None:
            self._expect(weights)
        some = [one for one in rows if len(one.people)]
        if not some:
            return
        packing = _Packing(some, self._bits, self.nowhere if weights is None else None)
        for part in range(packing.parts):
            keys = packing.keys(part)
            if weights is None:
                keys.sort()
                for piece in _slices(keys, self._bits):
                    self._add(keys[piece], None)
            else:
                order = np.argsort(keys)
                keys = keys[order]
                self._add_weighed(keys, packing.rows(part, order), weights)

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
            unlike = ~fresh(people)
            unlike[1:] &= carried[1:] != carried[:-1]
            self._unlike.append(rows[piece][unlike])
            counted = self._cells(keys[piece]) != self.nowhere
            self._add(keys[piece][counted], np.stack(np.divmod(carried[counted], BILLIONTHS)))

    def _cells(self, keys: Numbers) -> Whole:
        cells: Whole = (keys & np.uint64((1 << self._bits) - 1)).view(np.int64)
        return cells

    def _add(self, keys: Numbers, weights: Whole | None) -> None:
        """Take in sorted keys of whole people, and what they weigh: whole people, and billionths."""
        changes = keys[1:] ^ keys[:-1]
        if repeats := len(changes) - int(np.count_nonzero(changes)):
            self._repeats += repeats
            first = fresh(keys)
            keys, weights = keys.compress(first), None if weights is None else weights.compress(first, axis=1)
            changes = keys[1:] ^ keys[:-1]
        cells = self._cells(keys)
        self._heads += np.bincount(cells, minlength=len(self._heads))
        if weights is not None and self._weights is not None:
            for total, carried in zip(self._weights, weights, strict=True):
                np.add.at(total, cells, carried)
        same = changes < np.uint64(1 << self._bits)
        self._persons += len(keys) - int(np.count_nonzero(same))
        # Most people are in one cell; only the others' cells are looked at as sets.
        several = np.zeros(len(keys), bool)
        several[1:] = same
        several[:-1] |= same
        kept = np.flatnonzero(several)
        kept = kept.compress(self._scope[cells[kept]])
        starts = np.flatnonzero(fresh(keys[kept] >> np.uint64(self._bits)))
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
        weights = None if self._weights is None else in_billionths(self._weights)
        return Tally(heads, self._persons, self._repeats, overlap, weights)


def fresh(values: Numbers) -> Marks:
    """Which of sorted values differ from the one before."""
    found = np.empty(len(values), bool)
    found[:1] = True
    np.not_equal(values[1:], values[:-1], out=found[1:])
    return found


class _Packing:
    """Keys of person and cell, in as many `parts` as it takes for both to fit into 64 bits.

    Rows of the cell `left_out` have no key; None stands for none. Each part looks at all rows once.
    """

    def __init__(self, given: Sequence[Rows], bits: int, left_out: int | None) -> None:
        self._bits, self._left_out, self._given = bits, left_out, given
        self._least, spread = _spread(given)
        if spread + bits > _KEY_BITS + _MOST_SPLIT:
            self._given = _ranked(given)
            self._least, spread = _spread(self._given)
        self._split = max(0, spread + bits - _KEY_BITS)
        self.parts = 1 << self._split

    def keys(self, part: int) -> Numbers:
        """A part's keys, in the order of its rows."""
        # Pages that no key is written to take no memory.
        keys, end = np.empty(sum(len(one.people) for one in self._given), np.uint64), 0
        for one, piece in self._pieces():
            people, codes = self._distances(one.people[piece]), one.codes[piece]
            if self._split:
                chosen = self._chosen(people, part)
                people, codes = people.compress(chosen) >> np.uint64(self._split), codes.compress(chosen)
            cells = one.cells.take(codes, mode="clip")
            people <<= np.uint64(self._bits)
            people |= cells
            found = people if self._left_out is None else people.compress(cells != self._left_out)
            keys[end : (end := end + len(found))] = found
        return keys[:end]

    def rows(self, part: int, order: Whole) -> Whole:
        """Which rows a part's keys are of, in an order of these, where no cell is left out."""
        if not self._split:
            return order
        chosen = [self._chosen(self._distances(one.people[piece]), part) for one, piece in self._pieces()]
        return np.flatnonzero(np.concatenate(chosen))[order]

    def _pieces(self) -> Iterator[tuple[Rows, slice]]:
        for one in self._given:
            for start in range(0, len(one.people), _PIECE):
                yield one, slice(start, start + _PIECE)

    def _distances(self, people: Numbers) -> Numbers:
        """From the least person."""
        distances: Numbers = (people - self._least).astype(np.uint64, copy=False)
        return distances

    def _chosen(self, people: Numbers, part: int) -> Marks:
        chosen: Marks = (people & np.uint64(self.parts - 1)) == np.uint64(part)
        return chosen


def _spread(given: Sequence[Rows]) -> tuple[np.integer[Any], int]:
    """The least person, and the bits that tell the people apart."""
    least, largest = min(one.people.min() for one in given), max(one.people.max() for one in given)
    return least, (int(largest) - int(least)).bit_length()


def _ranked(given: Sequence[Rows]) -> list[Rows]:
    """The rows with their people numbered from 1, without gaps, in the order of their numbers."""
    people = np.concatenate([one.people for one in given])
    order = np.argsort(people)
    ranks = np.empty(len(people), np.uint32 if len(people) >> 32 == 0 else np.uint64)
    ranks[order] = np.cumsum(fresh(people[order]), dtype=ranks.dtype)
    ends = np.cumsum([len(one.people) for one in given])
    return [one._replace(people=part) for one, part in zip(given, np.split(ranks, ends[:-1]), strict=True)]


def _slices(keys: Numbers, bits: int) -> Iterator[slice]:
    """Pieces of sorted keys that do not cut a person in two."""
    start = 0
    while start < len(keys):
        end = min(start + _SLICE, len(keys))
        if end < len(keys):
            largest_of_person = keys[end - 1] | np.uint64((1 << bits) - 1)
            end = int(np.searchsorted(keys, largest_of_person, "right"))
        yield slice(start, end)
        start = end
