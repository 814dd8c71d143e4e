"""What the aggregated files of one kind have given so far: one table, and what it stands on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from coverage_cli.analysis.suspicion import Barred, Damage
from coverage_cli.config.layout import Layout
from coverage_cli.domain.bases import basis_key
from coverage_cli.domain.counts import CountTable
from coverage_cli.domain.dropped_rows import DroppedRows
from coverage_cli.domain.findings import Finding
from coverage_cli.domain.model import Cell, Detail, Key, Kind, Source
from coverage_cli.domain.names.labels import Labels
from coverage_cli.intake.counts.added_parts import PartsOfYears
from coverage_cli.intake.counts.stated_units import UnlikeUnits
from coverage_cli.intake.files.unchanged import Unchanged
from coverage_cli.intake.shaping.dating import DatesMet


class Cells(dict[str | tuple[str, ...], Cell]):
    """A segment's key, or it and its dimensions, to the one object that stands for that cell in all tables."""

    def __missing__(self, key: str | tuple[str, ...]) -> Cell:
        cell = self[key] = (key,) if isinstance(key, str) else key
        return cell


@dataclass(slots=True)
class Aggregate:
    """A table of one kind of count, with all that its files said beside.

    `labels` takes the names in (branch first, then segment, then dimensions), so that all files share them.
    """

    kind: Kind
    labels: Sequence[Labels]
    dimensions: tuple[str, ...] = ()
    table: CountTable = field(init=False)
    findings: list[Finding] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    twice: dict[Key, list[str]] = field(default_factory=dict)
    """Keys that have more than one row, with the files of the later ones."""
    summed: dict[str, dict[Key, int]] = field(default_factory=dict)
    """By an input that adds up rows, its keys, and of how many rows each is the sum."""
    damage: Damage = field(default_factory=Damage)
    said: dict[tuple[str, ...], Detail] = field(default_factory=dict)
    bases: Labels = field(default_factory=lambda: Labels(basis_key))
    """What rows say that they count."""
    programmes: Labels = field(default_factory=Labels)
    """Whose participants rows say that they count."""
    units: UnlikeUnits = field(default_factory=UnlikeUnits)
    names: set[str] = field(default_factory=set)
    """The columns that the files have, in their normal form."""
    cells: Cells = field(default_factory=Cells)
    dates: DatesMet = field(default_factory=DatesMet)
    parts: PartsOfYears = field(default_factory=PartsOfYears)
    barred: Barred = field(default_factory=Barred)
    """Rows that are not entered, though nothing is wrong in them alone."""
    dropped: list[tuple[Layout, DroppedRows | None]] = field(default_factory=list)
    """Of each file, the rows that went; None where they could not be read."""
    files: Unchanged = field(default_factory=Unchanged)
    """Holds the files to what they were, for whoever looks at them again."""

    def __post_init__(self) -> None:
        self.table = CountTable(self.kind, self.dimensions)
