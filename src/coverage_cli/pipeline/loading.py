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
from coverage_cli.domain.bases import basis_key, in_message
from coverage_cli.domain.counts import CountTable
from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.fields import MEASURE
from coverage_cli.domain.findings import Finding, Place
from coverage_cli.domain.model import Kind, Source
from coverage_cli.domain.names.keys import name_key
from coverage_cli.domain.names.labels import Labels
from coverage_cli.domain.names.nearest import nearest
from coverage_cli.domain.rules import Severity
from coverage_cli.domain.safe import heading
from coverage_cli.intake.counts.partial import forget_parts
from coverage_cli.intake.counts.table import AggregateReader
from coverage_cli.intake.headers.vocabulary import normal
from coverage_cli.intake.locate import Found, locate
from coverage_cli.intake.unmet import unfiltered
from coverage_cli.pipeline.persons.counting import Counting, told_apart
from coverage_cli.pipeline.persons.extracts import Extracts

if TYPE_CHECKING:
    from coverage_cli.pipeline.persons.people import People


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
    tables = Tables(
        {Kind.POPULATION: [], Kind.PARTICIPANTS: [], Kind.PERSONS: []},
        AggregateReader(Kind.POPULATION, labels, dimensions),
        AggregateReader(Kind.PARTICIPANTS, labels, dimensions),
        labels,
    )
    tables.layouts[Kind.PERSONS], counts = told_apart(sides[Kind.PARTICIPANTS], counting.resources)
    for kind, layouts in ((Kind.POPULATION, sides[Kind.POPULATION]), (Kind.PARTICIPANTS, counts)):
        for layout in layouts:
            tables.layouts[kind].append(layout)
            tables.reader(kind).read(layout)
        forget_parts(tables.reader(kind), layouts)
        tables.reader(kind).findings += (found for _, found in unfiltered(tables.reader(kind).gone))
    _count_persons(tables, counting, extracts)
    _refuse_unmet(tables)
    for kind in (Kind.POPULATION, Kind.PARTICIPANTS):
        tables.findings += (*tables.reader(kind).findings, *tables.reader(kind).dates.findings)
        tables.findings += _doubles(tables, kind)
    return tables


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


def _doubles(tables: Tables, kind: Kind) -> list[Finding]:
    """A finding for every row whose key has a row already."""
    twice = tables.reader(kind).twice
    if not twice:
        return []
    findings = []
    refused, added = _refused(tables, kind), any(layout.aggregate for layout in tables.layouts[kind])
    # A line of a wide table is many rows: each is told at its count.
    name = MEASURE[kind] if any(layout.wide for layout in tables.layouts[kind]) else "branch"
    for key, found in locate(tables.layouts[kind], kind, set(twice), tables.reader(kind).dimensions).items():
        rows = [row for row in found if refused.isdisjoint((row.places["branch"].whole_line, *row.places.values()))]
        rows = rows if len(rows) > 1 else found  # two were entered, whatever was wrong beside them
        first, text = rows[0].places["branch"], key.in_words(tables.labels)
        if several := _programmes(rows, text, added=added) or _bases(rows, text):
            findings.append(several)
            continue
        for row in rows[1:]:
            args = (("key", text), ("first", f"{first.file}:{first.line}"))
            findings.append(Finding("K101", row.places[name], field="branch", value=key.group.branch, args=args))
    return findings


def _refused(tables: Tables, kind: Kind) -> set[Place]:
    """Where the rows stand that were not entered: lines, and cells that are wrong in theirs.

    A line of a wide table holds several rows: a cell that cannot be read refuses its own rows, not their neighbours.
    """
    return {
        finding.place if finding.field else finding.place.whole_line
        for finding in tables.reader(kind).findings
        if finding.severity is Severity.ERROR
    }


def _programmes(rows: list[Found], text: str, *, added: bool) -> Finding | None:
    """One finding for a key whose rows are of unlike programmes: not a slip, but people counted several times.

    Where rows of one key are added up, several may be of one programme.
    """
    said = [(name_key(row.texts["programme"]), row) for row in rows if "programme" in row.texts]
    said = [(name, row) for name, row in said if name] if added else said
    names = {name: row.texts["programme"].strip() for name, row in said}
    if len(names) < (2 if added else len(rows)):
        return None
    other = next(row for name, row in said if name != said[0][0])
    args = (("key", text), ("names", ", ".join(names.values())))
    return Finding("X105", other.places["programme"], field="programme", value=other.texts["programme"], args=args)


def _bases(rows: list[Found], text: str) -> Finding | None:
    """One finding for a key whose rows name several bases: which of them is the denominator is the user's to say."""
    names = Labels(basis_key)
    keys = [names.add(row.texts["basis"]) for row in rows]
    named = [key for key in names if key]
    if len(named) < 2:  # noqa: PLR2004 - one basis, whose rows are doubles of each other
        return None
    other = next(row for row, key in zip(rows, keys, strict=True) if key == named[1])
    args = (("key", text), *in_message("names", map(names.shown, named)).items())
    place = other.places.get("basis", other.places["branch"])
    return Finding("K105", place, field="basis", value=other.texts["basis"], args=args)
