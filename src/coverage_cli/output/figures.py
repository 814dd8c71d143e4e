"""Figures as they are shown: rounded never so that a miss looks like a hit, and so that printed numbers add up."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from coverage_cli.analysis.inequality import MOST
from coverage_cli.domain.model import Coverage, Status
from coverage_cli.domain.rates import ALL
from coverage_cli.domain.rounding import percent_half_up, places_beyond, point_text
from coverage_cli.output.style import Style


@dataclass(frozen=True, slots=True)
class Figures:
    """A coverage's rate and target in percent and its gap in points, as point-notation text; None if undefined.

    All three have as many decimals, `places`.
    """

    rate: str | None
    target: str | None
    gap: str | None
    places: int

    @property
    def points(self) -> Fraction | None:
        """The shown gap as a number, for workbooks: they would round the exact one to another."""
        return None if self.gap is None else Fraction(self.gap)


def figures(coverage: Coverage, decimals: int) -> Figures:
    """Round for showing.

    The shown gap is the shown target minus the shown rate. Where rounding would print a missed target as met,
    the row gets as many more decimals as it takes.
    """
    people, workers, target = coverage.participants, coverage.workers, coverage.target
    defined = bool(workers) and people is not None
    rate = (people or 0, workers or 1)
    goal = target.as_integer_ratio() if target is not None else (0, 1)
    places = decimals
    if coverage.status is Status.BELOW:
        while percent_half_up(*rate, places) >= percent_half_up(*goal, places):
            places += 1
    shown_rate = percent_half_up(*rate, places) if defined else None
    shown_target = None if target is None else percent_half_up(*goal, places)
    gap = None if shown_rate is None or shown_target is None else shown_target - shown_rate
    return Figures(_text(shown_rate, places), _text(shown_target, places), _text(gap, places), places)


def figure_texts(coverage: Coverage, style: Style) -> dict[str, str]:
    """The figures of a row as they are shown, by their keys, in the order of the table."""
    words = style.words
    shown = figures(coverage, style.decimals)
    return {
        "workers": words.number(coverage.workers),
        "participants": words.number(coverage.participants),
        "rate": words.percent(shown.rate),
        "target": words.percent(shown.target),
        "gap": words.decimal(shown.gap),
        "uncovered": words.number(coverage.uncovered),
        "shortfall": words.number(coverage.shortfall),
    }


def places_short_of(share: Fraction, decimals: int) -> int:
    """The decimals with which a cumulated share does not look as if it were most or all of them, where it is less."""
    short = (bound for bound in (MOST, ALL) if share < bound)
    return max([decimals, *(places_beyond(share * 100, bound * 100, decimals) for bound in short)])


def decimal_format(places: int, whole: str = "0") -> str:
    """The number format of so many decimals in charts and cells, which office programs write in their user's marks."""
    return f"{whole}.{'0' * places}" if places else whole


def percent_format(places: int) -> str:
    """That of a rate."""
    return f"{decimal_format(places)}%"


def _text(scaled: int | None, places: int) -> str | None:
    return None if scaled is None else point_text(scaled, places)
