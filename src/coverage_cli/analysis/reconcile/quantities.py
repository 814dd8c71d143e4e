"""The quantities that a claim can state, and where they stand in it."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class Quantity(Enum):
    """Names as a claim writes them; `ATTAINMENT` is the rate as a share of the target.

    A gap given as a share of the target is read as the attainment that it leaves. Only what is found of such a gap is
    told as `GAP_OF_TARGET`.
    """

    RATE = "rate"
    TARGET = "target"
    GAP = "gap"
    WORKERS = "workers"
    PARTICIPANTS = "participants"
    UNCOVERED = "uncovered"
    SHORTFALL = "shortfall"
    ATTAINMENT = "attainment"
    GAP_OF_TARGET = "gap_of_target"
    WORKERS_SHARE = "workers_share"
    PARTICIPANTS_SHARE = "participants_share"
    UNCOVERED_SHARE = "uncovered_share"
    RATE_CHANGE = "rate_change"
    WORKERS_CHANGE = "workers_change"
    PARTICIPANTS_CHANGE = "participants_change"
    UNCOVERED_CHANGE = "uncovered_change"
    RATE_GROWTH = "rate_growth"
    WORKERS_GROWTH = "workers_growth"
    PARTICIPANTS_GROWTH = "participants_growth"
    UNCOVERED_GROWTH = "uncovered_growth"
    # The target that a gap in points was taken from; see `network`.
    STATED_TARGET = "stated_target"
    FACTOR_RATE = "factor_rate"
    FACTOR_WORKERS = "factor_workers"
    FACTOR_PARTICIPANTS = "factor_participants"
    FACTOR_UNCOVERED = "factor_uncovered"

    # Places are keys everywhere; an Enum's own hash is worked out in Python, again each time.
    __hash__ = object.__hash__

    @property
    def is_count(self) -> bool:
        """Whether it is a whole number of people."""
        return self in WHOLE

    @property
    def is_signed(self) -> bool:
        """Whether it can be below zero."""
        return self is Quantity.GAP or self in CHANGE_OF or self in GROWTH_OF


COUNTS = (Quantity.WORKERS, Quantity.PARTICIPANTS, Quantity.UNCOVERED, Quantity.SHORTFALL)
SAID = (Quantity.RATE, Quantity.TARGET, Quantity.GAP, *COUNTS)
SHARED = {
    Quantity.WORKERS_SHARE: Quantity.WORKERS,
    Quantity.PARTICIPANTS_SHARE: Quantity.PARTICIPANTS,
    Quantity.UNCOVERED_SHARE: Quantity.UNCOVERED,
}
CHANGED = {
    Quantity.RATE: Quantity.RATE_CHANGE,
    Quantity.WORKERS: Quantity.WORKERS_CHANGE,
    Quantity.PARTICIPANTS: Quantity.PARTICIPANTS_CHANGE,
    Quantity.UNCOVERED: Quantity.UNCOVERED_CHANGE,
}
GROWN = {
    Quantity.RATE: Quantity.RATE_GROWTH,
    Quantity.WORKERS: Quantity.WORKERS_GROWTH,
    Quantity.PARTICIPANTS: Quantity.PARTICIPANTS_GROWTH,
    Quantity.UNCOVERED: Quantity.UNCOVERED_GROWTH,
}
# What growth multiplies by: one and the growth.
MULTIPLIED = {
    Quantity.RATE: Quantity.FACTOR_RATE,
    Quantity.WORKERS: Quantity.FACTOR_WORKERS,
    Quantity.PARTICIPANTS: Quantity.FACTOR_PARTICIPANTS,
    Quantity.UNCOVERED: Quantity.FACTOR_UNCOVERED,
}
CHANGE_OF = {change: changed for changed, change in CHANGED.items()}
GROWTH_OF = {growth: grown for grown, growth in GROWN.items()}
COUNT_CHANGES = tuple(change for changed, change in CHANGED.items() if changed is not Quantity.RATE)
WHOLE = frozenset({*COUNTS, *COUNT_CHANGES})
# What hangs on a target; all else follows from people alone.
TARGETED = frozenset({Quantity.TARGET, Quantity.STATED_TARGET, Quantity.GAP, Quantity.SHORTFALL, Quantity.ATTAINMENT})

# Set aside first where figures conflict: what is worked out from other figures, before what was counted.
DERIVED_FIRST = (
    Quantity.GAP,
    Quantity.ATTAINMENT,
    *CHANGED.values(),
    *SHARED,
    Quantity.SHORTFALL,
    Quantity.RATE,
    Quantity.UNCOVERED,
    Quantity.TARGET,
    Quantity.PARTICIPANTS,
    Quantity.WORKERS,
)


class Place(NamedTuple):
    """A quantity of one part of a claim: `""` is the whole, `then` the earlier date, else a part's id."""

    cell: str
    quantity: Quantity

    def __str__(self) -> str:
        return f"{self.cell}.{self.quantity.value}" if self.cell else self.quantity.value


WHOLE_CELL = ""
THEN_CELL = "then"
