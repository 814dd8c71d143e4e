"""Counts of people from files of persons: who is counted, in which cell, and once in every total."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from coverage_cli.config.layout import Layout
from coverage_cli.domain.counts import CountTable
from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.findings import Finding
from coverage_cli.domain.model import Group, Key, Kind, Source
from coverage_cli.domain.names.keys import name_key
from coverage_cli.domain.names.labels import Labels
from coverage_cli.engines.base import Tally, Unlike
from coverage_cli.intake.counts.table import AggregateReader
from coverage_cli.intake.locate import Found
from coverage_cli.pipeline.persons.counting import Counting
from coverage_cli.pipeline.persons.extracts import Surveyed
from coverage_cli.pipeline.persons.gathered import PersonsFile
from coverage_cli.pipeline.persons.leads import Lead, leads
from coverage_cli.pipeline.persons.meaning import Meaning, Meant
from coverage_cli.pipeline.persons.memberships import enter_programmes
from coverage_cli.pipeline.persons.weighing import enter_counts

ACTIVE = "active"


@dataclass(frozen=True, slots=True)
class People:
    """How persons were counted, and each programme's own table, where that was asked for."""

    counting: Counting
    names: Labels
    """Of programmes."""
    at: Callable[[str], CountTable]
    """The counts with the totals of a period, counted on the files as long as they are open."""
    programmes: Mapping[str, CountTable]
    inactive: bool
    """Whether the files have persons who are not active."""
    nameless: int
    """Rows of people of the state that counts which name no programme, where programmes were asked for."""
    weights: tuple[str, ...]
    """The columns whose weights are added up, where heads are not what is counted."""
    leads: Mapping[Key, Lead]
    """To the first row of each cell, where it stands in a file that cannot be opened here to look for it."""
    columnar: Collection[Layout]
    """The files without lines, which the engine reads itself."""
    rows: Callable[[Collection[Key]], dict[Key, Found]]
    """The first row of each of these cells in these files, as long as they are open."""
    sources: Callable[[Collection[Key], Collection[str]], list[Source]]
    """The files with the rows of these cells and of these programmes reported, as long as they are open."""


def count_people(surveyed: Surveyed, into: AggregateReader, counting: Counting) -> People:
    """Count files of persons into a table of participants.

    Raises:
        UsageFault: memory or disk do not suffice, or a programme is not in the files.
        DisagreementError: engine and exact reader do not agree.
    """
    people = _People(surveyed, into, counting)
    people.count()
    into.damage.merge(surveyed.gathered.damage)
    into.names |= surveyed.gathered.names
    into.findings += [finding for file in surveyed.files for finding in file.findings]
    surveyed.meet_dates(into.dates)
    into.findings += surveyed.compound(people.meaning)
    into.findings += surveyed.unlike_weights(people.unlike)
    into.findings += surveyed.alike(people.teams())
    into.sources += people.sources((), ())
    programmes = people.by_programme() if counting.by_programme else {}
    known = leads(surveyed.gathered, people.meaning) if counting.resources.remote else {}
    return People(
        counting, people.names, people.at, programmes, people.inactive, people.nameless, surveyed.weights, known,
        columnar=surveyed.columnar, rows=lambda keys: surveyed.first_rows(people.meaning, keys),
        sources=people.sources,
    )  # fmt: skip


