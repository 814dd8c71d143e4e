"""What the quick way has in its hands: rows as pairs of numbers, rows in doubt, and how one pass numbers rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from coverage_cli.engines.base import Combination, NumberedRow
    from coverage_cli.engines.duckdb.sql import Proof


@dataclass(slots=True)
class Pairs:
    """The used rows of a file: `people` and `codes` side by side, then `others` (texts) and `other_codes`.

    A person of n digits is the number of a 1 and those digits, in every file. A code below `size` is that of one
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
    weights: Any = None
    """In billionths of a person, beside `people`, which then are those of used rows alone; None without weights."""
    other_weights: list[int] = field(default_factory=list)


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
    """How one pass numbers rows: the texts of each column, and the SQL of a person's and a combination's number."""

    dictionary: list[list[str]]
    proof: Proof
    number: str
    code: str
    few: list[Doubtful] | None = None
    """The rows in doubt, where they are few."""

    @property
    def doubt(self) -> str:
        """The condition of a row in doubt, as SQL."""
        return f"({self.number}) is null or ({self.code}) is null"
