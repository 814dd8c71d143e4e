"""Quantities of a claim by name, with their figures and spans, as a reader meets them."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_cli.analysis.reconcile import NAMES, Quantity, amount, unit
from coverage_cli.analysis.reconcile.quantities import THEN_CELL, WHOLE_CELL
from coverage_cli.analysis.statement import PLACES, Unit, amount_text
from coverage_cli.domain.phrases import phrase
from coverage_cli.domain.safe import Written, clean

if TYPE_CHECKING:
    from collections.abc import Callable

    from coverage_cli.analysis.reconcile import Interval, Place
    from coverage_cli.output.language import Words


def printed(place: Place, figure: str, words: Words) -> Written:
    """A figure as printed, behind its name."""
    return Written(f"{words(NAMES[place.quantity].listed)} {clean(figure)}")


def placed(place: Place, text: str, words: Words) -> str:
    """The text with the part or the date that it is about."""
    if place.cell == WHOLE_CELL:
        return text
    if place.cell == THEN_CELL:
        return words("{quantity} at the earlier date", {"quantity": text})
    return words("{quantity} of {part}", {"quantity": text, "part": place.cell})


def span(place: Place, interval: Interval, words: Words) -> str:
    """A quantity and its ends, such as "workers between 141,792 and 149,230"; ends are rounded outward."""
    given = {"quantity": placed(place, words(NAMES[place.quantity].listed), words)}
    low = interval.low
    if low is not None and interval.is_point:
        given["value"] = value_text(amount_text(amount(low, place.quantity), words), place.quantity, words)
        return words("{quantity} {value}", given)
    if low is not None:
        given["low"] = amount_text(amount(_outward(low, place, math.floor), place.quantity), words)
    if interval.high is not None:
        high = amount_text(amount(_outward(interval.high, place, math.ceil), place.quantity), words)
        given["high"] = value_text(high, place.quantity, words)
    elif low is not None:
        given["low"] = value_text(given["low"], place.quantity, words)
    return words(_SPANS[low is not None, interval.high is not None], given)


_SPANS = {
    (True, True): phrase("{quantity} between {low} and {high}"),
    (True, False): phrase("{quantity} at least {low}"),
    (False, True): phrase("{quantity} at most {high}"),
    (False, False): phrase("{quantity} unknown"),
}


def value_text(value: str, quantity: Quantity, words: Words) -> str:
    """The value with its unit, where no sign says it."""
    points = unit(quantity) is Unit.POINTS
    return words("{value} points", {"value": value}) if points else value


def _outward(value: Fraction, place: Place, toward: Callable[[Fraction], int]) -> Fraction:
    grain = 1 if unit(place.quantity) is Unit.PEOPLE else 10 ** (PLACES + 2)
    return Fraction(toward(value * grain), grain)
