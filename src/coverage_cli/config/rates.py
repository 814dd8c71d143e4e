"""Read a rate as a person writes it: `80%`, `80`, `32.15%`, `32,15%`."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from coverage_cli.domain.rounding import point_text

_FORM = re.compile(r"(?P<number>(?:0|[1-9][0-9]{0,2})(?:[.,][0-9]{1,12})?)\s?(?P<percent>%?)")


class Rate(NamedTuple):
    """A fraction of 1, or the code of the rule that the text breaks; `doubt` is a warning's code."""

    value: Fraction | None
    fault: str | None = None
    doubt: str | None = None


def parse_rate(text: str) -> Rate:
    """A rate from 0% to 100%.

    A bare number between 0 and 1 is read as a fraction, with a doubt; a bare `1` has two readings.
    """
    match = _FORM.fullmatch(text.strip())
    if match is None:
        return Rate(None, "T101")
    number = Fraction(match["number"].replace(",", "."))
    if match["percent"]:
        return Rate(number / 100) if number <= 100 else Rate(None, "T101")  # noqa: PLR2004 - percent
    if 0 < number < 1:
        return Rate(number, doubt="T102")
    if number == 1:
        return Rate(None, "T103")
    return Rate(number / 100) if number <= 100 else Rate(None, "T101")  # noqa: PLR2004


def percent(rate: Fraction) -> str:
    """A rate in percent, exactly, as decimals say it; such as it was written, and no quotient of people.

    Raises:
        ValueError: decimals cannot say it.

    """
    scaled, places = rate * 100, 0
    while scaled.denominator > 1:
        if (scaled * 10).denominator == scaled.denominator:  # no factor of two or five is left in it
            raise ValueError("a rate without an end in decimals")
        scaled, places = scaled * 10, places + 1
    return f"{point_text(int(scaled), places)}%"
