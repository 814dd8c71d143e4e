"""`coverage list`: the names that the data and the targets know."""

from __future__ import annotations

from dataclasses import dataclass

from coverage_cli.config.project import Override
from coverage_cli.domain.findings import Finding
from coverage_cli.domain.periods.periods import known_period
from coverage_cli.pipeline.loading import load_project, read_tables
from coverage_cli.pipeline.persons.counting import Counting
from coverage_cli.pipeline.unreadable import unreadable


@dataclass(frozen=True, slots=True)
class Listing:
    """Names in the order in which they are shown; `unreadable` says of which files none can be read."""

    branches: tuple[str, ...]
    segments: tuple[str, ...]
    periods: tuple[str, ...]
    targets: tuple[str, ...]
    unreadable: tuple[Finding, ...] = ()


def list_names(override: Override) -> Listing:
    """Read a project's names. Rows with errors name nothing."""
    project, targets = load_project(override)
    tables = read_tables(project.population, project.participants, Counting(period=None))
    branches, segments = tables.labels[:2]
    periods = {group.period for group in tables.participants.table.counts}
    return Listing(
        tuple(branches.shown(key) for key in sorted(branches)),
        tuple(segments.shown(key) for key in sorted(segments)),
        tuple(sorted(periods, key=known_period)),
        tuple(targets.named),
        unreadable(tables.findings, tables.sources),
    )
