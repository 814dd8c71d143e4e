"""What a segment lacks for a while: no drawing joins, adds up or praises what the tables do not."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import replace

import pytest

pytest.importorskip("pptx")
pytest.importorskip("xlsxwriter")
openpyxl = pytest.importorskip("openpyxl")

from pptx import Presentation  # noqa: E402
from pptx.oxml.ns import qn  # noqa: E402
from pptx.util import Pt  # noqa: E402

from coverage_cli.output.charts.series import MOST_DRAWN, left_out  # noqa: E402
from coverage_cli.output.language import words  # noqa: E402
from coverage_cli.output.style import Style  # noqa: E402
from coverage_cli.output.tables.headline import tiles  # noqa: E402
from tests.export.conftest import SCENARIOS, Segment, many  # noqa: E402

MONTHS = {
    "2025-01": {"agriculture": 60, "formal": 300, "informal": 80},
    "2025-02": {"agriculture": 63, "formal": 310, "informal": 84},
    "2025-03": {"formal": 320, "informal": 88},
    "2025-04": {"formal": 330, "informal": 90},
    "2025-05": {"agriculture": 66, "formal": 330, "informal": 92},
}
VOI = "".join(f"Voi,formal,{month},{number}0\n" for number, month in enumerate(MONTHS, 1))
RATES = [440 / 900, 457 / 900, 408 / 600, 420 / 600, 488 / 900]
TARGETS = "default: s\ntargets:\n  s: {rate: 60%, source: NSPS}\n"
BROKEN = "The line is broken between periods that cannot be compared."
LEFT = "Left out, because workers or participants are missing, or nobody works there: agriculture."


@pytest.fixture
def taita(project):
    """A function that writes a branch whose agriculture is not delivered in two of the months, up to the last."""

    def write(last="2025-05", others="", targets=TARGETS):
        people = [
            f"Taita,{name},{month},{count}"
            for month, counts in MONTHS.items()
            for name, count in counts.items()
            if month <= last
        ]
        workers = ("Taita,agriculture,2024,300", "Taita,formal,2024,400", "Taita,informal,2024,200")
        population = "\n".join(("branch,segment,period,workers", *workers, ""))
        return project(
            {
                "data/population.csv": population + ("Voi,formal,2024,100\n" if others else ""),
                "data/participants.csv": "\n".join(["branch,segment,period,participants", *people, ""]) + others,
            },
            targets=targets,
        )

    return write


def shape_of(path, name):
    (shape,) = [one for slide in Presentation(path).slides for one in slide.shapes if one.name == name]
    return shape


def lines_of(chart):
    """Names and values of the series, and the places of those that the legend leaves out."""
    hidden = [int(one.find(qn("c:idx")).get("val")) for one in chart._chartSpace.iter(qn("c:legendEntry"))]
    return [(one.name, list(one.values)) for one in chart.series], hidden


FIRST, REST = [*RATES[:2], None, None, RATES[4]], [None, None, *RATES[2:4], None]


def test_a_line_on_a_slide_is_broken_where_periods_do_not_compare(run, taita):
    taita()
    assert run("export", "-o", "deck.pptx").code == 0
    chart = shape_of("deck.pptx", "coverage-chart-trend").chart
    assert lines_of(chart) == ([("Rate", FIRST), ("Target", [0.6] * 5), ("Rate", REST)], [2])
    assert chart._chartSpace.find(".//" + qn("c:dispBlanksAs")).get("val") == "gap"
    tags = [qn(tag) for tag in ("c:spPr", "c:marker", "c:dLbls")]
    first, _, rest = (
        [[deep.attrib for deep in look.iter()] for tag in tags for look in line._element.iter(tag)]
        for line in chart.series
    )
    assert first == rest
    order = [child.tag.partition("}")[2] for child in list(chart.series)[2]._element]
    assert order == ["idx", "order", "tx", "spPr", "marker", "dLbls", "cat", "val", "smooth"]
    assert BROKEN in shape_of("deck.pptx", "coverage-trend").text_frame.text


def test_a_template_has_its_line_broken_and_joined_again(run, taita):
    taita("2025-02")
    assert run("export", "-o", "house.pptx").code == 0
    taita()
    assert run("export", "--template", "house.pptx", "-o", "broken.pptx").code == 0
    chart = shape_of("broken.pptx", "coverage-chart-trend").chart
    assert lines_of(chart) == ([("Rate", FIRST), ("Target", [0.6] * 5), ("Rate", REST)], [2])
    looks = [line.format.line.color.rgb for line in chart.series]
    assert looks[0] == looks[2] != looks[1]
    taita("2025-02")
    assert run("export", "--template", "broken.pptx", "-o", "deck.pptx").code == 0
    joined = shape_of("deck.pptx", "coverage-chart-trend").chart
    assert lines_of(joined) == ([("Rate", RATES[:2]), ("Target", [0.6] * 2)], [])


def test_a_template_keeps_what_its_legend_hides_and_the_legend_that_it_has_not(run, taita):
    taita()
    assert run("export", "-o", "house.pptx").code == 0
    for shown, hidden in ((True, [1, 2]), (False, [])):
        deck = Presentation("house.pptx")
        (chart,) = [one.chart for slide in deck.slides for one in slide.shapes if one.name == "coverage-chart-trend"]
        chart.has_legend = shown
        for entry in chart._chartSpace.iter(qn("c:legendEntry")):
            target = deepcopy(entry)
            target.find(qn("c:idx")).set("val", "1")
            entry.addnext(target)
            break
        deck.save("own.pptx")
        assert run("export", "--template", "own.pptx", "-o", "deck.pptx").code == 0
        found, left = lines_of(shape_of("deck.pptx", "coverage-chart-trend").chart)
        assert (found, sorted(left)) == ([("Rate", FIRST), ("Target", [0.6] * 5), ("Rate", REST)], hidden)


def test_a_broken_line_without_a_target_makes_room_in_the_legend_for_one(run, taita):
    taita(targets="default: s\ntargets:\n  s:\n    rates:\n      2030: 60%\n")
    assert run("export", "-o", "house.pptx", "-o", "gap.xlsx").code == 0
    assert lines_of(shape_of("house.pptx", "coverage-chart-trend").chart) == ([("Rate", FIRST), ("Rate", REST)], [1])
    (chart,) = openpyxl.load_workbook("gap.xlsx")["Trend"]._charts
    assert [one.val.numRef.f for one in chart.series] == ["Trend!$O$2:$O$6", "Trend!$P$2:$P$6"]
    taita("2025-02")
    assert run("export", "--template", "house.pptx", "-o", "deck.pptx").code == 0
    joined = shape_of("deck.pptx", "coverage-chart-trend").chart
    assert lines_of(joined) == ([("Rate", RATES[:2]), ("Target", [0.6] * 2)], [])


def test_a_line_in_a_workbook_is_drawn_from_two_columns(run, taita):
    taita()
    assert run("export", "-o", "gap.xlsx").code == 0
    sheet = openpyxl.load_workbook("gap.xlsx")["Trend"]
    rows = list(sheet.iter_rows(min_row=1, max_row=6, values_only=True))
    assert rows[0][14:] == ("Rate (line 1)", "Rate (line 2)")
    assert [row[1] for row in rows[3:5]] == ["2025-03 (2 of 3 segments)", "2025-04 (2 of 3 segments)"]
    assert sheet.column_dimensions["B"].width > len("2025-03 (2 of 3 segments)")
    assert [[row[column] for row in rows[1:]] for column in (6, 14, 15)] == [RATES, FIRST, REST]
    (chart,) = sheet._charts
    assert [one.val.numRef.f for one in chart.series] == [f"Trend!${column}$2:${column}$6" for column in "OPH"]
    assert [(one.idx, one.delete) for one in chart.legend.legendEntry] == [(1, True)]
    assert chart.x_axis.title.tx.rich.p[0].r[0].t == BROKEN


def test_a_line_on_the_page_is_broken_and_every_figure_stands(run, taita, tmp_path):
    taita()
    assert run("export", "-o", "gap.html").code == 0
    page = (tmp_path / "gap.html").read_text()
    (drawing,) = re.findall(r'<svg [^>]*aria-labelledby="trend-1-t.*?</svg>', page)
    lines = re.findall(r'<path d="M([^"]*)" fill="none" stroke-width="3" stroke="#0072B2"/>', drawing)
    points = re.findall(r'<circle cx="([^"]*)" cy="([^"]*)"', drawing)
    at = [" ".join(point) for point in points]
    assert sorted(lines) == sorted(["L".join(at[:2]), "L".join(at[2:4]), at[4]])
    assert re.findall(r">(\d+\.\d%)<", drawing) == ["48.9%", "50.8%", "68.0%", "70.0%", "54.2%"]
    assert f"{BROKEN} Taita" in page


def test_a_sparkline_has_a_mark_between_periods_that_do_not_compare(run, taita):
    taita()
    out = run("trend").out
    assert out.startswith("Taita  ▁▂╎▇█╎▃\n")
    assert "╎ stands between the bars of periods that cannot be compared." in out
    taita("2025-02")
    assert "╎" not in run("trend").out


def test_an_unbroken_line_stays_one(run, taita, tmp_path):
    taita("2025-02")
    assert run("export", "-o", "deck.pptx", "-o", "gap.xlsx", "-o", "gap.html").code == 0
    assert lines_of(shape_of("deck.pptx", "coverage-chart-trend").chart)[1] == []
    sheet = openpyxl.load_workbook("gap.xlsx")["Trend"]
    assert sheet.max_column == 14
    assert sheet._charts[0].series[0].val.numRef.f == "Trend!$G$2:$G$3"
    assert "line is broken" not in (tmp_path / "gap.html").read_text()


def test_who_is_not_covered_names_whom_it_leaves_out(run, taita, tmp_path):
    taita("2025-03")
    assert run("export", "-o", "deck.pptx", "-o", "gap.html").code == 0
    note = shape_of("deck.pptx", "coverage-uncovered-notes")
    assert note.text_frame.text == LEFT
    assert f"<figcaption>{LEFT}</figcaption>" in (tmp_path / "gap.html").read_text()
    taita("2025-02")
    assert run("export", "-o", "house.pptx", "-o", "gap.html").code == 0
    assert shape_of("house.pptx", "coverage-uncovered-notes").text_frame.text == ""
    assert "Left out" not in (tmp_path / "gap.html").read_text()
    taita("2025-03")
    assert run("export", "--template", "house.pptx", "-o", "deck.pptx").code == 0
    assert shape_of("deck.pptx", "coverage-uncovered-notes").text_frame.text == LEFT


def test_a_large_figure_says_over_how_many_segments_it_is(run, taita, tmp_path):
    names = ("Rate", "Target", "Gap (points)", "Workers", "Participants", "Uncovered", "Shortfall")
    for last, about in (("2025-03", ", 2 of 3 segments"), ("2025-02", "")):
        taita(last)
        assert run("export", "-o", "deck.pptx", "-o", "gap.html").code == 0
        assert re.findall("<dt>(.*?)</dt>", (tmp_path / "gap.html").read_text()) == [f"{name}{about}" for name in names]
        labels = [shape for shape in Presentation("deck.pptx").slides[0].shapes if shape.name.endswith("-label")]
        assert [shape.text_frame.text for shape in labels] == [f"{name}{about}" for name in names]
        for shape in labels:
            (letter,) = shape.text_frame.paragraphs[0].runs
            lines = 2 if letter.font.size == Pt(11) else 1  # smaller type could not be read
            assert len(letter.text) * letter.font.size * 0.58 <= shape.width * lines


def test_workers_where_no_segment_has_participants_are_not_those_of_none(report_of):
    found = tiles(report_of([Segment(50, None), Segment(100, None)]), Style("en"))
    shown = {tile.name: tile.text for tile in found if tile.key in {"workers", "rate"}}
    assert shown == {"Workers": "150", "Rate": "–"}


def test_rows_without_figures_are_not_said_to_have_fewer_uncovered(report_of):
    report = report_of(many(MOST_DRAWN + 2))
    fewer = "2 rows with fewer uncovered workers are in the table only."
    assert left_out(report, words("en")) == fewer
    (unknown, *_) = report_of(SCENARIOS["nothing"]).rows
    lacking = replace(report, rows=(*report.rows, unknown))
    said = "3 rows with fewer uncovered workers, or without figures, are in the table only."
    assert left_out(lacking, words("en")) == said


def test_of_the_first_rows_alone_no_share_of_the_uncovered_is_drawn(run, export_project, tmp_path):
    """Their cumulated shares would end at 100%, without the rows that --top leaves out; pictures say how many."""
    export_project(many(6))
    assert run("export", "-o", "whole.pptx").code == 0
    outputs = ("-o", "gap.pptx", "-o", "gap.html", "-o", "gap.xlsx")
    ran = run("export", "--top", "2", "--template", "whole.pptx", *outputs)
    assert "or of some rows only: coverage-chart-uncovered" in ran.err
    assert run("export", "--top", "2", "-o", "own.pptx").code == 0
    said = "Shown: 2 rows of 6, the first in this order; totals are over all rows."
    for deck in ("gap.pptx", "own.pptx"):
        shapes = [shape for slide in Presentation(deck).slides for shape in slide.shapes]
        assert not any("uncovered-title" in shape.name for shape in shapes)
        feet = [shape.text_frame.text for shape in shapes if shape.name == "coverage-footnote"]
        assert feet
        assert all(said in foot for foot in feet)
    assert "Who is not covered" not in (tmp_path / "gap.html").read_text()
    chart = openpyxl.load_workbook("gap.xlsx")["Chart"]
    assert said in " ".join(str(cell) for (cell, *_) in chart.values if cell)


def test_a_total_of_chosen_segments_says_so_below_each_picture(run, export_project):
    export_project([Segment(100, 40, name=name) for name in ("Jasa", "Nelayan", "Petani")])
    assert run("export", "--segment", "Jasa", "--segment", "Petani", "-o", "deck.pptx", "-o", "gap.xlsx").code == 0
    said = "Only these segments are in the rows and totals: Jasa, Petani."
    shapes = [shape for slide in Presentation("deck.pptx").slides for shape in slide.shapes]
    feet = [shape.text_frame.text for shape in shapes if shape.name == "coverage-footnote"]
    assert len(feet) == 3
    assert all(said in foot for foot in feet)
    assert said in " ".join(str(cell) for (cell, *_) in openpyxl.load_workbook("gap.xlsx")["Chart"].values if cell)


def test_a_total_has_the_last_trend_where_it_is_asked_for(run, taita, tmp_path):
    taita("2025-03", VOI)
    outputs = ("-o", "deck.pptx", "-o", "gap.xlsx", "-o", "gap.html", "-o", "tables/")
    assert run("export", "--period", "2025-03", *outputs).code == 0
    assert "Total: coverage over time" not in (tmp_path / "gap.html").read_text()
    assert run("export", "--period", "2025-03", "--totals", *outputs).code == 0
    titles = re.findall("<h2>([^<]*: coverage over time)", (tmp_path / "gap.html").read_text())
    assert titles == [f"{name}: coverage over time" for name in ("Taita", "Voi", "Total")]
    rates, hidden = lines_of(shape_of("deck.pptx", "coverage-chart-trend 3").chart)
    assert rates[0] == ("Rate", [450 / 1000, 477 / 1000, None])
    assert (rates[2], hidden) == (("Rate", [None, None, 438 / 700]), [2])
    notes = shape_of("deck.pptx", "coverage-trend-notes 3").text_frame.text
    assert "only one of the two periods has workers and participants of Taita / agr" in notes
    sheet = openpyxl.load_workbook("gap.xlsx")["Trend"]
    assert [cell.value for cell in sheet["A"][1:10]] == ["Taita"] * 3 + ["Voi"] * 3 + ["Total"] * 3
    assert len(sheet._charts) == 3
    assert (tmp_path / "tables/trend.csv").read_text() == run(
        "trend", "--to", "2025-03", "--totals", "--format", "csv"
    ).out
    assert "--totals" in (tmp_path / "tables/provenance.json").read_text()


def test_a_total_is_refused_where_no_file_shows_it_and_where_it_is_none(run, taita, tmp_path):
    taita("2025-03", VOI)
    ran = run("export", "--totals", "-o", "gap.csv")
    assert (ran.code, "--totals" in ran.err) == (2, True)
    taita("2025-03", "Voi,formal,2025-03,30\n")
    ran = run("export", "--totals", "-o", "deck.pptx")
    assert (ran.code, "--totals needs two periods that all branches have" in ran.err) == (2, True)
    assert run("export", "--totals", "--branch", "Taita", "-o", "gap.html").code == 0
    assert "Total: coverage" not in (tmp_path / "gap.html").read_text()


def test_of_many_branches_the_total_is_drawn_all_the_same(run, project, tmp_path):
    names = [f"B{number:02d}" for number in range(9)]
    workers = [f"{name},PU,2023,99" for name in names] + [f"{name},PU,2026,9000" for name in names[1:]]
    people = [f"{name},PU,202{year}-06,{year}0" for name in names for year in (4, 5)]
    people += [f"{name},PU,2026-06,60" for name in names[1:]]  # each has more uncovered than all had together before
    project(
        {
            "data/population.csv": "\n".join(["branch,segment,period,workers", *workers, ""]),
            "data/participants.csv": "\n".join(["branch,segment,period,participants", *people, ""]),
        }
    )
    assert run("export", "--totals", "-o", "gap.html").code == 0
    page = (tmp_path / "gap.html").read_text()
    assert len(re.findall("<h2>B[^<]*: coverage over time", page)) == 7
    assert "<h2>Total: coverage over time" in page
    assert "The trends of 2 branches with fewer uncovered workers are not drawn." in page


@pytest.mark.parametrize("form", ["table", "markdown", "html"])
def test_the_total_of_a_branch_below_sorted_rows_says_over_how_many(export_project, run, form):
    kota = [Segment(1000, 400, "pu", "Kota"), Segment(800, None, "bpu", "Kota")]
    export_project([*kota, Segment(500, 100, "pu", "Desa"), Segment(900, 700, "bpu", "Desa")])
    out = run("gap", "--sort", "uncovered", "--format", form).out
    assert out.count("Kota (1 of 2 segments)") == 1
    assert "Desa (" not in out


@pytest.mark.parametrize("by", ["branch,segment", "branch"])
def test_what_has_no_target_draws_none_and_speaks_of_none(run, taita, tmp_path, by):
    taita(targets="default: s\ntargets:\n  s: {source: NSPS, branches: {Voi: 60%}}\n")
    outputs = ("gap.html", "deck.pptx", "gap.xlsx", "gap.svg")
    ran = run("export", "--by", by, *(part for name in outputs for part in ("-o", name)))
    assert ran.code == 0, ran.err
    page = (tmp_path / "gap.html").read_text()
    by_what = by.rpartition(",")[2]
    assert re.findall(r"<h2>([^<]*overage[^<]*)</h2>", page) == [f"Coverage by {by_what}", "Taita: coverage over time"]
    shapes = {one.name: one for slide in Presentation("deck.pptx").slides for one in slide.shapes}
    assert shapes["coverage-chart-title"].text_frame.text == f"Coverage by {by_what}"
    assert shapes["coverage-trend-title"].text_frame.text == "Taita: coverage over time"
    assert "coverage-legend-target" not in shapes
    for name in ("coverage-chart", "coverage-chart-trend"):
        lines = {line.name: list(line.values) for line in shapes[name].chart.series}
        assert any(value is not None for value in lines["Rate"])
        assert set(lines.get("Target", [None])) == {None}
    for drawing in re.findall(r"<svg.*?</svg>", page, re.DOTALL):
        assert "arget" not in re.sub(r"<[^>]*>", " ", drawing)
    assert "with the target" not in page
