"""A deck as a template: what one export wrote is filled by the next, or goes."""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape
from itertools import pairwise

import pytest

pytest.importorskip("pptx")
pytest.importorskip("xlsxwriter")
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Pt

from coverage_cli.output.deck.shapes import remove_slide
from tests.export.conftest import SCENARIOS, Segment, many

EVERYTHING = ("--pareto", "--measures", "--target", "ndp", "--target", "61%", "--plan-by")
DAY = ("--today", "2025-09-01")
TARGETS = "default: ndp\ntargets:\n  ndp: {rate: 70%, source: Plan}\n"


@pytest.fixture
def two(project):
    """Two branches of unlike segments and figures, two periods each; the first has more of everything."""
    sizes = {"Utara": range(20), "Selatan": range(3)}
    # Figures of several digits, none of which both branches have.
    made = [
        (branch, f"{branch} {at}", period, 7013 + 1009 * at + 13 * late + seed, 3011 + 307 * at + 701 * late + seed)
        for seed, (branch, numbers) in enumerate(sizes.items())
        for at in numbers
        for late, period in enumerate(("2024-06", "2025-06"))
    ]
    return project(
        {
            "data/population.csv": "branch,segment,period,workers\n"
            + "".join(f"{branch},{name},{period},{workers}\n" for branch, name, period, workers, _ in made),
            "data/participants.csv": "branch,segment,period,participants\n"
            + "".join(f"{branch},{name},{period},{people}\n" for branch, name, period, _, people in made),
        },
        targets=TARGETS,
    )


def told(path):
    """Every word and figure of a deck: slides, notes, charts, alternative texts and the workbooks behind charts."""
    found = set()
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            data = package.read(name)
            if name.endswith(".xlsx"):
                with zipfile.ZipFile(io.BytesIO(data)) as book:
                    sheets = [book.read(part) for part in book.namelist() if part.startswith("xl/")]
            elif name.startswith("ppt/") and name.endswith(".xml"):
                sheets = [data]
            else:
                continue
            for sheet in sheets:
                xml = sheet.decode()
                texts = re.findall(r"<(?:a:t|c:v|v|t)(?: [^>]*)?>([^<]*)<", xml) + re.findall(r'descr="([^"]*)"', xml)
                found.update(word.strip('.,;:()"') for text in texts for word in unescape(text).split())
    return found


@pytest.mark.parametrize("asked", [(*EVERYTHING, "2027-06"), (), ("--pareto",)])
def test_an_export_leaves_nothing_of_the_export_that_was_its_template(run, two, asked):
    first = ("--branch", "Utara", *EVERYTHING, "2026-12", "--premium", "137", *DAY)
    assert run("export", *first, "-o", "first.pptx").code == 0
    second = ("--branch", "Selatan", *asked, *(DAY if "--plan-by" in asked else ()))
    ran = run("export", *second, "--template", "first.pptx", "-o", "second.pptx")
    assert ran.code == 0
    assert "is not a name" not in ran.err
    assert run("export", *second, "-o", "fresh.pptx").code == 0
    left = (told("second.pptx") & told("first.pptx")) - told("fresh.pptx")
    assert left == {"(–"} & left
    assert "Utara" not in "".join(told("second.pptx"))
    fresh, filled = ([slide.shapes.title.text for slide in Presentation(name).slides] for name in FILES)
    assert filled == fresh
    assert run("verify", "second.pptx").code == 0


FILES = ("fresh.pptx", "second.pptx")


def test_an_axis_that_began_at_zero_does_not_hide_what_is_below_it(run, project):
    """Of fewer participants every year the present pace leads below nobody enrolled."""
    rows = "".join(
        f"{branch},pu,2024-06,600\n{branch},pu,2025-06,{now}\n" for branch, now in (("Up", 650), ("Down", 550))
    )
    project({
        "data/population.csv": "branch,segment,period,workers\nUp,pu,2024-06,1000\nDown,pu,2024-06,1000\n",
        "data/participants.csv": "branch,segment,period,participants\n" + rows,
    })  # fmt: skip
    begins = []
    for branch, more in (("Up", ()), ("Down", ("--template", "Up.pptx"))):
        options = ("--branch", branch, "--plan-by", "2026-06", *DAY, *more)
        assert run("export", *options, "-o", f"{branch}.pptx").code == 0
        shapes = [shape for slide in Presentation(f"{branch}.pptx").slides for shape in slide.shapes]
        (chart,) = [shape.chart for shape in shapes if shape.name == "coverage-chart-plan-months"]
        begins.append(chart.value_axis.minimum_scale)
    assert begins == [0, None]


