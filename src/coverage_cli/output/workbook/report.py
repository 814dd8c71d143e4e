"""The report as an Excel workbook: real numbers with their formats, a native chart, sources and definitions.

Text is written as text: nothing in the data becomes a formula or a link (CWE-1236).
"""

from __future__ import annotations

import io
import math
from typing import Any

from coverage_cli.domain.model import Report, Row
from coverage_cli.domain.provenance import Provenance
from coverage_cli.domain.safe import clean
from coverage_cli.domain.weights import Heads
from coverage_cli.output import provenance
from coverage_cli.output.document import Document
from coverage_cli.output.figures import decimal_format, figures, percent_format
from coverage_cli.output.language import Words
from coverage_cli.output.sealing import sealed
from coverage_cli.output.style import Style
from coverage_cli.output.tables.headline import headline, together
from coverage_cli.output.tables.lines import heading_of, names_of, notes, status_text, total_name
from coverage_cli.output.workbook.cells import PEOPLE, WIDEST, Cells
from coverage_cli.output.workbook.chart import add_coverage
from coverage_cli.output.workbook.exhibit import add_exhibit
from coverage_cli.output.workbook.trend import add_trends

_TABLE = 2
"""The row of the table's header, from 0; the headline stands above it."""
_LONGEST_CELL = 32_767
"""Characters that a cell holds (Excel's specification)."""
_LETTERS = 120
"""Characters of a note that stand on a line."""


def sheet_bytes(document: Document) -> bytes:
    """The workbook; the same bytes for the same report."""
    import xlsxwriter

    report, made, style = document.report, document.made, document.style
    words, stream = style.words, io.BytesIO()
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(stream, safe)
    title = headline(report, style)
    book.set_properties({"title": title, "author": f"coverage-cli {made.version}"})
    _Figures(book, report, style).write(title)
    add_coverage(book, report, style)
    if document.course.series:
        add_trends(book, document.course, style)
    for exhibit in document.exhibits:
        add_exhibit(book, exhibit, words)
    _sources(book, report, made, words)
    book.close()
    return sealed(stream.getvalue(), provenance.compact(made), provenance.day(made))


class _Figures:
    """The sheet of figures."""

    def __init__(self, book: Any, report: Report, style: Style) -> None:
        self._book, self._report, self._words, self._decimals = book, report, style.words, style.decimals
        self._sheet = book.add_worksheet(self._words("Figures"))
        self._names = report.by
        self._cells = Cells(book, self._sheet, self._words)

    def write(self, title: str) -> None:
        """Headline, header, rows, totals."""
        report, sheet = self._report, self._sheet
        sheet.write_string(0, 0, title, self._book.add_format({"bold": True, "font_size": 14}))
        heads = self._head()
        self._cells.head(_TABLE, heads, range(len(self._names) + 2, len(heads) - 1), indent=1)
        for number, row in enumerate(report.rows, _TABLE + 1):
            self._row(number, row, self._given(row), total=False)
        last = _TABLE + len(report.rows)
        for number, row in enumerate(report.totals, last + 1):
            self._row(number, row, self._total_names(row), total=True)
        sheet.autofilter(_TABLE, 0, last, len(heads) - 1)
        sheet.set_row(_TABLE, 32)
        sheet.freeze_panes(_TABLE + 1, len(self._names))
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(_TABLE)
        self._widths()

    def _head(self) -> list[str]:
        words = self._words
        return [
            *(heading_of(name, words) for name in self._names),
            *(words("Period"), words("Workers as of"), words("Workers"), words("Participants"), words("Rate")),
            *(words("Target"), words("Gap (points)"), words("Uncovered"), words("Shortfall"), words("Excess")),
            words("Status"),
        ]

    def _given(self, row: Row) -> list[str]:
        return list(map(clean, names_of(row, self._report, self._names)))

    def _total_names(self, row: Row) -> list[str]:
        name = total_name(row, self._words)
        branches = row.branch or together(self._report.chosen.branches, self._words)
        first = clean(branches) if branches else self._words("All branches")
        return (
            [first, name, *[""] * len(self._names)][: len(self._names)]
            if len(self._names) > 1
            else [f"{first}: {name}"]
        )

    def _row(self, number: int, row: Row, names: list[str], *, total: bool) -> None:
        coverage, sheet = row.coverage, self._cells
        texts = [*names, row.period or "", row.population_period or ""]
        for column, text in enumerate(texts):
            sheet.text(number, column, text, total=total)
        shown = figures(coverage, self._decimals)
        percent, points = percent_format(shown.places), decimal_format(shown.places)
        cells: list[tuple[Heads | None, str]] = [
            *((coverage.workers, PEOPLE), (coverage.participants, PEOPLE)),
            *((coverage.rate, percent), (coverage.target, percent), (shown.points, points)),
            *((coverage.uncovered, PEOPLE), (coverage.shortfall, PEOPLE), (coverage.excess, PEOPLE)),
        ]
        for column, (value, form) in enumerate(cells, len(texts)):
            sheet.figure(number, column, value, form, total=total)
        sheet.text(number, len(texts) + len(cells), status_text(row, self._words), total=total)

    def _widths(self) -> None:
        report, last = self._report, len(self._names) + 10
        names = [*map(self._given, report.rows), *map(self._total_names, report.totals)]
        states = [status_text(row, self._words) for row in (*report.rows, *report.totals)]
        self._sheet.set_column(0, last, 13)
        for column, texts in (*enumerate(zip(*names, strict=True)), (last, states)):
            longest = max(10, *map(len, texts))
            self._sheet.set_column(column, column, min(longest + 2, WIDEST))


def _sources(book: Any, report: Report, made: Provenance, words: Words) -> None:
    """Definitions, notes and inputs."""
    sheet = book.add_worksheet(words("Sources"))
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 110)
    bold = book.add_format({"bold": True, "valign": "top"})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    told = [
        *_definitions(words),
        *((words("Note"), text) for text in notes(report, words)),
        *((words("Made from"), text) for text in provenance.sentences(made, words)),
    ]
    seen = ""
    for number, (name, text) in enumerate(told):
        sheet.write_string(number, 0, name if name != seen else "", bold)
        sheet.write_string(number, 1, text[:_LONGEST_CELL], plain)
        sheet.set_row(number, min(400, 15 * math.ceil(len(text) / _LETTERS)))
        seen = name


def _definitions(words: Words) -> list[tuple[str, str]]:
    return [
        (words("Rate"), words("Participants divided by workers; empty, and not zero, where one of them is missing.")),
        (words("Gap (points)"), words("The target less the rate, in percentage points; negative above the target.")),
        (words("Uncovered"), words("Workers without coverage; in a total, the sum of the uncovered of each segment.")),
        (words("Shortfall"), words(
            "The fewest further participants that meet the target; in a total, those that meet it as a whole, which is "
            "not the sum over its segments."
        )),
        (words("Excess"), words("Participants beyond the number of workers; kept as it is.")),
    ]  # fmt: skip
