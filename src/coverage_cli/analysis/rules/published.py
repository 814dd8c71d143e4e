"""Published totals against what their parts make."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from coverage_cli.domain.bases import basis_key
from coverage_cli.domain.counts import CountTable
from coverage_cli.domain.findings import Place
from coverage_cli.domain.model import Key
from coverage_cli.domain.weights import Heads

Scope = tuple[str | None, str | None, str | None, str]
"""Branch, segment, basis (None: all) and period of a total."""


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
    basis: str | None = None
    """What the workers are that it counts, as such names compare; None where it does not say."""

    def admits(self, found: Heads) -> bool:
        """Whether what the parts make may have been printed so, rounded up, down or to the nearest."""
        return -self.rounded_to < found - self.people < self.rounded_to

    @property
    def scope(self) -> Scope:
        """What it is a total of: branch, segment, basis, period."""
        return self.branch, self.segment, self.basis, self.period


def parts_of(totals: Iterable[PublishedTotal], table: CountTable) -> dict[Scope, list[Key]]:
    """The table's rows that make up each of the totals, by its scope; the table is gone through once."""
    parts: dict[Scope, list[Key]] = {total.scope: [] for total in totals}
    periods = {period for *_, period in parts}
    for group in sorted(group for group in table.counts if group.period in periods):
        for cell in sorted(table.counts[group]):
            basis = basis_key(table.detail(group, cell).basis)
            for scope in product((None, group.branch), (None, cell[0]), (None, basis), (group.period,)):
                if scope in parts:
                    parts[scope].append(Key(group, cell))
    return parts
