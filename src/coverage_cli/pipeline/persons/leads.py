"""Where rows stand in files that cannot be opened here: a second look by the cluster, when something is reported."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from coverage_cli.config.layout import Layout
from coverage_cli.domain.model import Key, Kind
from coverage_cli.engines.base import First, NumberedLine
from coverage_cli.intake.files.block import Block
from coverage_cli.intake.files.opening import state_of
from coverage_cli.intake.headers.fields import Header
from coverage_cli.intake.locate import Found, locate
from coverage_cli.pipeline.persons.gathered import Gathered
from coverage_cli.pipeline.persons.meaning import Meaning
from coverage_cli.pipeline.persons.reading import block_of


@dataclass(frozen=True, slots=True)
class Lead:
    """The first row of a cell: its file, its texts by field, and where the cluster will find it again.

    `places` are the columns in which fields are told of (`PersonColumns`).
    `first` is None in a file that was copied for the exact reader: the row is looked for in the `copy`, as long as it
    is there; then the place is the file's header.
    """

    layout: Layout
    header: Header
    places: dict[str, int]
    texts: dict[str, str]
    first: First | None
    copy: Layout | None = None

    def found(self, line: str | None) -> Found:
        """The row with the place of each field; in Parquet, which has no lines, of the column."""
        if self.first is None:
            places = dict.fromkeys(self.header.columns, self.layout.place(self.header.line, 1))
            return Found(places, self.texts, self.header.called)
        number = self.first.line
        block = Block([], [number], 0) if line is None else block_of(NumberedLine(number, line), self.header)
        places = {name: self.layout.place(*block.place(0, at)) for name, at in self.places.items()}
        return Found(places, self.texts, self.header.called)


def leads(gathered: Gathered, meaning: Meaning) -> dict[Key, Lead]:
    """The first row of each cell, in the first file that has one; files that can be opened here have none."""
    found: dict[Key, Lead] = {}
    for file, reading in zip(gathered.files, gathered.readings, strict=True):
        firsts = [(one.first, one.texts) for one in (file.survey.combinations if file.survey else ())]
        for first, texts in sorted(firsts, key=lambda one: (one[0] or First(0, 0), one[1])):
            named = dict(zip(reading.fields, texts, strict=True))
            copy = None if first else reading.layout
            lead = Lead(file.layout, reading.header, reading.columns.places, named, first, copy)
            found.setdefault(meaning.of(texts).key, lead)
    return found


def look(
    known: Mapping[Key, Lead], keys: Collection[Key], remote: str, dimensions: tuple[str, ...]
) -> dict[Key, Found]:
    """The rows of these cells, as far as there are leads to them."""
    wanted = {key: known[key] for key in keys if key in known}
    places = {(lead.layout.path, lead.first.order) for lead in wanted.values() if lead.header.delimiter and lead.first}
    lines = dict(_lines(sorted(places), remote))
    found = {
        key: lead.found(lines.get((lead.layout.path, lead.first.order)) if lead.first else None)
        for key, lead in wanted.items()
    }
    return found | _copied(wanted, dimensions)


def _copied(wanted: Mapping[Key, Lead], dimensions: tuple[str, ...]) -> dict[Key, Found]:
    """The first rows of cells in files that were copied here, as far as the copies are still there."""
    copies: dict[str, tuple[Layout, set[Key]]] = {}
    for key, lead in wanted.items():
        if lead.copy is not None and state_of(lead.copy.path):
            copies.setdefault(lead.copy.path, (lead.copy, set()))[1].add(key)
    found: dict[Key, Found] = {}
    for layout, keys in copies.values():
        rows = locate([layout], Kind.PERSONS, keys, dimensions, first=True)
        found.update({key: several[0] for key, several in rows.items()})
    return found


def _lines(places: Sequence[tuple[str, int]], remote: str) -> Iterator[tuple[tuple[str, int], str]]:
    """The lines at places of texts, each with its path and order."""
    if not places:
        return
    from coverage_cli.engines.spark.engine import SparkEngine

    with SparkEngine(remote) as engine:
        for path, found in groupby(places, key=itemgetter(0)):
            for order, line in engine.lines_at(path, [order for _, order in found]).items():
                yield (path, order), line
