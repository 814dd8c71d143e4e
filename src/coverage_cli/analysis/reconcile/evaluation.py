"""Do given whole numbers print as a claim says: the identities worked out one by one, without any search.

This is what a witness is held against, whoever proposed it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from coverage_cli.analysis.reconcile.interval import Exact, Interval
from coverage_cli.analysis.reconcile.network import Adding, Network
from coverage_cli.analysis.reconcile.quantities import (
    CHANGE_OF,
    GROWTH_OF,
    SHARED,
    TARGETED,
    THEN_CELL,
    WHOLE_CELL,
    Place,
    Quantity,
)
from coverage_cli.domain.rates import rate_of, uncovered_of

_ANY_TARGET = Interval.of(0, 1)


class People(NamedTuple):
    """Whole numbers of one cell."""

    workers: int
    participants: int

    @property
    def lacking(self) -> int:
        """Workers who are no participants; nobody above 100%."""
        return int(uncovered_of(self.workers, self.participants))

    @property
    def rate(self) -> Fraction | None:
        """Participants over workers; None where there are no workers."""
        return rate_of(self.participants, self.workers)


Point: TypeAlias = "Mapping[str, People]"


def targets_at(net: Network, stated: Mapping[Place, Interval], point: Point) -> dict[str, Interval] | None:
    """The targets of every cell with which the numbers of `point` print as all stated figures; None if none do."""
    values = _Values(point, net)
    shared = any(place.quantity is Quantity.UNCOVERED_SHARE for place in stated)
    if not values.add_up(shared=shared):
        return None
    targeted: dict[str, dict[Quantity, Interval]] = {cell: {} for cell in net.cells}
    for place, interval in stated.items():
        if place.quantity in TARGETED:
            targeted[place.cell][place.quantity] = interval
            continue
        value = values.of(place)
        if value is None or value not in interval:
            return None
    found = {}
    for cell, figures in targeted.items():
        target = _target(figures, point[cell], one_target=cell not in net.finer_cells)
        if target is None:
            return None
        found[cell] = target
    return found


@dataclass(frozen=True, slots=True)
class _Values:
    point: Point
    net: Network

    def add_up(self, *, shared: bool) -> bool:
        """Whether the parts make the whole, its uncovered too where every part is covered or shares are stated."""
        parts = [self.point[part] for part in self.net.parts]
        whole = self.point[WHOLE_CELL]
        if not parts:
            return True
        sums = People(sum(part.workers for part in parts), sum(part.participants for part in parts))
        agreed = self.net.adding is Adding.BOTH or (self.net.adding is Adding.NET and shared)
        return sums == whole and (not agreed or sum(part.lacking for part in parts) == whole.lacking)

    def of(self, place: Place) -> Exact | None:
        """The value of a quantity; None where it is undefined."""
        cell, quantity = place
        if quantity in SHARED:
            return _ratio(self._own(cell, SHARED[quantity]), self._own(WHOLE_CELL, SHARED[quantity]))
        if quantity in CHANGE_OF:
            now, then = (self._own(at, CHANGE_OF[quantity]) for at in (WHOLE_CELL, THEN_CELL))
            return None if now is None or then is None else now - then
        if quantity in GROWTH_OF:
            factor = _ratio(*(self._own(at, GROWTH_OF[quantity]) for at in (WHOLE_CELL, THEN_CELL)))
            return None if factor is None else factor - 1
        return self._own(cell, quantity)

    def _own(self, cell: str, quantity: Quantity) -> Exact | None:
        people = self.point[cell]
        if quantity is Quantity.RATE:
            return people.rate
        if quantity is Quantity.WORKERS:
            return people.workers
        if quantity is Quantity.PARTICIPANTS:
            return people.participants
        if cell == WHOLE_CELL and self.net.adding is Adding.SUMMED and self.net.parts:
            return sum(self.point[part].lacking for part in self.net.parts)
        return people.lacking


def _ratio(value: Exact | None, base: Exact | None) -> Fraction | None:
    return Fraction(value, base) if value is not None and base else None


def _target(figures: Mapping[Quantity, Interval], people: People, *, one_target: bool) -> Interval | None:
    """The targets of one cell that its figures allow; None where there are none."""
    followed, printed = _ANY_TARGET, _ANY_TARGET
    for quantity, interval in _bounds(figures, people):
        if quantity in {Quantity.STATED_TARGET, Quantity.GAP}:
            printed = printed.meet(interval)
        else:
            followed = followed.meet(interval)
    if one_target:
        followed = printed = followed.meet(printed)
    return None if followed.is_empty or printed.is_empty else followed


def _bounds(figures: Mapping[Quantity, Interval], people: People) -> Iterator[tuple[Quantity, Interval]]:
    """What each figure about a target demands of it, given the numbers of people."""
    nothing = Interval(1, 0)
    for quantity, interval in figures.items():
        if quantity in {Quantity.TARGET, Quantity.STATED_TARGET}:
            yield quantity, interval
        elif quantity is Quantity.GAP:
            yield quantity, nothing if people.rate is None else interval + Interval.point(people.rate)
        elif quantity is Quantity.ATTAINMENT:
            yield quantity, nothing if people.rate is None else _attained(people.rate, interval)
        elif quantity is Quantity.SHORTFALL:
            yield quantity, _short(people, interval.whole())


def _attained(rate: Fraction, attainment: Interval) -> Interval:
    """The targets of which `rate` is such a share; a share of a target of nothing is none."""
    if not rate:
        return Interval(0, low_closed=False) if 0 in attainment else Interval(1, 0)
    low = Interval(0, low_closed=False)
    if attainment.high is not None:
        if attainment.high <= 0:
            return Interval(1, 0)
        low = Interval(rate / attainment.high, None, attainment.high_closed)
    if attainment.low is not None and attainment.low > 0:
        return low.meet(Interval(None, rate / attainment.low, high_closed=attainment.low_closed))
    return low


def _short(people: People, short: Interval) -> Interval:
    """The targets that leave such a shortfall: shortfall - 1 < target x workers - participants <= shortfall."""
    low, high = short.low or 0, short.high
    if not people.workers:
        return Interval() if low <= 0 and (high is None or high >= 0) else Interval(1, 0)
    result = Interval()
    if low > 0:
        result = Interval(Fraction(people.participants + low - 1, people.workers), low_closed=False)
    if high is not None:
        result = result.meet(Interval(None, Fraction(people.participants + high, people.workers)))
    return result
