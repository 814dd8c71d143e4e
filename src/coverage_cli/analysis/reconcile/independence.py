"""Whether the stated figures test each other at all.

Figures that are independent functions of the unknown head counts and targets can take any values together,
so no identity is tested. They are independent where their gradients have full rank at a point in general
position.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from coverage_cli.analysis.reconcile.claim import Claim
from coverage_cli.analysis.reconcile.quantities import (
    CHANGE_OF,
    GROWTH_OF,
    SHARED,
    THEN_CELL,
    WHOLE_CELL,
    Place,
    Quantity,
)
from coverage_cli.analysis.reconcile.solver import Choice, Solver


@dataclass(frozen=True, slots=True)
class _Dual:
    """A number with its derivative by each unknown (forward differentiation, exact)."""

    value: Fraction
    slope: Mapping[str, Fraction]

    def combined(self, other: _Dual, mine: Fraction, theirs: Fraction, value: Fraction) -> _Dual:
        names = {*self.slope, *other.slope}
        none = Fraction(0)
        return _Dual(value, {n: mine * self.slope.get(n, none) + theirs * other.slope.get(n, none) for n in names})

    def __sub__(self, other: _Dual) -> _Dual:
        return self.combined(other, Fraction(1), Fraction(-1), self.value - other.value)

    def __mul__(self, other: _Dual) -> _Dual:
        return self.combined(other, other.value, self.value, self.value * other.value)

    def __truediv__(self, other: _Dual) -> _Dual:
        ratio = self.value / other.value
        return self.combined(other, 1 / other.value, -ratio / other.value, ratio)


def independent(claim: Claim, places: Iterable[Place]) -> bool:
    """Whether the figures at `places` could take any values together, so that none tests another."""
    point = _Point(claim)
    gradients = [point.of(place).slope for place in places]
    return _rank(gradients) == len(gradients)


def nobody_is_short(solver: Solver, plain: Choice) -> bool:
    """Whether a shortfall is stated where the others have the target met: it can then be nothing else than zero."""
    for place in plain:
        if place.quantity is Quantity.SHORTFALL:
            others = solver.solve({other: reading for other, reading in plain.items() if other != place}) or {}
            gap = others.get(Place(place.cell, Quantity.GAP))
            if gap is not None and gap.high is not None and gap.high <= 0:
                return True
    return False


class _Point:
    """All quantities of a claim at one point in general position."""

    def __init__(self, claim: Claim) -> None:
        parts = [part.id for part in claim.parts]
        self.cells: dict[str, tuple[_Dual, _Dual]] = {}
        for number, cell in enumerate([*parts, THEN_CELL, WHOLE_CELL]):
            workers = Fraction(10_007 + 7_919 * number**2 + 101 * number)
            share = Fraction(311 + 17 * number + 5 * number**3 % 97, 1009)
            self.cells[cell] = _unknown(cell, "w", workers), _unknown(cell, "p", workers * share)
        if parts:
            self.cells[WHOLE_CELL] = self._sum(parts, 0), self._sum(parts, 1)

    def _sum(self, parts: list[str], which: int) -> _Dual:
        counts = [self.cells[part][which] for part in parts]
        # Each part has an unknown of its own.
        slope = {name: one for count in counts for name, one in count.slope.items()}
        return _Dual(Fraction(sum(count.value for count in counts)), slope)

    def of(self, place: Place) -> _Dual:
        cell, quantity = place
        if quantity in SHARED:
            shared = SHARED[quantity]
            return self.of(Place(cell, shared)) / self.of(Place(WHOLE_CELL, shared))
        if quantity in CHANGE_OF:
            changed = CHANGE_OF[quantity]
            return self.of(Place(WHOLE_CELL, changed)) - self.of(Place(THEN_CELL, changed))
        if quantity in GROWTH_OF:
            grown = GROWTH_OF[quantity]
            return self.of(Place(WHOLE_CELL, grown)) / self.of(Place(THEN_CELL, grown))
        return self._own(cell, quantity)

    def _own(self, cell: str, quantity: Quantity) -> _Dual:
        workers, participants = self.cells[cell]
        target = _unknown(cell, "t", Fraction(887, 1013))
        values = {
            Quantity.WORKERS: workers,
            Quantity.PARTICIPANTS: participants,
            Quantity.RATE: participants / workers,
            Quantity.TARGET: target,
            Quantity.GAP: target - participants / workers,
            Quantity.UNCOVERED: workers - participants,
            Quantity.SHORTFALL: target * workers - participants,
            Quantity.ATTAINMENT: participants / workers / target,
        }
        return values[quantity]


def _unknown(cell: str, name: str, value: Fraction) -> _Dual:
    return _Dual(value, {f"{name}:{cell}": Fraction(1)})


def _rank(rows: list[Mapping[str, Fraction]]) -> int:
    """Rank by exact elimination, the shortest rows first: of many parts most figures are of one."""
    reduced: list[tuple[str, dict[str, Fraction]]] = []
    for row in sorted(rows, key=len):
        rest = dict(row)
        for pivot, known in reduced:
            factor = rest.get(pivot, 0) / known[pivot]
            for name in known if factor else ():
                rest[name] = rest.get(name, 0) - factor * known[name]
        pivots = sorted(name for name, value in rest.items() if value)
        if pivots:
            reduced.append((pivots[0], rest))
    return len(reduced)
