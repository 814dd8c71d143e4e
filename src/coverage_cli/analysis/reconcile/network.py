"""A claim as places, starting domains and constraints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from coverage_cli.analysis.reconcile.claim import Claim
from coverage_cli.analysis.reconcile.constraints import Between, Constraint, Lacking, Product, Same, Short, Total
from coverage_cli.analysis.reconcile.interval import NOT_NEGATIVE, NOTHING_KNOWN, Interval
from coverage_cli.analysis.reconcile.printed import Figure
from coverage_cli.analysis.reconcile.quantities import (
    CHANGED,
    GROWN,
    GROWTH_OF,
    MULTIPLIED,
    SHARED,
    TARGETED,
    THEN_CELL,
    WHOLE_CELL,
    Place,
    Quantity,
)

_UP_TO_ONE = Interval.of(0, 1)
_BELOW_ONE = Interval(None, 1)
POSITIVE = Interval(0, low_closed=False)


class Adding(Enum):
    """How the uncovered of a whole come from its parts, which differs where a part is above 100%.

    `SUMMED` adds up what each part lacks, so that one's excess hides nothing of another's lack; `NET` takes
    all participants from all workers. `BOTH` holds where no part is above 100%.
    """

    BOTH = "both"
    SUMMED = "summed"
    NET = "net"


@dataclass(frozen=True, slots=True)
class Network:
    """The constraints between a claim's quantities, and what is known before any figure is read."""

    domains: Mapping[Place, Interval]
    constraints: tuple[Constraint, ...]
    watchers: Mapping[Place, tuple[int, ...]]
    cells: tuple[str, ...]
    finer_cells: frozenset[str]
    loose_cells: frozenset[str]
    adding: Adding = Adding.BOTH

    @property
    def parts(self) -> tuple[str, ...]:
        """The cells that add up to the whole."""
        return tuple(cell for cell in self.cells if cell not in {WHOLE_CELL, THEN_CELL})


def network(
    claim: Claim,
    stated: Iterable[Place],
    *,
    finer_cells: frozenset[str] = frozenset(),
    adding: Adding = Adding.BOTH,
) -> Network:
    """The network of a claim in which the places of `stated` carry figures.

    In `finer_cells` the gap in points is taken from the target as printed, while head counts follow a target that may
    have more digits than were printed.

    `adding` says how the uncovered of the whole are worked out.
    """
    places = frozenset(stated)
    cells = [WHOLE_CELL, *(part.id for part in claim.parts)]
    dated = bool(claim.then or claim.change)
    cells += [THEN_CELL] if dated else []
    loose = frozenset({WHOLE_CELL}) if adding is Adding.SUMMED else frozenset()
    constraints: list[Constraint] = []
    for cell in cells:
        constraints += _of_cell(cell, places, one_target=cell not in finer_cells, loose=cell in loose)
    constraints += _of_parts([part.id for part in claim.parts], places, adding)
    constraints += _of_dates(places) if dated else []
    used = {place for constraint in constraints for place in constraint.places} | places
    domains = {place: _start(place) for place in sorted(used, key=str)}
    return Network(domains, tuple(constraints), _watchers(used, constraints), tuple(cells), finer_cells, loose, adding)


def _watchers(used: set[Place], constraints: list[Constraint]) -> dict[Place, tuple[int, ...]]:
    watching: dict[Place, list[int]] = {place: [] for place in used}
    for number, constraint in enumerate(constraints):
        for place in constraint.places:
            watching[place].append(number)
    return {place: tuple(numbers) for place, numbers in watching.items()}


def _start(place: Place) -> Interval:
    quantity = place.quantity
    if quantity in SHARED and place.cell == WHOLE_CELL:
        return Interval.point(1)
    if quantity in {Quantity.TARGET, Quantity.STATED_TARGET}:
        return _UP_TO_ONE
    if quantity is Quantity.GAP:
        return _BELOW_ONE
    return NOTHING_KNOWN if quantity.is_signed else NOT_NEGATIVE


