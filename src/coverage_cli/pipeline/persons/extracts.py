"""Files of persons, read by an engine once and kept open for as many counts as a run asks for."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from coverage_cli.config.layout import Layout
from coverage_cli.domain.fields import PROGRAMME
from coverage_cli.domain.findings import Finding
from coverage_cli.domain.interrupts import unbroken
from coverage_cli.domain.model import Key
from coverage_cli.engines.options import Resources
from coverage_cli.intake.files.private import private_folder
from coverage_cli.intake.locate import Found
from coverage_cli.intake.shaping.dating import DatesMet
from coverage_cli.pipeline.persons.weighing import weight_columns

if TYPE_CHECKING:
    from coverage_cli.engines.base import NumberedRow, Tally, Unlike
    from coverage_cli.pipeline.persons.gathered import Gathered, Intake, PersonsFile
    from coverage_cli.pipeline.persons.meaning import Meaning


class Surveyed:
    """Files of persons that the engine has. What was counted of them is not counted again."""

    def __init__(self, intake: Intake, files: list[PersonsFile], weights: tuple[str, ...]) -> None:
        self.files, self.weights = files, weights
        self._intake = intake
        self._tallies: dict[object, Tally] = {}
        self._unlike: list[Finding] | None = None
        self._alike: dict[object, list[Finding]] = {}

    @property
    def gathered(self) -> Gathered:
        """What reading the files left behind."""
        return self._intake.gathered

    def first_rows(self, meaning: Meaning, keys: Collection[Key]) -> dict[Key, Found]:
        """The first row of each of these cells in the first Parquet file of this machine that has one.

        A place there is a row and a column, each counted from 1. Files are asked as long as they are open.
        """
        found: dict[Key, Found] = {}
        for number, (file, reading) in enumerate(zip(self.gathered.files, self.gathered.readings, strict=True)):
            first: dict[Key, NumberedRow] = {}
            for row in self._firsts(number):
                key = meaning.key(row.cells)
                if key not in keys or key in found:
                    continue
                if key not in first or row.number < first[key].number:
                    first[key] = row
            for key, (line, texts) in first.items():
                places = {name: file.layout.place(line, at + 1) for name, at in reading.columns.places.items()}
                found[key] = Found(places, dict(zip(reading.fields, texts, strict=True)), reading.header.called)
        return found

    @property
    def columnar(self) -> list[Layout]:
        """The Parquet files that the engine reads itself."""
        return [reading.layout for reading in self.gathered.readings if reading.columnar]

    def meet_dates(self, met: DatesMet) -> None:
        """Look for two dates of one month; only where there are some, the files are read once more for their places."""
        files, trial = list(zip(self.gathered.files, self.gathered.readings, strict=True)), DatesMet()
        for file, _ in files:
            trial.meet(file.layout, file.shape.dates if file.shape else ())
        for number, (file, reading) in enumerate(files if trial.findings else ()):
            with self._intake.again():
                dates = self._intake.dates(number) if reading.direct else file.shape.dates if file.shape else ()
            met.meet(file.layout, dates)

    def _firsts(self, number: int) -> Iterator[NumberedRow]:
        with self._intake.again():
            yield from self._intake.firsts(number)

    def compound(self, meaning: Meaning) -> Iterator[Finding]:
        """A finding for each programme whose name may say several, at its first row, or else at the file's header."""
        names = meaning.programmes
        for key, part in meaning.compound.items():
            number, file = next(
                (number, file)
                for number, file in enumerate(self.gathered.files)
                if file.survey and any(meaning.of(one.texts).programme == key for one in file.survey.combinations)
            )
            with self._intake.again():
                place = self._intake.first(number, PROGRAMME, key) or file.layout.place(file.line, 1)
            yield Finding("P109", place, field=PROGRAMME, value=names.shown(key), args=(("name", names.shown(part)),))

    def tally(
        self, cells: Sequence[Sequence[int]], size: int, scope: Collection[int], files: Sequence[int] | None = None
    ) -> Tally:
        """See `engines.base.Engine.tally`."""
        asked = (tuple(map(tuple, cells)), size, frozenset(scope), None if files is None else tuple(files))
        if asked not in self._tallies:
            with self._intake.again():
                self._tallies[asked] = self._intake.engine.tally(cells, size, scope, files)
        return self._tallies[asked]

    def unlike_weights(self, unlike: Unlike) -> list[Finding]:
        """A finding for each of the people whose rows carry unlike weights, and who are named.

        Raises:
            DisagreementError: the exact reader sees no unlike weights of one of them.
        """
        if self._unlike is None:
            from coverage_cli.pipeline.persons.alike import unlike_weights

            with self._intake.again():
                self._unlike = unlike_weights(self._intake, unlike) if unlike.persons else []
        return self._unlike

    def alike(self, teams: Sequence[Sequence[int]]) -> list[Finding]:
        """A finding where identifiers are alike to others; `teams` as in `engines.base.Engine.alike`.

        Raises:
            DisagreementError: the exact reader does not see those that the engine names.
        """
        asked = tuple(map(tuple, teams))
        if asked not in self._alike:
            from coverage_cli.pipeline.persons.alike import alike

            with self._intake.again():
                self._alike[asked] = alike(self._intake, self._intake.engine.alike(teams))
        return self._alike[asked]


class Extracts:
    """The files of persons of a run: read when they are first asked for, and open until this is left."""

    def __init__(self, resources: Resources) -> None:
        self._resources = resources
        self._open = ExitStack()
        self._known: list[tuple[list[Layout], Surveyed]] = []

    def __enter__(self) -> Self:
        """Nothing is read yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the engine; every temporary file goes."""
        self._open.__exit__(kind, error, trace)

    def of(self, layouts: Sequence[Layout], dimensions: tuple[str, ...]) -> Surveyed:
        """These files, read now if they have not been.

        Raises:
            UsageFault: a file cannot be read, memory or disk do not suffice, or only some of the files have weights.
            DisagreementError: engine and exact reader do not agree.
        """
        wanted = list(layouts)
        for known, surveyed in self._known:
            if known == wanted:
                return surveyed
        weights = weight_columns(wanted)
        folder = self._open.enter_context(private_folder(self._resources.temp))
        intake = self._open.enter_context(_intake(self._resources, Path(folder), dimensions))
        files = [file for layout in wanted for file in intake.read(layout)]
        intake.gathered.settle(files)
        surveyed = Surveyed(intake, files, weights)
        self._known.append((wanted, surveyed))
        return surveyed


@contextmanager
def _intake(resources: Resources, folder: Path, dimensions: tuple[str, ...]) -> Iterator[Intake]:
    """The engine that is asked for, and the way of files to it."""
    from coverage_cli.pipeline.persons.gathered import Gathered

    gathered = Gathered(folder, dimensions, resources.watch)
    if resources.remote is not None:
        with unbroken():
            from coverage_cli.engines.spark.engine import SparkEngine
            from coverage_cli.pipeline.persons.cluster import ClusterIntake

        with SparkEngine(resources.remote, resources.watch) as cluster:
            yield ClusterIntake(cluster, gathered)
        return
    with unbroken():
        from coverage_cli.engines.duckdb.engine import DuckDbEngine
        from coverage_cli.pipeline.persons.local import LocalIntake

    with DuckDbEngine(resources, folder) as engine:
        yield LocalIntake(engine, gathered)
