"""Whether a report shows that its total's rate reaches a floor, also where participants are missing."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction

from coverage_cli.domain.model import Report
from coverage_cli.domain.rates import shortfall_of


class FloorStatus(Enum):
    """What a report shows about a floor under its total's rate."""

    REACHED = "reached"
    BELOW = "below"
    UNPROVED = "unproved"
    """The segments that count reach it; with the others it may be missed."""


def floor_status(report: Report, floor: Fraction) -> FloorStatus:
    """How the total's rate stands to the floor, a fraction of 1; an undefined rate is below it."""
    rate = report.total.coverage.rate
    if rate is None or rate < floor:
        return FloorStatus.BELOW
    proved = report.total.complete or _reached_with_nobody_more(report, floor)
    return FloorStatus.REACHED if proved else FloorStatus.UNPROVED


def _reached_with_nobody_more(report: Report, floor: Fraction) -> bool:
    """Whether the rate is reached even if nobody is covered where participants are missing.

    Participants without workers, which somebody excepted, are in no rate. Rows that are not all there, or of several
    segments each, tell nothing.
    """
    if len(report.rows) != report.total.segments:
        return False
    missing = [row.coverage.workers or 0 for row in report.rows if row.coverage.participants is None]
    own = report.total.coverage
    return not shortfall_of(floor, (own.workers or 0) + sum(missing), own.participants or 0)
