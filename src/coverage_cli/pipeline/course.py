"""The trend that an exported report carries: the comparable periods of each branch, up to the report's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from coverage_cli.analysis.coverage import Question
from coverage_cli.analysis.history import FEWEST_PERIODS, Course, Series, Span
from coverage_cli.analysis.matching import LATEST, Match
from coverage_cli.domain.bases import in_message
from coverage_cli.domain.errors import DataFault
from coverage_cli.domain.findings import errors_among
from coverage_cli.domain.names.labels import Labels
from coverage_cli.domain.periods.periods import Period, of_one_day, parse_period
from coverage_cli.domain.phrases import phrase
from coverage_cli.domain.remarks import Remark
from coverage_cli.pipeline.choosing import chosen_branches, chosen_segments
from coverage_cli.pipeline.data import Data
from coverage_cli.pipeline.gap import GapRequest, groups_of
from coverage_cli.pipeline.judging.suspicions import plausible
from coverage_cli.pipeline.past import Past
from coverage_cli.pipeline.remarks.trends import no_trend, remarks_on


def course_of(data: Data, request: GapRequest, *, totals: bool) -> Course:
    """How the branches of a gap report came to where they are, with the target of each period.

    With `totals` the last series is of several branches together.

    What `coverage trend` would refuse is left out, and a remark says why: a report is not refused for its past.
    """
    chosen = data.targets.choose(request.target)
    tables = data.tables(request.basis)
    past = Past(tables, chosen.rates if chosen else None)
    branches = chosen_branches(request.branches, tables) or sorted(tables.labels[0])
    segments = chosen_segments(request.segments, tables)
    end = None if request.period == LATEST else parse_period(request.period)
    matches, cut = _of_one_length(past.chronicle.matches(branches, Span(None, end)), end, tables.labels[0])
    question = Question(("branch",), segments, request.missing_is_zero)
    series = past.series(matches, question)
    if totals and len(branches) > 1:
        series = (*series, past.whole(matches, question, branches))
    kept, remarks = _comparable(series)
    remarks = (*cut, *remarks)
    if not kept:
        return Course((), remarks)
    groups = groups_of(_shown(matches, kept, tables.labels[0]))
    try:
        with data.gate(request.basis, missing_is_zero=request.missing_is_zero) as gate:
            gate.pass_on(plausible(tables, gate.policy.checks, groups))
            findings = gate.relevant(groups, segments).findings
    except DataFault as fault:
        errors = {"count": str(errors_among(fault.findings))}
        return Course(
            (), (Remark("No trend: {count:n|error|errors} in earlier periods; coverage trend names all.", errors),)
        )
    short = no_trend([one for one in series if len(one.points) < FEWEST_PERIODS])
    return Course(kept, (*remarks, *remarks_on(kept, tables.labels), *short), findings)


def _of_one_length(
    matches: Iterable[Match], end: Period | None, branches: Labels
) -> tuple[list[Match], tuple[Remark, ...]]:
    """The matches; of a branch of which several periods end on one day, those as long as the report's period."""
    kept: list[Match] = []
    remarks: list[Remark] = []
    for branch, found in groupby(matches, lambda one: one.branch):
        dated = [(one, one.period) for one in found if one.period]
        periods = [period for _, period in dated]
        if several := of_one_day(periods):
            own = end if end in periods else max(periods)
            dated = [(one, period) for one, period in dated if period.months == own.months]
            names = "\n".join(period.text for period in several[0])
            given = {"name": branches.shown(branch), "period": own.text, "names": names}
            remarks.append(Remark(_ONE_LENGTH, given))
        kept += (one for one, _ in dated)
    return kept, tuple(remarks)


_ONE_LENGTH = phrase(
    "{name}: the trend has only periods as long as {period}, because others end on the same days: {names:names}."
)


def _shown(matches: Iterable[Match], kept: tuple[Series, ...], branches: Labels) -> list[Match]:
    """The matches of the branches and periods that the trends have; the total's has all branches of its periods."""
    points = {(*one.names, point.observation.period) for one in kept for point in one.points}
    return [
        found
        for found in matches
        if found.period
        and not points.isdisjoint({(branches.shown(found.branch), found.period.text), (None, found.period.text)})
    ]


def _comparable(series: tuple[Series, ...]) -> tuple[tuple[Series, ...], tuple[Remark, ...]]:
    """Of each series what is like its last period, where that is a trend; and what to say where it is less."""
    kept: list[Series] = []
    remarks: list[Remark] = []
    for one in series:
        tail = _tail(one)
        if sum(point.observation.rate is not None for point in tail.points) >= FEWEST_PERIODS:
            kept.append(tail)
        remarks += _cut(one, tail)
    return tuple(kept), tuple(remarks)


def _tail(series: Series) -> Series:
    """The last periods, of which no two count their workers on unlike bases."""
    seen = series.observations
    start = 0
    for number, one in enumerate(seen):
        start = number if any(before.unlike(one) for before in seen[start:number]) else start
    return replace(series, points=series.points[start:])


def _cut(whole: Series, tail: Series) -> Iterator[Remark]:
    if len(tail.points) == len(whole.points):
        return
    later = tail.observations[0]
    earlier = [seen for seen in whole.observations[: -len(tail.points)] if seen.unlike(later)][-1]
    former, basis = earlier.unlike(later) or ((), ())
    bases = {**in_message("former", former), **in_message("basis", basis)}
    given = {"name": whole.name, "earlier": earlier.period, "later": later.period, **bases}
    if len(tail.points) < FEWEST_PERIODS:
        template = phrase(
            '{name}: no trend, because workers of {earlier} are counted on the basis "{former}", those of {later} '
            'on "{basis}".'
        )
    else:
        template = phrase(
            '{name}: the trend begins with {later}, because workers of {earlier} are counted on the basis "{former}", '
            'those of {later} on "{basis}".'
        )
    yield Remark(template, given)
