"""Survey weights: how many people a respondent stands for, and people added up from them, as exact decimals.

A weight has at most nine digits before its decimal mark and nine behind it, so that it is a whole number of
billionths below 10^18. Engines add up its whole people and its billionths apart: each stays below 10^9, and
64 bits hold the sum of more than 9 x 10^9 rows of either.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

DIGITS = 9
"""At most so many before the decimal mark, and at most so many behind it."""
BILLIONTHS: int = 10**DIGITS
"""Of a person in one person."""
MOST_ROWS = (2**63 - 1) // BILLIONTHS
"""Rows whose whole people, and whose billionths, 64 bits hold in any case."""

Heads = int | Fraction
"""People: counted, or added up from weights. A fraction is always a whole number of billionths."""

FORM = f"(?:[0-9]{{1,{DIGITS}}}(?:[.][0-9]{{1,{DIGITS}}})?|[.][0-9]{{1,{DIGITS}}})"
"""A weight as text, in a form that Python and SQL engines read alike."""
_WEIGHT = re.compile(FORM)
_SWAPPED = str.maketrans(".,", ",.")


@dataclass(frozen=True, slots=True)
class Weighting:
    """Whose weights a report adds up: the files' columns, and how many persons carry them; None is not told."""

    columns: tuple[str, ...]
    respondents: int | None


def billionths(text: str) -> int | None:
    """A weight in billionths of a person; None where the text is none."""
    if not _WEIGHT.fullmatch(text):
        return None
    whole, _, decimals = text.partition(".")
    return int(whole or 0) * BILLIONTHS + int(decimals.ljust(DIGITS, "0"))


def pointed(text: str, mark: str) -> str:
    """A text whose decimal mark is the point, of one that is written with `mark`."""
    return text if mark == "." else text.translate(_SWAPPED)


def heads(number: int) -> Heads:
    """Billionths as people; a whole number of people is an int."""
    people, rest = divmod(number, BILLIONTHS)
    return Fraction(number, BILLIONTHS) if rest else people


def decimal(people: Heads) -> str:
    """People in point notation, exactly, without idle zeros.

    Raises:
        ValueError: it is no whole number of billionths.
    """
    if isinstance(people, int):
        return str(people)
    number = people * BILLIONTHS
    if number.denominator != 1:
        raise ValueError("no whole number of billionths of a person")
    whole, rest = divmod(abs(number.numerator), BILLIONTHS)
    text = f"{whole}.{rest:0{DIGITS}d}".rstrip("0").rstrip(".")
    return f"-{text}" if number < 0 else text
