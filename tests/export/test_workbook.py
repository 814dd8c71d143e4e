"""The workbook, opened again: real numbers with their formats, a chart, no formula, the same bytes."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest

openpyxl = pytest.importorskip("openpyxl")
pytest.importorskip("xlsxwriter")

from coverage_cli.output.document import Document  # noqa: E402
from coverage_cli.output.figures import figures  # noqa: E402
from coverage_cli.output.language import words  # noqa: E402
from coverage_cli.output.style import Style  # noqa: E402
from coverage_cli.output.workbook.report import sheet_bytes  # noqa: E402
from tests.export.conftest import PLAIN, SCENARIOS, Segment, many  # noqa: E402


def book_of(report, language="en"):
    return openpyxl.load_workbook(io.BytesIO(sheet_bytes(Document(report, PLAIN, Style(language)))))


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_cells_are_the_reports_numbers(report_of, scenario, language):
    report = report_of(SCENARIOS[scenario])
    sheet = book_of(report, language).worksheets[0]
    rows = list(sheet.iter_rows(min_row=4, values_only=True))
    assert len(rows) == len(report.rows) + len(report.totals)
    for cells, row in zip(rows, (*report.rows, *report.totals), strict=True):
        coverage = row.coverage
        shown = figures(coverage, 1).gap  # as in every other format: the shown target less the shown rate
        gap = None if shown is None else float(shown)
        rate, target = (None if one is None else float(one) for one in (coverage.rate, coverage.target))
        expected = (coverage.workers, coverage.participants, rate, target, gap)
        expected += (coverage.uncovered, coverage.shortfall, coverage.excess)
        assert (
            cells[4:12] == pytest.approx(expected, rel=1e-15, abs=0)
            if None not in expected
            else cells[4:12] == expected
        )


def test_formats_show_no_miss_as_met(report_of):
    sheet = book_of(report_of(SCENARIOS["near"])).worksheets[0]
    formats = {sheet.cell(row, 2).value: sheet.cell(row, 7).number_format for row in range(4, 6)}
    assert sorted(formats.values()) == ["0.0%", "0.00%"]


def test_text_is_never_a_formula_nor_a_link(report_of):
    names = ("=cmd|' /C calc'!A0", "https://example.org/x", "+1", "@SUM(A1)")
    book = book_of(report_of([Segment(10, 5, name=name) for name in names]))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.value for cell in cells} >= set(names)
    assert [cell for cell in cells if cell.data_type == "f" or cell.hyperlink] == []


def test_no_text_of_a_table_is_cut_and_long_names_leave_its_chart_room(run, export_project):
    """A spreadsheet cuts a text off where the next cell is filled; names that are turned halfway eat the chart."""
    export_project([replace(one, name=f"{index} {'Pedagang pasar ' * 4}") for index, one in enumerate(many(40))])
    assert run("export", "--pareto", "--lang", "id", "-o", "gap.xlsx").code == 0
    table, _, shares, _ = openpyxl.load_workbook("gap.xlsx")
    for sheet, column in ((table, "B"), (table, "M"), (shares, "A")):
        longest = max(len(cell.value) for cell in sheet[column][3:] if cell.value)
        assert sheet.column_dimensions[column].width > longest, (sheet.title, column)
    (chart,) = shares._charts
    assert chart.x_axis.txPr.bodyPr.rot == -5400000
    assert chart.anchor.to.row - chart.anchor._from.row > 30


@pytest.mark.parametrize(("count", "pages"), [(7, None), (60, 0)])
def test_no_printed_page_ends_within_the_chart_of_a_short_table(run, export_project, count, pages):
    """A table that takes pages of its own is not made small for it."""
    export_project([Segment(100 + at, 50) for at in range(count)])
    assert run("export", "--pareto", "-o", "gap.xlsx").code == 0
    sheet = openpyxl.load_workbook("gap.xlsx")["Who is not covered"]
    assert sheet.page_setup.fitToHeight == pages  # one where nothing is said


@pytest.mark.parametrize(("count", "least"), [(3, 0), (10, -0.2)])
def test_the_line_of_shares_runs_above_the_figures_of_its_columns(run, export_project, count, least):
    export_project([Segment(100, 50) for _ in range(count)])
    assert run("export", "--pareto", "-o", "gap.xlsx").code == 0
    (chart,) = openpyxl.load_workbook("gap.xlsx")["Who is not covered"]._charts
    assert chart.series[0].dLbls.dLblPos == "inBase"
    (line,) = chart._charts[1:]
    assert (line.y_axis.scaling.min, line.y_axis.scaling.max) == (least, 1)


def test_a_workbook_has_figures_a_chart_and_sources(report_of):
    assert book_of(report_of(SCENARIOS["missing"])).sheetnames == ["Figures", "Chart", "Sources"]


def test_sources_and_definitions_have_their_sheet(report_of):
    sheet = book_of(report_of(SCENARIOS["six"]), "id").worksheets[2]
    text = "\n".join(str(value) for row in sheet.iter_rows(values_only=True) for value in row if value)
    assert "RPJMN 2025-2029" in text
    assert "kosong bila salah satu datanya tidak ada" in text


@pytest.mark.parametrize("language", ["en", "id"])
def test_every_figure_that_needs_it_is_explained_once_without_another_ones_name(report_of, language):
    book, said = book_of(report_of(SCENARIOS["six"]), language), words(language)
    heads = [cell.value for cell in book.worksheets[0][3]]
    explained = {row[0]: row[1] for row in book.worksheets[2].iter_rows(max_row=5, values_only=True)}
    names = [said(name) for name in ("Rate", "Gap (points)", "Uncovered", "Shortfall", "Excess")]
    assert list(explained) == names
    assert set(names) <= set(heads)
    assert said("Shortfall").casefold() not in explained[said("Uncovered")].casefold()


def test_same_report_same_bytes(report_of):
    report = report_of(SCENARIOS["six"])
    first, second = (sheet_bytes(Document(report, PLAIN, Style("en"))) for _ in range(2))
    assert first == second


def test_a_figure_of_more_digits_than_a_cell_keeps_is_text(project, run, tmp_path):
    # 16 digits: of 1,199,999,999,998,797 a cell would keep 1,199,999,999,998,800.
    segments, most = 1200, 10**12 - 1
    rows = {
        name: f"branch,segment,period,{name}\n"
        + "".join(f"A,s{at},{year},{most - (at < less)}\n" for at in range(segments) for year in years)
        for name, less, years in (("workers", 1, (2023,)), ("participants", 3, (2023, 2024)))
    }
    project({"data/population.csv": rows["workers"], "data/participants.csv": rows["participants"]})
    assert run("export", "-o", "x.xlsx", "--target", "80%", "--target", "100%").code == 0
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    workers, people = segments * most - 1, segments * most - 3
    for sheet in (book[name] for name in ("Figures", "Trend", "Targets")):
        values = {cell.value for row in sheet.iter_rows() for cell in row}
        assert {f"{workers:,}", f"{people:,}"} <= values
        assert workers not in values
        assert most in values or sheet.title == "Trend"
