"""Options that say what a plan is made with, for every command that makes one."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from coverage_cli.cli import amounts
from coverage_cli.cli.arguments import whole
from coverage_cli.domain.bounds import one_of
from coverage_cli.domain.choices import STRATEGIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coverage_cli.pipeline.gap import GapRequest
    from coverage_cli.pipeline.plan import PlanRequest


@dataclass(frozen=True, slots=True)
class Given:
    """What was typed; None where an option was not. A group of options: `cli.groups`."""

    strategy: Annotated[
        Optional[str],
        typer.Option("--strategy", metavar="NAME", help="proportional (the default), equalise, cheapest or largest."),
    ] = None
    premium: Annotated[
        Optional[list[str]],
        typer.Option("--premium", metavar="N|SEGMENT=N", help="Premium a month a person; for all, or by segment."),
    ] = None
    currency: Annotated[
        Optional[str],
        typer.Option("--currency", metavar="SIGN", help="What premiums are in, such as KES; Rp if not given."),
    ] = None
    months_paid: Annotated[
        Optional[int],
        typer.Option(
            "--months-paid",
            metavar="N",
            parser=whole(1, 1200),
            help="Months of premium for each person; 12 if not given.",
        ),
    ] = None
    capacity: Annotated[
        Optional[list[str]],
        typer.Option("--capacity", metavar="SEGMENT=N", help="The most people that can be enrolled in a segment."),
    ] = None
    growth: Annotated[
        Optional[str], typer.Option("--growth", metavar="RATE", help="Growth of the base a year, such as 2% or -1%.")
    ] = None
    pace: Annotated[
        Optional[int],
        typer.Option(
            "--pace", metavar="N", parser=whole(), help="Present net enrolments a month, if the data has none."
        ),
    ] = None
    enrol_from: Annotated[
        Optional[str],
        typer.Option(
            "--enrol-from",
            metavar="MONTH",
            help="The first month to enrol in; if not given, the one after the figures.",
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
        UsageFault: a strategy that is not known, an amount that is none, or months without premiums.

    """
    from fractions import Fraction

    from coverage_cli.analysis.planned import RUPIAH
    from coverage_cli.pipeline.plan import PlanRequest, refuse_without_premiums

    if not given.premium:
        refuse_without_premiums({"--months-paid": given.months_paid, "--currency": given.currency}, "--premium")
    return PlanRequest(
        rows,
        deadline,
        strategy=one_of("--strategy", given.strategy or STRATEGIES[0], STRATEGIES),
        premiums=amounts.by_name("--premium", given.premium or (), alone=True),
        capacities=amounts.by_name("--capacity", given.capacity or (), alone=False),
        currency=RUPIAH if given.currency is None else given.currency.strip(),
        months_paid=12 if given.months_paid is None else given.months_paid,
        growth=amounts.growth(given.growth),
        pace=None if given.pace is None else Fraction(given.pace),
        enrol_from=given.enrol_from,
    )
