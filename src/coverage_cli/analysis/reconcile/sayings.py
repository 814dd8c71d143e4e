"""What a judgement found, as statements: what a quantity must be, what conflicts, what would mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_cli.analysis.reconcile.labels import amount, label
from coverage_cli.analysis.statement import Statement, Unit, joined
from coverage_cli.domain.phrases import phrase

if TYPE_CHECKING:
    from coverage_cli.analysis.reconcile.claim import Claim
    from coverage_cli.analysis.reconcile.conflicts import Conflict
    from coverage_cli.analysis.reconcile.interval import Interval
    from coverage_cli.analysis.reconcile.quantities import Place
    from coverage_cli.analysis.reconcile.repairs import Repair
    from coverage_cli.analysis.statement import Argument

_ANYTHING = phrase("{figure} can be anything")
_POINT = phrase("{figure} is {low}")
_BOTH = phrase("{figure} is between {low} and {high}")
_LOW = phrase("{figure} is at least {low}")
_HIGH = phrase("{figure} is at most {high}")
_IN_POINTS = {
    _POINT: phrase("{figure} is {low} points"),
    _BOTH: phrase("{figure} is between {low} and {high} points"),
    _LOW: phrase("{figure} is at least {low} points"),
    _HIGH: phrase("{figure} is at most {high} points"),
}


def must_be(place: Place, interval: Interval) -> Statement:
    """What a quantity must be, such as "the number of workers is between 141,792 and 149,230"."""
    args: dict[str, Argument] = {"figure": label(place)}
    template = _ANYTHING
    if interval.low is not None:
        args["low"] = amount(interval.low, place.quantity)
        template = _LOW
    if interval.high is not None:
        shown = amount(interval.high, place.quantity)
        args["high"] = shown
        template = _HIGH if interval.low is None else _BOTH
        template = _POINT if interval.is_point else template
        template = _IN_POINTS[template] if shown.unit is Unit.POINTS else template
    elif interval.low is not None and amount(interval.low, place.quantity).unit is Unit.POINTS:
        template = _IN_POINTS[template]
    return Statement(template, args)


def cannot_be(conflict: Conflict, claim: Claim) -> tuple[Statement, ...]:
    """What the other figures of a conflict make of each of its figures, and what is printed instead."""
    figures = claim.figures()
    return tuple(
        Statement(
            "by the others, {finding}; {printed} is printed",
            {"finding": must_be(*found), "printed": figures[place].text},
        )
        for place, found in conflict.implied.items()
        if figures[place].value not in found.interval  # else it says nothing of what is printed
    )


def mended(repair: Repair, claim: Claim) -> Statement:
    """A repair in words: "the claim holds if ... instead of 50.88%"."""
    figures = claim.figures()
    changes = tuple(
        Statement("{finding} instead of {printed}", {"finding": must_be(*found), "printed": figures[place].text})
        for place, found in repair.values.items()
    )
    return Statement("the claim holds if {changes}", {"changes": joined(changes)})
