"""What is asked of `plan`, and what it refuses before anything is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_cli.analysis.plan import RUPIAH
from coverage_cli.analysis.plan_request import Strategy
from coverage_cli.domain.bounds import MOST_DIGITS, at_least, each_once, one_of
from coverage_cli.domain.choices import STRATEGIES
from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.periods.months import MONTHS_A_YEAR

if TYPE_CHECKING:
    from coverage_cli.pipeline.gap import GapRequest

_LONGEST_SIGN = 8
_MOST_MONTHS = 1200


@dataclass(frozen=True, slots=True)
class PlanRequest:
    """What is asked of `plan`.

    `rows` says which rows, period and target. `premiums` are money a month a person, in `currency`, `capacities`
    the most people that can be enrolled, both by segment; the premium under "" holds for every segment that has none.
    `growth` is the base's, a fraction of one a year; `pace` people a month, None to take it from the data.
    """

    rows: GapRequest
    deadline: str
    strategy: str = Strategy.PROPORTIONAL.value
    premiums: Mapping[str, int] = field(default_factory=dict)
    capacities: Mapping[str, int] = field(default_factory=dict)
    currency: str = RUPIAH
    months_paid: int = MONTHS_A_YEAR
    growth: Fraction = Fraction(0)
    pace: Fraction | None = None
    enrol_from: str | None = None
    """The first month to enrol in; None for the one after the figures."""
    option: str = "--by"
    """What the deadline is called where it was typed."""

    def __post_init__(self) -> None:
        """Refuse what the command's options refuse."""
        one_of("strategy", self.strategy, STRATEGIES)
        at_least("months_paid", self.months_paid, 1, _MOST_MONTHS)
        if not 0 < len(self.currency) <= _LONGEST_SIGN or any(one.isdigit() or one.isspace() for one in self.currency):
            raise UsageFault(
                '"{value}" is no sign of a currency; write one such as Rp, KES or US$', {"value": self.currency}
            )
        for option, amounts in (("premium", self.premiums), ("capacity", self.capacities)):
            for amount in amounts.values():
                at_least(option, amount, 0, 10**MOST_DIGITS - 1)
            each_once(option, amounts)


def refuse_without_premiums(given: Mapping[str, object], premiums: str) -> None:
    """Refuse what is about premiums where none are given: it would be ignored in silence.

    Raises:
        UsageFault: there is such an option.
    """
    for option in (option for option, value in given.items() if value is not None):
        raise UsageFault(
            "{option} is about premiums; give them with {premiums}, or leave it out",
            {"option": option, "premiums": premiums},
        )


def refuse_suppressed(request: PlanRequest) -> None:
    """Refuse a plan for rows of which small counts are left out.

    Raises:
        UsageFault: it is one.
    """
    if request.rows.suppress is not None:
        raise UsageFault(
            "a plan shows the uncovered of every segment, which give away the counts that {suppress_option} hides; "
            "use {suppress_option} or {option}, not both",
            {"option": request.option, "suppress_option": "--suppress"},
        )
