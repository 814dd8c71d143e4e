"""Which single figures, or else pairs and triples, could be misprinted, and what they should then be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from coverage_cli.analysis.reconcile.cells import first_holding
from coverage_cli.analysis.reconcile.conflicts import Conflict, core_of_all, impossible, meanings
from coverage_cli.analysis.reconcile.interval import NOTHING_KNOWN, Exact, Interval
from coverage_cli.analysis.reconcile.quantities import Place
from coverage_cli.analysis.reconcile.readings import Meant, is_turned
from coverage_cli.analysis.reconcile.solver import Choice, Solver, found_of, without

_MOST_SUSPECTS = 12
_FAR_OFF = Fraction(10**12)
_MOST_SETS = 60
_MOST_MOVES = 1_000_000
"""Steps of its last digit by which a figure is moved to either side."""
_MOST_TRIED = 100
"""Of those, how many are tried one by one."""


@dataclass(frozen=True, slots=True)
class Repair:
    """Figures that, put to other values, make the rest of the claim true.

    `values` has an interval of each, in the quantity in which it was given; of a pair, each interval leaves the other
    free.
    `plain` says that the rest then holds by plain rounding.
    """

    values: Mapping[Place, Meant]
    plain: bool


def repairs(solver: Solver, conflicts: tuple[Conflict, ...]) -> tuple[tuple[Repair, ...], bool]:
    """The smallest repairs, least change first: of one figure if that is enough, else of two or three.

    A repair has a figure of every conflict, so the search follows the conflicts (Reiter's hitting-set tree). Of many
    figures in conflict only those are tried that would move least; whether none was left out is told too.
    """
    tree = _Tree(solver, conflicts)
    sets: list[tuple[Place, ...]] = [()]
    for size in (1, 2, 3):
        sets = list(tree.following(sets))
        for plain, choice in ((True, solver.plain()), (False, solver.widest())):
            mends = list(_of_sets(solver, choice, sets, plain=plain))
            # An interval around what is printed repairs nothing: it is only what can be said without a search.
            found = [mend for mend, _ in mends if _move(solver, mend)]
            # What a part or an earlier date must be hangs on the others, so that the nearest is only one of many.
            if not found or (size == 1 and len(solver.network(choice).cells) == 1):
                around = [(tuple(mend.values), rest) for mend, rest in mends if mend not in found]
                found += filter(None, (_nearest(solver, choice, rest, places, plain=plain) for places, rest in around))
            if found:
                shown = {frozenset(mend.values) for mend in found}
                every = all(frozenset(mend.values) in shown for mend, _ in mends)
                return tuple(sorted(found, key=lambda repair: _move(solver, repair))), tree.complete and every
    return (), tree.complete


class _Tree:
    """Sets of figures that have one of every conflict found so far."""

    def __init__(self, solver: Solver, conflicts: tuple[Conflict, ...]) -> None:
        self.solver = solver
        self.figures = solver.claim.figures()
        self.widest = solver.widest()
        self.conflicts = conflicts
        self.known = [conflict.places for conflict in conflicts]
        self.first = list(dict.fromkeys(place for places in self.known for place in places))
        self.cut = False

    @property
    def complete(self) -> bool:
        """Whether nothing was left out."""
        return not self.cut and self.solver.meter.left > 0

    def following(self, sets: list[tuple[Place, ...]]) -> Iterator[tuple[Place, ...]]:
        """Every set with one figure more of a conflict that it does not have; no set twice, and not too many."""
        order = {place: number for number, place in enumerate(self.widest)}
        found: dict[tuple[Place, ...], None] = {}
        for places in sets:
            for place in self._suspects(places):
                if place not in places:
                    found[tuple(sorted((*places, place), key=order.__getitem__))] = None
        self.cut = self.cut or len(found) > _MOST_SETS
        yield from list(found)[:_MOST_SETS]

    def _suspects(self, places: tuple[Place, ...]) -> list[Place]:
        suspects = self._conflict(places) if places else self.first
        few = sorted(suspects, key=lambda place: _off(self.figures[place].value, place, self.conflicts))
        few = few[:_MOST_SUSPECTS]
        self.cut = self.cut or len(few) < len(suspects)
        return [place for place in suspects if place in few]

    def _conflict(self, places: tuple[Place, ...]) -> Sequence[Place]:
        """Figures that conflict without those of a set; where none are known to, any that did."""
        other = next((known for known in self.known if not set(known) & set(places)), None)
        if other is None:
            rest = without(self.widest, places)
            if not impossible(self.solver, rest):
                return self.first
            other, _ = core_of_all(self.solver, rest)
            self.known.append(other)
        return other


def _of_sets(
    solver: Solver, choice: Choice, sets: Iterable[tuple[Place, ...]], *, plain: bool
) -> Iterator[tuple[Repair, Choice]]:
    """A repair of each set, with how the rest is read that it makes true; if not plainly, then whatever it is about."""
    for places in sets:
        if solver.meter.left <= 0:
            return
        rest = without(choice, places)
        # What is misprinted was stated all the same: where a rate is, there are workers.
        aside = {place: replace(solver.choices[place][0], interval=NOTHING_KNOWN) for place in places}
        meant = [rest] if plain else meanings(solver, rest)
        proved = next((one for other in meant if solver.proves(one := {**other, **aside})), None)
        cells = dict.fromkeys(place.cell for place in places)
        solution = None if proved is None else solver.tightened(proved, cells=cells)
        if proved is not None and solution is not None:
            # Set aside, a figure is about its plain quantity again.
            mend = Repair({place: found_of(place, solver.choices[place][0], solution) for place in places}, plain)
            yield mend, proved


def _nearest(solver: Solver, choice: Choice, rest: Choice, places: tuple[Place, ...], *, plain: bool) -> Repair | None:
    """The nearest figures of as many digits that make the claim true, one by one; of two as near, the lower one.

    What whole numbers of people print as a rate has gaps, and what is printed may stand in one. None where a figure
    need not move.
    """
    near = rest
    for place in places:
        as_printed = {**near, place: choice[place]}
        if len(places) > 1 and solver.proves(as_printed):
            return None
        sides = (_moved(solver, as_printed, place, side) for side in (-1, 1))
        found = min(filter(None, sides), key=lambda one: one[0], default=None)
        if found is None:
            return None
        near = found[1]
    solution = solver.tightened(near, cells=dict.fromkeys(place.cell for place in places))
    return Repair({place: found_of(place, choice[place], solution) for place in places}, plain) if solution else None


def _moved(solver: Solver, choice: Choice, place: Place, side: int) -> tuple[int, Choice] | None:
    """By how many steps of its last digit a figure must move to one side, and the choice that is then true."""
    printed, reading = solver.claim.figures()[place], choice[place]
    step = printed.step * (-side if is_turned(place, reading.quantity) else side)
    most = _MOST_MOVES if side > 0 or place.quantity.is_signed else min(_MOST_MOVES, int(printed.value / printed.step))

    def between(first: int, last: int) -> Choice:
        near, far = (reading.interval + Interval.point(times * step) for times in (first, last))
        return {**choice, place: replace(reading, interval=near.hull(far))}

    def possible(times: int) -> bool:
        return solver.meter.left > 0 and solver.proves(between(1, times))

    if most < 1 or not possible(most):
        return None
    least = first_holding(possible, most)
    # What is exact, as a target, may be true between two steps.
    tried = ((times, between(times, times)) for times in range(least, min(least + _MOST_TRIED, most + 1)))
    return next((one for one in tried if solver.proves(one[1])), None)


def _off(printed: Fraction, place: Place, conflicts: tuple[Conflict, ...]) -> Fraction:
    """How far a figure is from what the others of its conflict make of it."""
    implied = (conflict.implied[place].interval for conflict in conflicts if place in conflict.implied)
    return min((_distance(printed, interval) for interval in implied), default=_FAR_OFF)


def _move(solver: Solver, repair: Repair) -> Fraction:
    """The greatest relative distance of a repaired value from what is printed."""
    figures = solver.claim.figures()
    return max(_distance(figures[place].value, found.interval) for place, found in repair.values.items())


def _distance(printed: Fraction, interval: Interval) -> Fraction:
    nearest: Exact = printed
    if interval.low is not None and printed < interval.low:
        nearest = interval.low
    elif interval.high is not None and printed > interval.high:
        nearest = interval.high
    return abs(nearest - printed) / (abs(printed) or 1)
