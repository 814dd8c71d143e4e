"""Names that are probably one name: nearly the same across the two tables, or not to be told apart at all.

Only names that one table lacks are compared by their letters, because real names are near each other too
(Bandung and Badung); digits never count as a slip, since they number things.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from coverage_cli.analysis.sums.vocabulary import is_total_name
from coverage_cli.analysis.suspicion import Suspect
from coverage_cli.domain.counts import CountTable
from coverage_cli.domain.model import Key, Kind
from coverage_cli.domain.names.labels import Labels
from coverage_cli.domain.names.letters import foreign_letter, look_alike, skeleton

MOST_COMPARED = 200_000
"""Pairs of names; beyond them the rest is not compared, so that two unlike tables end in time."""
_LONG = 8
"""Letters from which two slips are still the same name."""


class _Uses(NamedTuple):
    """How often a table has a name: its rows, and one key that has it."""

    rows: int
    key: Key


class _Twin(NamedTuple):
    """Two names that are probably one; `odd` is the one to correct."""

    odd: str
    other: str


def names(table: CountTable, place: int) -> set[str]:
    """The names of a table: branches at place 0, segments at 1, then the dimensions."""
    if place == 0:
        return {branch for branch, _ in table.counts}
    cells = set().union(*table.counts.values()) if table.counts else set()
    return {cell[place - 1] for cell in cells}


def _uses(table: CountTable, place: int, wanted: Iterable[str]) -> dict[str, _Uses]:
    """How often some names are used, and where."""
    of: Callable[[Key], str] = (lambda key: key.group.branch) if place == 0 else (lambda key: key.cell[place - 1])
    sought, found = set(wanted), dict[str, _Uses]()
    for group, cells in table.counts.items():
        for cell in cells:
            key = Key(group, cell)
            if (name := of(key)) in sought:
                rows, first = found.get(name, (0, key))
                found[name] = _Uses(rows + 1, min(first, key))
    return found


def _near_twins(ours: set[str], theirs: set[str]) -> Iterator[_Twin]:
    """Names that only `ours` has, each with the name of `theirs` that it is a slip away from."""
    left = MOST_COMPARED
    for odd in sorted(ours - theirs):
        left -= len(theirs)
        if left < 0:
            return
        if other := next((other for other in sorted(theirs) if _near(odd, other)), None):
            yield _Twin(odd, other)


def _on_paper(known: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs of names that are one on paper and two to a computer."""
    first: dict[str, str] = {}
    for name in sorted(known, key=lambda name: (not name.isascii(), name)):
        form = look_alike(name)
        if form in first:
            yield first[form], name
        else:
            first[form] = name


def _near(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 2:  # noqa: PLR2004 - no more slips than that
        return False
    if one.isdigit() and other.isdigit():
        return one.lstrip("0") == other.lstrip("0")  # a code that lost its zeros
    if _digits(one) != _digits(other):
        return False
    if skeleton(one) == skeleton(other):
        return True
    slips = 2 if min(len(one), len(other)) >= _LONG else 1
    return min(len(one), len(other)) > 3 and _distance(one, other, slips) <= slips  # noqa: PLR2004 - pu, bpu, pmi


def _digits(name: str) -> list[str]:
    return [letter for letter in name if letter.isdigit()]


def _distance(one: str, other: str, most: int) -> int:
    """Letters to insert, delete, replace or swap with a neighbour (optimal string alignment); `most` + 1 where more."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, wanted in enumerate(other, 1):
            best = min(last[column] + 1, line[-1] + 1, last[column - 1] + (letter != wanted))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == wanted:
                best = min(best, before[column - 2] + 1)
            line.append(best)
        if min(line) > most:
            return most + 1
        before, last = last, line
    return last[-1]


@dataclass(frozen=True, slots=True)
class NameCheck:
    """Both tables and the names to show."""

    population: CountTable
    participants: CountTable
    labels: tuple[Labels, ...]

    def suspects(self) -> Iterator[Suspect]:
        """Names that are probably one name, across the tables or within them."""
        for place, field_name in enumerate(self.population.fields):
            alike = list(_on_paper(self.labels[place]))
            if alike:
                yield from self._look_alikes(place, field_name, alike)
            if not (self.population.counts and self.participants.counts):
                continue
            ours, theirs = (names(table, place) for table in (self.participants, self.population))
            taken = {name for pair in alike for name in pair}
            for twin in _near_twins(ours, theirs) if not ours <= theirs else ():
                if twin.odd not in taken and not is_total_name(twin.odd):
                    yield self._twin(place, field_name, twin)

    def _look_alikes(self, place: int, field_name: str, pairs: list[tuple[str, str]]) -> Iterator[Suspect]:
        wanted = {name for pair in pairs for name in pair}
        used = [(table, _uses(table, place, wanted)) for table in (self.population, self.participants)]
        for first, second in pairs:
            rows = {name: sum(found[name].rows for _, found in used if name in found) for name in (first, second)}
            odd, other = sorted((second, first), key=lambda name: rows[name])
            table, found = next(((table, found) for table, found in used if odd in found), (None, {}))
            if table is None:
                continue
            shown, near = (self.labels[place].shown(name) for name in (odd, other))
            # As it stands in the file, where that can be told: keys have small letters alone.
            letter = next(filter(None, map(foreign_letter, (shown, odd, near, other))), "")
            args = (
                ("near_name", near),
                ("rows", str(rows[odd])),
                ("other_rows", str(rows[other])),
                ("letter", letter),
            )
            yield Suspect("N102", table.kind, found[odd].key, field_name, args, shown)

    def _twin(self, place: int, field_name: str, twin: _Twin) -> Suspect:
        here = _uses(self.participants, place, [twin.odd])[twin.odd]
        there = _uses(self.population, place, [twin.other])[twin.other]
        args = (
            ("near_name", self.labels[place].shown(twin.other)),
            ("rows", str(here.rows)),
            ("other_rows", str(there.rows)),
        )
        shown = self.labels[place].shown(twin.odd)
        return Suspect("N101", Kind.PARTICIPANTS, here.key, field_name, args, shown)
