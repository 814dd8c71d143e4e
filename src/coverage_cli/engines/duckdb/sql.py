"""The engine's SQL as text: how a file is read, how an identifier is proved, how a combination gets its number.

Everything is read as text. The dialect is pinned, because DuckDB's own guess may differ from file to file; names
are ours (c0, c1, ...), values are quoted here, and no pattern in a path is expanded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from coverage_cli.domain import nik
from coverage_cli.domain.patterns import AS_WRITTEN, without_pattern
from coverage_cli.domain.records import MASK, SIMPLE_IDENTIFIER, SIMPLE_PLACEHOLDERS
from coverage_cli.domain.weights import BILLIONTHS, DIGITS, FORM
from coverage_cli.engines.identifiers import LONGEST_NUMBER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_cli.engines.extract import Extract

NO_PERSON = (1 << 64) - 1
NO_CODE = (1 << 32) - 1
MOST_CODES = 1 << 22
"""Numbers of a mixed-radix code; above it combinations are numbered one by one."""
_NEARLY_ALL = 0.98
_FEW = 8
"""Texts that a chain of comparisons finds sooner than a hash table."""
_NUMBER = "file_row_number"
"""DuckDB's column of row numbers in a Parquet file."""


def literal(text: str) -> str:
    """A string literal."""
    return "'" + text.replace("'", "''") + "'"


def file(path: str) -> str:
    """A file of this machine, as what reads files has to be told of it.

    Raises:
        UsageFault: DuckDB cannot be told of it.

    """
    return literal(without_pattern(path))


def source(extract: Extract, *, every: bool = False) -> str:
    """The file as a table of texts c0, c1, ...: the needed columns, or `every` one and `line`, a row's number."""
    if extract.columnar:
        weight = () if extract.weight is None else (extract.weight,)
        needed = range(extract.width) if every else sorted({*extract.places, extract.identifier, *weight})
        columns = ", ".join(f"coalesce(cast({_name(extract.names[at])} as varchar), '') as c{at}" for at in needed)
        columns += f", {_name(extract.names[extract.identifier])} as raw"
        own = _NUMBER in map(str.casefold, extract.names)  # then DuckDB has none to give; a window takes one processor
        number = "row_number() over ()" if own else f"{_NUMBER} + 1"
        numbered = f"{number} as line, " if every else ""
        rows = parquet(extract.path, f"{_NUMBER}={str(every and not own).lower()}")
        return f"(select {numbered}{columns} from {rows})"
    columns = ", ".join(f"'c{at}': 'VARCHAR'" for at in range(extract.width))
    table = _read_csv(extract, columns, extract.delimiter, '"' if extract.quoted else "")
    return f"(select 0 as line, * from {table})" if every else table


def parquet(path: str, *options: str) -> str:
    """What reads a Parquet file of this machine, with its own columns alone."""
    return f"read_parquet({', '.join((file(path), AS_WRITTEN, *options))})"


def lines(extract: Extract) -> str:
    r"""The file as a table of its physical lines (`line`), which hold no \\x02."""
    return _read_csv(extract, "'line': 'VARCHAR'", "\x02", "")


def record_form(delimiter: str, width: int) -> str:
    """A regular expression for a line that is one whole record of that width, by RFC 4180."""
    mark = re.escape(delimiter)
    cell = f'(?:"(?:[^"]|"")*"|[^"{mark}]*)'
    return f"{cell}(?:{mark}{cell}){{{width - 1}}}"


def _read_csv(extract: Extract, columns: str, delimiter: str, quote: str) -> str:
    options = {
        "auto_detect": "false",
        "header": "false",
        "skip": str(extract.skip),
        "delim": literal(delimiter),
        "quote": literal(quote),
        "escape": literal(quote),
        "comment": "''",
        "nullstr": "'\x01'",
        "strict_mode": "true",
        "null_padding": "false",
        "ignore_errors": "false",
        "compression": literal("gzip" if extract.packed else "none"),
        "columns": f"{{{columns}}}",
    }
    given = (f"{name}={value}" for name, value in options.items())
    return f"read_csv({', '.join((file(extract.path), AS_WRITTEN, *given))})"


