"""The verdict on a claim and everything that backs it; the same as plain data for JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import TypeAlias

from coverage_cli.analysis.reconcile.claim import Claim
from coverage_cli.analysis.reconcile.conditions import Condition
from coverage_cli.analysis.reconcile.conflicts import Conflict
from coverage_cli.analysis.reconcile.interval import Interval
from coverage_cli.analysis.reconcile.labels import unit
from coverage_cli.analysis.reconcile.quantities import MULTIPLIED, SHARED, Place, Quantity
from coverage_cli.analysis.reconcile.readings import Meant, about
from coverage_cli.analysis.reconcile.repairs import Repair
from coverage_cli.analysis.statement import Statement, Unit


class Verdict(Enum):
    """How a claim stands."""

    CONSISTENT = "consistent"
    CONSISTENT_IF = "consistent-if"
    INCONSISTENT = "inconsistent"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A claim judged.

    `implied` has what each quantity must be, given the figures that stand: those in `set_aside`, worked out
    from others and at odds with them, are left out. Any one of `conditions` makes the claim true. `reasons`
    say what the printed figures make at face value. `witness` holds actual numbers behind `consistent` and
    `consistent-if`. Not `settled` is a claim whose search ended, within its bounds, without a witness and without
    a proof that there is none.
    """

    claim: str
    verdict: Verdict
    implied: Mapping[Place, Interval]
    conditions: tuple[Condition, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    repairs: tuple[Repair, ...] = ()
    set_aside: tuple[Place, ...] = ()
    reasons: tuple[Statement, ...] = ()
    notes: tuple[Statement, ...] = ()
    witness: Mapping[Place, Fraction] | None = None
    settled: bool = True


SCHEMA = "coverage-reconcile/1"

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

_INNER = frozenset({Quantity.STATED_TARGET, *MULTIPLIED.values()})
# From nothing up to 100% says nothing of these.
_UP_TO_ALL = frozenset({Quantity.RATE, Quantity.TARGET, *SHARED})


def judgement_json(judgement: Judgement) -> dict[str, Json]:
    """A claim of `coverage-reconcile/1`.

    Rates, targets, shares, also of the target, and growth are fractions of one as the nearest double, gaps and changes
    of a rate are percentage points, counts and their changes whole numbers; an end that does not exist is null. What is
    found of a figure stands under the quantity in which it was given.
    """
    shown = told(judgement.implied)
    return {
        "id": judgement.claim,
        "verdict": judgement.verdict.value,
        "implied": {str(place): _ends(place, interval) for place, interval in shown.items()},
        "conditions": [
            {"says": str(condition.says), "figures": {str(place): way.value for place, way in condition.switches}}
            for condition in judgement.conditions
        ],
        "conflicts": [
            {"figures": [str(place) for place in conflict.places], "implied": _by_quantity(conflict.implied.values())}
            for conflict in judgement.conflicts
        ],
        "repairs": [
            {"values": _by_quantity(repair.values.values()), "plain": repair.plain} for repair in judgement.repairs
        ],
        "set_aside": [str(place) for place in judgement.set_aside],
        "reasons": [str(statement) for statement in judgement.reasons],
        "notes": [str(statement) for statement in judgement.notes],
        "witness": _witness(judgement),
    }


def _by_quantity(found: Iterable[Meant]) -> dict[str, Json]:
    return {str(place): _ends(place, interval) for place, interval in found}


def told(implied: Mapping[Place, Interval]) -> dict[Place, Interval]:
    """The implied intervals worth telling: of named quantities, with an end that says something."""
    return {
        place: interval
        for place, interval in implied.items()
        if place.quantity not in _INNER and _says_something(place.quantity, interval)
    }


def _says_something(quantity: Quantity, interval: Interval) -> bool:
    if not interval.low and quantity in _UP_TO_ALL and interval.high == 1:
        return False
    return bool(interval.low) or interval.high is not None


def unstated(claim: Claim, judgement: Judgement) -> dict[Place, Interval]:
    """Of the implied intervals, those of quantities that the claim does not state or that were set aside."""
    stated = {
        Place(place.cell, about(figure, place.quantity))
        for place, figure in claim.figures().items()
        if place not in judgement.set_aside
    }
    return {place: interval for place, interval in told(judgement.implied).items() if place not in stated}


def holds(judgements: Iterable[Judgement]) -> bool:
    """Whether every claim is consistent or undetermined: what decides the exit code."""
    return all(judgement.verdict in {Verdict.CONSISTENT, Verdict.UNDETERMINED} for judgement in judgements)


def _ends(place: Place, interval: Interval) -> Json:
    kind = unit(place.quantity)
    ends: list[Json] = []
    for end in (interval.low, interval.high):
        if end is None:
            ends.append(None)
        elif kind is Unit.PEOPLE:
            ends.append(int(end))
        else:
            ends.append(float(end * 100 if kind is Unit.POINTS else end))
    return ends


def _witness(judgement: Judgement) -> Json:
    if judgement.witness is None:
        return None
    return {
        str(place): int(value) if unit(place.quantity) is Unit.PEOPLE else float(value)
        for place, value in judgement.witness.items()
    }
