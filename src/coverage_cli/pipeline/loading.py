"""Files to tables: every input read and checked, all findings collected."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coverage_cli.analysis.rules.suggestions import KnownNames
from coverage_cli.config.layout import Layout
from coverage_cli.config.project import Override, Project, find_project
from coverage_cli.config.targets import Targets, read_targets
from coverage_cli.config.yaml.tree import configuration_fault
from coverage_cli.domain.counts import CountTable
from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.fields import SIDES
from coverage_cli.domain.findings import Finding
from coverage_cli.domain.model import Kind, Source
from coverage_cli.domain.names.labels import Labels
from coverage_cli.domain.names.nearest import nearest
from coverage_cli.domain.safe import heading
from coverage_cli.intake.counts.partial import forget_parts
from coverage_cli.intake.counts.table import AggregateReader
from coverage_cli.intake.files.opening import state_of
from coverage_cli.intake.headers.vocabulary import normal
from coverage_cli.intake.unmatched_values import unfiltered
from coverage_cli.pipeline.background import BackgroundTask
from coverage_cli.pipeline.duplicates import duplicates
from coverage_cli.pipeline.persons.counting import Counting, told_apart
from coverage_cli.pipeline.persons.extracts import Extracts

if TYPE_CHECKING:
    from coverage_cli.pipeline.persons.people import People

_MANY_BYTES = 2_000_000
"""Of both sides; less is read sooner than a second process begins and hands on what it read."""


@dataclass(slots=True)
class Tables:
    """What was read: both sides, the names to show, the files behind them, and the findings so far."""

    layouts: dict[Kind, list[Layout]]
    population: AggregateReader
    participants: AggregateReader
    labels: tuple[Labels, ...]
    findings: list[Finding] = field(default_factory=list)
    people: People | None = None
    """How persons were counted, where the participants are persons."""
    known: KnownNames = field(init=False)

    def __post_init__(self) -> None:
        """Have unknown names held against these labels."""
        self.known = KnownNames(self.labels)

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every file, in the order of their paths."""
        return tuple(sorted([*self.population.sources, *self.participants.sources]))

    @property
    def weights(self) -> tuple[str, ...]:
        """The columns whose weights are the participants; none where people are counted."""
        return self.people.weights if self.people else ()

    @property
    def uncounted(self) -> bool:
        """Whether persons with unlike weights forbid to count: what stands in the table then is nobody's number."""
        return any(found.code == "P107" for found in self.participants.findings)

    def participants_at(self, period: str) -> CountTable:
        """The participants with the totals of a period; files of persons, of which it is asked, are still open."""
        return self.participants.table if self.people is None else self.people.at(period)

    def reader(self, kind: Kind) -> AggregateReader:
        """The side of a kind."""
        return self.population if kind is Kind.POPULATION else self.participants


def load_project(override: Override) -> tuple[Project, Targets]:
    """Find the project and read its configuration; there are no targets where there is no file of them.

    Raises:
        UsageFault: no project, no data, or a configuration with errors.
    """
    project = find_project(override)
    if project.targets is None:
        return project, Targets()
    targets, findings = read_targets(project.targets)
    if targets is None:
        raise configuration_fault(findings)
    return project, targets


def read_tables(
    population: Iterable[Layout], participants: Iterable[Layout], counting: Counting | None = None
) -> Tables:
    """Read both sides, as `tables_of` does, for a run that has nothing more to ask of files of persons.

    Raises:
        UsageFault: as there.
    """
    counting = counting or Counting()
    with Extracts(counting.resources) as extracts:
        return tables_of(population, participants, counting, extracts)


