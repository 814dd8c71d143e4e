"""Rates that went against their participants: what a reader of a trend would take for a slip, and why it is none."""

from __future__ import annotations

from coverage_cli.analysis.trend import Step
from coverage_cli.domain.phrases import phrase
from coverage_cli.domain.weights import decimal

_AGAINST: dict[tuple[bool, bool], str] = {
    (True, False): phrase(
        "{series:names} ({spans:spans}): participants grew by {participants:n} and the rate fell, because the "
        "base grew by {workers:n}."
    ),
    (True, True): phrase(
        "{series:names} ({spans:spans}): participants fell by {participants:n} and the rate rose, "
        "because the base fell by {workers:n}."
    ),
    (False, False): phrase(
        "{series:names} ({spans:spans}): participants grew by {participants:n} and the rate fell, because workers "
        "of {later} are counted on another basis than those of {earlier}; no base grew."
    ),
    (False, True): phrase(
        "{series:names} ({spans:spans}): participants fell by {participants:n} and the rate rose, because "
        "workers of {later} are counted on another basis than those of {earlier}; no base shrank."
    ),
}
"""By whether both ends count on one basis, and whether participants fell."""


def against(step: Step) -> tuple[str, dict[str, str]]:
    """What did it, the base or another base: a template, and what fills it but for the series and its periods."""
    change = step.participants_change or 0
    ends = {"earlier": step.earlier.period, "later": step.later.period}
    because = {"workers": str(abs(step.base_revised or 0))} if step.same_basis else ends
    return _AGAINST[step.same_basis, change < 0], {"participants": decimal(max(change, -change)), **because}
