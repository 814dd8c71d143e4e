"""Rows that `aggregate: sum` adds up: a total or another programme among them, or one that is missing, spoils the sum.

These are told apart by a column that is not used, or by the columns of a wide table that nothing tells apart.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from coverage_cli.analysis.sums.short import short_sums
from coverage_cli.analysis.sums.totals import Totals
from coverage_cli.analysis.sums.vocabulary import is_total_name, is_whole
from coverage_cli.analysis.suspicion import Suspect
from coverage_cli.config.layout import Layout, Wide
from coverage_cli.domain.bases import basis_key
from coverage_cli.domain.counts import CountTable
from coverage_cli.domain.fields import FIELDS, MEASURE, SIDES
from coverage_cli.domain.model import Cell, Detail, Key, Kind
from coverage_cli.domain.names.keys import name_key
from coverage_cli.domain.names.labels import Labels
from coverage_cli.domain.phrases import phrase
from coverage_cli.intake.counts.table import read_apart
from coverage_cli.intake.headers.roles import is_programme
from coverage_cli.intake.locate import Found, locate, without_count
from coverage_cli.intake.rows import open_rows
from coverage_cli.pipeline.loading import Tables

_NEARLY = Fraction(1, 100)
"""What is called a total and comes that near to the rows beside it is theirs, however all of them were rounded."""


_NO_KEYS = ("note", "source")
"""Fields that tell no two rows apart, so that the columns of a wide table that become one are added up."""


class Apart(NamedTuple):
    """What is suspected of one unused column, or of columns: its names, the suspicions, and where they stand."""

    labels: Sequence[Labels]
    suspects: Sequence[Suspect]
    places: Mapping[tuple[Kind, Key], Found]


def apart(tables: Tables) -> Iterator[Apart]:
    """Totals and programmes among rows that were added up; a file that may have some is read again.

    In each unused column; of columns that nobody declared (S103), and of notes, in those that have the name of one.
    """
    for kind in SIDES:
        reader = tables.reader(kind)
        summed = {source.path for source in reader.sources if source.summed}
        for layout in tables.layouts[kind]:
            if layout.name not in summed:
                continue
            unknown = {one.value for one in reader.findings if one.code == "S103" and one.place.path == layout.name}
            for name in (*layout.unused, *_with_names(layout, kind, unknown.difference(layout.unused))):
                found = _of(kind, layout, name)
                if found.suspects:
                    yield found
            if layout.wide and layout.wide.field in _NO_KEYS and (found := _across(kind, layout, layout.wide)).suspects:
                yield found


def partial(tables: Tables) -> dict[tuple[Kind, Key], Found]:
    """Sums that lack the count of a row, each with its first such row; a file with missing counts is read again."""
    places: dict[tuple[Kind, Key], Found] = {}
    for kind in SIDES:
        reader = tables.reader(kind)
        lacking = {source.path for source in reader.sources if source.missing}
        for layout in tables.layouts[kind]:
            if summed := reader.summed.get(layout.aggregate) if layout.name in lacking else None:
                for key, row in without_count(layout, kind, reader.dimensions):
                    if key in summed and _is_part(row, reader.table.detail(*key)):
                        places.setdefault((kind, key), row)
    return places


def short(tables: Tables) -> Iterator[Suspect]:
    """Sums of fewer rows than nearly all of their like, where no row was refused."""
    for kind in SIDES:
        reader = tables.reader(kind)
        for rows in reader.summed.values():
            for key, count, usual, like in short_sums(rows):
                if not reader.damage.covers(key.group.branch, key.cell[0]):
                    args = (("rows", str(count)), ("usual", str(usual)), ("like", like))
                    yield Suspect("K112", kind, key, MEASURE[kind], args)


def _is_part(row: Found, counted: Detail) -> bool:
    """Whether a row would have been added: rows of unlike bases or programmes count the same people."""
    said = (
        (basis_key(row.texts["basis"]), basis_key(counted.basis)),
        (name_key(row.texts.get("programme", "")), name_key(counted.programme)),
    )
    return all(one in {"", other} or not other for one, other in said)


def _with_names(layout: Layout, kind: Kind, columns: Collection[str | None]) -> list[str]:
    """Those of the columns, or of notes, in which a total or a programme is named; the file is read once for all."""
    rows = open_rows(layout, kind)
    names, fields = (rows.header.names, rows.header.columns) if rows.header else ((), {})
    noted = {at for name, at in fields.items() if name in _NO_KEYS}
    found = {name: False for at, name in enumerate(names) if name in columns or at in noted}
    for block in rows.blocks() if found else ():
        for name, cells in zip(names, block.columns, strict=False):
            if not found.get(name, True):
                texts = [cell for cell in set(cells) if not cell[:1].isdigit()]
                found[name] = any(is_total_name(name_key(text)) or is_programme(text) for text in texts)
    return [name for name, is_found in found.items() if is_found]


def _of(kind: Kind, layout: Layout, name: str) -> Apart:
    """The suspicions about one column, which is read as if it were a dimension."""
    field = _field(layout, name)
    unused = tuple(other for other in layout.unused if other != name)
    told = replace(layout, columns={**layout.columns, field: name}, unused=unused)
    return _suspected(kind, told, field, _is_one)


def _across(kind: Kind, layout: Layout, wide: Wide) -> Apart:
    """The suspicions about the columns of a wide table, each once, which are read as if they were a dimension."""
    field = _field(layout, "wide")
    said = {name_key(name): name_key(text) for name, text in wide.columns.items()}

    def is_one(suspect: Suspect) -> bool:
        return is_whole(said.get(name_key(suspect.shown or ""), "")) or _is_one(suspect)

    found = _suspected(kind, replace(layout, wide=Wide(field, {name: name for name in wide.columns})), field, is_one)
    firsts = {one.shown: one for one in sorted(found.suspects, key=lambda one: one.key, reverse=True)}
    return found._replace(suspects=tuple(firsts.values()))


def _field(layout: Layout, name: str) -> str:
    """What a dimension is called that is none of the file's: by this name, or with a blank where it is a field's."""
    return f"{name} " if name in {*layout.dimensions, *(one for fields in FIELDS.values() for one in fields)} else name


def _suspected(kind: Kind, layout: Layout, field: str, is_one: Callable[[Suspect], bool]) -> Apart:
    """The suspicions about a field that tells rows apart as a dimension does."""
    dimensions = (*layout.dimensions, field)
    told = replace(layout, dimensions=dimensions)
    reader = read_apart([told], kind, dimensions)
    table, labels = reader.table, tuple(reader.labels)
    suspects = [one for one in Totals(table, labels).suspects() if one.field == field and is_one(one)]
    way = _ONE_COLUMN if told.wide and told.wide.field == field else _NAMED
    suspects += _programmes(table, field, labels[-1], way)
    rows = locate([told], kind, {one.key for one in suspects}, dimensions, first=True)
    return Apart(labels, suspects, {(kind, key): found[0] for key, found in rows.items()})


def _programmes(table: CountTable, field: str, names: Labels, way: str) -> Iterator[Suspect]:
    """The first row of another programme than one of its key, which it would be added to: people are in several."""
    known = {name for name in names if any(map(is_programme, (name, *name.split())))}
    if table.kind is not Kind.PARTICIPANTS or len(known) < 2:  # noqa: PLR2004 - one is none of several
        return
    for group, cells in sorted(table.counts.items()):
        first: dict[Cell, str] = {}
        for *rest, name in (cell for cell in sorted(cells) if cell[-1] in known):
            if first.setdefault(tuple(rest), name) != name:
                args = (("names", "\n".join(map(names.shown, sorted(known)))), ("also", way))
                yield Suspect("X105", table.kind, Key(group, (*rest, name)), field, args, names.shown(name))
                return


_NAMED = phrase("; the column is named under columns:, as programme")
_ONE_COLUMN = phrase("; of columns, name that of one programme alone under columns:")


def _is_one(suspect: Suspect) -> bool:
    """Whether a row that is a total by its name is the sum of rows of its key; the word may mean another thing."""
    args = dict(suspect.args)
    if suspect.code != "K102":
        return True
    said, added = Fraction(args["count"]), Fraction(args["sum"])
    return bool(added) and abs(said - added) <= _NEARLY * said
