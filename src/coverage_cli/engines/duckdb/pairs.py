"""What the quick way has in its hands: rows as pairs of numbers, rows in doubt, and how one pass numbers rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import prod
from typing import Any, NamedTuple

import numpy as np

from coverage_cli.engines.arrays import Cells, Numbers, Whole
from coverage_cli.engines.base import NONE_LONG, Combination, Long, NumberedRow
from coverage_cli.engines.duckdb import sql
from coverage_cli.engines.duckdb.arrow import Column
from coverage_cli.engines.duckdb.hexadecimal import Form
from coverage_cli.engines.duckdb.proofs import Proof


@dataclass(slots=True)
class Pairs:
    """The used rows of a file: `people` and `codes` side by side, then `others` (texts) and `other_codes`.

    A person of n digits behind a `prefix` is the number of a 1 and those digits. A code below `size` is that of one
    of the `combinations`, whose codes are `code_of`; a code of a refused row is larger.
    """

    rows: int
    people: Any
    codes: Any
    combinations: tuple[Combination, ...]
    code_of: list[int]
    size: int
    doubt: str = ""
    """The condition, as SQL, that holds for every refused row."""
    few: list[NumberedRow] | None = None
    """The rows for which it holds, where they are few."""
    others: list[str] = field(default_factory=list)
    other_codes: list[int] = field(default_factory=list)
    weights: Whole | None = None
    """In billionths of a person, beside `people`, which then are those of used rows alone; None without weights."""
    other_weights: list[int] = field(default_factory=list)
    long: Long = NONE_LONG
    prefix: str = ""
    hashes: Hashes | None = None
    """What stands behind `people` that are hashes. Then there are no `others`."""
    form: Form | None = None
    """That of identifiers whose `words` stand beside `people`, the number of each. Then there are no `others`."""
    words: Sequence[Numbers] = ()

    @property
    def kind(self) -> str | Form | None:
        """What tells whether numbers of two files stand for the same people; None where they are hashes."""
        return None if self.hashes else self.form or self.prefix


def nobody(rows: int, *, weighed: bool) -> Pairs:
    """A file of which no row is used."""
    none = np.empty(0, np.uint64)
    return Pairs(rows, none, none.astype(np.uint32), (), [], 0, weights=none.astype(np.int64) if weighed else None)


@dataclass(slots=True)
class Hashes:
    """Of people that are hashes: a hash of what alike identifiers have in common (`domain.alike`), beside `people`.

    The last rows are those of `others`, which the model alone proved; the rows before were numbered by the `plan`.
    """

    keys: Numbers
    plan: Plan
    others: list[Other]
    proved: bool
    """Whether every row's identifier is proved."""


class Doubtful(NamedTuple):
    """A row without a code, or with an identifier or a weight that is not proved."""

    row: NumberedRow
    code: int | None
    unproved: bool


class Other(NamedTuple):
    """A row that only the model proves: its identifier's value, its code and its weight."""

    value: str
    code: int
    weight: int


@dataclass(slots=True)
class Plan:
    """How one pass numbers rows: the texts of each column, what proves a person, and the SQL of each text's place.

    A text's place is in its column's `dictionary` of texts that the model takes; behind them come those that it is
    known to refuse (DuckDB compares an unknown text with all known ones). A combination's code is in mixed radix: the
    last column's place counts one.
    """

    dictionary: list[list[str]]
    proof: Proof
    unproved: str
    """The condition of a row whose identifier or weight is not proved, as SQL."""
    places: list[str]
    few: list[Doubtful] | None = None
    """The rows in doubt, where they are few."""

    @property
    def uncoded(self) -> str:
        """The condition of a row with a text that is refused or unknown, as SQL."""
        known = zip(self.places, map(len, self.dictionary), strict=True)
        return " or ".join(f"coalesce({place} >= {size}, true)" for place, size in known)

    @property
    def doubt(self) -> str:
        """The condition of a row in doubt, as SQL."""
        return f"{self.unproved} or {self.uncoded}"

    @property
    def size(self) -> int:
        """What every code is below."""
        return prod(map(len, self.dictionary))

    def write_codes(self, places: Sequence[Column], into: Cells) -> None:
        """The codes of a batch's rows; NO_CODE for texts that are refused or unknown."""
        into[:] = 0
        for column, texts in zip(places, self.dictionary, strict=True):
            into *= np.uint32(len(texts))
            into += column.values
        for column, texts in zip(places, self.dictionary, strict=True):
            if column.known is not None:
                into[~column.known] = sql.NO_CODE
            if column.values.max(initial=0) >= len(texts):
                into[column.values >= len(texts)] = sql.NO_CODE

    @property
    def coded(self) -> str:
        """The code of a row that is not `uncoded`, as SQL."""
        found = "0::bigint"
        for place, texts in zip(self.places, self.dictionary, strict=True):
            found = f"({found} * {len(texts)} + {place})"
        return found

    def code(self, places: Sequence[int | None]) -> int | None:
        """The code of one row; None for a text that is refused or unknown."""
        found = 0
        for place, texts in zip(places, self.dictionary, strict=True):
            if place is None or place >= len(texts):
                return None
            found = found * len(texts) + place
        return found

    def texts(self, code: int) -> tuple[str, ...]:
        """The combination with that code."""
        texts: list[str] = []
        for column in reversed(self.dictionary):
            code, at = divmod(code, len(column))
            texts.append(column[at])
        return tuple(reversed(texts))
