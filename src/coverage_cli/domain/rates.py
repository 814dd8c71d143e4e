"""The arithmetic of coverage, exact and in one place: rate, uncovered, shortfall, and shares of a whole.

Coverage rate = persons covered / persons in the reference population (ILO, World Social Protection Database,
indicator SDG 1.3.1); here participants over workers. People are whole numbers, or fractions where they are added up
from survey weights; rates and targets are fractions of one. Nothing is rounded here.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from coverage_cli.domain.weights import Heads

Sides = tuple["Heads | None", "int | None"]
"""Participants and workers, in people."""
ALL = Fraction(1)
"""The target that everybody is covered."""


def rate_of(participants: Heads | None, workers: Heads | None) -> Fraction | None:
    """Participants over workers, a fraction of one; more than 1 where more people are covered than work.

    None, which is not 0, where a side is missing or nobody works.
    """
    if participants is None or not workers:
        return None
    return Fraction(participants, workers)


def are_apart(one: Sides, other: Sides, limit: Fraction) -> bool:
    """Whether two rates are more than `limit` apart, a fraction of one; not where one of them is undefined.

    Told without dividing: of a country's cells, month by month, nearly all rates are alike.
    """
    (covered, workers), (others, base) = one, other
    if covered is None or others is None or not workers or not base:
        return False
    part, whole = limit.as_integer_ratio()
    apart = covered * base - others * workers
    return max(apart, -apart) * whole > part * workers * base


def uncovered_of(workers: Heads, participants: Heads) -> Heads:
    """Workers who are no participants, in people; nobody where there are more participants than workers.

    Of one cell: an excess in one cell hides nothing in another, so a total's are the sum of its cells'.
    """
    return max(0, workers - participants)


def shortfall_of(target: Fraction, workers: Heads, participants: Heads) -> int:
    """The fewest further participants that meet the target, in whole people; 0 where it is met.

    That is target x workers - participants, rounded up: the last one missing is a whole person.
    """
    part, whole = target.as_integer_ratio()
    return max(0, -((participants * whole - part * workers) // whole))  # ceil, exactly


class Share(NamedTuple):
    """What one of several has of their sum, alone and with all before it, as fractions of one."""

    own: Fraction
    cumulative: Fraction


def shares_of(people: Sequence[Heads]) -> list[Share]:
    """Each one's share of the sum, in the order given; none where the sum is 0, of which nothing is a share."""
    whole = sum(people)
    if not whole:
        return []
    return [
        Share(Fraction(own, whole), Fraction(so_far, whole))
        for own, so_far in zip(people, accumulate(people), strict=True)
    ]