def divisors(places: Iterable[Place]) -> Iterator[Place]:
    """What a stated ratio divides by: a ratio to nothing is undefined, so it is more than nothing."""
    for cell, quantity in places:
        if quantity in {Quantity.RATE, Quantity.GAP, Quantity.ATTAINMENT, Quantity.RATE_CHANGE, Quantity.RATE_GROWTH}:
            yield Place(cell, Quantity.WORKERS)
        if quantity is Quantity.ATTAINMENT:
            yield Place(cell, Quantity.TARGET)
        if quantity in SHARED:
            yield Place(WHOLE_CELL, SHARED[quantity])
        if quantity in {Quantity.RATE_CHANGE, Quantity.RATE_GROWTH}:
            yield Place(THEN_CELL, Quantity.WORKERS)
        if quantity in GROWTH_OF:
            yield Place(THEN_CELL, GROWTH_OF[quantity])


def _of_cell(cell: str, places: frozenset[Place], *, one_target: bool, loose: bool) -> Iterator[Constraint]:
    def at(quantity: Quantity) -> Place:
        return Place(cell, quantity)

    workers, participants, rate = at(Quantity.WORKERS), at(Quantity.PARTICIPANTS), at(Quantity.RATE)
    yield Product(participants, rate, workers)
    yield Lacking(at(Quantity.UNCOVERED), workers, participants, at_least=loose)
    if TARGETED & {place.quantity for place in places if place.cell == cell}:
        target, stated_target = at(Quantity.TARGET), at(Quantity.STATED_TARGET)
        yield Total(stated_target, (at(Quantity.GAP), rate))
        yield Short(at(Quantity.SHORTFALL), target, workers, participants)
        if one_target:
            yield Same(target, stated_target)
        if at(Quantity.ATTAINMENT) in places:
            yield Product(rate, at(Quantity.ATTAINMENT), target)


def shows_excess(claim: Claim) -> bool:
    """Whether the figures of some part allow more participants than workers."""
    return any(_may_exceed(part.says) for part in claim.parts)


def _may_exceed(says: Mapping[Quantity, Figure]) -> bool:
    """Whether a part's own figures allow more participants than workers."""

    def top(quantity: Quantity) -> Fraction | None:
        figure = says.get(quantity)
        return None if figure is None else figure.high + figure.round_step

    rate, participants = top(Quantity.RATE), top(Quantity.PARTICIPANTS)
    workers = says.get(Quantity.WORKERS)
    if rate is not None:
        return rate > 1
    return participants is not None and workers is not None and participants > workers.low - workers.round_step


def _of_parts(parts: list[str], places: frozenset[Place], adding: Adding) -> Iterator[Constraint]:
    if not parts:
        return
    for quantity in (Quantity.WORKERS, Quantity.PARTICIPANTS, Quantity.UNCOVERED):
        terms = tuple(Place(part, quantity) for part in parts)
        if quantity is not Quantity.UNCOVERED or adding is not Adding.NET:
            yield Total(Place(WHOLE_CELL, quantity), terms)
    rates = tuple(Place(part, Quantity.RATE) for part in parts)
    if places.issuperset(rates):
        yield Between(Place(WHOLE_CELL, Quantity.RATE), rates)
    for share, shared in SHARED.items():
        shares = tuple(Place(part, share) for part in parts)
        if places.isdisjoint(shares):
            continue
        for place in shares:
            yield Product(Place(place.cell, shared), place, Place(WHOLE_CELL, shared))
        yield Total(Place(WHOLE_CELL, share), shares)


def _of_dates(places: frozenset[Place]) -> Iterator[Constraint]:
    for quantity, change in CHANGED.items():
        now, then, difference = (Place(WHOLE_CELL, quantity), Place(THEN_CELL, quantity), Place(WHOLE_CELL, change))
        growth = Place(WHOLE_CELL, GROWN[quantity])
        yield Total(now, (then, difference))
        if growth in places:
            factor = Place(WHOLE_CELL, MULTIPLIED[quantity])
            yield Product(now, factor, then)
            yield Total(factor, (growth,), 1)
