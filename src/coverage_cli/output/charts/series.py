"""What charts show, in every format alike: a bar for each row with its target, and which rows have none."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from textwrap import shorten
from typing import Any

from coverage_cli.domain.model import Report, Row, Status
from coverage_cli.domain.names.keys import joined
from coverage_cli.domain.phrases import phrase
from coverage_cli.domain.safe import clean
from coverage_cli.output.charts import palette
from coverage_cli.output.figures import figures
from coverage_cli.output.language import Words
from coverage_cli.output.style import Style
from coverage_cli.output.tables.lines import name_parts, names_of, partly, row_name, total_name

MOST_DRAWN = 40
"""More rows than this are no picture; the ones with the most uncovered workers are kept."""
_MOST_LETTERS = 2000
"""Letters of an alternative text."""
_MOST_STEPS = 8
"""Marks on an axis."""
_ABSENCES = {
    Status.NO_PARTICIPANTS: phrase("no data on participants"),
    Status.NO_POPULATION: phrase("no data on workers"),
    Status.NO_WORKERS: phrase("no workers"),
    Status.SUPPRESSED: phrase("too few people to be shown"),
}
"""Why there is no bar."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: exact values to draw, texts to print. `absence` says why there is no bar; else it is empty.

    `names` are those that tell the rows of the report apart, such as a branch's and a segment's.
    """

    names: tuple[str, ...]
    rate: Fraction | None
    target: Fraction | None
    rate_text: str
    target_text: str
    places: int
    status: Status
    absence: str = ""
    total: bool = False

    @property
    def name(self) -> str:
        """What a chart calls it."""
        return joined(self.names)

    @property
    def colour(self) -> str:
        """Of the bar: whether its target is met; the total has one of its own."""
        if self.total:
            return palette.TOTAL
        if self.target is None:
            return palette.NEUTRAL
        return palette.MET if self.status is Status.MET else palette.BELOW


def bars(report: Report, style: Style) -> list[Bar]:
    """The rows in the report's order, at most `MOST_DRAWN`, then the total."""
    rows = [(report.rows[at], False) for at in most_uncovered(report.rows)]
    if len(report.rows) > 1:
        rows.append((report.total, True))
    return [_bar(row, report, style, total=total) for row, total in rows]


def colour_names(drawn: Sequence[Bar], words: Words) -> dict[str, str]:
    """What the colours mean, in the order of a legend; no target is said to apply to a bar where others have one."""
    targeted = any(bar.target is not None for bar in drawn)
    return {
        palette.MET: words("target met"),
        palette.BELOW: words("below target"),
        palette.NEUTRAL: words("no target") if targeted else words("Rate"),
        palette.TOTAL: words("Total"),
    }


def legend(drawn: Sequence[Bar], words: Words) -> dict[str, str]:
    """The colours that a chart of these bars has, and what they mean."""
    used = {bar.colour for bar in drawn if bar.rate is not None}
    return {colour: name for colour, name in colour_names(drawn, words).items() if colour in used}


def shows_targets(drawn: Sequence[Bar]) -> bool:
    """Whether any bar is drawn that has a target."""
    return any(bar.target is not None for bar in drawn if bar.rate is not None)


def described(drawn: Sequence[Bar]) -> str:
    """The chart of coverage for readers who cannot see it."""
    return "; ".join(f"{bar.name} {bar.absence or bar.rate_text}" for bar in drawn)


def alternative(text: str) -> str:
    """Alternative text of a picture in an office file: as much as it may have, and no part of a figure."""
    return shorten(text, _MOST_LETTERS, placeholder="…")


def chart_title(report: Report, words: Words) -> str:
    """What the chart of coverage is called."""
    with_target = any(row.coverage.target is not None for row in (*report.rows, *report.totals))
    if "segment" in report.by:
        return words("Coverage by segment, with the target") if with_target else words("Coverage by segment")
    if report.by == ("branch",):
        return words("Coverage by branch, with the target") if with_target else words("Coverage by branch")
    return words("Coverage, with the target") if with_target else words("Coverage")


