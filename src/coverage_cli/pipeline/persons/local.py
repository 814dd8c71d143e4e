"""Files of persons of this machine: an engine's reading is taken where a file's bytes prove that it is the only one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from threading import Event

from coverage_cli.config.layout import Layout
from coverage_cli.domain.findings import Place
from coverage_cli.domain.model import Kind
from coverage_cli.domain.names.keys import name_key
from coverage_cli.engines.base import LocalEngine, NumberedRow, Survey
from coverage_cli.engines.errors import DisagreementError, EngineError, UndecidedError
from coverage_cli.engines.extract import Extract, Sample
from coverage_cli.intake.cells.numbers import stored
from coverage_cli.intake.files.block import Block
from coverage_cli.intake.files.evidence import Evidence, evidence
from coverage_cli.intake.files.opening import Bytes, DamagedGzipError
from coverage_cli.intake.files.parquet import is_joined
from coverage_cli.intake.files.recognising import is_parquet
from coverage_cli.intake.files.unchanged import Unchanged
from coverage_cli.intake.headers.fields import Header
from coverage_cli.intake.locate import first_cell
from coverage_cli.intake.persons import PersonReader
from coverage_cli.intake.rows import Rows, open_rows
from coverage_cli.intake.seeking import rows_holding, rows_with, sample_rows
from coverage_cli.intake.shaping.dating import Dated
from coverage_cli.pipeline.persons.columnar import columnar_rows
from coverage_cli.pipeline.persons.gathered import Gathered, PersonsFile
from coverage_cli.pipeline.persons.reading import Reading, Room, dates_of, numbered_blocks

_DOUBTFUL = 5000
"""Rows in doubt that are looked for, however few of them are refused."""
_MOST_SOUGHT = 2_000_000
"""Rows that are looked for by their texts, which memory holds; for more, the exact reader reads the whole file."""


class LocalIntake:
    """See `pipeline.persons.gathered.Intake`."""

    def __init__(self, engine: LocalEngine, gathered: Gathered) -> None:
        self.engine, self.gathered = engine, gathered
        self._files = Unchanged()

    def read(self, layout: Layout) -> list[PersonsFile]:
        """See `pipeline.persons.gathered.Intake.read`."""
        with self.gathered.watched(layout), self._files.reading(layout):
            return [self._read(layout)]

    def _read(self, layout: Layout) -> PersonsFile:
        if is_parquet(layout.path) and (file := self._columnar(layout)):
            return file
        rows = open_rows(layout, Kind.PERSONS)
        if (header := rows.usable) is None:
            return self.gathered.unreadable(layout, rows)
        reading = _LocalReading(self.engine, self.gathered.room, layout, rows, header)
        return self.gathered.enter(layout, rows, reading, reading.trusted() or reading.exact())

    def _columnar(self, layout: Layout) -> PersonsFile | None:
        """A Parquet file; None where it is for the exact reader."""
        rows = columnar_rows(layout, self.engine, joined=is_joined(layout.path), source=Bytes(layout.path))
        if (header := rows.usable) is None:
            return self.gathered.unreadable(layout, rows)
        reading = _LocalReading(self.engine, self.gathered.room, layout, rows, header)
        if not reading.columns.direct:
            return None
        try:
            return self.gathered.enter(layout, rows, reading, reading.own())
        except UndecidedError:
            return None
        except EngineError:
            return self.gathered.damaged(layout, rows)

    def again(self) -> AbstractContextManager[None]:
        """See `pipeline.persons.gathered.Intake.again`."""
        return self._files.again()

    def firsts(self, number: int) -> Iterator[NumberedRow]:
        """See `pipeline.persons.gathered.Intake.firsts`."""
        reading = self.gathered.readings[number]
        for rows in self.engine.firsts(number) if reading.columnar else ():
            yield from (row._replace(cells=reading.columns.as_fields(row.cells)) for row in rows)

    def dates(self, number: int) -> Sequence[Dated]:
        """See `pipeline.persons.gathered.Intake.dates`."""
        return dates_of(self.gathered.files[number].layout)

    def rows_of(self, number: int, identifiers: Sequence[str]) -> Iterator[Block]:
        """See `pipeline.persons.gathered.Intake.rows_of`."""
        layout, reading = self.gathered.files[number].layout, self.gathered.readings[number]
        if reading.columnar:
            return reading.rows.shaped(numbered_blocks(self.engine.rows_of(number, identifiers)))
        if not reading.lines_are_rows:
            return open_rows(layout, Kind.PERSONS).blocks()
        blocks, header = reading.rows.source.blocks(), reading.header
        return reading.rows.shaped(rows_holding(blocks, identifiers, header.delimiter, reading.lines_above))

    def first(self, number: int, name: str, key: str) -> Place | None:
        """See `pipeline.persons.gathered.Intake.first`."""
        reading = self.gathered.readings[number]
        if not reading.columnar:
            return first_cell(reading.layout, name, key)
        at = reading.fields.index(name)
        row = min(row.number for row in self.firsts(number) if name_key(row.cells[at]) == key)
        return reading.layout.place(row, reading.columns.places[name] + 1)


@contextmanager
def _hashed(source: Bytes) -> Iterator[None]:
    """While an engine reads a Parquet file, another thread reads its bytes: their SHA-256 is asked for later."""
    stop = Event()

    def read_out() -> None:
        for _ in source.blocks():
            if stop.is_set():
                return

    with ThreadPoolExecutor(1) as pool:
        hashing = pool.submit(read_out)
        try:
            yield
        except BaseException:
            stop.set()
            raise
    hashing.result()


class _LocalReading(Reading):
    """One file of this machine."""

    def __init__(self, engine: LocalEngine, room: Room, layout: Layout, rows: Rows, header: Header) -> None:
        super().__init__(room, layout, rows, header)
        self._engine = engine

    def trusted(self) -> Survey | None:
        """The engine's own reading, where the bytes prove that it is the only one; None otherwise."""
        if not self.plain():
            return None
        extract = self.extract()
        stop = Event()
        with ThreadPoolExecutor(1) as pool:
            looking = pool.submit(evidence, self.rows.source, stop, unread=extract.unread)
            try:
                survey = self._engine.survey(extract, self.columns.verdict(extract), self._sample(extract))
            except EngineError:
                stop.set()
                return None
            except BaseException:
                stop.set()
                raise
        try:
            seen = looking.result()
            proved = self._proved(extract, seen, survey)
        except DamagedGzipError:  # the engine has read as far as it goes
            proved = False
        if not proved:
            self._engine.forget()
            return None
        self.direct, self.lines_are_rows = True, not seen.quotes
        if survey.refused:
            self._name(survey)
        return self.columns.meant(survey)

    def own(self) -> Survey:
        """A Parquet file, whose cells have one reading; the engine numbers its rows itself.

        Raises:
            EngineError: its content is damaged, or it is for the exact reader; the engine does not have it then.
        """
        extract = replace(self.extract(), names=self.header.names)
        with _hashed(self.rows.source):
            survey = self._engine.survey(extract, self.columns.verdict(extract), Sample())
        self.direct = True
        try:
            self.name_columnar(survey, self._engine)
        except EngineError:
            self._engine.forget()
            raise
        return self.columns.meant(survey)

    def beside_period(self, at: int) -> Iterable[tuple[str, str]] | None:
        """See `Reading.beside_period`."""
        if not self.direct:
            return None
        period, whole = self.fields.index("period"), at in self.header.decimals
        rows = ((cells[:-1], cells[-1]) for rows in self._engine.firsts(self.number, at) for _, cells in rows)
        return ((self.columns.as_fields(own)[period], stored(text) if whole else text) for own, text in rows)

    def _sample(self, extract: Extract) -> Sample:
        if self.rows.source.packed:
            return Sample()
        pieces, whole = sample_rows(self.layout.path, self.header)
        if not pieces:
            return Sample()
        texts = ([{row[at] for row in rows} for at in extract.places] for rows in pieces)
        return Sample.of((row[extract.identifier] for rows in pieces for row in rows), texts, whole=whole)

    def _proved(self, extract: Extract, seen: Evidence, survey: Survey) -> bool:
        expected = seen.lines - self.rows.lines_above
        if seen.odd or survey.rows + survey.dropped.left_out + survey.dropped.filtered != expected:
            return False
        return not seen.quotes or self._engine.well_formed(extract) == expected

    def exact(self) -> Survey:
        """The exact reader's rows, written so that they have one reading, and counted by the engine."""
        extract, reader = self.written()
        try:
            survey = self._engine.survey(extract, self.columns.written(), Sample())
        except EngineError as error:
            raise DisagreementError("the engine cannot read what the exact reader wrote") from error
        return self.agreed(survey, reader)

    def _name(self, survey: Survey) -> None:
        """Find the refused rows' lines, and make sure that they are as many as the engine refused."""
        reader = self._seek(survey) if self.lines_are_rows and survey.refused <= _MOST_SOUGHT else None
        if reader is None:
            reader = self.read_all(self.reader())
            if reader.rows != survey.rows:
                raise DisagreementError("engine and exact reader count unlike rows")
        self.take_over_all(reader, survey)

    def _seek(self, survey: Survey) -> PersonReader | None:
        """The refused rows, found by their text; None where that does not give them all, or does not pay.

        Identifiers of letters are all in doubt, however few of them are refused.
        """
        wanted: set[str] = set()
        most = min(_MOST_SOUGHT, max(_DOUBTFUL, 4 * survey.refused))
        for rows in self._engine.doubtful_rows(self.number):
            wanted.update(self.header.delimiter.join(row.cells) for row in rows)
            if len(wanted) > most:
                return None
        blocks = rows_with(self.watched_bytes(), wanted, self.header.delimiter, self.lines_above)
        reader = self.judged(blocks)
        return reader if reader.refused == survey.refused else None
