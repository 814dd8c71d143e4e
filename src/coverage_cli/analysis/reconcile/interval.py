"""Intervals of exact numbers whose ends may be open, closed or absent.

Every operation returns a superset of the true image, and the image itself wherever that is an interval:
nothing that is possible is ever lost.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

Exact: TypeAlias = int | Fraction
"""An exact number; what is whole stays an integer, with which Python reckons many times faster."""


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers between two ends; an end of None is infinite, and then its `closed` flag means nothing."""

    low: Exact | None = None
    high: Exact | None = None
    low_closed: bool = True
    high_closed: bool = True

    @classmethod
    def point(cls, value: Exact) -> Interval:
        """The interval that holds one number."""
        return cls(value, value)

    @classmethod
    def of(cls, low: Exact, high: Exact, ends: str = "[]") -> Interval:
        """Between two numbers; `ends` is written as in mathematics: `[)` leaves out the upper one."""
        return cls(low, high, ends[0] == "[", ends[1] == "]")

    @property
    def is_empty(self) -> bool:
        """Whether no number is inside."""
        if self.low is None or self.high is None or self.low < self.high:
            return False
        return self.low > self.high or not (self.low_closed and self.high_closed)

    @property
    def is_point(self) -> bool:
        """Whether exactly one number is inside."""
        return self.low is not None and self.low == self.high and not self.is_empty

    def __contains__(self, value: Exact) -> bool:
        if self.low is not None and (value < self.low or (not self.low_closed and value == self.low)):
            return False
        return self.high is None or value < self.high or (self.high_closed and value == self.high)

    def covers(self, other: Interval) -> bool:
        """Whether every number of `other` is inside."""
        low, high = self.low, self.high
        if low is not None:
            if other.low is None or other.low < low:
                return False
            if other.low_closed and not self.low_closed and other.low == low:
                return False
        if high is None:
            return True
        if other.high is None or other.high > high:
            return False
        return self.high_closed or not other.high_closed or other.high < high

    def meet(self, other: Interval) -> Interval:
        """What both hold."""
        low, high, low_closed, high_closed = self.low, self.high, self.low_closed, self.high_closed
        if low is None or (other.low is not None and low < other.low):
            low, low_closed = other.low, other.low_closed
        elif low == other.low:
            low_closed = low_closed and other.low_closed
        if high is None or (other.high is not None and high > other.high):
            high, high_closed = other.high, other.high_closed
        elif high == other.high:
            high_closed = high_closed and other.high_closed
        return Interval(low, high, low_closed, high_closed)

    def hull(self, other: Interval) -> Interval:
        """The least interval that holds both."""
        low: Exact | None = None
        high: Exact | None = None
        low_closed = high_closed = True
        if self.low is not None and other.low is not None:
            low = min(self.low, other.low)
            low_closed = low in self or low in other
        if self.high is not None and other.high is not None:
            high = max(self.high, other.high)
            high_closed = high in self or high in other
        return Interval(low, high, low_closed, high_closed)

    def __add__(self, other: Interval) -> Interval:
        low = None if self.low is None or other.low is None else self.low + other.low
        high = None if self.high is None or other.high is None else self.high + other.high
        return Interval(low, high, self.low_closed and other.low_closed, self.high_closed and other.high_closed)

    def __sub__(self, other: Interval) -> Interval:
        low = None if self.low is None or other.high is None else self.low - other.high
        high = None if self.high is None or other.low is None else self.high - other.low
        return Interval(low, high, self.low_closed and other.high_closed, self.high_closed and other.low_closed)

    def times(self, other: Interval) -> Interval:
        """Products of two intervals that hold no negative number."""
        low, low_closed = _low_product(self, other)
        high, high_closed = _high_product(self, other)
        return Interval(low, high, low_closed, high_closed)

    def over(self, other: Interval) -> Interval:
        """Quotients by the positive numbers of `other`, neither interval holding a negative one.

        Where `other` holds zero alone there is no quotient and nothing is known: the answer is everything.
        """
        if other.high == 0:
            return NOTHING_KNOWN
        low: Exact = 0
        low_closed = self.low == 0 and self.low_closed
        if self.low is not None and other.high is not None:
            low = Fraction(self.low, other.high)
            low_closed = low_closed or (self.low_closed and other.high_closed)
        high: Exact | None = None
        if self.high is not None and other.low:
            high = Fraction(self.high, other.low)
        # Nothing over anything is nothing, so a closed zero is reached whatever the divisor's end.
        high_closed = self.high_closed and (other.low_closed or self.high == 0)
        return Interval(low, high, low_closed, high_closed)

    def whole(self) -> Interval:
        """The interval between the first and the last whole number inside."""
        low, high = self.low, self.high
        if low is not None:
            low = math.ceil(low) if self.low_closed else math.floor(low) + 1
        if high is not None:
            high = math.floor(high) if self.high_closed else math.ceil(high) - 1
        return Interval(low, high)

    def coarse(self) -> Interval:
        """The same, with unwieldy ends moved outward, so that long chains of products stay quick."""
        if _wieldy(self.low) and _wieldy(self.high):
            return self
        low, high, low_closed, high_closed = self.low, self.high, self.low_closed, self.high_closed
        if low is not None and not _wieldy(low):
            low, low_closed = Fraction(math.floor(low * _GRAIN), _GRAIN), False
        if high is not None and not _wieldy(high):
            high, high_closed = Fraction(math.ceil(high * _GRAIN), _GRAIN), False
        return Interval(low, high, low_closed, high_closed)


NOTHING_KNOWN = Interval()
NOT_NEGATIVE = Interval(0)

_GRAIN = 1 << 112
_WIELDY_BITS = 200


def _wieldy(end: Exact | None) -> bool:
    return end is None or end.denominator.bit_length() <= _WIELDY_BITS


def _low_product(one: Interval, other: Interval) -> tuple[Exact, bool]:
    low = (one.low or 0) * (other.low or 0)
    # Zero times anything is zero: one closed zero is enough for the product to reach it.
    reached = (one.low == 0 and one.low_closed) or (other.low == 0 and other.low_closed)
    return low, reached or (one.low_closed and other.low_closed)


def _high_product(one: Interval, other: Interval) -> tuple[Exact | None, bool]:
    if one.high == 0 or other.high == 0:
        return 0, True
    if one.high is None or other.high is None:
        return None, True
    return one.high * other.high, one.high_closed and other.high_closed
