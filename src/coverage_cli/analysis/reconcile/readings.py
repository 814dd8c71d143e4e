"""Which numbers a printed figure can stand for, one interval per way of reading it (`ways`).

A target is exact, a stated policy; a gap or a change beside the two figures that it lies between may be what these
leave.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from coverage_cli.analysis.reconcile.interval import Interval
from coverage_cli.analysis.reconcile.printed import Figure, Kind
from coverage_cli.analysis.reconcile.quantities import (
    CHANGE_OF,
    COUNT_CHANGES,
    GROWN,
    THEN_CELL,
    WHOLE_CELL,
    Place,
    Quantity,
)
from coverage_cli.analysis.reconcile.ways import Way, ways_of
from coverage_cli.analysis.reconcile.words import Hedge
from coverage_cli.domain.rounding import half_up


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a figure: the quantity it then is about, and the numbers it can stand for."""

    way: Way
    quantity: Quantity
    interval: Interval


def readings(figure: Figure, quantity: Quantity) -> tuple[Reading, ...]:
    """Every reading of a figure, the plain one first; shares and points are fractions of one."""
    return tuple(_readings(figure, quantity))


def about(figure: Figure, quantity: Quantity) -> Quantity:
    """The quantity that a figure is about by its plain reading."""
    return next(_readings(figure, quantity)).quantity


class Meant(NamedTuple):
    """What is found of a figure: the place of the quantity in which it was given, and an interval of that quantity."""

    place: Place
    interval: Interval


def meant(place: Place, quantity: Quantity, interval: Interval) -> Meant:
    """An interval of the quantity that a figure is read as, told in the quantity in which it was given.

    What is printed can be held only against that: "84% of target" is no rate, and a change of "50%" is no head count.
    """
    return Meant(_given(place, quantity), Interval.point(1) - interval if is_turned(place, quantity) else interval)


def meant_value(place: Place, quantity: Quantity, value: Fraction) -> tuple[Place, Fraction]:
    """As `meant`, one value."""
    return _given(place, quantity), 1 - value if is_turned(place, quantity) else value


def _given(place: Place, quantity: Quantity) -> Place:
    return Place(place.cell, Quantity.GAP_OF_TARGET if is_turned(place, quantity) else quantity)


def is_turned(place: Place, quantity: Quantity) -> bool:
    """Whether a figure is read as what it leaves: a gap of 16% of the target is 84% of the target reached."""
    return place.quantity is Quantity.GAP and quantity is Quantity.ATTAINMENT


def readings_of(figures: Mapping[Place, Figure]) -> dict[Place, tuple[Reading, ...]]:
    """Every reading of every figure; of a gap or a change also as the difference of the two that it lies between.

    Such a one says nothing of its own: the number can be whatever those two, read in any way, leave.
    """
    found = {place: readings(figure, place.quantity) for place, figure in figures.items()}
    for place, (higher, lower) in differences(figures).items():
        left, right = (hull(found[one], found[one][0]) for one in (higher, lower))
        found[place] += (Reading(Way.DIFFERENCE, place.quantity, left - right),)
    return found


def differences(figures: Mapping[Place, Figure]) -> dict[Place, tuple[Place, Place]]:
    """The gaps and changes that are printed as one printed figure less another, by place with those two."""
    sides = {place: _sides(place) for place in figures}
    return {
        place: pair
        for place, pair in sides.items()
        if pair and figures.keys() >= set(pair) and _is_difference(figures[place], *(figures[one] for one in pair))
    }


def _sides(place: Place) -> tuple[Place, Place] | None:
    """What a gap or a change is, less what."""
    if place.quantity is Quantity.GAP:
        return Place(place.cell, Quantity.TARGET), Place(place.cell, Quantity.RATE)
    changed = CHANGE_OF.get(place.quantity)
    return (Place(WHOLE_CELL, changed), Place(THEN_CELL, changed)) if changed else None


def _is_difference(printed: Figure, higher: Figure, lower: Figure) -> bool:
    """Whether two figures leave a third, each rounded to the digits that this one has."""
    sort = Kind.COUNT if higher.kind is Kind.COUNT else Kind.PERCENT
    alike = {higher.kind, lower.kind} == {sort} and printed.kind in {sort, *([Kind.POINTS] * (sort is Kind.PERCENT))}
    exact = all(one.hedge is Hedge.NONE and one.low == one.high for one in (printed, higher, lower))
    left, right = (half_up(one.value / printed.step, 0) for one in (higher, lower))
    return alike and exact and (left - right) * printed.step == printed.value


def hull(choices: tuple[Reading, ...], like: Reading) -> Interval:
    """What all readings about the same quantity as `like` allow together."""
    whole = like.interval
    for choice in choices:
        if choice.quantity is like.quantity:
            whole = whole.hull(choice.interval)
    return whole


def _readings(figure: Figure, quantity: Quantity) -> Iterator[Reading]:
    ways = dict(ways_of(figure))
    if figure.kind is Kind.OF_TARGET:
        behind = quantity is Quantity.GAP
        for way, interval in ways.items():
            yield Reading(way, Quantity.ATTAINMENT, Interval.point(1) - interval if behind else interval)
        return
    if quantity is Quantity.TARGET and figure.hedge is Hedge.NONE and figure.low == figure.high:
        yield Reading(Way.PLAIN, quantity, Interval.point(figure.value))
        ways = {Way.NEAREST: ways.pop(Way.PLAIN), **ways}
    if figure.kind is Kind.PERCENT and quantity in COUNT_CHANGES:
        quantity = GROWN[CHANGE_OF[quantity]]
    for way, interval in ways.items():
        yield Reading(way, quantity, interval)
    if figure.kind is Kind.PERCENT and quantity is Quantity.GAP:
        yield Reading(Way.OF_TARGET, Quantity.ATTAINMENT, Interval.point(1) - ways[Way.PLAIN])
    if figure.kind is Kind.PERCENT and quantity is Quantity.RATE_CHANGE:
        yield Reading(Way.RELATIVE, Quantity.RATE_GROWTH, ways[Way.PLAIN])
