"""One claim, tried under any choice of readings; every trial is remembered."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TypeAlias

from coverage_cli.analysis.reconcile.cells import cell_ends, cell_ratios
from coverage_cli.analysis.reconcile.claim import Claim
from coverage_cli.analysis.reconcile.evaluation import Point, targets_at
from coverage_cli.analysis.reconcile.interval import Interval
from coverage_cli.analysis.reconcile.narrowing import glanced, narrowed
from coverage_cli.analysis.reconcile.network import Adding, Network, network
from coverage_cli.analysis.reconcile.quantities import Place, Quantity
from coverage_cli.analysis.reconcile.readings import Meant, Reading, hull, meant, readings_of
from coverage_cli.analysis.reconcile.simplex import Meter
from coverage_cli.analysis.reconcile.trials import Trial, attempt
from coverage_cli.analysis.reconcile.ways import Way

Choice: TypeAlias = Mapping[Place, Reading]
Solution: TypeAlias = Mapping[Place, Interval]

# Official targets are published with at most two decimals of a percent (67.28%, 32.15%, 99.5%).
_TARGET_GRAIN = 10_000
# The latest witnesses are the likeliest to fit the next choice.
_MOST_KNOWN = 8
# Steps for the verdict on a claim: few enough to stay well under a second.
_MOST_STEPS = 36_000
# And of each figure, where there are many: a first look at every one of them costs some fifteen.
_STEPS_A_FIGURE = 120
# Steps for one of the many choices by which figures are left out of a conflict.
_BRIEF = 5_000


@dataclass(frozen=True, slots=True)
class Solver:
    """Answers whether a choice of readings can be true, and what it then implies.

    Without `one_target`, gaps are taken from the target as printed, and head counts may follow one of more digits.
    """

    claim: Claim
    choices: Mapping[Place, tuple[Reading, ...]]
    adding: Adding = Adding.BOTH
    one_target: bool = True
    _networks: dict[tuple[frozenset[Place], frozenset[str]], Network] = field(default_factory=dict)
    _solved: dict[object, Trial | None] = field(default_factory=dict)
    _points: list[Point] = field(default_factory=list)
    meter: Meter = field(default_factory=lambda: Meter(_MOST_STEPS))

    @classmethod
    def of(cls, claim: Claim, adding: Adding = Adding.BOTH, meter: Meter | None = None) -> Solver:
        """A solver with every reading of every figure of the claim; for `adding` see `network`.

        Solvers of one claim share a meter.
        """
        figures = claim.figures()
        steps = max(_MOST_STEPS, _STEPS_A_FIGURE * len(figures))
        return cls(claim, readings_of(figures), adding, meter=meter or Meter(steps))

    @property
    def finer(self) -> Solver:
        """The same, with all that it knows, without `one_target`."""
        return replace(self, one_target=False)

    def plain(self) -> dict[Place, Reading]:
        """The plain reading of every figure."""
        return {place: found[0] for place, found in self.choices.items()}

    def widest(self) -> dict[Place, Reading]:
        """Every figure by all its ways of rounding at once."""
        return {
            place: Reading(found[0].way, found[0].quantity, hull(found, found[0]))
            for place, found in self.choices.items()
        }

    @property
    def printed_targets(self) -> list[Place]:
        """The targets that are printed as one number, which alone can have more digits than were printed.

        Of "at most 85%", or of none, all figures follow the same: no number stands there for a gap to be taken from.
        """
        return [p for p, found in self.choices.items() if p.quantity is Quantity.TARGET and found[0].interval.is_point]

    def network(self, choice: Choice) -> Network:
        """The network in which all figures of the claim have their place, also those set aside."""
        places = frozenset(Place(p.cell, (choice.get(p) or found[0]).quantity) for p, found in self.choices.items())
        printed = () if self.one_target else self.printed_targets
        finer = frozenset(target.cell for target in printed if target in choice)
        key = places, finer
        if key not in self._networks:
            self._networks[key] = network(self.claim, places, finer_cells=finer, adding=self.adding)
        return self._networks[key]

    def solve(self, choice: Choice) -> Solution | None:
        """The narrowed domains under a choice; None is proof that it cannot be true."""
        trial = self.trial(choice)
        return None if trial is None else trial.domains

    def proves(self, choice: Choice) -> bool:
        """Whether there is a witness for a choice: numbers of people that print as all its figures."""
        return self.settles(choice) is True

    def refutes(self, choice: Choice) -> bool:
        """Whether it is proved that a choice cannot be true."""
        return self.settles(choice) is False

    def settles(self, choice: Choice, *, brief: bool = False) -> bool | None:
        """Whether a choice can be true, by a witness or a proof; None where neither is found."""
        if self.known(choice) is not None:
            return True
        trial = self.trial(choice, brief=brief)
        return False if trial is None else (trial.point is not None) or None

    def known(self, choice: Choice) -> Point | None:
        """The witness of another choice that is one of this."""
        net, stated = self.network(choice), self.stated(choice)
        self.meter.spend(len(self._points) * len(net.cells) // 2)
        for point in reversed(self._points):
            if targets_at(net, stated, point) is not None:
                self._points.remove(point)
                self._points.append(point)
                return point
        return None

    def trial(self, choice: Choice, *, brief: bool = False) -> Trial | None:
        """What became of a choice; None is proof that it cannot be true. Without work left, a new one stays open.

        A `brief` one is left open sooner.
        """
        key = frozenset((place, reading) for place, reading in choice.items()), self.one_target, brief
        if key not in self._solved:
            net, stated = self.network(choice), self.stated(choice)
            if self.meter.left <= 0:
                return Trial(net.domains, self.known(choice))
            found = attempt(net, stated, self._points, self.meter.part(_BRIEF) if brief else self.meter)
            if found is not None and found.point is not None and found.point not in self._points:
                self._points.append(found.point)
                del self._points[:-_MOST_KNOWN]
            self._solved[key] = found
        return self._solved[key]

    @property
    def unsettled(self) -> bool:
        """Whether some choice was neither refuted nor proved."""
        return self.meter.left <= 0 or any(trial is not None and trial.point is None for trial in self._solved.values())

    def stated(self, choice: Choice) -> dict[Place, Interval]:
        """The intervals of a choice by the place that each reading is about."""
        intervals: dict[Place, Interval] = {}
        for place, reading in choice.items():
            at = Place(place.cell, reading.quantity)
            intervals[at] = intervals[at].meet(reading.interval) if at in intervals else reading.interval
            if reading.quantity is Quantity.TARGET and not self.one_target:
                printed = self.choices[place][0].interval if reading.way is Way.NEAREST else reading.interval
                intervals[Place(place.cell, Quantity.STATED_TARGET)] = printed
        return intervals

    def tightened(self, choice: Choice, *, cells: Iterable[str] | None = None) -> Solution | None:
        """As `solve`, with head counts (of some cells) narrowed to their first and last possible whole number."""
        net, domains = self.network(choice), self.solve(choice)
        if domains is None:
            return None
        intervals = self.stated(choice)
        ratios: dict[Place, Interval] = {}
        for cell in net.cells if cells is None else cells:
            ends = cell_ends(net, domains, cell)
            found = cell_ratios(net, domains, ends, cell)
            ratios |= found
            # To state a ratio is to say that there are workers.
            ends |= found if ends[Place(cell, Quantity.WORKERS)].low else {}
            intervals = {**intervals, **{place: end.meet(domains[place]) for place, end in ends.items()}}
        again = (narrowed(net, intervals) if cells is None else glanced(net, intervals, self.meter)) or domains
        return {**again, **{place: again[place].meet(ratio) for place, ratio in ratios.items()}}

    def finer_targets(self, choice: Choice) -> Iterator[tuple[Choice, Solution]]:
        """Every choice that can be true with a target of more digits than printed, for head counts alone.

        A shortfall in people was counted from the target itself, while a gap in points is taken between
        printed percentages. So 112,399 people short of "68%" may be 68.14%, where 14 points behind "80%"
        may not be 80.4%.
        """
        cells = [place.cell for place in choice if place.quantity is Quantity.SHORTFALL]
        for cell in cells:
            target = Place(cell, Quantity.TARGET)
            nearest = next((r for r in self.choices.get(target, ()) if r.way is Way.NEAREST), None)
            if nearest is None or not choice[target].interval.is_point:
                continue
            found = self.finer.solve({**choice, target: nearest})
            for value in _on_grain(found[target]) if found else ():
                if self.meter.left <= 0:
                    return
                finer = {**choice, target: Reading(Way.NEAREST, Quantity.TARGET, Interval.point(value))}
                solution = self.finer.solve(finer)
                if solution is not None and self.finer.proves(finer):
                    yield finer, solution


def found_of(place: Place, reading: Reading, solution: Solution) -> Meant:
    """What a solution has for a figure, in the quantity in which it was given."""
    return meant(place, reading.quantity, solution[Place(place.cell, reading.quantity)])


def without(choice: Choice, places: Iterable[Place]) -> dict[Place, Reading]:
    """The choice with some figures set aside."""
    dropped = set(places)
    return {place: reading for place, reading in choice.items() if place not in dropped}


def find_witness(solver: Solver, choice: Choice) -> dict[Place, Fraction] | None:
    """Workers, participants and targets by place that print as the choice says.

    None where the choice is refuted, or where the work allowed did not settle it.
    """
    trial = solver.trial(choice)
    point = None if trial is None else trial.point or solver.known(choice)
    if trial is None or point is None:
        return None
    net = solver.network(choice)
    targets = targets_at(net, solver.stated(choice), point) or {}
    found = {}
    for cell, people in point.items():
        found[Place(cell, Quantity.WORKERS)] = Fraction(people.workers)
        found[Place(cell, Quantity.PARTICIPANTS)] = Fraction(people.participants)
        target = Place(cell, Quantity.TARGET)
        if target in trial.domains:
            found[target] = _some(targets[cell])
    return {place: found[place] for place in sorted(found, key=str)}


def _some(interval: Interval) -> Fraction:
    low, high = Fraction(interval.low or 0), Fraction(1 if interval.high is None else interval.high)
    return low if low in interval else (low + high) / 2


def _on_grain(interval: Interval) -> Iterator[Fraction]:
    if interval.low is None or interval.high is None:
        return
    for grains in range(math.ceil(interval.low * _TARGET_GRAIN), math.floor(interval.high * _TARGET_GRAIN) + 1):
        value = Fraction(grains, _TARGET_GRAIN)
        if value in interval:
            yield value
