"""The deck, opened again: native charts and tables whose values are the report's; templates keep their looks."""

from __future__ import annotations

import io
import re
import zipfile
from copy import deepcopy
from dataclasses import replace
from fractions import Fraction

import pytest

pytest.importorskip("pptx")
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.util import Inches, Pt

from coverage_cli.domain.remarks import Remark
from coverage_cli.output.deck.pages import line_pages
from coverage_cli.output.deck.write import STARTER, deck_bytes
from coverage_cli.output.document import Document
from coverage_cli.output.language import words
from coverage_cli.output.style import Style
from coverage_cli.output.tables.lines import lines
from tests.conftest import ROOT
from tests.export.conftest import PLAIN, SCENARIOS, Segment, many


def deck_of(report, language="en", template=None):
    return Presentation(io.BytesIO(deck_bytes(Document(report, PLAIN, Style(language)), template)[0]))


def shapes(deck, name):
    return [shape for slide in deck.slides for shape in slide.shapes if re.fullmatch(rf"{name}( \d+)?", shape.name)]


_MADE = {}


@pytest.fixture
def made(report_of):
    """A function that gives a scenario's report and deck, made once; nobody changes them."""

    def scenario_of(name, language="en"):
        if (name, language) not in _MADE:
            report = report_of(SCENARIOS[name])
            _MADE[name, language] = report, deck_of(report, language)
        return _MADE[name, language]

    return scenario_of


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_charts_hold_the_reports_values(made, scenario, language):
    report, deck = made(scenario, language)
    charts = [shape.chart for shape in shapes(deck, "coverage-chart")]
    rates = [rate for chart in charts for rate in chart.plots[0].series[0].values]
    targets = [target for chart in charts for target in chart.plots[1].series[0].values]
    rows = [*report.rows, *([report.total] if len(report.rows) > 1 else [])]
    assert rates == [None if row.coverage.rate is None else float(row.coverage.rate) for row in rows]
    assert targets == [float(row.coverage.target) for row in rows]
    assert all(len(list(chart.plots[0].categories)) <= 8 for chart in charts)


def test_the_line_of_shares_runs_above_the_figures_at_the_feet_of_the_columns(report_of):
    alike = deck_of(report_of([Segment(100, 50) for _ in range(40)]))
    few = deck_of(report_of([Segment(100, 50) for _ in range(4)]))
    axes = []
    for deck in (alike, few):
        (shape,) = shapes(deck, "coverage-chart-uncovered")
        xml = shape.chart.part.blob.decode()
        axes.append(re.findall(r'<c:max val="1"/><c:min val="([^"]+)"/>.*?formatCode="([^"]+)"', xml, re.DOTALL))
    assert axes == [[("-0.2", "0%;;0%")], [("0", "0%")]]


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_uncovered_are_all_there_largest_first(made, scenario):
    report, deck = made(scenario)
    found = shapes(deck, "coverage-chart-uncovered")
    whole = report.total.coverage.uncovered
    if not whole:
        assert found == []
        return
    chart = found[0].chart
    held, cumulated = (list(plot.series[0].values) for plot in chart.plots)
    named = held[:-1] if len(report.rows) > len(held) else held
    assert named == sorted(named, reverse=True)
    assert sum(held) == whole
    assert cumulated == [float(Fraction(int(sum(held[: at + 1])), whole)) for at in range(len(held))]


def test_a_missing_rate_is_an_empty_place_and_never_a_zero(made):
    _, deck = made("missing")
    (shape,) = shapes(deck, "coverage-chart")
    xml = shape.chart.part.blob.decode()
    assert 'c:dispBlanksAs val="gap"' in xml
    assert None in shape.chart.plots[0].series[0].values
    names = [str(name) for name in shape.chart.plots[0].categories]
    assert any("no data on participants" in name for name in names)
    assert names[-1] == "Total (2 of 3 segments)"


