"""One table against several targets, or on several bases: columns side by side, and whether the ranking holds."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.phrases import phrase
from coverage_cli.output.exact import dumps, loads
from coverage_cli.output.figures import figures
from coverage_cli.output.grid import Grid, bullets, grid_text
from coverage_cli.output.jsons import gap_json
from coverage_cli.output.language import words as words_of
from coverage_cli.output.messages import line
from coverage_cli.output.safe import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from fractions import Fraction

    from coverage_cli.domain.model import Coverage, Report, Row
    from coverage_cli.output.language import Words
    from coverage_cli.output.reports import Style

    Measure = Callable[[Coverage], Fraction | None]

SCHEMA = "coverage-gap-targets/1"
Key = tuple[str | None, ...]


def refuse_elsewhere(targets: Sequence[str], shown: str, outputs: Sequence[str], top: int | None) -> None:
    """Refuse several targets in a form that has columns for one.

    Raises:
        UsageFault: several targets for a file, for CSV, Markdown or HTML, or for a part of the rows.

    """
    if len(targets) > 1 and (shown not in {"table", "json"} or outputs or top is not None):
        raise UsageFault("several targets are shown with --format table or json, of all rows and not in a file")


def targets_text(reports: Sequence[Report], shown: str, style: Style) -> str:
    """The reports of one table against several targets, as one table or as one JSON object."""
    holds = ranking_holds(reports, lambda coverage: coverage.gap)
    if shown == "json":
        objects = [loads(gap_json(report)) for report in reports]
        tree = {"schema": SCHEMA, "ranking_holds": holds, "reports": objects}
        return dumps(tree)
    said = words_of(style.language)
    grid = grid_text(_grid(reports, said, style), width=style.width, color=style.color)
    return grid + bullets(list(_notes(reports, said, holds=holds)), width=style.width, color=style.color)


def ranking_holds(reports: Sequence[Report], measure: Measure) -> bool:
    """Whether the rows that all reports have a measure for stand in one order by it in all of them."""
    known = [_measured(report, measure) for report in reports]
    shared = set.intersection(*(set(gaps) for gaps in known))
    ordered = sorted(shared, key=lambda key: known[0][key], reverse=True)
    # Neighbours that compare alike everywhere make one order everywhere.
    return all(len({_sign(values, *pair) for values in known}) == 1 for pair in pairwise(ordered))


def _measured(report: Report, measure: Measure) -> dict[Key, Fraction]:
    return {key_of(row): value for row in report.rows if (value := measure(row.coverage)) is not None}


def _sign(values: dict[Key, Fraction], one: Key, other: Key) -> int:
    return (values[one] > values[other]) - (values[one] < values[other])


def key_of(row: Row) -> Key:
    """What a row is about: its names."""
    return (row.branch, row.segment, *row.dimensions)


def _grid(reports: Sequence[Report], said: Words, style: Style) -> Grid:
    head = [said(text) for text in (phrase("Segment"), phrase("Workers"), phrase("Participants"), phrase("Rate"))]
    for report in reports:
        name = {"target": clean(report.target.name) if report.target else "–"}
        head += [said("Gap to {target}", name), said("Shortfall to {target}", name)]
    rows = [{key_of(row): row for row in report.rows} for report in reports]
    totals = [{key_of(row): row for row in report.totals} for report in reports]
    lines = [_cells(key, rows, said, style) for key in rows[0]]
    closing = [_cells(key, totals, said, style, total=True) for key in totals[0]]
    return Grid(tuple(head), (*lines, *closing), len(closing))


def name_of(key: Key, said: Words, *, total: bool) -> str:
    """The first cell of a row."""
    name = " / ".join(clean(part) for part in key if part)
    return f"{said('Total')} {name}".rstrip() if total else name


def _cells(
    key: Key, found: Sequence[dict[Key, Row]], said: Words, style: Style, *, total: bool = False
) -> tuple[str, ...]:
    """One row: its counts and rate once, then its gap and shortfall to each target."""
    coverage = found[0][key].coverage
    name = name_of(key, said, total=total)
    rate = said.percent(figures(coverage, style.decimals).rate)
    cells = [name, said.number(coverage.workers), said.number(coverage.participants), rate]
    for rows in found:
        other = rows[key].coverage
        cells += [said.decimal(figures(other, style.decimals).gap), said.number(other.shortfall)]
    return tuple(cells)


def _notes(reports: Sequence[Report], said: Words, *, holds: bool) -> Iterator[str]:
    """Each target with its source, then whether the ranking holds, then what the first report says of its data."""
    first = [(remark.template, dict(remark.args)) for remark in reports[0].remarks]
    yield said("Gap in percentage points; shortfall: the fewest further participants that meet the target.")
    for report in reports[1:]:
        own = [remark for remark in report.remarks if (remark.template, dict(remark.args)) not in first]
        yield from (said(remark.template, remark.args) for remark in own)
    yield from (said(template, args) for template, args in first)
    if holds:
        yield said("The rows stand in one order by gap, whichever of the targets is taken.")
    else:
        yield said("The order of the rows by gap depends on which target is taken.")
    for finding in reports[0].findings:
        yield line(finding, said)
