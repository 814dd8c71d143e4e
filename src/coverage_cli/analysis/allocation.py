"""Sharing out whole people: every rule hands out exactly the total, and to nobody more than their limit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from coverage_cli.domain.rates import rate_of, shortfall_of
from coverage_cli.domain.weights import Heads


@dataclass(frozen=True, slots=True)
class Room:
    """A segment as an allocation sees it: people in, the base they belong to, the most that can be added."""

    participants: Heads
    base: int
    uncovered: int
    limit: int


def proportional(rooms: Sequence[Room], total: int) -> list[int]:
    """In proportion to the uncovered, whole people by largest remainder (Hamilton's method).

    Whoever would get more than their limit gets the limit, and the rest is shared out among the others.
    """
    given = [0] * len(rooms)
    open_rooms = list(range(len(rooms)))
    rest = min(total, sum(room.limit for room in rooms))
    while True:
        weights = [rooms[number].uncovered for number in open_rooms]
        whole = sum(weights)
        over = [n for n in open_rooms if rest * rooms[n].uncovered > rooms[n].limit * whole]
        if not over:
            break
        for number in over:
            given[number] = rooms[number].limit
            rest -= given[number]
        open_rooms = [number for number in open_rooms if number not in over]
    for number, share in zip(open_rooms, largest_remainder(weights, rest), strict=True):
        given[number] = share
    return given


def largest_remainder(weights: Sequence[int], total: int) -> list[int]:
    """Whole shares of `total` in proportion to `weights`; the largest remainders get what is left over."""
    whole = sum(weights)
    if not whole:
        return [0] * len(weights)
    shares = [total * weight // whole for weight in weights]
    remainders = sorted(range(len(weights)), key=lambda n: -(total * weights[n] % whole))
    for number in remainders[: total - sum(shares)]:
        shares[number] += 1
    return shares


def equalise(rooms: Sequence[Room], total: int) -> list[int]:
    """Always to the lowest rate next, one by one, so that the lowest rates end as high as they can.

    Among equal ones the order of the file decides. Whoever is below a level gets one more, so bisection on the level
    finds nearly all of it; the rest, less than what lies between two levels, is given person by person.
    """
    total = min(total, sum(room.limit for room in rooms))
    # Two different rates k/b of whole people lie at least 1/b^2 apart.
    grain = 2 * max((room.base for room in rooms), default=1) ** 2 or 1
    low, high = 0, grain  # at 100% everybody has their limit
    while low < high:
        middle = (low + high + 1) // 2
        if sum(_up_to(rooms, Fraction(middle, grain))) <= total:
            low = middle
        else:
            high = middle - 1
    given = _up_to(rooms, Fraction(low, grain))
    for _ in range(total - sum(given)):
        open_rooms = [n for n, room in enumerate(rooms) if given[n] < room.limit]
        lifted = min(open_rooms, key=lambda n: _rate(rooms[n], given[n]))
        given[lifted] += 1
    return given


def filling(order: Callable[[int], int]) -> Callable[[Sequence[Room], int], list[int]]:
    """An allocation that fills one segment after the other up to its limit: by an order, equal ones as they stand."""

    def fill(rooms: Sequence[Room], total: int) -> list[int]:
        given = [0] * len(rooms)
        for number in sorted(range(len(rooms)), key=order):
            given[number] = min(rooms[number].limit, total)
            total -= given[number]
        return given

    return fill


def by_month(given: Sequence[int], months: int) -> list[list[int]]:
    """Each segment's total as whole people a month, evenly: a segment's months differ by one at most.

    Each segment's extra people start where the one before left off, so the months' totals differ by one at
    most too.
    """
    schedule = []
    offset = 0
    for total in given:
        share, extra = divmod(total, months)
        row = [share] * months
        for month in range(offset, offset + extra):
            row[month % months] += 1
        schedule.append(row)
        offset = (offset + extra) % months
    return schedule


def _rate(room: Room, added: int) -> Fraction:
    """The rate with so many people added; that of a room without a base, to which nobody can be added, counts as 0."""
    return rate_of(room.participants + added, room.base) or Fraction(0)


def _up_to(rooms: Sequence[Room], level: Fraction) -> list[int]:
    """What each gets as long as its rate is below the level."""
    return [min(shortfall_of(level, room.base, room.participants), room.limit) for room in rooms]
