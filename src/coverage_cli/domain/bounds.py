"""What an option may be: one of some words, or a number within bounds; else a sentence that says which."""

from __future__ import annotations

from fractions import Fraction
from numbers import Integral
from typing import TYPE_CHECKING, TypeVar

from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.names import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T", bound=str)


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


def at_least(option: str, value: int | None, least: int) -> None:
    """Refuse a number below a bound, or one that is not whole.

    Raises:
        UsageFault: it is.

    """
    if value is not None and not isinstance(value, Integral):
        raise UsageFault("{option} {value} is not a whole number", {"option": option, "value": str(value)})
    if value is not None and value < least:
        raise UsageFault(
            "{option} {value} is too small; it is {least} or more",
            {"option": option, "value": str(value), "least": str(least)},
        )


def exact(option: str, value: Fraction | int) -> Fraction:
    """A number that a script gave, if it is not a float: 0.02 is none of its values.

    Raises:
        UsageFault: it is one.

    """
    if isinstance(value, float):
        raise UsageFault(
            '{option} {value} is a float, which is not exact; give Fraction("{value}")',
            {"option": option, "value": str(value)},
        )
    return Fraction(value)
