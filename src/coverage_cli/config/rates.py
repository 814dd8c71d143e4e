"""Read a rate as a person writes it: `80%`, `80`, `32.15%`, `32,15%`."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from coverage_cli.domain.errors import UsageFault
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
    if 0 < number <= 1 and not match["percent"]:
        return Rate(number, doubt="T102") if number < 1 else Rate(None, "T103")
    return Rate(number / 100) if number <= 100 else Rate(None, "T101")  # noqa: PLR2004 - percent


def rate_given(option: str, text: str, *, signed: bool = False) -> Fraction:
    """A rate such as 60 or 60% that an option gives, with a sign where one is allowed.

    Raises:
        UsageFault: it is none, or has two readings: 0.6 may be a fraction or a percentage.
    """
    plain = text.strip()
    sign = plain[:1] if signed and plain[:1] in {"+", "-"} else ""
    found = parse_rate(plain.removeprefix(sign))
    given = {"option": option, "value": text}
    if found.doubt or found.fault == "T103":
        raise UsageFault('{option} "{value}" can be a percentage or a fraction of 1; write it with %', given)
    if found.value is None:
        raise UsageFault(
            '{option} "{value}" is not a rate between 0% and 100% with at most 12 decimals; write 60% or 60', given
        )
    return -found.value if sign == "-" else found.value


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
