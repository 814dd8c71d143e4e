"""What the texts of persons' rows mean: which cell, status and programme, under the spelling that most rows have."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from coverage_cli.domain.model import Group, Key
from coverage_cli.domain.names.keys import name_key, shown_name
from coverage_cli.domain.names.labels import Labels
from coverage_cli.domain.records import PersonRow, field_adapter
from coverage_cli.engines.extract import Texts
from coverage_cli.intake.counts.table import AggregateReader
from coverage_cli.intake.persons import anonymous

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
        """Take in the texts that occur together, with their rows; the most frequent spelling of a name comes first."""
        rows_of: Counter[Texts] = Counter()
        for texts, rows in combinations:
            rows_of[texts] += rows
        found = +rows_of  # those with rows
        names = 2 + len(self.into.dimensions)
        keys = [_keys(found, at, labels) for at, labels in enumerate(self.into.labels)]
        programmes = _keys(found, names + 2, self.programmes)
        for texts in found:
            branch, *cell = (known[text] for known, text in zip(keys, texts[:names], strict=True))
            status, period, *programme = texts[names:]
            key = Key(Group(branch, period.strip()), tuple(cell))
            self._known[texts] = Meant(key, _status(status), programmes[programme[0]] if programme else "")

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

    def key(self, texts: Texts) -> Key:
        """The cell of a combination, also of one that refused rows alone have."""
        branch, *cell = map(name_key, texts[: (names := 2 + len(self.into.dimensions))])
        return Key(Group(branch, texts[names + 1].strip()), tuple(cell))


def _keys(combinations: Mapping[Texts, int], at: int, labels: Labels) -> dict[str, str]:
    """The keys of the texts at one place, of which empty ones are no names; the names are remembered.

    The spelling that most rows have is shown, however they are spread over combinations.
    """
    texts: Counter[str] = Counter()
    for found, rows in combinations.items():
        if at < len(found):
            texts[found[at]] += rows
    spellings: Counter[str] = Counter()
    for text, rows in texts.items():
        spellings[shown_name(text)] += rows
    for name, _ in sorted(spellings.items(), key=lambda item: (-item[1], item[0])):
        if name:  # masked where it may be an identifier, unless the population has it
            labels.add(name, None if (shown := anonymous(name)) == name else shown)
    return {text: name_key(text) for text in texts}


def _status(text: str) -> str:
    return str(field_adapter(PersonRow, "status").validate_python([text])[0])
