"""The target of one cell eliminated from its figures: half-planes in participants and workers remain.

With T = target x workers every figure about a target is linear: T lies between bounds that are linear in
participants and workers. Fourier and Motzkin's method puts each lower bound below each upper one, keeping open and
closed ends exact; what remains has a solution where, and only where, there is such a target. That takes at least
one worker: with none, T is nothing whatever the target.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeAlias

from coverage_cli.analysis.reconcile.interval import Exact, Interval
from coverage_cli.analysis.reconcile.lattice import Line, in_whole_numbers, line
from coverage_cli.analysis.reconcile.quantities import Quantity


class Bound(NamedTuple):
    """An end of times x T: per participant, per worker, and a constant; `strict` leaves out the end itself."""

    times: int
    p: int
    w: int
    constant: int
    strict: bool

    @classmethod
    def of(cls, times: Exact, p: Exact, w: Exact = 0, constant: Exact = 0, *, strict: bool = False) -> Bound:
        """The end in whole numbers, which make the same line."""
        times, p, w, constant = in_whole_numbers(times, p, w, constant)
        return cls(times, p, w, constant, strict)


def target_lines(at: Callable[[Quantity], Interval], *, one_target: bool) -> Iterator[Line]:
    """Lines that hold where some target fits all of a cell's figures, for one worker or more.

    `at` tells the interval of each quantity. Without `one_target` the gap is taken from a target of its own.
    """
    target, printed, gap = at(Quantity.TARGET), at(Quantity.STATED_TARGET), at(Quantity.GAP)
    followed = [*_multiples(target), *_of_shortfall(at(Quantity.SHORTFALL)), *_of_attainment(at(Quantity.ATTAINMENT))]
    stated = [*_multiples(printed), *_multiples(gap, p=1)]
    if one_target:
        yield from _eliminated([*followed, *stated])
    else:
        yield from _eliminated(followed)
        yield from _eliminated(stated)


_End: TypeAlias = tuple[bool, Bound]
"""Whether it is an upper end, and the end."""


def _multiples(interval: Interval, p: int = 0) -> Iterator[_End]:
    """T between multiples of the workers, each on top of some participants."""
    if interval.low is not None:
        yield False, Bound.of(1, p, interval.low, strict=not interval.low_closed)
    if interval.high is not None:
        yield True, Bound.of(1, p, interval.high, strict=not interval.high_closed)


def _of_shortfall(short: Interval) -> Iterator[_End]:
    """Shortfall - 1 < T - p <= shortfall; a shortfall of 0 has no lower end."""
    if short.low:
        yield False, Bound.of(1, 1, 0, short.low - 1, strict=True)
    if short.high is not None:
        yield True, Bound.of(1, 1, 0, short.high)


def _of_attainment(attained: Interval) -> Iterator[_End]:
    """Participants between multiples of T."""
    if attained.low is not None and attained.low >= 0:
        yield True, Bound.of(attained.low, 1, strict=not attained.low_closed)
    if attained.high is not None:
        yield False, Bound.of(attained.high, 1, strict=not attained.high_closed)


def _eliminated(ends: list[_End]) -> Iterator[Line]:
    """Every lower end below every upper one, each scaled by the other's multiple of T."""
    lows, highs = (dict.fromkeys(bound for upper, bound in ends if upper is side) for side in (False, True))
    for high in highs:
        for low in lows:
            a = high.times * low.p - low.times * high.p
            b = low.times * high.w - high.times * low.w
            c = low.times * high.constant - high.times * low.constant
            # An end times nothing is nothing, whether or not it was open.
            strict = bool((low.strict and high.times) or (high.strict and low.times))
            found = line(a, b, c, strict=strict)
            if found[0] or found[1] < 0 or found[2] < -found[1]:
                yield found
