"""One table against several targets, or on several bases: columns side by side, and whether the ranking holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from coverage_cli.domain.model import Coverage, Report, Row
from coverage_cli.domain.names.keys import joined
from coverage_cli.domain.remarks import Remark
from coverage_cli.domain.safe import Written, clean
from coverage_cli.output.charts.series import most_uncovered, undrawn
from coverage_cli.output.exact import dumps, loads
from coverage_cli.output.exhibits.exhibit import Cell, Chart, Column, Exhibit, Form, exhibit_csv, rate, text, whole
from coverage_cli.output.figures import figures
from coverage_cli.output.jsons import gap_json
from coverage_cli.output.language import Words
from coverage_cli.output.style import Style
from coverage_cli.output.tables.columns import bullets, grid_text
from coverage_cli.output.tables.delimited import TOTAL
from coverage_cli.output.tables.lines import DEFINITION, counted, warnings

Measure = Callable[[Coverage], Fraction | None]
SCHEMA = "coverage-gap-targets/1"
Key = tuple[str | None, ...]


def targets_text(reports: Sequence[Report], shown: str, style: Style) -> str:
    """The reports of one table against several targets, as one table, CSV or JSON object."""
    if shown == "json":
        holds = ranking_holds(reports, _gap)
        objects = [loads(gap_json(report)) for report in reports]
        return dumps({"schema": SCHEMA, "ranking_holds": holds, "reports": objects})
    said = style.words
    exhibit = targets_exhibit(reports, style)
    shared = _shared(reports)
    notes = [
        said(DEFINITION),
        *_targets(reports, said),
        *(remark.text(said) for remark in reports[0].remarks if _content(remark) in shared),
        *_ranking(reports, said),
        *warnings((one for report in reports for one in report.findings), said),
    ]
    return table_text(exhibit, notes, shown, style)


def table_text(exhibit: Exhibit, notes: Sequence[str], shown: str, style: Style) -> str:
    """The table with its notes below it, or as CSV, which has no room for them."""
    if shown == "csv":
        return exhibit_csv(exhibit, style.dialect, totals=style.totals)
    return grid_text(exhibit.grid, style) + bullets(notes, style)


def ranking_holds(reports: Sequence[Report], measure: Measure) -> bool:
    """Whether the rows that all reports have a measure for stand in one order by it in all of them."""
    known = [_measured(report, measure) for report in reports]
    shared = set.intersection(*(set(gaps) for gaps in known))
    ordered = sorted(shared, key=lambda key: known[0][key], reverse=True)
    # Neighbours that compare alike everywhere make one order everywhere.
    return all(len({_sign(values, *pair) for values in known}) == 1 for pair in pairwise(ordered))


def _measured(report: Report, measure: Measure) -> dict[Key, Fraction]:
    return {row.names: value for row in report.rows if (value := measure(row.coverage)) is not None}


def _sign(values: dict[Key, Fraction], one: Key, other: Key) -> int:
    return (values[one] > values[other]) - (values[one] < values[other])


def targets_exhibit(reports: Sequence[Report], style: Style) -> Exhibit:
    """The rows' counts and rate once, then gap and shortfall to each target; the shortfalls as a chart."""
    said = style.words
    columns = [*name_columns(reports[0], said), Column(said("Workers"), "workers")]
    columns += [Column(said("Participants"), "participants"), Column(said("Rate"), "coverage_pct")]
    for report in reports:
        name = clean(report.target.name) if report.target else "–"
        columns.append(Column(said("Gap to {target}", {"target": name}), Written(f"gap_pp {name}")))
        columns.append(Column(said("Shortfall to {target}", {"target": name}), Written(f"shortfall {name}")))
    rows = [{row.names: row for row in report.rows} for report in reports]
    totals = [{row.names: row for row in report.totals} for report in reports]
    lines = [_cells(key, rows, reports[0], style) for key in rows[0]]
    closing = [_cells(key, totals, reports[0], style, total=True) for key in totals[0]]
    drawn = tuple(index for index, column in enumerate(columns) if column.name.startswith("shortfall "))
    return Exhibit(
        "targets",
        said("Targets"),
        said("Several targets side by side"),
        tuple(columns),
        (*lines, *closing),
        len(closing),
        (*_targets(reports, said), *_ranking(reports, said)),
        chart_of(drawn, reports[0], len(lines), said),
    )


