"""Workers on other bases than the one that is asked for: who is in them is nobody's orphan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from coverage_cli.analysis.matching import Timeline
from coverage_cli.config.layout import Layout
from coverage_cli.domain.model import Group, Key, Kind
from coverage_cli.domain.periods.periods import known_period
from coverage_cli.intake.counts.table import AggregateReader, read_apart


@dataclass(frozen=True)
class OtherBases:
    """The rows of the population that a choice of a basis leaves out; they are read only where somebody asks."""

    layouts: Sequence[Layout]
    dimensions: tuple[str, ...]

    def has(self, key: Key) -> bool:
        """Whether a vintage that does not start after the key's period has workers of its cell, or may have had."""
        branch, period = key.group
        last = known_period(period).last
        vintages = (vintage.text for vintage in self._timeline.of(branch) if vintage.first <= last)
        counts = self._reader.table.counts
        return any(key.cell in counts[Group(branch, text)] for text in vintages) or self._reader.damage.covers(
            branch, key.cell[0]
        )

    @cached_property
    def _reader(self) -> AggregateReader:
        beside = (replace(layout, beside=True) for layout in self.layouts)
        return read_apart(beside, Kind.POPULATION, self.dimensions)

    @cached_property
    def _timeline(self) -> Timeline:
        return Timeline(self._reader.table)
