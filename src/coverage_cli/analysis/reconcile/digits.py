"""Digits with their marks, in every way that they can be read.

A point or comma before exactly three digits may group thousands or start the decimals; any other
arrangement has one reading. What settles a double reading is the figure's kind and the claim's other figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from coverage_cli.analysis.statement import Statement

NUMBER = r"\d+(?:[.,'’ \u00a0\u202f]\d+)*"

TO = r"(?:to|sampai(?:\sdengan)?|hingga|s/d|s\.d\.?|(?-i:sd))"
"""Between the ends of a range; SD is a school."""

BETWEEN = rf"(?:between|antara)\s(?P<from>{NUMBER})\s(?:and|dan)\s(?P<to>{NUMBER})"

_LONGEST = 40
"""Characters; Python refuses to read numbers of thousands of digits, and nobody counts people with them."""
_SPACES = re.compile(r"['’ \u00a0\u202f]")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*")
_HEADS = re.compile(r"[1-9]\d{0,2}([.,])(?!000)\d{3}")


class DecimalMark(Enum):
    """What stands before the decimals."""

    POINT = "."
    COMMA = ","


@dataclass(frozen=True, slots=True)
class Numeral:
    """A printed number: its value, how many decimals were printed, and whether thousands were grouped."""

    value: Fraction
    decimals: int
    grouped: bool = False

    @property
    def step(self) -> Fraction:
        """The worth of one in the last printed place."""
        return Fraction(1, 10**self.decimals)

    @property
    def round_step(self) -> Fraction:
        """The worth of one in the last place that is not zero."""
        step, rest = self.step, self.value / self.step
        while rest and rest % 10 == 0:
            rest, step = rest / 10, step * 10
        return step


def numerals(text: str) -> tuple[Numeral, ...]:
    """Every reading of `text`, the grouped one first; empty where it is no number, or none that anybody prints."""
    if len(text) > _LONGEST:
        return ()
    if _SPACES.search(text) and not re.fullmatch(rf"\d{{1,3}}(?:{_SPACES.pattern}\d{{3}})+(?:[.,]\d+)?", text):
        return ()
    text = _SPACES.sub("", text)
    found = (_as_grouped(text), _with_decimals(text, DecimalMark.POINT), _with_decimals(text, DecimalMark.COMMA))
    return tuple(numeral for numeral in found if numeral)


def settled_mark(texts: Iterable[str], heads: Iterable[str] = ()) -> DecimalMark | None:
    """The decimal mark that the numbers in `texts` prove; None where they prove none, or both.

    So do `heads`, numbers of people without a unit word: people have no decimals, and 145.455 is grouped.
    """
    marks = {mark for text in texts for number in re.findall(NUMBER, text) if (mark := _proven(number))}
    marks |= {_other(found[1]) for text in heads if (found := _HEADS.fullmatch(text.strip()))}
    return marks.pop() if len(marks) == 1 else None


def _proven(number: str) -> DecimalMark | None:
    readings = numerals(number)
    if len(readings) != 1 or not re.search(r"[.,]", number):
        return None
    if readings[0].decimals:
        return DecimalMark(re.findall(r"[.,]", number)[-1])
    return _other("." if "." in number else ",")


def chosen(
    text: str, scale: Fraction, mark: DecimalMark | None, *, unit: str | None, prose: bool
) -> Numeral | Statement:
    """The one reading of a number, or why there is none; `unit` is the sign of a share, None of a number of people."""
    readings = numerals(text)
    if not readings:
        return Statement("'{text}' is not a number: thousands are grouped by three, and one mark starts the decimals")
    if len(readings) == 1:
        return readings[0]
    grouped, decimal = readings
    if unit == "":
        # 66,500% is no rate; 66.500% is one.
        return decimal
    counted = unit is None
    settled = _settled(text, grouped, decimal, mark=mark, people=counted and scale == 1, prose=prose)
    worth, sign = (scale, "") if unit is None else (1, unit)
    return settled or Statement(
        "'{text}' can be read as {grouped} or as {decimal}: write it without the mark, or with a unit word",
        {"grouped": unmarked(grouped.value * worth) + sign, "decimal": unmarked(decimal.value * worth) + sign},
    )


def _settled(
    text: str, grouped: Numeral, decimal: Numeral, *, mark: DecimalMark | None, people: bool, prose: bool
) -> Numeral | None:
    """Which of two readings is meant; None where nothing settles it."""
    if people and decimal.value.denominator != 1:
        return grouped
    if mark is not None and (mark.value not in text or not people):
        return decimal if mark.value in text else grouped
    # Only "48.000" could also be a machine's 48 with idle decimals; "48.000 orang" and "48.000-50.000" are prose.
    return grouped if mark is None and people and (prose or "," in text) else None


def unmarked(value: Fraction) -> str:
    """A value without marks: how marks are read is what is in doubt."""
    return str(value.numerator) if value.denominator == 1 else str(float(value))


def _other(grouping: str) -> DecimalMark:
    return DecimalMark.COMMA if grouping == "." else DecimalMark.POINT


def _as_grouped(text: str) -> Numeral | None:
    if text.isdigit():
        return Numeral(Fraction(text), 0)
    return Numeral(Fraction(re.sub("[.,]", "", text)), 0, grouped=True) if _GROUPED.fullmatch(text) else None


def _with_decimals(text: str, mark: DecimalMark) -> Numeral | None:
    whole, found, decimals = text.partition(mark.value)
    if not found or not decimals.isdigit():
        return None
    if not (whole.isdigit() or _GROUPED.fullmatch(whole)):
        return None
    return Numeral(Fraction(re.sub("[.,]", "", whole) + "." + decimals), len(decimals), grouped=not whole.isdigit())
