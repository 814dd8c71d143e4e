"""The report as a folder of CSV files: tidy ones, a row an observation, and wide ones, a column a branch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_cli.output.delimited import csv_text, number_texts
from coverage_cli.output.exhibit_csv import exhibit_csv
from coverage_cli.output.naming import names_of
from coverage_cli.output.trend_csv import trend_csv

if TYPE_CHECKING:
    from coverage_cli.analysis.history import Course
    from coverage_cli.domain.model import Report
    from coverage_cli.output.delimited import Dialect
    from coverage_cli.output.exhibit import Exhibit

MEASURES = ("coverage_pct", "gap_pp", "workers", "participants", "uncovered", "shortfall")


def tables(
    report: Report, decimals: int, dialect: Dialect, course: Course, exhibits: tuple[Exhibit, ...]
) -> dict[str, str]:
    """File names and their texts."""
    made = {
        "segments.csv": csv_text(report, decimals, dialect),
        "totals.csv": csv_text(report, decimals, dialect, rows=False, totals=True),
    }
    if "branch" in report.by and len(report.by) > 1:
        made |= {f"wide-{measure}.csv": _wide(report, measure, decimals, dialect) for measure in MEASURES}
    if course.series:
        made["trend.csv"] = trend_csv(course.series, ("branch",), decimals, dialect)
    return made | {f"{exhibit.key}.csv": exhibit_csv(exhibit, dialect) for exhibit in exhibits}


def _wide(report: Report, measure: str, decimals: int, dialect: Dialect) -> str:
    """A row for each segment (and further dimension), a column for each branch; empty where there is nothing."""
    branches = list(dict.fromkeys(row.branch or "" for row in report.rows))
    rest = [name for name in report.by if name != "branch"]
    cells: dict[tuple[str, ...], dict[str, str]] = {}
    for row in report.rows:
        cells.setdefault(names_of(row, report, rest), {})[row.branch or ""] = number_texts(row, decimals, dialect)[
            measure
        ]
    rows = (
        (*map(dialect.text, place), *(values.get(branch, "") for branch in branches)) for place, values in cells.items()
    )
    return dialect.file([map(dialect.text, (*rest, *branches)), *rows])
