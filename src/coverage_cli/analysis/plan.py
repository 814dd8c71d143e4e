"""What it takes to reach a target: enrolments in whole people, per segment and month, and what they cost."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

from coverage_cli.analysis.allocation import Room, by_month, equalise, filling, largest_remainder, proportional
from coverage_cli.analysis.plan_request import Request, Segment, Strategy
from coverage_cli.analysis.statement import Amount, Statement, Unit
from coverage_cli.domain.model import Report
from coverage_cli.domain.periods.months import MONTHS_A_YEAR, month_after
from coverage_cli.domain.phrases import phrase
from coverage_cli.domain.rates import ALL, rate_of, shortfall_of
from coverage_cli.domain.remarks import Remark
from coverage_cli.domain.weights import Heads

if TYPE_CHECKING:
    from coverage_cli.analysis.history import Movement

# A pace that takes longer than this reaches the target at no date worth planning for.
FARTHEST_MONTH = 100 * MONTHS_A_YEAR


@dataclass(frozen=True, slots=True)
class Allotment:
    """One segment's part of a plan; `cost` in money, None where no premium is known."""

    segment: Segment
    base: int
    enrolments: int
    by_month: tuple[int, ...]
    cost: int | None

    @property
    def participants(self) -> Heads:
        """The segment's participants when the plan is done."""
        return self.segment.participants + self.enrolments

    @property
    def rate(self) -> Fraction | None:
        """The segment's rate when the plan is done, a fraction of one; undefined where nobody works."""
        return rate_of(self.participants, self.base)


@dataclass(frozen=True, slots=True)
class Plan:
    """Enrolments that reach the target, or come as near as the limits let them.

    `needed` is the least number that reaches it, `missing` what the limits leave undone, `binding` which
    limits those are. `reached_in` counts the months that the present pace takes, None where it never gets
    there or no pace is known; `short_at_pace` is what the present pace leaves undone by then, in people.
    """

    needed: int
    allotments: tuple[Allotment, ...]
    missing: int
    binding: tuple[Statement, ...]
    reached_in: int | None
    short_at_pace: int | None

    @property
    def feasible(self) -> bool:
        """Whether the plan reaches the target."""
        return not self.missing

    @property
    def enrolments(self) -> int:
        """All people to be enrolled."""
        return sum(allotment.enrolments for allotment in self.allotments)

    @property
    def by_month(self) -> tuple[int, ...]:
        """People to be enrolled a month; any two months differ by one at most."""
        return tuple(sum(month) for month in zip(*(a.by_month for a in self.allotments), strict=True))

    @property
    def cost(self) -> int | None:
        """Premiums; None where a segment with enrolments has no premium, or none has one."""
        known = [allotment.cost for allotment in self.allotments if allotment.cost is not None]
        unknown = any(allotment.cost is None and allotment.enrolments for allotment in self.allotments)
        return sum(known) if known and not unknown else None


RUPIAH = "Rp"


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan, the request that it answers, and the figures of today behind it.

    `start`, of the figures, and `deadline` are months (`YYYY-MM`). `observed` is the movement that the pace was taken
    from, None where the user gave it or the data shows none. `left_out` names segments that lack a side.
    """

    plan: Plan
    request: Request
    report: Report
    start: str
    deadline: str
    observed: Movement | None = None
    left_out: tuple[str, ...] = ()
    currency: str = RUPIAH
    """The sign of the money that premiums and costs are in."""
    remarks: tuple[Remark, ...] = ()
    """Which months are past, what the target is, and who is counted, in today's figures and in those of the pace."""
    unclear: tuple[str, ...] = ()
    """Periods that the pace was not taken from, since each ends in one month with another, none as long as today's."""
    unlike: tuple[str, ...] = ()
    """Periods that it was not taken from, since their participants are of another programme than today's."""

    @property
    def branch(self) -> str:
        """The branch that the plan is for."""
        return self.report.total.branch or ""

    @property
    def reached(self) -> str | None:
        """The month in which the present pace reaches the target; None where it never does, or is not known."""
        return None if self.plan.reached_in is None else month_after(self.start, self.plan.reached_in)

    @property
    def months(self) -> tuple[str, ...]:
        """The months in which people are enrolled."""
        return tuple(
            month_after(self.start, number) for number in range(self.request.waiting + 1, self.request.months + 1)
        )


