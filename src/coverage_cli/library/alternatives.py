"""One table against several targets or on several bases, for scripts and notebooks."""

from __future__ import annotations

from typing import Unpack

from coverage_cli.config.targets import distinct_targets
from coverage_cli.domain.bounds import one_of
from coverage_cli.domain.choices import MISSING, Missing
from coverage_cli.domain.errors import UsageFault
from coverage_cli.library import given
from coverage_cli.library.calling import taking
from coverage_cli.library.data import Data, Sources, shared
from coverage_cli.library.given import Names, PeriodName, Rate
from coverage_cli.library.reports import GapReport, SideBySide, told
from coverage_cli.output.exhibits.bases import distinct
from coverage_cli.pipeline import gap as gapping


@taking(Sources, Data)
def side_by_side(  # noqa: PLR0913 - the options of the command
    *,
    targets: Names | Rate = None,
    bases: Names = None,
    branch: Names = None,
    segment: Names = None,
    by: Names = ("branch", "segment"),
    period: PeriodName = "latest",
    target: Rate | None = None,
    missing: Missing = "null",
    suppress: int | None = None,
    **data: Unpack[Data],
) -> SideBySide:
    """The same table against several targets, or on several bases, as `coverage gap` shows them side by side.

    `targets` are names or rates; what is named twice is shown once. Other options are those of `gap`, without `sort`
    and `top`, which would show other rows in each.

    Raises:
        DataFault: the data has errors.
        UsageFault: neither several targets nor several bases, or both; one target or basis beside several;
            several bases with `suppress`; else as `gap`.
    """
    against = distinct_targets(given.several_targets("targets", targets))
    on = distinct(given.names("bases", bases))
    plain = given.target("target", target)
    if against and on:
        raise UsageFault("give several targets or several bases, and not both")
    if len(against or on) < 2:  # noqa: PLR2004 - one is no several
        raise UsageFault("nothing stands side by side yet: give several targets or several bases")
    for option, one, several, other in (
        ("target", plain, "targets", against),
        ("basis", data.get("basis"), "bases", on),
    ):
        if one is not None and other:
            raise UsageFault(
                "{option} has no effect beside {several}; leave it out", {"option": option, "several": several}
            )
    request = gapping.GapRequest(
        **shared(**data),
        branches=given.names("branch", branch),
        segments=given.names("segment", segment),
        by=given.names("by", by),
        period=given.period("period", period),
        target=plain,
        missing_is_zero=one_of("missing", missing, MISSING) == "zero",
        suppress=given.number("suppress", suppress),
    )
    reports = (told(GapReport, report) for report in gapping.gaps(request, against, on))
    return SideBySide("target" if against else "basis", dict(zip(against or on, reports, strict=True)))
