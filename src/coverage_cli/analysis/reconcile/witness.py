"""Actual whole numbers that print as a claim says."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_cli.analysis.reconcile.evaluation import targets_at
from coverage_cli.analysis.reconcile.quantities import Place, Quantity

if TYPE_CHECKING:
    from coverage_cli.analysis.reconcile.interval import Interval
    from coverage_cli.analysis.reconcile.solver import Choice, Solver


def find_witness(solver: Solver, choice: Choice, *, one_target: bool = True) -> dict[Place, Fraction] | None:
    """Workers, participants and targets by place that print as the choice says.

    None where the choice is refuted, or where the work allowed did not settle it.
    """
    trial = solver.trial(choice, one_target=one_target)
    point = None if trial is None else trial.point or solver.known(choice, one_target=one_target)
    if trial is None or point is None:
        return None
    net = solver.network(choice, one_target=one_target)
    targets = targets_at(net, solver.stated(choice, one_target=one_target), point) or {}
    found = {}
    for cell, people in point.items():
        found[Place(cell, Quantity.WORKERS)] = Fraction(people.workers)
        found[Place(cell, Quantity.PARTICIPANTS)] = Fraction(people.participants)
        target = Place(cell, Quantity.TARGET)
        if target in trial.domains:
            found[target] = _some(targets[cell])
    return {place: found[place] for place in sorted(found, key=str)}


def _some(interval: Interval) -> Fraction:
    low, high = interval.low or Fraction(0), Fraction(1) if interval.high is None else interval.high
    return low if low in interval else (low + high) / 2
