"""Rows that the configuration does not want: which cells say so, and how many rows go, before any row is judged.

An engine counts rows by those cells of `Extract.choices` that hold one of the wanted texts; what a cell is without
its blanks is decided above it. So the rows that go are never judged, and no identifier of theirs is looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from coverage_cli.domain.dropped_rows import DroppedRows
from coverage_cli.domain.signs import WHITE
from coverage_cli.engines.base import Verdict
from coverage_cli.engines.extract import Extract, RowFilter, Sieve


def meant(choice: RowFilter, column: str, literal: Callable[[str], str]) -> str:
    """The text of a column where it may be meant, as SQL that engines share; else NULL."""
    if choice.numbers:
        return column
    empty = f"in ('', {', '.join(map(literal, WHITE))})"
    some = [f"{_holds(column, literal(text))} {empty}" for text in sorted(choice.texts - {""})]
    some += [f"substr({column}, 1, 1) {empty}"] if "" in choice.texts else []
    return f"case when {' or '.join(some)} then {column} end"


def _holds(column: str, text: str) -> str:
    """The first sign beside a text that a column holds: of `-`, nearly any identifier would be asked about else."""
    return f"contains({column}, {text}) and substr(replace({column}, {text}, ''), 1, 1)"


def sifted(
    extract: Extract, verdict: Verdict, count: Callable[[], Sequence[Sequence[Any]]]
) -> tuple[Extract, DroppedRows]:
    """The extract with its sieves, and what they take away; `count` gives rows by the texts that may be `meant`."""
    if not extract.choices:
        return extract, DroppedRows()
    counted, dropped = count(), DroppedRows()
    found = [
        verdict.choose(at, list(dict.fromkeys(row[at] for row in counted if row[at] is not None)))
        for at in range(len(extract.choices))
    ]
    for *texts, rows in counted:
        judged = zip(texts, found, extract.choices, strict=True)
        against = {choice.wanted for text, known, choice in judged if (text in known) is not choice.wanted}
        if False in against:
            dropped.left_out += rows
        elif against:
            dropped.filtered += rows
    pairs = list(zip(extract.choices, found, strict=True))
    for choice, known in pairs:
        (dropped.kept if choice.wanted else dropped.met).update((choice.name, text) for text in known.values())
    return replace(extract, sieves=tuple(Sieve(one.place, tuple(known), one.wanted) for one, known in pairs)), dropped


def kept(sieves: Sequence[Sieve], column: Callable[[int], str], literal: Callable[[str], str]) -> str:
    """The condition of a row that stays, as SQL that engines share."""
    found = []
    for sieve in sieves:
        listed = ", ".join(map(literal, sieve.texts))
        among = f"{column(sieve.place)} in ({listed})" if listed else "false"
        found.append(among if sieve.wanted else f"not {among}")
    return " and ".join(found)
