"""A project's files, open for as many questions as a run asks about them, so that none is read twice for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date

from coverage_cli.config.project import Override, Project
from coverage_cli.config.targets import Targets
from coverage_cli.domain.bases import basis_key
from coverage_cli.domain.rules import Severity
from coverage_cli.intake.files.stdin import on_disk
from coverage_cli.pipeline.background import BackgroundTask
from coverage_cli.pipeline.choosing import refuse_unknown_basis
from coverage_cli.pipeline.judging.gate import Gate
from coverage_cli.pipeline.judging.policy import Judged, Policy, load_policy
from coverage_cli.pipeline.judging.suspicions import judge
from coverage_cli.pipeline.loading import Tables, load_project, tables_of
from coverage_cli.pipeline.persons.counting import Counting
from coverage_cli.pipeline.persons.extracts import Extracts

_MANY = 50_000
"""Rows; of fewer all is known sooner than a second process begins."""


@dataclass(slots=True)
class Data:
    """What a run asks. Files of persons are read once in all, the others once for each basis of the workers."""

    project: Project
    targets: Targets
    counting: Counting
    today: date
    extracts: Extracts
    _tables: dict[str, Tables] = field(default_factory=dict)
    _judging: dict[str, BackgroundTask[list[Judged]]] = field(default_factory=dict)
    _policy: Policy | None = None

    def tables(self, basis: str | None) -> Tables:
        """Both sides; of the population just the rows on the basis that is asked for."""
        key = _key(basis)
        if key not in self._tables:
            population = (replace(layout, basis=key) for layout in self.project.population)
            tables = tables_of(population, self.project.participants, self.counting, self.extracts)
            broken = any(found.severity is Severity.ERROR for found in tables.population.findings)
            if not broken:  # faults come first: the basis may stand in what could not be read
                refuse_unknown_basis(tables, basis)
            self._tables[key] = tables
        return self._tables[key]

    def gate(self, basis: str | None, *, missing_is_zero: bool = False) -> Gate:
        """A gate for everything found in the rows, and between the files, which has passed it or waits for it."""
        tables = self.tables(basis)
        if self._policy is None:
            self._policy = load_policy(self.project.root)
        key = _key(basis)
        if key not in self._judging:
            self._judging[key] = self._judge(tables)
        gate = Gate(self._policy, tables, self.today, self._judging[key], missing_is_zero)
        if not gate.judging.started:
            gate.settle()
            refuse_unknown_basis(tables, basis)  # an unreadable file may have been excused
        return gate

    def _judge(self, tables: Tables) -> BackgroundTask[list[Judged]]:
        """Judge, beside computing where that spares time: of many counts that nothing is wrong with by themselves.

        Not of persons: what holds them open is of one process.
        """
        many = tables.people is None and sum(source.rows or 0 for source in tables.sources) >= _MANY
        return BackgroundTask(
            lambda: [*map(Judged, self.project.unread), *judge(tables, self.targets, self.today)],
            fork=many and all(found.severity is not Severity.ERROR for found in tables.findings),
        )


@contextmanager
def opened(override: Override, counting: Counting, today: date | None) -> Iterator[Data]:
    """A project's files, open until this is left."""
    project, targets = load_project(override)
    day = today or date.today()  # noqa: DTZ011 - the user's own calendar day
    folder = counting.resources.temp
    population, participants = (
        tuple(on_disk(layout, folder) for layout in side) for side in (project.population, project.participants)
    )
    project = replace(project, population=population, participants=participants)
    with Extracts(counting.resources) as extracts:
        yield Data(project, targets, counting, day, extracts)


def _key(basis: str | None) -> str:
    return "" if basis is None else basis_key(basis)
