"""Totals that `leave_out` takes out of a file, held against the rows that stay: its own check that it is whole."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from coverage_cli.analysis.sums.subtotals import is_sum, rounded_to
from coverage_cli.analysis.sums.vocabulary import TOTAL_WORDS, is_total_name
from coverage_cli.config.layout import Layout
from coverage_cli.domain.counts import CountTable
from coverage_cli.domain.dropped_rows import DroppedRows
from coverage_cli.domain.fields import MEASURE, SIDES
from coverage_cli.domain.findings import Finding, Place
from coverage_cli.domain.model import Kind, Source
from coverage_cli.domain.names.keys import name_key
from coverage_cli.domain.weights import Heads, decimal
from coverage_cli.intake.cells.unread import Unread
from coverage_cli.intake.counts.table import read_apart
from coverage_cli.intake.rows import open_rows
from coverage_cli.pipeline.judging.row_sums import counts
from coverage_cli.pipeline.loading import Tables

_Scope = tuple[str | None, ...]
"""What a total is of: a period, a branch, and what the other fields say; None where it is of all."""


class _Total(NamedTuple):
    """A row that is left out: what it says, as it is written, and where."""

    people: int
    text: str
    place: Place


def left_totals(tables: Tables) -> Iterator[Finding]:
    """K115 for each total that is left out and says another number than its rows, where all of these were read."""
    for kind in SIDES:
        reader = tables.reader(kind)
        # Files of persons come behind those of counts.
        for (layout, dropped), source in zip(reader.dropped, reader.sources, strict=False):
            if dropped is None or not _can_tell(layout, dropped, source):
                continue
            totals = _totals(layout, kind, reader.dimensions, dropped)
            alone = len(reader.sources) == 1
            own = reader if alone or not totals else read_apart([layout], kind, reader.dimensions)
            yield from _off(totals, own.table, MEASURE[kind])


def _can_tell(layout: Layout, dropped: DroppedRows, source: Source) -> bool:
    """Whether a file's rows are all that a total may be of: none without a count, in error, or on another basis."""
    said = dropped.left_out and any(_is_total(text) for _, text in dropped.met)
    return (
        bool(said)
        and not (dropped.missing or dropped.other_basis or source.reported)
        and layout.unit in {None, "people"}
    )


def _is_total(text: str) -> bool:
    """Whether a text is a total's whole name; one with more words may be of some rows alone."""
    return name_key(text).rstrip(":") in TOTAL_WORDS


def _totals(layout: Layout, kind: Kind, dimensions: tuple[str, ...], dropped: DroppedRows) -> dict[_Scope, _Total]:
    """The totals that are left out, by what they are of; none where other people are left out beside them."""
    found = defaultdict[_Scope, dict[Place, _Total]](dict)
    for name in {name for name, _ in dropped.met} - layout.only.keys():
        texts = frozenset(text for column, text in dropped.met if column == name)
        totals = frozenset(filter(_is_total, texts))
        if any(True for _ in _rows(layout, kind, dimensions, {name: texts - totals})):
            return {}
        for scope, total in _rows(layout, kind, dimensions, {name: totals}):
            found[scope][total.place] = total
    return {scope: next(iter(here.values())) for scope, here in found.items() if len(here) == 1}


def _rows(
    layout: Layout, kind: Kind, dimensions: tuple[str, ...], chosen: Mapping[str, frozenset[str]]
) -> Iterator[tuple[_Scope, _Total]]:
    """The rows of a file with these texts that have a number of people."""
    if not all(chosen.values()):
        return
    rows = open_rows(replace(layout, leave_out={}, only={**layout.only, **chosen}), kind)
    if (header := rows.usable) is None:
        return
    fields = [header.columns[name] for name in ("period", "branch", "segment", *dimensions)]
    count = header.columns[MEASURE[kind]]
    for block in rows.blocks():
        texts = block.columns[count]
        for row, (text, people) in enumerate(zip(texts, counts(texts), strict=True)):
            names = [block.columns[at][row] for at in fields]
            if people is not None and not isinstance(names[0], Unread):
                yield tuple(map(_restricted, names)), _Total(people, text, layout.place(*block.place(row, count)))


def _restricted(text: str) -> str | None:
    key = name_key(text)
    return None if not key or is_total_name(key) else key


def _off(totals: Mapping[_Scope, _Total], table: CountTable, measure: str) -> Iterator[Finding]:
    """The totals that are not the sum of two rows or more, as far as these were rounded."""
    rows = [
        ((period.casefold(), branch, *cell), people)
        for (branch, period), cells in (table.counts.items() if totals else ())
        for cell, people in cells.items()
    ]
    step = rounded_to(math.gcd(*(int(people) for _, people in rows), *(total.people for total in totals.values())))
    for asked in {tuple(name is not None for name in scope) for scope in totals}:
        sums, members = defaultdict[_Scope, Heads](int), Counter[_Scope]()
        for names, people in rows:
            scope = tuple(name if is_asked else None for name, is_asked in zip(names, asked, strict=True))
            sums[scope] += people
            members[scope] += 1
        for scope, total in totals.items():
            if members[scope] > 1 and not _agrees(total.people, sums[scope], members[scope] + 1, step):
                added = sums[scope]
                args = {"count": str(total.people), "sum": decimal(added)}
                args["difference"] = decimal(max(total.people - added, added - total.people))
                yield Finding("K115", total.place, measure, total.text, tuple(args.items()))


def _agrees(said: int, added: Heads, members: int, step: int) -> bool:
    """Whether a total is its rows' sum, as far as all of them were rounded: to ten or more, whatever their size."""
    off = max(said - added, added - said)
    return 2 * off <= members * step if step > 1 else is_sum(said, added, members, step)
