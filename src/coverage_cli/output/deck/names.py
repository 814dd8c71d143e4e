"""Names of shapes: what an export writes a template may have filled, so both take their names from here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from coverage_cli.domain.names.keys import name_key

PREFIX = "coverage-"
SQUARE, BAR = "■", "━"
MARKS = frozenset({SQUARE, BAR})
"""Texts of the shapes without a name of ours that an export draws on slides that may go: the colours of a legend."""
CHART, UNCOVERED_CHART, TABLE = "coverage-chart", "coverage-chart-uncovered", "coverage-table"
TREND_CHART = "coverage-chart-trend"
CHART_OF, TABLE_OF = "coverage-chart-{}", "coverage-table-{}"
"""Names of an exhibit's chart and table, by its key."""
EXHIBITS = {
    "plan": "--plan-by",
    "plan-months": "--plan-by",
    "pareto": "--pareto",
    "measures": "--measures",
    "targets": "--target",
    "bases": "--basis",
}
"""Keys of the exhibits that a deck may have, each with the option that asks for it."""
_SEVERAL = frozenset({"--target", "--basis"})
"""Options that ask for an exhibit where they are given more than once."""
FIGURES = ("rate", "target", "gap", "workers", "participants", "uncovered", "shortfall")
_TITLES = ("chart-title", "uncovered-title", "table-title", "notes-title")
_LEGEND = ("legend-met", "legend-below", "legend-without", "legend-total", "legend-target")
_OF_ROWS = frozenset({*FIGURES, "branch", "period", "population-period", "status"})
"""Names of texts that a row has too: `coverage-rate@pu`."""
TEXTS = (
    *("headline", "summary", *FIGURES, *(f"{name}-label" for name in FIGURES), "status"),
    *("branch", "period", "population-period", "target-name", "target-source", "footnote", "row-notes"),
    *("uncovered-notes", "left-out", "notes", "sources", *_TITLES, *_LEGEND),
)
"""Names of texts, after the prefix."""
TREND_TEXTS = ("trend", "trend-title", "trend-notes")
"""Names of texts that only a report with a trend has."""
COLUMNS = ("name", "workers", "participants", "rate", "target", "gap", "uncovered", "shortfall", "status")
"""Names of the table's columns, as a template's header may give them."""
KINDS = {
    **dict.fromkeys((CHART, UNCOVERED_CHART, TREND_CHART), "has_chart"),
    **dict.fromkeys((CHART_OF.format(key) for key in EXHIBITS), "has_chart"),
    **dict.fromkeys((TABLE_OF.format(key) for key in EXHIBITS), "has_table"),
    TABLE: "has_table",
}
"""Names of charts and of tables, by what such a shape has."""
OF_TREND = frozenset({TREND_CHART, *(PREFIX + name for name in TREND_TEXTS)})
"""Names that only a report with a trend can fill."""
OF_UNCOVERED = frozenset({UNCOVERED_CHART, f"{PREFIX}uncovered-title", f"{PREFIX}uncovered-notes"})
"""Names that only a report can fill in which somebody is not covered."""
OF_EXHIBITS = {
    form.format(key): key
    for key in EXHIBITS
    for form in (CHART_OF, TABLE_OF, PREFIX + "{}", PREFIX + "{}-title")
}  # fmt: skip
"""Names that only an export with that exhibit can fill."""
KNOWN = frozenset({*KINDS, *OF_TREND, *OF_EXHIBITS, *(PREFIX + name for name in TEXTS)})
FRAMING = frozenset({
    *(PREFIX + name for name in ("footnote", "row-notes", "uncovered-notes", "left-out", *_TITLES[:3], *_LEGEND)),
    *(f"{PREFIX}{key}-title" for key in EXHIBITS),
})  # fmt: skip
"""Names of what goes with something else: alone on a slide they tell nothing."""
COUNTED = frozenset({
    *(PREFIX + name for name in ("chart-title", "table-title")), *(f"{PREFIX}{key}-title" for key in EXHIBITS),
})  # fmt: skip
"""Titles that say which of several slides they are on."""
_FORM = re.compile(r"(.+?)(?: ([0-9]+))?")
"""A name, and the number of several."""


class Named(NamedTuple):
    """The name of a shape in one spelling; `row` is the key of the row that the text is of."""

    base: str
    number: int = 1
    row: str = ""

    @property
    def known(self) -> bool:
        """Whether an export may have such a shape."""
        return self.base.removeprefix(PREFIX) in _OF_ROWS if self.row else self.base in KNOWN


def named(name: str) -> Named | None:
    """What the name of a shape says, in whatever case; None where it is not one of ours."""
    given = name_key(name)
    if not given.startswith(PREFIX):
        return None
    base, at, row = given.partition("@")
    if at:
        return Named(base, 1, row)
    found = _FORM.fullmatch(given)
    return Named(found[1], int(found[2] or 1)) if found else Named(given)


def numbered(name: str, number: int) -> str:
    """The name of one of several; the first goes without its number."""
    return name if number == 1 else f"{name} {number}"


def beyond(shapes: Iterable[str], options: Iterable[str]) -> Iterator[str]:
    """The names of ours that no export with these options fills: strange ones, and those of what was not asked for."""
    given = Counter(options)
    for shape in dict.fromkeys(shapes):
        found = named(shape)
        if found is None:
            continue
        option = EXHIBITS[OF_EXHIBITS[found.base]] if found.base in OF_EXHIBITS else ""
        if not found.known or (option and given[option] <= (option in _SEVERAL)):
            yield shape
