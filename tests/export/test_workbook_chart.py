"""The workbook's chart: the rows that every picture shows, under their branches, in colours that its legend tells."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest

openpyxl = pytest.importorskip("openpyxl")
pytest.importorskip("xlsxwriter")

from coverage_cli import gap  # noqa: E402
from coverage_cli.output.charts import palette  # noqa: E402
from coverage_cli.output.charts.series import bars  # noqa: E402
from coverage_cli.output.document import Document  # noqa: E402
from coverage_cli.output.style import Style  # noqa: E402
from coverage_cli.output.workbook.report import sheet_bytes  # noqa: E402
from tests.export.conftest import PLAIN, SCENARIOS, Segment, many, name_of  # noqa: E402

BRANCHES = ("Balikpapan", "Bontang", "Kutai", "Penajam", "Samarinda")


def sixty():
    """Twelve segments in each of five branches."""
    return [replace(one, branch=BRANCHES[index // 12], name=name_of(index % 12)) for index, one in enumerate(many(60))]


class Drawn:
    """The chart of a report's workbook, and the cells that it is drawn from."""

    def __init__(self, report, language="en"):
        written = sheet_bytes(Document(report, PLAIN, Style(language)))
        self.sheet = openpyxl.load_workbook(io.BytesIO(written)).worksheets[1]
        (self.columns,) = self.sheet._charts
        self.series = [*self.columns.ser, *(one for chart in self.columns._charts[1:] for one in chart.ser)]
        self.fills = {self.cells(one.tx.strRef.f)[0][0]: one.spPr.solidFill for one in self.columns.ser}
        self.values = {self.cells(one.tx.strRef.f)[0][0]: self.column(one.val.numRef.f) for one in self.series}
        self.names = self.cells(self.series[0].cat.multiLvlStrRef.f if self.levels == 2 else self.one_level)

    @property
    def levels(self):
        return 1 if self.series[0].cat.multiLvlStrRef is None else 2

    @property
    def one_level(self):
        return self.series[0].cat.strRef.f

    def cells(self, place):
        found = self.sheet[place.partition("!")[2].replace("$", "")]
        rows = found if isinstance(found, tuple) else ((found,),)
        return [[cell.value for cell in row] for row in rows]

    def column(self, place):
        return [value for (value,) in self.cells(place)]


def test_several_branches_are_told_apart_and_end_with_their_total(report_of):
    report = report_of(sixty())
    drawn, expected = Drawn(report), bars(report, Style("en"))
    assert len(drawn.names) == len(expected) == 41
    branch, told = None, []
    for first, rest in drawn.names:
        branch = first or branch
        told.append(" / ".join(filter(None, (branch, rest))))
    assert told == [bar.name for bar in expected]
    assert [first for first, _ in drawn.names if first] == [*BRANCHES, "Total"]
    rates = [[values[at] for name, values in drawn.values.items() if name != "Target"] for at in range(41)]
    assert [[rate for rate in row if rate is not None] for row in rates] == [
        [pytest.approx(float(bar.rate), rel=1e-15)] for bar in expected
    ]
    assert drawn.values["Target"] == [0.8] * 41
    assert drawn.fills["Total"].srgbClr == palette.TOTAL
    assert [rate is not None for rate in drawn.values["Total"]] == [False] * 40 + [True]
    (paragraph,) = drawn.columns.x_axis.title.tx.rich.p
    assert paragraph.r[0].t == "20 rows with fewer uncovered workers are in the table only."


def test_below_the_chart_stands_what_it_stands_on(report_of):
    drawn = Drawn(report_of(SCENARIOS["six"]), "id")
    first = min(cell.row for row in drawn.sheet.iter_rows() for cell in row if cell.value)
    assert drawn.sheet.cell(first, 1).value == (
        'Target: 80%, "national" (RPJMN 2025-2029). Pekerja: per 2025-09; dasar: tidak disebutkan. Peserta: 2025-09.'
    )
    assert first > drawn.columns.anchor.to.row


def test_long_texts_leave_room_for_the_picture(report_of):
    long = ("Rencana Pembangunan Jangka Menengah Nasional " * 5)[:200].strip()
    targets = f"default: {long}\ntargets:\n  {long}:\n    rate: 80%\n    source: {long}\n"
    drawn = Drawn(report_of([Segment(10, 5, name=long), Segment(10, None, name=f"2 {long[:180]}")], targets))
    assert [name for (name,) in drawn.names] == [
        f"2 {long[:48]}…{long[130:179]} (no data on participants)", f"{long[:50]}…{long[-49:]}",
        "Total (1 of 2 segments)",
    ]  # fmt: skip
    head = drawn.series[0].tx.strRef.f.rpartition("$")[2]
    told = [cell for (cell,) in drawn.sheet.iter_rows(max_row=int(head) - 1, max_col=1, values_only=True) if cell]
    assert max(map(len, told)) <= 140
    assert " ".join(told).count(long) == 2
    assert " ".join(told).endswith("Participants: 2025-09.")


