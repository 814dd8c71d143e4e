"""How the rows of files were used, once everything is judged: a row that an error names is reported, not used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_cli.analysis.suspicion import Barred
from coverage_cli.domain.model import Kind
from coverage_cli.domain.rules import Severity
from coverage_cli.intake.table import AggregateReader

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coverage_cli.domain.model import Source
    from coverage_cli.pipeline.loading import Tables
    from coverage_cli.pipeline.policy import Judged


def used(accounts: Iterable[Tables], judged: Iterable[Judged]) -> set[Source]:
    """Every file that was read, without the rows that errors name; those that are excepted are not among the judged.

    The reading knows the rows in which it found faults. Those that a look at all files found, and those whose
    doubts the configuration made errors, are taken out in a second reading, which only such files get.
    """
    errors = [one for one in judged if one.finding.severity is Severity.ERROR]
    return {
        source for tables in accounts for kind in (Kind.POPULATION, Kind.PARTICIPANTS)
        for source in _sources(tables, kind, errors)
    }  # fmt: skip


def _sources(tables: Tables, kind: Kind, errors: list[Judged]) -> list[Source]:
    reader = tables.reader(kind)
    paths = {source.path for source in reader.sources}
    here = [one for one in errors if one.finding.place.path in paths]
    keys = frozenset(one.key for one in here if one.key is not None)
    places = frozenset(one.finding.place for one in here if one.key is None and one.finding.weight is not None)
    if kind is Kind.PARTICIPANTS and tables.people:
        return tables.people.sources(keys) if keys else reader.sources
    if not (keys or places):
        return reader.sources
    again = AggregateReader(kind, tables.labels, reader.dimensions, barred=Barred(keys, places))
    for layout in tables.layouts[kind]:
        again.read(layout)
    return again.sources
