"""One choice of readings tried: refuted, proved by a witness, or left open where the work allowed ran out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate, pairwise

from coverage_cli.analysis.reconcile.branching import Open
from coverage_cli.analysis.reconcile.cells import cell_lattice
from coverage_cli.analysis.reconcile.decision import Constraints, people
from coverage_cli.analysis.reconcile.evaluation import People, Point, targets_at
from coverage_cli.analysis.reconcile.interval import Interval
from coverage_cli.analysis.reconcile.narrowing import glanced
from coverage_cli.analysis.reconcile.network import Network
from coverage_cli.analysis.reconcile.quantities import WHOLE_CELL, Place, Quantity
from coverage_cli.analysis.reconcile.simplex import Meter

_MOST_STEPS = 20_000
"""Of one trial; some hundreds are enough for most claims of ten parts."""
_CELL = 12
"""Steps that the lattice of a cell costs."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A choice that was not refuted: its narrowed domains, and its witness where one was found."""

    domains: Mapping[Place, Interval]
    point: Point | None = None


def attempt(net: Network, stated: Mapping[Place, Interval], known: Iterable[Point], meter: Meter) -> Trial | None:
    """Try the stated intervals; None is proof that no whole numbers print as them.

    Cheapest first: narrowing, the lattice of every cell, numbers that were the witness of another trial, and what
    is left by branch and bound.
    """
    domains = glanced(net, stated, meter)
    if domains is None:
        return None
    start = {}
    for cell in net.cells:
        middle = _middle(net, domains, cell)
        if middle is None:
            return None
        start[cell] = middle
    meter.spend(_CELL * len(net.cells))
    if net.parts:
        start |= _adding_up(net, domains, start)
    for point in (start, *known):
        if targets_at(net, stated, point) is not None:
            return Trial(domains, point)
    found = people(Constraints(net, stated, domains, start), meter.part(_MOST_STEPS))
    if found is None:
        return None
    return Trial(domains, None if isinstance(found, Open) else found)


def _adding_up(net: Network, domains: Mapping[Place, Interval], start: Point) -> Point:
    """Counts of the parts moved, each by its share of the room that they have, to make a whole within its bounds."""
    columns = []
    for number, quantity in enumerate((Quantity.WORKERS, Quantity.PARTICIPANTS)):
        counts = {cell: start[cell][number] for cell in net.parts}
        total = sum(counts.values())
        off = _nearest(total, domains[Place(WHOLE_CELL, quantity)]) - total
        rooms = [_nearest(count + off, domains[Place(cell, quantity)]) - count for cell, count in counts.items()]
        reached = [off * room // (sum(rooms) or 1) for room in accumulate(rooms, initial=0)]
        moved = {cell: counts[cell] + b - a for cell, (a, b) in zip(counts, pairwise(reached), strict=True)}
        columns.append({WHOLE_CELL: sum(moved.values()), **moved})
    return {cell: People(*(counts[cell] for counts in columns)) for cell in columns[0]}


def _nearest(count: int, interval: Interval) -> int:
    """The number of an interval between whole ends that is nearest to a count."""
    low = count if interval.low is None else max(count, int(interval.low))
    return low if interval.high is None else min(low, int(interval.high))


def _middle(net: Network, domains: Mapping[Place, Interval], cell: str) -> People | None:
    """Counts of a cell with room to both sides, nobody above 100% if that can be; None where there are none.

    Without an upper end the least counts leave the most to other cells.
    """
    points = cell_lattice(net, domains, cell, covered=True)
    if not points.size:
        points = cell_lattice(net, domains, cell)
    if not points.size:
        return None
    bounded = domains[Place(cell, Quantity.WORKERS)].high is not None
    participants, workers = points.nth(points.size // 2 if bounded else 0)
    return People(workers, participants)
