"""The report as CSV: a row a segment, plain point-notation numbers, empty where a figure is undefined."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from coverage_cli.domain.model import Report, Row
from coverage_cli.domain.weights import Heads
from coverage_cli.output.exact import double_text
from coverage_cli.output.figures import figures

if TYPE_CHECKING:
    from coverage_cli.output.dialect import Dialect

NUMBERS = ("workers", "participants", "coverage_pct", "target_pct", "gap_pp", "uncovered", "shortfall", "excess")
COLUMNS = ("branch", "segment", "period", "population_period", *NUMBERS, "status", "flags")
TOTAL = "TOTAL"
"""What stands for the segment in a total."""


def csv_text(report: Report, decimals: int, dialect: Dialect, *, rows: bool = True, totals: bool = False) -> str:
    """The report as CSV text: its rows, its totals, or both."""
    names = report.dimensions
    shown = [(row, row.named(names)) for row in (report.rows if rows else ())]
    shown += [(row, {**row.named(names), "segment": TOTAL}) for row in (report.totals if totals else ())]
    head = (*COLUMNS[:2], *map(dialect.text, names), *COLUMNS[2:])
    return dialect.file([head, *(_cells(*one, decimals, dialect) for one in shown)])


def _cells(row: Row, names: Mapping[str, str | None], decimals: int, dialect: Dialect) -> list[str]:
    return [
        *[dialect.text(name) if name else "" for name in names.values()],
        row.period or "",
        row.population_period or "",
        *number_texts(row, decimals, dialect),
        row.coverage.status.value,
        " ".join(row.flags),
    ]


def number_texts(row: Row, decimals: int, dialect: Dialect) -> tuple[str, ...]:
    """A row's figures, of the columns `NUMBERS`; empty where undefined. Always numbers, also when negative."""
    coverage = row.coverage
    if dialect.raw:
        exact = (coverage.rate, coverage.target, coverage.gap)
        rates = tuple(double_text(None if one is None else one * 100) for one in exact)
    else:
        shown = figures(coverage, decimals)
        rates = (shown.rate or "", shown.target or "", shown.gap or "")
    counts: tuple[Heads | None, ...]
    counts = (coverage.workers, coverage.participants, coverage.uncovered, coverage.shortfall, coverage.excess)
    workers, participants, *rest = map(dialect.people, counts)
    return (workers, participants, *map(dialect.number, rates), *rest)