@pytest.mark.parametrize("scenario", sorted(set(SCENARIOS) - {"nothing"}))
def test_the_legend_has_the_colours_of_columns_and_no_other(report_of, scenario):
    drawn = Drawn(report_of(SCENARIOS[scenario]))
    assert all(one.dPt == [] for one in drawn.series)
    assert all(any(value is not None for value in values) for values in drawn.values.values())
    wanted = {"target met": palette.MET, "below target": palette.BELOW, "Total": palette.TOTAL}
    assert {name: fill.srgbClr for name, fill in drawn.fills.items()}.items() <= wanted.items()


def test_a_row_without_a_rate_brings_no_colour_into_the_legend(report_of):
    drawn = Drawn(report_of([Segment(100, 90), Segment(100, None)]))
    assert list(drawn.values) == ["target met", "Total", "Target"]


def test_without_a_target_no_colour_speaks_of_one(export_project):
    export_project(many(6), "targets: {later: {rates: {2030: 90%}}}\n")
    drawn = Drawn(gap())
    assert list(drawn.values) == ["Rate", "Total"]
    assert "Target" not in {cell for row in drawn.sheet.iter_rows(values_only=True) for cell in row}


def test_branches_that_are_mixed_stand_with_each_segment(export_project):
    export_project([replace(one, branch=BRANCHES[index % 2], name=name_of(index)) for index, one in enumerate(many(6))])
    report = gap(sort="gap")
    assert {row.branch for row in report.rows[:2]} == {report.rows[0].branch, report.rows[1].branch}
    drawn = Drawn(report)
    assert drawn.levels == 1
    assert drawn.column(drawn.one_level) == [bar.name for bar in bars(report, Style("en"))]
    assert " / " in drawn.names[0][0]


def test_a_missing_rate_is_an_empty_cell_that_says_why(report_of):
    drawn = Drawn(report_of(SCENARIOS["missing"]), "id")
    place = next(at for at, (name,) in enumerate(drawn.names) if "tidak ada data peserta" in name)
    assert [values[place] for name, values in drawn.values.items() if name != "Target"] == [None] * (
        len(drawn.values) - 1
    )
    assert drawn.names[-1] == ["Total (2 dari 3 segmen)"]


@pytest.mark.parametrize(("segments", "top"), [(SCENARIOS["six"], 1), ([*SCENARIOS["over"], Segment(100, 163)], 1.7)])
def test_the_axis_cuts_no_column_and_a_missing_one_leaves_its_place_empty(report_of, segments, top):
    chart = Drawn(report_of(segments)).columns
    assert (chart.y_axis.scaling.min, chart.y_axis.scaling.max) == (0, top)
    assert chart.display_blanks == "gap"


def test_a_miss_is_not_labelled_as_met(report_of):
    drawn = Drawn(report_of(SCENARIOS["near"]))
    formats = {one.dLbls.numFmt for one in drawn.columns.ser}
    assert "0.00%" in formats


@pytest.mark.parametrize(("covered", "place"), [(4, None), (60, "inBase")])
def test_the_figure_of_the_total_is_not_dark_on_dark(export_project, covered, place):
    """It stands in the column, or above it, which needs no place to be named (ECMA-376, part 1, 21.2.2.48)."""
    export_project([Segment(100, covered, name=name) for name in ("Nelayan", "Jasa")])
    total = Drawn(gap()).columns.ser[-1]
    font = total.dLbls.txPr.p[0].pPr.defRPr.solidFill.srgbClr
    assert (total.dLbls.position, font == "FFFFFF") == (place, place == "inBase")


def test_targets_that_differ_are_marks_and_no_line(export_project):
    rates = "default: a\ntargets:\n  a:\n    rate: 80%\n    segments:\n      Nelayan: 50%\n"
    export_project([Segment(100, 60, name="Nelayan"), Segment(100, 60, name="Jasa")], rates)
    drawn = Drawn(gap())
    assert drawn.values["Target"][:2] == [0.8, 0.5]
    assert drawn.series[-1].spPr.ln.noFill
