"""What an option may be: one of some words, or a number within bounds; else a sentence that says which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from numbers import Integral
from typing import TYPE_CHECKING, TypeVar

from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.names.keys import name_key
from coverage_cli.domain.names.nearest import nearest
from coverage_cli.domain.periods.periods import parse_period

if TYPE_CHECKING:
    from datetime import date

T = TypeVar("T", bound=str)
MOST_DIGITS = 13
"""Of an amount: people and rupiah alike stay below 10^13."""


def one_of(option: str, value: str, known: Sequence[T]) -> T:
    """`value`, if it is one of the known words.

    Raises:
        UsageFault: it is not.
    """
    found = next((word for word in known if word == value), None)
    if found is not None:
        return found
    near = nearest(str(value), known)
    raise UsageFault(
        '{option} "{value}" is not known{near:meant}; use {known}',
        {"option": option, "value": str(value), "near": near or "", "known": ", ".join(known)},
    )


def at_least(option: str, value: int | None, least: int, most: int | None = None) -> None:
    """Refuse a number below a bound or above another, or one that is not whole.

    Raises:
        UsageFault: it is.
    """
    if value is None:
        return
    if not isinstance(value, Integral):
        raise UsageFault("{option} {value} is not a whole number", {"option": option, "value": str(value)})
    if value < least:
        raise UsageFault(
            "{option} {value} is too small; it is {least} or more",
            {"option": option, "value": str(value), "least": str(least)},
        )
    if most is not None and value > most:
        raise UsageFault(
            "{option} {value:n} is too large; it is {most:n} or less",
            {"option": option, "value": str(value), "most": str(most)},
        )


def each_once(option: str, names: Iterable[str]) -> None:
    """Refuse a name that is given twice, in whatever spelling.

    Raises:
        UsageFault: one is.
    """
    for name, count in Counter(map(name_key, names)).items():
        if count > 1:
            raise UsageFault('{option} gives "{value}" twice', {"option": option, "value": name})


def day_of(text: str) -> date | None:
    """The day that a text names as YYYY-MM-DD; None where it names none."""
    period = parse_period(text)
    return period.first if period is not None and period.months == 0 else None


def day_given(option: str, text: str | None) -> date | None:
    """The day that an option names; None where it is not given.

    Raises:
        UsageFault: it is not YYYY-MM-DD.
    """
    if text is None:
        return None
    if (day := day_of(text)) is not None:
        return day
    raise UsageFault('{option} "{value}" is not a day; write it as 2025-09-30', {"option": option, "value": text})


def exact(option: str, value: object) -> Fraction:
    """A number that a script gave, if it is not a float: 0.02 is none of its values.

    Raises:
        UsageFault: it is one, or no number.
    """
    if isinstance(value, float):
        raise UsageFault(
            '{option} {value} is a float, which is not exact; give Fraction("{value}")',
            {"option": option, "value": str(value)},
        )
    if isinstance(value, Integral | Fraction | Decimal) and not isinstance(value, bool):
        try:
            return Fraction(int(value) if isinstance(value, Integral) else value)
        except (ValueError, OverflowError):  # a Decimal that is none
            pass
    raise UsageFault('{option} "{value}" is not an exact number', {"option": option, "value": str(value)})
