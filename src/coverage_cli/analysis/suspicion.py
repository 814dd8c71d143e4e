"""A suspicion: a rule that a key breaks, before anybody knows where in a file that key stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from coverage_cli.domain.findings import Place
from coverage_cli.domain.model import Key, Kind


class Suspect(NamedTuple):
    """A rule that a key breaks. `field` is the column that the finding points at, `kind` the table.

    `shown` is what stands for the field's text where that is not the one of the key's row, `lacks` the period of
    participants that is missing, `at` the row that the finding points at where the key has none, and `newer` the
    vintage of workers that is missing.
    """

    code: str
    kind: Kind
    key: Key
    field: str
    args: tuple[tuple[str, str], ...] = ()
    shown: str | None = None
    lacks: str = ""
    at: Key | None = None
    newer: str = ""


class Damage:
    """Keys whose rows were refused, so that nothing may be concluded from their absence. None stands for any."""

    def __init__(self) -> None:
        self._segments: defaultdict[str | None, set[str | None]] = defaultdict(set)
        """By branch: there can be as many as there are rows."""

    def add(self, branch: str | None = None, segment: str | None = None) -> None:
        """A row of this branch and segment was refused."""
        self._segments[branch].add(segment)

    def update(self, keys: Iterable[tuple[str | None, str | None]]) -> None:
        """Rows of these branches and segments were refused."""
        for branch, segment in keys:
            self._segments[branch].add(segment)

    def merge(self, other: Damage) -> None:
        """Take over what somebody else knows of."""
        for branch, segments in other._segments.items():
            self._segments[branch] |= segments

    def covers(self, branch: str, segment: str) -> bool:
        """Whether the row of this branch and segment may be one that was refused."""
        known = (self._segments.get(one, ()) for one in (branch, None))
        return any(segment in segments or None in segments for segments in known)

    def touches(self, branch: str) -> bool:
        """Whether any row that was refused may be one of this branch."""
        return branch in self._segments or None in self._segments


@dataclass(frozen=True, slots=True)
class Barred:
    """Rows that errors name: by their keys, or by the place of one of their cells."""

    keys: frozenset[Key] = frozenset()
    places: frozenset[Place] = frozenset()
    lines: frozenset[int] = field(init=False)
    """Of the places: most rows stand on none of them."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "lines", frozenset(place.line for place in self.places))

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self.keys or self.places)

    def has(self, key: Key, line: int, cells: Iterable[Place]) -> bool:
        """Whether an error names a row: its key, or one of its cells, which are looked at only where its line is."""
        return key in self.keys or (line in self.lines and not self.places.isdisjoint(cells))