def test_each_slide_of_several_gets_its_part(run, two):
    first = ("--branch", "Utara", *EVERYTHING, "2026-12", *DAY)
    for options in ((), ("--template", "first.pptx")):
        assert run("export", *first, *options, "-o", "second.pptx" if options else "first.pptx").code == 0
    shown = []
    for name in ("first.pptx", "second.pptx"):
        shapes = [shape for slide in Presentation(name).slides for shape in slide.shapes]
        shown.append(
            [[[cell.text for cell in row.cells] for row in one.table.rows] for one in shapes if one.has_table]
            + [list(one.chart.plots[0].categories) for one in shapes if one.has_chart]
        )
    assert shown[0] == shown[1]
    titles = [slide.shapes.title.text for slide in Presentation("second.pptx").slides]
    assert "Coverage by segment, with the target (2/2)" in titles


def test_more_rows_than_before_are_spread_over_the_slides_that_there_are(run, export_project):
    export_project(many(16))
    assert run("export", "-o", "first.pptx").code == 0
    export_project(many(40))
    assert run("export", "--template", "first.pptx", "-o", "second.pptx").code == 0
    shapes = [shape for slide in Presentation("second.pptx").slides for shape in slide.shapes]
    charts = [one.chart for one in shapes if re.fullmatch(r"coverage-chart( \d+)?", one.name)]
    drawn = [name for chart in charts for name in chart.plots[0].categories]
    assert len(drawn) == len(set(drawn)) == 41
    tables = [one.table for one in shapes if one.has_table]
    assert sum(len(table.rows) - 1 for table in tables) == 42


def test_verify_does_not_approve_a_shape_that_the_record_does_not_cover(run, two):
    assert run("export", "--branch", "Utara", "--pareto", "-o", "one.pptx").code == 0
    assert run("verify", "one.pptx").code == 0
    for name, code in (
        ("Coverage-plan-title 2", 1),
        ("coverage-raet", 1),
        ("coverage-rate@x", 0),
        ("coverage-targets", 1),
    ):
        deck = Presentation("one.pptx")
        deck.slides[1].shapes.add_textbox(0, 0, 1, 1).name = name
        deck.save("two.pptx")
        ran = run("verify", "two.pptx")
        assert ran.code == code
        assert (f"{name}: is a shape that its record does not cover\n" in ran.out) == bool(code)


def within(shapes):
    """Every shape, those of groups too."""
    for shape in shapes:
        yield from within(shape.shapes) if hasattr(shape, "shapes") else (shape,)


def drawn(path):
    """The figures of every chart of a deck, by its name and its place among those of that name."""
    charts = [
        (shape.name, shape.chart)
        for slide in Presentation(path).slides
        for shape in within(slide.shapes)
        if shape.has_chart
    ]
    return [(name, [(one.name, list(one.values)) for one in chart.plots[0].series]) for name, chart in charts]


