"""One table on several bases of its workers: rates side by side, their range, and whether the ranking holds."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.model import Coverage
from coverage_cli.domain.names import name_key, shown_name
from coverage_cli.domain.phrases import phrase
from coverage_cli.output.exact import dumps, loads
from coverage_cli.output.figures import figures
from coverage_cli.output.grid import Grid, bullets, grid_text
from coverage_cli.output.jsons import gap_json
from coverage_cli.output.language import words as words_of
from coverage_cli.output.messages import line
from coverage_cli.output.safe import clean
from coverage_cli.output.side_by_side import Key, key_of, name_of, ranking_holds
from coverage_cli.output.statements import scaled, scaled_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

    from coverage_cli.domain.model import Report, Row
    from coverage_cli.output.language import Words
    from coverage_cli.output.reports import Style

SCHEMA = "coverage-gap-bases/1"
Views = dict[str, "Report"]
"""A report for each basis, by its name."""
_NOTHING = Coverage(None, None, None, None, None)


def distinct(bases: Sequence[str]) -> list[str]:
    """Each basis once, as it was first spelled."""
    first: dict[str, str] = {}
    for name in bases:
        first.setdefault(name_key(name), shown_name(name))
    return list(first.values())


def refuse_beside(
    bases: Sequence[str], targets: Sequence[str], shown: str, outputs: Sequence[str], *, partial: bool
) -> None:
    """Refuse several bases in a form that has columns for one; `partial` says that options ask for one table's part.

    Raises:
        UsageFault: several bases for a file, for CSV, Markdown or HTML, with several targets, or for what is partial.

    """
    if len(bases) < 2:  # noqa: PLR2004 - one basis is a table like any other
        return
    if shown not in {"table", "json"} or outputs:
        raise UsageFault("several bases are shown with --format table or json, and not in a file")
    if len(targets) > 1:
        raise UsageFault("several bases and several targets do not go together; give one of either")
    if partial:
        raise UsageFault("several bases do not go with --top, --suppress, --pareto or --measures; give one basis")


def bases_text(views: Views, shown: str, style: Style) -> str:
    """The reports of one table on several bases, as one table or as one JSON object."""
    holds = ranking_holds(list(views.values()), lambda coverage: coverage.rate)
    if shown == "json":
        return dumps(_tree(views, holds=holds))
    said = words_of(style.language)
    grid = grid_text(_grid(views, said, style), width=style.width, color=style.color)
    return grid + bullets(list(_notes(views, said, holds=holds)), width=style.width, color=style.color)


def _tree(views: Views, *, holds: bool) -> dict[str, Any]:
    """Ranges are points between the highest and the lowest rate; null where a basis has no rate."""
    names = ("branch", "segment", *next(iter(views.values())).dimensions)
    tables = _tables(views, totals=False)
    ranges: list[dict[str, Any]] = []
    for key in _keys(tables):
        named = {name: None if part is None else clean(part) for name, part in zip(names, key, strict=False)}
        spread = _spread(key, tables)
        ranges.append({**named, "range_pp": None if spread is None else spread.numerator / spread.denominator})
    reports = [loads(gap_json(report)) for report in views.values()]
    head = {"schema": SCHEMA, "bases": [clean(name) for name in views], "ranking_holds": holds}
    return {**head, "ranges": ranges, "reports": reports}


def _tables(views: Views, *, totals: bool) -> list[dict[Key, Row]]:
    return [{key_of(row): row for row in (view.totals if totals else view.rows)} for view in views.values()]


def _keys(tables: Sequence[Mapping[Key, Row]]) -> list[Key]:
    """Every row that any basis has, in the first one's order."""
    return list(dict.fromkeys(chain.from_iterable(tables)))


def _spread(key: Key, tables: Sequence[Mapping[Key, Row]]) -> Fraction | None:
    rates = [_coverage(key, table).rate for table in tables]
    known = [rate for rate in rates if rate is not None]
    return (max(known) - min(known)) * 100 if len(known) == len(rates) else None


def _grid(views: Views, said: Words, style: Style) -> Grid:
    rows, totals = _tables(views, totals=False), _tables(views, totals=True)
    alike = _alike(rows) and _alike(totals)
    head = [said(phrase("Segment")), *([said(phrase("Participants"))] if alike else [])]
    for name in views:
        head.append(said("Workers, {basis}", {"basis": name}))
        head += [] if alike else [said("Participants, {basis}", {"basis": name})]
        head.append(said("Rate, {basis}", {"basis": name}))
    head.append(said("Range of the rate"))
    lines = [_cells(name_of(key, said, total=False), key, rows, said, style, alike=alike) for key in _keys(rows)]
    closing = [_cells(name_of(key, said, total=True), key, totals, said, style, alike=alike) for key in _keys(totals)]
    return Grid(tuple(head), (*lines, *closing), len(closing))


def _coverage(key: Key, table: Mapping[Key, Row]) -> Coverage:
    return table[key].coverage if key in table else _NOTHING


def _alike(tables: Sequence[Mapping[Key, Row]]) -> bool:
    """Whether participants are the same on all bases: a total leaves out segments that lack workers on its basis."""
    return all(len({_coverage(key, table).participants for table in tables}) == 1 for key in _keys(tables))


def _cells(
    name: str, key: Key, tables: Sequence[Mapping[Key, Row]], said: Words, style: Style, *, alike: bool
) -> tuple[str, ...]:
    """One row: participants (once where they are alike), workers and rate on each basis, then the range."""
    found = [_coverage(key, table) for table in tables]
    cells = [name, *([said.number(found[0].participants)] if alike else [])]
    for coverage in found:
        cells.append(said.number(coverage.workers))
        cells += [] if alike else [said.number(coverage.participants)]
        cells.append(said.percent(figures(coverage, style.decimals).rate))
    spread = _spread(key, tables)
    places = style.decimals
    return (*cells, "–" if spread is None else scaled_text(scaled(spread, places), said, places))


def _notes(views: Views, said: Words, *, holds: bool) -> Iterator[str]:
    """What all say, then what just some say, with their basis; whether the ranking holds; the findings."""
    yield said("Range of the rate: from the lowest to the highest, in percentage points.")
    own = {name: [said(remark.template, remark.args) for remark in view.remarks] for name, view in views.items()}
    first, *others = own.values()
    common = [text for text in first if all(text in texts for texts in others)]
    yield from common
    for name, texts in own.items():
        on = said("On the basis {basis}:", {"basis": name})
        yield from (f"{on} {text}" for text in texts if text not in common)
    if holds:
        yield said("The rows with a rate on every basis stand in one order by rate, whichever basis is taken.")
    else:
        yield said("The order of the rows by rate depends on which basis is taken.")
    findings = chain.from_iterable(view.findings for view in views.values())
    yield from (line(finding, said) for finding in dict.fromkeys(findings))
