"""Counts of people from files of persons: who is counted, in which cell, and once in every total."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from coverage_cli.analysis.matching import LATEST, Timeline
from coverage_cli.domain.counts import CountTable
from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.findings import Finding, Place, Severity
from coverage_cli.domain.model import Group, Key, Kind, Source
from coverage_cli.engines.base import Unlike
from coverage_cli.engines.options import Resources
from coverage_cli.intake.opening import is_parquet
from coverage_cli.intake.rows import open_rows
from coverage_cli.pipeline.meaning import Meaning, Meant
from coverage_cli.pipeline.weighing import enter_counts, weight_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from coverage_cli.config.layout import Layout
    from coverage_cli.domain.names import Labels
    from coverage_cli.engines.base import Engine, Tally
    from coverage_cli.intake.table import AggregateReader
    from coverage_cli.pipeline.leads import Lead
    from coverage_cli.pipeline.persons import Intake, PersonsFile

ACTIVE = "active"


@dataclass(frozen=True, slots=True)
class Counting:
    """Who is counted, and with what means.

    `programmes` are keys, none means membership of any. `period` is the one whose totals are wanted: "latest",
    a period, or None where no totals are. With `by_programme`, each programme's members are counted beside all.
    """

    status: Literal["active", "all"] = "active"
    programmes: tuple[str, ...] = ()
    by_programme: bool = False
    period: str | None = LATEST
    resources: Resources = field(default_factory=Resources)


def is_persons(layout: Layout, resources: Resources) -> bool:
    """Whether a file lists persons; a header that is in doubt is left to the reader of counts.

    Raises:
        UsageFault: the file cannot be opened or read.

    """
    if layout.is_address:
        if resources.remote is None:
            raise UsageFault(
                "{path} is an address that a cluster reads; add --engine spark --spark-remote sc://host:15002",
                {"path": layout.name},
            )
        return True
    if layout.kind is not None:
        return layout.kind is Kind.PERSONS
    if is_parquet(layout.path):
        return True
    header = open_rows(layout, None).header
    return header is not None and header.kind is Kind.PERSONS


@dataclass(frozen=True, slots=True)
class People:
    """How persons were counted, and each programme's own table, where that was asked for."""

    counting: Counting
    names: Labels
    """Of programmes."""
    programmes: dict[str, CountTable] = field(default_factory=dict)
    weights: tuple[str, ...] = ()
    """The columns whose weights are added up, where heads are not what is counted."""
    leads: Mapping[Key, Lead] = field(default_factory=dict)
    """To the first row of each cell, where it stands in a file that cannot be opened here to look for it."""


def count_people(layouts: Sequence[Layout], into: AggregateReader, counting: Counting) -> People:
    """Count files of persons into a table of participants.

    Raises:
        UsageFault: a file cannot be read, memory or disk do not suffice, a programme is not in the files, or only
            some of the files have weights.
        DisagreementError: engine and exact reader do not agree.

    """
    weights = weight_columns(layouts)
    try:
        private = tempfile.TemporaryDirectory(prefix="covgap-", dir=counting.resources.temp, ignore_cleanup_errors=True)
    except OSError as error:
        raise UsageFault(
            "{path} cannot hold temporary files: {reason}",
            {
                "path": counting.resources.temp or tempfile.gettempdir(),
                "reason": error.strerror or type(error).__name__,
            },
        ) from error
    with private as folder, _intake(counting.resources, Path(folder), into) as intake:
        from coverage_cli.pipeline.leads import leads
        from coverage_cli.pipeline.unlike import unlike_weights

        files = [file for layout in layouts for file in intake.read(layout)]
        people = _People(intake.engine, intake.gathered.files, into, counting)
        people.count()
        into.findings += [finding for file in files for finding in file.findings]
        if people.unlike.persons:
            into.findings += unlike_weights(intake, people.unlike)
        into.sources += [_source(intake.engine, file, intake.gathered.files, people) for file in files]
        programmes = people.by_programme() if counting.by_programme else {}
        known = leads(intake.gathered, people.meaning) if counting.resources.remote else {}
        return People(counting, people.names, programmes, weights, known)


@contextmanager
def _intake(resources: Resources, folder: Path, into: AggregateReader) -> Iterator[Intake]:
    """The engine that is asked for, and the way of files to it."""
    from coverage_cli.pipeline.persons import Gathered

    gathered = Gathered(folder, into.damage, into.dimensions, resources.watch)
    if resources.remote is not None:
        from coverage_cli.engines.spark.engine import SparkEngine
        from coverage_cli.pipeline.cluster import ClusterIntake

        with SparkEngine(resources.remote, resources.watch) as cluster:
            yield ClusterIntake(cluster, gathered)
        return
    from coverage_cli.engines.duckdb.engine import DuckDbEngine
    from coverage_cli.pipeline.local import LocalIntake

    with DuckDbEngine(resources, folder) as engine:
        yield LocalIntake(engine, gathered)