def left_out(report: Report, words: Words) -> str:
    """What to say of the rows for which charts have no room; empty where all are drawn."""
    drawn = frozenset(most_uncovered(report.rows))
    gone = [row for at, row in enumerate(report.rows) if at not in drawn]
    if all(row.coverage.uncovered is not None for row in gone):
        return undrawn(len(gone), words)
    template = phrase(
        "{n:n|row with fewer uncovered workers, or without figures, is|rows with fewer uncovered workers, or without "
        "figures, are} in the table only."
    )
    return words(template, n=str(len(gone)))


def undrawn(count: int, words: Words) -> str:
    """What a chart says of so many rows that it leaves out."""
    if count <= 0:
        return ""
    template = phrase(
        "{n:n|row with fewer uncovered workers is|rows with fewer uncovered workers are} in the table only."
    )
    return words(template, n=str(count))


def most_uncovered(rows: Sequence[Row]) -> tuple[int, ...]:
    """Which rows a picture has room for, in their order: those with the most uncovered workers."""
    return largest([row.coverage.uncovered or 0 for row in rows], MOST_DRAWN)


def largest(measures: Sequence[Any], most: int) -> tuple[int, ...]:
    """Where the largest stand, at most so many, in their order; of equal ones the first."""
    return tuple(sorted(sorted(range(len(measures)), key=measures.__getitem__, reverse=True)[:most]))


def _bar(row: Row, report: Report, style: Style, *, total: bool) -> Bar:
    words = style.words
    coverage, shown = row.coverage, figures(row.coverage, style.decimals)
    status = coverage.status
    return Bar(
        (total_name(row, words),) if total else _names(row, report, words),
        coverage.rate,
        coverage.target,
        words.percent(shown.rate),
        words.percent(shown.target),
        shown.places,
        status,
        words(_ABSENCES[status]) if status in _ABSENCES else "",
        total,
    )


def shortened(name: str, letters: int) -> str:
    """The name in at most so many letters: its beginning, and its end, which tells it from others that begin alike."""
    end = (letters - 1) // 2
    return name if len(name) <= letters else f"{name[: letters - 1 - end]}…{name[-end:]}"


def _names(row: Row, report: Report, words: Words) -> tuple[str, ...]:
    """What tells the row apart; a rate over some of its segments or groups says over how many."""
    *first, last = map(clean, names_of(row, report, name_parts(report)))
    return (*first, last if row.coverage.rate is None else partly(last, row, words))


def unknown(report: Report, words: Words) -> tuple[str, ...]:
    """Which rows no shares are of, because their figures are hidden or missing."""
    without = [row for row in report.rows if row.coverage.rate is None]
    hidden, missing = (
        "\n".join(row_name(row, report) for row in without if row.coverage.hidden is wanted) for wanted in (True, False)
    )
    notes = []
    if hidden:
        notes.append(words("Left out, because their counts are (--suppress): {names:names}.", {"names": hidden}))
    if missing:
        notes.append(
            words(
                "Left out, because workers or participants are missing, or nobody works there: {names:names}.",
                {"names": missing},
            )
        )
    return tuple(notes)


def unshared(report: Report, words: Words) -> tuple[str, ...]:
    """Which rows shares of the uncovered are not of: those, and where the uncovered alone are not told."""
    known = [row for row in report.rows if row.coverage.rate is not None]
    hidden = "\n".join(row_name(row, report) for row in known if row.coverage.uncovered is None)
    partial = "\n".join(partly(row_name(row, report), row, words) for row in known if not row.complete)
    notes = list(unknown(report, words))
    if hidden:
        template = phrase("Not among the shares, because their uncovered are left out (--suppress): {names:names}.")
        notes.append(words(template, names=hidden))
    if partial:
        template = phrase(
            "The uncovered are known for a part only; for the rest, workers or participants are missing: {names:names}."
        )
        notes.append(words(template, names=partial))
    return tuple(notes)


def reach(drawn: Sequence[Bar]) -> Fraction:
    """How far the axis of rates must go: to 100%, or to the highest rate beyond."""
    return max([Fraction(1), *(bar.rate for bar in drawn if bar.rate is not None)])


def top_of(drawn: Sequence[Bar]) -> float:
    """Where the axis of rates ends: at 100%, or at the next ten above the highest rate."""
    return math.ceil(reach(drawn) * 10) / 10


def step_of(top: Fraction) -> Fraction:
    """How far apart the marks of the axis stand, so that there are few enough to read."""
    step = Fraction(1, 5)
    while top / step > _MOST_STEPS:
        step *= 5
    return step
