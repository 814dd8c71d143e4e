"""All periods of a project's tables, each with the totals that persons in several segments need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_cli.analysis.history import Chronicle, Series, series_of
from coverage_cli.domain.model import Kind
from coverage_cli.pipeline.loading import read_tables
from coverage_cli.pipeline.people import Counting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coverage_cli.analysis.coverage import Question, TargetRule
    from coverage_cli.analysis.history import Names, Point
    from coverage_cli.analysis.matching import Match
    from coverage_cli.config.project import Project


class Past:
    """Tables read once; files of persons once more for each period.

    Who belongs to several segments is counted once in a total. To know that for all periods at a time would take
    a set of cells for every life story in the files, so it is asked period by period.

    Raises:
        UsageFault: a file cannot be read.

    """

    def __init__(self, project: Project, rates: TargetRule | None = None) -> None:
        self._rates = rates
        self.tables = read_tables(project.population, project.participants, Counting(period=None))
        self.chronicle = Chronicle(
            self.tables.population.table, self.tables.participants.table, self.tables.labels, rates
        )

    def series(self, matches: Iterable[Match], question: Question) -> tuple[Series, ...]:
        """A series for each row that the question makes of the matches."""
        by_period: dict[str, Chronicle] = {}
        points: list[tuple[Names, Point]] = []
        for found in matches:
            if found.period is not None:
                period = found.period.text
                if period not in by_period:
                    by_period[period] = self._at(period)
                points += by_period[period].points(found, question)
        return series_of(points)

    def _at(self, period: str) -> Chronicle:
        layouts = self.tables.layouts
        if not layouts[Kind.PERSONS]:
            return self.chronicle
        files = [*layouts[Kind.PARTICIPANTS], *layouts[Kind.PERSONS]]
        tables = read_tables(layouts[Kind.POPULATION], files, Counting(period=period))
        return Chronicle(tables.population.table, tables.participants.table, tables.labels, self._rates)
