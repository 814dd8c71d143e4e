"""A plan that is asked for: segments as they are, target, time, whom to enrol first."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from coverage_cli.domain.periods.months import MONTHS_A_YEAR
from coverage_cli.domain.weights import Heads


class Strategy(Enum):
    """Whom to enrol first."""

    PROPORTIONAL = "proportional"
    EQUALISE = "equalise"
    CHEAPEST = "cheapest"
    LARGEST = "largest"


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment today; participants are a fraction where they are sums of weights.

    `premium` is money a month a person, `capacity` the most that can be enrolled.
    """

    name: str
    workers: int
    participants: Heads
    premium: int | None = None
    capacity: int | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """A plan asked for.

    `target` and `growth` (of the base, a year) are fractions of one, `months` those from the figures to the deadline,
    of which nobody is enrolled in the first `waiting`; `months_paid` are the months of premium counted for each new
    participant, `pace` the present net enrolments a month.
    """

    segments: tuple[Segment, ...]
    target: Fraction
    months: int
    strategy: Strategy = Strategy.PROPORTIONAL
    growth: Fraction = Fraction(0)
    months_paid: int = MONTHS_A_YEAR
    pace: Fraction | None = None
    waiting: int = 0

    @property
    def enrolling(self) -> int:
        """The months in which people are enrolled, the last ones before the deadline."""
        return self.months - self.waiting

    def at_pace(self, months: int) -> int | None:
        """People that the present pace enrols in some months from the figures on; None where no pace is known."""
        return None if self.pace is None else math.floor(self.pace * months)
