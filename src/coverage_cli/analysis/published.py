"""Published totals against what their parts make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coverage_cli.domain.model import Group, Key

if TYPE_CHECKING:
    from coverage_cli.domain.counts import CountTable
    from coverage_cli.domain.findings import Place
    from coverage_cli.domain.weights import Heads


@dataclass(frozen=True, slots=True)
class PublishedTotal:
    """A count that somebody published for a branch, a segment, both or everything, as of a period.

    `people` is as printed; where it was rounded, `rounded_to` is the unit (1 where it is exact).
    """

    people: int
    period: str
    place: Place
    branch: str | None = None
    segment: str | None = None
    rounded_to: int = 1

    def admits(self, found: Heads) -> bool:
        """Whether what the parts make may have been printed so, rounded up, down or to the nearest."""
        return -self.rounded_to < found - self.people < self.rounded_to

    def parts(self, table: CountTable) -> list[Key]:
        """The table's rows that make up the total."""
        return [
            Key(Group(*group), cell)
            for group in sorted(table.counts)
            if group.period == self.period and self.branch in {None, group.branch}
            for cell in sorted(table.counts[group])
            if self.segment in {None, cell[0]}
        ]
