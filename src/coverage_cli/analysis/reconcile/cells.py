"""One cell of a claim (workers, participants, target) decided exactly over the whole numbers.

The target is eliminated by Fourier and Motzkin's method, which keeps open and closed ends exact; what
remains are straight lines in workers and participants, whose whole-number points `lattice` counts.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_cli.analysis.reconcile.interval import NOT_NEGATIVE, NOTHING_KNOWN, Interval
from coverage_cli.analysis.reconcile.lattice import MOST_PEOPLE, Lattice, Line, lattice, line, swapped
from coverage_cli.analysis.reconcile.quantities import Place, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from coverage_cli.analysis.reconcile.network import Network

_NOT_OVER: Line = (1, 1, 0)
_FARTHER = 4 * MOST_PEOPLE


def cell_lattice(network: Network, domains: Mapping[Place, Interval], cell: str, *, covered: bool = False) -> Lattice:
    """The whole numbers (participants, workers) of a cell that fit its own domains.

    Empty is proof that nothing fits. For a claim of one cell, a point is proof that something does.
    `covered` asks for points with no more participants than workers.
    """
    lines = list(_Cell(network, domains, cell).lines())
    return lattice([*lines, _NOT_OVER] if covered else lines)


def cell_ends(network: Network, domains: Mapping[Place, Interval], cell: str) -> dict[Place, Interval]:
    """The least and greatest whole numbers of workers and of participants that fit a cell's own domains.

    An end that moves along with the greatest count allowed anywhere is no end.
    """
    lines = list(_Cell(network, domains, cell).lines())
    ends = {}
    for quantity, turned in ((Quantity.WORKERS, lines), (Quantity.PARTICIPANTS, swapped(lines))):
        points = lattice(turned)
        low, high = points.nth(0)[1], points.nth(points.size - 1)[1]
        farther = lattice(turned, _FARTHER)
        bounded = farther.nth(farther.size - 1)[1] == high
        ends[Place(cell, quantity)] = Interval.of(low, high) if bounded else Interval(Fraction(low))
    return ends


class _Cell:
    def __init__(self, network: Network, domains: Mapping[Place, Interval], cell: str) -> None:
        self.network = network
        self.cell = cell
        self.domains = domains

    def at(self, quantity: Quantity) -> Interval:
        return self.domains.get(Place(self.cell, quantity), NOTHING_KNOWN)

    def lines(self) -> Iterator[Line]:
        yield from _between(self.at(Quantity.WORKERS), p=0, w=1)
        yield from _between(self.at(Quantity.PARTICIPANTS), p=1, w=0)
        yield from _ratio(self.at(Quantity.RATE))
        lacking = self.at(Quantity.UNCOVERED)
        if lacking.low and self.cell not in self.network.loose_cells:
            yield line(1, 1, -lacking.low)
        if lacking.high is not None:
            yield line(-1, -1, lacking.high)
        if Place(self.cell, Quantity.TARGET) in self.domains:
            yield from self.target_lines()

    def target_lines(self) -> Iterator[Line]:
        gap, target = self.at(Quantity.GAP), self.at(Quantity.TARGET)
        yield from _ratio(self.at(Quantity.STATED_TARGET) - gap)
        attainment = self.at(Quantity.ATTAINMENT)
        if attainment != NOTHING_KNOWN:
            yield from _ratio(attainment.times(target))
        yield from self.shortfall_lines(target, gap)

    def shortfall_lines(self, target: Interval, gap: Interval) -> Iterator[Line]:
        """Lines for shortfall - 1 < target*w - p <= shortfall; a shortfall of 0 has no lower one."""
        short = self.at(Quantity.SHORTFALL)
        tied = self.network.one_target
        if short.low:
            if target.high is not None:
                yield line(1, target.high, 1 - short.low, strict=True)
            if tied and gap.high is not None:
                yield line(0, gap.high, 1 - short.low, strict=True)
        if short.high is not None:
            if target.low is not None:
                yield line(-1, -target.low, short.high, strict=not target.low_closed)
            if tied and gap.low is not None:
                yield line(0, -gap.low, short.high, strict=not gap.low_closed)


def _between(interval: Interval, *, p: int, w: int) -> Iterator[Line]:
    if interval.high is not None:
        yield line(p, -w, interval.high, strict=not interval.high_closed)
    if interval.low is not None:
        yield line(-p, w, -interval.low, strict=not interval.low_closed)


def _ratio(interval: Interval) -> Iterator[Line]:
    """Lines that keep p/w inside an interval, for w above zero."""
    low = interval.meet(NOT_NEGATIVE)
    if interval.high is not None:
        yield line(1, interval.high, 0, strict=not interval.high_closed)
    if (low.low is not None and low.low > 0) or not low.low_closed:
        yield line(-1, -(low.low or Fraction(0)), 0, strict=not low.low_closed)
