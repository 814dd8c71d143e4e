"""A trend as CSV: a row a period, counts whole, points signed as numbers, empty where undefined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from coverage_cli.analysis.history import Movement, Point, Series
from coverage_cli.domain.rounding import point_text
from coverage_cli.output.dialect import PLAIN, Dialect
from coverage_cli.output.exact import double_text
from coverage_cli.output.figures import figures
from coverage_cli.output.trends.formats import Effects, places_in

FIGURES = (
    *("period", "population_period", "basis", "workers", "participants", "coverage_pct", "change_pp"),
    *("participants_effect_pp", "base_effect_pp", "participants_change", "enrolled", "lost", "base_revised"),
    "flags",
)
"""Columns after the names."""


def trend_csv(series: Sequence[Series], by: Sequence[str], decimals: int, dialect: Dialect = PLAIN) -> str:
    """A row a point."""
    rows: list[Iterable[str]] = [(*map(dialect.text, by), *FIGURES)]
    for one in series:
        names = [dialect.text(name or "") for name in one.names]
        places = places_in(one, decimals)
        for point, movement in zip(one.points, [None, *one.movements], strict=True):
            seen = point.observation
            rows.append((
                *names, seen.period, point.population_period or "", dialect.text(seen.basis),
                dialect.people(seen.workers), dialect.people(seen.participants),
                *_points(point, movement, places, dialect), *_counts(movement, dialect),
                " ".join(point.flags),
            ))  # fmt: skip
    return dialect.file(rows)


def _points(point: Point, movement: Movement | None, places: int, dialect: Dialect) -> Iterator[str]:
    """The rate in percent, its change and both effects in points; for machines unrounded."""
    rate, step = point.observation.rate, movement.step if movement else None
    percent = None if rate is None else rate * 100
    if dialect.raw:
        moved = (step.change, step.participants_effect, step.base_effect) if step else (None, None, None)
        yield from (double_text(value) for value in (percent, *moved))
        return
    effects = Effects(movement, places)
    shown = figures(point.coverage, places).rate or ""
    yield dialect.number(shown)
    for value in (effects.change, effects.by_participants, effects.by_base):
        yield "" if value is None else dialect.number(point_text(value, places))


def _counts(movement: Movement | None, dialect: Dialect) -> tuple[str, ...]:
    if movement is None:
        return ("",) * 4
    found = (movement.step.participants_change, movement.enrolled, movement.lost, movement.step.base_revised)
    return tuple(map(dialect.people, found))
