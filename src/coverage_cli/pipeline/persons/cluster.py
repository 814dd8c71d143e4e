"""Files of persons that a cluster reads: only their first lines, and rows that are refused, come to this machine.

A text whose lines are not provably its rows, and a file whose rows are made of more than single cells, is copied
here as a whole for the exact reader, and its rows are sent back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path

from coverage_cli.config.layout import Layout
from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.findings import Finding, Place
from coverage_cli.domain.model import Kind
from coverage_cli.domain.names.keys import name_key
from coverage_cli.domain.parquet import MARK
from coverage_cli.engines.base import ClusterEngine, NumberedRow
from coverage_cli.engines.errors import EngineError, UndecidedError
from coverage_cli.intake.columnar import unordered
from coverage_cli.intake.files.block import Block
from coverage_cli.intake.files.opening import sha256_of
from coverage_cli.intake.files.parquet import is_whole
from coverage_cli.intake.headers.fields import Header
from coverage_cli.intake.locate import first_cell
from coverage_cli.intake.rows import Rows, open_rows
from coverage_cli.intake.shaping.dating import Dated
from coverage_cli.intake.shaping.shape import Shape
from coverage_cli.pipeline.persons.columnar import columnar_rows
from coverage_cli.pipeline.persons.gathered import Gathered, PersonsFile
from coverage_cli.pipeline.persons.leads import Lead
from coverage_cli.pipeline.persons.merged_months import unread
from coverage_cli.pipeline.persons.reading import Reading, block_of, dates_of, numbered_blocks


class ClusterIntake:
    """See `pipeline.persons.gathered.Intake`."""

    def __init__(self, engine: ClusterEngine, gathered: Gathered) -> None:
        self.engine, self.gathered = engine, gathered
        self._copied: set[int] = set()

    def read(self, layout: Layout) -> list[PersonsFile]:
        """See `pipeline.persons.gathered.Intake.read`."""
        address = layout.path if layout.is_address else f"file://{Path(layout.path).resolve()}"
        paths, left, _ = self.engine.files(address)
        shown = layout.name if paths == [address] else ""
        folder = layout.folder if shown else address
        files = [self._watched(replace(layout, path=path, shown=shown or path, folder=folder)) for path in paths]
        for path, file in zip(paths, files, strict=True):
            file.sha256 = "" if layout.is_address else _hash_of(path)
        files[0].findings += (Finding("F112", Place(path, 1, 1)) for path in left)
        return files

    def _watched(self, layout: Layout) -> PersonsFile:
        with self.gathered.watched(layout):
            return self._read(layout)

    def _read(self, layout: Layout) -> PersonsFile:
        if layout.fill_down:
            return self.gathered.unreadable(layout, Rows(layout, findings=[unordered(layout)]))
        head = self._local(layout, "head")
        head_bytes = self.engine.head(layout.path)
        Path(head.path).write_bytes(head_bytes)
        if head_bytes.startswith(MARK):
            return self._columnar(layout)
        rows = open_rows(head, Kind.PERSONS)
        if (header := rows.usable) is None:
            return self.gathered.unreadable(layout, rows)
        reading = Reading(self.gathered.room, head, rows, header)
        if reading.plain() and not _merges(layout, header):
            extract = replace(reading.extract(), path=layout.path)
            try:
                survey = self.engine.survey(extract, reading.columns.verdict(extract))
            except EngineError:
                return self._exact(layout)
            reading.direct = True
            if survey.refused:
                lines = self.engine.doubtful_lines(reading.number)
                reading.take_over_all(reading.judged(block_of(line, header) for line in lines), survey)
            return self.gathered.enter(layout, rows, reading, reading.columns.meant(survey))
        return self._exact(layout)

    def again(self) -> AbstractContextManager[None]:
        """See `pipeline.persons.gathered.Intake.again`: what its files are meanwhile, only the cluster knows."""
        return nullcontext()

    def firsts(self, number: int) -> Iterator[NumberedRow]:  # noqa: ARG002 - there are leads to them
        """See `pipeline.persons.gathered.Intake.firsts`."""
        return iter(())

    def dates(self, number: int) -> Sequence[Dated]:
        """See `pipeline.persons.gathered.Intake.dates`."""
        layout = self.gathered.files[number].layout
        copy = self._local(layout, "dated")
        self.engine.copy(layout.path, copy.path)
        return dates_of(copy)

    def rows_of(self, number: int, identifiers: Sequence[str]) -> Iterator[Block]:
        """See `pipeline.persons.gathered.Intake.rows_of`."""
        reading = self.gathered.readings[number]
        if number in self._copied:
            return open_rows(reading.layout, Kind.PERSONS).blocks()
        if reading.header.delimiter:
            lines = self.engine.lines_of(number, identifiers)
            return reading.rows.shaped(block_of(line, reading.header) for line in lines)
        return reading.rows.shaped(numbered_blocks(self.engine.rows_of(number, identifiers)))

    def first(self, number: int, name: str, key: str) -> Place | None:
        """See `pipeline.persons.gathered.Intake.first`."""
        file, reading = self.gathered.files[number], self.gathered.readings[number]
        if number in self._copied or file.survey is None:
            return first_cell(reading.layout, name, key)
        at = reading.fields.index(name)
        first = min(one.first for one in file.survey.combinations if one.first and name_key(one.texts[at]) == key)
        lines = self.engine.lines_at(file.layout.path, [first.order]) if reading.header.delimiter else {}
        lead = Lead(file.layout, reading.header, reading.columns.places, {}, first)
        return lead.found(lines.get(first.order)).places[name]

    def _local(self, layout: Layout, what: str) -> Layout:
        """The layout of a part of the file, or of all of it, in the private folder."""
        return replace(layout, path=str(self.gathered.folder / f"{what}{len(self.gathered.files)}"))

    def _columnar(self, layout: Layout) -> PersonsFile:
        end = self._local(layout, "end").path
        joined = self.engine.copy_end(layout.path, end) and not is_whole(end)
        rows = columnar_rows(layout, self.engine, joined=joined)
        if (header := rows.usable) is None:
            return self.gathered.unreadable(layout, rows)
        reading = Reading(self.gathered.room, layout, rows, header)
        if not reading.columns.direct or _merges(layout, header):
            return self._exact(layout)
        extract = replace(reading.extract(), names=header.names)
        try:
            survey = self.engine.survey(extract, reading.columns.verdict(extract))
        except UndecidedError:
            return self._exact(layout)
        except EngineError:
            return self.gathered.damaged(layout, rows)
        reading.direct = True
        try:
            reading.name_columnar(survey, self.engine)
        except EngineError:
            self.engine.forget()
            return self.gathered.damaged(layout, rows)
        return self.gathered.enter(layout, rows, reading, reading.columns.meant(survey))

    def _exact(self, layout: Layout) -> PersonsFile:
        copy = self._local(layout, "copy")
        self.engine.copy(layout.path, copy.path)
        rows = open_rows(copy, Kind.PERSONS)
        if (header := rows.usable) is None:
            return self.gathered.unreadable(layout, rows)
        reading = Reading(self.gathered.room, copy, rows, header)
        self._copied.add(reading.number)
        extract, reader = reading.written()
        survey = self.engine.survey_rows(extract.path, extract, reading.columns.written())
        return self.gathered.enter(layout, rows, reading, reading.agreed(survey, reader))


def _merges(layout: Layout, header: Header) -> bool:
    """Whether made rows may merge months: which of them, only the exact reader sees (`MergedMonths`)."""
    return Shape.needed(layout) and any(unread(layout, header))


def _hash_of(path: str) -> str:
    """The SHA-256 of a file that was named by a plain path; nothing where only the cluster can open it.

    What comes here of a file, its first lines or its unpacked text, has another one.
    """
    try:
        return sha256_of(path.removeprefix("file://"))
    except UsageFault:
        return ""