def chart_of(columns: tuple[int, ...], report: Report, rows: int, said: Words) -> Chart:
    """These columns of the rows that a picture has room for, of so many."""
    drawn = most_uncovered(report.rows)
    return Chart(columns, drawn, left_out=undrawn(rows - len(drawn), said))


def name_columns(report: Report, said: Words) -> list[Column]:
    """A column a name for machines, then one of all names for people."""
    fields = ("branch", "segment", *map(clean, report.dimensions))
    return [*(Column("", field) for field in fields), Column(said("Segment"), "")]


def name_cells(key: Key, report: Report, said: Words, beside: Sequence[Row], *, total: bool) -> list[Cell]:
    """The first cells of a row, under `name_columns`; `beside` is what it is in each of the reports."""
    parts, name = [text(clean(part or "")) for part in key], clean(joined(key))
    if total:
        parts[1], name = text(TOTAL), f"{said('Total')} {name}" if name else said("Grand total")
    over = {None if row.complete or row.segments == 1 else counted(row, said) for row in beside}
    if len(over) == 1 and None not in over:  # of bases that count unlike segments, each one's notes say which
        name += f" ({over.pop()})"
    missing = 2 + len(report.dimensions) - len(parts)
    return [*parts, *[text("")] * missing, text(name)]


def _cells(
    key: Key, found: Sequence[dict[Key, Row]], report: Report, style: Style, *, total: bool = False
) -> tuple[Cell, ...]:
    """One row: its counts and rate once, then its gap and shortfall to each target.

    All with the decimals that any of its targets takes: each gap is then the target less the one rate that is shown.
    """
    said = style.words
    places = max(figures(rows[key].coverage, style.decimals).places for rows in found)
    coverage = found[0][key].coverage
    cells = name_cells(key, report, said, [rows[key] for rows in found], total=total)
    cells += [whole(coverage.workers, said), whole(coverage.participants, said), rate(coverage, said, places)]
    for rows in found:
        other = rows[key].coverage
        exact, shown = other.gap, figures(other, places).gap
        points = None if exact is None else exact * 100
        cells.append(Cell(said.decimal(shown), points, Form.NUMBER, places, shown))
        cells.append(whole(other.shortfall, said))
    return tuple(cells)


def _targets(reports: Sequence[Report], said: Words) -> Iterator[str]:
    """What is true of one target only: what it is and where it comes from, and what its shortfalls add up to."""
    shared = _shared(reports)
    for report in reports:
        for remark in (one for one in report.remarks if _content(one) not in shared):
            text = remark.text(said)
            name = report.target.name if report.target else ""
            yield text if remark.grounds or not name else said('Target "{target}": {remark}', target=name, remark=text)


def _shared(reports: Sequence[Report]) -> set[tuple[str, frozenset[tuple[str, str]]]]:
    """What is to be known whichever target is taken."""
    return set.intersection(*({_content(remark) for remark in report.remarks} for report in reports))


def _content(remark: Remark) -> tuple[str, frozenset[tuple[str, str]]]:
    return remark.template, frozenset(remark.args.items())


def _ranking(reports: Sequence[Report], said: Words) -> tuple[str, ...]:
    """Whether the rows stand in one order; rows that lack a gap are not spoken of, nor is one row beside them."""
    if not ranking_holds(reports, _gap):
        return (said("The order of the rows by gap depends on which target is taken."),)
    known = [{*_measured(report, _gap)} for report in reports]
    shared = set.intersection(*known)
    if shared == set.union(*known):
        return (said("The order of the rows by gap is the same, whichever target is taken."),)
    if len(shared) <= 1:
        return ()
    return (said("The order by gap of the rows with a gap to every target is the same, whichever target is taken."),)


def _gap(coverage: Coverage) -> Fraction | None:
    return coverage.gap