def test_a_template_may_have_taken_labels_and_legends_off_its_charts(run, two):
    """Its charts get the figures and keep their looks; only rates are labelled, in the digits of the table."""
    asked = (*EVERYTHING, "2026-12", *DAY)
    assert run("export", "--branch", "Utara", *asked, "-o", "first.pptx").code == 0
    deck = Presentation("first.pptx")
    for slide in deck.slides:
        for chart in (shape.chart for shape in slide.shapes if shape.has_chart):
            chart.has_legend = False
            for tag in ("c:dLbls", "c:noMultiLvlLbl"):
                for element in list(chart._chartSpace.iter(qn(tag))):
                    element.getparent().remove(element)
    deck.save("bare.pptx")
    second = ("--branch", "Selatan", *asked)
    assert run("export", *second, "-o", "fresh.pptx").code == 0
    assert run("export", *second, "--template", "bare.pptx", "-o", "second.pptx").code == 0
    assert dict(drawn("second.pptx")) == dict(drawn("fresh.pptx"))
    for slide in Presentation("second.pptx").slides:
        for shape in slide.shapes:
            if shape.has_chart:
                named = {one.get("val") for one in shape.chart._chartSpace.iter(qn("c:tickLblSkip"))}
                assert named == ({"1"} if shape.name == "coverage-chart-trend" else set()), shape.name
                assert not shape.chart.has_legend
                labelled = next(shape.chart._chartSpace.iter(qn("c:dLbls")), None) is not None
                assert labelled == bool(re.fullmatch(r"coverage-chart( \d+)?", shape.name)), shape.name


def test_shapes_in_groups_are_filled_and_go_as_others_do(run, two):
    first = ("--branch", "Utara", *EVERYTHING, "2026-12", *DAY)
    assert run("export", *first, "-o", "first.pptx").code == 0
    deck = Presentation("first.pptx")
    for slide in deck.slides:
        named = [one._element for one in slide.shapes if one.name.startswith("coverage-") and not one.is_placeholder]
        group = slide.shapes.add_group_shape()
        for element in named:
            group._element.append(element)
    deck.save("grouped.pptx")
    for options in (("--pareto",), ()):
        second = ("--branch", "Selatan", *options)
        assert run("export", *second, "--template", "grouped.pptx", "-o", "second.pptx").code == 0
        assert run("export", *second, "-o", "fresh.pptx").code == 0
        assert dict(drawn("second.pptx")) == dict(drawn("fresh.pptx"))
        left = (told("second.pptx") & told("first.pptx")) - told("fresh.pptx")
        assert left == {"(–"} & left
        assert "Utara" not in told("second.pptx")
        assert run("verify", "second.pptx").code == 0


def test_a_chart_that_goes_from_a_slide_that_stays_leaves_no_workbook(run, two):
    assert run("export", "--branch", "Utara", "--pareto", "-o", "first.pptx").code == 0
    deck = Presentation("first.pptx")
    for slide in deck.slides:
        slide.shapes.add_textbox(0, 0, 1, 1).text_frame.text = "Mine"
    deck.save("own.pptx")
    assert run("export", "--branch", "Selatan", "--template", "own.pptx", "-o", "second.pptx").code == 0
    assert len(Presentation("second.pptx").slides) == len(deck.slides)
    assert [name for name, _ in drawn("second.pptx") if "pareto" in name] == []
    assert "Utara" not in told("second.pptx")
    with zipfile.ZipFile("second.pptx") as package:
        books = [name for name in package.namelist() if name.endswith(".xlsx")]
    assert len(books) == len(drawn("second.pptx"))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "own.pptx: Coverage-Chart is not filled, because the shape is of another kind"),
        ("id", "own.pptx: Coverage-Chart tidak diisi, karena jenis bentuknya lain"),
    ],
)
def test_a_shape_of_another_kind_is_told_and_stays(run, export_project, language, said):
    export_project(many(6))
    one_table("own.pptx", "Segment", "Rate")
    deck = Presentation("own.pptx")
    box = deck.slides[0].shapes.add_textbox(0, 0, 1, 1)
    box.name, box.text_frame.text = "Coverage-Chart", "here comes the chart"
    deck.save("own.pptx")
    ran = run("export", "--template", "own.pptx", "-o", "deck.pptx", "--lang", language)
    assert (ran.code, said in ran.err) == (0, True)
    (box,) = [one for one in Presentation("deck.pptx").slides[0].shapes if one.name == "Coverage-Chart"]
    assert box.text_frame.text == "here comes the chart"


