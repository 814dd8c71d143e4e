"""Who is not covered, and how unequal the rates are: behind a gap report, as text or in its JSON."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from coverage_cli.analysis.inequality import MOST, Holder, Subgroup, average, holders_of, measures, pareto
from coverage_cli.analysis.statement import Amount, Unit, amount_text
from coverage_cli.domain.model import Report
from coverage_cli.domain.phrases import phrase
from coverage_cli.domain.rounding import half_up, places_beyond
from coverage_cli.domain.safe import clean
from coverage_cli.domain.wording import decimal_text, scaled_text
from coverage_cli.output.charts.pareto import sharing, subgroups_of
from coverage_cli.output.charts.series import MOST_DRAWN, undrawn, unknown, unshared
from coverage_cli.output.exact import double, dumps, loads
from coverage_cli.output.exhibits.exhibit import Cell, Chart, Column, Exhibit, Form, percent, text, whole
from coverage_cli.output.figures import places_short_of
from coverage_cli.output.language import Words
from coverage_cli.output.style import Style
from coverage_cli.output.tables.columns import Line, bullets, grid_text, prose

_PLACES = 3
_MEASURES = (
    ("difference", phrase("Difference"), phrase("highest rate less lowest rate")),
    ("ratio", phrase("Ratio"), phrase("highest rate divided by lowest rate")),
    (
        "mean_difference",
        phrase("Mean difference"),
        phrase("mean distance of the rows' rates from the total's, weighted by workers"),
    ),
    ("population_attributable_risk", phrase("Attributable risk"), phrase("gain if all had the best row's rate")),
    (
        "population_attributable_fraction",
        phrase("Attributable fraction"),
        phrase("that gain divided by the total's rate"),
    ),
    ("theil", phrase("Theil index x 1000"), phrase("relative inequality; 0 where all rates are alike")),
)
_OF_COUNTED = {
    "mean_difference": phrase(
        "mean distance of the rows' rates from that of all rows counted here ({rate}), weighted by workers"
    ),
    "population_attributable_risk": phrase("gain if all rows counted here had the best row's rate"),
    "population_attributable_fraction": phrase("that gain divided by the rate of the rows counted here ({rate})"),
}
"""Their meanings where that is not the total's rate: rows are hidden, or share people."""
_OVERALL = frozenset({*_OF_COUNTED, "theil"})
"""Measures that compare with the rate of all rows together."""
_SPELLED = {
    "difference": "difference_pp",
    "mean_difference": "mean_difference_pp",
    "population_attributable_risk": "population_attributable_risk_pp",
    "population_attributable_fraction": "population_attributable_fraction_pct",
    "theil": "theil_x1000",
}
"""Names for machines that say the unit, as columns do."""
_IN_POINTS = frozenset({"difference", "mean_difference", "population_attributable_risk"})
_SCALES = {
    **dict.fromkeys((*_IN_POINTS, "population_attributable_fraction"), 100),
    "ratio": 1,
    "theil": 1000,  # as the WHO shows it; JSON has the index itself
}


def added(out: str, report: Report, shown: str, style: Style, *, shares: bool, measured: bool) -> str:
    """The report's text or JSON with the shares of the uncovered behind it, and with the measures, where asked for."""
    if shown == "json":
        subgroups = subgroups_of(report)
        tree = loads(out)
        tree |= {"pareto": _pareto_object(pareto(sharing(report)))} if shares else {}
        tree |= {"measures": _measures_object(subgroups)} if measured else {}
        return dumps(tree)
    parts = [out]
    parts += [_pareto_text(report, style)] if shares else []
    parts += [_measures_text(report, style.words, style)] if measured else []
    told = unshared if shares else unknown
    parts += [bullets([note], style) for note in told(report, style.words)]
    return "\n".join(parts)


def _pareto_text(report: Report, style: Style) -> str:
    exhibit = pareto_exhibit(report, style)
    title = prose([Line(exhibit.title)], style)
    return f"{title}{grid_text(exhibit.grid, style)}" if exhibit.rows else title


def pareto_exhibit(report: Report, style: Style) -> Exhibit:
    """The rows by the uncovered that they hold, with each one's share and the cumulative share."""
    said = style.words
    holders = pareto(sharing(report))
    rows = tuple(
        (*(text(clean(holder.name)), whole(holder.uncovered, said)), *_shares(holder, style)) for holder in holders
    )
    columns = (
        *(Column(said("Who is not covered"), "name"), Column(said("Uncovered"), "uncovered")),
        *(Column(said("Share"), "share_pct"), Column(said("Cumulative"), "cumulative_pct")),
    )
    drawn = tuple(range(len(rows)))[:MOST_DRAWN]
    chart = Chart((1,), drawn, share=3, left_out=undrawn(len(rows) - len(drawn), said)) if rows else Chart()
    title = _holding(holders, said, report)
    return Exhibit("pareto", said("Who is not covered"), title, columns, rows, 0, unshared(report, said), chart)


