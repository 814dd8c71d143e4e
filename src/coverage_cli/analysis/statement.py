"""Sentences as values: an English template with named placeholders, and what goes into them.

The core decides what is said, the output layer in which language and number style. A template is a
message id for gettext; an `Amount` keeps its unit, so that a renderer can write it in its own way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction
from typing import TypeAlias

from coverage_cli.domain.safe import Written
from coverage_cli.domain.wording import ENGLISH, Wording, decimal_text


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
        return amount_text(self, ENGLISH)


Argument: TypeAlias = "str | int | Amount | Statement"


@dataclass(frozen=True, slots=True)
class Statement:
    """One translatable message; `str()` of it is its English."""

    template: str
    args: Mapping[str, Argument] = field(default_factory=dict)

    def __str__(self) -> str:
        return say(self, ENGLISH)


def joined(statements: tuple[Statement, ...]) -> Statement:
    """Several statements that must all hold, as one."""
    whole = statements[0]
    for following in statements[1:]:
        whole = Statement("{first} and {second}", {"first": whole, "second": following})
    return whole


PLACES = 4
"""Decimals of a percentage in a sentence; idle zeros are left out."""


def say(statement: Statement, words: Wording) -> str:
    """The statement in a language; what was printed or comes from data stays as it is, but harmless."""
    return words(statement.template, {name: _said(value, words) for name, value in statement.args.items()})


def _said(value: Argument, words: Wording) -> str:
    if isinstance(value, Statement):
        return say(value, words)
    if isinstance(value, Amount):
        return amount_text(value, words)
    return words.number(value) if isinstance(value, int) else value


def amount_text(amount: Amount, words: Wording, places: int = PLACES) -> Written:
    """An amount with its sign of unit where that is a sign: 49.9002%, 13."""
    match amount.unit:
        case Unit.SHARE:
            return Written(f"{decimal_text(amount.value * 100, words, places)}%")
        case Unit.POINTS:
            return decimal_text(amount.value * 100, words, places)
        case Unit.PEOPLE | Unit.MONTHS:
            return decimal_text(amount.value, words, places)
