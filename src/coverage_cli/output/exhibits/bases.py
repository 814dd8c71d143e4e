"""One table on several bases of its workers: rates side by side, their range, and whether the ranking holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import chain
from typing import Any

from coverage_cli.domain.bases import basis_key
from coverage_cli.domain.findings import Finding
from coverage_cli.domain.model import Coverage, Report, Row
from coverage_cli.domain.names.keys import shown_name
from coverage_cli.domain.phrases import phrase
from coverage_cli.domain.rounding import half_up, point_text
from coverage_cli.domain.safe import clean
from coverage_cli.domain.wording import scaled_text
from coverage_cli.output.exact import double, dumps, loads
from coverage_cli.output.exhibits.exhibit import Cell, Column, Exhibit, Form, number, rate, whole
from coverage_cli.output.exhibits.side_by_side import Key, chart_of, name_cells, name_columns, ranking_holds, table_text
from coverage_cli.output.figures import figures
from coverage_cli.output.jsons import gap_json
from coverage_cli.output.language import Words
from coverage_cli.output.style import Style
from coverage_cli.output.tables.lines import warnings

SCHEMA = "coverage-gap-bases/1"
Views = dict[str, "Report"]
"""A report for each basis, by its name."""
_RANGE = phrase(
    "Range of the rate: from the lowest to the highest, in percentage points, where all bases count the same segments."
)
_NOTHING = Coverage(None, None, None, None, None)


def distinct(bases: Sequence[str]) -> list[str]:
    """Each basis once, as it was first spelled."""
    first: dict[str, str] = {}
    for name in bases:
        first.setdefault(basis_key(name), shown_name(name))
    return list(first.values())


def bases_text(views: Views, shown: str, style: Style) -> str:
    """The reports of one table on several bases, as one table, CSV or JSON object."""
    if shown == "json":
        return dumps(_tree(views))
    said = style.words
    exhibit = bases_exhibit(views, style)
    common, own = _remarks(views, said)
    notes = [said(_RANGE), *common, *own, *_ranking(views, said), *_warnings(views, said)]
    return table_text(exhibit, notes, shown, style)


def shown_basis(name: str, view: Report) -> str:
    """What a reader is told of a basis that was asked for by a name."""
    return view.chosen.basis or name


def findings_apart(views: Mapping[str, Report]) -> dict[str, list[Finding]]:
    """What is found on just some of the bases, by basis: of one row it may be several things, each on its own."""
    shared = set.intersection(*(set(view.findings) for view in views.values())) if views else set()
    return {
        shown_basis(name, view): [one for one in view.findings if one not in shared] for name, view in views.items()
    }


def _warnings(views: Views, said: Words) -> list[str]:
    """What is found on all bases, then what just on some, with their basis."""
    apart = findings_apart(views)
    texts = warnings((one for one in _first(views).findings if one not in next(iter(apart.values()))), said)
    for name, found in apart.items():
        texts += [f"{_on(name, said)} {text}" for text in warnings(found, said)]
    return texts


def _on(basis: str, said: Words) -> str:
    return said("On the basis {basis}:", {"basis": basis})


def _tree(views: Views) -> dict[str, Any]:
    """Ranges are points between the highest and the lowest rate; null where a basis has no rate, or other segments."""
    names = ("branch", "segment", *next(iter(views.values())).dimensions)
    tables = _tables(views, totals=False)
    ranges: list[dict[str, Any]] = []
    for key in _keys(tables):
        named = {name: None if part is None else clean(part) for name, part in zip(names, key, strict=False)}
        spread = _spread(key, tables)
        ranges.append({**named, "range_pp": double(spread)})
    reports = [loads(gap_json(report)) for report in views.values()]
    head = {"schema": SCHEMA, "bases": [clean(name) for name in views], "ranking_holds": _holds(views)}
    return {**head, "ranges": ranges, "reports": reports}


def _tables(views: Views, *, totals: bool) -> list[dict[Key, Row]]:
    return [{row.names: row for row in (view.totals if totals else view.rows)} for view in views.values()]


def _keys(tables: Sequence[Mapping[Key, Row]]) -> list[Key]:
    """Every row that any basis has, in the first one's order."""
    return list(dict.fromkeys(chain.from_iterable(tables)))


def _spread(key: Key, tables: Sequence[Mapping[Key, Row]]) -> Fraction | None:
    found = [table[key] for table in tables if key in table]
    rates = [row.coverage.rate for row in found if row.coverage.rate is not None]
    # Of one table of participants: where they differ, the bases have workers of unlike segments.
    alike = len({(row.coverage.participants, row.segments_counted) for row in found}) == 1
    return (max(rates) - min(rates)) * 100 if alike and len(rates) == len(tables) else None