@pytest.mark.parametrize(("letters", "inside"), [(40, [78]), (200, [70, 78])])
def test_a_label_near_the_target_stands_within_its_column(report_of, letters, inside):
    segments = [Segment(100, rate, name=f"{rate} {'Pedagang ' * 30}"[:letters].strip()) for rate in (50, 70, 78, 90)]
    (shape, *_) = shapes(deck_of(report_of(segments)), "coverage-chart")
    xml = shape.chart.part.blob.decode()
    labels = re.findall(r'<c:dLbl[ >].*?<c:idx val="(\d+)"/>.*?<c:dLblPos val="(\w+)"/>', xml, re.DOTALL)
    names = [str(name) for name in shape.chart.plots[0].categories]
    within = [int(names[int(at)][:2]) for at, place in labels if place == "inEnd" and names[int(at)] != "Total"]
    assert sorted(within) == inside


@pytest.mark.parametrize(
    ("segments", "signs"),
    [
        ([Segment(10, 5), Segment(10, 6)], ["legend-below", "legend-total", "legend-target"]),
        ([Segment(10, 9)], ["legend-met", "legend-target"]),
        (SCENARIOS["nothing"], ["legend-target"]),
    ],
)
def test_the_legend_has_what_is_drawn_and_no_more(report_of, segments, signs):
    slide = deck_of(report_of(segments)).slides[1]
    named = [one.name.removeprefix("coverage-") for one in slide.shapes if one.name.startswith("coverage-legend")]
    assert named == signs


@pytest.mark.parametrize("template", [None, STARTER])
def test_names_of_figures_over_some_segments_fit_above_them_and_can_be_read(report_of, template):
    deck = deck_of(report_of(SCENARIOS["missing"]), "id", template and str(template))
    named = [shape for shape in deck.slides[0].shapes if shape.name.endswith("-label")]
    assert len(named) == 7
    for shape in named:
        (run,) = shape.text_frame.paragraphs[0].runs
        assert run.font.size >= Pt(11)
        wide = 0.58 * run.font.size * len(run.text)
        assert wide <= (2 if run.font.size == Pt(11) else 1) * (shape.width - Inches(0.19)), run.text


def test_a_miss_is_not_labelled_as_met(made):
    (shape,) = shapes(made("near")[1], "coverage-chart")
    assert 'formatCode="0.00%"' in shape.chart.part.blob.decode()


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_tables_say_what_the_terminal_says(made, scenario, language):
    report, deck = made(scenario, language)
    cells = []
    for shape in shapes(deck, "coverage-table"):
        rows = list(shape.table.rows)[1:]
        cells += [[cell.text_frame.text for cell in row.cells] for row in rows]
    expected = [
        [line.name.strip(), *line.cells, line.status] if line.cells else [line.name, *[""] * 8]
        for line in lines(report, Style(language))
    ]
    assert cells == expected


@pytest.mark.parametrize("branches", range(2, 9))
@pytest.mark.parametrize("segments", [1, 2, 3, 4])
def test_a_grand_total_is_not_alone_on_a_slide(report_of, branches, segments):
    report = report_of([Segment(100, 60, f"s{n}", f"b{at}") for at in range(branches) for n in range(segments)])
    told = lines(report, Style("en"))
    pages = line_pages(told, words("en"))
    assert all(len(page) > 1 for page in pages)
    assert [line for page in pages for line in page if "continued" not in line.name] == list(told)


def test_rows_of_a_table_have_the_looks_of_their_kind(made):
    report, deck = made("six")
    shape = next(iter(shapes(deck, "coverage-table")))
    seen = []
    for row in shape.table.rows:
        runs = [cell.text_frame.paragraphs[0].runs[0] for cell in row.cells]
        (bold,), (size,) = {run.font.bold for run in runs}, {run.font.size.pt for run in runs}
        sides = [str(cell.text_frame.paragraphs[0].alignment).split(" ")[0][0] for cell in row.cells]
        seen.append((bold, size, "".join(sides), row.height == Inches(0.34)))
    kinds = [line.total or not line.cells for line in lines(report, Style("en"))]
    assert seen == [(True, 11, "LRRRRRRRL", True), *((bold, 12, "LRRRRRRRL", True) for bold in kinds)]
    assert shape.height == Inches(0.34) * len(seen)


def test_notes_for_who_speaks_are_there_once(made):
    _, deck = made("six")
    first, *others = deck.slides
    notes = [shape.text_frame.text for shape in shapes(deck, "coverage-notes")]
    assert first.notes_slide.notes_text_frame.text.startswith(notes[0])
    assert not any(slide.has_notes_slide for slide in others)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_nothing_leaves_the_slide(made, scenario):
    _, deck = made(scenario)
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height
        assert slide.shapes.title.text_frame.text


