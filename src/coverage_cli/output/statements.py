"""Sentences of the core in a language: templates translated, amounts in the language's number style."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_cli.analysis.statement import Amount, Statement, Unit
from coverage_cli.domain.rounding import Digits, digits, half_up
from coverage_cli.domain.safe import Written

if TYPE_CHECKING:
    from fractions import Fraction

    from coverage_cli.analysis.statement import Argument
    from coverage_cli.output.language import Words

PLACES = 4
"""Decimals of a percentage in a sentence; idle zeros are left out."""


def say(statement: Statement, words: Words) -> str:
    """The statement in this language; what was printed or comes from data stays as it is, but harmless."""
    return words(statement.template, {name: _said(value, words) for name, value in statement.args.items()})


def _said(value: Argument, words: Words) -> str:
    if isinstance(value, Statement):
        return say(value, words)
    if isinstance(value, Amount):
        return amount_text(value, words)
    return words.number(value) if isinstance(value, int) else value


def amount_text(amount: Amount, words: Words, places: int = PLACES) -> Written:
    """An amount with its sign of unit where that is a sign: 49.9002%, 13."""
    match amount.unit:
        case Unit.SHARE:
            return Written(f"{decimal_text(amount.value * 100, words, places)}%")
        case Unit.POINTS:
            return decimal_text(amount.value * 100, words, places)
        case Unit.PEOPLE | Unit.MONTHS:
            return decimal_text(amount.value, words, places)


def decimal_text(value: Fraction, words: Words, places: int) -> Written:
    """A number to at most `places` decimals, half up (away from zero), without idle zeros."""
    return _text(digits(half_up(value, places), places, idle=False), words)


def scaled_text(value: int, words: Words, places: int) -> Written:
    """A scaled number with exactly `places` decimals, as columns of a table need it."""
    return _text(digits(value, places), words)


def _text(shown: Digits, words: Words) -> Written:
    decimals = f"{words.decimal_mark}{shown.decimals}" if shown.decimals else ""
    return Written(f"{shown.sign}{words.number(shown.whole)}{decimals}")
