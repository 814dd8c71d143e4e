"""Rows of a file that nobody described that are no rows of counts: totals among their parts, and notes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coverage_cli.analysis.total_names import is_total_name
from coverage_cli.domain.names import name_key
from coverage_cli.domain.units import unit_of
from coverage_cli.intake.oddities import are_column_numbers, describes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from coverage_cli.intake.peek import Peek

_NAMES = ("branch", "segment")
_NOTE = re.compile(
    r"(?:sumber|sources?|catatan|notes?|keterangan|ket|remarks?|footnotes?)\b[ .]*:|[*†‡¹²³]", re.IGNORECASE
)


def keyed_rows(seen: Peek, columns: Sequence[str]) -> list[tuple[str, ...]]:
    """The cells of some columns, of the rows in which none of them is empty."""
    rows = zip(*map(seen.column, columns), strict=True)
    return [row for row in rows if all(map(str.strip, row)) and not are_column_numbers(row)]


def to_leave_out(
    seen: Peek, columns: Mapping[str, str], wholes: Mapping[str, set[str]]
) -> dict[str, tuple[str, ...]]:  # fmt: skip
    """Texts by which rows can be left out: by our fields, or by the headers of other columns.

    `wholes` are by field the keys of names that are sums of the others.
    """
    found: dict[str, list[str]] = {}
    for name in (name for name in _NAMES if name in columns):
        names = list(dict.fromkeys(seen.cells(columns[name])))
        sums = wholes.get(name, set())
        totals = [text for text in names if is_total_name(key := name_key(text)) or key in sums]
        found[name] = totals if len(totals) < len(names) else []
    keys = [seen.names.index(columns[name]) for name in _NAMES if name in columns]
    fields = {theirs: ours for ours, theirs in columns.items() if ours in _NAMES}
    rows = [tuple(map(str.strip, row)) for row in zip(*seen.columns, strict=True)]
    numbers = [row for row in rows if are_column_numbers(row)]
    units = [row for row in rows[:1] if describes(row) and not are_column_numbers(row)]
    rows = [row for row in rows if row not in numbers and row not in units]
    for row in units:
        cell = next(filter(unit_of, row), "") or next(filter(None, row))
        name = seen.names[row.index(cell)]
        found.setdefault(fields.get(name, name), []).append(cell)
    for row in numbers if seen.names[0] else ():
        found.setdefault(fields.get(seen.names[0], seen.names[0]), []).append(row[0])
    whole = [row for row in rows if all(row[at] for at in keys) and not is_note(row)]
    torn = [(row, _telling(row)) for row in rows if not all(row[at] for at in keys) or is_note(row)]
    # A lone name in a column that other rows leave empty is no note, but what these rows are about.
    heads = {key for row, at in torn if at is None for key in keys if not row[key]}
    for row, at in torn:
        if at is None or not seen.names[at] or at in heads or any(row[at] == other[at] for other in whole):
            continue
        texts = found.setdefault(fields.get(seen.names[at], seen.names[at]), [])
        texts += [row[at]] if row[at] not in texts else []
    return {name: tuple(texts) for name, texts in found.items() if texts}


def is_note(row: Sequence[str]) -> bool:
    """Whether a row is one text that begins as notes below a table do: a name may have lost its count."""
    filled = [text for text in row if text]
    return len(filled) == 1 < len(row) and _NOTE.match(filled[0]) is not None


def _telling(row: tuple[str, ...]) -> int | None:
    """Where a row without its names says what it is: in the only cell of a note, or by a word for a total."""
    filled = [at for at, text in enumerate(row) if text]
    lone = len(filled) == 1 and any(map(str.isalpha, row[filled[0]]))
    return filled[0] if lone else next((at for at in filled if is_total_name(name_key(row[at]))), None)