class _People:
    """The surveyed files' combinations as cells, and the people in them."""

    def __init__(self, engine: Engine, files: list[PersonsFile], into: AggregateReader, counting: Counting) -> None:
        self._engine, self._files, self._into, self._counting = engine, files, into, counting
        self.meaning = Meaning(into)
        surveys = [file.survey.combinations for file in files if file.survey]
        self.meaning.learn([(found.texts, found.rows) for survey in surveys for found in survey])
        self.persons: int | None = None
        """Distinct active persons over all files, where those are the ones that are counted."""
        self.names = self.meaning.programmes
        self._rows = [[self.meaning.of(found.texts) for found in survey] for survey in surveys]
        self._keys = sorted({row.key for file in self._rows for row in file})
        self._scope: frozenset[Group] = frozenset()
        self.unlike = Unlike()
        """People with unlike weights; where there are any, nobody is counted."""

    def active(self, file: int) -> list[int]:
        """One cell for all active rows of a file."""
        return [0 if row.status == ACTIVE else -1 for row in self._rows[file]]

    def count(self) -> None:
        """Fill the table."""
        table = self._into.table
        for key in self._keys:
            table.counts.setdefault(key.group, {})[key.cell] = 0
        self._refuse_unknown_programmes()
        self._scope = _scope(table, self._counting.period)
        cells, tally = self._tally(table, self._counting.programmes)
        self.unlike = tally.unlike
        self.persons = tally.persons if self._counting.status == ACTIVE and not self._counting.programmes else None
        self._report_repeats(cells, tally.repeats)

    def by_programme(self) -> dict[str, CountTable]:
        """A table of each programme's members, in the cells of all."""
        whole = self._into.table
        tables = {}
        for name in sorted({row.programme for file in self._rows for row in file} - {""}):
            tables[name] = CountTable(whole.kind, whole.dimensions)
            self._tally(tables[name], (name,))
        return tables

    def _tally(self, table: CountTable, programmes: tuple[str, ...]) -> tuple[list[list[int]], Tally]:
        """Count the members of any of the programmes, or all people, into a table."""
        keys = self._keys
        number = {key: at for at, key in enumerate(keys)}
        cells = [[number[row.key] if self._counts(row, programmes) else -1 for row in file] for file in self._rows]
        wanted = {key: at for key, at in number.items() if key.group in self._scope}
        tally = self._engine.tally(cells, len(keys), wanted.values())
        enter_counts(table, keys, tally)
        if self._counting.period is not None and not tally.unlike.persons:
            table.overlap, table.numbers = tally.overlap, wanted
        return cells, tally

    def _counts(self, row: Meant, programmes: tuple[str, ...]) -> bool:
        return self._counting.status in {"all", row.status} and (not programmes or row.programme in programmes)

    def _refuse_unknown_programmes(self) -> None:
        known = {row.programme for file in self._rows for row in file} - {""}
        for name in self._counting.programmes:
            if name not in known:
                raise UsageFault(
                    'there is no programme "{name}" in the files of persons; there are: {known}',
                    {"name": name, "known": ", ".join(map(self.names.shown, sorted(known))) or "-"},
                )

    def _report_repeats(self, cells: list[list[int]], repeats: int) -> None:
        """Count rows that say again what another counted row of the same person says."""
        number: dict[Meant, int] = {}
        rows = [
            [number.setdefault(row, len(number)) if cell >= 0 else -1 for row, cell in zip(file, places, strict=True)]
            for file, places in zip(self._rows, cells, strict=True)
        ]
        # A programme, or a status, tells rows of one cell apart; then cells do not show which rows repeat others.
        if len(number) > len({row.key for row in number}):
            repeats = self._engine.tally(rows, len(number), ()).repeats
        if repeats:
            file = self._files[0]
            place = Place(file.layout.name, file.line, 1)
            self._into.findings.append(Finding("P101", place, Severity.WARNING, "participant_id", f"{repeats:,}"))


def _scope(table: CountTable, period: str | None) -> frozenset[Group]:
    """The branches and periods whose totals are wanted."""
    if period is None:
        return frozenset()
    if period != LATEST:
        return frozenset(group for group in table.counts if group.period == period)
    timeline = Timeline(table)
    newest = {branch: timeline.newest(branch) for branch in timeline}
    return frozenset(Group(branch, when.text) for branch, when in newest.items() if when)


def _source(engine: Engine, file: PersonsFile, surveyed: list[PersonsFile], people: _People) -> Source:
    """A file with its rows, and the distinct active persons in it."""
    if file.survey is None:
        return Source(file.layout.name, Kind.PERSONS, file.sha256)
    persons = people.persons
    if persons is None or len(surveyed) > 1:
        at = surveyed.index(file)
        persons = engine.tally([people.active(at)], 1, (), [at]).persons
    rows, refused = file.survey.rows, file.survey.refused
    gone = (file.shape.left_out, file.shape.filtered, file.shape.missing) if file.shape else (0, 0, 0)
    return Source(file.layout.name, Kind.PERSONS, file.sha256, rows, rows - refused, refused, persons, *gone)
