"""All periods of a project's tables, each with the totals that persons in several segments need, and their pace."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from coverage_cli.analysis.coverage import Question, TargetRule
from coverage_cli.analysis.history import FEWEST_PERIODS, Chronicle, Movement, Names, Point, Series, Span, series_of
from coverage_cli.analysis.matching import Match
from coverage_cli.domain.counts import CountTable
from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.names.keys import name_key
from coverage_cli.domain.periods.months import MONTHS_A_YEAR, month_after, months_between
from coverage_cli.domain.periods.periods import Period, known_period
from coverage_cli.pipeline.loading import Tables


@dataclass(frozen=True, slots=True)
class Pace:
    """The two periods that a pace is taken from, and those passed over.

    `unclear` ones share their month with another, `unlike` ones have participants of another programme.
    """

    series: Series | None = None
    unclear: tuple[str, ...] = ()
    unlike: tuple[str, ...] = ()


class Past:
    """Tables as a history; the files of persons behind them are still open.

    Who belongs to several segments is counted once in a total. To know that for all periods at a time would take
    a set of cells for every life story in the files, so the engine is asked period by period.
    """

    def __init__(self, tables: Tables, rates: TargetRule | None = None) -> None:
        self._tables, self._rates = tables, rates
        self._by_period: dict[str, Chronicle] = {}
        self.chronicle = self._of(tables.participants.table)

    def series(self, matches: Iterable[Match], question: Question) -> tuple[Series, ...]:
        """A series for each row that the question makes of the matches."""
        points: list[tuple[Names, Point]] = []
        for found in matches:
            if found.period is not None:
                points += self._at(found.period.text).points(found, question)
        return series_of(points)

    def whole(self, matches: Sequence[Match], question: Question, branches: Collection[str]) -> Series:
        """All that the matches are together, in the periods that each of their branches with a chosen segment has.

        Of the branches, those without a match have workers whose participants are missing, as in a table of a period.

        Raises:
            UsageFault: there are not two of them.
        """
        known = {found.branch for found in matches}
        silent = [branch for branch in branches if branch not in known]
        told = {found.branch for found in matches if any(question.is_about(cell) for cell, *_ in found.pairs())}
        by_period: dict[Period, list[Match]] = {}
        for found in matches:
            if found.period is not None and found.branch in told:
                by_period.setdefault(found.period, []).append(found)
        full = sorted(period for period, some in by_period.items() if len(some) == len(told))
        if len(full) < FEWEST_PERIODS:
            raise UsageFault(
                "{option} needs two periods that all branches have; choose those that have them with {branch_option}, "
                "or leave it out",
                {"option": "--totals", "branch_option": "--branch"},
            )
        branch = self.chronicle.labels[0].shown(next(iter(branches))) if len(branches) == 1 else None
        points = tuple(self._at(period.text).whole(by_period[period], silent, question) for period in full)
        return Series((branch, *(None for _ in question.by[1:])), points)

    def _at(self, period: str) -> Chronicle:
        if period not in self._by_period:
            self._by_period[period] = self._of(self._tables.participants_at(period))
        return self._by_period[period]

    def _of(self, counts: CountTable) -> Chronicle:
        tables = self._tables
        return Chronicle(tables.population.table, counts, tables.labels, self._rates, tables.participants.damage)


def pace_to(tables: Tables, branch: str, question: Question, period: str) -> Pace:
    """These segments of the branch a year before a period, else in the newest month before it, and in that period.

    A single month may be a season or a slip. Of periods that end in one month, such as a year and its December, the one
    as long as the later period is taken; where none is, their month is passed over, and so is a period whose
    participants are of another programme. No series where no month before counts the same segments. Participants alone
    make the pace, so a base that was revised in between does no harm.
    """
    past, now = Past(tables), known_period(period)
    matches = list(past.chronicle.matches([name_key(branch)], Span(None, now)))
    latest = [one for one in matches if one.period == now]
    before: dict[str, list[Match]] = {}
    for one in matches:
        if one.period and one.period.month < now.month:
            before.setdefault(one.period.month, []).append(one)
    year_ago = month_after(now.month, -MONTHS_A_YEAR)
    unclear: list[str] = []
    unlike: list[str] = []
    for month in sorted(before, key=lambda one: (one == year_ago, one), reverse=True):
        found = {}
        for earlier in before[month]:
            series = past.series([earlier, *latest], question)
            movement = series[0].whole if series else None
            if earlier.period and movement and movement.same_cells:
                if movement.same_programmes:
                    found[earlier.period] = series[0]
                else:
                    unlike.append(earlier.period.text)
        alike = [one for one in found if one.months == now.months]
        if alike or len(found) == 1:
            return Pace(found[max(alike or found)], tuple(unclear), tuple(unlike))
        unclear += [one.text for one in sorted(found)]
    return Pace(None, tuple(unclear), tuple(unlike))


def pace_of(movement: Movement) -> Fraction:
    """Net enrolments a month."""
    earlier, later = (known_period(point.period).month for point in (movement.step.earlier, movement.step.later))
    return Fraction(movement.step.participants_change or 0, months_between(earlier, later))
