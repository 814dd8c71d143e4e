"""The present pace: what a branch enrolled net a month up to the figures of today."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_cli.analysis.history import Span
from coverage_cli.domain.months import MONTHS_A_YEAR, month_after, months_between
from coverage_cli.domain.names import name_key
from coverage_cli.domain.periods import known_period
from coverage_cli.pipeline.past import Past

if TYPE_CHECKING:
    from coverage_cli.analysis.coverage import Question
    from coverage_cli.analysis.history import Movement
    from coverage_cli.pipeline.loading import Tables


def movement_to(tables: Tables, branch: str, question: Question, period: str) -> Movement | None:
    """The movement to a period of these segments of the branch, over a year, else from the newest month before.

    A single month may be a season or a slip. None where no month before counts the same segments. Participants alone
    make the pace, so a base that was revised in between does no harm.
    """
    past, now = Past(tables), known_period(period)
    matches = list(past.chronicle.matches([name_key(branch)], Span(None, now)))
    latest = [one for one in matches if one.period == now]
    before = reversed([one for one in matches if one.period and one.period.month < now.month])
    year_ago = month_after(now.month, -MONTHS_A_YEAR)
    for earlier in sorted(before, key=lambda one: one.period is None or one.period.month != year_ago):
        series = past.series([earlier, *latest], question)
        movement = series[0].whole if series else None
        if movement is not None and movement.same_cells:
            return movement
    return None


def pace_of(movement: Movement) -> Fraction:
    """Net enrolments a month."""
    earlier, later = (known_period(point.period).month for point in (movement.step.earlier, movement.step.later))
    return Fraction(movement.step.participants_change or 0, months_between(earlier, later))
