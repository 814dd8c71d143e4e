"""What the texts of persons' rows mean: which cell, status and programme, under the spelling that most rows have."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from coverage_cli.domain.model import Group, Key
from coverage_cli.domain.names import Labels, name_key, shown_name
from coverage_cli.domain.records import PersonRow, field_adapter
from coverage_cli.intake.persons import anonymous

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coverage_cli.engines.extract import Texts
    from coverage_cli.intake.table import AggregateReader


_BETWEEN = re.compile(r"[,;+/&|]")


class Meant(NamedTuple):
    """What a combination of texts means."""

    key: Key
    status: str
    programme: str


@dataclass(slots=True)
class Meaning:
    """Texts of a row to what they mean; names are remembered with the spelling that most rows have."""

    into: AggregateReader
    programmes: Labels = field(default_factory=Labels)
    _known: dict[Texts, Meant] = field(default_factory=dict)

    def learn(self, combinations: Iterable[tuple[Texts, int]]) -> None:
        """Take in the distinct texts with their rows; the most frequent spelling of a name comes first."""
        names = 2 + len(self.into.dimensions)
        for texts, rows in sorted(combinations, key=lambda item: (-item[1], item[0])):
            if rows == 0 or texts in self._known:
                continue
            branch, *cell = (_add(text, labels) for labels, text in zip(self.into.labels, texts[:names], strict=True))
            status, period, *programme = texts[names:]
            key = Key(Group(branch, period.strip()), tuple(cell))
            name = _add(programme[0], self.programmes) if programme and programme[0].strip() else ""
            self._known[texts] = Meant(key, _status(status), name)

    def of(self, texts: Texts) -> Meant:
        """What a combination means."""
        return self._known[texts]

    @property
    def compound(self) -> dict[str, str]:
        """The programmes whose name, taken apart, holds that of another, and this other one; by their keys.

        A cell "JKK, JKM" has two readings where JKK is a programme of its own.
        """
        names = self.programmes
        found = {
            key: [part for part in map(name_key, _BETWEEN.split(key)) if part != key and part in names] for key in names
        }
        return {key: parts[0] for key, parts in found.items() if parts}

    def key(self, texts: Texts) -> Key | None:
        """The cell of a combination; None where it is refused."""
        return self._known[texts].key if texts in self._known else None


def _add(text: str, labels: Labels) -> str:
    """Remember a name, masked where it may be an identifier, unless the population has it."""
    name = shown_name(text)
    return labels.add(text, None if (shown := anonymous(name)) == name else shown)


def _status(text: str) -> str:
    return str(field_adapter(PersonRow, "status").validate_python([text])[0])
