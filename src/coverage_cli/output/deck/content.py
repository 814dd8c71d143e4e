"""What stands in a deck, by the names that shapes carry; the same for our slides and for a user's template."""

from __future__ import annotations

from dataclasses import dataclass, replace
from textwrap import shorten
from typing import TYPE_CHECKING

from coverage_cli.domain.safe import clean
from coverage_cli.output import provenance
from coverage_cli.output.curves import Curve, curves, uncharted
from coverage_cli.output.figures import figures
from coverage_cli.output.headline import headline
from coverage_cli.output.holders import drawn_holders
from coverage_cli.output.lines import DEFINITION, FOOTNOTE, cited, footnote, headings, lines, notes, remarks
from coverage_cli.output.naming import row_name
from coverage_cli.output.series import Bar, bars, chart_title, left_out, unknown
from coverage_cli.output.tiles import Tile, tiles

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coverage_cli.analysis.history import Course
    from coverage_cli.analysis.inequality import Holder
    from coverage_cli.domain.model import Report, Row
    from coverage_cli.domain.provenance import Provenance
    from coverage_cli.output.exhibit import Exhibit
    from coverage_cli.output.language import Words
    from coverage_cli.output.lines import Line

_MOST_WARNINGS = 3
"""For which a slide of notes has room."""
PREFIX = "coverage-"
CHART, UNCOVERED_CHART, TABLE = "coverage-chart", "coverage-chart-uncovered", "coverage-table"
TREND_CHART = "coverage-chart-trend"
CHART_OF, TABLE_OF = "coverage-chart-{}", "coverage-table-{}"
"""Names of an exhibit's chart and table, by its key."""
EXHIBITS = ("plan", "plan-months", "pareto", "measures", "targets", "bases")
"""Keys of the exhibits that a deck may have."""
FIGURES = ("rate", "target", "gap", "workers", "participants", "uncovered", "shortfall")
TEXTS = (
    *("headline", "summary", *FIGURES, *(f"{name}-label" for name in FIGURES), "status"),
    *(
        "branch",
        "period",
        "population-period",
        "target-name",
        "target-source",
        "footnote",
        "row-notes",
        "uncovered-notes",
        "notes",
        "sources",
    ),
    *("chart-title", "uncovered-title", "table-title", "notes-title"),
    *("legend-met", "legend-below", "legend-total", "legend-target"),
)
"""Names of texts, after the prefix. `coverage-rate@pu` is the figure of one row."""
TREND_TEXTS = ("trend", "trend-title", "trend-notes")
"""Names of texts that only a report with a trend has."""
COLUMNS = ("name", "workers", "participants", "rate", "target", "gap", "uncovered", "shortfall", "status")
"""Names of the table's columns, as a template's header may give them."""


_SHORT_NAME = 15
"""Characters; longer names need wider columns, so that fewer go on a slide."""


def columns(lengths: Iterable[int]) -> int:
    """How many columns a chart has room for, so that no label is turned or overlaps, by the lengths of names."""
    return 12 if max(lengths, default=0) <= _SHORT_NAME else 8


@dataclass(frozen=True, slots=True)
class Content:
    """A report, ready to be put into shapes."""

    report: Report
    words: Words
    decimals: int
    texts: dict[str, list[str]]
    tiles: list[Tile]
    bars: list[Bar]
    held: list[Holder]
    head: tuple[str, ...]
    lines: list[Line]
    left_out: str
    curves: list[Curve]
    uncharted: str
    exhibits: tuple[Exhibit, ...] = ()

    @property
    def series_names(self) -> tuple[str, str]:
        """Names of the two series of the chart of coverage."""
        return self.words("Rate"), self.words("Target")

    @property
    def uncovered_names(self) -> tuple[str, str]:
        """Names of the two series of the chart of the uncovered."""
        return self.words("Uncovered"), self.words("Cumulative share")


def content(
    report: Report,
    made: Provenance,
    words: Words,
    decimals: int,
    course: Course,
    exhibits: tuple[Exhibit, ...] = (),
) -> Content:
    """Everything a deck can show."""
    texts = _texts(report.total, words, decimals)
    target = report.target
    texts |= {
        "headline": [headline(report, words, decimals)],
        "summary": [words(DEFINITION), *_summary(report, words)],
        "target-name": [clean(target.name) if target else "–"],
        "target-source": [clean(target.source) if target and target.source else "–"],
        "footnote": [footnote(report, words) or "–"],
        "row-notes": [cited(report, words) or "–"],
        "uncovered-notes": [" ".join(unknown(report, words))],
        "notes": [words(DEFINITION), *notes(report, words, _MOST_WARNINGS)],
        "sources": provenance.sentences(made, words),
    }
    texts |= {f"{tile.key}-label": [tile.name] for tile in tiles(report, words, decimals)}
    texts |= _titles(report, words)
    drawn, omitted = curves(course, words, decimals), uncharted(course, words)
    if drawn:
        told = [text for text in (drawn[0].caption, omitted) if text]
        texts |= {"trend-title": [drawn[0].title], "trend": told or ["–"]}
        texts["trend-notes"] = [trend_notes(drawn[0]) or "–"]
    for exhibit in exhibits:
        undrawn = exhibit.chart.left_out if exhibit.chart else ""
        told = [*([undrawn] if undrawn else []), *exhibit.notes]
        texts |= {f"{exhibit.key}-title": [exhibit.title], exhibit.key: told or ["–"]}
    for row in report.rows:
        name = clean(row_name(row, report))
        texts |= {f"{key}@{name}": text for key, text in _texts(row, words, decimals).items()}
    most = columns(len(clean(row_name(row, report))) for row in report.rows)
    return Content(
        report, words, decimals, texts, tiles(report, words, decimals), bars(report, words, decimals),
        drawn_holders(report, words, most), headings(report, words), lines(report, words, decimals),
        left_out(report, words), drawn, omitted, exhibits,
    )  # fmt: skip


def trend_notes(curve: Curve) -> str:
    """What is to be known of a trend, as much as a footnote holds."""
    return shorten(" ".join(curve.notes), FOOTNOTE, placeholder="…")


def _summary(report: Report, words: Words) -> list[str]:
    """The first remarks on the figures; what was done with a file has its place among the notes."""
    about = tuple(remark for remark in report.remarks if "path" not in remark.args)
    return remarks(replace(report, remarks=about[:3]), words)


def _titles(report: Report, words: Words) -> dict[str, list[str]]:
    return {
        "chart-title": [chart_title(report, words)],
        "uncovered-title": [words("Who is not covered")],
        "table-title": [words("Figures")],
        "notes-title": [words("Notes and sources")],
        "legend-met": [words("target met")],
        "legend-below": [words("below target")],
        "legend-total": [words("Total")],
        "legend-target": [words("Target")],
    }


def _texts(row: Row, words: Words, decimals: int) -> dict[str, list[str]]:
    coverage, shown = row.coverage, figures(row.coverage, decimals)
    return {
        "branch": [clean(row.branch or words("All branches"))],
        "period": [row.period or "–"],
        "population-period": [row.population_period or "–"],
        "rate": [words.percent(shown.rate)],
        "target": [words.percent(shown.target)],
        "gap": [words.decimal(shown.gap)],
        "workers": [words.number(coverage.workers)],
        "participants": [words.number(coverage.participants)],
        "uncovered": [words.number(coverage.uncovered)],
        "shortfall": [words.number(coverage.shortfall)],
        "status": [words(coverage.status.value)],
    }
