"""How an identifier is proved valid without asking the model, and what number stands for it.

Digits are their own number, and hexadecimal ones of one form their words. Of other plain texts it is a hash, which is
no proof that two are the same; whoever counts by hashes has to make sure of that (`hashes.py`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from coverage_cli.domain import nik
from coverage_cli.domain.records import MASK, SHEET_DIGITS, SIMPLE_IDENTIFIER, SIMPLE_PLACEHOLDERS
from coverage_cli.engines.arrays import Numbers, Small
from coverage_cli.engines.duckdb.digits import LONGEST_PREFIX, LONGEST_TEXT, keep_niks, write_numbers, write_whole
from coverage_cli.engines.duckdb.hexadecimal import Form, Words, form_for
from coverage_cli.engines.duckdb.sql import NO_PERSON, literal
from coverage_cli.engines.identifiers import BARE, LONG, NUMBER

_NEARLY_ALL = 0.98
_PREFIX = re.compile(f"([A-Za-z][A-Za-z/_-]{{0,{LONGEST_PREFIX - 1}}})?[0-9]")
"""A start of `records.SIMPLE_IDENTIFIER`."""


class Proof(Protocol):
    """What makes an identifier valid without asking the model, and its number."""

    @property
    def hashed(self) -> bool:
        """Whether the number is a hash."""

    @property
    def form(self) -> Form | None:
        """That of all identifiers, where their words are their number."""

    @property
    def beside(self) -> int:
        """Words of a person beside its number."""

    @property
    def prefix(self) -> str:
        """What stands before the digits of every person whose number they are."""

    def asked(self, column: str) -> list[str]:
        """What a pass over all rows hands over about an identifier, in SQL."""

    def write(self, asked: Sequence[Any], into: Numbers, beside: Sequence[Numbers]) -> Small | None:
        """The number of each identifier of a batch, by what was `asked`, and its words beside it.

        NO_PERSON where it is not proved. Gives what `length_of` says of each, where the numbers do not tell.
        """

    def proved(self, column: str) -> str:
        """The condition that an identifier is proved, in SQL."""


@dataclass(frozen=True, slots=True)
class Digits:
    """A prefix, mostly none, and 1 to 18 digits. With `nik`, 16 that hold a date and a serial."""

    prefix: str = ""
    nik: bool = False
    hashed, beside, form = False, 0, None

    def asked(self, column: str) -> list[str]:
        """See `Proof.asked`."""
        return [f"case when strlen({column}) <= {LONGEST_TEXT} then {column} else '' end"]

    def write(self, asked: Sequence[Any], into: Numbers, beside: Sequence[Numbers] = ()) -> None:
        """See `Proof.write`."""
        del beside
        (texts,) = asked
        write_numbers(texts, self.prefix, into)
        if self.nik:
            keep_niks(into)

    def proved(self, column: str) -> str:
        """See `Proof.proved`."""
        if self.nik:
            digits = f"[0-9]{{{nik.LENGTH}}}"
            born = f"coalesce({_born(f'try_cast({column} as ubigint)')}, false)"
            return f"(case when regexp_full_match({column}, '{digits}') then {born} else false end)"
        return f"regexp_full_match({column}, {literal(self.prefix + NUMBER)})"


@dataclass(frozen=True, slots=True)
class Whole:
    """Whole numbers (`raw`) of 1 to 18 digits, as the file holds them. With `nik`, 16 that hold a date and a serial."""

    nik: bool = False
    hashed, beside, prefix, form = False, 0, "", None

    def asked(self, column: str) -> list[str]:
        """See `Proof.asked`."""
        del column
        return ["try_cast(raw as ubigint)"]

    def write(self, asked: Sequence[Any], into: Numbers, beside: Sequence[Numbers] = ()) -> None:
        """See `Proof.write`."""
        del beside
        ((values, known),) = asked
        write_whole(values, into)
        if known is not None:
            into[~known] = NO_PERSON
        if self.nik:
            keep_niks(into)

    def proved(self, column: str) -> str:
        """See `Proof.proved`."""
        return Digits(nik=self.nik).proved(column)


def number_of(identifier: str, prefix: str) -> int | None:
    """The number by which `Digits` and `Whole` know an identifier; None where they know none."""
    digits = identifier.removeprefix(prefix)
    if not identifier.startswith(prefix) or not re.fullmatch(NUMBER, digits):
        return None
    return int(f"1{digits}")


def identifier_of(number: int, prefix: str) -> str:
    """The identifier of a number."""
    return prefix + str(number)[1:]


def _born(number: str) -> str:
    """The condition that a number of 16 digits is a NIK: DDMMYY in the middle is a date, and the serial is not 0."""
    date, year = f"({number} // 1000000 % 10000)", f"({number} // 10000 % 100)"
    leap = f"{date} in ({', '.join(nik.LEAP_DAYS)}) and {year} % {nik.LEAP} = 0"
    return f"((get_bit('{_dates()}'::bit, {date}::integer) = 1 or ({leap})) and {number} % 10000 > 0)"


@cache
def _dates() -> str:
    """For each DDMM whether a common year has it: one look at it is quicker than arithmetic with day and month."""
    common = set(nik.common_dates())
    return "".join(str(int(f"{date:04}" in common)) for date in range(10_000))


def proof_for(identifiers: Sequence[str]) -> Digits | None:
    """The proof that suits nearly all of such identifiers; None where too many are not digits behind one prefix."""
    starts = Counter(found[1] or "" for text in identifiers if (found := _PREFIX.match(text)))
    for prefix, _ in starts.most_common(1):
        known = sum(number_of(text, prefix) is not None for text in identifiers)
        if known >= len(identifiers) * _NEARLY_ALL and MASK not in prefix.lower():
            return Digits(prefix)
    return None


WHOLE = frozenset({"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"})
"""Types whose text is their digits, without idle zeros."""


_LONGEST_WORD = max(map(len, SIMPLE_PLACEHOLDERS))


def simple(column: str, *, is_nik: bool = False) -> str:
    """The condition that the model takes an identifier as it is: plain letters and digits, or a NIK.

    A CASE asks one after the other, where `and` would ask everything of every row.
    """
    if is_nik:
        return Digits(nik=True).proved(column)
    words = ", ".join(map(literal, SIMPLE_PLACEHOLDERS))
    return (
        f"(case when not regexp_full_match({column}, '{SIMPLE_IDENTIFIER}') then false "
        f"when contains(lower({column}), '{MASK}') then false "
        f"when strlen({column}) > {_LONGEST_WORD} then true else lower({column}) not in ({words}) end)"
    )


def letters_for(identifiers: Sequence[str]) -> Words | Hash:
    """The proof that suits nearly all of such identifiers, which are not digits."""
    form = form_for(identifiers, _NEARLY_ALL)
    return Words(form) if form else Hash()


@dataclass(frozen=True, slots=True)
class Hash:
    """Plain letters and digits, or with `nik` a NIK: half of a hash, so that it is below `sql.NO_PERSON`."""

    nik: bool = False
    hashed, beside, prefix, form = True, 1, "", None

    def asked(self, column: str) -> list[str]:
        """The hash; that of what it has in common with alike identifiers; and `length_of`."""
        return [f"case when {self.proved(column)} then {hash_of(column)} end", key_of(column), length_of(column)]

    def write(self, asked: Sequence[Any], into: Numbers, beside: Sequence[Numbers] = ()) -> Small:
        """See `Proof.write`."""
        number, key, length = asked
        number.write(into, NO_PERSON)
        key.write(beside[0], 0)
        lengths: Small = length.values
        return lengths

    def proved(self, column: str) -> str:
        """See `Proof.proved`."""
        return simple(column, is_nik=self.nik)


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


def key_of(column: str) -> str:
    """A hash of what an identifier has in common with those that are alike to it, where `simple` holds.

    It is `domain.alike.compact` of such a text, whose letters are ASCII; most have nothing to take away.
    """
    lower = f"lower({column})"
    apart = " or ".join(f"contains({column}, '{sign}')" for sign in "-/_")
    bare = lower
    for sign in "-/_":
        bare = f"replace({bare}, '{sign}', '')"
    return hash_of(f"case when {column} < '1' or {apart} then trim(leading '0' from {bare}) else {lower} end")
