"""What a report was made from."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from coverage_cli.config.checks import CHECKS
from coverage_cli.config.exceptions import EXCEPTIONS
from coverage_cli.config.folders import SOURCES
from coverage_cli.config.layout import is_address, relative
from coverage_cli.config.project import Override, Project, find_project
from coverage_cli.domain.model import Kind, Report, Row, Source
from coverage_cli.domain.provenance import Provenance
from coverage_cli.domain.version import __version__
from coverage_cli.intake.files.opening import sha256_of
from coverage_cli.pipeline.gap import GapRequest

Options = tuple[tuple[str, str], ...]


def made_of(request: GapRequest, report: Report, more: Options = ()) -> Provenance:
    """The provenance of a report: its files with the configuration, the options that shape it, and this version.

    `more` are options of what stands beside the report.
    """
    project = find_project(request.project)
    configured = [Source(path, kind, sha256_of(path)) for path, kind in settings(project)]
    inputs = (replace(source, path=within(project.root, source.path)) for source in (*report.sources, *configured))
    rows = (*report.rows, *report.totals)
    return Provenance(
        __version__,
        tuple(sorted(inputs)),
        _distinct(rows, "period"),
        _distinct(rows, "population_period"),
        report.target,
        (*_options(request), *more),
    )


def settings(project: Project) -> Iterator[tuple[str, Kind | None]]:
    """The files of a project's configuration that it has, with their kinds where they have one."""
    if project.targets:
        yield project.targets, Kind.TARGETS
    if project.root is not None:
        config = Path(project.root) / SOURCES.parent
        for path in (Path(project.root) / SOURCES, config / CHECKS, config / EXCEPTIONS):
            if path.is_file():
                yield str(path), None


def _distinct(rows: tuple[Row, ...], name: str) -> tuple[str, ...]:
    return tuple(sorted({getattr(row, name) for row in rows} - {None}))


def within(root: str | None, path: str) -> str:
    """The path from the project's folder, with / between its parts; a whole path as given where it lies elsewhere.

    Addresses, which a cluster reads, are what they are.
    """
    inner = relative(path, root) if root is not None else path
    outside = inner.startswith(os.pardir) and Path(path).is_absolute()
    return path if outside or is_address(path) else Path(inner).as_posix()


def _options(request: GapRequest) -> Iterator[tuple[str, str]]:
    """The options that differ from their defaults, as they are typed."""
    usual = GapRequest()
    yield from _file_options(request.project)
    yield from (("--branch", name) for name in request.branches)
    yield from (("--segment", name) for name in request.segments)
    if request.by != usual.by:
        yield "--by", ",".join(request.by)
    for name in ("period", "target", "sort", "top", "basis"):
        value = getattr(request, name)
        if value != getattr(usual, name):
            yield f"--{name}", str(value)
    if request.missing_is_zero:
        yield "--missing", "zero"
    if request.suppress is not None:
        yield "--suppress", str(request.suppress)
    if request.counting.status != usual.counting.status:
        yield "--status", request.counting.status
    if request.counting.programmes:
        yield "--programme", ",".join(request.counting.programmes)
    if request.today is not None:
        yield "--today", request.today.isoformat()


def _file_options(override: Override) -> Iterator[tuple[str, str]]:
    yield from (("--population", path) for path in override.population)
    yield from (("--participants", path) for path in override.participants)
    if override.targets is not None:
        yield "--targets", override.targets
    yield from (("--column", f"{ours}={theirs}") for ours, theirs in override.spelling.columns.items())
    for name in ("delimiter", "encoding", "number_style", "sheet"):
        if (value := getattr(override.spelling, name)) is not None:
            yield f"--{name.replace('_', '-')}", value
