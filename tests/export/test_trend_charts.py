"""The trend in exported files: the numbers of `coverage trend`, in native charts, and only where periods compare."""

from __future__ import annotations

import csv
import io
import re
import shutil
import zipfile
from datetime import date
from fractions import Fraction

import pytest

pytest.importorskip("pptx")
pytest.importorskip("xlsxwriter")
openpyxl = pytest.importorskip("openpyxl")

from pptx import Presentation  # noqa: E402

from coverage_cli import trend  # noqa: E402
from coverage_cli.domain.rounding import half_up  # noqa: E402
from tests.conftest import ROOT  # noqa: E402

FILES = ("deck.pptx", "gap.xlsx", "gap.html", "tables/")
OUTPUTS = [part for name in FILES for part in ("-o", name)]


@pytest.fixture
def published(project, tmp_path):
    """The project of published figures, and what `trend` says of its comparable periods."""
    project({})
    shutil.copytree(ROOT / "examples" / "published", tmp_path, dirs_exist_ok=True)
    (series,) = trend(branch="kalimantan", begin="2023", today=date(2025, 9, 1)).series
    return series


@pytest.fixture
def periods(project):
    """A function that writes one branch with so many segments: (period, workers, participants, basis) each."""

    def write(rows, branch="Kota", targets="default: national\ntargets:\n  national: 80%\n"):
        population = [f"{branch},PU,{period},{workers},{basis}" for period, workers, _, basis in rows]
        covered = [f"{branch},PU,{period},{people}" for period, _, people, _ in rows]
        files = {
            "data/population.csv": "\n".join(["branch,segment,period,workers,basis", *population, ""]),
            "data/participants.csv": "\n".join(["branch,segment,period,participants", *covered, ""]),
        }
        return project(files, targets=targets)

    return write


def charts_of(path, name="coverage-chart-trend"):
    shapes = [shape for slide in Presentation(path).slides for shape in slide.shapes]
    return [shape.chart for shape in shapes if shape.has_chart and shape.name.startswith(name)]


def test_every_file_has_the_numbers_of_the_trend(run, published, tmp_path):
    ran = run("export", "--branch", "kalimantan", *OUTPUTS)
    assert ran.code == 0, ran.err
    rates = [float(seen.rate) for seen in published.observations]
    (chart,) = charts_of("deck.pptx")
    assert list(chart.plots[0].categories) == ["2023-12-31", "2024-12-31"]
    assert [list(line.values) for line in chart.plots[0].series] == [rates, [0.5215, 0.5215]]
    sheet = openpyxl.load_workbook("gap.xlsx")["Trend"]
    rows = list(sheet.iter_rows(min_row=2, max_row=3, values_only=True))
    step = published.movements[0]
    effects = (-1.0, 12.7, -13.7)  # as they are shown: the exact change is -0.99
    counts = [(seen.workers, seen.participants) for seen in published.observations]
    assert [row[:4] for row in rows] == [
        ("kalimantan", period, period, "labour force") for period in ("2023-12-31", "2024-12-31")
    ]
    flows = (step.enrolled, step.lost, step.step.base_revised)
    assert rows[0][4:] == (*counts[0], *map(pytest.approx, (rates[0], 0.5215)), *(None,) * 6)
    assert rows[1][4:] == pytest.approx((*counts[1], rates[1], 0.5215, *map(float, effects), *flows), rel=1e-15)
    (line,) = sheet._charts
    assert [one.val.numRef.f for one in line.series] == ["Trend!$G$2:$G$3", "Trend!$H$2:$H$3"]
    page = (tmp_path / "gap.html").read_text()
    (drawing,) = re.findall(r'<svg [^>]*aria-labelledby="trend-1-t.*?</svg>', page)
    assert re.findall(r">(\d+\.\d%)<", drawing) == ["46.3%", "45.3%"]
    assert "-1.0 points, +12.7 by participants and -13.7 by the base of workers" in page
    options = ("--branch", "kalimantan", "--from", "2023")
    assert (tmp_path / "tables/trend.csv").read_text() == run("trend", *options, "--format", "csv").out


def test_what_begins_on_another_basis_is_left_out_and_named(run, published, tmp_path):
    run("export", "--branch", "kalimantan", *OUTPUTS)
    said = "kalimantan: the trend begins with 2023-12-31, because workers of 2020-06 are counted on the basis"
    assert said in (tmp_path / "gap.html").read_text()
    assert any(said in shape.text for shape in Presentation("deck.pptx").slides[-1].shapes if shape.has_text_frame)
    sources = openpyxl.load_workbook("gap.xlsx").worksheets[-1]
    assert any(said in str(row[1]) for row in sources.iter_rows(values_only=True))


