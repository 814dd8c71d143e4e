"""The domains of a network narrowed by stated intervals until nothing moves, and what a contradiction came from.

Narrowing never loses a solution, so a domain without a number in it is a proof. Domains that remain are none.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from coverage_cli.analysis.reconcile.interval import Interval
from coverage_cli.analysis.reconcile.network import POSITIVE, Network, divisors
from coverage_cli.analysis.reconcile.quantities import Place
from coverage_cli.analysis.reconcile.simplex import Meter

# Narrowing by ever smaller steps could go on for ever; stopping early only leaves intervals too wide.
_VISITS_PER_CONSTRAINT = 12
_VISITS_AT_A_GLANCE = 200
"""Of a first look at a claim of many parts, where the exact search decides what narrowing does not.

Where there are more constraints, each is visited once: what adds up the parts comes last.
"""

_STATED = 2
"""Stated places that cost a step together."""
_PLACE = 2
"""Steps that a place of a constraint costs."""

Cause: TypeAlias = "Place | int"
"""A stated place, or the number of a constraint."""


def narrowed(net: Network, stated: Mapping[Place, Interval]) -> dict[Place, Interval] | None:
    """The narrowed domains; None where nothing is possible."""
    run = _Run(net, dict(net.domains))
    return run.domains if run.runs(stated, Meter(_VISITS_PER_CONSTRAINT * len(net.constraints))) else None


def glanced(
    net: Network, stated: Mapping[Place, Interval], meter: Meter, *, only: Collection[int] | None = None
) -> dict[Place, Interval] | None:
    """As `narrowed`, but ending earlier on a claim of many parts; what it costs is taken from the meter.

    With `only`, those constraints alone are used.
    """
    run = _Run(net, dict(net.domains))
    possible = run.runs(stated, _few_visits(net) if meter.left > 0 else Meter(0), only=only)
    meter.spend(run.work)
    return run.domains if possible else None


def proof(net: Network, stated: Mapping[Place, Interval], meter: Meter) -> frozenset[Cause] | None:
    """The stated places and the constraints by which a first look refutes what is stated; None if it does not."""
    run = _Run(net, dict(net.domains), {})
    possible = run.runs(stated, _few_visits(net))
    meter.spend(run.work)
    return None if possible else run.broken


def _few_visits(net: Network) -> Meter:
    every = len(net.constraints)
    return Meter(min(_VISITS_PER_CONSTRAINT * every, max(_VISITS_AT_A_GLANCE, every)))


@dataclass(slots=True)
class _Run:
    net: Network
    domains: dict[Place, Interval]
    causes: dict[Place, frozenset[Cause]] | None = None
    broken: frozenset[Cause] = frozenset()
    work: int = 0

    def runs(self, stated: Mapping[Place, Interval], visits: Meter, *, only: Collection[int] | None = None) -> bool:
        """Narrow as far as the visits go; False where nothing is possible."""
        first: set[int] = set()
        self.work += len(stated) // _STATED
        for said, interval in stated.items():
            if self.causes is not None:
                self.causes[said] = self.causes.get(said, frozenset()) | {said}
            for place, within in ((said, interval), *((divisor, POSITIVE) for divisor in divisors([said]))):
                moved = self._narrow(place, within, (said,))
                if moved is None:
                    return False
                first.update(self.net.watchers[place] if moved else ())
        queue = deque(number for number in sorted(first) if only is None or number in only)
        waiting = set(queue)
        while queue and visits.spend():
            number = queue.popleft()
            waiting.discard(number)
            touched = self._visited(number)
            if touched is None:
                return False
            fresh = [n for n in dict.fromkeys(touched) if n not in waiting and (only is None or n in only)]
            queue.extend(fresh)
            waiting.update(fresh)
        return True

    def _visited(self, number: int) -> list[int] | None:
        """The constraints to look at again after one; None where it leaves nothing."""
        constraint = self.net.constraints[number]
        self.work += _PLACE * len(constraint.places)
        touched: list[int] = []
        for place, interval in constraint.narrowings(self.domains):
            moved = self._narrow(place, interval, (number, *constraint.places))
            if moved is None:
                return None
            touched += self.net.watchers[place] if moved else ()
        return touched

    def _narrow(self, place: Place, interval: Interval, by: Iterable[Cause]) -> bool | None:
        moved = _narrow(self.domains, place, interval)
        if self.causes is not None and moved is not False:
            because = (self.causes.get(cause, frozenset()) if isinstance(cause, Place) else {cause} for cause in by)
            self.causes[place] = self.broken = self.causes.get(place, frozenset()).union(*because)
        return moved


def _narrow(domains: dict[Place, Interval], place: Place, interval: Interval) -> bool | None:
    """Whether the place's interval got narrower; None where nothing is left of it."""
    old = domains[place]
    if interval.covers(old):
        return False
    new = old.meet(interval)
    if place.quantity.is_count:
        new = new.whole()
    if new.is_empty:
        return None
    new = new.coarse()
    if new == old or (new.low == old.low and new.high == old.high and old.is_point):
        return False
    domains[place] = new
    return True
