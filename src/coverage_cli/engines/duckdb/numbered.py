"""Rows as numbers, while the quick way puts them together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from coverage_cli.engines.base import Long
from coverage_cli.engines.duckdb import sql
from coverage_cli.engines.duckdb.precision import long_numbers, long_texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_cli.engines.counting import Cells, Numbers
    from coverage_cli.engines.duckdb.pairs import Other


@dataclass(slots=True)
class Numbered:
    """Every row's person and code; its weight, and the key of a hashed person (`pairs.Hashes`), or None.

    `long` is of used rows whose people are hashed.
    """

    people: Numbers
    codes: Cells
    weights: Any
    keys: Any
    long: Long

    def doubtful(self) -> tuple[int, bool]:
        """How many rows have no code, or no person; and whether some have none."""
        unproved = holds(self.people, sql.NO_PERSON)
        if not (unproved or holds(self.codes, sql.NO_CODE)):
            return 0, False
        doubtful = (self.people == np.uint64(sql.NO_PERSON)) | (self.codes == np.uint32(sql.NO_CODE))
        return int(np.count_nonzero(doubtful)), unproved

    def leave_out_unproved(self) -> None:
        """Rows without a person go; those beside digits get no code, and the number of the least person."""
        unproved = self.people == np.uint64(sql.NO_PERSON)
        if self.keys is not None:
            self.people, self.codes, self.keys = (one[~unproved] for one in (self.people, self.codes, self.keys))
            return
        self.codes[unproved] = sql.NO_CODE
        self.people[unproved] = self.people.min()

    def raised(self, offset: int) -> None:
        """Add to every person's number."""
        if offset:
            self.people += np.uint64(offset)

    def keep_used(self) -> None:
        """Keep rows with a code alone."""
        if holds(self.codes, sql.NO_CODE):
            used = self.codes != np.uint32(sql.NO_CODE)
            self.people, self.codes, self.weights = self.people[used], self.codes[used], self.weights[used]

    def append(self, others: Sequence[Other], numbers: Sequence[tuple[int, int]]) -> None:
        """Add rows, whose person and key are given."""
        if not others:
            return
        people, keys = zip(*numbers, strict=True)
        self.people = np.append(self.people, np.array(people, np.uint64))
        self.codes = np.append(self.codes, np.array([one.code for one in others], np.uint32))
        if self.weights is not None:
            self.weights = np.append(self.weights, np.array([one.weight for one in others], np.int64))
        if self.keys is not None:
            self.keys = np.append(self.keys, np.array(keys, np.uint64))

    def lengths(self, texts: Sequence[str]) -> Long:
        """Whose identifiers are long numbers, among rows that have a code and were proved, and among `texts`."""
        used = self.people[self.codes != np.uint32(sql.NO_CODE)] if holds(self.codes, sql.NO_CODE) else self.people
        numbers = long_numbers(used) if self.keys is None else self.long
        others = long_texts(texts)
        return Long(numbers.rows + others.rows, numbers.bare + others.bare)


def holds(values: Any, value: int) -> bool:  # noqa: ANN401
    """Whether the largest of the values is this one."""
    return bool(len(values)) and int(values.max()) == value
