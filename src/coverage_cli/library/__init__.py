"""The library: the same reports as the commands, for scripts and notebooks.

>>> from coverage_cli import gap
>>> gap(branch="balikpapan").to_frame()
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from coverage_cli.domain.bounds import one_of
from coverage_cli.domain.choices import MISSING, Missing
from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.fields import TABLE_KINDS
from coverage_cli.library import given
from coverage_cli.library.alternatives import side_by_side
from coverage_cli.library.calling import taking
from coverage_cli.library.data import Data, Sources, shared
from coverage_cli.library.given import Day, Names, PeriodName, Rate
from coverage_cli.library.planning import plan
from coverage_cli.library.reports import (
    CheckReport,
    GapReport,
    PlanReport,
    Reconciliation,
    SideBySide,
    TrendReport,
    finding_text,
    told,
)
from coverage_cli.pipeline import gap as gapping
from coverage_cli.pipeline import reconcile as reconciling
from coverage_cli.pipeline import trend as trending
from coverage_cli.pipeline.checks import check as checking
from coverage_cli.pipeline.checks.fileset import CheckRequest

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "CheckReport",
    "GapReport",
    "PlanReport",
    "Reconciliation",
    "SideBySide",
    "TrendReport",
    "check",
    "finding_text",
    "gap",
    "plan",
    "reconcile",
    "side_by_side",
    "trend",
]


@taking(Sources, Data)
def gap(  # noqa: PLR0913 - the options of the command
    *,
    branch: Names = None,
    segment: Names = None,
    by: Names = ("branch", "segment"),
    period: PeriodName = "latest",
    target: Rate | None = None,
    missing: Missing = "null",
    sort: str = "name",
    top: int | None = None,
    suppress: int | None = None,
    targets: str | Path | None = None,
    **data: Unpack[Data],
) -> GapReport:
    """Coverage, gaps and headcounts, exactly as `coverage gap` computes them.

    `branch`, `segment` and `by` are one name or several, a list or a column of a frame. `period` is "latest", a text
    such as "2025-09", a year or a date. `target` is a target's name, or a rate: "80%", 80 or Fraction(4, 5). `targets`
    is a targets file; `top` is 1 or more, `suppress` 2 or more.

    Raises:
        DataFault: the data has errors; its `findings` say which and where.
        UsageFault: a file, a name or the configuration cannot be used.
    """
    request = gapping.GapRequest(
        **shared(targets, **data),
        branches=given.names("branch", branch),
        segments=given.names("segment", segment),
        by=given.names("by", by),
        period=given.period("period", period),
        target=given.target("target", target),
        sort=sort,
        top=given.number("top", top),
        missing_is_zero=one_of("missing", missing, MISSING) == "zero",
        suppress=given.number("suppress", suppress),
    )
    return told(GapReport, gapping.gap(request))


@taking(Sources)
def check(
    *files: Names,
    kind: str | None = None,
    exceptions: str | Path | None = None,
    against: str | Path | None = None,
    basis: str | None = None,
    targets: str | Path | None = None,
    **data: Unpack[Sources],
) -> CheckReport:
    """Every finding of the files, or of the project where none are named, exactly as `coverage check` finds them.

    A folder stands for the files in it. `kind` says what the named files are: population, participants or persons.
    `exceptions` is a file in place of config/exceptions.yaml, `against` an earlier state to compare with, a git
    revision or a folder. Of the population just the rows on the `basis` are checked, if one is given.

    Raises:
        UsageFault: nothing to check, or a file that cannot be opened.
    """
    asked = shared(targets, **data)
    named = tuple(name for one in files for name in given.names("files", one))
    if kind is not None:
        one_of("kind", kind, TABLE_KINDS)
    request = CheckRequest(
        named,
        asked["project"],
        kind,
        asked["today"],
        exceptions=given.text("exceptions", exceptions),
        resources=asked["counting"].resources,
        against=given.text("against", against),
        basis=given.text("basis", basis),
    )
    return told(CheckReport, checking.check(request))


@taking()
def reconcile(  # noqa: PLR0913 - the options of the command
    claims: str | Path | None = None,
    *,
    rate: str | int | None = None,
    target: str | int | None = None,
    gap: str | int | None = None,
    workers: str | int | None = None,
    participants: str | int | None = None,
    uncovered: str | int | None = None,
    shortfall: str | int | None = None,
    with_data: bool = False,
    branch: Names = None,
    segment: Names = None,
    period: PeriodName = "latest",
    basis: str | None = None,
    project: str | Path | None = None,
    today: Day = None,
) -> Reconciliation:
    """Judge the claims of a file, or of one claim's figures as printed: `reconcile(rate="67%", uncovered="48 ribu")`.

    With `with_data`, the tables of the project are asked as well: of `branch`, `segment`, `period` and `basis`, in the
    folder `project` if not in that of the working directory, with `today` as the day that counts as today.

    Raises:
        DataFault: the tables that `with_data` asks for have errors.
        UsageFault: a figure, the file or the tables cannot be used; its `findings` say which and where.
    """
    figures = {
        "rate": rate, "target": target, "gap": gap, "workers": workers,
        "participants": participants, "uncovered": uncovered, "shortfall": shortfall,
    }  # fmt: skip
    says = {name: figure for name, value in figures.items() if (figure := given.figure(name, value)) is not None}
    data = gapping.GapRequest(
        **shared(project=project, basis=basis, today=today),
        branches=given.names("branch", branch),
        segments=given.names("segment", segment),
        period=given.period("period", period),
    )
    if not with_data and data != gapping.GapRequest():
        raise UsageFault(
            "branch, segment, period, basis, project and today are about the tables; ask those: with_data=True"
        )
    request = reconciling.ReconcileRequest(given.text("claims", claims), says, data if with_data else None)
    return told(Reconciliation, reconciling.reconcile(request))


@taking(Sources, Data)
def trend(  # noqa: PLR0913 - the options of the command
    *,
    branch: Names = None,
    segment: Names = None,
    by: Names = ("branch",),
    begin: PeriodName | None = None,
    end: PeriodName | None = None,
    step: str | None = None,
    across_bases: bool = False,
    totals: bool = False,
    missing: Missing = "null",
    targets: str | Path | None = None,
    **data: Unpack[Data],
) -> TrendReport:
    """Rates over time and what moved them, exactly as `coverage trend` computes them.

    `begin` and `end` are the first and the last period (`--from` and `--to` of the command); `step` is how long they
    are: year, quarter, month or day. With `totals`, the last series is that of all that is shown, together; what tells
    series apart is None there.

    Raises:
        DataFault: the data has errors; its `findings` say which and where.
        UsageFault: a file or a name cannot be used, or periods on unlike bases, or of one day, would be compared.
    """
    request = trending.TrendRequest(
        **shared(targets, **data),
        branches=given.names("branch", branch),
        segments=given.names("segment", segment),
        by=given.names("by", by),
        begin=given.edge("begin", begin),
        end=given.edge("end", end),
        step=given.text("step", step),
        across_bases=across_bases,
        totals=totals,
        missing_is_zero=one_of("missing", missing, MISSING) == "zero",
    )
    return told(TrendReport, trending.trend(request))
