"""What holds between quantities, as rules that narrow one interval by the others.

A rule answers a superset of what is possible, so applying it never loses a solution.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Protocol, TypeAlias

from coverage_cli.analysis.reconcile.interval import NOT_NEGATIVE, Interval
from coverage_cli.analysis.reconcile.quantities import Place

Domains: TypeAlias = Mapping[Place, Interval]
Narrowing: TypeAlias = tuple[Place, Interval]

_ZERO = Interval.point(0)
_AT_MOST_ZERO = Interval(None, 0)


class Constraint(Protocol):
    """A rule between places."""

    @property
    def places(self) -> tuple[Place, ...]:
        """The places that it reads and narrows."""

    def narrowings(self, domains: Domains) -> Iterator[Narrowing]:
        """What each of its places must lie in, given the others."""


@dataclass(frozen=True, slots=True)
class Total:
    """total = sum of terms, plus a constant."""

    total: Place
    terms: tuple[Place, ...]
    constant: int = 0

    @property
    def places(self) -> tuple[Place, ...]:
        """The places that it reads and narrows."""
        return (self.total, *self.terms)

    def narrowings(self, domains: Domains) -> Iterator[Narrowing]:
        """What each of its places must lie in, given the others."""
        values = [domains[term] for term in self.terms]
        before = list(accumulate(values, Interval.__add__, initial=Interval.point(self.constant)))
        yield self.total, before.pop()
        left = list(accumulate(values[:0:-1], Interval.__sub__, initial=domains[self.total]))
        for place, whole, others in zip(self.terms, reversed(left), before, strict=True):
            yield place, whole - others


@dataclass(frozen=True, slots=True)
class Product:
    """product = ratio x base, of places that start at zero or more; where the base is zero the ratio is free."""

    product: Place
    ratio: Place
    base: Place

    @property
    def places(self) -> tuple[Place, ...]:
        """The places that it reads and narrows."""
        return (self.product, self.ratio, self.base)

    def narrowings(self, domains: Domains) -> Iterator[Narrowing]:
        """What each of its places must lie in, given the others."""
        product, ratio, base = (domains[place] for place in self.places)
        if 0 not in base:
            yield self.product, ratio.times(base)
            yield self.base, product.over(ratio)
        yield self.ratio, product.over(base)


@dataclass(frozen=True, slots=True)
class Same:
    """Two places hold one value."""

    one: Place
    other: Place

    @property
    def places(self) -> tuple[Place, ...]:
        """The places that it reads and narrows."""
        return (self.one, self.other)

    def narrowings(self, domains: Domains) -> Iterator[Narrowing]:
        """What each of its places must lie in, given the others."""
        yield self.one, domains[self.other]
        yield self.other, domains[self.one]


@dataclass(frozen=True, slots=True)
class Between:
    """A mean of the terms: no less than the least of them and no more than the greatest."""

    mean: Place
    terms: tuple[Place, ...]

    @property
    def places(self) -> tuple[Place, ...]:
        """The places that it reads and narrows."""
        return (self.mean, *self.terms)

    def narrowings(self, domains: Domains) -> Iterator[Narrowing]:
        """What each of its places must lie in, given the others."""
        whole = domains[self.terms[0]]
        for term in self.terms[1:]:
            whole = whole.hull(domains[term])
        yield self.mean, whole


@dataclass(frozen=True, slots=True)
class Lacking:
    """lacking = max(0, needed - had): who is uncovered, of workers and participants.

    `at_least` weakens it to lacking >= needed - had, for a whole whose parts may exceed 100%: there the
    uncovered may be added up part by part, where one part's excess hides nothing of another's lack.
    """

    lacking: Place
    needed: Place
    had: Place
    at_least: bool = False

    @property
    def places(self) -> tuple[Place, ...]:
        """The places that it reads and narrows."""
        return (self.lacking, self.needed, self.had)

    def narrowings(self, domains: Domains) -> Iterator[Narrowing]:
        """What each of its places must lie in, given the others."""
        lacking, needed, had = (domains[place] for place in self.places)
        difference = needed - had
        if self.at_least:
            difference = Interval(difference.low, None, difference.low_closed)
        yield self.lacking, _positive_part(difference)
        behind = lacking if lacking.low and not self.at_least else lacking.hull(_AT_MOST_ZERO)
        yield self.needed, had + behind
        yield self.had, needed - behind


@dataclass(frozen=True, slots=True)
class Short:
    """shortfall = max(0, ceil(target x workers) - participants)."""

    shortfall: Place
    target: Place
    workers: Place
    participants: Place

    @property
    def places(self) -> tuple[Place, ...]:
        """The places that it reads and narrows."""
        return (self.shortfall, self.target, self.workers, self.participants)

    def narrowings(self, domains: Domains) -> Iterator[Narrowing]:
        """What each of its places must lie in, given the others."""
        shortfall, target, workers, participants = (domains[place] for place in self.places)
        behind = shortfall if shortfall.low else shortfall.hull(_AT_MOST_ZERO)
        needed = _rounded_up(target.times(workers)).meet(participants + behind)
        if needed.is_empty:
            yield self.shortfall, needed
            return
        yield self.shortfall, _positive_part(needed - participants)
        yield self.participants, needed - behind
        # ceil(x) = n is n - 1 < x <= n.
        low = None if needed.low is None else needed.low - 1
        exact = Interval(low, needed.high, low_closed=False).meet(NOT_NEGATIVE)
        if not exact.is_empty and 0 not in target:
            yield self.workers, exact.over(target)
        if not exact.is_empty and 0 not in workers:
            yield self.target, exact.over(workers)


def _positive_part(interval: Interval) -> Interval:
    """The image of max(0, x)."""
    low, low_closed = interval.low, interval.low_closed
    if low is None or low < 0:
        low, low_closed = 0, True
    if interval.high is not None and interval.high < 0:
        return _ZERO
    return Interval(low, interval.high, low_closed, interval.high_closed)


def _rounded_up(interval: Interval) -> Interval:
    """The image of ceil(x): the next whole number also just below an open upper end."""
    high = None if interval.high is None else math.ceil(interval.high)
    return Interval(Interval(interval.low, None, interval.low_closed).whole().low, high)
