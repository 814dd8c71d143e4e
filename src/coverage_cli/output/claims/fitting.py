"""Quantities of a claim as a reader meets them, and printed figures beside the numbers of the project's tables."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

from coverage_cli.analysis.reconcile.fitting import Compared, Fit
from coverage_cli.analysis.reconcile.interval import Exact, Interval
from coverage_cli.analysis.reconcile.labels import NAMES, amount, switched, unit
from coverage_cli.analysis.reconcile.quantities import THEN_CELL, WHOLE_CELL, Place, Quantity
from coverage_cli.analysis.reconcile.ways import Way
from coverage_cli.analysis.statement import PLACES, Unit, amount_text, say
from coverage_cli.domain.phrases import phrase
from coverage_cli.domain.rounding import half_up
from coverage_cli.domain.safe import Written, clean
from coverage_cli.domain.tally import tally
from coverage_cli.output.exact import double
from coverage_cli.output.language import Words
from coverage_cli.output.tables.columns import Line
from coverage_cli.output.tables.headline import only, together


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


def _outward(value: Exact, place: Place, toward: Callable[[Exact], int]) -> Fraction:
    grain = 1 if unit(place.quantity) is Unit.PEOPLE else 10 ** (PLACES + 2)
    return Fraction(toward(value * grain), grain)


def compared_object(compared: Compared) -> dict[str, Any]:
    """The comparison for JSON; `fits` is by plain rounding, and null where the tables lack the number."""
    total = compared.total
    return {
        "branch": total.branch,
        "period": total.period,
        "population_period": total.population_period,
        "complete": total.complete,
        "figures": [_object(fit) for fit in compared.fits],
    }


def _object(fit: Fit) -> dict[str, Any]:
    told = {
        "figure": str(fit.place),
        "printed": fit.printed,
        "value": _number(fit.value, fit.quantity),
        "fits": None if fit.value is None else not fit.fails,
        "way": fit.way.value if fit.way else None,
    }
    if fit.other is None:
        return told
    summed, net = (fit.other, fit.value) if fit.net else (fit.value, fit.other)
    senses = {"sum_of_segments": summed, "workers_less_participants": net}
    return told | {name: _number(value, fit.quantity) for name, value in senses.items()}


def _number(value: Fraction | None, quantity: Quantity) -> float | int | None:
    if value is None:
        return None
    unit = amount(value, quantity).unit
    return half_up(value, 0) if unit is Unit.PEOPLE else double(value * (100 if unit is Unit.POINTS else 1))


def compared_lines(compared: Compared, words: Words) -> Iterator[Line]:
    """A line for the rows that were compared, and one for each figure."""
    total, chosen = compared.total, compared.chosen
    branch = total.branch or together(chosen.branches, words) or words("all branches")
    given = {"branch": f"{only(chosen, words)}{branch}", "period": total.period or "–"}
    given["vintage"] = total.population_period or "–"
    template = phrase("against the tables ({branch}, participants {period}, workers {vintage}):")
    if chosen.basis:
        given["basis"] = chosen.basis
        template = phrase(
            "against the tables ({branch}, participants {period}, workers {vintage} on the basis {basis}):"
        )
    yield Line(words(template, given), 2)
    for fit in compared.fits:
        yield Line(_line(fit, words), 4, "red" if fit.fails else "")
    if not total.complete:
        yield Line(words("the tables have workers and participants for {counted:n} of {all:phrase}", tally(total)), 4)


def _line(fit: Fit, words: Words) -> str:
    figure = placed(fit.place, printed(fit.place, fit.printed, words), words)
    if fit.value is None:
        return words("{figure}: the tables do not have it", {"figure": figure})
    given = {"figure": figure, "held": _held(fit.value, fit, words)}
    if fit.way is Way.PLAIN:
        return words("{figure}: fits {held}", given)
    if fit.way is None:
        return words("{figure}: does not fit {held}", given)
    given["condition"] = say(switched(fit.place, fit.way, fit.printed), words)
    if not fit.fails:
        return words("{figure}: fits {held}; {condition}", given)
    return words("{figure}: fits {held} only if {condition}", given)


def _held(value: Fraction, fit: Fit, words: Words) -> str:
    """The number held; where uncovered has two values, which of them it is, and the other."""
    shown = value_text(amount_text(amount(value, fit.quantity), words), fit.quantity, words)
    if fit.other is None:
        return shown
    given = {
        "held": shown,
        "other": value_text(amount_text(amount(fit.other, fit.quantity), words), fit.quantity, words),
    }
    if fit.net:
        return words("{held} (workers less participants; the sum over the segments is {other})", given)
    return words("{held} (the sum over the segments; workers less participants make {other})", given)
