"""Read a rate as a person writes it: `80%`, `80`, `32.15%`, `32,15%`."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

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
    """A rate in percent, exactly where decimals can say it, else to six decimals."""
    scaled = rate * 100
    for digits in range(13):
        if (scaled * 10**digits).denominator == 1:
            whole = scaled * 10**digits
            text = f"{int(whole):0{digits + 1}d}"
            return f"{text[:-digits]}.{text[-digits:]}%" if digits else f"{text}%"
    return f"{float(scaled):.6f}%"
