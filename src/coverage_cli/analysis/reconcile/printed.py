"""What a printed figure is, once it is read, and the units in which figures are printed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from coverage_cli.analysis.reconcile.words import COUNTED, OF_TARGET, PERCENT, POINTS, SCALES, Hedge
from coverage_cli.analysis.statement import Statement


class Kind(Enum):
    """What a figure measures."""

    COUNT = "count"
    PERCENT = "percent"
    POINTS = "points"
    OF_TARGET = "of-target"


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed figure in base units: people, or fractions of one (67% is 67/100).

    `low` and `high` differ for a printed range ("66-67%"). `step` is the worth of one in the last printed
    place, `round_step` in the last place that is not zero. `complete` says that every digit of a count was
    printed: no unit word stands for the rest. `directed` says that a sign or a word such as "fell" stands before it.
    `next_said` are, of a share in words, the next ones that people say below and above it. `low_step` is the worth of
    one in the first place of a range that begins in a smaller unit, where that is less: 100 ribu of "900 ribu-1 juta".
    """

    text: str
    kind: Kind
    low: Fraction
    high: Fraction
    step: Fraction
    round_step: Fraction
    hedge: Hedge = Hedge.NONE
    complete: bool = False
    bare: bool = False
    directed: bool = False
    next_said: tuple[Fraction, Fraction] | None = None
    low_step: Fraction | None = None

    @property
    def value(self) -> Fraction:
        """The printed value; the middle of a printed range."""
        return (self.low + self.high) / 2


@dataclass(frozen=True, slots=True)
class FigureError:
    """Why a text is no figure, or not one figure: the value, the reason and the way out."""

    text: str
    reason: Statement

    def __str__(self) -> str:
        return str(self.reason)


class Unit(NamedTuple):
    """What a number counts, how many of them one is, and whether that is not written, `bare`."""

    kind: Kind
    scale: Fraction
    bare: bool

    @property
    def is_one_person(self) -> bool:
        """Whether it is of counts in single persons, of which every digit is written."""
        return self.kind is Kind.COUNT and self.scale == 1


def unit_of(text: str, expected: frozenset[Kind]) -> Unit | None:
    """The unit that a text is; None where it is unknown or unexpected."""
    words = COUNTED.sub("", text.strip())
    of_target = OF_TARGET.search(" " + words)
    if of_target:
        words = (" " + words)[: of_target.start()].strip()
    found: Unit | None = None
    if words in SCALES:
        found = Unit(Kind.COUNT, Fraction(SCALES[words]), bare=False)
    elif words in PERCENT:
        found = Unit(Kind.OF_TARGET if of_target else Kind.PERCENT, Fraction(1, 100), bare=False)
    elif words in POINTS:
        found = Unit(Kind.POINTS, Fraction(1, 100), bare=False)
    elif not words and (not text.strip() or Kind.COUNT in expected):
        # "67 orang" is no rate, and of "84 dari target" nobody knows whether it is 84%.
        kind = next(kind for kind in (Kind.COUNT, Kind.PERCENT, Kind.POINTS) if kind in expected)
        # A bare "14" for a gap is points, the unit of the quantity itself.
        kind = Kind.POINTS if Kind.POINTS in expected and Kind.COUNT not in expected else kind
        found = Unit(kind, Fraction(1) if kind is Kind.COUNT else Fraction(1, 100), bare=not text.strip())
    return found if found and found.kind in expected else None