def test_a_trend_ends_with_the_period_of_the_report(run, periods, tmp_path):
    periods([(f"202{year}-06", 1000, 500 + year, "employed") for year in range(1, 6)])
    assert run("export", "--period", "2023-06", *OUTPUTS).code == 0
    rows = list(csv.DictReader(io.StringIO((tmp_path / "tables/trend.csv").read_text())))
    assert [row["period"] for row in rows] == ["2021-06", "2022-06", "2023-06"]


@pytest.mark.parametrize(
    ("rows", "note"),
    [
        ([("2025-06", 1000, 500, "employed")], False),
        ([("2024-06", 1000, 500, "employed"), ("2025-06", 1000, 500, "labour force")], True),
    ],
)
def test_one_period_or_unlike_bases_make_no_trend(run, periods, tmp_path, rows, note):
    periods(rows)
    assert run("export", *OUTPUTS).code == 0
    assert not charts_of("deck.pptx")
    assert openpyxl.load_workbook("gap.xlsx").sheetnames == ["Figures", "Chart", "Sources"]
    page = (tmp_path / "gap.html").read_text()
    assert 'id="trend-1-t"' not in page
    assert not (tmp_path / "tables/trend.csv").exists()
    assert ("kota: no trend, because workers of 2024-06".casefold() in page.casefold()) is note


@pytest.mark.parametrize("language", ["en", "id"])
def test_the_same_bytes_again(run, published, tmp_path, language):
    made = []
    for _ in range(2):
        assert run("export", "--lang", language, *OUTPUTS).code == 0
        made.append({path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()})
    assert made[0] == made[1]
    assert all(": unchanged" in run("verify", name).out for name in FILES)


def test_a_trend_has_its_own_notes_below_it(run, project, tmp_path):
    workers = ["Bontang,PU,2024-06,20", "Kutai,PU,2024-06,20", "Kutai,PU,2025-06,20", "Kutai,BPU,2025-06,9"]
    people = [f"{row.rpartition(',')[0]},{number}" for row, number in zip(workers, (12, 12, 12, 3), strict=True)]
    people.append("Bontang,PU,2025-06,13")
    project(
        {
            "data/population.csv": "\n".join(["branch,segment,period,workers", *workers, ""]),
            "data/participants.csv": "\n".join(["branch,segment,period,participants", *people, ""]),
        }
    )
    assert run("export", "-o", "deck.pptx", "-o", "gap.html").code == 0
    found = {shape.name: shape for slide in Presentation("deck.pptx").slides for shape in slide.shapes}
    first, second = (found[f"coverage-trend-notes{suffix}"].text_frame.text for suffix in ("", " 2"))
    assert "Bontang (2025-06): workers are those of 2024-06." in first
    assert "Kutai (2024-06 to 2025-06): the earlier and the later period do not count the same segments." in second
    assert ("Kutai" in first, "Bontang" in second) == (False, False)
    (caption,) = re.findall("<figcaption>2024[^<]*Kutai[^<]*</figcaption>", (tmp_path / "gap.html").read_text())
    assert "the earlier and the later period do not count the same segments" in caption


def test_a_target_of_its_own_in_each_period(run, periods):
    rates = "default: plan\ntargets:\n  plan:\n    rates:\n      2024: 60%\n      2025: 79.96%\n"
    periods([("2024-06", 1000, 500, "employed"), ("2025-06", 100000, 79950, "employed")], targets=rates)
    assert run("export", "-o", "deck.pptx").code == 0
    (chart,) = charts_of("deck.pptx")
    rate, target = chart.plots[0].series
    assert list(target.values) == [0.6, 0.7996]
    # To one decimal the miss would read as met.
    assert rate.data_labels.number_format == "0.00%"


def test_a_deck_with_a_trend_is_a_template(run, published, tmp_path):
    run("export", "--branch", "kalimantan", "-o", "house.pptx")
    text = (tmp_path / "data/participants.csv").read_text()
    (tmp_path / "data/participants.csv").write_text(text.replace("3287150", "3287250"))
    assert run("export", "--branch", "kalimantan", "--template", "house.pptx", "-o", "deck.pptx").code == 0
    (chart,) = charts_of("deck.pptx")
    assert list(chart.plots[0].series[0].values)[1] == 3287250 / 7250000
    ran = run("export", "--branch", "bali", "--template", "house.pptx", "-o", "deck.pptx")
    assert "left out, because this report has no trend for it: coverage-chart-trend, coverage-trend," in ran.err


