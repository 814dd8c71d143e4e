"""Rows as numbers, while the quick way puts them together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from coverage_cli.engines.arrays import Cells, Marks, Numbers, Small, Whole
from coverage_cli.engines.base import NONE_LONG, Long
from coverage_cli.engines.duckdb import sql
from coverage_cli.engines.duckdb.pairs import Other, Plan
from coverage_cli.engines.duckdb.precision import long_numbers, long_texts


class Growing:
    """An array of numbers with room for as many as will probably come.

    One large piece of memory is got sooner than many small ones, and what is never written to takes none.
    """

    def __init__(self, kind: type[np.generic], room: int) -> None:
        self._array: Any = np.empty(max(1, room), kind)
        self._length = 0

    def more(self, count: int) -> Any:  # noqa: ANN401
        """The next `count` places, to be written to before more are asked for."""
        start, self._length = self._length, self._length + count
        if self._length > len(self._array):
            larger = np.empty(max(self._length, 2 * len(self._array)), self._array.dtype)
            larger[:start] = self._array[:start]
            self._array = larger
        return self._array[start : self._length]

    @property
    def values(self) -> Any:  # noqa: ANN401
        """All numbers so far."""
        return self._array[: self._length]


@dataclass(slots=True)
class Numbered:
    """Every row's person, code and weight (None without), and the words beside its person (`proofs.Proof.beside`).

    `long` is of used rows whose people's numbers do not tell it. `unproved` says whether some row has no person,
    `uncoded` whether one may have no code.
    """

    people: Numbers
    codes: Cells
    weights: Whole | None
    beside: list[Numbers]
    long: Long
    unproved: bool
    uncoded: bool

    def doubtful(self) -> int:
        """How many rows have no code, or no person."""
        if not (self.unproved or self.uncoded):
            return 0
        doubtful = (self.people == np.uint64(sql.NO_PERSON)) | (self.codes == np.uint32(sql.NO_CODE))
        return int(np.count_nonzero(doubtful))

    def leave_out_unproved(self) -> None:
        """Rows without a person go; those beside digits get no code, and the number of the least person."""
        unproved = self.people == np.uint64(sql.NO_PERSON)
        if self.beside or unproved.all():
            self._keep(~unproved)
            return
        self.codes[unproved], self.uncoded = sql.NO_CODE, True
        self.people[unproved] = self.people.min()

    def keep_used(self) -> None:
        """Keep rows with a code alone."""
        if self.uncoded:
            self._keep(self.codes != np.uint32(sql.NO_CODE))

    def _keep(self, rows: Marks) -> None:
        self.people, self.codes = self.people[rows], self.codes[rows]
        self.weights = None if self.weights is None else self.weights[rows]
        self.beside = [one[rows] for one in self.beside]

    def append(self, others: Sequence[Other], numbers: Sequence[tuple[int, int]]) -> None:
        """Add rows, whose person and the one word beside it are given."""
        if not others:
            return
        people, words = zip(*numbers, strict=True)
        self.people = np.append(self.people, np.array(people, np.uint64))
        self.codes = np.append(self.codes, np.array([one.code for one in others], np.uint32))
        if self.weights is not None:
            self.weights = np.append(self.weights, np.array([one.weight for one in others], np.int64))
        self.beside = [np.append(one, np.array(words, np.uint64)) for one in self.beside]

    def lengths(self, texts: Sequence[str], prefix: str) -> Long:
        """Whose identifiers are long numbers, among rows that have a code and were proved, and among `texts`."""
        numbers = self.long
        if not self.beside and not prefix:
            numbers = long_numbers(self.people[self.codes != np.uint32(sql.NO_CODE)] if self.uncoded else self.people)
        others = long_texts(texts)
        return Long(numbers.rows + others.rows, numbers.bare + others.bare)


class Gathered:
    """Collects the rows of a pass, a batch at a time."""

    def __init__(self, plan: Plan, room: int, *, weighed: bool) -> None:
        self._plan, self._weighed = plan, weighed
        self._people, self._codes = Growing(np.uint64, room), Growing(np.uint32, room)
        self._weights = Growing(np.int64, room if weighed else 0)
        self._beside = [Growing(np.uint64, room) for _ in range(plan.proof.beside)]
        self._long = NONE_LONG
        self._unproved = self._uncoded = False

    def add(self, batch: list[Any]) -> None:
        """Add a batch: what the proof asked for, the places, and the weight where there is one."""
        weight = batch.pop() if self._weighed else None
        first = len(batch) - len(self._plan.places)
        asked, places = batch[:first], batch[first:]
        count = len(places[0].values)
        people, codes = self._people.more(count), self._codes.more(count)
        lengths = self._plan.proof.write(asked, people, [one.more(count) for one in self._beside])
        self._plan.write_codes(places, codes)
        if weight:
            weight.write(self._weights.more(count), 0)
            if weight.known is not None:
                people[~weight.known] = sql.NO_PERSON
        if lengths is not None:
            used = (people != np.uint64(sql.NO_PERSON)) & (codes != np.uint32(sql.NO_CODE))
            self._long = _longer(self._long, lengths[used])
        # Asked here, where both are in the processor's cache.
        self._unproved = self._unproved or _holds(people, sql.NO_PERSON)
        self._uncoded = self._uncoded or _holds(codes, sql.NO_CODE)

    @property
    def rows(self) -> Numbered:
        """All rows so far."""
        weights = self._weights.values if self._weighed else None
        beside = [one.values for one in self._beside]
        people, codes = self._people.values, self._codes.values
        return Numbered(people, codes, weights, beside, self._long, self._unproved, self._uncoded)


def _longer(long: Long, lengths: Small) -> Long:
    """Some counts, and those of more rows (`proofs.length_of`)."""
    bare = int(np.count_nonzero(lengths == np.uint8(2)))
    return Long(long.rows + int(np.count_nonzero(lengths)), long.bare + bare)


def _holds(values: Numbers | Cells, value: int) -> bool:
    """Whether the largest of the values is this one."""
    return bool(len(values)) and int(values.max()) == value
