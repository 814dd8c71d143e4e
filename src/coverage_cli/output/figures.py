"""Rounding, in one place: half up, never so that a miss looks like a hit, and printed numbers add up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coverage_cli.domain.model import Coverage, Status

if TYPE_CHECKING:
    from fractions import Fraction

_MOST_DECIMALS = 60
"""Two fractions with denominators up to 10^12 and 10^14 differ before this."""


@dataclass(frozen=True, slots=True)
class Figures:
    """A coverage's rate and target in percent and its gap in points, as point-notation text; None if undefined."""

    rate: str | None
    target: str | None
    gap: str | None


def figures(coverage: Coverage, decimals: int) -> Figures:
    """Round for showing.

    The shown gap is the shown target minus the shown rate. Where rounding would print a missed target as met,
    the row gets as many more decimals as it takes.
    """
    rate, target = coverage.rate, coverage.target
    places = decimals
    if rate is not None and target is not None and coverage.status is Status.BELOW:
        while half_up(rate * 100, places) >= half_up(target * 100, places) and places < _MOST_DECIMALS:
            places += 1
    shown_rate = None if rate is None else half_up(rate * 100, places)
    shown_target = None if target is None else half_up(target * 100, places)
    gap = None if shown_rate is None or shown_target is None else shown_target - shown_rate
    return Figures(_text(shown_rate, places), _text(shown_target, places), _text(gap, places))


def half_up(value: Fraction, places: int) -> int:
    """`value` times 10^places, rounded half up (towards plus infinity) to a whole number."""
    scaled = value * 10**places
    return int((2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator))


def _text(scaled: int | None, places: int) -> str | None:
    """A scaled whole number in point notation."""
    if scaled is None:
        return None
    digits = f"{abs(scaled):0{places + 1}d}"
    text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return f"-{text}" if scaled < 0 else text
