"""What line charts of a trend show, in every format alike: a branch's rate from period to period, and its target."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from coverage_cli.analysis.history import TOTAL, Course, Point, Series
from coverage_cli.domain.phrases import phrase
from coverage_cli.domain.safe import clean
from coverage_cli.output.charts.series import largest
from coverage_cli.output.figures import figures
from coverage_cli.output.language import Words
from coverage_cli.output.style import Style
from coverage_cli.output.trends.formats import Effects, places_in, signed

MOST_LABELS = 12
"""More figures, or names of periods, than this do not stand side by side."""
MOST_CURVES = 8
"""More charts than this are leafed through and not read; the branches with the most uncovered workers have one."""
_NEAR = 0.11
"""Part of the axis that a figure takes up below its mark."""
BROKEN = phrase("The line is broken between periods that cannot be compared.")


@dataclass(frozen=True, slots=True)
class Mark:
    """One period: exact values to draw, and the texts to print."""

    period: str
    rate: Fraction | None
    target: Fraction | None
    rate_text: str


@dataclass(frozen=True, slots=True)
class Curve:
    """One chart. `places` are the decimals of all its rates, at which no period prints a missed target as met."""

    title: str
    marks: tuple[Mark, ...]
    places: int
    caption: str
    notes: tuple[str, ...]
    """What is to be known of this branch's periods and steps."""
    series: Series

    @property
    def strands(self) -> list[list[Fraction | None]]:
        """The rates as lines to draw."""
        return strands(self.series)

    @property
    def targeted(self) -> bool:
        """Whether any period has a target."""
        return any(mark.target is not None for mark in self.marks)

    @property
    def labelled(self) -> tuple[int, ...]:
        """Which marks have their figure: all, or of many the first, the last, the highest and the lowest, if apart."""
        known = [(mark.rate, at) for at, mark in enumerate(self.marks) if mark.rate is not None]
        if len(self.marks) <= MOST_LABELS or not known:
            return tuple(at for _, at in known)
        kept: list[int] = []
        for at in (known[0][1], known[-1][1], max(known, key=lambda one: one[0])[1], min(known)[1]):
            if all(abs(at - other) * MOST_LABELS >= len(self.marks) for other in kept):
                kept.append(at)
        return tuple(sorted(kept))

    @property
    def raised(self) -> tuple[int, ...]:
        """Which marks have their figure above: below, it would cover the names of the periods or the target's line."""
        near = self.top * _NEAR
        found = []
        for at in self.labelled:
            mark = self.marks[at]
            if mark.rate is not None and (mark.rate < near or 0 <= mark.rate - (mark.target or 0) < near):
                found.append(at)
        return tuple(found)

    @property
    def every(self) -> int:
        """Each so many periods are named below the axis."""
        return max(1, math.ceil(len(self.marks) / MOST_LABELS))

    @property
    def top(self) -> float:
        """Where the axis of rates ends: at the next ten percent above everything drawn, with room for its label."""
        known = [one for mark in self.marks for one in (mark.rate, mark.target) if one is not None]
        return max(0.1, math.floor(max(known, default=0) * 10 + 1) / 10)

    @property
    def described(self) -> str:
        """The chart for readers who cannot see it."""
        return "; ".join(f"{mark.period} {mark.rate_text}" for mark in self.marks)


def strands(series: Series) -> list[list[Fraction | None]]:
    """The rates as a line; where periods that follow each other do not compare, as two that take turns.

    Each leaves a gap where the other is, so that a chart that joins all points of a line joins none of unlike ones.
    """
    breaks = (False, *(movement.step.broken for movement in series.movements))
    turns = [count % 2 for count in accumulate(breaks)]
    rates = [point.coverage.rate for point in series.points]
    return [
        [rate if mine == turn else None for rate, mine in zip(rates, turns, strict=True)] for turn in sorted({*turns})
    ]


def curves(course: Course, style: Style) -> list[Curve]:
    """A chart for each branch that has a trend, in the report's order, at most `MOST_CURVES`; the total has one."""
    ranks = [(one.names[0] is None, one.points[-1].coverage.uncovered or 0) for one in course.series]
    kept = largest(ranks, MOST_CURVES)
    return [_curve(course.series[at], course, style) for at in kept]


def uncharted(course: Course, words: Words) -> str:
    """What to say of the branches that have no chart; empty where all have one."""
    count = len(course.series) - MOST_CURVES
    if count <= 0:
        return ""
    return words("The trends of {n:n|branch|branches} with fewer uncovered workers are not drawn.", n=str(count))


def branch_of(series: Series, words: Words) -> str:
    """The branch's name, harmless; or that it is the total."""
    return clean(series.names[0] or words(TOTAL))


def _curve(series: Series, course: Course, style: Style) -> Curve:
    words = style.words
    places = places_in(series, style.decimals)
    said = (_moved(series, words, places), words(BROKEN) if len(strands(series)) > 1 else "")
    marks = tuple(_mark(point, words, places) for point in series.points)
    targeted = any(mark.target is not None for mark in marks)
    named = {"branch": branch_of(series, words)}
    return Curve(
        words("{branch}: coverage over time, with the target", named)
        if targeted
        else words("{branch}: coverage over time", named),
        marks,
        places,
        " ".join(filter(None, said)),
        tuple(_notes(series, course, words)),
        series,
    )


def _notes(series: Series, course: Course, words: Words) -> Iterator[str]:
    """The remarks that are about this series, without the others of which the same is true."""
    name = series.name
    for remark in course.remarks:
        listed = remark.args.get("series")
        if listed is not None and name in listed.split("\n"):
            yield words(remark.template, {**remark.args, "series": name})
        elif remark.args.get("name") == name:
            yield remark.text(words)


def _mark(point: Point, words: Words, decimals: int) -> Mark:
    coverage = point.coverage
    shown = words.percent(figures(coverage, decimals).rate)
    return Mark(point.observation.period, coverage.rate, coverage.target, shown)


def _moved(series: Series, words: Words, decimals: int) -> str:
    """What moved the rate from the first period to the last."""
    whole = series.whole
    effects = Effects(whole, decimals)
    found = (effects.change, effects.by_participants, effects.by_base)
    if whole is None or None in found:
        return ""
    change, people, base = (signed(value, words, decimals) for value in found)
    span = {"first": whole.step.earlier.period, "last": whole.step.later.period}
    return words(
        "{first} to {last}: {moved} points, {people} by participants and {base} by the base of workers.",
        {**span, "moved": change, "people": people, "base": base},
    )
