"""What every drawing of one report has alike: what its colours mean, and the same figures."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

pytest.importorskip("pptx")
pytest.importorskip("xlsxwriter")
pytest.importorskip("matplotlib")
openpyxl = pytest.importorskip("openpyxl")

from pptx import Presentation  # noqa: E402

from tests.export.conftest import Segment  # noqa: E402

EXPLAINED = ["target met", "below target", "no target", "Total", "Target"]


def test_a_row_without_a_target_is_explained_in_every_legend(run, export_project, tmp_path):
    rows = [Segment(10, 9, "high"), Segment(10, 5, "low"), Segment(10, 5, "free")]
    export_project(rows, "targets: {own: {segments: {high: 80%, low: 80%}}}\n")
    assert run("export", "-o", "gap.svg", "-o", "gap.html", "-o", "gap.xlsx", "-o", "deck.pptx").code == 0
    page = (tmp_path / "gap.html").read_text()
    legend = page[page.index(">target met</text>") :]
    assert re.findall(">([^<]+)</text>", legend[: legend.index("</svg>")]) == EXPLAINED
    picture = re.findall("<!-- (.*?) -->", (tmp_path / "gap.svg").read_text())
    assert picture[-5:] == [*EXPLAINED[:4], "Target 80.0%"]
    slide = Presentation(str(tmp_path / "deck.pptx")).slides[1]
    named = [shape for shape in slide.shapes if shape.name.startswith("coverage-legend")]
    assert [shape.text_frame.text for shape in named] == EXPLAINED
    assert all(one.left + one.width <= other.left for one, other in pairwise(named))
    sheet = openpyxl.load_workbook(tmp_path / "gap.xlsx")["Chart"]
    assert EXPLAINED in [list(row)[1:] for row in sheet.iter_rows(values_only=True)]


@pytest.mark.parametrize(("decimals", "shares"), [("0", ["63%", "33%", "4%"]), ("1", ["62.5%", "33.3%", "4.2%"])])
def test_shares_of_the_uncovered_are_one_in_the_drawing_and_the_table(run, export_project, tmp_path, decimals, shares):
    export_project([Segment(300, 0, "a"), Segment(160, 0, "b"), Segment(20, 0, "c")])
    assert run("export", "--pareto", "--decimals", decimals, "-o", "gap.html").code == 0
    page = (tmp_path / "gap.html").read_text()
    drawn = [text.removesuffix(",") for text in re.findall(r"\(([0-9.]+%), cumulative", page)]
    table = re.findall(r"<td>[0-9]+</td><td>([0-9.]+%)</td>", page)
    assert drawn == table == shares
