"""How many identifiers look like numbers that a spreadsheet rounded: the counts of `engines.base.Long`."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np

from coverage_cli.domain.records import SHEET_DIGITS
from coverage_cli.engines.arrays import Numbers
from coverage_cli.engines.base import Long
from coverage_cli.engines.duckdb.digits import pieces
from coverage_cli.engines.identifiers import BARE, LONG


def long_numbers(people: Numbers) -> Long:
    """Of people as numbers, a 1 before their digits."""
    if not len(people):
        return Long()
    least, largest = len(str(people.min())) - 1, len(str(people.max())) - 1
    found = [_of_length(people, digits, alone=least == largest) for digits in range(SHEET_DIGITS + 1, largest + 1)]
    return Long(sum(one.rows for one in found), sum(one.bare for one in found))


def _of_length(people: Numbers, digits: int, *, alone: bool) -> Long:
    rows = bare = 0
    least, idle = np.uint64(10**digits), np.uint64(10 ** (digits - SHEET_DIGITS))
    for at in pieces(len(people)):
        piece = people[at]
        if not alone:
            piece = piece[(piece >= least) & (piece < least + least)]
        rows += len(piece)
        bare += int(np.count_nonzero(piece // idle * idle == piece))  # several times as quick as a remainder
    return Long(rows, bare)


def long_texts(identifiers: Iterable[str]) -> Long:
    """Of identifiers as texts."""
    found = [text for text in identifiers if re.fullmatch(LONG, text)]
    return Long(len(found), sum(bool(re.fullmatch(BARE, text)) for text in found))


def long_sql(column: str) -> tuple[str, str]:
    """Both counts over a column of identifiers, as SQL."""
    return (
        f"count(*) filter (regexp_full_match({column}, '{LONG}'))",
        f"count(*) filter (regexp_full_match({column}, '{BARE}'))",
    )
