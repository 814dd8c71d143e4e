"""Who holds the gap, and how unequal the rates are: behind a gap report, as text or in its JSON."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from coverage_cli.analysis.inequality import Group, Holder, Measures, holders_of, measures, pareto
from coverage_cli.analysis.statement import Amount, Unit
from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.phrases import phrase
from coverage_cli.output.grid import Grid, bullets, grid_text
from coverage_cli.output.language import words as words_of
from coverage_cli.output.safe import clean
from coverage_cli.output.statements import amount_text, decimal_text, scaled, scaled_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coverage_cli.domain.model import Report, Row
    from coverage_cli.output.language import Words
    from coverage_cli.output.reports import Style

MOST = Fraction(80, 100)
"""Pareto's share: how few segments hold this much of the uncovered."""
_PLACES = 3
_MEASURES = (
    ("difference", phrase("Difference"), phrase("highest rate less lowest rate")),
    ("ratio", phrase("Ratio"), phrase("highest rate over lowest rate")),
    ("mean_difference", phrase("Mean difference"), phrase("how far people's segments are from the total's rate")),
    ("population_attributable_risk", phrase("Attributable risk"), phrase("gain if all had the best segment's rate")),
    ("population_attributable_fraction", phrase("Attributable fraction"), phrase("that gain over the total's rate")),
    ("theil", phrase("Theil index x 1000"), phrase("relative inequality; 0 where all rates are alike")),
)
_IN_POINTS = frozenset({"difference", "mean_difference", "population_attributable_risk"})


class Asked(NamedTuple):
    """Which of the two are asked for."""

    pareto: bool = False
    measures: bool = False


def refuse_partial(asked: Asked, shown: str, top: int | None) -> None:
    """Refuse what could only be told of some rows, or in a form that has no place for it.

    Raises:
        UsageFault: `--top` leaves rows out, or the format is neither table nor JSON.

    """
    if not any(asked):
        return
    if top is not None:
        raise UsageFault("--pareto and --measures are about all rows; leave --top away")
    if shown not in {"table", "json"}:
        raise UsageFault("--pareto and --measures are shown with --format table or json")


def added(out: str, report: Report, shown: str, asked: Asked, style: Style) -> str:
    """The report's text or JSON with what is asked for behind it."""
    groups = list(_groups(report))
    if shown == "json":
        tree = json.loads(out)
        tree |= {"pareto": _pareto_object(pareto(groups))} if asked.pareto else {}
        tree |= {"measures": _measures_object(measures(groups))} if asked.measures else {}
        return json.dumps(tree, ensure_ascii=False, indent=2) + "\n"
    said = words_of(style.language)
    parts = [out]
    parts += [_pareto_text(pareto(groups), said, style)] if asked.pareto else []
    parts += [_measures_text(measures(groups), said, style)] if asked.measures else []
    names = ", ".join(_name(row, report) for row in report.rows if row.coverage.rate is None)
    if names:
        note = said("Left out, because a side is missing or nobody works there: {names}.", {"names": names})
        parts.append(bullets([note], width=style.width, color=style.color))
    return "\n".join(parts)


def _groups(report: Report) -> Iterator[Group]:
    for row in report.rows:
        if row.coverage.rate is not None:
            yield Group(_name(row, report), row.coverage.workers or 0, row.coverage.participants or 0)


def _name(row: Row, report: Report) -> str:
    """The row's names; the branch's only where there are several, or nothing else."""
    names = [name for name in (row.segment, *row.dimensions) if name]
    alone = report.total.branch is not None and names
    return " / ".join(names if alone else [row.branch or "", *names])


def _pareto_text(holders: tuple[Holder, ...], said: Words, style: Style) -> str:
    if not holders:
        return said("Nobody is uncovered.") + "\n"
    given = {
        "few": said.number(holders_of(holders, MOST)),
        "all": said.number(len(holders)),
        "share": amount_text(Amount(MOST, Unit.SHARE), said),
        "people": said.number(sum(holder.uncovered for holder in holders)),
    }
    heading = said("{few} of {all} rows hold {share} of the {people} uncovered.", given)
    head = (phrase("Who holds the gap"), phrase("Uncovered"), phrase("Share"), phrase("Cumulative"))
    rows = tuple(
        (
            clean(holder.name),
            said.number(holder.uncovered),
            *(_percent(share, said, style) for share in (holder.share, holder.cumulative_share)),
        )
        for holder in holders
    )
    grid = Grid(tuple(said(text) for text in head), rows)
    return f"{heading}\n{grid_text(grid, width=style.width, color=style.color)}"


def _percent(share: Fraction, said: Words, style: Style) -> str:
    return f"{scaled_text(scaled(share * 100, style.decimals), said, style.decimals)}%"


def _measures_text(found: Measures, said: Words, style: Style) -> str:
    rows = tuple(
        (said(title), _shown(name, getattr(found, name), said), said(meaning)) for name, title, meaning in _MEASURES
    )
    head = (said("Inequality between rows"), said("Value"), said("Meaning"))
    note = said("Definitions and sources: docs/measures.md.")
    grid = grid_text(Grid(head, rows, texts=frozenset({2})), width=style.width, color=style.color)
    return grid + bullets([note], width=style.width, color=style.color)


def _shown(name: str, value: Fraction | float | None, said: Words) -> str:
    if value is None:
        return "–"
    exact = Fraction(value)
    if name in _IN_POINTS:
        return said("{value} points", {"value": decimal_text(exact * 100, said, _PLACES)})
    if name == "population_attributable_fraction":
        return amount_text(Amount(exact, Unit.SHARE), said, _PLACES)
    if name == "theil":  # as the WHO shows it; JSON has the index itself
        return decimal_text(exact * 1000, said, _PLACES)
    return decimal_text(exact, said, _PLACES + 1)


def _pareto_object(holders: tuple[Holder, ...]) -> dict[str, Any]:
    return {
        "most": {"share": float(MOST), "rows": holders_of(holders, MOST), "of": len(holders)},
        "holders": [
            {
                "name": clean(holder.name),
                "uncovered": holder.uncovered,
                "share": float(holder.share),
                "cumulative_share": float(holder.cumulative_share),
            }
            for holder in holders
        ],
    }


def _measures_object(found: Measures) -> dict[str, float | None]:
    """Fractions of one, as rates are."""
    return {name: None if (value := getattr(found, name)) is None else float(value) for name, _, _ in _MEASURES}
