"""The library: the same reports as the commands, for scripts and notebooks.

>>> from coverage_cli import gap
>>> gap(branch="balikpapan").to_frame()
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from coverage_cli.config.project import Override
from coverage_cli.domain.errors import UsageFault
from coverage_cli.engines.options import Resources
from coverage_cli.library.reports import GapReport, SideBySide, TrendReport
from coverage_cli.pipeline import check as checking
from coverage_cli.pipeline import gap as gapping
from coverage_cli.pipeline import plan as planning
from coverage_cli.pipeline import reconcile as reconciling
from coverage_cli.pipeline import trend as trending
from coverage_cli.pipeline.people import Counting

if TYPE_CHECKING:
    from datetime import date

    from coverage_cli.analysis.planned import Planned

__all__ = ["GapReport", "SideBySide", "TrendReport", "check", "gap", "plan", "reconcile", "side_by_side", "trend"]

Names = str | Path | Sequence[str | Path] | None


def gap(  # noqa: PLR0913 - the options of the command
    *,
    branch: Names = None,
    segment: Names = None,
    by: Sequence[str] = ("branch", "segment"),
    period: str = "latest",
    target: str | None = None,
    missing: Literal["null", "zero"] = "null",
    sort: str = "name",
    top: int | None = None,
    project: str | Path | None = None,
    population: Names = None,
    participants: Names = None,
    targets: str | Path | None = None,
    today: date | None = None,
    status: Literal["active", "all"] = "active",
    programme: Names = None,
    suppress: int | None = None,
    basis: str | None = None,
    resources: Resources | None = None,
) -> GapReport:
    """Coverage, gaps and headcounts, exactly as `coverage gap` computes them.

    Raises:
        DataFault: the data has errors; its `findings` say which and where.
        UsageFault: a file, a name or the configuration cannot be used.

    """
    report = gapping.gap(
        gapping.GapRequest(
            files=_files(project, population, participants, targets),
            branches=_names(branch),
            segments=_names(segment),
            by=tuple(by),
            period=period,
            target=target,
            sort=sort,
            top=top,
            missing_is_zero=missing == "zero",
            today=today,
            suppress=suppress,
            basis=basis,
            counting=Counting(status, _names(programme), resources=resources or Resources()),
        )
    )
    return GapReport(**{field.name: getattr(report, field.name) for field in fields(report)})


def side_by_side(*, targets: Sequence[str] = (), bases: Sequence[str] = (), **options: Any) -> SideBySide:  # noqa: ANN401 - those of gap
    """The same table against several targets, or on several bases, as `coverage gap` shows them side by side.

    `options` are those of `gap`, without `sort` and `top`, which would show other rows in each.

    Raises:
        DataFault: the data has errors.
        UsageFault: neither several targets nor several bases, or both; else as `gap`.

    """
    if (len(targets) > 1) is (len(bases) > 1):
        raise UsageFault("give several targets or several bases, and not both")
    name, values = ("target", targets) if len(targets) > 1 else ("basis", bases)
    return SideBySide(name, {value: gap(**{**options, name: value}) for value in values})


def check(
    *files: str | Path,
    kind: str | None = None,
    project: str | Path | None = None,
    population: Names = None,
    participants: Names = None,
    targets: str | Path | None = None,
    today: date | None = None,
    resources: Resources | None = None,
) -> checking.CheckReport:
    """Every finding of the files, or of the project where none are named, exactly as `coverage check` finds them.

    Raises:
        UsageFault: nothing to check, or a file that cannot be opened.

    """
    named = tuple(map(str, files))
    given = _files(project, population, participants, targets)
    return checking.check(checking.CheckRequest(named, given, kind, today, resources=resources or Resources()))


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
    files = _files(project, None, None, None)
    data = gapping.GapRequest(files, _names(branch), _names(segment), period=period, today=today)
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
    project: str | Path | None = None,
    population: Names = None,
    participants: Names = None,
    targets: str | Path | None = None,
    today: date | None = None,
) -> TrendReport:
    """Rates over time and what moved them, exactly as `coverage trend` computes them.

    Raises:
        DataFault: the data has errors; its `findings` say which and where.
        UsageFault: a file or a name cannot be used, or periods on unlike bases would be compared.

    """
    report = trending.trend(
        trending.TrendRequest(
            files=_files(project, population, participants, targets),
            branches=_names(branch),
            segments=_names(segment),
            by=tuple(by),
            begin=begin,
            end=end,
            across_bases=across_bases,
            today=today,
        )
    )
    return TrendReport(**{field.name: getattr(report, field.name) for field in fields(report)})


def plan(  # noqa: PLR0913 - the options of the command
    by: str,
    *,
    branch: Names = None,
    segment: Names = None,
    period: str = "latest",
    target: str | None = None,
    strategy: Literal["proportional", "equalise", "cheapest", "largest"] = "proportional",
    premium: int | Mapping[str, int] | None = None,
    months_paid: int = 12,
    capacity: Mapping[str, int] | None = None,
    growth: Fraction | int = 0,
    pace: Fraction | int | None = None,
    project: str | Path | None = None,
    population: Names = None,
    participants: Names = None,
    targets: str | Path | None = None,
    today: date | None = None,
) -> Planned:
    """Enrolments that reach a target by a month, exactly as `coverage plan` computes them.

    `growth` is the base's a year, an exact fraction of one: `Fraction("0.02")`.

    Raises:
        DataFault: the data has errors; its `findings` say which and where.
        UsageFault: a file, a name or a number cannot be used, or such a plan cannot be made.

    """
    files = _files(project, population, participants, targets)
    rows = gapping.GapRequest(files, _names(branch), _names(segment), period=period, target=target, today=today)
    premiums = {"": premium} if isinstance(premium, int) else dict(premium or {})
    return planning.plan(
        planning.PlanRequest(
            rows,
            by,
            strategy=strategy,
            premiums=premiums,
            capacities=capacity or {},
            months_paid=months_paid,
            growth=Fraction(growth),
            pace=None if pace is None else Fraction(pace),
        )
    )


def _files(project: str | Path | None, population: Names, participants: Names, targets: str | Path | None) -> Override:
    return Override(
        None if project is None else str(project),
        _names(population),
        _names(participants),
        None if targets is None else str(targets),
    )


def _names(given: Names) -> tuple[str, ...]:
    if given is None:
        return ()
    return (str(given),) if isinstance(given, str | Path) else tuple(map(str, given))
