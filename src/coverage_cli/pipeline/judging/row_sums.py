"""Columns that say the sum of others, such as men, women and both: where one row says another number, one is wrong.

The sum is what is read and its parts are unused, or the parts are columns of a wide table and the sum is unused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from coverage_cli.config.layout import Layout
from coverage_cli.domain.fields import MEASURE, SIDES
from coverage_cli.domain.findings import Finding
from coverage_cli.domain.model import Kind
from coverage_cli.intake.cells.numbers import BLANKS, declarable, grouping, ungrouped
from coverage_cli.intake.files.block import Block
from coverage_cli.intake.headers.fields import Header
from coverage_cli.intake.headers.vocabulary import normal
from coverage_cli.intake.rows import open_rows
from coverage_cli.pipeline.loading import Tables

_DIGITS = 18
"""The most that are looked at: ten times as many people as there are have eleven."""
_SAMPLE = 100
"""Rows by which it is guessed which column is the sum of which; the others are looked at where one is."""
_FEWEST = 5
"""Rows of a hundred people or more that agree; of fewer, or smaller ones, numbers add up by chance."""
_LARGE = 100
_MOST = 10
"""One row in so many may be off; of more, the one column is no sum of the others."""


class _Sum(NamedTuple):
    """A column, and the columns whose sum it is."""

    whole: int
    parts: Sequence[int]

    def said(self, columns: Sequence[Sequence[str]]) -> Iterator[tuple[int, int, int]]:
        """Of each row in which all of them are counts: its place, what its column says, and its parts add up to."""
        wholes, *parts = (counts(columns[at]) for at in (self.whole, *self.parts))
        for row, (whole, *others) in enumerate(zip(wholes, *parts, strict=True)):
            if whole is not None and None not in others:
                yield row, whole, sum(others)

    def agrees(self, whole: int, added: int) -> bool:
        """Whether the two are one number, as far as parts that were rounded may tell."""
        return 2 * abs(whole - added) <= len(self.parts)


def counts(texts: Sequence[str]) -> list[int | None]:
    """What cells say, whatever groups their digits; None for one that is no count."""
    joined = "".join(texts)
    if joined.isdigit() and joined.isascii() and all(texts) and len(max(texts, key=len)) <= _DIGITS:
        return list(map(int, texts))
    return list(map(_count, texts))


def _count(text: str) -> int | None:
    bare = text.strip(BLANKS)
    plain = ungrouped(bare) if grouping(bare) or declarable(bare) else bare
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= _DIGITS else None


def row_sums(tables: Tables) -> Iterator[Finding]:
    """K116 for each row of which a column is not the sum of others, as it is in nearly all."""
    for kind in SIDES:
        for layout in tables.layouts[kind]:
            if layout.unit in {None, "people"}:
                yield from _of(layout, kind)


def _of(layout: Layout, kind: Kind) -> Iterator[Finding]:
    rows = open_rows(layout, kind)
    if (header := rows.usable) is None or len(header.spare(layout)) < (1 if layout.wide else 2):
        return
    found: _Sum | None = None
    off, agreeing = list[Finding](), 0
    for block in rows.blocks():
        own = block.short or block
        if found is None and (found := _guess(own, header, layout, MEASURE[kind])) is None:
            return
        for row, said, added in found.said(own.columns):
            if found.agrees(said, added):
                agreeing += said >= _LARGE
            else:
                args = {"name": header.names[found.whole], "count": str(said), "sum": str(added)}
                args["names"] = "\n".join(header.names[part] for part in found.parts)
                text, place = own.columns[found.whole][row], layout.place(*own.place(row, found.whole))
                off.append(Finding("K116", place, MEASURE[kind], text, tuple(args.items())))
        if len(off) > max(_SAMPLE, agreeing):
            return
    if agreeing >= max(_FEWEST, _MOST * len(off)):
        yield from off


def _guess(block: Block, header: Header, layout: Layout, measure: str) -> _Sum | None:
    """Which column is the sum of which in nearly all of the first rows."""
    first = [column[:_SAMPLE] for column in block.columns]
    spare = [at for at in header.spare(layout) if None not in counts(first[at])]
    for one in _possible(spare, header, layout, measure):
        said = [(whole, added) for _, whole, added in one.said(first)]
        agreeing = [whole for whole, added in said if one.agrees(whole, added)]
        off = len(said) - len(agreeing)
        if sum(whole >= _LARGE for whole in agreeing) >= max(_FEWEST, _MOST * off):
            return one
    return None


def _possible(spare: Sequence[int], header: Header, layout: Layout, measure: str) -> Iterable[_Sum]:
    """What may be a sum of what: of parts that stand beside each other, or of the columns of a wide table."""
    if layout.wide:
        names = {normal(name) for name in layout.wide.columns}
        parts = [at for at, name in enumerate(header.names) if normal(name) in names]
        return [_Sum(at, parts) for at in spare if layout.wide.field != "period" and len(parts) > 1]
    runs = combinations(range(len(spare) + 1), 2)
    whole = header.columns[measure]
    return [_Sum(whole, spare[begin:end]) for begin, end in runs if end - begin > 1 and whole < len(header.names)]
