"""Amounts by name, and growth, from the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_cli.domain.bounds import MOST_DIGITS, at_least
from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.names import name_key
from coverage_cli.domain.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

_LONGEST = 100
"""Digits of a number that is still read as one, to say that it is too large."""


def by_name(option: str, given: Sequence[str], *, alone: bool) -> dict[str, int]:
    """`SEGMENT=N` pairs; with `alone`, a plain N too, which stands under the empty name.

    Raises:
        UsageFault: no whole number, one that is too large, no name, or a name twice.

    """
    amounts: dict[str, int] = {}
    seen: set[str] = set()
    for text in given:
        name, mark, number = (part.strip() for part in text.rpartition("="))
        digits = number.isascii() and number.isdigit() and len(number) <= _LONGEST
        if not digits or bool(mark) != bool(name) or not (name or alone):
            template = (
                phrase('{option} "{value}": write a whole number such as 16800, or SEGMENT=16800, without marks')
                if alone
                else phrase('{option} "{value}": write SEGMENT=N with a whole number such as 500, without marks')
            )
            raise UsageFault(template, {"option": option, "value": text})
        at_least(option, int(number), 0, 10**MOST_DIGITS - 1)
        if name_key(name) in seen:
            raise UsageFault('{option} gives "{value}" twice', {"option": option, "value": name or number})
        seen.add(name_key(name))
        amounts[name] = int(number)
    return amounts


def growth(text: str | None) -> Fraction:
    """A growth such as 2% or -1% a year; none is zero.

    Raises:
        UsageFault: it is no rate between -100% and 100%, or has two readings.

    """
    from fractions import Fraction

    from coverage_cli.config.rates import rate_given

    return Fraction(0) if text is None else rate_given("--growth", text, signed=True)
