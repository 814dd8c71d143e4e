"""Rounding, in one place: half up, never so that a miss looks like a hit, and printed numbers add up."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_cli.domain.model import Coverage, Status

if TYPE_CHECKING:
    from coverage_cli.domain.weights import Heads

_HALF = Fraction(1, 2)
_MOST_DECIMALS = 60
"""Two fractions with denominators up to 10^21 and 10^14 differ before this."""


@dataclass(frozen=True, slots=True)
class Figures:
    """A coverage's rate and target in percent and its gap in points, as point-notation text; None if undefined."""

    rate: str | None
    target: str | None
    gap: str | None

    @property
    def points(self) -> Fraction | None:
        """The shown gap as a number, for workbooks: they would round the exact one to another."""
        return None if self.gap is None else Fraction(self.gap)


def figures(coverage: Coverage, decimals: int) -> Figures:
    """Round for showing.

    The shown gap is the shown target minus the shown rate. Where rounding would print a missed target as met,
    the row gets as many more decimals as it takes.
    """
    people, workers, target = coverage.participants, coverage.workers, coverage.target
    defined = bool(workers) and people is not None
    rate = (people or 0, workers or 1)
    goal = target.as_integer_ratio() if target is not None else (0, 1)
    places = decimals
    if coverage.status is Status.BELOW:
        while half_up(*rate, places) >= half_up(*goal, places) and places < _MOST_DECIMALS:
            places += 1
    shown_rate = half_up(*rate, places) if defined else None
    shown_target = None if target is None else half_up(*goal, places)
    gap = None if shown_rate is None or shown_target is None else shown_target - shown_rate
    return Figures(_text(shown_rate, places), _text(shown_target, places), _text(gap, places))


def percent_format(places: int) -> str:
    """The number format of a rate in charts and cells; the office program writes it as its user's language does."""
    return f"0.{'0' * places}%" if places else "0%"


def whole(people: Heads) -> int:
    """People as they are shown: sums of weights rounded half up."""
    return people if isinstance(people, int) else math.floor(people + _HALF)


def half_up(part: Heads, whole: int, places: int) -> int:
    """`part` of `whole` in percent, times 10^places, rounded half up to a whole number."""
    scaled: int = 200 * part * 10**places + whole
    return scaled // (2 * whole)


def _text(scaled: int | None, places: int) -> str | None:
    """A scaled whole number in point notation."""
    if scaled is None:
        return None
    digits = f"{abs(scaled):0{places + 1}d}"
    text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return f"-{text}" if scaled < 0 else text
