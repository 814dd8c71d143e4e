"""Files of persons on their way to an engine: what every engine's way has in common.

The engine counts where a file's text has provably one reading; otherwise the exact reader splits the file and
hands the engine rows that nobody can misread. Where rows are refused, the exact reader names their lines, and has
to come to the engine's number of them.
"""

from __future__ import annotations

import os
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol, TypeVar

from coverage_cli.domain.findings import Finding, Place
from coverage_cli.domain.model import Kind
from coverage_cli.engines.errors import DisagreementError
from coverage_cli.engines.extract import Extract
from coverage_cli.intake.block import Block
from coverage_cli.intake.persons import IDENTIFIER, PersonReader, person_fields
from coverage_cli.intake.rows import open_rows
from coverage_cli.intake.table import nothing, unmet
from coverage_cli.intake.weights import WEIGHT
from coverage_cli.pipeline.rounded import rounded
from coverage_cli.pipeline.verdict import verdict_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from coverage_cli.analysis.suspicion import Damage
    from coverage_cli.config.layout import Layout
    from coverage_cli.engines.base import Engine, NumberedRow, Survey
    from coverage_cli.engines.options import Watch
    from coverage_cli.intake.header import Header
    from coverage_cli.intake.opening import Bytes
    from coverage_cli.intake.rows import Rows
    from coverage_cli.intake.shape import Shape

T = TypeVar("T")


@dataclass(slots=True)
class PersonsFile:
    """One file: how its rows were used, what was found in it, and whether the engine has it."""

    layout: Layout
    findings: list[Finding]
    sha256: str = ""
    survey: Survey | None = None
    line: int = 1
    """Of the header."""
    shape: Shape | None = None
    """What the configuration left out."""


@dataclass(slots=True)
class Gathered:
    """Files of persons read so far, in the order in which the engine numbers them, and what they left behind.

    `folder` is private, for rows on their way to the engine.
    """

    folder: Path
    damage: Damage
    dimensions: tuple[str, ...] = ()
    watch: Watch | None = None
    files: list[PersonsFile] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    """Of the files, in their order."""

    def watched(self, layout: Layout) -> AbstractContextManager[None]:
        """While a file is read, whoever watches knows it by its name, and by its size where it lies here."""
        if self.watch is None:
            return nullcontext()
        here = not layout.is_address and os.path.isfile(layout.path)  # noqa: PTH113 - what Path folds, it may hold
        return self.watch.file(layout.name, os.path.getsize(layout.path) if here else None)  # noqa: PTH202

    def unreadable(self, layout: Layout, rows: Rows) -> PersonsFile:
        """A file of which nothing below the header can be read; the engine does not have it."""
        self.damage.keys.add((None, None))
        return PersonsFile(layout, rows.findings, rows.sha256)

    def damaged(self, layout: Layout, rows: Rows) -> PersonsFile:
        """A Parquet file that cannot be read to its end; the engine does not have it."""
        rows.findings.append(Finding("F111", Place(layout.name, 1, 1)))
        return self.unreadable(layout, rows)

    def enter(self, layout: Layout, rows: Rows, reading: Reading, survey: Survey) -> PersonsFile:
        """A file that the engine has counted."""
        line = rows.header.line if rows.header else 1
        findings = [*rows.findings, *reading.findings, *nothing(rows, survey.rows), *unmet(rows)]
        findings += rounded(layout.name, line, survey.long)
        self.damage.keys |= reading.damage
        file = PersonsFile(layout, findings, rows.sha256, survey, line, rows.shape)
        self.files.append(file)
        self.readings.append(reading)
        return file


class Intake(Protocol):
    """Reads files of persons into one engine."""

    @property
    def engine(self) -> Engine:
        """Where the files go."""

    @property
    def gathered(self) -> Gathered:
        """What was read."""

    def read(self, layout: Layout) -> list[PersonsFile]:
        """Read a file, or all files of a folder.

        Raises:
            UsageFault: a file cannot be opened or read.
            DisagreementError: engine and exact reader do not agree.

        """

    def firsts(self, number: int) -> Iterator[NumberedRow]:
        """Of a Parquet file of this machine: each combination of its fields' texts, at its first row; else nothing."""

    def rows_of(self, number: int, identifiers: Sequence[str]) -> Iterator[Block]:
        """Rows of a file, by its number, in its order; all rows of these people are among them."""

    def first(self, number: int, name: str, key: str) -> Place | None:
        """Where a cell of a field of that name first has a text, by its key, in a file that was counted with it."""


class Reading:
    """One file on its way into an engine: its columns, the model's verdicts, and the exact reader's findings."""

    def __init__(self, gathered: Gathered, layout: Layout, rows: Rows, header: Header) -> None:
        self.layout, self.rows, self.header = layout, rows, header
        self.number = len(gathered.files)
        self._watch = gathered.watch
        self.fields = person_fields(header, gathered.dimensions)
        self.verdict = verdict_for(self.fields, nik=layout.identifier is not None, mark=layout.decimal_mark)
        self.findings: list[Finding] = []
        self.damage: set[tuple[str | None, str | None]] = set()
        self._path = gathered.folder / f"rows{self.number}.tsv"

    def plain(self) -> bool:
        """Whether the rows are the file's lines as they stand."""
        header = self.header
        changed = self.rows.shape is not None or self.layout.encoding is not None
        return not (changed or header.empty) and bool(header.delimiter) and len(header.names) > 1

    def extract(self) -> Extract:
        """The file as an engine has to know it."""
        header = self.header
        return Extract(
            self.layout.path,
            self.fields,
            tuple(header.columns[name] for name in self.fields),
            header.columns[IDENTIFIER],
            len(header.names),
            header.delimiter,
            header.line + header.taken - 1,
            packed=self.rows.source.packed,
            weight=header.columns.get(WEIGHT),
            mark=self.layout.decimal_mark,
        )

    def reader(self) -> PersonReader:
        """An exact reader for this file."""
        return PersonReader(self.layout, self.header, self.fields)

    def written(self) -> tuple[Extract, PersonReader]:
        """The exact reader's used rows, in a private file that nobody can misread, and what it found."""
        with self._path.open("w", encoding="utf-8", newline="\n") as out:

            def keep(columns: list[list[str]]) -> None:
                out.writelines("\t".join(row) + "\n" for row in zip(*columns, strict=True))

            reader = self.read_all(PersonReader(self.layout, self.header, self.fields, keep))
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
        return replace(survey, rows=reader.rows, refused=reader.refused)

    def name_rows(self, survey: Survey, batches: Iterable[Sequence[NumberedRow]]) -> None:
        """Have the exact reader judge rows that the engine numbers and refuses.

        Raises:
            DisagreementError: it refuses another number of them.

        """
        reader = self.reader()
        for block in numbered_blocks(batches):
            reader.take(block)
        self.take_over_all(reader, survey)

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
        self.damage |= reader.damage.keys


def numbered_blocks(batches: Iterable[Sequence[NumberedRow]]) -> Iterator[Block]:
    """Rows that an engine numbers, as blocks for the exact reader."""
    for rows in batches:
        numbers, cells = zip(*rows, strict=True)
        yield Block([list(column) for column in zip(*cells, strict=True)], numbers, len(cells[0]))
