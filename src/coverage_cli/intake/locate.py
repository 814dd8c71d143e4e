"""Where keys stand in their files: a second look, taken only when something is to be reported."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from coverage_cli.config.layout import Layout
from coverage_cli.domain.fields import KEYS, MEASURE
from coverage_cli.domain.findings import Place
from coverage_cli.domain.model import Group, Key, Kind
from coverage_cli.domain.names.keys import name_key
from coverage_cli.intake.cells.unread import Unread
from coverage_cli.intake.files.block import Block
from coverage_cli.intake.headers.fields import Header
from coverage_cli.intake.rows import open_rows


class Found(NamedTuple):
    """A row with a wanted key: the place of each of its fields, their texts, and what its columns are called there."""

    places: dict[str, Place]
    texts: dict[str, str]
    called: Mapping[str, str] = MappingProxyType({})


def locate(
    layouts: Iterable[Layout], kind: Kind, wanted: set[Key], dimensions: tuple[str, ...], *, first: bool = False
) -> dict[Key, list[Found]]:
    """Every row of the files that has one of the keys, or the `first` one for each key, in the order of the files."""
    found: dict[Key, list[Found]] = {}
    left = set(wanted)
    for layout in layouts:
        rows = open_rows(layout, kind)
        if (header := rows.usable) is None:
            continue
        where = header.columns
        names = ("branch", "segment", *dimensions)
        keys: dict[str, str] = {}
        for block in rows.blocks():
            if not left:
                return found
            columns = [block.columns[where[name]] for name in (*names, "period")]
            for row, texts in enumerate(zip(*columns, strict=True)):
                branch, *cell, _period = (keys.get(text) or keys.setdefault(text, name_key(text)) for text in texts)
                key = Key(Group(branch, texts[-1].strip()), tuple(cell))
                if key in left:
                    found.setdefault(key, []).append(_row(layout, header, block, row))
                    if first:  # a key may have a million rows that add up
                        left.discard(key)
    return found


def without_count(layout: Layout, kind: Kind, dimensions: tuple[str, ...]) -> Iterator[tuple[Key, Found]]:
    """The rows of a file whose count is declared to be missing, with their keys."""

    def lacking(block: Block, header: Header) -> Iterator[int]:
        counts = block.columns[header.columns[MEASURE[kind]]]
        return (row for row, text in enumerate(counts) if text.strip() in layout.missing)

    return _keyed(replace(layout, missing=frozenset()), kind, dimensions, lacking)


def with_cells(
    layout: Layout, kind: Kind, dimensions: tuple[str, ...], wanted: Collection[Place]
) -> Iterator[tuple[Key, Found]]:
    """The rows of a file that have one of these cells, with their keys."""
    lines, cells = {place.line for place in wanted}, set(wanted)

    def having(block: Block, header: Header) -> Iterator[int]:
        for row in (row for row, line in enumerate(block.lines) if line in lines):
            places = (layout.place(*block.place(row, at)) for at in header.columns.values())
            if not cells.isdisjoint(places):
                yield row

    return _keyed(layout, kind, dimensions, having)


def _keyed(
    layout: Layout,
    kind: Kind,
    dimensions: tuple[str, ...],
    chosen: Callable[[Block, Header], Iterable[int]],
) -> Iterator[tuple[Key, Found]]:
    rows = open_rows(layout, kind)
    if (header := rows.usable) is None:
        return
    for block in rows.blocks():
        for row in chosen(block, header):
            found = _row(layout, header, block, row)
            branch, *cell = (name_key(found.texts[name]) for name in ("branch", "segment", *dimensions))
            yield Key(Group(branch, found.texts["period"].strip()), tuple(cell)), found


def _row(layout: Layout, header: Header, block: Block, row: int) -> Found:
    where = header.columns
    places = {name: layout.place(*block.place(row, index)) for name, index in where.items()}
    given = {name: block.columns[index][row] for name, index in where.items()}
    given["basis"] = given.get("basis", "").strip() or header.implied_basis
    return Found(places, given, header.called)


def first_cell(layout: Layout, field: str, key: str) -> Place | None:
    """Where a cell of a field of a file of persons first has a name, by its key; None where none has."""
    rows = open_rows(layout, Kind.PERSONS)
    at = rows.header.columns[field] if rows.header else 0
    for block in rows.blocks():
        wanted = {text for text in set(block.columns[at]) if name_key(text) == key}
        if wanted:
            row = next(row for row, text in enumerate(block.columns[at]) if text in wanted)
            return layout.place(*block.place(row, at))
    return None


def names_at(layouts: Iterable[Layout], kind: Kind, wanted: Collection[Place]) -> dict[Place, Key]:
    """The keys of the rows at these places, as far as the rows could be split; of those that are left out too.

    A line of a wide table is many rows: of a count, the one whose it is; else what all of them share.
    """
    found: dict[Place, Key] = {}
    lines_of: dict[str, dict[int, list[Place]]] = {}
    for place in wanted:
        lines_of.setdefault(place.file, {}).setdefault(place.line, []).append(place)
    for layout in layouts:
        lines = lines_of.get(layout.place(0, 0).file)
        if lines is None or (header := (rows := open_rows(replace(layout, leave_out={}), kind)).usable) is None:
            continue
        branch, segment, period, count = (header.columns[name] for name in (*KEYS, MEASURE[header.kind or kind]))
        own: set[Place] = set()
        for block in rows.blocks():
            for row, line in enumerate(block.lines):
                for place in lines.get(line, ()):
                    text = block.columns[period][row]
                    group = Group(
                        name_key(block.columns[branch][row]), "" if isinstance(text, Unread) else text.strip()
                    )
                    key = Key(group, (name_key(block.columns[segment][row]),))
                    if block.place(row, count) == (place.line, place.column):
                        own.add(place)
                        found[place] = key
                    elif place not in own:
                        found[place] = _shared(found.get(place, key), key)
    return found


def _shared(first: Key, second: Key) -> Key:
    """What two rows of a line have in common, and nothing for what differs."""
    if first == second:
        return first
    texts = zip((*first.group, first.cell[0]), (*second.group, second.cell[0]), strict=True)
    branch, period, segment = (one if one == other else "" for one, other in texts)
    return Key(Group(branch, period), (segment,))