def test_excel_spells_the_trend_as_the_other_tables(run, published, tmp_path):
    run("export", "--branch", "kalimantan", "--lang", "id", "--excel", "-o", "tables/")
    last = (tmp_path / "tables/trend.csv").read_bytes().decode("utf-8-sig").splitlines()[-1]
    assert last.split(";")[6:10] == ["45,3", "-1,0", "12,7", "-13,7"]


def test_a_period_that_only_other_branches_have_is_named_in_every_file(run, project, tmp_path):
    months = {"Bontang": ("2025-06", "2025-08"), "Samarinda": ("2025-06", "2025-07", "2025-08")}
    covered = [f"{branch},PU,{month},1{month[-1]}" for branch, own in months.items() for month in own]
    project(
        {
            "data/population.csv": "branch,segment,period,workers\nBontang,PU,2024,20\nSamarinda,PU,2024,20\n",
            "data/participants.csv": "\n".join(["branch,segment,period,participants", *covered, ""]),
        }
    )
    assert run("export", *OUTPUTS).code == 0
    said = "Bontang: there is no 2025-07, which others have; the step 2025-06 to 2025-08 spans it."
    assert said in (tmp_path / "gap.html").read_text()
    assert any(said in shape.text for shape in Presentation("deck.pptx").slides[-1].shapes if shape.has_text_frame)
    sources = openpyxl.load_workbook("gap.xlsx").worksheets[-1]
    assert any(said in str(row[1]) for row in sources.iter_rows(values_only=True))


def test_a_branch_of_one_period_is_named_beside_the_trends_of_others(run, project, tmp_path):
    covered = ["Bontang,PU,2025-08,10", "Samarinda,PU,2025-07,11", "Samarinda,PU,2025-08,12"]
    project(
        {
            "data/population.csv": "branch,segment,period,workers\nBontang,PU,2024,20\nSamarinda,PU,2024,20\n",
            "data/participants.csv": "\n".join(["branch,segment,period,participants", *covered, ""]),
        }
    )
    assert run("export", "--output", "gap.html").code == 0
    assert "Bontang: left out, because one period is no trend." in (tmp_path / "gap.html").read_text()


def test_many_branches_leave_room_for_the_report(run, project, tmp_path):
    rows = [(f"B{branch:02d}", f"202{year}-06") for branch in range(15) for year in (4, 5)]
    population = [f"{branch},PU,{period},1{branch[1:]}0,basis of {branch}" for branch, period in rows]
    covered = [f"{branch},PU,{period},{period[3]}0" for branch, period in rows]
    project(
        {
            "data/population.csv": "\n".join(["branch,segment,period,workers,basis", *population, ""]),
            "data/participants.csv": "\n".join(["branch,segment,period,participants", *covered, ""]),
        }
    )
    assert run("export", "-o", "deck.pptx", "-o", "gap.html", "-o", "gap.xlsx").code == 0
    assert len(charts_of("deck.pptx")) == 8
    page = (tmp_path / "gap.html").read_text()
    said = "The trends of 7 branches with fewer uncovered workers are not drawn."
    assert said in page
    sheet = openpyxl.load_workbook("gap.xlsx")["Trend"]
    assert len(sheet._charts) == 8
    assert [row[0] for row in sheet.iter_rows(min_row=32, max_row=33, values_only=True)] == [None, said]
    assert min(chart.anchor._from.row for chart in sheet._charts) > 32  # below it
    assert "3 further notes on trends have no room here" in page


def test_the_errors_that_forbid_a_trend_are_counted_without_warnings(run, periods, tmp_path):
    root = periods([("2021", 100, 60, "a"), ("2022", 200, 190, "a"), ("2023", 210, 192, "a")])
    (root / "config/checks.yaml").write_text("severity: {D105: error}\n")
    assert run("export", "-o", "gap.html").code == 0
    errors = run("trend").err.count("error D105")
    assert run("trend").err.count("warning D106") == 1
    assert (
        f"No trend: {errors} error in earlier periods; coverage trend names all." in (tmp_path / "gap.html").read_text()
    )


