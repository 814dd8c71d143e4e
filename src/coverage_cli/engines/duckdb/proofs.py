"""How an identifier is proved valid without asking the model, and what number stands for it.

Digits are their own number. Of other plain texts it is a hash, which is no proof that two are the same; whoever
counts by hashes has to make sure of that (`hashes.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Protocol

from coverage_cli.domain import nik
from coverage_cli.domain.records import MASK, SHEET_DIGITS, SIMPLE_IDENTIFIER, SIMPLE_PLACEHOLDERS
from coverage_cli.engines.duckdb.sql import literal
from coverage_cli.engines.identifiers import BARE, LONG, LONGEST_NUMBER

if TYPE_CHECKING:
    from collections.abc import Sequence

_NEARLY_ALL = 0.98


class Proof(Protocol):
    """What makes an identifier valid, in SQL, and its number."""

    @property
    def hashed(self) -> bool:
        """Whether the number is a hash."""

    @property
    def offset(self) -> int:
        """What to add to the number, so that numbers of all proofs compare."""

    def attempt(self, column: str) -> str:
        """What the identifier's number would be, NULL where it has none."""

    def number(self, column: str, attempt: str | None = None) -> str:
        """The identifier's number, NULL where it is not proved. `attempt` names a column that holds `attempt`."""


@dataclass(frozen=True, slots=True)
class Digits:
    """Digits alone.

    With `length`, exactly so many and no leading zero, which is the quickest to prove (`_plain`). Without, up to 18
    digits; a 1 set before them keeps their zeros apart, and the number, written out, is the text. With `nik`, the
    number's date and serial are looked at too. Where the file holds `whole` numbers (`raw`), they are only compared.
    """

    length: int | None
    nik: bool = False
    whole: bool = False
    hashed = False

    def attempt(self, column: str) -> str:
        """What the identifier would be as a number, NULL where it is none at all."""
        return "try_cast(raw as ubigint)" if self.whole else f"try_cast({self._digits(column)} as ubigint)"

    def number(self, column: str, attempt: str | None = None) -> str:
        """The identifier as a number, NULL where it is not proved. `attempt` names a column that holds `attempt`."""
        number = attempt or self.attempt(column)
        if self.length is None:
            proof = f"strlen({column}) between 1 and {LONGEST_NUMBER} and {number}::varchar = {self._digits(column)}"
        else:
            form = f" and {_born(number)}" if self.nik else ""
            plain = _between(number, self.length) if self.whole else _plain(column, number, self.length)
            proof = f"{plain}{form}"
        return f"case when {proof} then {number} end"

    def _digits(self, column: str) -> str:
        return column if self.length else f"('1' || {column})"

    @property
    def offset(self) -> int:
        """A 1 before the digits."""
        return 0 if self.length is None else 10**self.length


NIK = Digits(nik.LENGTH, nik=True)


def _born(number: str) -> str:
    """The condition that a number of 16 digits is a NIK: DDMMYY in the middle is a date, and the serial is not 0."""
    date, year = f"({number} // 1000000 % 10000)", f"({number} // 10000 % 100)"
    leap = f"{date} in ({', '.join(nik.LEAP_DAYS)}) and {year} % {nik.LEAP} = 0"
    return f"(get_bit('{_dates()}'::bit, {date}::integer) = 1 or ({leap})) and {number} % 10000 > 0"


@cache
def _dates() -> str:
    """For each DDMM whether a common year has it: one look at it is quicker than arithmetic with day and month."""
    common = set(nik.common_dates())
    return "".join(str(int(f"{date:04}" in common)) for date in range(10_000))


def _plain(column: str, number: str, length: int) -> str:
    """The condition that a text is so many digits, the first not 0, and no other spelling of a number.

    DuckDB also casts signs, blanks, points, `_`, `0x` and exponents. In so few characters all of these give a smaller
    number, but for `0x`, which does not begin with a digit above 0, and exponents: at most `length` - 2 digits and
    zeros, a multiple of 100. So only those multiples are written out again and compared, which takes long.
    """
    least = 10 ** (length - 1)
    return (
        f"strlen({column}) = {length} and {column} >= '1' and {number} >= {least} "
        f"and ({number} % 100 > 0 or {number}::varchar = {column})"
    )


def _between(number: str, length: int) -> str:
    """The condition that a whole number is written with so many digits."""
    return f"{number} between {10 ** (length - 1)} and {10**length - 1}"


def proof_for(identifiers: Sequence[str]) -> Digits | None:
    """The proof that suits nearly all of such identifiers; None where too many are not digits, or too long."""
    numbers = [text for text in identifiers if is_number(text)]
    if not numbers or len(numbers) < len(identifiers) * _NEARLY_ALL:
        return None
    lengths = set(map(len, numbers))
    zero = any(text.startswith("0") for text in numbers)
    return Digits(lengths.pop() if len(lengths) == 1 and not zero else None)


def is_number(identifier: str) -> bool:
    """Whether an identifier is one that every `Proof` would number in the same way."""
    return identifier.isascii() and identifier.isdigit() and len(identifier) <= LONGEST_NUMBER


WHOLE = frozenset({"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"})
"""Types whose text is their digits, without idle zeros."""


_LONGEST_WORD = max(map(len, SIMPLE_PLACEHOLDERS))


def simple(column: str, *, is_nik: bool = False) -> str:
    """The condition that the model takes an identifier as it is: plain letters and digits, or a NIK.

    A CASE asks one after the other, where `and` would ask everything of every row.
    """
    if is_nik:
        return f"(({NIK.number(column)}) is not null)"
    words = ", ".join(map(literal, SIMPLE_PLACEHOLDERS))
    return (
        f"(case when not regexp_full_match({column}, '{SIMPLE_IDENTIFIER}') then false "
        f"when contains(lower({column}), '{MASK}') then false "
        f"when strlen({column}) > {_LONGEST_WORD} then true else lower({column}) not in ({words}) end)"
    )


@dataclass(frozen=True, slots=True)
class Hash:
    """Plain letters and digits, or with `nik` a NIK: half of a hash, so that it is below `sql.NO_PERSON`."""

    nik: bool = False
    hashed = True
    offset = 0

    def attempt(self, column: str) -> str:
        """See `Proof.attempt`."""
        return hash_of(column)

    def number(self, column: str, attempt: str | None = None) -> str:
        """See `Proof.number`."""
        return f"case when {simple(column, is_nik=self.nik)} then {attempt or self.attempt(column)} end"


HASH_BITS = 63


def hash_of(text: str) -> str:
    """The hash of a text, the same in all of a run's statements."""
    return f"(hash({text}) >> {64 - HASH_BITS})"


def length_of(column: str) -> str:
    """0; 1 for a number of more digits than a spreadsheet keeps, 2 where all of these are zeros."""
    return (
        f"(case when strlen({column}) <= {SHEET_DIGITS} then 0 when {column} >= ':' then 0 "
        f"when not regexp_full_match({column}, '{LONG}') then 0 "
        f"when regexp_full_match({column}, '{BARE}') then 2 else 1 end)::utinyint"
    )
