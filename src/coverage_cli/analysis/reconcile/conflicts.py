"""Which figures cannot be true together, as few as possible."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, islice

from coverage_cli.analysis.reconcile.narrowing import glanced, proof
from coverage_cli.analysis.reconcile.quantities import DERIVED_FIRST, Place, Quantity
from coverage_cli.analysis.reconcile.readings import Meant, Reading, hull
from coverage_cli.analysis.reconcile.solver import Choice, Solver, found_of, without


@dataclass(frozen=True, slots=True)
class Conflict:
    """Figures that cannot be true together, and what the others make of each, in the quantity in which it was given."""

    places: tuple[Place, ...]
    implied: Mapping[Place, Meant]


FEW = 8
"""Figures of which every set is tried."""
_SHOWN = 5


def meanings(solver: Solver, choice: Choice, *, brief: bool = False) -> Iterator[Choice]:
    """Figures by all their ways of rounding at once, for each choice of what those are about that may be two things.

    Choices that are refuted without one of these figures are left out.
    """
    unsure = _unsure(solver, choice)
    for found in _meanings(solver, without(choice, unsure), unsure, brief=brief):
        yield {place: found[place] for place in choice}


def _meanings(solver: Solver, choice: Choice, unsure: list[Place], *, brief: bool) -> Iterator[Choice]:
    if not unsure:
        yield choice
        return
    if solver.settles(choice, brief=brief) is False:
        return
    place, *others = unsure
    found = solver.choices[place]
    for quantity in dict.fromkeys(reading.quantity for reading in found):
        first = next(reading for reading in found if reading.quantity is quantity)
        wide = Reading(first.way, first.quantity, hull(found, first))
        yield from _meanings(solver, {**choice, place: wide}, others, brief=brief)


def _unsure(solver: Solver, choice: Choice) -> list[Place]:
    return [place for place in choice if len({reading.quantity for reading in solver.choices[place]}) > 1]


def impossible(solver: Solver, choice: Choice) -> bool:
    """Whether figures at their widest are refuted, whichever quantities they are about."""
    return all(solver.refutes(meant) for meant in meanings(solver, choice))


def core(solver: Solver, choice: Choice) -> tuple[tuple[Place, ...], bool]:
    """Figures that cannot be true together, read as chosen, and whether it is proved that all are needed."""
    return _core(solver, choice, by_narrowing(solver, choice), lambda fewer: solver.settles(fewer, brief=True))


def core_of_all(solver: Solver, choice: Choice) -> tuple[tuple[Place, ...], bool]:
    """As `core`, whichever quantities the figures are about."""

    def possible(fewer: Choice) -> bool | None:
        found = [solver.settles(meant, brief=True) for meant in meanings(solver, fewer, brief=True)]
        return True if True in found else None if None in found else False

    return _core(solver, choice, _by_narrowing_of_all(solver, choice), possible)


def _by_narrowing_of_all(solver: Solver, choice: Choice) -> Choice | None:
    """The figures of one proof, and of one more for each meaning in which those of the others are possible."""
    kept: set[Place] = set()
    meant: Choice | None = choice
    while meant:
        few = by_narrowing(solver, meant)
        if few is None or few.keys() <= kept:
            # Without a proof, or without work left to see that there is one.
            return None
        kept |= few.keys()
        found = meanings(solver, {place: choice[place] for place in choice if place in kept})
        possible = next((one for one in found if not solver.refutes(one)), None)
        meant = None if possible is None else {**choice, **possible}
    return {place: choice[place] for place in choice if place in kept}


def _core(
    solver: Solver, choice: Choice, few: Choice | None, settles: Callable[[Choice], bool | None]
) -> tuple[tuple[Place, ...], bool]:
    """The figures that are needed for a refutation (deletion filter); `few` are refuted too, if there are any."""
    kept = dict(few or choice)
    order = _least_telling_first(kept)
    # Of many figures most are in no conflict: halves are left out at once. What is left is the same.
    waiting = [order] if few is None and len(order) > FEW else [[place] for place in reversed(order)]
    least = True
    while waiting and solver.meter.left > 0:
        places = waiting.pop()
        fewer = without(kept, places)
        possible = settles(fewer)
        if possible is False:
            kept = fewer
        elif len(places) > 1:
            middle = len(places) // 2
            waiting += [places[middle:], places[:middle]]
        else:
            least = least and possible is True
    return tuple(place for place in choice if place in kept), least and not waiting


def by_narrowing(solver: Solver, choice: Choice) -> Choice | None:
    """The figures of a proof by narrowing alone, less those without which the same rules still refute the rest."""
    net = solver.network(choice)
    found = proof(net, solver.stated(choice), solver.meter)
    if found is None:
        return None
    rules = {cause for cause in found if isinstance(cause, int)}
    kept = {place: reading for place, reading in choice.items() if not found.isdisjoint(_stated(place, reading))}
    for place in _least_telling_first(kept):
        if solver.meter.left <= 0:
            break
        fewer = without(kept, [place])
        if glanced(net, solver.stated(fewer), solver.meter, only=rules) is None:
            kept = fewer
    return kept


def implied_by_others(solver: Solver, choice: Choice, places: tuple[Place, ...]) -> dict[Place, Meant]:
    """What the other figures of a conflict make of each; of many figures, by the rules of the proof alone."""
    only = {place: choice[place] for place in places}
    if len(places) <= FEW:
        solved = {place: solver.tightened(without(only, [place]), cells=[place.cell]) for place in places}
    else:
        net = solver.network(choice)
        found = proof(net, solver.stated(only), solver.meter) or ()
        rules = {cause for cause in found if isinstance(cause, int)} or None
        solved = {
            place: glanced(net, solver.stated(without(only, [place])), solver.meter, only=rules)
            for place in places
            if solver.meter.left > 0
        }
    return {
        place: found_of(place, choice[place], solution) for place, solution in solved.items() if solution is not None
    }


def _stated(place: Place, reading: Reading) -> tuple[Place, ...]:
    """What a figure says something of; of a target, also that from which a gap was taken."""
    stated = (Quantity.STATED_TARGET,) if reading.quantity is Quantity.TARGET else ()
    return tuple(Place(place.cell, quantity) for quantity in (reading.quantity, *stated))


def smallest_conflicts(solver: Solver, choice: Choice) -> tuple[tuple[tuple[Place, ...], ...], bool]:
    """All conflicting sets of the least size for a claim of few figures, else one; and whether none is needless."""
    found, least = core_of_all(solver, choice)
    if len(choice) > FEW:
        return (found,), least
    for size in range(1, len(found) + 1):
        sets = tuple(islice(_conflicting(solver, choice, size), _SHOWN))
        if sets:
            return sets, least
    return (found,), least


def further_conflicts(
    solver: Solver, choice: Choice, found: Iterable[tuple[Place, ...]]
) -> Iterator[tuple[tuple[Place, ...], bool]]:
    """What conflicts among the figures of no conflict found yet, as `core` has it: whatever mends those leaves it."""
    rest = without(choice, [place for places in found for place in places])
    while impossible(solver, rest):
        places, least = core_of_all(solver, rest)
        yield places, least
        rest = without(rest, places)


def _conflicting(solver: Solver, choice: Choice, size: int) -> Iterator[tuple[Place, ...]]:
    for places in combinations(choice, size):
        some: Mapping[Place, Reading] = {place: choice[place] for place in places}
        if impossible(solver, some):
            yield places


def _least_telling_first(choice: Choice) -> list[Place]:
    """Figures of parts and other dates go first, so that what is left is about the whole where it can be."""
    return sorted(choice, key=lambda place: (place.cell == "", DERIVED_FIRST.index(place.quantity)))


def set_aside(solver: Solver, choice: Choice, conflict: tuple[Place, ...]) -> dict[Place, Reading]:
    """The choice less those figures of a conflict that are worked out from others, as few as it takes."""
    order = sorted(conflict, key=lambda place: DERIVED_FIRST.index(place.quantity))
    for place in order:
        rest = without(choice, [place])
        if not solver.refutes(rest):
            return rest
    rest = dict(choice)
    while solver.refutes(rest):
        found, _ = core(solver, rest)
        rest = without(rest, [min(found, key=lambda place: DERIVED_FIRST.index(place.quantity))])
    return rest
