"""A trend as a table with a sparkline, as JSON and as a frame; printed numbers add up."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from coverage_cli.analysis.history import Movement, Point, Series, TrendReport
from coverage_cli.domain.names.keys import joined
from coverage_cli.domain.phrases import phrase
from coverage_cli.domain.rounding import half_up, percent_half_up, whole
from coverage_cli.domain.safe import Written, clean
from coverage_cli.domain.weights import Heads
from coverage_cli.domain.wording import scaled_text
from coverage_cli.output.exact import double, dumps
from coverage_cli.output.figures import figures
from coverage_cli.output.frame import typed
from coverage_cli.output.jsons import finding_object, source_objects
from coverage_cli.output.language import Words
from coverage_cli.output.language import words as words_of
from coverage_cli.output.style import Style
from coverage_cli.output.tables.columns import Grid, bullets, grid_text
from coverage_cli.output.tables.lines import counted, warnings
from coverage_cli.output.tables.terminal import left_out

if TYPE_CHECKING:
    import pandas as pd

SCHEMA = "coverage-trend/1"
_HEAD = (
    *(phrase("Period"), phrase("Workers"), phrase("Participants"), phrase("Rate"), phrase("Change")),
    *(phrase("by participants"), phrase("by base"), phrase("Enrolled"), phrase("Lost"), phrase("Base revised")),
)
_DEFINITION = phrase(
    "Change in percentage points, split exactly into what participants and what the base of workers did. "
    "Enrolled and lost are net within each segment."
)
_OPTIONAL = frozenset({7, 8, 9})
"""Columns that a narrow terminal does without; the change and its two effects stay."""
_BARS, _BREAK = "▁▂▃▄▅▆▇█", "╎"


class Effects:
    """A movement's change and effects, rounded so that they add up: the base has what the others leave.

    A side that did not move has no effect, and leaves all to the other. A change between unlike bases has no effects.
    """

    def __init__(self, movement: Movement | None, decimals: int) -> None:
        step = movement.step if movement else None
        self.change = self.by_participants = self.by_base = None
        if step and step.change is not None:
            sides = ((one.participants or 0, one.workers or 1) for one in (step.earlier, step.later))
            earlier, later = (percent_half_up(*side, decimals) for side in sides)
            self.change = later - earlier
        if step and self.change is not None and step.participants_effect is not None:
            self.by_participants = half_up(step.participants_effect, decimals) if step.base_effect else self.change
            self.by_base = self.change - self.by_participants
        base = step.base_effect or 0 if step else 0
        self.contrary = base * (self.by_base or 0) < 0
        """Whether the rest of rounding gives the base the opposite sign of what it did to the rate."""


def trend_text(report: TrendReport, style: Style) -> str:
    """A table for each series under its name and sparkline, then the notes."""
    said = style.words
    out, narrow = [], False
    for one in report.series:
        name = joined(dict.fromkeys(clean(name or said("Total")) for name in one.names))
        whole = trend_grid(one, style)
        grid = whole.fitted(style.width, _OPTIONAL)
        narrow |= grid is not whole
        out.append(f"{name}  {sparkline(one)}\n{grid_text(grid, style)}\n")
    gone = [said(_HEAD[index]) for index in sorted(_OPTIONAL)] if narrow else []
    broken = any(movement.step.broken for one in report.series for movement in one.movements)
    told = [said("{mark} stands between the bars of periods that cannot be compared.", mark=_BREAK)] if broken else []
    notes = [
        *left_out(gone, said),
        said(_DEFINITION),
        *told,
        *(remark.text(said) for remark in report.remarks),
        *warnings(report.findings, said),
    ]
    return "".join(out).rstrip("\n") + "\n" + bullets(notes, style)


def sparkline(series: Series) -> str:
    """The rates as bars from the lowest to the highest; a blank where there is none, a mark where none compare."""
    rates = [observation.rate for observation in series.observations]
    known = [rate for rate in rates if rate is not None]
    low, high = (min(known), max(known)) if known else (Fraction(0), Fraction(0))
    span = high - low
    bars = (" " if rate is None else _BARS[round((rate - low) / span * 7) if span else 3] for rate in rates)
    breaks = (movement.step.broken for movement in series.movements)
    return "".join(_BREAK + bar if broken else bar for bar, broken in zip(bars, (False, *breaks), strict=True))


def trend_grid(series: Series, style: Style) -> Grid:
    """A row a period, then the whole span where it is more than one step."""
    said = style.words
    places = places_in(series, style.decimals)
    moves = [None, *series.movements]
    rows = [_row(point, moved, said, places) for point, moved in zip(series.points, moves, strict=True)]
    whole = series.whole if len(series.points) > 2 else None  # noqa: PLR2004 - of two, the only step says it
    if whole is not None:
        span = said("{first} to {last}", {"first": whole.step.earlier.period, "last": whole.step.later.period})
        rows.append((span, "", "", "", *_moved(whole, said, places)))
    return Grid(tuple(said(heading) for heading in _HEAD), tuple(rows), int(whole is not None))


def places_in(series: Series, decimals: int) -> int:
    """The decimals of every rate and change of a series: those of what takes most not to look met, or moved contrarily.

    Each rate belongs to two steps, and a change is the difference of the rates beside it only if all have as many.
    """
    places = max(figures(point.coverage, decimals).places for point in series.points)
    moved = [one for one in (*series.movements, series.whole) if one and one.step.base_effect]
    while any(Effects(one, places).contrary for one in moved):
        places += 1
    return places


def _row(point: Point, movement: Movement | None, said: Words, places: int) -> tuple[str, ...]:
    seen = point.observation
    rate = None if seen.rate is None else said.percent(figures(point.coverage, places).rate)
    moved = _moved(movement, said, places) if movement else ("",) * 6
    return (dated(point, said), said.number(seen.workers), said.number(seen.participants), rate or "–", *moved)


def dated(point: Point, said: Words) -> str:
    """The period; a rate of some segments only says so where it stands, as a total does."""
    over = "" if point.complete or point.observation.rate is None else f" ({counted(point, said)})"
    return point.observation.period + over


def _moved(movement: Movement, said: Words, decimals: int) -> tuple[str, ...]:
    effects, step = Effects(movement, decimals), movement.step
    return (
        *(signed(value, said, decimals) for value in (effects.change, effects.by_participants, effects.by_base)),
        *_flows(movement, said),
        signed(step.base_revised, said, 0),
    )


def _flows(movement: Movement, said: Words) -> tuple[str, str]:
    """Enrolled and lost, neither with a sign, as in files: a column of lost people says by its name where they went.

    Where the two periods count unlike segments, the net of both stands in the column that its sign tells.
    """
    enrolled, lost, net = movement.enrolled, movement.lost, movement.step.participants_change or 0
    if enrolled is None or lost is None:
        enrolled, lost = net if net > 0 else None, -net if net < 0 else None
    return said.number(enrolled), said.number(lost)


def signed(value: Heads | None, said: Words, decimals: int) -> Written:
    """A scaled number with its sign, because a change without one has two readings; weighted people rounded."""
    if value is None:
        return Written("–")
    value = whole(value)
    return Written(("+" if value > 0 else "") + scaled_text(value, said, decimals))


def trend_json(report: TrendReport) -> str:
    """`coverage-trend/1`: rates as fractions of one, effects in percentage points, both as the nearest double."""
    english = words_of("en")
    tree = {
        "schema": SCHEMA,
        "by": list(report.by),
        "series": [_series(one, report.by) for one in report.series],
        "notes": [remark.text(english) for remark in report.remarks],
        "findings": [finding_object(finding) for finding in report.findings],
        "sources": source_objects(report.sources),
    }
    return dumps(tree)


def trend_frame(report: TrendReport) -> pd.DataFrame:
    """A row a point; counts as Int64, rates as fractions of 1 and effects in points (Float64), `<NA>` if undefined.

    Sums of survey weights are exact decimals (`decimal.Decimal`, in columns of objects).
    """
    counts = ("workers", "participants", "participants_change", "enrolled", "lost", "base_revised")
    floats = ("rate", "change_pp", "participants_effect_pp", "base_effect_pp")
    records = []
    for one in report.series:
        for point, movement in zip(one.points, [None, *one.movements], strict=True):
            seen, moved = _point(point), _step(movement) if movement else {}
            figures = {name: seen.get(name, moved.get(name)) for name in (*counts, *floats)}
            places = {name: seen[name] for name in ("period", "population_period", "basis")}
            names = dict(zip(report.by, one.names, strict=True))
            records.append({**names, **places, **figures, "flags": " ".join(point.flags)})
    types = {**dict.fromkeys(counts, "Int64"), **dict.fromkeys(floats, "Float64")}
    return typed(records, types, ("participants", *counts[2:5]) if report.weighting else ())


def _series(series: Series, by: Sequence[str]) -> dict[str, Any]:
    names = {field: None if name is None else clean(name) for field, name in zip(by, series.names, strict=True)}
    return {
        "names": names,
        "points": [_point(point) for point in series.points],
        "steps": [_step(movement) for movement in series.movements],
        "overall": _step(series.whole) if series.whole else None,
    }


def _point(point: Point) -> dict[str, Any]:
    seen = point.observation
    return {
        "period": seen.period,
        "population_period": point.population_period,
        "basis": clean(seen.basis),
        "workers": seen.workers,
        "participants": seen.participants,
        "rate": double(seen.rate),
        "complete": point.complete,
        "flags": [flag.value for flag in point.flags],
    }


def _step(movement: Movement) -> dict[str, Any]:
    step = movement.step
    return {
        "from": step.earlier.period,
        "to": step.later.period,
        "change_pp": double(step.change),
        "participants_effect_pp": double(step.participants_effect),
        "base_effect_pp": double(step.base_effect),
        "participants_change": step.participants_change,
        "enrolled": movement.enrolled,
        "lost": movement.lost,
        "base_revised": step.base_revised,
        "same_basis": step.same_basis,
        "same_segments": movement.same_cells,
    }
