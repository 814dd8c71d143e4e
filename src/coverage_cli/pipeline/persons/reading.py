"""One file of persons on its way into an engine.

The engine counts where a file's text has provably one reading; otherwise the exact reader splits the file and
hands the engine rows that nobody can misread. Where rows are refused, the exact reader names their lines, and has
to come to the engine's number of them.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from coverage_cli.analysis.suspicion import Damage
from coverage_cli.config.layout import Layout
from coverage_cli.domain.dropped_rows import DroppedRows
from coverage_cli.domain.findings import Finding
from coverage_cli.domain.model import Kind
from coverage_cli.domain.system import no_room
from coverage_cli.engines.base import Engine, NumberedLine, NumberedRow, Survey
from coverage_cli.engines.errors import DisagreementError
from coverage_cli.engines.extract import Extract
from coverage_cli.engines.options import Watch
from coverage_cli.intake.cells.weights import WEIGHT
from coverage_cli.intake.files.block import Block
from coverage_cli.intake.files.opening import Bytes
from coverage_cli.intake.files.text import Lines
from coverage_cli.intake.files.tokens import Tokenizer
from coverage_cli.intake.headers.fields import Header
from coverage_cli.intake.persons import IDENTIFIER, PersonReader, person_fields
from coverage_cli.intake.rows import Rows, open_rows
from coverage_cli.intake.shaping.dating import Dated
from coverage_cli.pipeline.persons.columns import PersonColumns

if TYPE_CHECKING:
    from pathlib import Path


T = TypeVar("T")


class Room(NamedTuple):
    """Where a file is read: its number in the engine, a private folder, the dimensions, and who watches."""

    number: int
    folder: Path
    dimensions: tuple[str, ...]
    watch: Watch | None


class Reading:
    """One file on its way into an engine: its columns, the model's verdicts, and the exact reader's findings."""

    def __init__(self, room: Room, layout: Layout, rows: Rows, header: Header) -> None:
        self.layout, self.rows, self.header = layout, rows, header
        self.number, self._watch = room.number, room.watch
        self.fields = person_fields(header, room.dimensions)
        self.columns = PersonColumns(layout, header, self.fields, rows.shape)
        self.findings: list[Finding] = []
        self.lines_are_rows = False
        """Whether that is proved, of a text file of this machine."""
        self.direct = False
        """Whether the engine has the file's own rows, and not those that the exact reader wrote."""
        self.damage = Damage()
        self._path = room.folder / f"rows{self.number}.tsv"

    def plain(self) -> bool:
        """Whether the rows are the file's lines."""
        header = self.header
        text = bool(header.delimiter) and len(header.names) > 1 and not header.empty
        return text and self.layout.encoding is None and self.columns.direct

    @property
    def columnar(self) -> bool:
        """Whether this is a Parquet file that the engine reads."""
        return self.direct and not self.header.delimiter

    @property
    def lines_above(self) -> int:
        """How many lines come before the first row."""
        return self.header.first - 1

    def extract(self) -> Extract:
        """The file as an engine has to know it."""
        header = self.header
        fields, places = zip(*self.columns.read, strict=True)
        return Extract(
            self.layout.path,
            fields,
            places,
            header.columns[IDENTIFIER],
            len(header.names),
            header.delimiter,
            self.lines_above,
            packed=self.rows.source.packed,
            weight=header.columns.get(WEIGHT),
            mark=self.layout.decimal_mark,
            unread=self.reader().unread,
            choices=self.columns.choices,
        )

    def reader(self) -> PersonReader:
        """An exact reader for this file."""
        return PersonReader(self.layout, self.header, self.fields)

    def written(self) -> tuple[Extract, PersonReader]:
        """The exact reader's used rows, in a private file that nobody can misread, and what it found.

        Raises:
            UsageFault: the disk of temporary files has no room for it.
        """
        try:
            with self._path.open("w", encoding="utf-8", newline="\n") as out:

                def keep(columns: list[list[str]]) -> None:
                    identifiers, *others = columns
                    rows = zip(map(_marked, identifiers), *others, strict=True)
                    out.writelines("\t".join(row) + "\n" for row in rows)

                reader = self.read_all(PersonReader(self.layout, self.header, self.fields, keep))
        except OSError as error:  # of a file that is read, readers have made a sentence
            raise no_room(str(self._path.parent), error) from error
        places = tuple(range(1, len(self.fields) + 1))
        extract = Extract(str(self._path), self.fields, places, 0, len(places) + 1, "\t", quoted=False)
        if WEIGHT in self.header.columns:
            extract = replace(extract, width=len(places) + 2, weight=len(places) + 1, mark=self.layout.decimal_mark)
        return extract, reader

    def read_all(self, reader: PersonReader) -> PersonReader:
        """Have the exact reader read the whole file."""
        again = open_rows(self.layout, Kind.PERSONS)
        known = len(again.findings)
        for block in self._told(again.blocks(), again.source):
            reader.take(block)
        reader.findings += again.findings[known:]
        self.rows.shape = again.shape
        return reader

    def watched_bytes(self) -> Iterator[bytes]:
        """The file's bytes once more, block by block, while whoever watches is told how far it is."""
        return self._told(self.rows.source.blocks(), self.rows.source)

    def _told(self, parts: Iterable[T], source: Bytes) -> Iterator[T]:
        size = max(1, os.path.getsize(self.layout.path))  # noqa: PTH202
        for part in parts:
            yield part
            if self._watch is not None:
                self._watch.reached(source.done / size)

    def agreed(self, survey: Survey, reader: PersonReader) -> Survey:
        """The engine's survey of the rows that the exact reader wrote, with those that it refused.

        Raises:
            DisagreementError: the engine found other rows.
        """
        if survey.refused or survey.rows != reader.rows - reader.refused:
            raise DisagreementError("engine and exact reader count unlike rows")
        self.take_over(reader)
        dropped = self.rows.shape.dropped if self.rows.shape else DroppedRows()
        return replace(survey, rows=reader.rows, refused=reader.refused, dropped=dropped)

    def name_columnar(self, survey: Survey, engine: Engine) -> None:
        """Find what is wrong in a Parquet file that the engine has.

        Raises:
            DisagreementError: the exact reader refuses another number of rows.
        """
        # The reader of rows sees only those that the engine doubts; cells without a name may be in any.
        nameless, self.header.empty = self.header.empty, []
        if survey.refused:
            self.take_over_all(self.judged(numbered_blocks(engine.doubtful_rows(self.number))), survey)
        for index, row in (engine.filled(self.number, nameless) if nameless else {}).items():
            place = self.layout.place(row, index + 1)
            self.findings.append(Finding("S113", place, value=str(index + 1)))

    def beside_period(self, at: int) -> Iterable[tuple[str, str]] | None:  # noqa: ARG002
        """The distinct periods of the rows with what a column has beside them; None where no engine here has them."""
        return None

    def judged(self, blocks: Iterable[Block]) -> PersonReader:
        """What the exact reader says of some of the file's rows, as they stand there."""
        reader = self.reader()
        for block in self.rows.shaped(blocks):
            reader.take(block)
        return reader

    def take_over_all(self, reader: PersonReader, survey: Survey) -> None:
        """Take over what a reader found, if it refused as many rows as the engine.

        Raises:
            DisagreementError: it did not.
        """
        if reader.refused != survey.refused:
            raise DisagreementError("engine and exact reader refuse unlike rows")
        self.take_over(reader)

    def take_over(self, reader: PersonReader) -> None:
        """Take over what a reader found."""
        self.findings += reader.findings
        self.damage.merge(reader.damage)


def dates_of(layout: Layout) -> Sequence[Dated]:
    """The dates of a file that is read for nothing else."""
    rows = open_rows(layout, Kind.PERSONS)
    for _ in rows.blocks():
        pass
    return rows.shape.dates if rows.shape else ()


def _marked(identifier: str) -> str:
    """An identifier as a cell that is read as that one: of two apostrophes before it, one is a spreadsheet's."""
    return f"'{identifier}" if identifier.startswith("'") else identifier


def numbered_blocks(batches: Iterable[Sequence[NumberedRow]]) -> Iterator[Block]:
    """Rows that an engine numbers, as blocks for the exact reader."""
    for rows in batches:
        numbers, cells = zip(*rows, strict=True)
        yield Block([list(column) for column in zip(*cells, strict=True)], numbers, len(cells[0]))


def block_of(line: NumberedLine, header: Header) -> Block:
    """A line as a row, or as a fault."""
    return Tokenizer(header.delimiter, len(header.names)).feed(Lines(line.number, [line.text]), last=True)
