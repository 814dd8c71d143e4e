"""The report as CSV: a row a segment, plain point-notation numbers, empty where a figure is undefined."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coverage_cli.domain.safe import clean, defused, mask
from coverage_cli.domain.weights import decimal
from coverage_cli.output.doubles import double_text
from coverage_cli.output.figures import figures

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coverage_cli.domain.model import Report, Row
    from coverage_cli.domain.weights import Heads

NUMBERS = ("workers", "participants", "coverage_pct", "target_pct", "gap_pp", "uncovered", "shortfall", "excess")
COLUMNS = ("branch", "segment", "period", "population_period", *NUMBERS, "status", "flags")
TOTAL = "TOTAL"
"""What stands for the segment in a total."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How cells are spelled. `comma` is the decimal mark of a spreadsheet in Indonesian.

    `raw` is for machines: rates and gaps as the nearest double, unrounded, and text as it is in the data.
    """

    delimiter: str = ","
    end: str = "\n"
    start: str = ""
    comma: bool = False
    raw: bool = False


PLAIN = Dialect()
RAW = Dialect(raw=True)


def spreadsheet(language: str) -> Dialect:
    """What a spreadsheet in that language opens by double click, with numbers as numbers."""
    comma = language == "id"
    return Dialect(";" if comma else ",", "\r\n", "\ufeff", comma)


def csv_text(
    report: Report, decimals: int, dialect: Dialect = PLAIN, *, rows: bool = True, totals: bool = False
) -> str:
    """The report as CSV text: its rows, its totals, or both."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=dialect.delimiter, lineterminator=dialect.end)
    writer.writerow((*COLUMNS[:2], *(text_cell(name, dialect) for name in report.dimensions), *COLUMNS[2:]))
    for row in report.rows if rows else ():
        writer.writerow(_cells(row, row.named(report.dimensions), decimals, dialect))
    for row in report.totals if totals else ():
        writer.writerow(_cells(row, {**row.named(report.dimensions), "segment": TOTAL}, decimals, dialect))
    return dialect.start + out.getvalue()


def _cells(row: Row, names: Mapping[str, str | None], decimals: int, dialect: Dialect) -> list[str]:
    return [
        *(text_cell(name or "", dialect) for name in names.values()),
        row.period or "",
        row.population_period or "",
        *number_texts(row, decimals, dialect).values(),
        row.coverage.status.value,
        " ".join(row.flags),
    ]


def text_cell(text: str, dialect: Dialect) -> str:
    """A name: made harmless for people and spreadsheets, or as it is (but for personal numbers) for machines."""
    return mask(text) if dialect.raw else defused(clean(text))


def number_texts(row: Row, decimals: int, dialect: Dialect) -> dict[str, str]:
    """A row's figures by their columns; empty where undefined. Always numbers, also when negative."""
    coverage = row.coverage
    if dialect.raw:
        exact = (coverage.rate, coverage.target, coverage.gap)
        rates = tuple(double_text(None if one is None else one * 100) for one in exact)
    else:
        shown = figures(coverage, decimals)
        rates = (shown.rate or "", shown.target or "", shown.gap or "")
    if dialect.comma:
        rates = tuple(text.replace(".", ",") for text in rates)
    counts: tuple[Heads | None, ...]
    counts = (coverage.workers, coverage.participants, coverage.uncovered, coverage.shortfall, coverage.excess)
    people = [count_text(count, dialect) for count in counts]
    return dict(zip(NUMBERS, (*people[:2], *rates, *people[2:]), strict=True))


def count_text(people: Heads | None, dialect: Dialect) -> str:
    """People, exactly; empty where there are none to tell of."""
    text = "" if people is None else decimal(people)
    return text.replace(".", ",") if dialect.comma else text