def test_each_figure_and_what_it_stands_for_has_its_own_place(run, project):
    """No two of these texts are alike, so that none can stand in the place of another."""
    texts = {
        "branch": "Utara", "period": "2025-06", "population-period": "2024-03", "target-name": "ndp",
        "target-source": "Plan", "rate": "73.0%", "target": "80.0%", "gap": "7.0", "workers": "1,000",
        "participants": "730", "uncovered": "270", "shortfall": "70", "status": "below", "rate@pu": "75.0%",
        "workers@pu": "600", "period@pu": "2025-06",
    }  # fmt: skip
    project(
        {
            "data/population.csv": "branch,segment,period,workers\nUtara,PU,2024-03,600\nUtara,BPU,2024-03,400\n",
            "data/participants.csv": "branch,segment,period,participants\n"
            "Utara,PU,2025-06,450\nUtara,BPU,2025-06,280\n",
        },
        targets=TARGETS.replace("70%", "80%"),
    )
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    for at, name in enumerate(texts):
        slide.shapes.add_textbox(0, Pt(20 * at), Pt(300), Pt(20)).name = f"coverage-{name}"
    deck.save("own.pptx")
    assert run("export", "--template", "own.pptx", "-o", "deck.pptx").code == 0
    (slide,) = Presentation("deck.pptx").slides
    assert {one.name.removeprefix("coverage-"): one.text_frame.text for one in slide.shapes} == texts


def test_a_text_of_several_lines_is_filled_whole_and_notes_without_a_place_are_left(run, export_project):
    export_project(many(6))
    one_table("own.pptx", "Segment", "Rate")
    deck = Presentation("own.pptx")
    (slide,) = deck.slides
    box = next(one for one in slide.shapes if one.name == "Coverage-Gap")
    box.text_frame.text = "the gap\vof another\nexport"
    notes = slide.notes_slide.notes_placeholder._element
    notes.getparent().remove(notes)
    deck.save("own.pptx")
    assert run("export", "--template", "own.pptx", "-o", "deck.pptx").code == 0
    (slide,) = Presentation("deck.pptx").slides
    assert next(one for one in slide.shapes if one.name == "Coverage-Gap").text_frame.text == "25.0"
    assert slide.notes_slide.notes_text_frame is None
    assert run("verify", "deck.pptx").code == 0


def one_table(path, *head):
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    frame = slide.shapes.add_table(2, len(head), 0, 0, Pt(400), Pt(60))
    frame.name = "Coverage-Table"
    for column, text in enumerate(head):
        frame.table.cell(0, column).text_frame.text = text
    for name in ("Coverage-Gap", "coverage-rate@NELAYAN", "coverage-rate@x"):
        box = slide.shapes.add_textbox(0, Pt(90), Pt(300), Pt(20))
        box.name, box.text_frame.text = name, "99"
    deck.save(path)


@pytest.mark.parametrize(
    ("cell", "near"), [("Sector", ""), ("Shortfal", ' (did you mean "Shortfall"?)'), ("status of it", "")]
)
def test_a_column_that_there_is_not_is_told(run, export_project, cell, near):
    export_project(many(6))
    one_table("own.pptx", "Segment", "Rate", cell)
    ran = run("export", "--template", "own.pptx", "-o", "deck.pptx")
    said = f'own.pptx: the header of Coverage-Table asks for "{cell}", which is no column of it{near}; it has its first'
    assert f"{said} 3 columns instead. Columns: Segment, Workers, Participants, Rate" in ran.err
    (slide,) = Presentation("deck.pptx").slides
    texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    assert texts == ["25.0", "74.0%", "–"]
    table = next(shape.table for shape in slide.shapes if shape.has_table)
    assert [cell.text for cell in table.rows[0].cells] == ["Segment", "Workers", "Participants"]


@pytest.mark.parametrize("head", [("Segmen", "shortfall", "RATE"), ("Segment", "Kekurangan", "Rate")])
def test_a_header_may_choose_in_any_language_and_case(run, export_project, head):
    export_project(many(6))
    one_table("own.pptx", *head)
    ran = run("export", "--template", "own.pptx", "-o", "deck.pptx")
    assert "the header of" not in ran.err
    (slide,) = Presentation("deck.pptx").slides
    table = next(shape.table for shape in slide.shapes if shape.has_table)
    assert [cell.text for cell in table.rows[0].cells] == ["Segment", "Shortfall", "Rate"]


