"""What a reader of a plan must know of its target, of its months, and of whose participants it counts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TypeVar

from coverage_cli.analysis.coverage import Question, goal
from coverage_cli.analysis.history import Series
from coverage_cli.analysis.matching import match
from coverage_cli.analysis.plan import Plan
from coverage_cli.config.rates import percent
from coverage_cli.config.targets import ChosenTarget
from coverage_cli.domain.model import Flag, Report
from coverage_cli.domain.names.keys import name_key
from coverage_cli.domain.periods.months import months_between
from coverage_cli.domain.phrases import phrase
from coverage_cli.domain.remarks import Remark
from coverage_cli.pipeline.loading import Tables
from coverage_cli.pipeline.remarks.figures import programmes
from coverage_cli.pipeline.remarks.shown import Shown

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Aim:
    """What a plan aims at: the targets that are chosen, for a branch and some of its segments, in a month.

    `segments` are empty for all of the branch.
    """

    chosen: ChosenTarget | None
    branch: str
    segments: Collection[str]
    deadline: str

    @property
    def rate(self) -> Fraction | None:
        """The rate that is to be reached in that month; None where none holds."""
        return self._goal(self.chosen.rates.applies) if self.chosen else None

    @property
    def year(self) -> str | None:
        """The year that the rate is of, where a target rises by year."""
        return self._goal(self.chosen.rates.year) if self.chosen else None

    def _goal(self, said: Callable[[str | None, str | None, str | None], _T]) -> _T:
        return goal(said, name_key(self.branch), None, self.segments, self.deadline)


def year_of_rate(aim: Aim) -> Iterator[Remark]:
    """Of which year the rate is, where the year of the deadline has none of its own."""
    chosen, year = aim.chosen, aim.year
    if chosen is None or year is None or aim.deadline.startswith(year):
        return
    if following := chosen.rates.next_year(year):
        given = {"year": year, "next": following, "rate": percent(chosen.rates.rates[following])}
        yield Remark(
            "At the deadline the rate of {year} holds; the next one, {rate:decimal}, is that of {next}.", given
        )
    else:
        yield Remark("At the deadline the rate of {year} holds; no later year has one.", {"year": year})


def own_targets(aim: Aim, plan: Plan, target: Fraction) -> Iterator[Remark]:
    """Which segments have targets of their own, at which the plan does not aim, and which end below them."""
    if aim.chosen is None:
        return
    own = {}
    for one in plan.allotments:
        rate = aim.chosen.rates.applies(name_key(aim.branch), name_key(one.segment.name), aim.deadline)
        if rate is not None and rate != target:
            own[one.segment.name] = one.rate is not None and one.rate < rate
    if own:
        names = {"names": "\n".join(own)}
        yield Remark("The plan does not aim at the targets that segments have of their own: {names:names}.", names)
    if below := [name for name, is_below in own.items() if is_below]:
        yield Remark("Still below their own target at the end: {names:names}.", {"names": "\n".join(below)})


def past_months(first: str, deadline: str, today: date, option: str) -> Iterator[Remark]:
    """How many of the months, from the first to the deadline, are past; `option` is that of the deadline."""
    now = f"{today.year:04d}-{today.month:02d}"
    past = months_between(first, now)
    given = {"today": today.isoformat(), "deadline": deadline, "deadline_option": option, "option": "--enrol-from"}
    if months_between(deadline, now) > 0:
        yield Remark(
            "The plan ends in the past: {deadline} is over (today is {today}). Give a later month with "
            "{deadline_option}.",
            given,
        )
    elif past > 0:
        given |= {"past": str(past), "months": str(months_between(first, deadline) + 1), "now": now}
        yield Remark(
            "Of the {months:n} months, {past:n|is|are} past (today is {today}), and nobody can enrol in the past; "
            "{option} {now} spreads the plan over the months that are left.",
            given,
        )


def assumed(report: Report, branch: str, paced: Series | None) -> Iterator[Remark]:
    """That zero participants were declared where there is no count, in today's figures or where the pace begins."""
    names = [branch] if Flag.ASSUMED_ZERO in report.total.flags else []
    if paced and Flag.ASSUMED_ZERO in paced.points[0].flags:
        names.append(f"{branch} ({paced.points[0].observation.period})")
    for name in names:
        template = phrase("{name}: where there is no count of participants, 0 is counted, as --missing zero declares.")
        yield Remark(template, {"name": name})


def programmes_of(tables: Tables, branch: str, question: Question, period: str) -> Iterator[Remark]:
    """Whose participants the plan's figures count, where rows say it."""
    matches = match(tables.population.table, tables.participants.table, period, [name_key(branch)])
    return programmes(Shown(tables, list(matches), question, None))
