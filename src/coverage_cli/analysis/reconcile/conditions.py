"""What would have to be true for a claim to hold that does not hold as printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product

from coverage_cli.analysis.reconcile.conflicts import core, meanings
from coverage_cli.analysis.reconcile.interval import Interval
from coverage_cli.analysis.reconcile.labels import exactly, switched
from coverage_cli.analysis.reconcile.quantities import DERIVED_FIRST, Place, Quantity
from coverage_cli.analysis.reconcile.readings import Reading, meant_value
from coverage_cli.analysis.reconcile.solver import Choice, Solution, Solver
from coverage_cli.analysis.reconcile.ways import Way
from coverage_cli.analysis.statement import Statement, joined
from coverage_cli.domain.phrases import phrase

_MOST_SWITCHES = 3
# Steps kept for `any_switch`, which finds less briefly what could not be found in time.
_KEPT_FOR_ANY = 20_000
_CONSPIRACY = 2


@dataclass(frozen=True, slots=True)
class Condition:
    """One way to make the claim true; any one condition of a judgement is enough.

    For `one_target` see `Solver`.
    """

    says: Statement
    switches: tuple[tuple[Place, Way], ...]
    choice: Choice
    one_target: bool = True


def pinned(solver: Solver, choice: Choice, solution: Solution) -> dict[Place, Fraction]:
    """Rounded figures that can be true only at the very end of their interval, each with that value.

    Two or more at once are a conspiracy of ties rather than plain rounding: 67% and 80% make 14 points only
    where the rate is 66.5% to the last digit. A tie that exact figures prove is a fact, and is left out. What is
    printed is no tie: "at most 30" holds of 30.
    """
    figures = solver.claim.figures()
    proven = solver.solve({place: reading for place, reading in choice.items() if reading.interval.is_point}) or {}
    found: dict[Place, Fraction] = {}
    for place, reading in choice.items():
        at = Place(place.cell, reading.quantity)
        domain, interval = solution[at], reading.interval
        low = domain.low
        if interval.is_point or not domain.is_point or low is None or low not in {interval.low, interval.high}:
            continue
        _, given = meant_value(place, reading.quantity, Fraction(low))
        tie = not figures[place].low <= given <= figures[place].high
        if tie and not proven.get(at, interval).is_point:
            found[place] = Fraction(low)
    return found if len(found) >= _CONSPIRACY else {}


def opened(choice: Choice, ends: Mapping[Place, Fraction]) -> dict[Place, Reading]:
    """The choice without the end points at which some figures are pinned."""
    result = dict(choice)
    for place, end in ends.items():
        old = choice[place].interval
        new = Interval(old.low, old.high, old.low_closed and old.low != end, old.high_closed and old.high != end)
        result[place] = replace(choice[place], interval=new)
    return result


def edge_condition(choice: Choice, ends: Mapping[Place, Fraction]) -> Condition:
    """That the figure from which the other pinned ones follow is exactly at its end."""
    place = max(ends, key=lambda place: DERIVED_FIRST.index(place.quantity))
    return Condition(exactly(*meant_value(place, choice[place].quantity, ends[place])), (), choice)


def by_differences(solver: Solver, choice: Choice) -> Condition | None:
    """That gaps and changes are what printed figures leave, as whoever works them out by hand takes them."""
    ways = [(place, one) for place, found in solver.choices.items() for one in found if one.way is Way.DIFFERENCE]
    for chosen in (*([way] for way in ways), *([ways] if len(ways) > 1 else [])):
        candidate = {**choice, **dict(chosen)}
        if _holds(solver, candidate):
            return _condition(solver, choice, candidate)
    return None


def switches(solver: Solver, choice: Choice) -> tuple[tuple[Condition, ...], bool]:
    """Smallest sets of figures that make a false choice true when read in another way, and whether these are all.

    Only figures of a conflict can mend it, so the search follows the conflicts (Reiter's hitting-set tree).
    """
    working = replace(solver, meter=solver.meter.part(solver.meter.left - _KEPT_FOR_ANY))
    level: list[Choice] = [choice]
    tried: set[object] = set()
    for _ in range(_MOST_SWITCHES):
        found: dict[frozenset[Place], Condition] = {}
        following: list[Choice] = []
        for node in level:
            for candidate in _neighbours(working, choice, node):
                key = _key(choice, candidate)
                if key in tried or _switched(choice, candidate) in found:
                    continue
                tried.add(key)
                if working.meter.left <= 0:
                    return tuple(found.values()), False
                if _holds(working, candidate):
                    found[_switched(choice, candidate)] = _condition(solver, choice, candidate)
                else:
                    following.append(candidate)
        if found:
            return tuple(found.values()), working.meter.left > 0
        level = following
    return (), working.meter.left > 0


def any_switch(solver: Solver) -> Condition | None:
    """Some switched figures that make the claim true, plain wherever possible; None if none are proved."""
    solvers = (solver, solver.finer) if solver.printed_targets else (solver,)
    for choice, trying in product(meanings(solver.finer, solver.widest()), solvers):
        if solver.meter.left <= 0:
            return None
        if trying.proves(choice):
            condition = _condition(solver, solver.plain(), _plainest(trying, choice))
            return replace(condition, one_target=trying.one_target)
    return None


def _plainest(solver: Solver, choice: Choice) -> Choice:
    for place, found in solver.choices.items():
        for reading in (reading for reading in found if reading.quantity is choice[place].quantity):
            trial = {**choice, place: reading}
            if solver.proves(trial):
                choice = trial
                break
    return choice


def _holds(solver: Solver, candidate: Choice) -> bool:
    trial = solver.trial(candidate)
    return trial is not None and trial.point is not None and not pinned(solver, candidate, trial.domains)


def _neighbours(solver: Solver, start: Choice, node: Choice) -> Iterator[dict[Place, Reading]]:
    if not solver.refutes(node):
        return
    for place in core(solver, node)[0]:
        if node[place] is start[place]:
            for reading in solver.choices[place][1:]:
                yield {**node, place: reading}


def _switched(start: Choice, candidate: Choice) -> frozenset[Place]:
    return frozenset(place for place, reading in candidate.items() if reading is not start[place])


def _key(start: Choice, candidate: Choice) -> frozenset[tuple[Place, Reading]]:
    return frozenset((place, reading) for place, reading in candidate.items() if reading is not start[place])


def _condition(solver: Solver, start: Choice, candidate: Choice) -> Condition:
    figures = solver.claim.figures()
    changed = [(place, r) for place, r in candidate.items() if r != start[place]]
    ways = tuple((place, _way(place, reading)) for place, reading in changed)
    says = tuple(switched(place, way, figures[place].text) for place, way in ways)
    if not says:
        says = (Statement("the target that head counts follow has more digits than were printed"),)
    if len(says) > _MOST_SWITCHES:
        template = phrase("{count} of the {total} figures are not rounded to the nearest")
        says = (Statement(template, {"count": len(says), "total": len(figures)}),)
    return Condition(joined(says), ways, candidate)


def _way(place: Place, reading: Reading) -> Way:
    """The way to name: a target that was cut or rounded up is, first of all, not exact."""
    if place.quantity is Quantity.TARGET and reading.way is Way.PLAIN:
        return Way.NEAREST
    return reading.way