def test_of_many_periods_few_figures_are_printed(run, periods, tmp_path):
    """The first, the last, the highest and the lowest; in a deck, a workbook and a page."""
    people = [500 + 3 * month for month in range(24)]
    people[8], people[15], people[22] = 400, 700, 690
    months = [f"{2023 + month // 12}-{month % 12 + 1:02d}" for month in range(24)]
    periods([(month, 1000, count, "employed") for month, count in zip(months, people, strict=True)])
    assert run("export", *OUTPUTS).code == 0
    kept = [0, 8, 15, 23]
    (chart,) = charts_of("deck.pptx")
    xml = chart.part.blob.decode()
    gone = re.findall(r'<c:dLbl><c:idx val="(\d+)"/><c:delete val="1"/></c:dLbl>', xml)
    assert [at for at in range(24) if str(at) not in gone] == kept
    assert '<c:tickLblSkip val="2"/>' in xml
    with zipfile.ZipFile("gap.xlsx") as book:
        (drawn,) = [xml for name in book.namelist() if "tickLblSkip" in (xml := part(book, name))]
    gone = re.findall(r'<c:dLbl><c:idx val="(\d+)"/><c:delete val="1"/></c:dLbl>', drawn)
    assert [at for at in range(24) if str(at) not in gone] == kept
    svg = re.search(r'aria-labelledby="trend-1-t.*?</svg>', (tmp_path / "gap.html").read_text())[0]
    assert re.findall(r">([0-9.]+%)</text>", svg)[-4:] == ["50.0%", "40.0%", "70.0%", "56.9%"]
    # Few periods in a template of many have their figures again, upright.
    periods([(month, 1000, 510, "employed") for month in months[:3]])
    assert run("export", "--template", "deck.pptx", "-o", "few.pptx").code == 0
    (chart,) = charts_of("few.pptx")
    xml = chart.part.blob.decode()
    assert 'c:delete val="1"/></c:dLbl>' not in xml
    assert '<c:tickLblSkip val="1"/>' in xml
    assert 'rot="-2700000"' not in xml


def test_figures_cover_neither_the_names_of_periods_nor_the_line_of_the_target(run, periods, tmp_path):
    """They stand below their marks, and above where there is no room: near the axis, and just above the target."""
    rows = [("2023", 1000, 12, ""), ("2024", 1000, 290, ""), ("2025", 1000, 301, "")]
    periods(rows, targets="default: n\ntargets: {n: 30%}\n")
    assert run("export", "-o", "deck.pptx", "-o", "gap.html", "-o", "gap.xlsx").code == 0
    assert run("export", "--template", "deck.pptx", "-o", "again.pptx").code == 0
    for deck in ("deck.pptx", "again.pptx"):
        (chart,) = charts_of(deck)
        xml = chart.part.blob.decode()
        assert re.findall(r'<c:dLbl><c:idx val="(\d)"/>.*?<c:dLblPos val="(\w)"/>', xml) == [("0", "t"), ("2", "t")]
        assert xml.count('<c:dLblPos val="b"/>') == 1
    svg = re.search(r'aria-labelledby="trend-1-t.*?</svg>', (tmp_path / "gap.html").read_text())[0]
    marks = re.findall(r'cy="([0-9.]+)" r="5"', svg)
    figures = re.findall(r'y="([0-9.]+)" text-anchor="middle" font-weight="600">', svg)
    assert [float(figure) < float(mark) for figure, mark in zip(figures, marks, strict=True)] == [True, False, True]
    with zipfile.ZipFile("gap.xlsx") as book:
        assert any('<c:dLblPos val="t"/>' in part(book, name) for name in book.namelist())


def part(package, name):
    return package.read(name).decode("utf-8", "replace")


def test_a_rate_half_way_between_two_is_shown_as_in_the_table(run, periods):
    """A program that multiplies the double by a hundred makes 21.349… of 0.2135, which is 21.4% here."""
    periods([("2024-06", 2000, 427, ""), ("2025-06", 2000, 849, "")], targets="default: n\ntargets: {n: 66.65%}\n")
    options = ("--plan-by", "2026-12", "--capacity", "PU=156", "--today", "2025-07-01")
    assert run("export", *options, "-o", "deck.pptx", "-o", "gap.xlsx").code == 1  # it ends at 50.25%
    wanted = {"0.2135": 214, "0.4245": 425, "0.5025": 503, "0.6665": 667}
    assert not any(half_up(Fraction(float(rate) * 100), 1) == shown for rate, shown in wanted.items())
    charts = [chart for chart in charts_of("deck.pptx", "coverage-chart") if chart.series[0].name == "Rate"]
    drawn = [value for chart in charts for one in chart.series if one.name != "Target" for value in one.values]
    cells = [
        cell.value
        for sheet in openpyxl.load_workbook("gap.xlsx")
        for row in sheet.iter_rows()
        for cell in row
        if cell.number_format == "0.0%" and cell.value is not None
    ]
    assert {f"{value:.15g}" for value in drawn} == wanted.keys() - {"0.6665"}
    assert {f"{value:.15g}" for value in cells} == wanted.keys()
    assert all(half_up(Fraction(value * 100), 1) == wanted[f"{value:.15g}"] for value in (*drawn, *cells))


