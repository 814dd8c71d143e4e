"""What stands in a deck, by the names that shapes carry; the same for our slides and for a user's template."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import shorten

from coverage_cli.analysis.inequality import Holder
from coverage_cli.domain.model import Report, Row
from coverage_cli.domain.names.keys import name_key
from coverage_cli.domain.safe import clean
from coverage_cli.output import provenance
from coverage_cli.output.charts import palette
from coverage_cli.output.charts.curves import Curve, curves, uncharted
from coverage_cli.output.charts.pareto import drawn_holders
from coverage_cli.output.charts.series import Bar, bars, chart_title, colour_names, left_out, unshared
from coverage_cli.output.deck.pages import most_columns
from coverage_cli.output.document import Document
from coverage_cli.output.exhibits.exhibit import Exhibit
from coverage_cli.output.figures import figure_texts
from coverage_cli.output.language import LANGUAGES, Words
from coverage_cli.output.language import words as words_of
from coverage_cli.output.style import Style
from coverage_cli.output.tables.headline import Tile, headline, tiles, together
from coverage_cli.output.tables.lines import (
    DEFINITION,
    FOOTNOTE,
    Line,
    cited,
    footnote,
    headings,
    lines,
    notes,
    row_name,
)

LEGEND = {
    palette.MET: "legend-met",
    palette.BELOW: "legend-below",
    palette.NEUTRAL: "legend-without",
    palette.TOTAL: "legend-total",
}
"""Names of the shapes that say what a colour means."""
_MOST_WARNINGS = 3
"""For which a slide of notes has room."""


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
    curves: list[Curve]
    uncharted: str
    exhibits: tuple[Exhibit, ...]

    @property
    def heads(self) -> list[tuple[str, ...]]:
        """The headings of the table, in each language in which a template may have them."""
        return [headings(self.report, words_of(language)) for language in LANGUAGES]

    @property
    def series_names(self) -> tuple[str, str]:
        """Names of the two series of the chart of coverage."""
        return self.words("Rate"), self.words("Target")

    @property
    def uncovered_names(self) -> tuple[str, str]:
        """Names of the two series of the chart of the uncovered."""
        return self.words("Uncovered"), self.words("Cumulative share")


def content(document: Document) -> Content:
    """Everything a deck can show."""
    report, style, words = document.report, document.style, document.style.words
    branches = together(report.chosen.branches, words) or words("All branches")
    texts = _texts(report.total, branches, style)
    target = report.target
    texts |= {
        "headline": [headline(report, style)],
        "summary": [words(DEFINITION), *_summary(report, words)],
        "target-name": [clean(target.name) if target else "–"],
        "target-source": [clean(target.source) if target and target.source else "–"],
        "footnote": [footnote(report, words) or "–"],
        "row-notes": [cited(report, words) or "–"],
        "uncovered-notes": [" ".join(unshared(report, words))],
        "left-out": [left_out(report, words)],
        "notes": [words(DEFINITION), *notes(report, words, _MOST_WARNINGS)],
        "sources": provenance.sentences(document.made, words),
    }
    drawn, shown = bars(report, style), tiles(report, style)
    texts |= {f"{tile.key}-label": [tile.name] for tile in shown} | _titles(report, drawn, words)
    for exhibit in document.exhibits:
        told = [*filter(None, [exhibit.chart.left_out]), *exhibit.notes]
        texts |= {f"{exhibit.key}-title": [exhibit.title], exhibit.key: told or ["–"]}
    for row in report.rows:
        name = name_key(clean(row_name(row, report)))
        texts |= {f"{key}@{name}": text for key, text in _texts(row, branches, style).items()}
    most = most_columns(len(clean(row_name(row, report))) for row in report.rows)
    return Content(
        report, words, style.decimals, texts, tiles=shown, bars=drawn, held=drawn_holders(report, words, most),
        head=headings(report, words), lines=lines(report, style), curves=curves(document.course, style),
        uncharted=uncharted(document.course, words), exhibits=document.exhibits,
    )  # fmt: skip


def trend_texts(curve: Curve, uncharted: str) -> dict[str, list[str]]:
    """The title of a trend, what moved it, and what is to be known of it, as much as a footnote holds."""
    return {
        "trend-title": [curve.title],
        "trend": [text for text in (curve.caption, uncharted) if text],
        "trend-notes": [shorten(" ".join(curve.notes), FOOTNOTE, placeholder="…")],
    }


def _summary(report: Report, words: Words) -> list[str]:
    """The first remarks on the figures; what was done with a file has its place among the notes."""
    about = [remark for remark in report.remarks if "path" not in remark.args]
    return [remark.text(words) for remark in about[:3]]


def _titles(report: Report, drawn: Sequence[Bar], words: Words) -> dict[str, list[str]]:
    return {
        "chart-title": [chart_title(report, words)],
        "uncovered-title": [words("Who is not covered")],
        "table-title": [words("Figures")],
        "notes-title": [words("Notes and sources")],
        **{LEGEND[colour]: [name] for colour, name in colour_names(drawn, words).items()},
        "legend-target": [words("Target")],
    }


def _texts(row: Row, branches: str, style: Style) -> dict[str, list[str]]:
    return {
        "branch": [clean(row.branch or branches)],
        "period": [row.period or "–"],
        "population-period": [row.population_period or "–"],
        **{key: [text] for key, text in figure_texts(row.coverage, style).items()},
        "status": [style.words(row.coverage.status.value)],
    }
