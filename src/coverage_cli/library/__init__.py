"""The library: the same reports as the commands, for scripts and notebooks.

>>> from coverage_cli import gap
>>> gap(branch="balikpapan").to_frame()
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from coverage_cli.analysis.planned import RUPIAH, Planned
from coverage_cli.domain.bounds import exact, one_of
from coverage_cli.domain.choices import MISSING, Missing, StrategyName
from coverage_cli.domain.errors import UsageFault
from coverage_cli.library.data import Data, Names, Sources, names, shared
from coverage_cli.library.reports import GapReport, SideBySide, TrendReport, for_frames
from coverage_cli.pipeline import check as checking
from coverage_cli.pipeline import gap as gapping
from coverage_cli.pipeline import plan as planning
from coverage_cli.pipeline import reconcile as reconciling
from coverage_cli.pipeline import trend as trending

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from fractions import Fraction
    from pathlib import Path

__all__ = ["GapReport", "SideBySide", "TrendReport", "check", "gap", "plan", "reconcile", "side_by_side", "trend"]


def gap(  # noqa: PLR0913 - the options of the command
    *,
    branch: Names = None,
    segment: Names = None,
    by: Sequence[str] = ("branch", "segment"),
    period: str = "latest",
    target: str | None = None,
    missing: Missing = "null",
    sort: str = "name",
    top: int | None = None,
    suppress: int | None = None,
    targets: str | Path | None = None,
    **data: Unpack[Data],
) -> GapReport:
    """Coverage, gaps and headcounts, exactly as `coverage gap` computes them.

    `data` says which files are read and who is counted: `library.data.Data`. `targets` is a targets file; `top` is 1 or
    more, `suppress` 2 or more.

    Raises:
        DataFault: the data has errors; its `findings` say which and where.
        UsageFault: a file, a name or the configuration cannot be used.

    """
    request = gapping.GapRequest(
        **shared(targets, **data),
        branches=names(branch),
        segments=names(segment),
        by=names(by),
        period=period,
        target=target,
        sort=sort,
        top=top,
        missing_is_zero=one_of("missing", missing, MISSING) == "zero",
        suppress=suppress,
    )
    return for_frames(GapReport, gapping.gap(request))


def side_by_side(  # noqa: PLR0913 - the options of the command
    *,
    targets: Sequence[str] = (),
    bases: Sequence[str] = (),
    branch: Names = None,
    segment: Names = None,
    by: Sequence[str] = ("branch", "segment"),
    period: str = "latest",
    target: str | None = None,
    missing: Missing = "null",
    suppress: int | None = None,
    **data: Unpack[Data],
) -> SideBySide:
    """The same table against several targets, or on several bases, as `coverage gap` shows them side by side.

    Other options are those of `gap`, without `sort` and `top`, which would show other rows in each.

    Raises:
        DataFault: the data has errors.
        UsageFault: neither several targets nor several bases, or both; several bases with `suppress`; else as `gap`.

    """
    if (len(targets) > 1) is (len(bases) > 1):
        raise UsageFault("give several targets or several bases, and not both")
    request = gapping.GapRequest(
        **shared(**data),
        branches=names(branch),
        segments=names(segment),
        by=names(by),
        period=period,
        target=target,
        missing_is_zero=one_of("missing", missing, MISSING) == "zero",
        suppress=suppress,
    )
    several = (targets, ()) if len(targets) > 1 else ((), bases)
    reports = (for_frames(GapReport, report) for report in gapping.gaps(request, *several))
    name, values = ("target", targets) if len(targets) > 1 else ("basis", bases)
    return SideBySide(name, dict(zip(values, reports, strict=True)))


def check(
    *files: str | Path, kind: str | None = None, targets: str | Path | None = None, **data: Unpack[Sources]
) -> checking.CheckReport:
    """Every finding of the files, or of the project where none are named, exactly as `coverage check` finds them.

    Raises:
        UsageFault: nothing to check, or a file that cannot be opened.

    """
    given = shared(targets, **data)
    request = checking.CheckRequest(
        tuple(map(str, files)), given["files"], kind, given["today"], resources=given["counting"].resources
    )
    return checking.check(request)


def reconcile(
    claims: str | Path | None = None,
    *,
    with_data: bool = False,
    branch: Names = None,
    segment: Names = None,
    period: str = "latest",
    project: str | Path | None = None,
    today: date | None = None,
    **says: str,
) -> reconciling.Reconciliation:
    """Judge the claims of a file, or of one claim's figures as printed: `reconcile(rate="67%", uncovered="48 ribu")`.

    Figures are those of `coverage reconcile`: rate, target, gap, workers, participants, uncovered, shortfall.

    Raises:
        DataFault: the tables that `with_data` asks for have errors.
        UsageFault: a figure, the file or the tables cannot be used; its `findings` say which and where.

    """
    given = shared(project=project, today=today)
    data = gapping.GapRequest(**given, branches=names(branch), segments=names(segment), period=period)
    file = None if claims is None else str(claims)
    return reconciling.reconcile(reconciling.ReconcileRequest(file, says, data if with_data else None))


def trend(  # noqa: PLR0913 - the options of the command
    *,
    branch: Names = None,
    segment: Names = None,
    by: Sequence[str] = ("branch",),
    begin: str | None = None,
    end: str | None = None,
    across_bases: bool = False,
    totals: bool = False,
    targets: str | Path | None = None,
    **data: Unpack[Data],
) -> TrendReport:
    """Rates over time and what moved them, exactly as `coverage trend` computes them.

    With `totals`, the last series is that of all that is shown, together; what tells series apart is None there.

    Raises:
        DataFault: the data has errors; its `findings` say which and where.
        UsageFault: a file or a name cannot be used, or periods on unlike bases would be compared.

    """
    request = trending.TrendRequest(
        **shared(targets, **data),
        branches=names(branch),
        segments=names(segment),
        by=names(by),
        begin=begin,
        end=end,
        across_bases=across_bases,
        totals=totals,
    )
    return for_frames(TrendReport, trending.trend(request))


def plan(  # noqa: PLR0913 - the options of the command
    by: str,
    *,
    branch: Names = None,
    segment: Names = None,
    period: str = "latest",
    target: str | None = None,
    strategy: StrategyName = "proportional",
    premium: int | Mapping[str, int] | None = None,
    currency: str = RUPIAH,
    months_paid: int = 12,
    capacity: Mapping[str, int] | None = None,
    growth: Fraction | int = 0,
    pace: Fraction | int | None = None,
    enrol_from: str | None = None,
    targets: str | Path | None = None,
    **data: Unpack[Data],
) -> Planned:
    """Enrolments that reach a target by a month, exactly as `coverage plan` computes them.

    `growth` is the base's a year, an exact fraction of one: `Fraction("0.02")`; `pace` is people a month. `enrol_from`
    is the first month to enrol in, that after the figures if not given. Premiums and
    capacities are 0 or more.

    Raises:
        DataFault: the data has errors; its `findings` say which and where.
        UsageFault: a file, a name or a number cannot be used, or such a plan cannot be made.

    """
    rows = gapping.GapRequest(
        **shared(targets, **data), branches=names(branch), segments=names(segment), period=period, target=target
    )
    premiums = {"": premium} if isinstance(premium, int) else dict(premium or {})
    return planning.plan(
        planning.PlanRequest(
            rows,
            by,
            strategy=strategy,
            premiums=premiums,
            currency=currency,
            capacities=capacity or {},
            months_paid=months_paid,
            growth=exact("growth", growth),
            pace=None if pace is None else exact("pace", pace),
            enrol_from=enrol_from,
        )
    )
