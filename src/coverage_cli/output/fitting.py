"""Printed figures beside the numbers of the project's tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coverage_cli.analysis.reconcile import Way, amount, switched
from coverage_cli.analysis.statement import Unit
from coverage_cli.domain.rounding import half_up
from coverage_cli.output.doubles import double
from coverage_cli.output.prose import Line
from coverage_cli.output.quantities import NAMES, placed, value_text
from coverage_cli.output.statements import amount_text, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coverage_cli.analysis.reconcile import Compared, Fit
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
    value: float | int | None = None
    if fit.value is not None:
        unit = amount(fit.value, fit.quantity).unit
        scale = 100 if unit is Unit.POINTS else 1
        value = half_up(fit.value, 0) if unit is Unit.PEOPLE else double(fit.value * scale)
    return {
        "figure": str(fit.place),
        "printed": fit.printed,
        "value": value,
        "fits": None if fit.value is None else not fit.fails,
        "way": fit.way.value if fit.way else None,
    }


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
        yield Line(words("the tables have both sides of {counted:n} of {segments:n} segments", counted), 4)


def _line(fit: Fit, words: Words) -> str:
    figure = placed(fit.place, f"{words(NAMES[fit.place.quantity])} {fit.printed}", words)
    if fit.value is None:
        return words("{figure}: the tables do not have it", {"figure": figure})
    shown = value_text(amount_text(amount(fit.value, fit.quantity), words), fit.quantity, words)
    given = {"figure": figure, "held": shown}
    if fit.way is Way.PLAIN:
        return words("{figure}: fits {held}", given)
    if fit.way is None:
        return words("{figure}: does not fit {held}", given)
    given["condition"] = say(switched(fit.place, fit.way, fit.printed), words)
    return words("{figure}: fits {held} only if {condition}", given)
