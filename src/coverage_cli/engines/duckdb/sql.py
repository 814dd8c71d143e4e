"""The engine's SQL as text: how a file is read, how a combination gets its number.

Everything is read as text. The dialect is pinned, because DuckDB's own guess may differ from file to file; names
are ours (c0, c1, ...), values are quoted here, and no pattern in a path is expanded.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from coverage_cli.domain.parquet import text_of
from coverage_cli.domain.patterns import AS_WRITTEN, without_pattern
from coverage_cli.domain.signs import MAY_BE_COMMENTED
from coverage_cli.domain.weights import BILLIONTHS, DIGITS, FORM
from coverage_cli.engines.choosing import kept, meant
from coverage_cli.engines.extract import Extract

NO_PERSON = (1 << 64) - 1
NO_CODE = (1 << 32) - 1
MOST_CODES = 1 << 22
"""Numbers of a mixed-radix code; above it combinations are numbered one by one."""
_FEW = 8
"""Texts that a chain of comparisons finds sooner than a hash table."""
_NUMBER = "file_row_number"
"""DuckDB's column of row numbers in a Parquet file."""


def literal(text: str) -> str:
    """A string literal."""
    return "'" + text.replace("'", "''") + "'"


def file(path: str) -> str:
    """A file of this machine, as what reads files has to be told of it."""
    return literal(without_pattern(path))


def source(extract: Extract, *, every: bool = False) -> str:
    """The wanted rows as a table of texts c0, ...: the needed columns, or `every` one and `line`, a row's number."""
    table = _table(extract, every=every)
    if not extract.sieves:
        return table
    return f"(select * from {table} where {kept(extract.sieves, 'c{}'.format, literal)})"


def _table(extract: Extract, *, every: bool) -> str:
    if extract.columnar:
        return _columnar_table(extract, every=every)
    columns = ", ".join(f"'c{at}': 'VARCHAR'" for at in range(extract.width))
    table = _read_csv(extract, columns, extract.delimiter, '"' if extract.quoted else "")
    return f"(select 0 as line, * from {table})" if every else table


def _columnar_table(extract: Extract, *, every: bool) -> str:
    """A Parquet file's; `raw` is the identifier as the file holds it."""
    needed = range(extract.width) if every else sorted(extract.read)
    columns = ", ".join(f"coalesce({_text(extract, at)}, '') as c{at}" for at in needed)
    columns += f", {_name(extract.names[extract.identifier])} as raw"
    if not every:
        return f"(select {columns} from {parquet(extract.path, f'{_NUMBER}=false')})"
    own = _NUMBER in map(str.casefold, extract.names)  # then DuckDB has none to give; a window takes one processor
    number = "row_number() over ()" if own else f"{_NUMBER} + 1"
    return f"(select {number} as line, {columns} from {parquet(extract.path, f'{_NUMBER}={str(not own).lower()}')})"


def _text(extract: Extract, at: int) -> str:
    return text_of(_name(extract.names[at]), extract.kinds[at])


def parquet(path: str, *options: str) -> str:
    """What reads a Parquet file of this machine, with its own columns alone."""
    return f"read_parquet({', '.join((file(path), AS_WRITTEN, *options))})"


def counted(extract: Extract) -> str:
    """How many rows there are by the texts that choices may mean."""
    texts = ", ".join(f"{meant(one, f'c{one.place}', literal)} as m{at}" for at, one in enumerate(extract.choices))
    return f"select *, count(*)::bigint from (select {texts} from {_table(extract, every=False)}) group by all"


def commented(extract: Extract) -> str:
    """A row of a Parquet file, if there is one, whose first cell may be a comment's."""
    commented_out = f"regexp_matches({_text(extract, 0)}, {literal(MAY_BE_COMMENTED)})"
    return f"select 1 from {parquet(extract.path)} where {commented_out} limit 1"


def lines(extract: Extract) -> str:
    r"""The file as a table of its physical lines (`line`), which hold no \x02."""
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
