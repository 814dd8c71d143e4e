"""One cell of a claim (workers, participants, target) decided exactly over the whole numbers.

The target is eliminated (`elimination`); what remains are straight lines in workers and participants, whose
whole-number points `lattice` counts.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction

from coverage_cli.analysis.reconcile.elimination import target_lines
from coverage_cli.analysis.reconcile.interval import NOT_NEGATIVE, NOTHING_KNOWN, Exact, Interval
from coverage_cli.analysis.reconcile.lattice import Lattice, Line, lattice, line, swapped
from coverage_cli.analysis.reconcile.network import Network
from coverage_cli.analysis.reconcile.quantities import Place, Quantity
from coverage_cli.domain.records import MOST_PEOPLE

NOT_OVER: Line = (1, 1, 0)
"""Nobody above 100%."""
NOT_BELOW: Line = (-1, -1, 0)
"""Nobody uncovered."""
_SOMEBODY: Line = (0, 1, -1)
_NOBODY: Line = (0, -1, 0)
_NEVER: Line = (0, 0, -1)
_NO_MORE: Line = (0, -1, MOST_PEOPLE)
_FARTHER = 4 * MOST_PEOPLE


def cell_lattice(network: Network, domains: Mapping[Place, Interval], cell: str, *, covered: bool = False) -> Lattice:
    """The whole numbers (participants, workers) of a cell that fit its own domains.

    Empty is proof that nothing fits. For a claim of one cell, a point is proof that something does.
    `covered` asks for points with no more participants than workers.
    """
    found = (lattice([*lines, NOT_OVER] if covered else lines) for lines in cell_lines(network, domains, cell))
    return Lattice(tuple(stretch for one in found for stretch in one.stretches))


def cell_ends(network: Network, domains: Mapping[Place, Interval], cell: str) -> dict[Place, Interval]:
    """The least and greatest whole numbers of people that fit a cell's own domains, of each count that it has.

    An end that moves along with the greatest count allowed anywhere is no end.
    """
    shapes = cell_lines(network, domains, cell)
    ends = {}
    for quantity, turned in ((Quantity.WORKERS, list), (Quantity.PARTICIPANTS, swapped)):
        found = [_ends(turned(lines)) for lines in shapes]
        lows = [low for low, _ in filter(None, found)]
        highs = [high for _, high in filter(None, found)]
        high = None if None in highs else max(filter(None, highs), default=0)
        ends[Place(cell, quantity)] = Interval(min(lows), high)
    lacking, short = Place(cell, Quantity.UNCOVERED), Place(cell, Quantity.SHORTFALL)
    domains = {**domains, **ends}
    ends[lacking] = _lacking(shapes, domains, lacking, loose=cell in network.loose_cells)
    return ends | ({short: _searched(network, {**domains, **ends}, short)} if short in domains else {})


def cell_ratios(
    network: Network, domains: Mapping[Place, Interval], ends: Mapping[Place, Interval], cell: str
) -> dict[Place, Interval]:
    """Where the ends of a cell's counts leave its rate and its gap, if it has workers."""
    counts = (Quantity.WORKERS, Quantity.PARTICIPANTS, Quantity.UNCOVERED)
    workers, participants, lacking = (ends[Place(cell, quantity)] for quantity in counts)
    workers = workers.meet(Interval(1))
    if workers.is_empty:
        return {}
    found = {}
    rate, gap = Place(cell, Quantity.RATE), Place(cell, Quantity.GAP)
    if cell not in network.loose_cells:
        found[rate] = _rate(participants, lacking)
    if gap in domains:
        found[gap] = domains[Place(cell, Quantity.STATED_TARGET)] - found.get(rate, NOT_NEGATIVE)
    short = ends.get(Place(cell, Quantity.SHORTFALL))
    if short and cell not in network.finer_cells:
        found[gap] = found[gap].meet(_gap(short, workers))
    if short and (attained := Place(cell, Quantity.ATTAINMENT)) in domains:
        found[attained] = _attained(participants, short)
    return found


def _attained(participants: Interval, short: Interval) -> Interval:
    """The share of the target: none of it without participants, all where nobody is short, and less where anyone is."""
    if participants.high == 0:
        return Interval.point(0)
    if short.low:
        return Interval(0, 1, high_closed=False)
    return Interval(1) if short.high == 0 else NOT_NEGATIVE


def _rate(participants: Interval, lacking: Interval) -> Interval:
    """The rate by the uncovered: a quotient of intervals forgets that they are some of the workers.

    It is participants / (participants + uncovered), and no less than that where nobody is uncovered.
    """
    return Interval(
        _part(participants.low, lacking.high), _part(participants.high, lacking.low) if lacking.low else None
    )


