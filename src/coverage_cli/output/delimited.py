"""The report as CSV: a row a segment, plain point-notation numbers, empty where a figure is undefined."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from coverage_cli.output.figures import figures
from coverage_cli.output.safe import clean, defused

if TYPE_CHECKING:
    from coverage_cli.domain.model import Report, Row

COLUMNS = (
    *("branch", "segment", "period", "population_period", "workers", "participants"),
    *("coverage_pct", "target_pct", "gap_pp", "uncovered", "shortfall", "excess", "status", "flags"),
)  # fmt: skip
_TOTAL = "TOTAL"


def csv_text(report: Report, decimals: int, *, totals: bool = False, excel: str | None = None) -> str:
    """The report as CSV text; with `excel`, as a spreadsheet in that language opens it by double click."""
    comma = excel == "id"
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";" if comma else ",", lineterminator="\r\n" if excel else "\n")
    writer.writerow((*COLUMNS[:2], *report.dimensions, *COLUMNS[2:]))
    for row in report.rows:
        writer.writerow(_cells(row, decimals, comma=comma))
    for row in report.totals if totals else ():
        writer.writerow(_cells(row, decimals, comma=comma, total=True))
    return ("\ufeff" if excel else "") + out.getvalue()


def _cells(row: Row, decimals: int, *, comma: bool, total: bool = False) -> list[str]:
    coverage, shown = row.coverage, figures(row.coverage, decimals)
    names = (row.branch, _TOTAL if total else row.segment, *(row.dimensions or (None,) * len(row.dimensions)))
    numbers = (
        coverage.workers,
        coverage.participants,
        shown.rate,
        shown.target,
        shown.gap,
        coverage.uncovered,
        coverage.shortfall,
        coverage.excess,
    )
    texts = ["" if number is None else str(number) for number in numbers]
    return [
        *(defused(clean(name or "")) for name in names),
        row.period or "",
        row.population_period or "",
        *(text.replace(".", ",") if comma else text for text in texts),
        coverage.status.value,
        " ".join(row.flags),
    ]
