"""All periods of a project's tables, each with the totals that persons in several segments need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_cli.analysis.history import Chronicle, Series, series_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coverage_cli.analysis.coverage import Question, TargetRule
    from coverage_cli.analysis.history import Names, Point
    from coverage_cli.analysis.matching import Match
    from coverage_cli.pipeline.loading import Tables


class Past:
    """Tables as a history; the files of persons behind them are still open.

    Who belongs to several segments is counted once in a total. To know that for all periods at a time would take
    a set of cells for every life story in the files, so the engine is asked period by period.
    """

    def __init__(self, tables: Tables, rates: TargetRule | None = None) -> None:
        self._tables, self._rates = tables, rates
        self.chronicle = Chronicle(tables.population.table, tables.participants.table, tables.labels, rates)

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
        tables = self._tables
        return Chronicle(tables.population.table, tables.participants_at(period), tables.labels, self._rates)