def test_a_table_with_too_many_columns_keeps_none_of_another(run, export_project):
    export_project(SCENARIOS["six"])
    one_table("own.pptx", *"abcdefghijk")
    assert run("export", "--template", "own.pptx", "-o", "deck.pptx").code == 0
    (slide,) = Presentation("deck.pptx").slides
    table = next(shape.table for shape in slide.shapes if shape.has_table)
    assert [cell.text for cell in table.rows[0].cells][-2:] == ["Shortfall", "Status"]
    assert abs(sum(column.width for column in table.columns) - Pt(400)) < 20


@pytest.fixture
def shapes_of(run, export_project):
    """Exports a deck of these segments, and gives its shapes."""

    def export(segments):
        export_project(segments)
        assert run("export", "-o", "deck.pptx").code == 0
        return [shape for slide in Presentation("deck.pptx").slides for shape in slide.shapes]

    return export


def columns_of(shapes):
    """How many columns each chart of coverage has."""
    charts = [one.chart for one in shapes if re.fullmatch(r"coverage-chart( \d+)?", one.name)]
    return [len(list(chart.plots[0].categories)) for chart in charts]


def branches(count, segments):
    return [
        Segment(1000 + 10 * at + branch, 500, f"S{at}", f"Kota {branch}")
        for branch in range(count)
        for at in range(segments)
    ]


@pytest.mark.parametrize(("count", "segments"), [(6, 6), (3, 11)])
def test_a_table_goes_on_with_the_name_of_its_branch(shapes_of, count, segments):
    shapes = shapes_of(branches(count, segments))
    tables = [[row.cells[0].text for row in one.table.rows][1:] for one in shapes if one.has_table]
    assert len(tables) > 1
    for before, table in pairwise(tables):
        assert before[-1].startswith(("S", "Total"))
        branch = [name for name in before if name.startswith("Kota")][-1].removesuffix(" (continued)")
        following = f"Kota {int(branch[-1]) + 1}" if before[-1] == "Total" else f"{branch} (continued)"
        assert table[0] == following


@pytest.mark.parametrize(("count", "segments", "sizes"), [(6, 6, [12, 12, 6, 7]), (4, 3, [6, 7]), (1, 20, [11, 10])])
def test_a_chart_keeps_a_branch_together(shapes_of, count, segments, sizes):
    assert columns_of(shapes_of(branches(count, segments))) == sizes


def test_a_branch_that_a_slide_holds_is_not_split_to_even_slides_out(shapes_of):
    assert columns_of(shapes_of([*branches(1, 12), *branches(3, 2)[2:]])) == [12, 5]


def test_what_is_not_asked_for_goes_from_a_slide_that_stays(run, two):
    first = ("--branch", "Utara", *EVERYTHING, "2026-12", *DAY)
    assert run("export", *first, "-o", "first.pptx").code == 0
    deck = Presentation("first.pptx")
    box = deck.slides[0].shapes.add_textbox(0, 0, 1, 1)
    box.name, box.text_frame.text = "coverage-plan-title", "Utara: 99"
    own = deck.slides[0].shapes.add_textbox(0, 0, 1, 1)
    own.text_frame.text = "Mine"
    deck.save("first.pptx")
    ran = run("export", "--branch", "Selatan", "--template", "first.pptx", "-o", "second.pptx")
    assert re.search(r"left out, because this export was not asked for it: .*coverage-plan-title,", ran.err)
    texts = [shape.text_frame.text for shape in Presentation("second.pptx").slides[0].shapes if shape.has_text_frame]
    assert "Utara: 99" not in texts
    assert "Mine" in texts


def all_trends(run, path, *options):
    """A deck of both branches, each with its trend."""
    ran = run("export", *options, "-o", path)
    assert ran.code == 0
    return ran, Presentation(path)


def trends(deck):
    """The figures of each trend, by its title."""
    found = {}
    for slide in deck.slides:
        for one in slide.shapes:
            if one.name.startswith("coverage-chart-trend"):
                found[slide.shapes.title.text] = list(one.chart.plots[0].series[0].values)
    return found