def _part(one: Exact | None, other: Exact | None) -> Exact:
    """Of one and another the part that the one is, all of it beside nobody; an end that is not known is far."""
    if other == 0:
        return 1
    if not one or other is None:
        return int(one is None)
    return Fraction(one, one + other)


def _gap(short: Interval, workers: Interval) -> Interval:
    """The gap by the shortfall: gap x workers is at most that, and above one person less where anyone is short."""
    most = Interval(None, short.over(workers).high)
    if not short.low:
        return most
    return most.meet(Interval(Interval.point(short.low - 1).over(workers).low, low_closed=False))


def _lacking(shapes: Iterable[list[Line]], domains: Mapping[Place, Interval], place: Place, *, loose: bool) -> Interval:
    """The ends of max(0, workers - participants): on the lattice whose second count is workers less participants.

    Of a `loose` cell that is only the least that it can be.
    """
    least, most = _range(domains, place)
    if least is None or least == most:
        return Interval(least, most)
    sheared = (lattice([(a - b, b, c) for a, b, c in (*lines, _NO_MORE)]) for lines in shapes)
    ends = [points.ends for points in sheared if points.size]
    none = any(lattice([*lines, NOT_BELOW]).size for lines in shapes)
    low = 0 if none else min(first for first, _ in ends)
    high = most if loose or most is None else max((last for _, last in ends), default=0)
    return Interval(low, high)


def _range(domains: Mapping[Place, Interval], place: Place) -> tuple[Exact | None, Exact | None]:
    """The ends of a count of workers: who is uncovered is one of them, who is missing from the target is uncovered."""
    ends = domains[place]
    for bound in (Quantity.WORKERS, Quantity.UNCOVERED):
        ends = ends.meet(Interval(None, domains[Place(place.cell, bound)].high))
    return ends.low, ends.high


def _searched(network: Network, domains: Mapping[Place, Interval], place: Place) -> Interval:
    """The ends of a shortfall, by trial: intervals alone forget that it moves together with the other counts."""
    least, most = _range(domains, place)
    if least is None or least == most:
        return Interval(least, most)
    low, high = int(least), MOST_PEOPLE if most is None else int(most)

    def fits(first: int, last: int) -> bool:
        return cell_lattice(network, {**domains, place: Interval.of(first, last)}, place.cell).size > 0

    if not fits(low, low):
        if not fits(low, high):
            return domains[place]
        low += first_holding(lambda more: fits(low, low + more), high - low)
    if most is not None and not fits(high, high):
        high -= first_holding(lambda less: fits(high - less, high), high - low)
    return Interval(low, None if most is None else high)


def first_holding(holds: Callable[[int], bool], most: int) -> int:
    """The least number from which on something holds, by doubling, then halving: it is small, and `most` may be far."""
    reach = 1
    while reach < most and not holds(reach):
        reach *= 2
    return bisect_left(range(min(reach, most)), True, reach // 2 + 1, key=holds)


def _ends(lines: list[Line]) -> tuple[int, int | None] | None:
    points = lattice(lines)
    if not points.size:
        return None
    low, high = points.ends
    bounded = lattice(lines, _FARTHER).ends[1] == high
    return low, high if bounded else None


def cell_lines(network: Network, domains: Mapping[Place, Interval], cell: str) -> tuple[list[Line], ...]:
    """The lines of a cell: one set, or two where having no workers frees its figures from the target."""
    return _Cell(network, domains, cell).shapes()


class _Cell:
    def __init__(self, network: Network, domains: Mapping[Place, Interval], cell: str) -> None:
        self.network = network
        self.cell = cell
        self.domains = domains

    def at(self, quantity: Quantity) -> Interval:
        return self.domains.get(Place(self.cell, quantity), NOTHING_KNOWN)

    def shapes(self) -> tuple[list[Line], ...]:
        lines = list(self.lines())
        if Place(self.cell, Quantity.TARGET) not in self.domains:
            return (lines,)
        targeted = [_SOMEBODY, *lines, *target_lines(self.at, one_target=self.cell not in self.network.finer_cells)]
        if 0 not in self.at(Quantity.WORKERS):
            return (targeted,)
        nobody = [_NOBODY, *lines, *([_NEVER] if self.at(Quantity.SHORTFALL).low else [])]
        return nobody, targeted

    def lines(self) -> Iterator[Line]:
        yield from _between(self.at(Quantity.WORKERS), p=0, w=1)
        yield from _between(self.at(Quantity.PARTICIPANTS), p=1, w=0)
        yield from _ratio(self.at(Quantity.RATE))
        lacking = self.at(Quantity.UNCOVERED)
        if lacking.low and self.cell not in self.network.loose_cells:
            yield line(1, 1, -lacking.low)
        if lacking.high is not None:
            yield line(-1, -1, lacking.high)


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
        yield line(-1, -(low.low or 0), 0, strict=not low.low_closed)
