"""The HTML page: one file, accessible, and quiet in a real browser."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from coverage_cli.output.charts import palette
from coverage_cli.output.charts.series import bars, described
from coverage_cli.output.document import Document
from coverage_cli.output.page.report import html_text
from coverage_cli.output.style import Style
from tests.export.browser import Browser
from tests.export.conftest import PLAIN, SCENARIOS, Segment

VOID = {"meta", "link", "br", "img"}


class Outline(HTMLParser):
    """Checks nesting, collects tags and attributes."""

    def __init__(self):
        super().__init__()
        self.open, self.seen = [], []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_page_is_one_well_formed_accessible_file(report_of, scenario, language):
    page = html_text(Document(report_of(SCENARIOS[scenario]), PLAIN, Style(language)))
    outline = Outline()
    outline.feed(page)
    assert outline.open == []
    tags = [tag for tag, _ in outline.seen]
    assert dict(outline.seen[0][1])["lang"] == language
    assert tags.count("h1") == tags.count("main") == tags.count("table") == tags.count("caption") == 1
    assert all(attrs.get("scope") for tag, attrs in outline.seen if tag == "th")
    assert all(attrs["role"] == "img" and attrs["aria-labelledby"] for tag, attrs in outline.seen if tag == "svg")
    assert not re.search(r'(?:src|href)="(?!data:)', page)
    assert "url(" not in page
    assert "@import" not in page


def test_a_total_over_some_segments_says_so_in_the_chart_too(report_of):
    page = html_text(Document(report_of(SCENARIOS["missing"]), PLAIN, Style("en")))
    assert page.count(">Total (2 of 3 segments)<") == 2


def test_what_is_said_behind_a_bar_of_the_uncovered_ends_within_the_picture(report_of):
    """Where one segment has nearly all of them, its share takes many decimals not to look like all."""
    report = report_of([Segment(3400000, 1050000), Segment(2000, 1999)])
    page = html_text(Document(report, PLAIN, Style("en")))
    ((begin, text),) = re.findall(r'<text x="([0-9.]+)" y="[0-9.]+">(2,350,000 [^<]*)<', page)
    assert text == "2,350,000 (99.99996%, cumulative 99.99996%)"
    assert float(begin) + 7.1 * len(text) < 960  # as wide as a letter of 13 pixels is in DejaVu Sans


@pytest.mark.parametrize("segments", [SCENARIOS["missing"], SCENARIOS["six"], [*SCENARIOS["over"], Segment(100, 170)]])
def test_bars_are_as_long_as_what_they_show(report_of, segments):
    """Beside the grey of 100%, or beside the most uncovered; a target stands where a bar as high as it would end."""
    report = report_of(segments)
    page = html_text(Document(report, PLAIN, Style("en")))
    box = r'<rect x="([0-9.]+)" y="[0-9.]+" width="([0-9.]+)" height="[0-9.]+" fill="#(\w+)"/>'
    coverage, uncovered = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    boxes = [(float(x), float(width), colour) for x, width, colour in re.findall(box, coverage)]
    assert max(x + width for x, width, _ in boxes) < 960
    drawn = [bar for bar in bars(report, Style("en")) if bar.rate is not None]
    begin, whole, grey = boxes[0]
    key = 14.0
    lengths = [width for x, width, colour in boxes if x == begin and colour != grey and width != key]
    assert lengths == [pytest.approx(float(bar.rate) * whole, abs=0.1) for bar in drawn]
    targets = [x + width / 2 for x, width, colour in boxes if colour == palette.LINE][: len(drawn)]  # then the legend's
    assert targets == [pytest.approx(begin + float(bar.target) * whole, abs=0.1) for bar in drawn]
    most, *others = sorted((row.coverage.uncovered for row in report.rows if row.coverage.uncovered), reverse=True)
    longest, *rest = [float(width) for _, width, _ in re.findall(box, uncovered)]
    assert rest == [pytest.approx(longest * people / most, abs=0.1) for people in others]


def test_the_legend_has_what_is_drawn_and_no_more(report_of):
    page = html_text(Document(report_of([Segment(10, 5)]), PLAIN, Style("en")))
    assert (">target met<" in page, ">below target<" in page) == (False, True)


def test_who_is_not_covered_has_a_share_of_its_own_and_a_cumulative_one(report_of):
    page = html_text(Document(report_of([Segment(100, 25, name="a"), Segment(100, 75, name="b")]), PLAIN, Style("en")))
    assert re.findall(r">(\d+ \(.*?\))</text>", page) == [
        "75 (75.0%, cumulative 75.0%)",
        "25 (25.0%, cumulative 100.0%)",
    ]


def test_a_long_drawing_is_several_that_fit_on_a_printed_page_each(report_of):
    report = report_of(SCENARIOS["forty"])
    page = html_text(Document(report, PLAIN, Style("en")))
    tall = [int(found) for found in re.findall(r'viewBox="0 0 960 ([0-9]+)"', page)]
    assert len(tall) > 4
    assert max(tall) < 960 * 170 / 265  # of A4 across, without margins and a heading
    told = re.findall(r'<desc id="([^"]+)">([^<]+)<', page)
    assert len({name for name, _ in told}) == len(tall)
    coverage = "; ".join(text for name, text in told if name.startswith("coverage"))
    assert coverage == described(bars(report, Style("en")))
    assert page.count(">target met</text>") == 1


def test_names_are_text_and_never_markup(report_of):
    names = ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "a & b", "</title>")
    report = report_of([Segment(10, 5, name=name.replace('"', '""')) for name in names])
    page = html_text(Document(report, PLAIN, Style("en")))
    assert "<script>alert" not in page
    assert "<img" not in page
    assert page.count("<script") == 2


def test_what_a_trend_and_the_notes_quote_is_text_and_never_markup(run, project, tmp_path):
    periods = {"2024": 40, "2025": 50}
    rows = "".join(f"<b>kota</b>,<i>pu</i>,{period},{{}},<u>a table</u>\n" for period in periods)
    project(
        {
            "data/population.csv": "branch,segment,period,workers,source\n" + rows.format(100, 100),
            "data/participants.csv": "branch,segment,period,participants,source\n" + rows.format(*periods.values()),
        }
    )
    assert run("export", "-o", "gap.html").code == 0
    page = (tmp_path / "gap.html").read_text()
    assert not re.search("<[biu]>", page)
    assert "<h2>&lt;b&gt;kota&lt;/b&gt;: coverage over time, with the target</h2>" in page
    assert re.search("<li>[^<]*&lt;u&gt;a table&lt;/u&gt;", page)


def test_in_a_browser_it_is_quiet_asks_for_nothing_and_sorts(run, export_project, tmp_path):
    export_project(SCENARIOS["six"])
    assert run("gap", "--output", "gap.html", "--lang", "id").code == 0
    browser = Browser.start()
    try:
        browser.open(tmp_path / "gap.html")
        assert browser.requests == [(tmp_path / "gap.html").as_uri()]
        assert len(browser.picture(tmp_path / "page.png")) > 20_000
        rates = (
            "Array.from(document.querySelectorAll('tbody tr:not(.head):not(.total) td:nth-of-type(3)'),"
            "cell => Number(cell.dataset.value))"
        )
        before = browser.run(rates)
        head = "document.querySelectorAll('thead th')[3]"
        browser.run(f"{head}.querySelector('button').click()")
        assert browser.run(rates) == sorted(before)
        assert browser.run(f"{head}.getAttribute('aria-sort')") == "ascending"
        browser.run(f"{head}.querySelector('button').click()")
        assert browser.run(rates) == sorted(before, reverse=True)
        last = "document.querySelector('tbody').rows"
        assert browser.run(f"{last}[{last}.length-1].className") == "total"
        narrow = "document.documentElement.scrollWidth <= window.innerWidth"
        assert browser.run(narrow)
        browser.send("Emulation.setDeviceMetricsOverride", width=400, height=800, deviceScaleFactor=1, mobile=False)
        assert browser.run(narrow)
        letters = "document.querySelector('svg text').getBoundingClientRect().height"
        assert browser.run(letters) > 9
        assert browser.run("document.querySelector('figure .wide').tabIndex") == 0
        browser.send("Emulation.clearDeviceMetricsOverride")
        browser.send("Emulation.setEmulatedMedia", media="print")
        assert browser.run("getComputedStyle(document.querySelector('th button')).display") == "contents"
        assert browser.pdf().startswith(b"%PDF")
        assert browser.console == []
    finally:
        browser.close()


def test_without_scripts_it_says_all(run, export_project, tmp_path):
    export_project(SCENARIOS["missing"])
    run("gap", "--output", "gap.html")
    browser = Browser.start()
    try:
        browser.send("Emulation.setScriptExecutionDisabled", value=True)
        browser.open(tmp_path / "gap.html")
        assert browser.console == []
        tree = str(browser.send("Accessibility.getFullAXTree"))
        assert "no-participants" in tree
        assert "columnheader" in tree
    finally:
        browser.close()


def test_an_undefined_figure_has_no_value_to_sort_by(report_of):
    page = html_text(Document(report_of(SCENARIOS["missing"]), PLAIN, Style("en")))
    values = re.findall('data-value="([^"]*)"', page)
    assert "" in values
    assert [value for value in values if value and repr(float(value)) != value] == []