def _holding(holders: tuple[Holder, ...], said: Words, report: Report) -> str:
    shown = sharing(report)
    partial = any(row.coverage.rate is not None and not row.complete for row in report.rows)
    complete = not partial and len(shown) == sum(row.coverage.workers != 0 for row in report.rows)
    if not holders:
        if complete:
            return said("No row has fewer participants than workers.")
        if shown:
            return said("None of the rows that are shown has fewer participants than workers.")
        return said("No row shows who is uncovered.")
    given = {
        "few": str(holders_of(holders, MOST)),
        "all": str(len(holders)),
        "share": amount_text(Amount(MOST, Unit.SHARE), said),
        "people": said.number(sum(holder.uncovered for holder in holders)),
        "rows": _rows(report),
    }
    if complete:
        return said("At least {share} of the {people:n|uncovered is|uncovered are} in {few:n} of {rows:phrase}.", given)
    return said(
        "Of the {people:n} uncovered in the {rows:phrase} shown, at least {share} are in {few:n} of them.", given
    )


def _rows(report: Report) -> str:
    """How many rows there are, by what they are."""
    if report.by == ("branch",):
        return phrase("{all:n|branch|branches}")
    if report.by in {("segment",), ("branch", "segment")}:
        return phrase("{all:n|segment|segments}")
    return phrase("{all:n|row|rows}")


def _shares(holder: Holder, style: Style) -> Iterator[Cell]:
    places = places_short_of(holder.cumulative_share, style.decimals)
    for share in (holder.share, holder.cumulative_share):
        yield percent(share, f"{scaled_text(half_up(share * 100, places), style.words, places)}%", places)


def _measures_text(report: Report, said: Words, style: Style) -> str:
    note = said("Definitions and sources: coverage guide measures.")
    return grid_text(measures_exhibit(report, said).grid, style) + bullets([note], style)


def measures_exhibit(report: Report, said: Words) -> Exhibit:
    """Every measure with its value, its meaning in words, and for machines the rate that it compares with."""
    subgroups = subgroups_of(report)
    found, overall = measures(subgroups), average(subgroups)
    given = {"rate": "–" if overall is None else amount_text(Amount(overall, Unit.SHARE), said, _PLACES)}
    partial = _OF_COUNTED if overall != report.total.coverage.rate else {}
    rows = tuple(
        (
            text(said(title), _SPELLED.get(name, name)),
            _value(name, getattr(found, name), said),
            text(said(partial.get(name, meaning), given)),
            percent(overall if name in _OVERALL else None, given["rate"], _PLACES),
        )
        for name, title, meaning in _MEASURES
    )
    columns = (Column(said("Inequality between rows"), "measure"), Column(said("Value"), "value"))
    title = said("How unequal the rates are")
    return Exhibit(
        "measures",
        said("Inequality"),
        title,
        (*columns, Column(said("Meaning"), ""), Column("", "overall_rate_pct")),
        rows,
        notes=unknown(report, said),
        texts=frozenset({2}),
    )


def _value(name: str, value: Fraction | float | None, said: Words) -> Cell:
    """The value as it is shown: points, percent or a plain number.

    Rates that are not alike have decimals enough not to look it: a measure of 0.0004 points is no 0, nor a ratio 1.
    """
    if value is None:
        return Cell("–", None, Form.NUMBER)
    exact = Fraction(value)
    scaled = exact * _SCALES[name]
    alike = Fraction(name == "ratio")
    places = places_beyond(scaled, alike, _PLACES + (name == "ratio"))
    if name == "population_attributable_fraction":
        return percent(exact, amount_text(Amount(exact, Unit.SHARE), said, places), places)
    shown = decimal_text(scaled, said, places)
    if name in _IN_POINTS:
        return Cell(said("{value} points", {"value": shown}), scaled, Form.NUMBER, places, unit=said("points"))
    return Cell(shown, scaled, Form.NUMBER, places)


def _pareto_object(holders: tuple[Holder, ...]) -> dict[str, Any]:
    return {
        "most": {"share": double(MOST), "rows": holders_of(holders, MOST), "of": len(holders)},
        "holders": [
            {
                "name": clean(holder.name),
                "uncovered": holder.uncovered,
                "share": double(holder.share),
                "cumulative_share": double(holder.cumulative_share),
            }
            for holder in holders
        ],
    }


def _measures_object(subgroups: list[Subgroup]) -> dict[str, float | None]:
    """Fractions of one, as rates are, and the rate of all these rows together."""
    found = measures(subgroups)
    return {
        **{name: double(getattr(found, name)) for name, _, _ in _MEASURES},
        "overall_rate": double(average(subgroups)),
    }
