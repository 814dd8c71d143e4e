"""Options that say what a plan is made with, for every command that makes one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Annotated, Optional

from coverage_cli.cli.arguments import whole
from coverage_cli.cli.options import option
from coverage_cli.domain.bounds import MOST_DIGITS, at_least, one_of
from coverage_cli.domain.choices import STRATEGIES
from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.names.keys import name_key
from coverage_cli.domain.phrases import phrase

if TYPE_CHECKING:
    from coverage_cli.pipeline.gap import GapRequest
    from coverage_cli.pipeline.plan_request import PlanRequest


_LONGEST = 100
"""Digits of a number that is still read as one, to say that it is too large."""


@dataclass(frozen=True, slots=True)
class Given:
    """What was typed; None where an option was not. A group of options: `cli.groups`."""

    strategy: Annotated[
        Optional[str], option("--strategy NAME", help="proportional (the default), equalise, cheapest or largest.")
    ] = None
    premium: Annotated[
        Optional[list[str]],
        option(
            "--premium N|SEGMENT=N",
            help="Premium per person and month: one for all, or by segment; repeat for several segments.",
        ),
    ] = None
    currency: Annotated[
        Optional[str], option("--currency SIGN", help="The currency of premiums, such as KES; Rp if not given.")
    ] = None
    months_paid: Annotated[
        Optional[int],
        option("--months-paid N", help="Months of premium for each person; 12 if not given.", parser=whole(1, 1200)),
    ] = None
    capacity: Annotated[
        Optional[list[str]],
        option(
            "--capacity SEGMENT=N",
            help="The most people that can be enrolled in a segment; repeat for several segments.",
        ),
    ] = None
    growth: Annotated[
        Optional[str], option("--growth RATE", help="Growth per year of the base (the workers), such as 2% or -1%.")
    ] = None
    pace: Annotated[
        Optional[int],
        option("--pace N", help="Present net enrolments per month, if the data does not show them.", parser=whole()),
    ] = None
    enrol_from: Annotated[
        Optional[str],
        option(
            "--enrol-from MONTH", help="The first month to enrol in; if not given, the month after that of the figures."
        ),
    ] = None

    def options(self) -> Iterator[tuple[str, str]]:
        """The options as they are typed."""
        for name, value in asdict(self).items():
            values = value if isinstance(value, list) else [] if value is None else [value]
            yield from ((f"--{name.replace('_', '-')}", str(one)) for one in values)


def plan_request(rows: GapRequest, deadline: str, given: Given) -> PlanRequest:
    """The plan that is asked for.

    Raises:
        UsageFault: a strategy that is not known, an amount or a growth that is none, or months without premiums.
    """
    from fractions import Fraction

    from coverage_cli.analysis.plan import RUPIAH
    from coverage_cli.config.rates import rate_given
    from coverage_cli.pipeline.plan_request import PlanRequest, refuse_without_premiums

    if not given.premium:
        refuse_without_premiums({"--months-paid": given.months_paid, "--currency": given.currency}, "--premium")
    return PlanRequest(
        rows,
        deadline,
        strategy=one_of("--strategy", given.strategy or STRATEGIES[0], STRATEGIES),
        premiums=_amounts("--premium", given.premium or (), alone=True),
        capacities=_amounts("--capacity", given.capacity or (), alone=False),
        currency=RUPIAH if given.currency is None else given.currency.strip(),
        months_paid=12 if given.months_paid is None else given.months_paid,
        growth=Fraction(0) if given.growth is None else rate_given("--growth", given.growth, signed=True),
        pace=None if given.pace is None else Fraction(given.pace),
        enrol_from=given.enrol_from,
    )


def _cents(number: str) -> str:
    """An amount with cents in cents: 75.90 is 7590; nothing where it has none, or may have a mark at thousands."""
    whole, _, parts = number.replace(",", ".").partition(".")
    return f"{whole}{parts:0<2}" if re.fullmatch("[1-9][0-9]*[.,][0-9]{1,2}", number) else ""


def _amounts(option: str, given: Sequence[str], *, alone: bool) -> dict[str, int]:
    """`SEGMENT=N` pairs; with `alone`, a plain N too, which stands under the empty name.

    Raises:
        UsageFault: no whole number, one that is too large, no name, or a name twice.
    """
    amounts: dict[str, int] = {}
    seen: set[str] = set()
    for text in given:
        name, mark, number = (part.strip() for part in text.rpartition("="))
        digits = number.isascii() and number.isdigit() and len(number) <= _LONGEST
        if alone and (cents := _cents(number)):
            raise UsageFault(
                '{option} "{value}": premiums are whole numbers; give the cents, {cents}, and say so: {currency} cents',
                {"option": option, "value": text, "cents": cents, "currency": "--currency"},
            )
        if not digits or bool(mark) != bool(name) or not (name or alone):
            template = (
                phrase('{option} "{value}": write a whole number such as 16800, or SEGMENT=16800, without marks')
                if alone
                else phrase('{option} "{value}": write SEGMENT=N with a whole number such as 500, without marks')
            )
            raise UsageFault(template, {"option": option, "value": text})
        at_least(option, int(number), 0, 10**MOST_DIGITS - 1)
        if name_key(name) in seen:
            raise UsageFault('{option} gives "{value}" twice', {"option": option, "value": name or number})
        seen.add(name_key(name))
        amounts[name] = int(number)
    return amounts
