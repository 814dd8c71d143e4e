"""The SQL for a cluster as text: lines to cells, identifiers proved, combinations and people counted.

Text is read as lines and split here, because Spark's own CSV reader takes broken rows without a word. Names are
ours; values stand in literals or in frames; a frame is named in braces.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coverage_cli.domain import nik

if TYPE_CHECKING:
    from coverage_cli.engines.base import Extract

_LONGEST_LINE = 1 << 18
"""Characters; whoever writes a longer line has lost a line end, and the exact reader says where."""


def literal(text: str) -> str:
    """A string literal."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


LINES = (
    "value",
    "_metadata.file_block_start as block",
    "monotonically_increasing_id() as at",
    "_metadata.file_size as size",
)
"""Every physical line with its block of the file; within a block, `at` counts on from line to line."""

EVIDENCE = (
    "select block, min(at) as first, count(*) as lines, count_if(value in ('', '\\r')) as empty, "
    "count_if(contains(value, '\"')) as quoted, "
    f"count_if(not is_valid_utf8(value) or value rlike '[\\\\x00-\\\\x08]' or length(value) > {_LONGEST_LINE}) as odd, "
    "count_if(endswith(value, '\\r')) as returned, "
    "sum(length(value) - length(replace(value, '\\r', ''))) as returns, "
    "max_by(endswith(value, '\\r'), at) as last_returned, "
    "count_if(not value rlike FORM) as broken from {source} group by block"
)
"""What decides whether the lines are the rows, block by block; FORM stands for `record_form`."""


def record_form(delimiter: str) -> str:
    """A literal of a regular expression for a line that is one whole record of any width, by RFC 4180."""
    mark = re.escape(delimiter)
    cell = f'(?:"(?:[^"]++|"")*+"|[^"{mark}]*+)'
    return literal(f"\\A{cell}(?:{mark}{cell})*+\\r?\\z")


def text_rows(extract: Extract, *, quoted: bool, first: int) -> str:
    """The rows of a text file: `line`, `cells` and where they stand. `first` is `at` of the file's first line."""
    below = f"not (block = 0 and at < {first + extract.skip})"
    return (
        f"select block, at, line, {_split(extract.delimiter, quoted=quoted)} as cells from "
        "(select block, at, regexp_replace(value, '\\\\r\\\\z', '') as line from {source} "
        f"where {below}) where line <> ''"
    )


WRITTEN_ROWS = "select 0L as block, 0L as at, line, split(line, '\\t', -1) as cells from {source}"
"""The rows that the exact reader wrote."""


def _split(delimiter: str, *, quoted: bool) -> str:
    mark = f"[{delimiter}]"
    if not quoted:
        return f"split(line, {literal(mark)}, -1)"
    # A delimiter before every cell: a match of no characters would make the next one skip a character.
    cell = literal(f'{mark}("(?:[^"]++|"")*+"|[^"{delimiter}]*+)')
    unquoted = "replace(substr(c, 2, length(c) - 2), '\"\"', '\"')"
    return (
        f"transform(regexp_extract_all(concat({literal(delimiter)}, line), {cell}, 1), "
        f"c -> if(startswith(c, '\"'), {unquoted}, c))"
    )


def columnar_rows(extract: Extract) -> tuple[str, ...]:
    """The columns that make rows of a Parquet file, every cell as text; an empty cell is an empty text."""
    cells = ", ".join(f"coalesce(cast({_name(name)} as string), '')" for name in extract.names)
    return "0L as block", "_metadata.row_index as at", "'' as line", f"array({cells}) as cells"


def _name(text: str) -> str:
    return "`" + text.replace("`", "``") + "`"


def person_rows(extract: Extract, rows: str, *, is_nik: bool) -> str:
    """The rows as person `p`, texts `t0`, ..., whether they have the right width, and whether `p` is proved."""
    whole = f"size(cells) = {extract.width}"
    texts = ", ".join(f"if({whole}, cells[{place}], null) as t{at}" for at, place in enumerate(extract.places))
    return (
        f"select block, at, line, cells, whole, p, {_listed(extract)}, "
        f"whole and {_proof(is_nik=is_nik)} as proved "
        f"from (select *, {whole} as whole, if({whole}, cells[{extract.identifier}], null) as p, {texts} from ({rows}))"
    )


def names(extract: Extract) -> list[str]:
    """The names of the columns of texts."""
    return [f"t{at}" for at in range(len(extract.places))]


def _proof(*, is_nik: bool) -> str:
    """The condition that the model takes an identifier as it is: plain letters and digits, or a NIK."""
    if is_nik:
        return f"p rlike {literal(nik_form())}"
    return (
        "(p rlike '\\\\A[0-9A-Za-z][0-9A-Za-z/_-]{{0,60}}\\\\z' "
        "and not contains(lower(p), 'xxx') and lower(p) not in ('null', 'none', 'nan', 'n/a'))"
    )


def nik_form() -> str:
    """A regular expression of Java for a NIK: six digits, a date of birth (40 added to a woman's day), a serial."""
    dates = [f"{date:04}" for date in range(10_000) if nik.nik_fault(f"000000{date:04}010001") is None]
    leap = "|".join(f"{year:02}" for year in range(0, 100, 4))
    born = "|".join(dates)
    return f"\\A[0-9]{{{{6}}}}(?:(?:{born})[0-9][0-9]|(?:29|69)02(?:{leap}))(?!0000)[0-9]{{{{4}}}}\\z"


def combinations(extract: Extract, people: str) -> str:
    """The texts that occur together, in how many rows, in how many of these the identifier is proved, and the first."""
    listed = _listed(extract)
    return (
        f"select whole, {listed}, count(*) as rows, count_if(proved) as proved, min(struct(block, at, line)) as first "
        f"from ({people}) group by whole, {listed}"
    )


def unproved(extract: Extract, people: str) -> str:
    """The distinct identifiers that only the model can judge, in rows of valid texts."""
    return f"select distinct p from ({people}) join {{valid}} using ({_listed(extract)}) where not proved"


def used_rows(extract: Extract, people: str, *, doubt: bool) -> str:
    """The valid rows: person, and the number that `valid` gives their texts; with `doubt`, some are only `known`."""
    found = f"from ({people}) join {{valid}} using ({_listed(extract)})"
    if not doubt:
        return f"select p as person, number {found} where proved"
    return (
        f"select if(proved, p, value) as person, number {found} "
        "left join {known} on not proved and p = raw where proved or value is not null"
    )


def refused_rows(extract: Extract, people: str) -> str:
    """The other rows, with all their cells."""
    return (
        f"select block, at, line, cells from ({people}) left join {{valid}} using ({_listed(extract)}) "
        "left join {known} on not proved and p = raw "
        "where number is null or not coalesce(proved or value is not null, false)"
    )


def _listed(extract: Extract) -> str:
    return ", ".join(names(extract))


def by_number(used: str) -> str:
    """How many valid rows have each number."""
    return f"select number, count(*) as rows from ({used}) group by number"


def sets(used: str) -> str:
    """How many people belong to exactly a set of cells: by person first, which is the cheapest order of counting."""
    return (
        "select cells, count(*) as people, sum(rows) as rows from "
        f"(select person, array_sort(collect_set(number)) as cells, count(*) as rows from ({used}) group by person) "
        "group by cells"
    )
