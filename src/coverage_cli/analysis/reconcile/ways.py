"""The ways in which a printed figure came from the true number, each with the numbers that it can stand for.

The plain reading is what a careful reader assumes; the others are tried only when the plain ones cannot all
be true, and then they are named as conditions.

| printed | plain reading | other readings |
|---|---|---|
| 67%, 13 points | [66.5, 67.5), nearest, half up | cut [67, 68); up (66, 67] |
| 300,974 | that number | none |
| 48,000 | that number | round figure [47,500, 48,500]; cut or up to the last digit that is not zero |
| 48 ribu | [47,500, 48,500], either way at a tie | cut, up, round figure (three digits or more) |
| 900 ribu-1 juta | [850,000, 1,500,000]: of the smaller unit the first digit's worth, where that is less | as above |
| about 48,000 | half a unit of the last digit that is not zero, both ends in | cut, up |
| about 100,000 | [95,000, 150,000]: below a power of ten the unit is a tenth | [50,000, 150,000]; cut; up from 50,000 |
| a third | [7/24, 11/30], half way to the next fractions that people say | cut [1/3, 2/5); up (1/4, 1/3] |
| more than, less than | at least; at most | none |
| almost 70% | within half a unit below, as [65, 70] | up (60, 70] |
| almost 100% | within a tenth of it below, as [90, 100] | up (50, 100] |
| fell more than 5% | at most -5%: a limit is one of the size that is printed | as of the size |
| target 80% | 80% exactly, a stated policy | nearest, cut, up |
| gap -18.6 beside 50.8% and 32.15% | [-18.65, -18.55] | what the printed figures, rounded to its digits, leave |

Every way together covers one unit to each side, so no honest rounding is ever called inconsistent. Only what is rounder
than printed is never rounded up from half of it or less: below one unit, every smaller number would print so.
Ties of word-unit counts and of negative numbers belong to both neighbours, since programs differ there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from enum import Enum
from fractions import Fraction

from coverage_cli.analysis.reconcile.interval import Interval
from coverage_cli.analysis.reconcile.printed import Figure, Kind
from coverage_cli.analysis.reconcile.words import Hedge


class Way(Enum):
    """How a printed figure came from the true number."""

    PLAIN = "plain"
    CUT = "cut"
    UP = "up"
    ROUND = "round"
    NEAREST = "nearest"
    OF_TARGET = "of-target"
    RELATIVE = "relative"
    DIFFERENCE = "difference"


def ways_of(figure: Figure) -> Iterator[tuple[Way, Interval]]:
    """Every way in which a figure can be read, the plain one first, with the numbers that it then stands for."""
    match figure.hedge:
        case Hedge.NONE | Hedge.ABOUT | Hedge.ALMOST if figure.next_said:
            yield from _spoken(figure, *figure.next_said)
        case Hedge.MORE | Hedge.LESS | Hedge.ALMOST:
            yield from _one_sided(figure)
        case Hedge.ABOUT:
            yield from _about(figure)
        case Hedge.NONE if figure.complete:
            yield Way.PLAIN, Interval.of(figure.low, figure.high)
            yield from _round_figure(figure)
        case Hedge.NONE:
            yield from _rounded(figure, figure.step, both=figure.kind is Kind.COUNT)
            if figure.kind is Kind.COUNT:
                yield from list(_round_figure(figure))[:1]


def _spoken(figure: Figure, below: Fraction, above: Fraction) -> Iterator[tuple[Way, Interval]]:
    """A share in words, about which every printed share in words is."""
    value = figure.value
    middles = ((below + value) / 2, (value + above) / 2)
    if figure.hedge is Hedge.ALMOST:
        rising = value > 0
        yield Way.PLAIN, Interval.of(middles[0], value) if rising else Interval.of(value, middles[1])
        yield Way.UP, Interval.of(below, value, "(]") if rising else Interval.of(value, above, "[)")
        return
    yield Way.PLAIN, Interval.of(*middles)
    yield Way.CUT, Interval.of(value, above, "[)")
    yield Way.UP, Interval.of(below, value, "(]")


def _one_sided(figure: Figure) -> Iterator[tuple[Way, Interval]]:
    """The readings of a limit; of what falls they mirror those of its size: more than 5% is at most -5%."""
    for way, interval in _limits(figure, *sorted((abs(figure.low), abs(figure.high)))):
        yield way, Interval.point(0) - interval if figure.high < 0 else interval


def _limits(figure: Figure, low: Fraction, high: Fraction) -> Iterator[tuple[Way, Interval]]:
    match figure.hedge:
        case Hedge.MORE:
            yield Way.PLAIN, Interval(low)
        case Hedge.LESS:
            # Who says that something rose by less than 5% says that it did not fall.
            yield Way.PLAIN, Interval(Fraction(0) if figure.directed else None, high)
        case _:
            within = figure.round_step / (_TENTH if low == figure.round_step else _HALF)
            yield Way.PLAIN, Interval.of(low - within, high)
            yield Way.UP, Interval.of(_least_up(low, figure.round_step), high, "(]")


_HALF, _TENTH = 2, 10


def _about(figure: Figure) -> Iterator[tuple[Way, Interval]]:
    """Below a power of ten, the unit of as many digits is a tenth: 60 is not about 100. A fall mirrors a rise."""
    if figure.high < 0:
        rise = replace(figure, low=-figure.high, high=-figure.low)
        yield from ((way, Interval.point(0) - interval) for way, interval in _about(rise))
        return
    ways = dict(_rounded(figure, figure.round_step, both=True))
    if figure.low == figure.round_step:
        ways[Way.ROUND] = ways[Way.PLAIN]
        lower = figure.low - figure.round_step / _TENTH / _HALF
        ways[Way.PLAIN] = ways[Way.PLAIN].meet(Interval(lower))
    ways[Way.UP] = _rounder_up(figure, ways[Way.UP])
    yield from ways.items()


def _rounder_up(figure: Figure, interval: Interval) -> Interval:
    return interval.meet(Interval(_least_up(figure.low, figure.round_step), low_closed=False))


def _least_up(low: Fraction, unit: Fraction) -> Fraction:
    """What a figure is rounded up from is above this: one unit less, and half of a figure of one unit."""
    return low - unit / (_HALF if low == unit else 1)


def _rounded(figure: Figure, step: Fraction, *, both: bool) -> Iterator[tuple[Way, Interval]]:
    """The ways of one unit, the `step`, to each side; below the lower end of its own, where it has one."""
    low, high, below = figure.low, figure.high, figure.low_step or step
    tied = both or low < 0
    yield Way.PLAIN, Interval.of(low - below / 2, high + step / 2, "[]" if tied else "[)")
    # Cutting goes toward zero, or down: negative changes are seen both ways.
    yield (Way.CUT, Interval.of(low, high + step, "[)") if low > 0 else Interval.of(low - below, high + step, "()"))
    yield (Way.UP, Interval.of(low - below, high, "(]") if low > 0 else Interval.of(low - below, high + step, "()"))


def _round_figure(figure: Figure) -> Iterator[tuple[Way, Interval]]:
    """Readings of a count that ends in zeros as rounder than printed; short numbers are never taken so."""
    printed_digits = len(str(abs(figure.high) // figure.step))
    if printed_digits < _LONG_ENOUGH or figure.round_step == figure.step:
        return
    for way, interval in _rounded(figure, figure.round_step, both=True):
        yield (Way.ROUND if way is Way.PLAIN else way), _rounder_up(figure, interval) if way is Way.UP else interval


_LONG_ENOUGH = 3
