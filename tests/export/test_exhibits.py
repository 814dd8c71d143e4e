"""What stands beside an exported report: the numbers of `plan`, `gap --pareto` and the rest, in every file alike."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

pytest.importorskip("pptx")
pytest.importorskip("xlsxwriter")
openpyxl = pytest.importorskip("openpyxl")

from pptx import Presentation  # noqa: E402
from pptx.util import Inches  # noqa: E402

from coverage_cli import gap, plan  # noqa: E402
from coverage_cli.output.exhibits.exhibit import Chart, Column, Exhibit, number, text, whole  # noqa: E402
from coverage_cli.output.language import words  # noqa: E402
from coverage_cli.output.page.exhibit import exhibit_section  # noqa: E402
from tests.conftest import ROOT  # noqa: E402
from tests.export.conftest import Segment, many  # noqa: E402

FILES = ("deck.pptx", "gap.xlsx", "gap.html", "tables/")
OUTPUTS = [part for name in FILES for part in ("-o", name)]
POPULATION = """branch,segment,period,workers,basis
Kota,PU,2024-06,900,employed
Kota,PU,2025-06,1000,employed
Kota,BPU,2024-06,1900,employed
Kota,BPU,2025-06,2000,employed
"""
PARTICIPANTS = """branch,segment,period,participants
Kota,PU,2024-06,700
Kota,PU,2025-06,800
Kota,BPU,2024-06,380
Kota,BPU,2025-06,400
"""
PLAN = ("--plan-by", "2026-06", "--premium", "16800", "--growth", "2%", "--strategy", "equalise")
DAY = ("--today", "2025-09-01")


@pytest.fixture
def kota(project):
    targets = "default: national\ntargets:\n  national: 80%\n  low: {rate: 32.15%, source: RPJMN}\n"
    return project({"data/population.csv": POPULATION, "data/participants.csv": PARTICIPANTS}, targets=targets)


@pytest.fixture
def planned(kota):
    """What `plan` says for the options of `PLAN`."""
    asked = {"strategy": "equalise", "premium": 16800, "growth": Fraction("0.02"), "today": date(2025, 9, 1)}
    return plan("2026-06", **asked)


def shapes(path):
    return {shape.name: shape for slide in Presentation(path).slides for shape in slide.shapes}


def sheet_rows(name, path="gap.xlsx"):
    """The rows below the header."""
    sheet = openpyxl.load_workbook(path)[name]
    return [row for row in sheet.iter_rows(min_row=4, values_only=True) if isinstance(row[1], int | float)]


def read_csv(path):
    return list(csv.DictReader(io.StringIO(path.read_text())))


def test_every_file_has_the_numbers_of_the_plan(run, planned, tmp_path):
    ran = run("export", *PLAN, *DAY, *OUTPUTS)
    assert ran.code == 0, ran.err
    given = planned.plan.allotments
    enrolled = [one.enrolments for one in given]
    rows = sheet_rows("Plan")
    assert [row[4] for row in rows] == [*enrolled, planned.plan.enrolments]
    assert [row[6] for row in rows[:2]] == pytest.approx([float(one.rate) for one in given], rel=1e-15)
    assert rows[-1][7] == planned.plan.cost
    lines = read_csv(tmp_path / "tables/plan.csv")
    assert [line["segment"] for line in lines] == ["BPU", "PU", "TOTAL"]
    assert [int(line["enrolments"]) for line in lines] == [*enrolled, sum(enrolled)]
    assert int(lines[-1]["cost"]) == planned.plan.cost
    assert [int(line["workers_then"]) for line in lines[:2]] == [one.base for one in given]
    found = shapes("deck.pptx")
    now, then = found["coverage-chart-plan"].chart.plots[0].series
    assert list(now.values)[:2] == [400 / 2000, 800 / 1000]
    assert list(then.values)[:2] == pytest.approx([float(one.rate) for one in given], rel=1e-15)
    table = found["coverage-table-plan"].table
    assert [table.cell(row, 4).text for row in range(1, 4)] == [f"{count:,}" for count in (*enrolled, sum(enrolled))]
    page = (tmp_path / "gap.html").read_text()
    headline = run("plan", "--by", "2026-06", *PLAN[2:], *DAY).out.splitlines()[0]
    assert headline in page
    assert found["coverage-plan-title"].text_frame.text == headline.removesuffix(".")
    for name in FILES:
        assert ": unchanged" in run("verify", name).out


def test_months_add_up_beside_what_is_needed_and_the_present_pace(run, planned, tmp_path):
    run("export", *PLAN, *DAY, *OUTPUTS)
    lines = read_csv(tmp_path / "tables/plan-months.csv")
    assert [line["month"] for line in lines] == ["2025-06", *planned.months]
    assert [int(line["enrolments"] or 0) for line in lines[1:]] == list(planned.plan.by_month)
    assert int(lines[-1]["enrolled_planned"]) == planned.plan.enrolments == int(lines[-1]["needed"])
    # 120 in the twelve months before.
    assert [int(line["enrolled_at_pace"]) for line in lines] == [10 * month for month in range(13)]
    needed, by_plan, at_pace = shapes("deck.pptx")["coverage-chart-plan-months"].chart.plots[0].series
    assert [list(line.values)[-1] for line in (needed, by_plan, at_pace)] == [planned.plan.needed] * 2 + [120]
    months = openpyxl.load_workbook("gap.xlsx")["Plan by month"]
    assert (months["A4"].value.isoformat()[:7], months["A4"].number_format) == ("2025-06", "yyyy-mm")
    (drawing,) = re.findall(r'aria-labelledby="exhibit-plan-months-t.*?</svg>', (tmp_path / "gap.html").read_text())
    assert drawing.count("<path") == 3


def test_the_pace_runs_from_the_figures_on_whenever_enrolling_begins(run, kota, tmp_path):
    late = ("--enrol-from", "2026-04")
    run("export", *PLAN, *late, *DAY, "-o", "tables/")
    lines = read_csv(tmp_path / "tables/plan-months.csv")
    assert [line["month"] for line in lines] == ["2025-06", "2026-04", "2026-05", "2026-06"]
    assert [int(line["enrolled_at_pace"]) for line in lines] == [0, 100, 110, 120]
    found = run("plan", "--by", "2026-06", *PLAN[2:], *late, *DAY, "--format", "json").json
    assert int(lines[-1]["needed"]) - int(lines[-1]["enrolled_at_pace"]) == found["pace"]["short"]


def test_a_plan_that_falls_short_is_written_said_and_fails(run, kota, tmp_path):
    ran = run("export", "--plan-by", "2026-06", "--capacity", "BPU=10", *DAY, *OUTPUTS, "--lang", "id")
    assert ran.code == 1
    assert "tidak terjangkau" in ran.err.splitlines()[-1]
    page = (tmp_path / "gap.html").read_text()
    assert "Yang membatasi rencana: paling banyak 10 dari 1.600 pekerja BPU yang belum terlindungi" in page
    assert "Enrolments" not in page


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--premium", "1", "-o", "x.html"], "--premium belongs to a plan; ask for one with --plan-by"),
        (["--months-paid", "6", "-o", "x.html"], "--months-paid belongs to a plan"),
        (["--plan-by", "2026-06", "-o", "x.png"], "name one of those with --output"),
        (["--pareto", "-o", "x.csv"], "name one of those with --output"),
        (["--measures", "--top", "1", "-o", "x.html"], "leave --top out"),
        (["--target", "low", "--target", "50", "--top", "1", "-o", "x.html"], "leave --top out"),
        (["--basis", "employed", "--basis", "b", "--plan-by", "2026-06", "-o", "x.html"], "give one basis"),
        (["--basis", "a", "--basis", "b", "--target", "1", "--target", "2", "-o", "x.html"], "give one of either"),
        (
            ["--plan-by", "2025-05", "-o", "x.html"],
            "--plan-by 2025-05 leaves no time: the figures are of 2025-06; choose a later month",
        ),
        (["--plan-by", "soon", "-o", "x.html"], '--plan-by "soon" is not a period'),
        (["--plan-by", "2026-06", "--strategy", "best", "-o", "x.html"], '--strategy "best" is not known'),
    ],
)
def test_what_cannot_be_shown_is_refused_and_nothing_written(run, kota, tmp_path, given, said):
    ran = run("export", *DAY, *given)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert not list(tmp_path.glob("x.*"))


def test_who_holds_the_gap_and_how_unequal(run, kota, tmp_path):
    assert run("export", "--pareto", "--measures", *DAY, *OUTPUTS).code == 0
    said = run("gap", "--pareto", "--measures", *DAY, "--format", "json").json
    holders = said["pareto"]["holders"]
    rows = sheet_rows("Who is not covered")
    assert [row[:2] for row in rows] == [(one["name"], one["uncovered"]) for one in holders]
    assert [row[3] for row in rows] == pytest.approx([one["cumulative_share"] for one in holders], rel=1e-15)
    values = {line["measure"]: float(line["value"]) for line in read_csv(tmp_path / "tables/measures.csv")}
    assert values["difference_pp"] == pytest.approx(said["measures"]["difference"] * 100)
    assert values["theil_x1000"] == pytest.approx(said["measures"]["theil"] * 1000, abs=5e-4)
    unequal = openpyxl.load_workbook("gap.xlsx")["Inequality"]
    assert (unequal["B4"].value, unequal["B4"].number_format) == (pytest.approx(60), '#,##0.000" points"')
    found = shapes("deck.pptx")
    assert found["coverage-table-pareto"].table.cell(1, 3).text == "88.9%"
    assert found["coverage-table-measures"].table.cell(1, 1).text == "60 points"
    # The deck has that picture anyway.
    assert "coverage-chart-pareto" not in found


def test_long_names_of_an_exhibit_stand_in_one_line_of_its_slides(run, export_project):
    export_project(
        [replace(one, name=f"{index:02} {'Pedagang pasar ' * 4}".strip()) for index, one in enumerate(many(40))]
    )
    assert run("export", "--pareto", "-o", "deck.pptx").code == 0
    found = shapes("deck.pptx")
    assert "coverage-table-pareto 3" in found
    assert "coverage-table-pareto 4" not in found
    assert found["coverage-table-pareto"].table.columns[0].width > Inches(0.097 * 61)
    assert found["coverage-pareto-title 2"].text_frame.text.endswith("of 40 segments (2/3)")


def test_where_nobody_is_uncovered_no_empty_table_stands_on_a_slide(run, export_project):
    export_project([Segment(100, 104, "a"), Segment(100, 120, "b")])
    assert run("export", "--pareto", "-o", "deck.pptx").code == 0
    found = shapes("deck.pptx")
    assert found["coverage-pareto-title"].text_frame.text == "No row has fewer participants than workers"
    assert "coverage-table-pareto" not in found


def test_several_targets_side_by_side(run, kota, tmp_path):
    assert run("export", "--target", "national", "--target", "low", *DAY, *OUTPUTS).code == 0
    both = [gap(target=name, today=date(2025, 9, 1)) for name in ("national", "low")]
    rows = sheet_rows("Targets")
    for row, *reports in zip(rows, *(report.rows for report in both), strict=False):
        found = [report.coverage.shortfall for report in reports]
        assert [row[5], row[7]] == found
    lines = read_csv(tmp_path / "tables/targets.csv")
    assert [line["segment"] for line in lines] == ["BPU", "PU", "TOTAL"]
    # Printed numbers add up: 32.2 - 80.0 is -47.8, though the gap is -47.85.
    assert [line["gap_pp low"] for line in lines] == ["12.2", "-47.8", "-7.8"]
    assert "Target: 32.15%, &quot;low&quot; (RPJMN)." in (tmp_path / "gap.html").read_text()
    assert [list(one.values) for one in shapes("deck.pptx")["coverage-chart-targets"].chart.plots[0].series] == [
        [1200, 0],
        [243, 0],
    ]


def test_several_bases_side_by_side(run, kota, tmp_path):
    more = "".join(f"Kota,{name},{year}-06,{workers},labour force\n" for name, year, workers in (
        ("PU", 2024, 1000), ("PU", 2025, 1600), ("BPU", 2024, 2000), ("BPU", 2025, 2400),
    ))  # fmt: skip
    (tmp_path / "data/population.csv").write_text(POPULATION + more)
    assert run("export", "--basis", "employed", "--basis", "Labour Force", *DAY, *OUTPUTS).code == 0
    rows = sheet_rows("Bases")
    assert [row[1:] for row in rows[:2]] == [
        (400, 2000, 0.2, 2400, pytest.approx(400 / 2400), 3.3),
        (800, 1000, 0.8, 1600, 0.5, 30),
    ]
    # The trend is of the basis that the report is on.
    assert {line["basis"] for line in read_csv(tmp_path / "tables/trend.csv")} == {"employed"}
    assert run("plan", "--by", "2026-06", "--basis", "labour force", *DAY).code == 0
    assert "4,000" in run("trend", "--basis", "labour force", *DAY).out


def test_the_same_bytes_again_with_everything_beside(run, kota, tmp_path):
    made = []
    for _ in range(2):
        run(
            "export",
            *PLAN,
            *DAY,
            "--pareto",
            "--measures",
            "--target",
            "80",
            "--target",
            "50",
            "--lang",
            "id",
            *OUTPUTS,
        )
        made.append({path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()})
    assert made[0] == made[1]
    record = json.loads((tmp_path / "tables/provenance.json").read_text())
    assert ["--plan-by", "2026-06"] in record["options"]
    assert ["--target", "50"] in record["options"]


def test_marks_of_an_axis_need_no_decimals(run, kota):
    run("export", *PLAN, *DAY, "--decimals", "3", "-o", "deck.pptx", "-o", "gap.xlsx")
    chart = shapes("deck.pptx")["coverage-chart-plan"].chart
    assert (chart.value_axis.tick_labels.number_format, chart.value_axis.minimum_scale) == ("0%", 0)
    (drawn,) = openpyxl.load_workbook("gap.xlsx")["Plan"]._charts
    assert drawn.y_axis.number_format.formatCode == "0%"
    assert openpyxl.load_workbook("gap.xlsx")["Plan"]["D4"].number_format == "0.000%"


def test_a_deck_with_a_plan_is_a_template(run, kota, tmp_path):
    run("export", *PLAN, *DAY, "-o", "house.pptx")
    (tmp_path / "data/participants.csv").write_text(PARTICIPANTS.replace("2025-06,400", "2025-06,500"))
    assert run("export", *PLAN, *DAY, "--template", "house.pptx", "-o", "deck.pptx").code == 0
    found = shapes("deck.pptx")
    assert next(iter(found["coverage-chart-plan"].chart.plots[0].series[0].values)) == 500 / 2000
    assert found["coverage-table-plan"].table.cell(1, 2).text == "500"
    ran = run("export", *DAY, "--template", "house.pptx", "-o", "deck.pptx")
    assert "left out, because this export was not asked for it: coverage-chart-plan," in ran.err


def test_csv_for_excel_and_for_machines(run, kota, tmp_path):
    run("export", *PLAN, *DAY, "--lang", "id", "--excel", "-o", "tables/")
    first = (tmp_path / "tables/plan.csv").read_bytes().decode("utf-8-sig").splitlines()[1]
    assert first.split(";")[4] == "20,0"
    run("export", *PLAN, *DAY, "--raw", "-o", "tables/")
    assert (tmp_path / "tables/plan.csv").read_text().splitlines()[1].split(",")[4] == "20.0"


@pytest.mark.parametrize(
    ("options", "points"),
    [
        (("--basis", "a", "--basis", "b"), [13.32]),  # 79.95 less 66.63; the exact range is 13.325
        (("--basis", "b", "--target", "80", "--target", "66.65"), [13.37, 0.02]),  # and not the exact 13.375 and 0.025
    ],
)
def test_a_workbook_has_points_that_the_rates_beside_them_leave(run, project, options, points):
    workers = "branch,segment,period,workers,basis\nKota,PU,2025,2000,a\nKota,PU,2025,2400,b\n"
    people = "branch,segment,period,participants\nKota,PU,2025,1599\n"
    project({"data/population.csv": workers, "data/participants.csv": people})
    run("export", *options, "--decimals", "2", "-o", "gap.xlsx")
    (sheet,) = (one for one in openpyxl.load_workbook("gap.xlsx") if one.title in {"Bases", "Targets"})
    row = next(cells for cells in sheet.iter_rows(min_row=4))
    assert [cell.value for cell in row if cell.number_format == "#,##0.00"] == points


def test_alternative_texts_are_of_what_is_drawn_and_cut_no_figure(run, export_project):
    """Of 40 long names not all are told; a figure that is cut in two would be another one."""
    names = [f"{number:02d} Pekerja Bukan Penerima Upah sektor informal perkotaan" for number in range(40)]
    export_project([replace(one, name=name) for one, name in zip(many(40), names, strict=True)])
    assert run("export", "--target", "50", "--target", "60", "-o", "deck.pptx", "-o", "gap.xlsx").code == 0
    frames = [one for slide in Presentation("deck.pptx").slides for one in slide.shapes if "chart-targets" in one.name]
    assert len(frames) > 1
    for frame in frames:
        told = frame._element.nvGraphicFramePr.cNvPr.get("descr")
        drawn = " ".join(frame.chart.plots[0].categories)
        assert re.findall(r"/ (\d\d) Pekerja", told) == re.findall(r"/ (\d\d) Pekerja", drawn)
    with zipfile.ZipFile("gap.xlsx") as book:
        drawings = [book.read(name).decode() for name in book.namelist() if "drawings/drawing" in name]
    cut = [told for xml in drawings for told in re.findall(r' descr="([^"]*)"', xml) if told.endswith("…")]
    assert len(cut) == 2
    for told in cut:
        assert len(told) <= 2000
        assert re.fullmatch(r"[A-Za-z/]+|\d\d|[\d,.]+%?[;,]", told.removesuffix("…").split()[-1])


def test_forty_segments_with_long_names_go_on_as_many_slides_as_it_takes(run, export_project):
    export_project(many(40))
    assert run("export", "--plan-by", "2026-12", "--premium", "16800", "-o", "deck.pptx").code == 0
    presentation = Presentation("deck.pptx")
    tables = [shape for slide in presentation.slides for shape in slide.shapes if "table-plan" in shape.name]
    assert sum(len(shape.table.rows) - 1 for shape in tables) == 41
    charts = [shape for slide in presentation.slides for shape in slide.shapes if "chart-plan" in shape.name]
    drawn = [len(list(shape.chart.plots[0].categories)) for shape in charts if "months" not in shape.name]
    assert max(drawn) <= 8
    assert sum(drawn) == 40  # the total among them
    bottoms = [shape.top + shape.height for shape in tables]
    assert max(bottoms) <= presentation.slide_height


def test_the_total_of_a_plan_is_not_alone_on_a_slide(run, export_project):
    export_project([Segment(100, 60, f"s{at:02}") for at in range(14)])
    assert run("export", "-o", "deck.pptx", "--plan-by", "2026-12").code == 0
    tables = [shape.table for name, shape in shapes("deck.pptx").items() if "table-plan" in name]
    names = [[row.cells[0].text for row in table.rows][1:] for table in tables]
    assert names == [[f"s{at:02}" for at in range(13)], ["s13", "Total"]]


def test_every_slide_with_figures_says_what_the_rows_say_of_themselves(run, monkeypatch, tmp_path):
    monkeypatch.chdir(ROOT)
    deck = str(tmp_path / "deck.pptx")
    assert (
        run("export", "--branch", "balikpapan", "--pareto", "--plan-by", "2026-12", "-o", deck, "--lang", "en").code
        == 0
    )
    slides = list(Presentation(deck).slides)[1:-1]
    told = [" ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame) for slide in slides]
    assert len(told) >= 7
    assert all("Note: illustrative split: only the total is published" in text for text in told)
    assert "Present pace: not known" in "".join(told)
    assert "--pace" not in "".join(told)


def test_a_chart_beside_the_report_says_which_rows_it_leaves_out(run, export_project, tmp_path):
    export_project(many(45), "default: n\ntargets:\n  n: 80%\n  m: 60%\n")
    asked = ("--target", "n", "--target", "m", "--pareto", "--plan-by", "2026-12")
    assert run("export", *asked, *OUTPUTS).code == 0
    said = "5 rows with fewer uncovered workers are in the table only."
    book = openpyxl.load_workbook("gap.xlsx")
    names = {}
    for tab in ("Targets", "Who is not covered", "Plan"):
        (chart,) = book[tab]._charts
        names[tab] = chart.x_axis.title.tx.rich.p[0].r[0].t
        for series in chart.ser:
            assert series.cat.strRef.strCache.ptCount == series.val.numRef.numCache.ptCount == 40
    assert names == {"Targets": said, "Who is not covered": said,
                     "Plan": "6 rows with fewer enrolments are in the table only."}  # fmt: skip
    slides = Presentation("deck.pptx").slides
    drawn = [slide for slide in slides if any(one.name.startswith("coverage-chart-targets") for one in slide.shapes)]
    assert len(drawn) == 5
    for slide in drawn:
        assert [one.text_frame.text for one in slide.shapes if one.name == "coverage-row-notes"] == [said]
    assert (tmp_path / "gap.html").read_text().count(f"<figcaption>{said}</figcaption>") == 2


def test_markup_in_names_stays_text():
    said = words("en")
    columns = (Column("Segment", "segment"), Column("People <b>", "people"), Column("Points", "points_pp"))
    rows = ((text("<script>x"), whole(3, said), number(Fraction(-7, 2), said, 1)),)
    shown = exhibit_section(Exhibit("plan", "Plan", "<i>t", columns, rows, chart=Chart((1,), (0,))), said)
    assert re.findall(r"<(?:script|b|i)>", shown) == []
    assert "&lt;script&gt;x" in shown
    assert "-3.5" in shown


def labels_of(chart, at):
    """The number format of each label of a series, by the place of its point; of all others at None."""
    xml = chart.plots[0].series[at]._element
    common, *_ = xml.xpath("c:dLbls/c:numFmt/@formatCode")
    alone = zip(xml.xpath("c:dLbls/c:dLbl/c:idx/@val"), xml.xpath("c:dLbls/c:dLbl/c:numFmt/@formatCode"), strict=True)
    return {None: common, **{int(place): code for place, code in alone}}


def test_each_label_of_a_plan_has_the_digits_of_its_table(run, export_project, tmp_path):
    near = [Segment(30000, 23999, "a"), Segment(30000, 8999, "b"), Segment(9000, 9359, "c")]
    export_project(near)
    for name, given, others in (("one.pptx", (), {}), ("two.pptx", ("--template", "one.pptx"), {"b": 23999})):
        export_project([replace(one, participants=others.get(one.name, one.participants)) for one in near])
        assert run("export", "--plan-by", "2026-12", *given, "-o", name, "-o", "gap.html").code == 0
        found = shapes(name)
        chart, table = found["coverage-chart-plan"].chart, found["coverage-table-plan"].table
        misses = [0, 1] if others else [0]
        assert labels_of(chart, 0) == {None: "0.0%", **dict.fromkeys(misses, "0.000%")}
        unmoved = misses if others else []  # nobody is enrolled: the same rate in the same digits
        assert labels_of(chart, 1) == {None: "0.0%", **dict.fromkeys(unmoved, "0.000%")}
        shown = [row.cells[3].text for row in table.rows][1:]
        assert [text for at, text in enumerate(shown) if at in misses] == ["79.997%"] * len(misses)
        assert shown[2] == "104.0%"
        assert "103.98" not in (tmp_path / "gap.html").read_text()
        sizes = chart._chartSpace.xpath("//c:ser//c:dLbl//a:defRPr/@sz")
        assert set(sizes) == set(chart._chartSpace.xpath("//c:ser/c:dLbls/c:txPr//a:defRPr/@sz"))


def test_long_labels_side_by_side_have_a_column_each(run, export_project):
    export_project([Segment(10**9 + at, (10**9 + at) * 8 // 10 - 1, f"s{at:02d}") for at in range(40)])
    assert run("export", "--plan-by", "2026-12", "-o", "deck.pptx").code == 0
    charts = [
        shape for shape in shapes("deck.pptx").values() if re.fullmatch("coverage-chart-plan( [0-9]+)?", shape.name)
    ]
    for shape in charts:
        columns = len(list(shape.chart.plots[0].categories)) * 2.6  # two columns and the blank between groups
        (size,) = {int(text) / 100 for text in shape.chart._chartSpace.xpath("//c:ser/c:dLbls/c:txPr//a:defRPr/@sz")}
        assert size >= 8
        assert len("79.9999999%") * 0.6 * size / 72 <= 11.0 / columns


def test_a_plan_reads_as_no_target_that_is_missed_today(run, export_project, tmp_path):
    rising = 'default: t\ntargets:\n  t: {rates: {2025: "70%", 2026: "75.5%"}, source: S}\n'
    export_project([Segment(30000, 20997, "a"), Segment(30000, 8999, "b")], rising)
    assert run("export", "--plan-by", "2026-12", *OUTPUTS).code == 0
    found = shapes("deck.pptx")
    assert (
        found["coverage-table"].table.cell(2, 3).text == found["coverage-table-plan"].table.cell(1, 3).text == "69.99%"
    )
    assert labels_of(found["coverage-chart-plan"].chart, 0) == {None: "0.0%", 0: "0.00%"}
    page = (tmp_path / "gap.html").read_text()
    assert page.count("69.99%</td>") == 2  # in the figures and in the plan
    assert next(iter(read_csv(tmp_path / "tables/plan.csv")))["coverage_pct"] == "69.99"
    export_project([Segment(30000, 22649, "a"), Segment(30000, 8999, "b")], rising)
    assert "75.497%" in run("plan", "--by", "2026-12").out
