"""Whole-number points (p, w) of a convex polygon: is there one, which, and between which ends.

Each line is a*p <= b*w + c in integers, so strict and weak bounds look alike. On a stretch of w where one
line bounds p from above and one from below, the number of points is a difference of two sums of floors,
which Euclid's algorithm adds up in logarithmic time (the `floor_sum` of competitive programming; Graham,
Knuth and Patashnik, Concrete Mathematics, 3.5). So the answer is exact for millions of people as for ten.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TypeAlias

from coverage_cli.analysis.reconcile.interval import Exact
from coverage_cli.domain.records import MOST_PEOPLE

_BEYOND = 10**18

Line: TypeAlias = tuple[int, int, int]


def line(a: Exact, b: Exact, c: Exact, *, strict: bool = False) -> Line:
    """a*p <= b*w + c over the whole numbers, or a*p < b*w + c."""
    a, b, c = in_whole_numbers(a, b, c)
    common = math.gcd(a, b, c) or 1
    return a // common, b // common, c // common - strict


def in_whole_numbers(*values: Exact) -> list[int]:
    """The values times their common denominator."""
    scale = math.lcm(*(value.denominator for value in values))
    return [value.numerator * (scale // value.denominator) for value in values]


def floor_sum(count: int, modulus: int, slope: int, start: int) -> int:
    """Sum of floor((slope*i + start) / modulus) for i from 0 to count - 1."""
    total = 0
    while count > 0:
        total += count * (count - 1) // 2 * (slope // modulus) + count * (start // modulus)
        slope, start = slope % modulus, start % modulus
        top = slope * count + start
        if top < modulus:
            break
        count, start = divmod(top, modulus)
        modulus, slope = slope, modulus
    return total


@dataclass(frozen=True, slots=True)
class Stretch:
    """Whole numbers w from `first` to `last` on which `upper` bounds p from above and `lower` from below."""

    first: int
    last: int
    upper: Line
    lower: Line

    def points(self, last: int | None = None) -> int:
        """How many points lie on the stretch, up to w = `last`."""
        count = (self.last if last is None else last) - self.first + 1
        a, b, c = self.upper
        above = floor_sum(count, a, b, b * self.first + c)
        a, b, c = self.lower
        below = floor_sum(count, -a, b, b * self.first + c)
        return above + below + count

    def column(self, w: int) -> range:
        """The whole p at one w."""
        a, b, c = self.upper
        low_a, low_b, low_c = self.lower
        return range(-((low_b * w + low_c) // -low_a), (b * w + c) // a + 1)

    def nth(self, number: int) -> tuple[int, int]:
        """The point with `number` points before it, in the order of w, then p."""
        first, last = self.first, self.last
        while first < last:
            middle = (first + last) // 2
            if self.points(middle) > number:
                last = middle
            else:
                first = middle + 1
        before = self.points(first - 1) if first > self.first else 0
        return self.column(first)[number - before], first


@dataclass(frozen=True, slots=True)
class Lattice:
    """The whole-number points of a polygon, as stretches that follow each other in w."""

    stretches: tuple[tuple[Stretch, int], ...]

    @property
    def size(self) -> int:
        """How many points there are."""
        return sum(points for _, points in self.stretches)

    @property
    def ends(self) -> tuple[int, int]:
        """The least and the largest w; IndexError where there is no point."""
        return self.nth(0)[1], self.nth(self.size - 1)[1]

    def nth(self, number: int) -> tuple[int, int]:
        """The point (p, w) with `number` points before it; IndexError where there are not so many."""
        for stretch, points in self.stretches:
            if number < points:
                return stretch.nth(number)
            number -= points
        raise IndexError(number)


def swapped(lines: list[Line]) -> list[Line]:
    """The same lines with p and w in each other's place."""
    return [(-b, -a, c) for a, b, c in lines]


def lattice(lines: list[Line], most: int = MOST_PEOPLE) -> Lattice:
    """The points with p and w between 0 and `most` that are on the right side of every line."""
    lines = [*lines, (1, 0, most), (0, -1, most), (-1, 0, 0)]
    upper = sorted({found for found in lines if found[0] > 0})
    lower = sorted({found for found in lines if found[0] < 0})
    first, last = _range_of_w([found for found in lines if found[0] == 0])
    if first > last:
        return Lattice(())
    cuts = {first, last + 1} | {w for w in (*_crossings(upper), *_crossings(lower)) if first < w <= last}
    found = (_stretch(start, stop - 1, upper, lower) for start, stop in pairwise(sorted(cuts)))
    counted = ((stretch, stretch.points()) for stretch in found if stretch)
    return Lattice(tuple((stretch, points) for stretch, points in counted if points))


def _range_of_w(lines: list[Line]) -> tuple[int, int]:
    first, last = 0, _BEYOND
    for _, b, c in lines:
        if b > 0:
            first = max(first, -(c // b))
        elif b < 0:
            last = min(last, c // -b)
        elif c < 0:
            return 0, -1
    return first, last


def _crossings(lines: list[Line]) -> Iterator[int]:
    """The whole w at which a new stretch may begin, to either side of where two lines swap order."""
    for (a, b, c), (d, e, f) in combinations(lines, 2):
        slope = b * d - e * a
        if slope:
            crossing = (f * a - c * d) // slope
            yield crossing
            yield crossing + 1


def _stretch(first: int, last: int, upper: list[Line], lower: list[Line]) -> Stretch | None:
    common = math.lcm(*(a for a, _, _ in (*upper, *lower)))

    def height_in_the_middle(line: Line) -> int:
        a, b, c = line
        return (b * (first + last) + 2 * c) * (common // a)

    above, below = min(upper, key=height_in_the_middle), max(lower, key=height_in_the_middle)
    # Keep only the w where the lower line is not above the upper one, so that no column counts below zero.
    (a, b, c), (d, e, f) = above, below
    start, stop = _range_of_w([(0, e * a - b * d, f * a - c * d)])
    first, last = max(first, start), min(last, stop)
    return Stretch(first, last, above, below) if first <= last else None
