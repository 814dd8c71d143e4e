"""Files of persons that were read: how each was used, and what they left behind; what every engine's way shares."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from coverage_cli.analysis.suspicion import Damage
from coverage_cli.config.layout import Layout
from coverage_cli.domain.dropped_rows import DroppedRows
from coverage_cli.domain.findings import Finding, Place
from coverage_cli.domain.rules import Severity
from coverage_cli.engines.base import Engine, Long, NumberedRow, Survey
from coverage_cli.engines.options import Watch
from coverage_cli.intake.counts.table import nothing
from coverage_cli.intake.files.block import Block
from coverage_cli.intake.headers.vocabulary import normal
from coverage_cli.intake.persons import IDENTIFIER, anonymous, masked
from coverage_cli.intake.rows import Rows
from coverage_cli.intake.shaping.dating import Dated
from coverage_cli.intake.shaping.shape import Shape
from coverage_cli.intake.unmatched_values import left_in, unfiltered
from coverage_cli.pipeline.persons.merged_months import MergedMonths
from coverage_cli.pipeline.persons.reading import Reading, Room

if TYPE_CHECKING:
    from pathlib import Path


_EMPTY = {"F103", "F104"}
"""No bytes; no row."""
_LEFT_OUT = "F109"
"""No row that the configuration wants."""


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
    """What the configuration made of the columns."""


@dataclass(slots=True)
class Gathered:
    """Files of persons read so far, in the order in which the engine numbers them, and what they left behind.

    `folder` is private, for rows on their way to the engine.
    """

    folder: Path
    dimensions: tuple[str, ...]
    watch: Watch | None
    damage: Damage = field(default_factory=Damage)
    files: list[PersonsFile] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    """Of the files, in their order."""
    names: set[str] = field(default_factory=set)
    """What the headers name, also of files that cannot be read."""
    months: MergedMonths = field(default_factory=MergedMonths)

    @property
    def room(self) -> Room:
        """Where the next file is read."""
        return Room(len(self.files), self.folder, self.dimensions, self.watch)

    def watched(self, layout: Layout) -> AbstractContextManager[None]:
        """While a file is read, whoever watches knows it by its name, and by its size where it lies here."""
        if self.watch is None:
            return nullcontext()
        here = not layout.is_address and os.path.isfile(layout.path)  # noqa: PTH113 - what Path folds, it may hold
        return self.watch.file(layout.name, os.path.getsize(layout.path) if here else None)  # noqa: PTH202

    def unreadable(self, layout: Layout, rows: Rows) -> PersonsFile:
        """A file of which nothing below the header can be read; the engine does not have it."""
        self._meet(rows)
        if [found.code for found in rows.findings] != ["F103"]:  # of an empty one, that is to be settled
            self.damage.add()
        return PersonsFile(layout, rows.findings, rows.sha256)

    def settle(self, files: Sequence[PersonsFile]) -> None:
        """Once all are read: a folder is one extract, what is found in its parts is held against them all."""
        peopled = {file.layout.folder for file in files if file.survey and file.survey.rows} - {""}
        for file in files:
            if file.layout.folder in peopled:
                file.findings = _beside_others(file.findings)
            elif file.survey is None and any(found.code in _EMPTY for found in file.findings):
                self.damage.add()
        for folder in dict.fromkeys(file.layout.folder for file in files if file.survey and file.layout.folder):
            parts = [file for file in files if file.survey and file.layout.folder == folder]
            dropped = [part.survey.dropped for part in parts if part.survey]
            parts[0].findings += map(_hidden, left_in([part.layout for part in parts], *dropped))
        _settle_filters(files)

    def damaged(self, layout: Layout, rows: Rows) -> PersonsFile:
        """A Parquet file that cannot be read to its end; the engine does not have it."""
        rows.findings.append(Finding("F111", layout.place(1, 1)))
        return self.unreadable(layout, rows)

    def enter(self, layout: Layout, rows: Rows, reading: Reading, survey: Survey) -> PersonsFile:
        """A file that the engine has counted."""
        line = rows.header.line if rows.header else 1
        findings = [*rows.findings, *reading.findings, *nothing(rows, survey.rows, survey.dropped)]
        findings += map(_hidden, () if layout.folder else left_in([layout], survey.dropped))
        findings += rounded(layout.name, line, survey.long)
        at = reading.fields.index("period")
        periods = {one.texts[at] for one in survey.combinations}
        findings += self.months.met(layout, reading, periods)
        self.damage.merge(reading.damage)
        self._meet(rows)
        file = PersonsFile(layout, findings, rows.sha256, survey, line, rows.shape)
        self.files.append(file)
        self.readings.append(reading)
        return file

    def _meet(self, rows: Rows) -> None:
        self.names.update(map(normal, rows.header.names if rows.header else ()))


def _beside_others(findings: Sequence[Finding]) -> list[Finding]:
    """Those of a part beside parts with people: that it has none is no fault, nor that all of it is left out.

    A cluster may have nobody for one of its parts, and a filter may want the rows of a single one.
    """
    kept = [found for found in findings if found.code != _LEFT_OUT]
    return [found._replace(code="F115") if found.code in _EMPTY else found for found in kept]


def _settle_filters(files: Sequence[PersonsFile]) -> None:
    """Tell of values that a filter names and no row has."""
    first = {file.layout.name: file for file in reversed(files)}
    for layout, found in unfiltered((file.layout, _dropped(file)) for file in files):
        first[layout.name].findings.append(_hidden(found))


def _dropped(file: PersonsFile) -> DroppedRows | None:
    """The rows that went; None where the file could not be read, which is not said of an empty part of a folder."""
    if file.survey:
        return file.survey.dropped
    return None if any(found.severity is Severity.ERROR for found in file.findings) else DroppedRows()


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

    def again(self) -> AbstractContextManager[None]:
        """While files that were read are looked at once more."""

    def firsts(self, number: int) -> Iterator[NumberedRow]:
        """Of a Parquet file of this machine: each combination of its fields' texts, at its first row; else nothing."""

    def dates(self, number: int) -> Sequence[Dated]:
        """The dates of a file that was read by the engine alone: by the exact reader, with their places."""

    def rows_of(self, number: int, identifiers: Sequence[str]) -> Iterator[Block]:
        """Rows of a file, by its number, in its order; all rows of these people are among them."""

    def first(self, number: int, name: str, key: str) -> Place | None:
        """Where a cell of a field of that name first has a text, by its key, in a file that was counted with it."""


def _hidden(finding: Finding) -> Finding:
    """A finding on a value of the configuration, which may be somebody's identifier, without a text of the rows."""
    value = finding.value or ""
    args = tuple((name, "" if name == "near" else text) for name, text in finding.args)
    return finding._replace(value=masked(value) if finding.field == IDENTIFIER else anonymous(value), args=args)


_ENOUGH = 20
"""Identifiers among which zeros at the end are no chance: a tenth of all numbers end in one."""


def rounded(path: str, line: int, long: Long) -> Iterator[Finding]:
    """A finding at a file's header where most of its long identifiers end in zeros: a spreadsheet keeps 15 digits."""
    if long.rows >= _ENOUGH and 2 * long.bare > long.rows:
        yield Finding("P108", Place(path, line, 1), IDENTIFIER)