def test_a_trend_stands_with_the_texts_of_its_branch(run, two):
    _, deck = all_trends(run, "first.pptx")
    whole = trends(deck)
    assert len(whole) > 1
    gone = next(one for one in deck.slides if any(shape.name == "coverage-chart-trend" for shape in one.shapes))
    remove_slide(deck, gone)
    deck.save("own.pptx")
    ran, deck = all_trends(run, "second.pptx", "--template", "own.pptx")
    title = gone.shapes.title.text
    assert trends(deck) == {name: values for name, values in whole.items() if name != title}
    (said,) = re.findall("own.pptx: not drawn, because it has no chart for their trend: (.*)", ran.err)
    assert said in title


@pytest.mark.parametrize(
    ("what", "stays"), [("text", True), ("line", True), ("placeholder", True), ("number", False), ("mark", False)]
)
def test_a_slide_with_somebodys_own_content_stays(run, two, what, stays):
    assert run("export", "--branch", "Utara", "--pareto", "-o", "first.pptx").code == 0
    deck = Presentation("first.pptx")
    slide = next(one for one in deck.slides if one.shapes.title.name == "coverage-pareto-title")
    if what == "line":
        slide.shapes.add_connector(1, 0, 0, 99, 99)
    else:
        box = slide.shapes.add_textbox(0, 0, 1, 1)
        box.text_frame.text = "■" if what == "mark" else "Mine"
        if what in {"placeholder", "number"}:
            holder = box._element.nvSpPr.nvPr._add_ph()
            holder.set("type", "body" if what == "placeholder" else "sldNum")
            holder.set("idx", "77")
    deck.save("own.pptx")
    assert run("export", "--branch", "Utara", "--template", "own.pptx", "-o", "second.pptx").code == 0
    left = Presentation("second.pptx")
    assert (slide.slide_id in [one.slide_id for one in left.slides]) == stays
    assert not [shape for one in left.slides for shape in one.shapes if shape.name.startswith("coverage-chart-pareto")]


def test_a_table_with_more_columns_than_slides_hold_loses_none(run, two):
    options = ("--branch", "Utara", "--target", "ndp", "--target", "61%")
    assert run("export", *options, "-o", "first.pptx").code == 0
    more = [part for rate in range(62, 73) for part in ("--target", f"{rate}%")]
    fresh, filled = (
        run("export", *options, *more, *given, "-o", name).code or cells(name)
        for name, given in zip(FILES, ((), ("--template", "first.pptx")), strict=True)
    )
    assert fresh <= filled


def cells(path):
    """The texts of a deck's tables of targets."""
    return {
        cell.text
        for slide in Presentation(path).slides
        for one in slide.shapes
        if one.name.startswith("coverage-table-targets")
        for row in one.table.rows
        for cell in row.cells
    }


def test_a_template_of_which_everything_goes_is_refused_with_its_names(run, two):
    deck = Presentation()
    deck.slides.add_slide(deck.slide_layouts[6]).shapes.add_textbox(0, 0, 1, 1).name = "coverage-plan-title"
    deck.save("own.pptx")
    ran = run("export", "--branch", "Utara", "--template", "own.pptx", "-o", "deck.pptx")
    assert ran.code == 2
    assert "own.pptx has shapes only for what is not in this export: coverage-plan-title; ask" in ran.err


def test_a_total_over_chosen_branches_is_not_called_that_of_all(run, export_project):
    openpyxl = pytest.importorskip("openpyxl")
    export_project([Segment(100, 40, branch=branch) for branch in ("Utara", "Selatan", "Timur")])
    deck = Presentation()
    deck.slides.add_slide(deck.slide_layouts[6]).shapes.add_textbox(0, 0, 1, 1).name = "coverage-branch"
    deck.save("own.pptx")
    outputs = ("--template", "own.pptx", "-o", "deck.pptx", "-o", "gap.xlsx")
    for chosen, name in (("--branch Utara --branch Timur", "Timur + Utara"), ("", "All branches")):
        assert run("export", *chosen.split(), *outputs).code == 0
        assert Presentation("deck.pptx").slides[0].shapes[0].text_frame.text == name
        last = [row[:2] for row in openpyxl.load_workbook("gap.xlsx").worksheets[0].values if row[1] == "Total"][-1]
        assert last == (name, "Total")
