"""What two tables say about each other: orphans, missing sides, totals among parts, rates over 100%.

Judging happens on keys; where in a file a key stands is found afterwards, and only for what is reported.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from itertools import starmap
from operator import ge
from typing import TYPE_CHECKING, NamedTuple

from coverage_cli.analysis import spelling
from coverage_cli.analysis.matching import Match, Timeline, all_matches
from coverage_cli.domain.model import Cell, CountTable, Group, Key, Kind
from coverage_cli.domain.names import foreign_letter, nearest
from coverage_cli.domain.periods import known_period

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coverage_cli.domain.names import Labels


class Suspect(NamedTuple):
    """A rule that a key breaks. `field` is the column that the finding points at, `kind` the table."""

    code: str
    kind: Kind
    key: Key
    field: str
    args: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Damage:
    """Keys whose rows were refused, so that nothing may be concluded from their absence. None stands for any."""

    keys: set[tuple[str | None, str | None]] = field(default_factory=set)

    def covers(self, branch: str, segment: str) -> bool:
        """Whether the row of this branch and segment may be one that was refused."""
        return not self.keys.isdisjoint({(branch, segment), (branch, None), (None, segment), (None, None)})


TOTAL_WORDS = frozenset(
    {"total", "totals", "grand total", "sub total", "subtotal", "sum", "all", "overall", "national", "nasional"}
    | {"jumlah", "jml", "jumlah total", "jumlah keseluruhan", "total keseluruhan", "semua", "seluruh", "seluruhnya"}
    | {"keseluruhan", "indonesia"}
)
"""Names under which people put sums into their tables."""

_FEWEST_PARTS = 3
"""Below this, one row being the sum of the others happens by chance."""


_TOTAL_BEGINNINGS = ("total ", "jumlah ", "semua ", "seluruh ", "grand total", "subtotal", "sub total")


@lru_cache(maxsize=65_536)
def is_total_name(key: str) -> bool:
    """Whether a name says that its row is a sum of other rows."""
    return key in TOTAL_WORDS or key.startswith(_TOTAL_BEGINNINGS)


_MOST_COMPARED = 300_000
"""Pairs of names; beyond them a finding comes without a suggestion, so that a run of bad names ends in time."""


@dataclass(slots=True)
class Suggestions:
    """The known name that an unknown one was probably meant to be, looked up once for each."""

    _left: int = _MOST_COMPARED
    _found: dict[tuple[str, frozenset[str]], str | None] = field(default_factory=dict)

    def near(self, wrong: str, names: frozenset[str]) -> str | None:
        """The nearest of `names`; None where none is near, or too much was compared already."""
        if (wrong, names) not in self._found:
            if self._left < len(names):
                return None
            self._left -= len(names)
            self._found[wrong, names] = nearest(wrong, names)
        return self._found[wrong, names]


@dataclass(slots=True)
class CrossCheck:
    """Both tables, the names to show, and what is known to be damaged."""

    population: CountTable
    participants: CountTable
    labels: tuple[Labels, ...]
    damage: dict[Kind, Damage]
    suggestions: Suggestions = field(default_factory=Suggestions)

    def within(self) -> Iterator[Suspect]:
        """What a table says against itself, and names that are probably one; in no order."""
        for table in (self.population, self.participants):
            yield from self._totals(table)
        yield from self._vintages(Timeline(self.population))
        yield from self._spelling()

    def between(self) -> Iterator[Suspect]:
        """What the tables say against each other, where both were given; in no order."""
        known = frozenset(branch for branch, _ in self.population.counts)
        timeline = Timeline(self.population)
        for found in all_matches(self.population, self.participants, timeline):
            yield from self._match(found, known, timeline)
        yield from self._denominators(timeline)
        yield from self._silent_branches(timeline)

    def _spelling(self) -> Iterator[Suspect]:
        """Names that are probably one name, across the tables or within them."""
        fields = ("branch", "segment", *self.population.dimensions)
        for place, field_name in enumerate(fields):
            alike = list(spelling.look_alikes(self.labels[place]))
            if alike:
                yield from self._look_alikes(place, field_name, alike)
            if not (self.population.counts and self.participants.counts):
                continue
            ours, theirs = (spelling.names(table, place) for table in (self.participants, self.population))
            taken = {name for pair in alike for name in pair}
            for twin in spelling.near_twins(ours, theirs) if not ours <= theirs else ():
                if twin.odd not in taken and not is_total_name(twin.odd):
                    yield self._twin(place, field_name, twin)

    def _look_alikes(self, place: int, field_name: str, pairs: list[tuple[str, str]]) -> Iterator[Suspect]:
        wanted = {name for pair in pairs for name in pair}
        used = [(table, spelling.uses(table, place, wanted)) for table in (self.population, self.participants)]
        for first, second in pairs:
            rows = {name: sum(found[name].rows for _, found in used if name in found) for name in (first, second)}
            odd, other = sorted((second, first), key=lambda name: rows[name])
            table, found = next(((table, found) for table, found in used if odd in found), (None, {}))
            if table is None:
                continue
            letter = foreign_letter(odd) or foreign_letter(other) or ""
            args = (
                ("shown", self.labels[place].shown(odd)),
                ("near_name", self.labels[place].shown(other)),
                ("rows", f"{rows[odd]:,}"),
                ("other_rows", f"{rows[other]:,}"),
                ("letter", letter),
            )
            yield Suspect("N102", table.kind, found[odd].key, field_name, args)

    def _twin(self, place: int, field_name: str, twin: spelling.Twin) -> Suspect:
        here = spelling.uses(self.participants, place, [twin.odd])[twin.odd]
        there = spelling.uses(self.population, place, [twin.other])[twin.other]
        args = (
            ("shown", self.labels[place].shown(twin.odd)),
            ("near_name", self.labels[place].shown(twin.other)),
            ("rows", f"{here.rows:,}"),
            ("other_rows", f"{there.rows:,}"),
        )
        return Suspect("N101", Kind.PARTICIPANTS, here.key, field_name, args)

    def show(self, key: Key) -> str:
        """A key in words: branch, segment and further dimensions, period."""
        names = (key.group.branch, *key.cell)
        shown = [labels.shown(name) for labels, name in zip(self.labels, names, strict=False)]
        return " / ".join((*shown, key.group.period))

    def _totals(self, table: CountTable) -> Iterator[Suspect]:
        branches_of: dict[str, set[str]] = {}
        for branch, period in table.counts:
            branches_of.setdefault(period, set()).add(branch)
        named = any(is_total_name(name) for labels in self.labels for name in labels)
        for group, cells in table.counts.items():
            if named and is_total_name(group.branch):
                parts = [name for name in branches_of[group.period] if not is_total_name(name)]
                if parts:
                    people = sum(sum(table.counts[Group(name, group.period)].values()) for name in parts)
                    yield self._total(table, Key(group, min(cells)), "branch", (sum(cells.values()), people))
                    continue
            for place, name in enumerate(("segment", *table.dimensions) if named else ()):
                yield from self._named_totals(table, group, name, place)
            yield from self._hidden_total(table, group, cells)

    def _named_totals(self, table: CountTable, group: Group, field_name: str, place: int) -> Iterator[Suspect]:
        """Segments, or values of a dimension, whose name says that they are a sum."""
        cells = table.counts[group]
        names = {cell[place] for cell in cells}
        for name in filter(is_total_name, names) if len(names) > 1 else ():
            cell = min(cell for cell in cells if cell[place] == name)
            rest = (*cell[:place], *cell[place + 1 :])
            parts = sum(
                count
                for other, count in cells.items()
                if not is_total_name(other[place]) and (*other[:place], *other[place + 1 :]) == rest
            )
            yield self._total(table, Key(group, cell), field_name, (cells[cell], parts))

    def _total(self, table: CountTable, key: Key, field_name: str, sums: tuple[int, int]) -> Suspect:
        """A row that is a sum: what it says, and what its parts add up to."""
        place = ("branch", "segment", *table.dimensions).index(field_name)
        shown = self.labels[place].shown((key.group.branch, *key.cell)[place])
        args = (("shown", shown), ("count", str(sums[0])), ("sum", str(sums[1])))
        return Suspect("K102", table.kind, key, field_name, args)

    def _hidden_total(self, table: CountTable, group: Group, cells: dict[Cell, int]) -> Iterator[Suspect]:
        """A row that equals the sum of all others, under a name that does not say so."""
        if len(cells) <= _FEWEST_PARTS:
            return
        half, odd = divmod(sum(cells.values()), 2)
        if odd or half == 0 or half not in cells.values() or any(is_total_name(cell[0]) for cell in cells):
            return
        for cell in (cell for cell, people in cells.items() if people == half):
            yield Suspect("K103", table.kind, Key(group, cell), "segment", (("shown", str(half)),))

    def _vintages(self, timeline: Timeline) -> Iterator[Suspect]:
        for branch in timeline:
            if len(timeline.of(branch)) == 1:
                continue
            first_of: dict[object, str] = {}
            for period in sorted(timeline.of(branch), key=lambda period: (period.first, period.last)):
                if period.first in first_of:
                    group = Group(branch, period.text)
                    args = (
                        ("shown", self.labels[0].shown(branch)),
                        ("first", first_of[period.first]),
                        ("second", period.text),
                    )
                    yield Suspect(
                        "K104", Kind.POPULATION, Key(group, min(self.population.counts[group])), "period", args
                    )
                first_of.setdefault(period.first, period.text)

    def _match(self, found: Match, known: frozenset[str], timeline: Timeline) -> Iterator[Suspect]:
        group = Group(found.branch, found.period.text if found.period else "")
        if found.vintage is None:
            yield from self._without_vintage(found, group, known, timeline)
            return
        vintage = Group(found.branch, found.vintage.text)
        if _all_well(found.workers, found.participants):
            return
        odd = [(cell, workers, people) for cell, workers, people in found.pairs() if _is_odd(workers, people)]
        names = (
            frozenset(cell[0] for cell in found.workers),
            frozenset(cell[0] for cell in found.participants if cell not in found.workers),
        )
        for cell, workers, people in odd:
            yield from self._cell(names, Key(vintage, cell), Key(group, cell), workers, people)

    def _denominators(self, timeline: Timeline) -> Iterator[Suspect]:
        """What is wrong with a vintage on its own, once, however many periods rest on it."""
        met = {(branch, vintage.text) for branch, period in self.participants.counts
               if (vintage := timeline.vintage(branch, known_period(period)))}  # fmt: skip
        for group in starmap(Group, met):
            workers = self.population.counts[group]
            if 0 in workers.values():
                for cell in (cell for cell, count in workers.items() if count == 0):
                    yield Suspect("D101", Kind.POPULATION, Key(group, cell), "workers")
            if self.population.details:
                bases = sorted({self.population.detail(group, cell).basis for cell in workers} - {""})
                if len(bases) > 1:
                    names = (("names", ", ".join(bases)),)
                    yield Suspect("D102", Kind.POPULATION, Key(group, min(workers)), "basis", names)

    def _cell(
        self,
        names: tuple[frozenset[str], frozenset[str]],
        here: Key,
        there: Key,
        workers: int | None,
        people: int | None,
    ) -> Iterator[Suspect]:
        """What is odd about one cell: `here` among the workers, `there` among the participants.

        `names` are the segments of the workers, and those that only participants have.
        """
        if workers is None:
            yield from self._orphan(there, names[0], "segment")
        elif people is None:
            yield from self._missing(here, there.group, names[1])
        elif people > workers:
            args = (("participants", str(people)), ("workers", str(workers)), ("excess", str(people - workers)))
            yield Suspect("X103", Kind.PARTICIPANTS, there, "participants", args)

    def _without_vintage(
        self, found: Match, group: Group, known: frozenset[str], timeline: Timeline
    ) -> Iterator[Suspect]:
        if found.branch in known:
            first = min(timeline.of(found.branch), key=lambda period: period.first)
            yield Suspect(
                "X104", Kind.PARTICIPANTS, Key(group, min(found.participants)), "period", (("first", first.text),)
            )
            return
        for cell in found.participants:
            yield from self._orphan(Key(group, cell), known, "branch")

    def _orphan(self, key: Key, names: frozenset[str], field_name: str) -> Iterator[Suspect]:
        if (
            self.damage[Kind.POPULATION].covers(key.group.branch, key.cell[0])
            or is_total_name(key.cell[0])
            or is_total_name(key.group.branch)
        ):
            return
        wrong = key.group.branch if field_name == "branch" else key.cell[0]
        yield Suspect("X101", Kind.PARTICIPANTS, key, field_name, (("near", self._near(wrong, names, field_name)),))

    def _missing(self, key: Key, group: Group, orphans: frozenset[str]) -> Iterator[Suspect]:
        if self.damage[Kind.PARTICIPANTS].covers(key.group.branch, key.cell[0]) or is_total_name(key.cell[0]):
            return
        near = self._near(key.cell[0], orphans, "segment")
        yield Suspect("X102", Kind.POPULATION, key, "segment", (("near", near), ("period", group.period)))

    def _silent_branches(self, timeline: Timeline) -> Iterator[Suspect]:
        """Branches with workers and no participants at all."""
        speaking = frozenset(branch for branch, _ in self.participants.counts)
        for branch in set(timeline) - speaking:
            newest = max(timeline.of(branch), key=lambda period: (period.last, period.first))
            group = Group(branch, newest.text)
            for cell in self.population.counts[group]:
                if not self.damage[Kind.PARTICIPANTS].covers(branch, cell[0]) and not is_total_name(branch):
                    yield Suspect(
                        "X102",
                        Kind.POPULATION,
                        Key(group, cell),
                        "segment",
                        (("near", self._near(branch, speaking, "branch")), ("period", newest.text)),
                    )

    def _near(self, wrong: str, names: frozenset[str], field_name: str) -> str:
        found = self.suggestions.near(wrong, names)
        labels = self.labels[0 if field_name == "branch" else 1]
        return labels.shown(found) if found else ""


def _is_odd(workers: int | None, people: int | None) -> bool:
    """Whether a cell lacks a side, or is over 100%."""
    return workers is None or people is None or people > workers


def _all_well(workers: dict[Cell, int], participants: dict[Cell, int]) -> bool:
    """Whether no cell is odd; asked of the whole branch at once, because nearly all branches are well."""
    if workers.keys() != participants.keys():
        return False
    return all(map(ge, workers.values(), map(participants.__getitem__, workers)))
