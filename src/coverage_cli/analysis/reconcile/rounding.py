"""Whole numbers by rounding a point that lies so far inside all bounds that rounding cannot leave them.

The inner parallel set of Neumann, Stein and Sudermann-Merx ("A Feasible Rounding Approach for Mixed-Integer
Optimization Problems", Computational Optimization and Applications 72, 2019). Where a sum is stated to the last
person, one of its terms takes up what the rounding of the others leaves. No point found proves nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coverage_cli.analysis.reconcile.forms import System
    from coverage_cli.analysis.reconcile.simplex import Bounds, Meter, Simplex


def rounded(system: System, low: Bounds, high: Bounds, simplex: Simplex, meter: Meter) -> tuple[int, ...] | None:
    """Whole values of all variables within the bounds, and within the system's choices."""
    taking = _taking_up(system, low, high)
    shares = _moves(system, low, high, taking)
    lows, highs = list(low), list(high)
    for number in range(len(low)):
        form = system.forms.get(number, {number: 1})
        margin = 0 if number in system.start and number not in taking.values() else _margin(form, shares)
        if number not in taking:
            lows[number], highs[number] = low[number] + margin, high[number] - margin
    if any(least > most for least, most in zip(lows, highs, strict=True)) or not simplex.feasible(lows, highs, meter):
        return None
    values = {number: _nearest(*simplex.value(number)) for number in system.start}
    for number, term in taking.items():
        rest = sum(factor * values[other] for other, factor in system.forms[number].items() if other != term)
        values[term] = (low[number] - rest) * system.forms[number][term]
    for number, form in system.forms.items():
        values[number] = sum(factor * values[term] for term, factor in form.items())
    return tuple(values[number] for number in range(len(low))) if _met(system, values) else None


def _taking_up(system: System, low: Bounds, high: Bounds) -> dict[int, int]:
    """The forms that are exact sums, each with the term that takes up the rounding of the others."""
    exact = {number: form for number, form in system.forms.items() if low[number] == high[number]}
    found = {}
    for number, form in exact.items():
        free = [
            term
            for term, factor in form.items()
            if abs(factor) == 1
            and low[term] < high[term]
            and not any(term in other for one, other in exact.items() if one != number)
        ]
        if free:
            found[number] = max(free, key=lambda term: (high[term] - low[term], term))
    return found


def _moves(system: System, low: Bounds, high: Bounds, taking: Mapping[int, int]) -> dict[int, int]:
    """How many halves rounding can move each unknown."""
    moves = {number: int(low[number] < high[number]) for number in system.start}
    for number, term in taking.items():
        form = system.forms[number]
        moves[term] = sum(abs(factor) * moves[other] for other, factor in form.items() if other != term)
    return moves


def _margin(form: Mapping[int, int], moves: Mapping[int, int]) -> int:
    return sum(abs(factor) * moves[term] for term, factor in form.items()) // 2


def _met(system: System, values: Mapping[int, int]) -> bool:
    return all(
        any(all(least <= values[number] <= most for number, least, most in branch) for branch in choice)
        for choice in system.choices
    )


def _nearest(value: int, divisor: int) -> int:
    return (2 * value + divisor) // (2 * divisor)