def _name(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


@dataclass(frozen=True, slots=True)
class Proof:
    """What makes an identifier valid without asking the model: digits alone.

    With `length`, exactly so many and no leading zero, which is the quickest to prove (`_plain`). Without, up to 18
    digits; a 1 set before them keeps their zeros apart, and the number, written out, is the text. With `nik`, the
    number's date and serial are looked at too. Where the file holds `whole` numbers (`raw`), they are only compared.
    """

    length: int | None
    nik: bool = False
    whole: bool = False

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
        """What to add to the number, so that numbers of all proofs compare: 1 before the digits."""
        return 0 if self.length is None else 10**self.length


NIK = Proof(nik.LENGTH, nik=True)


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


def proof_for(identifiers: Sequence[str]) -> Proof | None:
    """The proof that suits nearly all of such identifiers; None where too many are not digits, or too long."""
    numbers = [text for text in identifiers if is_number(text)]
    if not numbers or len(numbers) < len(identifiers) * _NEARLY_ALL:
        return None
    lengths = set(map(len, numbers))
    zero = any(text.startswith("0") for text in numbers)
    return Proof(lengths.pop() if len(lengths) == 1 and not zero else None)


def is_number(identifier: str) -> bool:
    """Whether an identifier is one that every `Proof` would number in the same way."""
    return identifier.isascii() and identifier.isdigit() and len(identifier) <= LONGEST_NUMBER


WHOLE = frozenset({"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"})
"""Types whose text is their digits, without idle zeros."""


def simple(column: str, *, is_nik: bool = False) -> str:
    """The condition that the model takes an identifier as it is: plain letters and digits, or a NIK."""
    if is_nik:
        return f"(({NIK.number(column)}) is not null)"
    return (
        f"(regexp_full_match({column}, '{SIMPLE_IDENTIFIER}') and not contains(lower({column}), '{MASK}') "
        f"and lower({column}) not in ({', '.join(map(literal, SIMPLE_PLACEHOLDERS))}))"
    )


def billionths(column: str, mark: str) -> str:
    """A weight in billionths of a person, NULL where its text is not proved: by its form, and in whole numbers.

    The digits without their mark, times ten for each decimal that is missing: below 10^18 by that form.
    """
    form, point = literal(FORM.replace("[.]", f"[{mark}]")), literal(mark)
    decimals = f"(case when contains({column}, {point}) then strlen({column}) - instr({column}, {point}) else 0 end)"
    powers = ", ".join(f"{BILLIONTHS // 10**places}" for places in range(DIGITS + 1))
    digits = f"try_cast(replace({column}, {point}, '') as bigint)"
    number = f"{digits} * list_extract([{powers}]::bigint[], {decimals} + 1)"
    return f"case when regexp_full_match({column}, {form}) then {number} end"


def positions(extract: Extract, dictionary: Sequence[Sequence[str]], enums: Sequence[str]) -> list[str]:
    """For each column, where in its dictionary a row's text stands; NULL for an unknown one.

    Each is as small a number as will do: rows are handed over by the million.
    """
    found = []
    for at, texts, enum in zip(extract.places, dictionary, enums, strict=True):
        compared = len(texts) <= _FEW and not extract.columnar
        found.append(_position(f"c{at}", texts, None if compared else enum))
    return found


def _position(column: str, texts: Sequence[str], enum: str | None) -> str:
    if enum:  # a column of Parquet has a dictionary, whose texts are cast once each
        return f"enum_code(try_cast({column} as {enum}))"
    cases = " ".join(f"when {literal(text)} then {at}" for at, text in enumerate(texts))
    return f"(case {column} {cases} end)::utinyint"