def test_a_slide_that_somebody_adds_by_a_layout_has_its_places_on_the_slide(report_of):
    deck = deck_of(report_of(SCENARIOS["one"]))
    for layout in deck.slide_layouts:
        for place in deck.slides.add_slide(layout).placeholders:
            assert place.left >= 0
            assert place.left + place.width <= deck.slide_width


def test_two_lines_of_a_title_keep_off_the_table_below(made):
    _, deck = made("one")
    (table,), (title,) = (shapes(deck, name) for name in ("coverage-table", "coverage-table-title"))
    two_lines = title.top + title.height // 2 + Pt(28 * 1.2)
    assert two_lines + Pt(7) <= table.top


FOOT = 'Target: 80%, "national" (RPJMN 2025-2029). Workers: as of 2025-09; basis: not stated. Participants: 2025-09.'


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_slide_with_a_chart_says_what_it_stands_on(made, scenario):
    _, deck = made(scenario)
    for slide in deck.slides:
        if not any(shape.has_chart for shape in slide.shapes):
            continue
        (foot,) = [shape for shape in slide.shapes if shape.name == "coverage-footnote"]
        assert foot.text_frame.text == (FOOT if scenario != "nothing" else FOOT.replace(": 2025-09.", ": -."))
        assert all(shape.top + shape.height <= foot.top for shape in slide.shapes if shape.name != foot.name)


