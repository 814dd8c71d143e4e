"""Actual whole numbers that print as a claim says."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_cli.analysis.reconcile.cells import cell_lattice
from coverage_cli.analysis.reconcile.interval import Interval
from coverage_cli.analysis.reconcile.quantities import WHOLE_CELL, Place, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from coverage_cli.analysis.reconcile.network import Network
    from coverage_cli.analysis.reconcile.solver import Choice, Solver

_MOST_TRIALS = 60


def find_witness(solver: Solver, choice: Choice, *, one_target: bool = True) -> dict[Place, Fraction] | None:
    """Workers, participants and targets by place that fit the choice; None where the search ended without.

    For a claim of one cell the search is complete. With parts or dates it fixes one cell after the other
    and looks at a few points of each, so None then proves nothing.
    """
    net = solver.network(choice, one_target=one_target)
    domains = net.solve(solver.stated(choice, one_target=one_target))
    if domains is None:
        return None
    cells = sorted(net.cells, key=lambda cell: cell == WHOLE_CELL)
    search = _Search(net, _MOST_TRIALS)
    solved = search.fix(domains, cells)
    return None if solved is None else dict(_values(solved))


@dataclass(slots=True)
class _Search:
    net: Network
    left: int

    def fix(self, domains: dict[Place, Interval], cells: list[str]) -> dict[Place, Interval] | None:
        """Give every cell whole numbers, depth first."""
        if not cells:
            return domains
        cell, *others = cells
        points = cell_lattice(self.net, domains, cell, covered=True)
        if not points.size:
            points = cell_lattice(self.net, domains, cell)
        # Without an upper end the least numbers leave the most to the others.
        bounded = domains[Place(cell, Quantity.WORKERS)].high is not None
        for number in _spread(points.size) if bounded else range(min(1, points.size)):
            if not self.left:
                return None
            self.left -= 1
            participants, workers = points.nth(number)
            fixed = self.put(
                domains,
                {Place(cell, Quantity.WORKERS): workers, Place(cell, Quantity.PARTICIPANTS): participants},
            )
            solved = None if fixed is None else self.fix(fixed, others)
            if solved is not None:
                return solved
        return None

    def put(self, domains: dict[Place, Interval], values: Mapping[Place, int]) -> dict[Place, Interval] | None:
        if any(value not in domains[place] for place, value in values.items()):
            return None
        moved = {**domains, **{place: Interval.point(value) for place, value in values.items()}}
        watchers = sorted({number for place in values for number in self.net.watchers[place]})
        return self.net.settle(moved, watchers)


def _spread(size: int) -> Iterator[int]:
    """A few numbers of a range, the middle first: room to both sides helps the cells that follow."""
    seen = dict.fromkeys((size // 2, 0, size - 1, size // 4, 3 * size // 4))
    return (number for number in seen if 0 <= number < size)


def _values(domains: Mapping[Place, Interval]) -> Iterator[tuple[Place, Fraction]]:
    for place, interval in domains.items():
        if place.quantity in {Quantity.WORKERS, Quantity.PARTICIPANTS} and interval.low is not None:
            yield place, interval.low
        elif place.quantity is Quantity.TARGET:
            yield place, _some(interval)


def _some(interval: Interval) -> Fraction:
    low, high = interval.low or Fraction(0), Fraction(1) if interval.high is None else interval.high
    return low if low in interval else (low + high) / 2
