"""Which figures cannot be true together, as few as possible."""

from __future__ import annotations

from itertools import combinations, islice
from typing import TYPE_CHECKING

from coverage_cli.analysis.reconcile.quantities import DERIVED_FIRST, Place
from coverage_cli.analysis.reconcile.solver import Choice, Solver, without

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from coverage_cli.analysis.reconcile.readings import Reading

_FEW = 8
_SHOWN = 5


def core(solver: Solver, choice: Choice, *, one_target: bool = True) -> tuple[Place, ...]:
    """A set of figures that cannot be true together and from which none can be left out (deletion filter)."""
    kept = dict(choice)
    order = _least_telling_first(choice)
    # Of many figures most are in no conflict: halves are left out at once. What is left is the same.
    waiting = [order] if len(order) > _FEW else [[place] for place in reversed(order)]
    while waiting:
        places = waiting.pop()
        fewer = without(kept, places)
        if solver.refutes(fewer, one_target=one_target):
            kept = fewer
        elif len(places) > 1:
            middle = len(places) // 2
            waiting += [places[middle:], places[:middle]]
    return tuple(place for place in choice if place in kept)


def smallest_conflicts(solver: Solver, choice: Choice, *, one_target: bool = True) -> tuple[tuple[Place, ...], ...]:
    """All conflicting sets of the least size for a claim of few figures, else one that is minimal."""
    found = core(solver, choice, one_target=one_target)
    if len(choice) > _FEW:
        return (found,)
    for size in range(1, len(found) + 1):
        sets = tuple(islice(_conflicting(solver, choice, size, one_target=one_target), _SHOWN))
        if sets:
            return sets
    return (found,)


def _conflicting(solver: Solver, choice: Choice, size: int, *, one_target: bool) -> Iterator[tuple[Place, ...]]:
    for places in combinations(choice, size):
        some: Mapping[Place, Reading] = {place: choice[place] for place in places}
        if solver.refutes(some, one_target=one_target):
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
        found = core(solver, rest)
        rest = without(rest, [min(found, key=lambda place: DERIVED_FIRST.index(place.quantity))])
    return rest
