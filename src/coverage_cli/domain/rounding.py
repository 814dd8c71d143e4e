"""Rounding, in one place: half up and away from zero, as people round; results are whole numbers, scaled."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from fractions import Fraction

    from coverage_cli.domain.weights import Heads


def half_up(value: Fraction | int, places: int) -> int:
    """A number times 10^places, rounded to a whole number."""
    scaled = int((abs(value) * 10**places * 2 + 1) // 2)
    return scaled if value >= 0 else -scaled


def whole(people: Heads) -> int:
    """People as they are shown: sums of weights rounded half up."""
    return people if isinstance(people, int) else half_up(people, 0)


def percent_half_up(part: Heads, whole: int, places: int) -> int:
    """`part` of `whole` in percent, times 10^places, rounded to a whole number; neither is negative.

    What `half_up` makes of their quotient times 100, without making a fraction for every row.
    """
    scaled: int = 200 * part * 10**places + whole
    return scaled // (2 * whole)


def places_beyond(value: Fraction, bound: Fraction | int, least: int) -> int:
    """Decimals, `least` or more, with which a number does not look like the bound that it is beyond.

    10.01 beside 10 takes two: "10 is more than 10" would contradict what was found. Where both are one number, `least`.
    """
    places = least
    while value != bound and half_up(value, places) == half_up(bound, places):
        places += 1
    return places


def places_moved(before: Fraction, after: Fraction, bound: Fraction) -> int:
    """Decimals, one or more, with which two numbers that moved further than a bound do so as they are shown.

    65.64 and 29.56 show as 65.6 and 29.6, which is a change of 36.0 and not of the exact 36.1 (36.08). Neither shows as
    0 without being it.
    """
    places = max(places_beyond(number, 0, 1) for number in (before, after))
    while abs(after - before) > bound and abs(half_up(after, places) - half_up(before, places)) <= half_up(
        bound, places
    ):
        places += 1
    return places


class Digits(NamedTuple):
    """A scaled whole number as it is written: a sign or nothing, the whole part, the decimals without a mark."""

    sign: str
    whole: int
    decimals: str


def digits(scaled: int, places: int, *, idle: bool = True) -> Digits:
    """What a number that was rounded to `places` is written with; without `idle` no zeros at the end."""
    whole, rest = divmod(abs(scaled), 10**places)
    decimals = f"{rest:0{places}d}" if places else ""
    return Digits("-" if scaled < 0 else "", whole, decimals if idle else decimals.rstrip("0"))


@lru_cache(maxsize=4096)  # the rates of a country's rows are a thousand texts
def point_text(scaled: int, places: int, *, idle: bool = True) -> str:
    """A scaled whole number in point notation, ungrouped, as programs read it."""
    sign, whole, decimals = digits(scaled, places, idle=idle)
    return f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}"