class _People:
    """The surveyed files' combinations as cells, and the people in them."""

    def __init__(self, surveyed: Surveyed, into: AggregateReader, counting: Counting) -> None:
        self.surveyed, self._into, self._counting = surveyed, into, counting
        files = surveyed.gathered.files
        self.meaning = Meaning(into)
        surveys = [file.survey.combinations for file in files if file.survey]
        self.meaning.learn([(found.texts, found.rows) for survey in surveys for found in survey])
        self.persons: int | None = None
        """Distinct active persons over all files, where those are the ones that are counted."""
        self.names = self.meaning.programmes
        self._rows = [[self.meaning.of(found.texts) for found in survey] for survey in surveys]
        lengths = [found.rows for survey in surveys for found in survey]
        self._each = list(zip(chain.from_iterable(self._rows), lengths, strict=True))
        self._keys = sorted({row.key for file in self._rows for row in file})
        self._scope: frozenset[Group] = frozenset()
        self._at: dict[str, CountTable] = {}
        self.unlike = Unlike()
        """People with unlike weights; where there are any, nobody is counted."""

    @property
    def inactive(self) -> bool:
        """Whether somebody is not active."""
        return any(row.status != ACTIVE for file in self._rows for row in file)

    @property
    def nameless(self) -> int:
        """Rows that are left out where programmes are asked for: of the state that counts, without a programme."""
        if not (self._counting.programmes or self._counting.by_programme):
            return 0
        return sum(length for row, length in self._each if not row.programme and self._counts(row, ()))

    def sources(self, barred: Collection[Key], programmes: Collection[str]) -> list[Source]:
        """The files with their rows, those of barred cells and programmes reported, and who is active in the others."""
        return [self._source(file, lambda row: row.key in barred or row.programme in programmes)
                for file in self.surveyed.files]  # fmt: skip

    def _source(self, file: PersonsFile, barred: Callable[[Meant], bool]) -> Source:
        if file.survey is None:
            return Source(file.layout.name, Kind.PERSONS, file.sha256, sheet=file.layout.named_sheet)
        files = self.surveyed.gathered.files
        at = files.index(file)
        rows, refused = file.survey.rows, file.survey.refused
        pairs = zip(file.survey.combinations, self._rows[at], strict=True)
        named = sum(found.rows for found, row in pairs if barred(row))
        persons = self.persons
        if persons is None or len(files) > 1 or named:
            active = [0 if row.status == ACTIVE and not barred(row) else -1 for row in self._rows[at]]
            persons = self.surveyed.tally([active], 1, (), [at]).persons
        dropped, used = file.survey.dropped, rows - refused - named
        left = (dropped.left_out, dropped.filtered, dropped.missing)
        filled = file.shape.filled if file.shape else 0
        counts = (rows, used, rows - used, persons, *left)
        sheet = file.layout.named_sheet
        return Source(file.layout.name, Kind.PERSONS, file.sha256, *counts, filled=filled, sheet=sheet)

    def count(self) -> None:
        """Fill the table."""
        table = self._into.table
        for key in self._keys:
            table.counts.setdefault(key.group, {})[key.cell] = 0
        self._refuse_unknown_programmes()
        self._scope = self._counting.scope(table)
        programmes = self._counting.programme_keys
        enter_programmes(table, (one for one in self._each if self._counts(one[0], programmes)), self.names)
        cells, tally = self._tally(table, programmes)
        self.unlike = tally.unlike
        self.persons = tally.persons if self._counting.status == ACTIVE and not self._counting.programmes else None
        self._report_repeats(cells, tally.repeats)

    def teams(self) -> list[list[int]]:
        """For each file and combination the number of those who are counted together; -1 where nobody is counted.

        These are a period's people, and all whose period is the one that their branch is counted at.
        """
        wanted = {group.period for group in self._scope}
        number: dict[str, int] = {}

        def team(row: Meant) -> int:
            period = row.key.group.period
            return number.setdefault("" if period in wanted else period, len(number))

        return self._numbered(team, self._counting.programme_keys)

    def by_programme(self) -> dict[str, CountTable]:
        """A table of the members of each programme that counts, in the cells of all."""
        whole = self._into.table
        tables = {}
        every = {row.programme for file in self._rows for row in file} - {""}
        for name in sorted(set(self._counting.programme_keys) or every):
            tables[name] = CountTable(whole.kind, whole.dimensions)
            self._tally(tables[name], (name,))
        return tables

    def at(self, period: str) -> CountTable:
        """The same counts, with who belongs to several cells of a period; only files that speak of it are looked at."""
        whole = self._into.table
        if self.unlike.persons:
            return whole
        if period not in self._at:
            self._at[period] = self._totals(whole, period)
        return self._at[period]

    def _totals(self, whole: CountTable, period: str) -> CountTable:
        keys = [key for key in self._keys if key.group.period == period]
        number = {key: at for at, key in enumerate(keys)}
        cells = self._numbered(lambda row: number.get(row.key, -1), self._counting.programme_keys)
        files = [at for at, found in enumerate(cells) if any(cell >= 0 for cell in found)]
        tally = self.surveyed.tally([cells[at] for at in files], len(keys), list(number.values()), files)
        return replace(whole, overlap=tally.overlap, numbers=number)

    def _tally(self, table: CountTable, programmes: tuple[str, ...]) -> tuple[list[list[int]], Tally]:
        """Count the members of any of the programmes, or all people, into a table."""
        keys = self._keys
        number = {key: at for at, key in enumerate(keys)}
        cells = self._numbered(lambda row: number[row.key], programmes)
        wanted = {key: at for key, at in number.items() if key.group in self._scope}
        tally = self.surveyed.tally(cells, len(keys), wanted.values())
        enter_counts(table, keys, tally)
        if self._counting.period is not None and not tally.unlike.persons:
            table.overlap, table.numbers = tally.overlap, wanted
        return cells, tally

    def _numbered(self, number: Callable[[Meant], int], programmes: tuple[str, ...]) -> list[list[int]]:
        """For each file and combination its number; -1 where nobody is counted."""
        return [[number(row) if self._counts(row, programmes) else -1 for row in file] for file in self._rows]

    def _counts(self, row: Meant, programmes: tuple[str, ...]) -> bool:
        return self._counting.status in {"all", row.status} and (not programmes or row.programme in programmes)

    def _refuse_unknown_programmes(self) -> None:
        known = {row.programme for file in self._rows for row in file} - {""}
        for name in self._counting.programmes:
            if name_key(name) not in known:
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
            repeats = self.surveyed.tally(rows, len(number), ()).repeats
        if repeats:
            file = self.surveyed.gathered.files[0]
            place = file.layout.place(file.line, 1)
            counts = (("count", str(repeats)),)
            self._into.findings.append(Finding("P101", place, "participant_id", args=counts))
