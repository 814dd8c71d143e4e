"""A plan for scripts and notebooks: what it takes to reach a target by a month."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Unpack

from coverage_cli.analysis.plan import RUPIAH
from coverage_cli.domain.bounds import exact, one_of
from coverage_cli.domain.choices import MISSING, Missing, StrategyName
from coverage_cli.domain.periods.months import MONTHS_A_YEAR
from coverage_cli.library import given
from coverage_cli.library.calling import taking
from coverage_cli.library.data import Data, Sources, shared
from coverage_cli.library.given import Amounts, Names, PeriodName, Rate
from coverage_cli.library.reports import PlanReport, told
from coverage_cli.pipeline import gap as gapping
from coverage_cli.pipeline.plan import plan as planned
from coverage_cli.pipeline.plan_request import PlanRequest, refuse_without_premiums

if TYPE_CHECKING:
    from decimal import Decimal
    from pathlib import Path


@taking(Sources, Data)
def plan(  # noqa: PLR0913 - the options of the command
    by: PeriodName,
    *,
    branch: Names = None,
    segment: Names = None,
    period: PeriodName = "latest",
    target: Rate | None = None,
    strategy: StrategyName = "proportional",
    premium: int | str | Amounts | None = None,
    currency: str | None = None,
    months_paid: int | None = None,
    capacity: Amounts | None = None,
    growth: str | Fraction | Decimal | int | None = None,
    pace: Fraction | Decimal | int | None = None,
    enrol_from: PeriodName | None = None,
    missing: Missing = "null",
    targets: str | Path | None = None,
    **data: Unpack[Data],
) -> PlanReport:
    """Enrolments that reach a target by a month, exactly as `coverage plan` computes them.

    `growth` is the base's a year: "2%", or an exact fraction of one such as Fraction("0.02"); `pace` is people a month.
    `enrol_from` is the first month to enrol in, that after the figures if not given. `premium` is money a month a
    person, for all or by segment; with it, `currency` (Rp if not given) and `months_paid` (12). `capacity` is people by
    segment. Amounts by segment are a mapping or a Series, 0 or more.

    Raises:
        DataFault: the data has errors; its `findings` say which and where.
        UsageFault: a file, a name or a number cannot be used, or such a plan cannot be made.
    """
    rows = gapping.GapRequest(
        **shared(targets, **data),
        branches=given.names("branch", branch),
        segments=given.names("segment", segment),
        period=given.period("period", period),
        target=given.target("target", target),
        missing_is_zero=one_of("missing", missing, MISSING) == "zero",
    )
    premiums = given.amounts("premium", premium, alone=True)
    if not premiums:
        refuse_without_premiums({"months_paid": months_paid, "currency": currency}, "premium")
    paid, sign = given.number("months_paid", months_paid), given.text("currency", currency)
    request = PlanRequest(
        rows,
        given.period("by", by),
        strategy=strategy,
        premiums=premiums,
        currency=RUPIAH if sign is None else sign.strip(),
        capacities=given.amounts("capacity", capacity),
        months_paid=MONTHS_A_YEAR if paid is None else paid,
        growth=given.growth(growth),
        pace=None if pace is None else exact("pace", pace),
        enrol_from=given.edge("enrol_from", enrol_from),
    )
    return told(PlanReport, planned(request))