def test_a_long_footnote_is_set_smaller_and_stays_on_the_slide(report_of):
    long = ("Rencana Pembangunan Jangka Menengah Nasional " * 5)[:200].strip()
    targets = f"default: {long}\ntargets:\n  {long}:\n    rate: 80%\n    source: {long}\n"
    sizes = []
    for given in (targets, "default: x\ntargets:\n  x: 80%\n"):
        (foot, *_) = shapes(deck_of(report_of(SCENARIOS["six"], given)), "coverage-footnote")
        sizes.append(foot.text_frame.paragraphs[0].runs[0].font.size.pt)
        lines = -(-len(foot.text_frame.text) // int(1550 / sizes[-1]))
        assert Pt(lines * sizes[-1] * 1.3) <= foot.height
    assert 7 <= sizes[0] < sizes[1]


def test_a_report_that_says_nothing_of_its_grounds_has_no_footnote(report_of):
    assert shapes(deck_of(replace(report_of(SCENARIOS["six"]), remarks=())), "coverage-footnote") == []


def test_what_was_done_with_a_file_stands_among_the_notes_alone(report_of):
    report = report_of(SCENARIOS["six"])
    done = Remark("{path}: rows without a count: {count}.", {"path": "p.csv", "count": "1"})
    deck = deck_of(replace(report, remarks=(done, *report.remarks)))
    (first,), (last,) = shapes(deck, "coverage-summary"), shapes(deck, "coverage-notes")
    assert "Workers: as of 2025-09" in first.text_frame.text
    assert ("p.csv" in first.text_frame.text, "p.csv" in last.text_frame.text) == (False, True)


@pytest.mark.parametrize(("language", "name"), [("en", "Gap (points)"), ("id", "Kesenjangan (poin)")])
def test_the_large_figure_of_the_gap_has_its_unit(made, language, name):
    (label,) = shapes(made("six", language)[1], "coverage-gap-label")
    assert label.text_frame.text == name


@pytest.mark.parametrize(("language", "locale"), [("en", "en-US"), ("id", "id-ID")])
def test_words_say_in_which_language_they_are(made, language, locale):
    deck = made("six", language)[1]
    parts = [slide._element for slide in deck.slides]
    parts += [slide.notes_slide._element for slide in deck.slides if slide.has_notes_slide]
    runs = [run for part in parts for run in part.iter("{*}r")]
    spoken = [run for run in runs if any(map(str.isalpha, "".join(run.itertext())))]
    assert deck.core_properties.language == locale
    assert len(spoken) > 20
    assert {run.find("{*}rPr").get("lang") for run in spoken} == {locale}


def test_same_report_same_bytes(report_of):
    report = report_of(SCENARIOS["six"])
    first, second = (deck_bytes(Document(report, PLAIN, Style("en")), None)[0] for _ in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert "T00:00:00Z" in package.read("docProps/core.xml").decode()
        inner = [name for name in package.namelist() if name.endswith(".xlsx")]
        assert len(inner) == 2
        for name in inner:
            with zipfile.ZipFile(io.BytesIO(package.read(name))) as book:
                assert b"2025-09-30T00:00:00Z" in book.read("docProps/core.xml")


def contents(package):
    """The parts of a package; compressed bytes differ between versions of zlib."""
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    return {name: contents(data) if name.endswith(".xlsx") else data for name, data in parts.items()}


def own_template(path):
    """A house's template: own font, own words around the figures, a table with chosen columns."""
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    logo = slide.shapes.add_textbox(0, 0, Pt(100), Pt(20))
    logo.text_frame.text = "Kantor Cabang"
    box = slide.shapes.add_textbox(0, Pt(40), Pt(300), Pt(40))
    box.name = "coverage-rate"
    run = box.text_frame.paragraphs[0].add_run()
    run.text, run.font.size, run.font.name = "00", Pt(61), "Georgia"
    run.font.color.rgb = RGBColor(1, 2, 3)
    box.text_frame.paragraphs[0].add_run().text = " of last year"
    box.text_frame.add_paragraph().text = "and its note"
    for name, top in (("coverage-rate@Nelayan", 90), ("coverage-raet", 120), ("coverage-footnote", 130)):
        other = slide.shapes.add_textbox(0, Pt(top), Pt(300), Pt(20))
        other.name, other.text_frame.text = name, "x"
    frame = slide.shapes.add_table(2, 3, 0, Pt(150), Pt(400), Pt(60))
    frame.name = "coverage-table"
    for column, text in enumerate(("Segmen", "shortfall", "rate")):
        frame.table.cell(0, column).text_frame.text = text
    deck.save(path)


def test_a_template_is_filled_by_name_and_keeps_its_looks(run, export_project, tmp_path):
    export_project(many(6))
    own_template("own.pptx")
    ran = run("export", "--template", "own.pptx", "-o", "deck.pptx", "--lang", "id")
    assert ran.code == 0
    assert "own.pptx: terisi coverage-footnote, coverage-rate, coverage-rate@Nelayan, coverage-table\n" in ran.err
    assert 'coverage-raet bukan nama yang diisi program ini (maksud Anda "coverage-rate"?)' in ran.err
    deck = Presentation("deck.pptx")
    (slide,) = deck.slides
    texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    said = 'Target: 80%, "national" (RPJMN 2025-2029). Pekerja: per 2025-09; dasar: tidak disebutkan. Peserta: 2025-09.'
    assert texts == ["Kantor Cabang", "55,0%", "74,0%", "x", said]
    run_ = slide.shapes[1].text_frame.paragraphs[0].runs[0]
    assert (run_.font.size, run_.font.name, run_.font.color.rgb) == (Pt(61), "Georgia", RGBColor(1, 2, 3))
    logo = slide.shapes[0].text_frame.paragraphs[0].runs[0]
    assert (run_._r.rPr.get("lang"), logo._r.find("{*}rPr")) == ("id-ID", None)
    table = slide.shapes[5].table
    assert [cell.text_frame.text for cell in table.rows[0].cells] == ["Segmen", "Kekurangan", "Cakupan"]
    assert [cell.text_frame.text for cell in table.rows[len(table.rows) - 1].cells] == ["Total", "31.156", "55,0%"]
    assert len(table.rows) == 1 + 1 + 6 + 1


def test_an_exported_deck_is_itself_a_template(run, export_project):
    export_project(many(6))
    assert run("export", "-o", "first.pptx").code == 0
    export_project(SCENARIOS["missing"])
    ran = run("export", "--template", "first.pptx", "-o", "second.pptx")
    assert ran.code == 0
    assert "is not a name" not in ran.err
    deck = Presentation("second.pptx")
    (shape,) = shapes(deck, "coverage-chart")
    assert len(list(shape.chart.plots[0].categories)) == 4
    assert [plot.__class__.__name__ for plot in shape.chart.plots] == ["BarPlot", "LinePlot"]
    assert shape.chart.part.blob.count(b"<c:dPt>") == 4  # the colours of columns that went are gone


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("absent.pptx", "absent.pptx does not exist"),
        ("data/population.csv", "data/population.csv cannot be used as a template"),
        ("empty.pptx", "empty.pptx has no shape whose name this program fills"),
    ],
)
def test_an_unusable_template_is_refused_before_any_file(run, export_project, tmp_path, template, said):
    export_project(SCENARIOS["one"])
    Presentation().save("empty.pptx")
    ran = run("export", "--template", template, "-o", "deck.pptx", "-o", "gap.csv")
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert not (tmp_path / "deck.pptx").exists()
    assert not (tmp_path / "gap.csv").exists()