def plan(request: Request) -> Plan | Statement:
    """The plan for a request, or why there is none. Counts are people, money is whole units of a currency.

    The target is met by the segments together: their base at the deadline, rounded up to whole people, times the
    target, less all participants, rounded up. That base is shared out by workers, in whole people that add up to it.
    """
    if (refusal := _refusal(request)) is not None:
        return refusal
    bases = largest_remainder([segment.workers for segment in request.segments], _base(request, request.months))
    rooms = [_room(segment, base) for segment, base in zip(request.segments, bases, strict=True)]
    needed = _needed(request, request.months)
    given = _allocated(request, rooms, needed)
    months = by_month(given, request.enrolling)
    allotments = tuple(
        Allotment(segment, room.base, people, tuple(row), _cost(segment, people, request.months_paid))
        for segment, room, people, row in zip(request.segments, rooms, given, months, strict=True)
    )
    missing = needed - sum(given)
    return Plan(
        needed=needed,
        allotments=allotments,
        missing=missing,
        binding=tuple(_binding(request, rooms)) if missing else (),
        reached_in=_reached_in(request),
        short_at_pace=_short_at_pace(request, request.months),
    )


def grown(workers: int, growth: Fraction, months: int) -> int:
    """A base after some months, whole people, rounded up so that a plan never falls short by rounding.

    Growth is a year's, compounded at the end of each full year; the months of the last, unfinished year
    count in proportion. So every factor is an exact fraction: 18 months at 2% are 1.02 x 1.01.
    """
    years, rest = divmod(months, MONTHS_A_YEAR)
    return math.ceil(workers * (1 + growth) ** years * (1 + growth * Fraction(rest, MONTHS_A_YEAR)))


def _refusal(request: Request) -> Statement | None:
    if not 0 <= request.target <= 1:
        template = phrase("a target of {target} cannot be planned for: give one from 0% to 100%")
        return Statement(template, {"target": Amount(request.target, Unit.SHARE)})
    if request.enrolling < 1:
        template = phrase("{months} months leave no time to enrol anybody: choose a later date")
        return Statement(template, {"months": request.enrolling})
    if request.growth <= -1:
        template = phrase("growth of {growth} a year leaves no base: give more than -100%")
        return Statement(template, {"growth": Amount(request.growth, Unit.SHARE)})
    unpriced = [segment.name for segment in request.segments if segment.premium is None]
    if request.strategy is Strategy.CHEAPEST and unpriced:
        template = phrase(
            "strategy cheapest needs a premium of every segment; without one: {names}; give them with {premium_option}"
        )
        return Statement(template, {"names": ", ".join(unpriced), "premium_option": "--premium"})
    return None


def _base(request: Request, months: int) -> int:
    return grown(sum(segment.workers for segment in request.segments), request.growth, months)


def _room(segment: Segment, base: int) -> Room:
    # Of weighted participants the last one uncovered may be less than a person, and takes a whole enrolment.
    uncovered = shortfall_of(ALL, base, segment.participants)
    limit = uncovered if segment.capacity is None else min(uncovered, segment.capacity)
    return Room(segment.participants, base, uncovered, limit)


def _needed(request: Request, months: int, enrolled: int = 0) -> int:
    participants = sum(segment.participants for segment in request.segments) + enrolled
    return shortfall_of(request.target, _base(request, months), participants)


def _allocated(request: Request, rooms: list[Room], needed: int) -> list[int]:
    segments = request.segments
    match request.strategy:
        case Strategy.PROPORTIONAL:
            return proportional(rooms, needed)
        case Strategy.EQUALISE:
            return equalise(rooms, needed)
        case Strategy.CHEAPEST:
            return filling(lambda number: segments[number].premium or 0)(rooms, needed)
        case Strategy.LARGEST:
            return filling(lambda number: -rooms[number].uncovered)(rooms, needed)
        case _:
            assert_never(request.strategy)


def _cost(segment: Segment, people: int, months_paid: int) -> int | None:
    return None if segment.premium is None else segment.premium * months_paid * people


def _binding(request: Request, rooms: list[Room]) -> Iterator[Statement]:
    for segment, room in zip(request.segments, rooms, strict=True):
        if segment.capacity is not None and room.limit < room.uncovered:
            template = phrase("at most {capacity} of the {uncovered} uncovered of {segment} can be enrolled (capacity)")
            yield Statement(
                template, {"segment": segment.name, "capacity": segment.capacity, "uncovered": room.uncovered}
            )
        elif room.uncovered:
            template = phrase("this plan enrols all {uncovered} uncovered of {segment}")
            yield Statement(template, {"segment": segment.name, "uncovered": room.uncovered})


def _short_at_pace(request: Request, months: int) -> int | None:
    # Not what is needed less the pace: who stands above the target may lose people, or see the base grow, and meet it.
    enrolled = request.at_pace(months)
    return None if enrolled is None else _needed(request, months, enrolled)


def _reached_in(request: Request) -> int | None:
    return next((month for month in range(FARTHEST_MONTH + 1) if _short_at_pace(request, month) == 0), None)
