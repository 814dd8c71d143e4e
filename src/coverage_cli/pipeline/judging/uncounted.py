"""Rows that are there without their count, as the configuration declares: what lacks a side for it is told of them."""

from __future__ import annotations

from collections.abc import Collection

from coverage_cli.analysis.suspicion import Suspect
from coverage_cli.domain.fields import MEASURE
from coverage_cli.domain.findings import Place
from coverage_cli.domain.model import Cell, Kind
from coverage_cli.domain.periods.periods import Period, known_period, parse_period
from coverage_cli.domain.phrases import phrase
from coverage_cli.intake.locate import without_count
from coverage_cli.pipeline.loading import Tables

_UNCOUNTED = {
    "X101": (Kind.POPULATION, "older", phrase("; its workers row of {period} has no count ({place})")),
    "X102": (Kind.PARTICIPANTS, "what", phrase("its participants row of {period} has no count ({place})")),
}
"""By rule which side is missing, and by which argument it is told that its row is there."""


def without_counts(tables: Tables, suspects: list[Suspect]) -> list[Suspect]:
    """The suspects; where a side is missing because its row has no count, with the place of that row."""
    told: dict[Suspect, Suspect] = {}
    for code, (kind, name, what) in _UNCOUNTED.items():
        asked = [one for one in suspects if one.code == code]
        rows = rows_without_count(tables, kind) if asked else {}  # for which the files are read again
        branches = {branch for branch, _ in tables.reader(kind).table.counts}
        for suspect in asked:
            there = rows.get((suspect.key.group.branch, suspect.key.cell), {})
            if period := max((one for one in there if _is_meant(one, suspect, branches)), default=None):
                place = f"{there[period].file}:{there[period].line}"
                more = {name: what, "period": period.text, "place": place, "near": ""}
                told[suspect] = suspect._replace(args=tuple({**dict(suspect.args), **more}.items()))
    return [told.get(one, one) for one in suspects]


def rows_without_count(tables: Tables, kind: Kind) -> dict[tuple[str, Cell], dict[Period, Place]]:
    """By branch and cell where the rows of a side stand, period by period, whose count is declared to be missing."""
    rows: dict[tuple[str, Cell], dict[Period, Place]] = {}
    for layout in (one for one in tables.layouts[kind] if one.missing):
        for key, found in without_count(layout, kind, tables.reader(kind).dimensions):
            if period := parse_period(key.group.period):
                there = rows.setdefault((key.group.branch, key.cell), {})
                there.setdefault(period, found.places[MEASURE[kind]])
    return rows


def _is_meant(period: Period, suspect: Suspect, branches: Collection[str]) -> bool:
    """Whether a row of this period is the one that is missing: of a branch that is silent, any; of workers, in time."""
    if suspect.lacks:
        return period.text == suspect.lacks or suspect.key.group.branch not in branches
    return period.first <= known_period(suspect.key.group.period).last
