"""Can a choice of readings be true of whole people: a witness, a proof that none exists, or neither.

Everything is linear (`system`) but a change in a rate, p1/w1 - p0/w0. There the earlier rate is split into ever
smaller ranges: on each, the later rate lies in a range as wide as both together, which is linear and loses nothing
(spatial branch and bound; Horst and Tuy, Global Optimization, 1990).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from coverage_cli.analysis.reconcile.branching import Open, whole_point
from coverage_cli.analysis.reconcile.evaluation import People, Point, targets_at
from coverage_cli.analysis.reconcile.interval import NOT_NEGATIVE, Interval
from coverage_cli.analysis.reconcile.lattice import MOST_PEOPLE
from coverage_cli.analysis.reconcile.quantities import THEN_CELL, WHOLE_CELL, Place, Quantity
from coverage_cli.analysis.reconcile.system import Builder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from coverage_cli.analysis.reconcile.network import Network
    from coverage_cli.analysis.reconcile.simplex import Meter

_Rates: TypeAlias = "tuple[tuple[str, Interval], ...]"

_MOST_PIECES = 60


@dataclass(frozen=True, slots=True)
class Question:
    """Stated intervals, the same narrowed, and counts of every cell that are worth a first try."""

    net: Network
    stated: Mapping[Place, Interval]
    domains: Mapping[Place, Interval]
    start: Point


def people(asked: Question, meter: Meter) -> Point | Open | None:
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
            for other in (point, *_nearby(asked, bent, point, piece, meter)):
                if _prints(asked, other):
                    return other
            waiting += _split(piece, point[THEN_CELL].rate or Fraction(0))
    return Open.UNSETTLED if waiting else None


def _nearby(asked: Question, bent: _Bent, point: Point, piece: Interval, meter: Meter) -> Iterator[Point | Open | None]:
    """Whole numbers with rates about as those of a point that fits but for the change in the rate."""
    then, now = point[THEN_CELL].rate, point[WHOLE_CELL].rate
    if then is not None:
        yield _within(asked, bent.inner(bent.around(then, piece)), meter)
    if now is not None:
        yield _within(asked, bent.before(now), meter)


def _within(asked: Question, rates: Iterable[tuple[str, Interval]] | None, meter: Meter) -> Point | Open | None:
    """Whole numbers within all linear bounds and within ranges of some rates; without ranges there are none."""
    if rates is None:
        return None
    builder = Builder(asked.net, asked.stated, asked.domains, asked.start)
    values = whole_point(builder.system(rates), meter)
    if values is None or isinstance(values, Open):
        return values
    point = {}
    for cell in asked.net.cells:
        workers, participants = builder.counts(cell)
        point[cell] = People(sum(values[number] for number in workers), sum(values[number] for number in participants))
    return point


def _prints(asked: Question, point: Point | Open | None) -> bool:
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

    def inner(self, then: Interval) -> _Rates | None:
        """A range of earlier rates with what every one of them leads to; nothing is wrong."""
        if then.low is None or then.high is None:
            return None
        return _rates(then, self.now(Interval.point(then.low)).meet(self.now(Interval.point(then.high))))

    def before(self, now: Fraction) -> _Rates | None:
        """One rate, with the earlier rates that lead to it."""
        then = (Interval.point(now) - self.change).meet(NOT_NEGATIVE)
        if self.growth != Interval():
            then = then.meet(Interval.point(now).over((Interval.point(1) + self.growth).meet(NOT_NEGATIVE)))
        return _rates(then, Interval.point(now))

    def around(self, rate: Fraction, then: Interval) -> Interval:
        """Earlier rates so near to one that they lead to rates in common."""
        now = self.now(Interval.point(rate))
        width = Fraction(1) if now.low is None or now.high is None else now.high - now.low
        steep = 1 if self.growth.high is None else max(Fraction(1), 1 + self.growth.high)
        return Interval.of(rate - width / (4 * steep), rate + width / (4 * steep)).meet(then)


def _rates(then: Interval, now: Interval) -> _Rates | None:
    return None if then.is_empty or now.is_empty else ((THEN_CELL, then), (WHOLE_CELL, now))


def _split(then: Interval, near: Fraction) -> Iterator[Interval]:
    """A range in two, cut at a rate that was tried, or in the middle where that is an end; the part around it last."""
    low = then.low or Fraction(0)
    high = Fraction(MOST_PEOPLE) if then.high is None else then.high
    if low == high:
        return
    margin = (high - low) / 8
    cut = near if low + margin < near < high - margin else (low + min(high, 2 * low + 1)) / 2
    parts = [Interval(low, cut, then.low_closed), Interval(cut, high, low_closed=False, high_closed=then.high_closed)]
    yield from sorted(parts, key=lambda part: near in part)
