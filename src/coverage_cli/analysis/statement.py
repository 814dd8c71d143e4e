"""Sentences as values: an English template with named placeholders, and what goes into them.

The core decides what is said, the output layer in which language and number style. A template is a
message id for gettext; an `Amount` keeps its unit, so that a renderer can write it in its own way.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

from coverage_cli.domain.rounding import digits, half_up
from coverage_cli.domain.safe import Written
from coverage_cli.domain.wording import in_english

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction


class Unit(Enum):
    """What a number counts."""

    PEOPLE = "people"
    SHARE = "share"
    POINTS = "points"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit.

    `SHARE` and `POINTS` are held as fractions of one: 67% is 67/100, 14 points are 14/100.
    """

    value: Fraction
    unit: Unit

    def __str__(self) -> str:
        if self.unit is Unit.SHARE:
            return f"{_decimal(self.value * 100)}%"
        return _decimal(self.value * 100 if self.unit is Unit.POINTS else self.value)


Argument: TypeAlias = "str | int | Amount | Statement"


@dataclass(frozen=True, slots=True)
class Statement:
    """One translatable message; `str()` of it is its English."""

    template: str
    args: Mapping[str, Argument] = field(default_factory=dict)

    def __str__(self) -> str:
        return in_english(self.template, {name: _english(value) for name, value in self.args.items()})


def joined(statements: tuple[Statement, ...]) -> Statement:
    """Several statements that must all hold, as one."""
    whole = statements[0]
    for following in statements[1:]:
        whole = Statement("{first} and {second}", {"first": whole, "second": following})
    return whole


def _english(value: Argument) -> str:
    if isinstance(value, str):
        return value
    return Written(f"{value:,}" if isinstance(value, int) else value)


def _decimal(value: Fraction, places: int = 4) -> str:
    """A number for reading: grouped, at most `places` decimals, half up, no idle zeros."""
    sign, whole, decimals = digits(half_up(value, places), places, idle=False)
    return f"{sign}{whole:,}" + (f".{decimals}" if decimals else "")
