"""Names that are probably one name, as suspicions about the rows that have them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coverage_cli.analysis import spelling
from coverage_cli.analysis.suspicion import Suspect
from coverage_cli.analysis.total_names import is_total_name
from coverage_cli.domain.model import Kind
from coverage_cli.domain.names import foreign_letter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coverage_cli.domain.counts import CountTable
    from coverage_cli.domain.names import Labels


@dataclass(frozen=True, slots=True)
class NameCheck:
    """Both tables and the names to show."""

    population: CountTable
    participants: CountTable
    labels: tuple[Labels, ...]

    def suspects(self) -> Iterator[Suspect]:
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
                ("near_name", self.labels[place].shown(other)),
                ("rows", str(rows[odd])),
                ("other_rows", str(rows[other])),
                ("letter", letter),
            )
            yield Suspect("N102", table.kind, found[odd].key, field_name, args, self.labels[place].shown(odd))

    def _twin(self, place: int, field_name: str, twin: spelling.Twin) -> Suspect:
        here = spelling.uses(self.participants, place, [twin.odd])[twin.odd]
        there = spelling.uses(self.population, place, [twin.other])[twin.other]
        args = (
            ("near_name", self.labels[place].shown(twin.other)),
            ("rows", str(here.rows)),
            ("other_rows", str(there.rows)),
        )
        shown = self.labels[place].shown(twin.odd)
        return Suspect("N101", Kind.PARTICIPANTS, here.key, field_name, args, shown)
