"""`coverage trend`: how the rate moved from period to period, and which side of the fraction moved it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby

from coverage_cli.analysis.coverage import Question
from coverage_cli.analysis.history import FEWEST_PERIODS, Series, Span, TrendReport
from coverage_cli.analysis.matching import Match
from coverage_cli.config.project import Override
from coverage_cli.domain.bases import in_message
from coverage_cli.domain.bounds import one_of
from coverage_cli.domain.choices import STEPS
from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.fields import PROGRAMME
from coverage_cli.domain.periods.periods import Period, of_one_day
from coverage_cli.domain.remarks import weighting_remark
from coverage_cli.domain.weights import Weighting
from coverage_cli.pipeline.choosing import chosen_branches, chosen_segments, known_dimensions, period_of
from coverage_cli.pipeline.data import Data, opened
from coverage_cli.pipeline.gap import groups_of
from coverage_cli.pipeline.judging.suspicions import plausible
from coverage_cli.pipeline.past import Past
from coverage_cli.pipeline.persons.counting import Counting
from coverage_cli.pipeline.remarks.figures import programmes, selected
from coverage_cli.pipeline.remarks.reading import as_given, who_is_counted
from coverage_cli.pipeline.remarks.shown import Shown
from coverage_cli.pipeline.remarks.trends import no_trend, remarks_on


@dataclass(frozen=True, slots=True)
class TrendRequest:
    """What is asked of `trend`; empty tuples and None mean all. `across_bases` compares unlike bases knowingly.

    `step` is how long its periods are: a word of `STEPS`.
    """

    project: Override = field(default_factory=Override)
    branches: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()
    by: tuple[str, ...] = ("branch",)
    begin: str | None = None
    end: str | None = None
    step: str | None = None
    across_bases: bool = False
    totals: bool = False
    """Whether a series of all that is shown, together, comes last."""
    today: date | None = None
    basis: str | None = None
    missing_is_zero: bool = False
    counting: Counting = field(default_factory=Counting)


def trend(request: TrendRequest) -> TrendReport:
    """Read, check, compare period with period.

    Raises:
        DataFault: the data has errors; nothing was computed from it.
        UsageFault: a file, a name or an option cannot be used, there is nothing to compare, two periods of a branch
            end on one day, or count their workers on unlike bases and nobody said that this is meant.
    """
    months = None if request.step is None else STEPS[one_of("--step", request.step, tuple(STEPS))]
    span = Span(_edge("--from", request.begin), _edge("--to", request.end), months)
    if span.begin and span.end and span.begin.first > span.end.last:
        raise UsageFault(
            "{option} {begin} is after {end_option} {end}; exchange the two",
            {"option": "--from", "end_option": "--to", "begin": request.begin or "", "end": request.end or ""},
        )
    if PROGRAMME in request.by:
        raise UsageFault(
            "{option} {name}: a trend has no series by {name}; choose one with {choice}, in a run of its own",
            {"option": "--by", "name": PROGRAMME, "choice": "--programme"},
        )
    counting = replace(request.counting, period=None)  # totals are asked for period by period
    with opened(request.project, counting, request.today) as data:
        return _trend_of(data, request, span)


def _trend_of(data: Data, request: TrendRequest, span: Span) -> TrendReport:
    tables = data.tables(request.basis)
    with data.gate(request.basis, missing_is_zero=request.missing_is_zero) as gate:
        chosen = data.targets.choose(None)
        past = Past(tables, chosen.rates if chosen else None)
        branches = chosen_branches(request.branches, tables) or sorted(tables.labels[0])
        segments = chosen_segments(request.segments, tables)
        by = ("branch", *(name for name in known_dimensions(request.by, tables) if name != "branch"))
        question = Question(by, segments, request.missing_is_zero)
        matches = list(past.chronicle.matches(branches, span))
        for branch, found in groupby(matches, lambda one: one.branch):
            _refuse_one_day(tables.labels[0].shown(branch), found)
        series, left_out = _series(past, matches, question)
        if request.totals and (len(branches) > 1 or len(by) > 1):
            series = (*series, past.whole(matches, question, branches))
        groups = groups_of(matches)
        gate.pass_on(plausible(tables, gate.policy.checks, groups))
        if not request.across_bases:
            _refuse_unlike(series)
        passed = gate.relevant(groups, segments)
    weighting = Weighting(tables.weights, None) if tables.weights else None
    weighed = [weighting_remark(weighting)] if weighting else []
    remarks = (
        *selected(tables.labels[1], segments),
        *who_is_counted(tables),
        *as_given(tables),
        *programmes(Shown(tables, matches, question, None)),
        *weighed,
        *remarks_on(series, tables.labels),
        *no_trend(left_out),
        *passed.remarks,
    )
    return TrendReport(series, by, remarks, passed.findings, tables.sources, weighting)


def _edge(option: str, text: str | None) -> Period | None:
    return None if text is None else period_of(option, text)


def _series(past: Past, matches: list[Match], question: Question) -> tuple[tuple[Series, ...], tuple[Series, ...]]:
    """The series that are asked for, and those of them that are no trend, because they have one period only."""
    found = past.series(matches, question)
    series = tuple(one for one in found if len(one.points) >= FEWEST_PERIODS)
    if not series:
        if not found:
            raise UsageFault(
                "a trend needs two periods of participants, and the data has none of those asked for: coverage list "
                "periods shows them all"
            )
        named: dict[str, list[str]] = {}
        for one in found:
            for point in one.points:
                named.setdefault(point.observation.period, []).append(one.name)
        raise UsageFault(
            "a trend needs two periods of participants of one branch or group; the data has {known:dated}",
            {"known": "\n".join("\t".join((period, *named[period])) for period in sorted(named))},
        )
    return series, tuple(one for one in found if len(one.points) < FEWEST_PERIODS)


def _refuse_one_day(branch: str, matches: Iterable[Match]) -> None:
    for several in of_one_day(found.period for found in matches if found.period):
        lengths = {period.months for period in several}
        raise UsageFault(
            '"{branch}" has figures of {names:names}, which end on the same day, so that none of them came first; '
            "choose periods of one length with {option}: {known}",
            {
                "option": "--step",
                "branch": branch,
                "names": "\n".join(period.text for period in several),
                "known": ", ".join(word for word, months in STEPS.items() if months in lengths),
            },
        )


def _refuse_unlike(series: tuple[Series, ...]) -> None:
    for one in series:
        for movement in (*one.movements, one.whole):
            if movement and not (step := movement.step).same_basis:
                former, basis = step.earlier.unlike(step.later) or ((), ())
                raise UsageFault(
                    '{name}: workers of {earlier} are counted on the basis "{former}", those of {later} on "{basis}"; '
                    "choose periods of one basis with {option} and {end_option}, or compare all the same with "
                    "{all_option}",
                    {
                        "option": "--from",
                        "end_option": "--to",
                        "all_option": "--across-bases",
                        "name": one.name,
                        "earlier": step.earlier.period,
                        "later": step.later.period,
                        **in_message("former", former),
                        **in_message("basis", basis),
                    },
                )