def test_the_starter_is_what_its_script_makes(run, monkeypatch, tmp_path):
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    monkeypatch.setenv("COVGAP_LANG", "en")
    monkeypatch.chdir(tmp_path)
    import starter

    assert contents(starter.starter()) == contents(STARTER.read_bytes()), "run: python scripts/starter.py"
    monkeypatch.chdir(tmp_path)
    assert run("export", "--starter", "own.pptx").code == 0
    assert (tmp_path / "own.pptx").read_bytes() == STARTER.read_bytes()


def test_names_in_the_data_are_text_and_nothing_else(report_of):
    report = report_of([Segment(10, 5, name="<a:t>&amp;{rate}"), Segment(10, 5, name="_x000D_ $x$")])
    (shape,) = shapes(deck_of(report), "coverage-table")
    names = [row.cells[0].text_frame.text for row in shape.table.rows]
    assert "<a:t>&amp;{rate}" in names


def speakers(path):
    """The texts of the notes pages of a deck, an empty one where a slide has none."""
    slides = Presentation(path).slides
    return [slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else "" for slide in slides]


@pytest.fixture
def moved(export_project):
    """A deck as it was exported; behind it the data has changed."""

    def change(run, *options):
        export_project(SCENARIOS["six"], "default: t\ntargets:\n  t: {rate: 80%, source: Alpha}\n")
        assert run("export", *options, "-o", "one.pptx").code == 0
        fewer = [replace(one, participants=one.participants // 2) for one in SCENARIOS["six"]]
        export_project(fewer, "default: t\ntargets:\n  t: {rate: 75%, source: Beta}\n")

    return change


@pytest.mark.parametrize(("before", "now"), [("en", "en"), ("en", "id"), ("id", "en")])
def test_notes_that_were_written_before_are_written_anew_and_a_users_own_stay(run, moved, before, now):
    moved(run, "--lang", before)
    deck = Presentation("one.pptx")
    frame = deck.slides[0].notes_slide.notes_text_frame
    own = deepcopy(frame.paragraphs[0]._p)
    frame.paragraphs[0]._p.addprevious(own)
    frame.paragraphs[0].text = "Speak slowly."
    frame.paragraphs[0].runs[0].font.bold = True
    frame.add_paragraph().text = "Ask Budi for the map."
    deck.slides[1].notes_slide.notes_text_frame.text = "Pause here."
    deck.save("house.pptx")
    assert run("export", "--template", "house.pptx", "--lang", now, "-o", "two.pptx").code == 0
    assert run("export", "--lang", now, "-o", "fresh.pptx").code == 0
    (fresh, *_), (first, second, *_) = speakers("fresh.pptx"), speakers("two.pptx")
    told = re.sub(r"coverage-cli .*", "", fresh)  # the options of the two runs are not the same
    lines = re.sub(r"coverage-cli .*", "", first).split("\n")
    assert lines == ["Speak slowly.", *told.split("\n"), "Ask Budi for the map."]
    assert "Beta" in first
    assert "Alpha" not in first
    assert Presentation("two.pptx").slides[0].notes_slide.notes_text_frame.paragraphs[0].runs[0].font.bold
    assert second.split("\n")[0] == "Pause here."
    assert second.count("SHA-256") == fresh.count("SHA-256")
    assert run("verify", "two.pptx").code == 0
    assert run("export", "--template", "two.pptx", "--lang", now, "-o", "three.pptx").code == 0
    again = [re.sub(r"coverage-cli .*", "", text) for text in speakers("three.pptx")]
    assert again == [re.sub(r"coverage-cli .*", "", text) for text in speakers("two.pptx")]


def test_a_record_that_was_only_added_goes_too(run, moved):
    moved(run)
    deck = Presentation("one.pptx")
    frame = deck.slides[0].notes_slide.notes_text_frame
    record = [text for text in frame.text.split("\n") if "coverage-cli" in text or "SHA-256" in text]
    frame.text = "\n".join([frame.text, "Mine.", *record])
    deck.save("house.pptx")
    assert run("export", "--template", "house.pptx", "-o", "two.pptx").code == 0
    first = speakers("two.pptx")[0]
    assert first.endswith("\nMine.")
    assert first.count("Made by coverage-cli") == 1
    assert run("verify", "two.pptx").code == 0


def test_a_record_of_other_data_in_the_deck_is_no_good(run, moved):
    moved(run)
    told = speakers("one.pptx")[0].split("\n")
    stale = next(text for text in told if "participants.csv" in text and "warning" not in text)
    assert run("export", "-o", "two.pptx").code == 0
    for place in ("notes", "slide"):
        deck = Presentation("two.pptx")
        box = deck.slides[1].shapes.add_textbox(0, 0, 100, 100) if place == "slide" else deck.slides[1].notes_slide
        frame = box.text_frame if place == "slide" else box.notes_text_frame
        for piece in (stale[:60], stale[60:]):
            frame.paragraphs[0].add_run().text = piece
        deck.save("mixed.pptx")
        ran = run("verify", "mixed.pptx")
        assert ran.code == 1
        assert "mixed.pptx: names data that its record does not\nmixed.pptx is not as it was exported" in ran.out
        (other,) = [one for one in run("verify", "mixed.pptx", "--format", "json").json["files"] if not one["recorded"]]
        assert " ".join(re.findall(".{8}", other["sha256"])) in stale


def test_the_starter_tells_of_nobodys_figures(run, export_project):
    assert run("export", "--starter", "s.pptx").code == 0
    assert speakers("s.pptx") == [""] * len(speakers("s.pptx"))
    assert "Made by" not in " ".join(
        shape.text_frame.text
        for slide in Presentation("s.pptx").slides
        for shape in slide.shapes
        if shape.has_text_frame
    )
    export_project(SCENARIOS["six"])
    assert run("export", "--template", "s.pptx", "-o", "f.pptx").code == 0
    assert not re.search("Kaltim|balikpapan / pu|coverage-cli ,", " ".join(speakers("f.pptx")))
    assert all(text.startswith("Made by coverage-cli") for text in speakers("f.pptx"))
    (sources,) = shapes(Presentation("f.pptx"), "coverage-sources")
    assert sources.text_frame.paragraphs[0].runs[0].font.size.pt >= 7


def test_a_tile_s_figure_fits_its_box_in_any_usual_font(report_of):
    deck = deck_of(report_of([Segment(1_234_567_890, 1_000_000_000), Segment(12_345_678, 9_876_543)]))
    for name in ("coverage-workers", "coverage-participants", "coverage-uncovered"):
        (shape,) = shapes(deck, name)
        (run,) = shape.text_frame.paragraphs[0].runs
        room = shape.width - shape.text_frame.margin_left - shape.text_frame.margin_right
        # Digits are at most 0.7 of their height wide, marks half as much: so in DejaVu Sans Bold, the widest.
        assert sum(0.7 if letter.isdigit() else 0.38 for letter in run.text) * run.font.size <= room


def test_a_nation_s_counts_are_broken_by_no_line_of_a_table(report_of):
    deck = deck_of(report_of([Segment(98_765_432, 90_000_000, "PU"), Segment(47_570_258, 1_000_000, "BPU")]), "id")
    (frame,) = shapes(deck, "coverage-table")
    for column, cell in zip(frame.table.columns, list(frame.table.rows)[-1].cells, strict=True):
        (run,) = cell.text_frame.paragraphs[0].runs
        room = column.width - cell.margin_left - cell.margin_right
        wide = sum(0.7 if letter.isdigit() else 0.38 for letter in run.text)
        assert not run.text[0].isdigit() or wide * run.font.size <= room, run.text