def tables_of(
    population: Iterable[Layout], participants: Iterable[Layout], counting: Counting, extracts: Extracts
) -> Tables:
    """Read both sides. Participants may be counts, or files of persons, which `counting` says how to count.

    Raises:
        UsageFault: a file cannot be opened or read, or participants are given both as counts and as persons.
    """
    sides = {Kind.POPULATION: list(population), Kind.PARTICIPANTS: list(participants)}
    # A project declares its dimensions once, for all its files.
    dimensions = next((layout.dimensions for layouts in sides.values() for layout in layouts), ())
    labels = (Labels(), Labels(), *(Labels() for _ in dimensions))
    persons, counts = told_apart(sides[Kind.PARTICIPANTS], counting.resources)
    tables = Tables(
        {**sides, Kind.PARTICIPANTS: counts, Kind.PERSONS: persons},
        AggregateReader(Kind.POPULATION, labels, dimensions),
        AggregateReader(Kind.PARTICIPANTS, labels, dimensions),
        labels,
    )
    _read(tables)
    _count_persons(tables, counting, extracts)
    _refuse_unmet(tables)
    for kind in SIDES:
        tables.findings += (*tables.reader(kind).findings, *tables.reader(kind).dates.findings)
        tables.findings += duplicates(tables.reader(kind), tables.layouts[kind])
    return tables


def _read(tables: Tables) -> None:
    """Read both sides; that of the participants in a second process, where both are large."""
    sides = tables.layouts[Kind.POPULATION], tables.layouts[Kind.PARTICIPANTS]
    work = BackgroundTask(lambda: _side(tables.participants, sides[1]), fork=min(map(_bytes, sides)) >= _MANY_BYTES)
    try:
        _side(tables.population, sides[0])
        tables.participants = work.result()
    finally:
        work.cancel()
    for labels, theirs in zip(tables.labels, tables.participants.labels, strict=True):
        labels.take(theirs)
    tables.participants.labels = tables.labels


def _bytes(layouts: Iterable[Layout]) -> int:
    return sum((state_of(layout.path) or (0,))[0] for layout in layouts)


def _side(reader: AggregateReader, layouts: list[Layout]) -> AggregateReader:
    """The reader of a kind when it has read its files."""
    for layout in layouts:
        reader.read(layout)
    forget_parts(reader, layouts)
    reader.findings += (found for _, found in unfiltered(reader.dropped))
    return reader


def _refuse_unmet(tables: Tables) -> None:
    """Refuse a column of the command line that no file has: a misspelt one would be ignored in silence."""
    wanted = {theirs for layouts in tables.layouts.values() for layout in layouts for theirs in layout.also.values()}
    names = tables.population.names | tables.participants.names
    for name in sorted(wanted):
        if normal(name) not in names:
            raise UsageFault(
                '{option}: no file has a column "{name}"{near:meant}; there are: {known}',
                {
                    "option": "--column",
                    "name": name,
                    "near": heading(nearest(normal(name), names) or ""),
                    "known": heading(", ".join(sorted(names))) or "-",
                },
            )


def _count_persons(tables: Tables, counting: Counting, extracts: Extracts) -> None:
    """Count the files of persons, if there are any, as the participants' side."""
    if not tables.layouts[Kind.PERSONS]:
        _refuse_idle(tables.layouts[Kind.PARTICIPANTS], counting)
        return
    if tables.layouts[Kind.PARTICIPANTS]:
        raise UsageFault(
            "{persons} lists persons and {counts} gives counts: whoever is in both would count twice; name one of them",
            {"persons": tables.layouts[Kind.PERSONS][0].name, "counts": tables.layouts[Kind.PARTICIPANTS][0].name},
        )
    # What engines say is loaded for files of persons alone.
    from coverage_cli.pipeline.persons.people import count_people

    surveyed = extracts.of(tables.layouts[Kind.PERSONS], tables.participants.dimensions)
    tables.people = count_people(surveyed, tables.participants, counting)


def _refuse_idle(counts: list[Layout], counting: Counting) -> None:
    """Refuse what only persons can be asked: with counts alone, it would be ignored in silence."""
    asked = {
        "--engine spark": counting.resources.remote is not None,
        "--programme": bool(counting.programmes),
        "--status all": counting.status != "active",
    }
    for option in (option for option, given in asked.items() if given and counts):
        raise UsageFault(
            "{path:path} gives counts, and {option} is about persons; leave the option out",
            {"path": counts[0].name, "option": option},
        )
