"""Files of persons to counts of people: engine and exact reader, each doing what the other cannot.

The engine counts where a file's bytes prove that it has one reading; otherwise the exact reader splits the file
and hands the engine rows that nobody can misread. Where rows are refused, the exact reader names their lines, and
has to come to the engine's number of them.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import chain
from threading import Event
from typing import TYPE_CHECKING

from coverage_cli.domain.findings import Finding, Place
from coverage_cli.domain.model import Kind
from coverage_cli.domain.records import NikRow, PersonRow, field_adapter
from coverage_cli.engines.base import (
    DisagreementError,
    Engine,
    EngineError,
    Extract,
    Sample,
    Survey,
    Verdict,
)  # fmt: skip
from coverage_cli.intake.block import Block
from coverage_cli.intake.columns import decide
from coverage_cli.intake.evidence import Evidence, evidence
from coverage_cli.intake.header import named_columns
from coverage_cli.intake.opening import is_parquet
from coverage_cli.intake.persons import IDENTIFIER, PersonReader, person_fields
from coverage_cli.intake.rows import Rows, open_rows
from coverage_cli.intake.sampling import sample_rows
from coverage_cli.intake.seeking import lines_with
from coverage_cli.intake.table import nothing, unmet
from coverage_cli.intake.tokens import Tokenizer
from coverage_cli.intake.weights import WEIGHT, read_weights

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from coverage_cli.analysis.suspicion import Damage
    from coverage_cli.config.layout import Layout
    from coverage_cli.intake.header import Header
    from coverage_cli.intake.shape import Shape

_DOUBTFUL = 5000
"""Rows in doubt that are looked at one by one."""
_FEW = 8
"""Refused rows that are looked for by their text; for more of them the exact reader reads the whole file."""


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
class PersonsIntake:
    """Reads files of persons into an engine, in which they are numbered from 0 in the order of `files`."""

    engine: Engine
    folder: Path
    damage: Damage
    dimensions: tuple[str, ...] = ()
    files: list[PersonsFile] = field(default_factory=list)

    def read(self, layout: Layout) -> PersonsFile:
        """Read one file.

        Raises:
            UsageFault: the file cannot be opened or read.
            DisagreementError: engine and exact reader do not agree.

        """
        rows = self.open(layout)
        if rows.header is None or rows.fatal:
            self.damage.keys.add((None, None))
            return PersonsFile(layout, rows.findings, rows.sha256)
        reading = _Reading(self, layout, rows, rows.header)
        survey = reading.columnar() if is_parquet(layout.path) else reading.trusted() or reading.exact()
        file = PersonsFile(
            layout, [*rows.findings, *reading.findings], rows.sha256, survey, rows.header.line, rows.shape
        )
        file.findings += [*nothing(rows, survey.rows), *unmet(rows)]
        self.files.append(file)
        return file

    def open(self, layout: Layout) -> Rows:
        """Open a file and read its header.

        Raises:
            UsageFault: the file cannot be opened or read.

        """
        if not is_parquet(layout.path):
            return open_rows(layout, Kind.PERSONS)
        rows = Rows(layout)
        try:
            rows.header = named_columns(self.engine.columns(layout.path), layout, Kind.PERSONS)
            rows.findings += rows.header.findings
        except EngineError:
            rows.findings.append(Finding("F111", Place(layout.name, 1, 1)))
        return rows


class _Reading:
    """One file on its way into the engine."""

    def __init__(self, intake: PersonsIntake, layout: Layout, rows: Rows, header: Header) -> None:
        self._intake, self._layout, self._rows, self._header = intake, layout, rows, header
        self._engine = intake.engine
        self._fields = person_fields(header, intake.dimensions)
        self._verdict = verdict_for(self._fields, nik=layout.identifier is not None, mark=layout.decimal_mark)
        self.findings: list[Finding] = []

    def trusted(self) -> Survey | None:
        """The engine's own reading, where the bytes prove that it is the only one; None otherwise."""
        if not self._plain():
            return None
        extract = self._extract()
        stop = Event()
        with ThreadPoolExecutor(1) as pool:
            looking = pool.submit(evidence, self._rows.source, stop)
            try:
                survey = self._engine.survey(extract, self._verdict, self._sample())
            except EngineError:
                stop.set()
                return None
            except BaseException:
                stop.set()
                raise
        seen = looking.result()
        if not self._proved(extract, seen, survey):
            self._engine.forget()
            return None
        if survey.refused:
            self._name(survey, plain=not seen.quotes)
        return survey

    def columnar(self) -> Survey:
        """A Parquet file, whose cells have one reading; the engine numbers its rows itself."""
        names = self._header.names
        extract = replace(self._extract(), names=names, skip=0)
        survey = self._engine.survey(extract, self._verdict, Sample())
        if survey.refused:
            reader = PersonReader(self._layout, self._header, self._fields)
            for rows in self._engine.doubtful_rows(len(self._intake.files)):
                numbers, cells = zip(*rows, strict=True)
                reader.take(Block([list(column) for column in zip(*cells, strict=True)], numbers, len(names)))
            if reader.refused != survey.refused:
                raise DisagreementError("engine and exact reader refuse unlike rows")
            self._take_over(reader)
        return survey

    def _plain(self) -> bool:
        """Whether the rows are the file's lines as they stand."""
        header = self._header
        changed = self._rows.shape is not None or self._layout.encoding is not None
        return not (changed or header.empty) and bool(header.delimiter) and len(header.names) > 1

    def _extract(self) -> Extract:
        header = self._header
        return Extract(
            self._layout.path,
            self._fields,
            tuple(header.columns[name] for name in self._fields),
            header.columns[IDENTIFIER],
            len(header.names),
            header.delimiter,
            header.line + header.taken - 1,
            packed=self._rows.source.packed,
            weight=header.columns.get(WEIGHT),
            mark=self._layout.decimal_mark,
        )

    def _sample(self) -> Sample:
        if self._rows.source.packed:
            return Sample()
        rows = sample_rows(self._layout.path, self._header)
        if not rows:
            return Sample()
        columns = list(zip(*rows, strict=True))
        at = self._header.columns
        return Sample(columns[at[IDENTIFIER]], tuple(columns[at[name]] for name in self._fields))

    def _proved(self, extract: Extract, seen: Evidence, survey: Survey) -> bool:
        expected = seen.lines - self._rows.lines_above
        if seen.odd or survey.rows != expected:
            return False
        return not seen.quotes or self._engine.well_formed(extract) == expected

    def exact(self) -> Survey:
        """The exact reader's rows, written so that they have one reading, and counted by the engine."""
        path = self._intake.folder / f"rows{len(self._intake.files)}.tsv"
        with path.open("w", encoding="utf-8", newline="\n") as out:

            def keep(columns: list[list[str]]) -> None:
                out.writelines("\t".join(row) + "\n" for row in zip(*columns, strict=True))

            reader = self._read_all(PersonReader(self._layout, self._header, self._fields, keep))
        places = tuple(range(1, len(self._fields) + 1))
        extract = Extract(str(path), self._fields, places, 0, len(places) + 1, "\t", quoted=False)
        if WEIGHT in self._header.columns:
            extract = replace(extract, width=len(places) + 2, weight=len(places) + 1, mark=self._layout.decimal_mark)
        try:
            survey = self._engine.survey(extract, self._verdict, Sample())
        except EngineError as error:
            raise DisagreementError("the engine cannot read what the exact reader wrote") from error
        if survey.refused or survey.rows != reader.rows - reader.refused:
            raise DisagreementError("engine and exact reader count unlike rows")
        self._take_over(reader)
        return Survey(reader.rows, reader.refused, survey.combinations)

    def _name(self, survey: Survey, *, plain: bool) -> None:
        """Find the refused rows' lines, and make sure that they are as many as the engine refused."""
        reader = self._seek(survey) if plain and survey.refused <= _FEW else None
        if reader is None:
            reader = self._read_all(PersonReader(self._layout, self._header, self._fields))
            if (reader.rows, reader.refused) != (survey.rows, survey.refused):
                raise DisagreementError("engine and exact reader refuse unlike rows")
        self._take_over(reader)

    def _seek(self, survey: Survey) -> PersonReader | None:
        """The refused rows, found by their text; None where that does not give them all."""
        texts = self._refused_texts(survey)
        reader = PersonReader(self._layout, self._header, self._fields)
        for line in lines_with(self._rows.source, texts) if texts else ():
            reader.take(Tokenizer(self._header.delimiter, len(self._header.names)).feed(line, last=True))
        return reader if reader.refused == survey.refused else None

    def _refused_texts(self, survey: Survey) -> list[str]:
        """The refused rows as they stand in a file without quotes; none where they are not among the doubtful ones."""
        batches = self._engine.doubtful_rows(len(self._intake.files), _DOUBTFUL)
        rows = list(chain.from_iterable(batches))
        reader = PersonReader(self._layout, self._header, self._fields)
        if len(rows) == _DOUBTFUL or not rows:
            return []
        kept = [row for row in rows if reader.refuses(row.cells)]
        return (
            list(dict.fromkeys(self._header.delimiter.join(row.cells) for row in kept))
            if len(kept) == survey.refused
            else []
        )

    def _read_all(self, reader: PersonReader) -> PersonReader:
        again = open_rows(self._layout, Kind.PERSONS)
        known = len(again.findings)
        for block in again.blocks():
            reader.take(block)
        reader.findings += again.findings[known:]
        self._rows.shape = again.shape
        return reader

    def _take_over(self, reader: PersonReader) -> None:
        self.findings += reader.findings
        self._intake.damage.keys |= reader.damage.keys


def verdict_for(fields: Sequence[str], *, nik: bool = False, mark: str = ".") -> Verdict:
    """What the row model says about the columns of persons; `mark` is the decimal mark of weights."""
    adapters = [field_adapter(PersonRow, name) for name in fields]
    identifiers = field_adapter(NikRow if nik else PersonRow, IDENTIFIER)

    def accept(position: int, texts: Sequence[str]) -> set[str]:
        return set(decide(adapters[position], list(texts))[0])

    def identify(texts: Sequence[str]) -> dict[str, str]:
        return decide(identifiers, list(texts))[0]

    def weigh(texts: Sequence[str]) -> dict[str, int]:
        return read_weights(texts, mark)[0]

    return Verdict(accept, identify, nik, weigh)
