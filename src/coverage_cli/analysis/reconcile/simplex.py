"""Is there a point between all bounds: the simplex method in whole numbers, without rounding.

The general simplex of Dutertre and de Moura ("A Fast Linear-Arithmetic Solver for DPLL(T)", CAV 2006): every linear
form is a variable of its own with bounds, a basic variable outside its bounds is pivoted out, and Bland's rule
(Mathematics of Operations Research 2, 1977) ends every run. A row that cannot move into its bounds is the proof that
no point exists (Farkas's lemma). Bounds may be changed between runs, which is what branching needs.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Bounds: TypeAlias = list[int]

# Steps of a pivot, and the terms of changed rows that cost one more.
_PIVOT = 4
_ENTRIES = 8


@dataclass(slots=True)
class Meter:
    """Work that is left; counted in steps, never by the clock, so that the same claim gets the same verdict.

    A step is about ten microseconds of a slow machine. What a `part` spends is spent of the whole too.
    """

    left: int
    whole: Meter | None = None

    def spend(self, steps: int = 1) -> bool:
        """Take some steps; False where there is not enough work left."""
        self.left -= steps
        return (self.whole is None or self.whole.spend(steps)) and self.left >= 0

    def part(self, most: int) -> Meter:
        """Some of the work that is left, for a search that must not take all of it."""
        return Meter(most, self)


@dataclass(slots=True)
class _Row:
    """divisor x basic variable = sum of factor x variable."""

    divisor: int
    factors: dict[int, int]


class Simplex:
    """Linear forms over whole-numbered unknowns, kept as rows of a tableau."""

    def __init__(self, start: Mapping[int, int], forms: Mapping[int, Mapping[int, int]]) -> None:
        """`start` has a value for every unknown, and `forms` the variables that are sums of unknowns.

        The nearer the start, the fewer pivots: what need not move stays where it is, and stays whole.
        """
        self._rows = {number: _Row(1, dict(factors)) for number, factors in sorted(forms.items())}
        self._values = dict(start)
        self._totals: dict[int, int] = {}

    def feasible(self, low: Bounds, high: Bounds, meter: Meter) -> bool | None:
        """Whether some rational point keeps every variable in its bounds; None where the work ran out."""
        for number, value in self._values.items():
            self._values[number] = min(max(value, low[number]), high[number])
        self._totals = {number: self._total(row) for number, row in sorted(self._rows.items())}
        while True:
            found = self._outside(low, high)
            if found is None:
                return True
            leaving, bound, rising = found
            entering = self._entering(leaving, low, high, rising=rising)
            if entering is None:
                return False
            if not meter.spend(_PIVOT + self._pivot(leaving, entering, bound) // _ENTRIES):
                return None

    def value(self, number: int) -> tuple[int, int]:
        """A variable at the point found, as numerator and positive denominator."""
        row = self._rows.get(number)
        if row is None:
            return self._values[number], 1
        return self._totals[number], row.divisor

    def _total(self, row: _Row) -> int:
        values = self._values
        return sum(factor * values[number] for number, factor in row.factors.items())

    def _outside(self, low: Sequence[int], high: Sequence[int]) -> tuple[int, int, bool] | None:
        """The first basic variable outside its bounds, the bound that it breaks, and whether it must rise."""
        outside = (
            number
            for number, total in self._totals.items()
            if not low[number] * self._rows[number].divisor <= total <= high[number] * self._rows[number].divisor
        )
        number = min(outside, default=None)
        if number is not None:
            rising = self._totals[number] < low[number] * self._rows[number].divisor
            return number, low[number] if rising else high[number], rising
        return None

    def _entering(self, leaving: int, low: Sequence[int], high: Sequence[int], *, rising: bool) -> int | None:
        """The first variable of a row that can move it the way it must go."""
        for number, factor in sorted(self._rows[leaving].factors.items()):
            up = (factor > 0) is rising
            if self._values[number] < high[number] if up else self._values[number] > low[number]:
                return number
        return None

    def _pivot(self, leaving: int, entering: int, bound: int) -> int:
        """Solve the leaving variable's row for the entering one, put that into all other rows, and count the terms."""
        row = self._rows.pop(leaving)
        del self._values[entering], self._totals[leaving]
        self._values[leaving] = bound
        factor = row.factors.pop(entering)
        sign = 1 if factor > 0 else -1
        solved = _Row(abs(factor), {number: -sign * other for number, other in row.factors.items()})
        solved.factors[leaving] = sign * row.divisor
        moved = {entering: solved}
        for number, other in self._rows.items():
            times = other.factors.pop(entering, 0)
            if times:
                moved[number] = _combined(other, times, solved)
        self._rows |= moved
        self._totals |= {number: self._total(changed) for number, changed in moved.items()}
        return sum(len(changed.factors) for changed in moved.values())


def _combined(row: _Row, times: int, solved: _Row) -> _Row:
    factors = {number: factor * solved.divisor for number, factor in row.factors.items()}
    for number, factor in solved.factors.items():
        factors[number] = factors.get(number, 0) + times * factor
    divisor = row.divisor * solved.divisor
    common = math.gcd(divisor, *factors.values())
    return _Row(divisor // common, {number: factor // common for number, factor in factors.items() if factor})