def bases_exhibit(views: Views, style: Style) -> Exhibit:
    """Participants, workers and rate on each basis, and the range of the rate; the rates as a chart."""
    said = style.words
    rows, totals = _tables(views, totals=False), _tables(views, totals=True)
    alike = _alike(rows) and _alike(totals)
    columns = _columns(views, said, alike=alike)
    lines = [_cells(key, rows, views, style, alike=alike) for key in _keys(rows)]
    closing = [_cells(key, totals, views, style, alike=alike, total=True) for key in _keys(totals)]
    drawn = tuple(index for index, column in enumerate(columns) if column.name.startswith("coverage_pct "))
    return Exhibit(
        "bases",
        said("Bases"),
        said("Several bases of the workers side by side"),
        columns,
        (*lines, *closing),
        len(closing),
        (said(_RANGE), *_remarks(views, said)[1], *_ranking(views, said)),
        chart_of(drawn, _first(views), len(lines), said),
    )


def _first(views: Views) -> Report:
    return next(iter(views.values()))


def _columns(views: Views, said: Words, *, alike: bool) -> tuple[Column, ...]:
    columns = [*name_columns(_first(views), said)]
    columns += [Column(said("Participants"), "participants")] if alike else []
    for name, view in views.items():
        shown, basis = clean(name), {"basis": shown_basis(name, view)}
        columns.append(Column(said("Workers, {basis}", basis), f"workers {shown}"))
        columns += [] if alike else [Column(said("Participants, {basis}", basis), f"participants {shown}")]
        columns.append(Column(said("Rate, {basis}", basis), f"coverage_pct {shown}"))
    return (*columns, Column(said("Range of the rate"), "range_pp"))


def _coverage(key: Key, table: Mapping[Key, Row]) -> Coverage:
    return table[key].coverage if key in table else _NOTHING


def _alike(tables: Sequence[Mapping[Key, Row]]) -> bool:
    """Whether participants are the same on all bases: a total leaves out segments that lack workers on its basis."""
    return all(len({_coverage(key, table).participants for table in tables}) == 1 for key in _keys(tables))


def _cells(
    key: Key,
    tables: Sequence[Mapping[Key, Row]],
    views: Views,
    style: Style,
    *,
    alike: bool,
    total: bool = False,
) -> tuple[Cell, ...]:
    """One row: participants (once where they are alike), workers and rate on each basis, then the range."""
    said = style.words
    found = [_coverage(key, table) for table in tables]
    # One number of decimals in a row: the range is then what the rates beside it leave.
    places = max(style.decimals, *(figures(coverage, style.decimals).places for coverage in found))
    cells = name_cells(key, _first(views), said, [table[key] for table in tables if key in table], total=total)
    cells += [whole(found[0].participants, said)] if alike else []
    for coverage in found:
        cells.append(whole(coverage.workers, said))
        cells += [] if alike else [whole(coverage.participants, said)]
        cells.append(rate(coverage, said, places))
    return (*cells, _range_cell(found, _spread(key, tables), said, places))


def _range_cell(found: Sequence[Coverage], spread: Fraction | None, said: Words, places: int) -> Cell:
    """The exact range, shown as the highest less the lowest of the rates as they are shown."""
    if spread is None:
        return number(None, said, places)
    shown = [Fraction(text) for coverage in found if (text := figures(coverage, places).rate) is not None]
    scaled = half_up(max(shown) - min(shown), places)
    return Cell(scaled_text(scaled, said, places), spread, Form.NUMBER, places, point_text(scaled, places))


def _remarks(views: Views, said: Words) -> tuple[list[str], list[str]]:
    """What all say, then what just some say, with their basis."""
    own = {shown_basis(name, view): [remark.text(said) for remark in view.remarks] for name, view in views.items()}
    first, *others = own.values()
    common = [text for text in first if all(text in texts for texts in others)]
    apart = []
    for name, texts in own.items():
        apart += [f"{_on(name, said)} {text}" for text in texts if text not in common]
    return common, apart


def _holds(views: Views) -> bool:
    return ranking_holds(list(views.values()), lambda coverage: coverage.rate)


def _ranking(views: Views, said: Words) -> tuple[str, ...]:
    """Whether the rows stand in one order; of fewer than two that can be compared there is nothing to say."""
    tables = _tables(views, totals=False)
    rated = [{key for key, row in table.items() if row.coverage.rate is not None} for table in tables]
    if len(set.intersection(*rated)) <= 1:
        return ()
    if _holds(views):
        return (
            said("The order by rate of the rows with a rate on every basis is the same, whichever basis is taken."),
        )
    return (said("The order of the rows by rate depends on which basis is taken."),)