def test_an_axis_of_a_template_does_not_cut_what_is_drawn(run, periods):
    periods([("2024", 1000, 120, ""), ("2025", 1000, 130, "")], targets="default: n\ntargets:\n  n: 20%\n")
    assert run("export", "-o", "low.pptx").code == 0
    periods([("2024", 1000, 720, ""), ("2025", 1000, 1230, "")], targets="default: n\ntargets:\n  n: 20%\n")
    assert run("export", "--template", "low.pptx", "-o", "high.pptx").code == 0
    for name in ("coverage-chart-trend", "coverage-chart"):
        chart = charts_of("high.pptx", name)[0]
        assert chart.value_axis.maximum_scale == pytest.approx(1.3)


def test_time_without_figures_is_named_where_the_chart_has_no_room_for_it(run, periods, tmp_path):
    periods([(str(year), 1000, 100 + year % 100, "employed") for year in (2019, 2020, 2021, 2024)])
    said = "Kota (2021 to 2024): there are no figures of the time between; the step is drawn no wider than one of 12 m"
    assert said in run("trend").out
    assert run("export", *OUTPUTS).code == 0
    assert said in (tmp_path / "gap.html").read_text()
    notes = [shape for slide in Presentation("deck.pptx").slides for shape in slide.shapes]
    assert any(said in shape.text for shape in notes if shape.name == "coverage-trend-notes")
    periods([(period, 1000, 100, "employed") for period in ("2019-06", "2020-06", "2021-09", "2023-05")])
    assert "no figures of the time between" not in run("trend").out


@pytest.mark.parametrize(
    ("given", "spans"),
    [
        (("2019", "2020", "2021", "2022", "2023-03"), None),  # one short step makes no gaps of the years
        (("2021", "2022", "2023-03"), None),  # nor where it is as frequent: there is no time between two years
        (("2015", "2016", "2017", "2020", "2023", "2024-03"), "2017 to 2020, 2020 to 2023"),
    ],
)
def test_the_usual_step_is_the_most_frequent(run, periods, given, spans):
    periods([(period, 1000, 100 + at, "employed") for at, period in enumerate(given)])
    out = run("trend").out
    assert out.count("no figures of the time between") == (spans is not None)
    if spans:
        assert f"Kota ({spans}): there are no figures of the time between; the step is drawn no wider than one" in out


def test_of_steps_that_are_all_unlike_none_is_called_usual(run, periods):
    periods([(period, 1000, 100, "employed") for period in ("2024-09", "2025-01", "2025-06", "2025-07")])
    out = run("trend").out
    assert "Kota (2024-09 to 2025-01, 2025-01 to 2025-06): there are no figures of the time between" in out
    assert "usual" not in out
    assert "the step is drawn no wider than one of 1 month." in out


@pytest.mark.parametrize(("branches", "breaks"), [(1, []), (5, [12, 56, 100])])
def test_a_printed_chart_is_on_one_page(run, project, branches, breaks):
    rows = [f"Kota {at},PU,{year}" for at in range(branches) for year in (2024, 2025)]
    files = {
        "data/population.csv": "\n".join(["branch,segment,period,workers", *(f"{row},100" for row in rows), ""]),
        "data/participants.csv": "\n".join(["branch,segment,period,participants", *(f"{row},50" for row in rows), ""]),
    }
    project(files)
    assert run("export", "-o", "gap.xlsx").code == 0
    with zipfile.ZipFile("gap.xlsx") as book:
        sheets = [part(book, name) for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
    (sheet,) = [xml for xml in sheets if 'scale="47"' in xml]
    assert [int(at) for at in re.findall(r'<brk id="(\d+)"', sheet)] == breaks
    assert "fitToPage" not in sheet


def test_a_change_in_the_workbook_is_the_difference_of_the_rates_beside_it(run, periods, tmp_path):
    """38.46% and 34.43% are shown as 38.5 and 34.4, and their exact difference as 4.0."""
    periods([("2025-08", 10000, 3846, "employed"), ("2025-09", 10000, 3443, "employed")])
    run("export", "--target", "80%", "-o", "gap.xlsx", "-o", "t/", "-o", "gap.html")
    row = next(openpyxl.load_workbook("gap.xlsx")["Trend"].iter_rows(min_row=3, values_only=True))
    assert row[8:11] == (-4.1, -4.1, 0)
    assert ",34.4,-4.1,-4.1,0.0," in (tmp_path / "t/trend.csv").read_text()
    assert ">-4.1<" in (tmp_path / "gap.html").read_text()
