"""`coverage export`: a report, and what stands beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from coverage_cli.analysis.history import Course
from coverage_cli.analysis.plan import Planned
from coverage_cli.domain.findings import Finding
from coverage_cli.domain.model import Report
from coverage_cli.domain.remarks import Remark
from coverage_cli.pipeline.course import course_of
from coverage_cli.pipeline.data import Data
from coverage_cli.pipeline.gap import GapRequest, gaps_of, reading
from coverage_cli.pipeline.plan import plan_of
from coverage_cli.pipeline.plan_request import PlanRequest, refuse_suppressed


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What is asked of `export`: a report, and what stands beside it.

    `targets` and `bases` are several or none, the report's own first; `trend` is whether anything shows one, and
    `totals` whether it has a series of all branches together.
    """

    rows: GapRequest
    targets: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    plan: PlanRequest | None = None
    trend: bool = True
    totals: bool = False


@dataclass(frozen=True, slots=True)
class Exported:
    """A report, and what stands beside it: the same table against each target, or on each basis, by its name."""

    report: Report
    course: Course = field(default_factory=Course)
    planned: Planned | None = None
    targets: tuple[Report, ...] = ()
    bases: Mapping[str, Report] = field(default_factory=dict)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding of any part."""
        reports = (self.report, *self.targets, *self.bases.values())
        found = [*(finding for report in reports for finding in report.findings), *self.course.findings]
        return tuple(dict.fromkeys(found))


def export(request: ExportRequest) -> Exported:
    """Read, check, compute everything that is asked for."""
    rows = request.rows
    if request.plan is not None:
        refuse_suppressed(request.plan)
    with reading(rows) as data:
        reports = gaps_of(data, rows, request.targets, request.bases)
        return Exported(
            reports[0],
            _course(data, request),
            plan_of(data, request.plan) if request.plan is not None else None,
            tuple(reports) if request.targets else (),
            dict(zip(request.bases, reports, strict=True)) if request.bases else {},
        )


def _course(data: Data, request: ExportRequest) -> Course:
    """The trend, where anything shows one, and where it gives no small count away.

    A branch's totals over time stand beside the segments of one period. Sums of segments that are hidden there
    would have to stay hidden here, in every period, with other members hidden in each.
    """
    if not request.trend:
        return Course()
    if request.rows.suppress is not None:
        return Course((), (Remark("No trend: with --suppress, totals of other periods could give small counts away."),))
    return course_of(data, request.rows, totals=request.totals)
