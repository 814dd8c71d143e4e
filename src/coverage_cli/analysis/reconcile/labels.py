"""Names of figures and ways of rounding, and what a judgement found: as statements."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from coverage_cli.analysis.reconcile.claim import Claim
from coverage_cli.analysis.reconcile.conflicts import Conflict
from coverage_cli.analysis.reconcile.interval import Exact, Interval
from coverage_cli.analysis.reconcile.quantities import THEN_CELL, WHOLE_CELL, Place, Quantity
from coverage_cli.analysis.reconcile.repairs import Repair
from coverage_cli.analysis.reconcile.ways import Way
from coverage_cli.analysis.statement import Amount, Argument, Statement, Unit, joined
from coverage_cli.domain.phrases import phrase


class Name(NamedTuple):
    """A quantity as a list has it, and as a sentence says it."""

    listed: str
    said: str


# In the order in which a reader meets them.
NAMES = {
    Quantity.RATE: Name(phrase("rate"), phrase("the rate")),
    Quantity.TARGET: Name(phrase("target"), phrase("the target")),
    Quantity.GAP: Name(phrase("gap"), phrase("the gap")),
    Quantity.WORKERS: Name(phrase("workers"), phrase("the number of workers")),
    Quantity.PARTICIPANTS: Name(phrase("participants"), phrase("the number of participants")),
    Quantity.UNCOVERED: Name(phrase("uncovered"), phrase("the number of uncovered")),
    Quantity.SHORTFALL: Name(phrase("shortfall"), phrase("the shortfall")),
    Quantity.ATTAINMENT: Name(phrase("rate as a share of the target"), phrase("the rate as a share of the target")),
    Quantity.GAP_OF_TARGET: Name(phrase("gap as a share of the target"), phrase("the gap as a share of the target")),
    Quantity.WORKERS_SHARE: Name(phrase("share of the workers"), phrase("the share of the workers")),
    Quantity.PARTICIPANTS_SHARE: Name(phrase("share of the participants"), phrase("the share of the participants")),
    Quantity.UNCOVERED_SHARE: Name(phrase("share of the uncovered"), phrase("the share of the uncovered")),
    Quantity.RATE_CHANGE: Name(phrase("change in the rate"), phrase("the change in the rate")),
    Quantity.WORKERS_CHANGE: Name(phrase("change in workers"), phrase("the change in workers")),
    Quantity.PARTICIPANTS_CHANGE: Name(phrase("change in participants"), phrase("the change in participants")),
    Quantity.UNCOVERED_CHANGE: Name(phrase("change in the uncovered"), phrase("the change in the uncovered")),
    Quantity.RATE_GROWTH: Name(phrase("growth of the rate"), phrase("the growth of the rate")),
    Quantity.WORKERS_GROWTH: Name(phrase("growth of workers"), phrase("the growth of workers")),
    Quantity.PARTICIPANTS_GROWTH: Name(phrase("growth of participants"), phrase("the growth of participants")),
    Quantity.UNCOVERED_GROWTH: Name(phrase("growth of the uncovered"), phrase("the growth of the uncovered")),
}


def label(place: Place) -> Statement:
    """What a figure is called in a sentence."""
    name = Statement(NAMES[place.quantity].said)
    if place.cell == WHOLE_CELL:
        return name
    if place.cell == THEN_CELL:
        return Statement("{figure} at the earlier date", {"figure": name})
    return Statement("{figure} of {part}", {"figure": name, "part": place.cell})


def unit(quantity: Quantity) -> Unit:
    """The unit of a quantity's numbers; shares and points are fractions of one."""
    if quantity.is_count:
        return Unit.PEOPLE
    return Unit.POINTS if quantity in {Quantity.GAP, Quantity.RATE_CHANGE} else Unit.SHARE


def amount(value: Exact, quantity: Quantity) -> Amount:
    """A value of a quantity, with its unit."""
    return Amount(Fraction(value), unit(quantity))


def exactly(place: Place, value: Fraction) -> Statement:
    """A quantity has one value alone."""
    shown = amount(value, place.quantity)
    if shown.unit is Unit.POINTS:
        return Statement("{figure} is exactly {value} points", {"figure": label(place), "value": shown})
    return Statement("{figure} is exactly {value}", {"figure": label(place), "value": shown})


def switched(place: Place, way: Way, printed: str) -> Statement:
    """What it means that a figure came to print in another way than by plain rounding."""
    return Statement(_TEMPLATES[way], {"figure": label(place), "printed": printed})


_TEMPLATES = {
    Way.PLAIN: phrase("{figure} is {printed} by plain rounding"),
    Way.CUT: phrase("{figure} was cut, not rounded"),
    Way.UP: phrase("{figure} was rounded up"),
    Way.ROUND: phrase("{figure} is a round figure: {printed} does not show all digits"),
    Way.NEAREST: phrase("{figure} is itself rounded: {printed} does not show all digits"),
    Way.OF_TARGET: phrase("{figure} is a share of the target, not percentage points"),
    Way.DIFFERENCE: phrase("{figure} is the difference of the printed figures, rounded as it is"),
    Way.RELATIVE: phrase("{figure} is a relative change, not percentage points"),
}


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
