"""Printed figures beside the numbers of the project's tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coverage_cli.analysis.reconcile import Way, amount, switched
from coverage_cli.analysis.statement import Unit, amount_text, say
from coverage_cli.domain.rounding import half_up
from coverage_cli.output.doubles import double
from coverage_cli.output.prose import Line
from coverage_cli.output.quantities import placed, printed, value_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from coverage_cli.analysis.reconcile import Compared, Fit, Quantity
    from coverage_cli.output.language import Words


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
    total = compared.total
    given = {"branch": total.branch or words("all branches"), "period": total.period or "–"}
    given["vintage"] = total.population_period or "–"
    yield Line(words("against the tables ({branch}, participants {period}, workers {vintage}):", given), 2)
    for fit in compared.fits:
        yield Line(_line(fit, words), 4, "red" if fit.fails else "")
    if not total.complete:
        counted = {"counted": str(total.segments_counted), "segments": str(total.segments)}
        yield Line(words("the tables have both sides of {counted:n} of {segments:n|segment|segments}", counted), 4)


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
        return words("{held} (workers less participants; what the segments lack adds up to {other})", given)
    return words("{held} (what the segments lack, added up; workers less participants make {other})", given)
