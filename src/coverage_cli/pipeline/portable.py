"""Reports for files that leave this machine: what they say of input files is named from the project's folder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from coverage_cli.config.project import Override, find_project
from coverage_cli.domain.findings import Finding
from coverage_cli.domain.model import Report
from coverage_cli.domain.remarks import Remark
from coverage_cli.pipeline.provenance import within

if TYPE_CHECKING:
    from coverage_cli.pipeline.export import Exported


def portable(found: Exported, override: Override) -> Exported:
    """The same with paths that hold wherever it was made from, and on another machine."""
    root, course = find_project(override).root, found.course
    return replace(
        found,
        report=_report(found.report, root),
        course=replace(course, remarks=_remarks(course.remarks, root), findings=_findings(course.findings, root)),
        planned=found.planned and replace(found.planned, remarks=_remarks(found.planned.remarks, root)),
        targets=tuple(_report(one, root) for one in found.targets),
        bases={name: _report(one, root) for name, one in found.bases.items()},
    )


def portable_reports(reports: Iterable[Report], override: Override) -> list[Report]:
    """The same of reports alone."""
    root = find_project(override).root
    return [_report(one, root) for one in reports]


def _report(report: Report, root: str | None) -> Report:
    return replace(
        report,
        remarks=_remarks(report.remarks, root),
        findings=_findings(report.findings, root),
        sources=tuple(replace(source, path=within(root, source.path)) for source in report.sources),
    )


def _findings(found: Iterable[Finding], root: str | None) -> tuple[Finding, ...]:
    return tuple(one._replace(place=one.place._replace(path=within(root, one.place.path))) for one in found)


def _remarks(said: Iterable[Remark], root: str | None) -> tuple[Remark, ...]:
    return tuple(
        replace(one, args={**one.args, "path": within(root, one.args["path"])}) if "path" in one.args else one
        for one in said
    )
