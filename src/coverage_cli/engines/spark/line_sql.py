"""SQL that makes rows of a cluster's files: physical lines, what they prove, and their cells.

Text is read as lines and split here, because Spark's own CSV reader takes broken rows without a word. Names are
ours; values stand in literals or in frames; a frame is named in braces.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from coverage_cli.domain.parquet import JOINT, UTC
from coverage_cli.domain.signs import MAY_BE_COMMENTED
from coverage_cli.engines.extract import Extract

_LONGEST_LINE = 1 << 18
"""Bytes; whoever writes a longer line has lost a line end, and the exact reader says where."""


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

IN_PARTITION = (1 << 33) - 1
"""The bits of `at` that number the rows of a partition (Spark's `monotonically_increasing_id`)."""
ORDER = f"(block + (at & {IN_PARTITION}))"
"""A row's place in its file as one number, the least of which is quickly found.

`at` is 2^33 times a partition's number, plus a row's number in it, which is below the bytes of a block.
"""

EVIDENCE = (
    "select block, min(at) as first, count(*) as lines, "
    "count_if(contains(value, '\"')) as quoted, "
    f"count_if(not is_valid_utf8(value) or octet_length(value) > {_LONGEST_LINE} or COMMENTED) as odd, "
    "count_if(endswith(value, '\\r')) as returned, "
    "count_if(contains(value, '\\r') and instr(value, '\\r') < length(value)) as astray, "
    "max_by(endswith(value, '\\r'), at) as last_returned, "
    "count_if(contains(value, '\"') and not value rlike FORM) as broken from {source} group by block"
)
"""What decides whether the lines are the rows, block by block.

FORM stands for `record_form`, COMMENTED for the condition of a line that may be a comment where nobody else looks.
"""


def commented(column: str) -> str:
    """The condition of a text that may be a comment's."""
    return f"{column} rlike {literal(MAY_BE_COMMENTED)}"


JOINTS = (
    "select block, sum(octet_length(value) + 1L) as length, max(size) as size, "
    f"count_if(contains(value, '{JOINT.decode()}')) as joints from {{source}} group by block"
)
"""Where Parquet files may be joined. A joint has no line end in it, so that it stands in one line, in one block."""


def record_form(delimiter: str) -> str:
    """A literal of a regular expression for a line that is one whole record of any width, by RFC 4180."""
    mark = re.escape(delimiter)
    cell = f'(?:"(?:[^"]++|"")*+"|[^"{mark}]*+)'
    return literal(f"\\A{cell}(?:{mark}{cell})*+\\r?\\z")


def text_rows(extract: Extract, *, quoted: bool, returned: bool, first: int) -> str:
    """The rows of a text file: `line`, `cells` and where they stand. `first` is `at` of the file's first line."""
    below = f"not (block = 0 and at < {first + extract.skip})"
    line = "if(endswith(value, '\\r'), left(value, length(value) - 1), value)" if returned else "value"
    # Exploded, because Spark would split a line again for every condition on a cell of it.
    return (
        f"select block, at, line, cells from (select block, at, {line} as line from {{source}} where {below}) "
        f"lateral view explode(array({_split(extract.delimiter, quoted=quoted)})) as cells"
    )


def lines_at(orders: Sequence[int]) -> str:
    """The lines at some places, with their order."""
    listed = ", ".join(f"{order}L" for order in orders)
    return f"select {ORDER} as place, value from {{source}} where {ORDER} in ({listed})"


WRITTEN_ROWS = "select 0L as block, 0L as at, line, split(line, '\\t', -1) as cells from {source}"
"""The rows that the exact reader wrote."""


def _split(delimiter: str, *, quoted: bool) -> str:
    # Java splits by one plain or escaped character without compiling an expression for every line.
    mark = "\\|" if delimiter == "|" else delimiter
    if not quoted:
        return f"split(line, {literal(mark)}, -1)"
    # A delimiter before every cell: a match of no characters would make the next one skip a character.
    cell = literal(f'{mark}("(?:[^"]++|"")*+"|[^"{delimiter}]*+)')
    unquoted = "replace(substr(c, 2, length(c) - 2), '\"\"', '\"')"
    return (
        f"transform(regexp_extract_all(concat({literal(delimiter)}, line), {cell}, 1), "
        f"c -> if(startswith(c, '\"'), {unquoted}, c))"
    )


_EXPONENT = r"E(?:-4|[0-9]|1[0-5])\z"
"""Of numbers that DuckDB writes without one,"""
_WIDE = "decimal(38, 18)"
"""which fit into this type,"""
_ZEROS = r"([.][0-9]+?)0+\z"
"""and end without these."""


def columnar_rows(extract: Extract) -> tuple[str, ...]:
    """The columns that make rows of a Parquet file, every cell as text; an empty cell is an empty text."""
    cells = ", ".join(f"coalesce({_text(_name(name))}, '')" for name in extract.names)
    return "0L as block", "_metadata.row_index as at", "'' as line", f"array({cells}) as cells"


def _text(column: str) -> str:
    """A column as text, as DuckDB writes it: a moment with its zone, so that nobody takes its day for the reader's.

    Java gives numbers an exponent sooner than others do.
    """
    text, kind = f"cast({column} as string)", f"typeof({column})"
    plain = f"regexp_replace(cast(try_cast({text} as {_WIDE}) as string), {literal(_ZEROS)}, '$1')"
    exponent = f"{kind} in ('double', 'float') and {text} rlike {literal(_EXPONENT)}"
    return f"case when {kind} = 'timestamp' then concat({text}, '{UTC}') when {exponent} then {plain} else {text} end"


def _name(text: str) -> str:
    return "`" + text.replace("`", "``") + "`"
