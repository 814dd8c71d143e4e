"""What a printed figure is, once it is read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from coverage_cli.analysis.reconcile.words import Hedge
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
