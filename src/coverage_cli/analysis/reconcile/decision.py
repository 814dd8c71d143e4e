"""Can a choice of readings be true of whole people: a witness, a proof that none exists, or neither.

Everything is linear (`system`) but a change in a rate, p1/w1 - p0/w0. There the earlier rate is split into ever
smaller ranges: on each, the later rate lies in a range as wide as both together, which is linear and loses nothing
(spatial branch and bound; Horst and Tuy, Global Optimization, 1990).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from coverage_cli.analysis.reconcile.branching import Open, whole_point
from coverage_cli.analysis.reconcile.evaluation import People, Point, targets_at
from coverage_cli.analysis.reconcile.interval import NOT_NEGATIVE, Exact, Interval
from coverage_cli.analysis.reconcile.network import Adding, Network
from coverage_cli.analysis.reconcile.quantities import THEN_CELL, WHOLE_CELL, Place, Quantity
from coverage_cli.analysis.reconcile.simplex import Meter
from coverage_cli.analysis.reconcile.system import Builder, Side
from coverage_cli.domain.records import MOST_PEOPLE

_Rates: TypeAlias = "tuple[tuple[str, Interval], ...]"

_MOST_PIECES = 60
# Steps that the bounds of a cell cost.
_CELL = 20
# Of a search near a point, which proves nothing where it fails.
_MOST_STEPS_NEARBY = 4_000


@dataclass(frozen=True, slots=True)
class Constraints:
    """Stated intervals, the same narrowed, and counts of every cell that are worth a first try."""

    net: Network
    stated: Mapping[Place, Interval]
    domains: Mapping[Place, Interval]
    start: Point


def people(asked: Constraints, meter: Meter) -> Point | Open | None:
    """Whole numbers that print as all stated figures; None is proof that there are none."""
    bent = _Bent.of(asked.stated)
    if bent is None:
        point = _within(asked, (), meter)
        return point if point is None or _prints(asked, point) else Open.UNSETTLED
    waiting = [asked.domains[Place(THEN_CELL, Quantity.RATE)]]
    for _ in range(_MOST_PIECES):
        if not waiting:
            return None
        piece = waiting.pop()
        point = _within(asked, bent.outer(piece), meter)
        if isinstance(point, Open):
            return point
        if point is not None:
            for other in (point, *_nearby(asked, bent, point, meter)):
                if _prints(asked, other):
                    return other
            waiting += _split(piece, point[THEN_CELL].rate or 0)
    return Open.UNSETTLED if waiting else None


def _nearby(asked: Constraints, bent: _Bent, point: Point, meter: Meter) -> Iterator[Point | Open | None]:
    """Whole numbers with rates about as those of a point that fits but for the change in the rate."""
    then, now = point[THEN_CELL].rate, point[WHOLE_CELL].rate
    for rates in (None if then is None else bent.near_then(then), None if now is None else bent.near_now(now)):
        if rates is not None:
            yield _within(asked, rates, meter.part(_MOST_STEPS_NEARBY))


def _within(asked: Constraints, rates: _Rates | None, meter: Meter) -> Point | Open | None:
    """Whole numbers within all linear bounds and within ranges of some rates; without ranges there are none."""
    if rates is None:
        return None
    # The uncovered of the parts add up to those of the whole where no part is above 100%, or none is below.
    sides = Side if asked.net.parts and asked.net.adding is Adding.BOTH else (None,)
    found: Point | Open | None = None
    for side in sides:
        on_side = _on_side(asked, rates, side, meter)
        if isinstance(on_side, Mapping):
            return on_side
        found = found or on_side
    return found


def _on_side(asked: Constraints, rates: _Rates, side: Side | None, meter: Meter) -> Point | Open | None:
    if not meter.spend(_CELL * len(asked.net.cells)):
        return Open.UNSETTLED
    builder = Builder(asked.net, asked.stated, asked.domains, asked.start, side=side)
    values = whole_point(builder.system(rates), meter)
    if values is None or isinstance(values, Open):
        return values
    point = {}
    for cell in asked.net.cells:
        workers, participants = builder.counts(cell)
        point[cell] = People(sum(values[number] for number in workers), sum(values[number] for number in participants))
    return point


def _prints(asked: Constraints, point: Point | Open | None) -> bool:
    return not isinstance(point, Open | None) and targets_at(asked.net, asked.stated, point) is not None


@dataclass(frozen=True, slots=True)
class _Bent:
    """What is said of the change in a rate: by how many points, and by which part of itself."""

    change: Interval
    growth: Interval

    @classmethod
    def of(cls, stated: Mapping[Place, Interval]) -> _Bent | None:
        """The change that a claim states; None where it states none."""
        change = stated.get(Place(WHOLE_CELL, Quantity.RATE_CHANGE))
        growth = stated.get(Place(WHOLE_CELL, Quantity.RATE_GROWTH))
        if change is None and growth is None:
            return None
        return cls(change or Interval(), growth or Interval())

    def now(self, then: Interval) -> Interval:
        """The rates that some earlier rate of a range leads to."""
        now = (then + self.change).meet(NOT_NEGATIVE)
        # Nothing is known of the growth of a rate of nothing, and a stated one is of something.
        if self.growth == Interval():
            return now
        return now.meet(then.times((Interval.point(1) + self.growth).meet(NOT_NEGATIVE)))

    def outer(self, then: Interval) -> _Rates | None:
        """A range of earlier rates with all that it leads to; nothing is lost."""
        return _rates(then, self.now(then))

    def near_then(self, rate: Fraction) -> _Rates | None:
        """Earlier rates about one, with what every one of them leads to; nothing is wrong."""
        then, now = _around(rate, self.now)
        return _rates(then, now)

    def near_now(self, rate: Fraction) -> _Rates | None:
        """Rates about one, with the earlier rates that lead to every one of them."""
        now, then = _around(rate, self.before)
        return _rates(then, now)

    def before(self, now: Interval) -> Interval:
        """The earlier rates that lead to some rate of a range."""
        then = (now - self.change).meet(NOT_NEGATIVE)
        if self.growth == Interval():
            return then
        return then.meet(now.over((Interval.point(1) + self.growth).meet(NOT_NEGATIVE)))


def _around(rate: Fraction, image: Callable[[Interval], Interval]) -> tuple[Interval, Interval]:
    """A range about a rate, so narrow that all of it leads to rates in common, and those."""
    found = image(Interval.point(rate))
    width = 1 if found.low is None or found.high is None else found.high - found.low
    # A growth stretches the range; one part in eight leaves room on both sides of it.
    margin = Fraction(width) / 8
    near = Interval.of(rate - margin, rate + margin).meet(NOT_NEGATIVE)
    ends = [image(Interval.point(end)) for end in (near.low, near.high) if end is not None]
    return near, found.meet(ends[0]).meet(ends[-1])


def _rates(then: Interval, now: Interval) -> _Rates | None:
    return None if then.is_empty or now.is_empty else ((THEN_CELL, then), (WHOLE_CELL, now))


def _split(then: Interval, near: Exact) -> Iterator[Interval]:
    """A range in two, cut at a rate that was tried, or in the middle where that is an end; the part around it last."""
    low = Fraction(then.low or 0)
    high = Fraction(MOST_PEOPLE if then.high is None else then.high)
    if low == high:
        return
    margin = (high - low) / 8
    cut = near if low + margin < near < high - margin else (low + min(high, 2 * low + 1)) / 2
    parts = [Interval(low, cut, then.low_closed), Interval(cut, high, low_closed=False, high_closed=then.high_closed)]
    yield from sorted(parts, key=lambda part: near in part)
