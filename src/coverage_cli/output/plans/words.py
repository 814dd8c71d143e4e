"""What is said about a plan: what it takes in a sentence, and what it stands on."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from coverage_cli.analysis.plan import Planned
from coverage_cli.analysis.plan_request import Strategy
from coverage_cli.analysis.statement import PLACES, Amount, Unit, amount_text, say
from coverage_cli.config.rates import percent
from coverage_cli.domain.phrases import phrase
from coverage_cli.domain.remarks import weighting_remark
from coverage_cli.domain.rounding import places_beyond
from coverage_cli.domain.tally import tally
from coverage_cli.domain.wording import decimal_text
from coverage_cli.output.language import Words
from coverage_cli.output.tables.headline import only


def plan_headline(planned: Planned, said: Words) -> str:
    """What it takes, or what cannot be made of it."""
    plan, request = planned.plan, planned.request
    given = {
        "branch": planned.branch,
        "target": said.decimal(percent(request.target)),
        "deadline": planned.deadline,
        "months": str(len(planned.months)),
        "first": planned.months[0],
        "needed": str(plan.needed),
    }
    begin, total = only(planned.report.chosen, said), planned.report.total
    if not total.complete:
        begin += f"{said('{counted:n} of {all:phrase} only', tally(total))}: "
    if not plan.needed:
        return begin + said("{branch}: {target} by {deadline} needs no further enrolments.", given)
    if plan.feasible and len(planned.months) == 1:
        return begin + said(
            "{branch}: {target} by {deadline} takes {needed:n|enrolment|enrolments} in that one month.", given
        )
    if plan.feasible:
        return begin + said(
            "{branch}: {target} by {deadline} takes {needed:n|enrolment|enrolments} in {months:n} months, the "
            "first of them {first}.",
            given,
        )
    given["missing"] = str(plan.missing)
    return begin + said(
        "{branch}: {target} by {deadline} is out of reach: {needed:n|enrolment is|enrolments are} needed, "
        "{missing:n} cannot be made.",
        given,
    )


def plan_notes(planned: Planned, said: Words) -> Iterator[str]:
    """How it is shared out, the target, growth, limits, pace, cost, and what is left out."""
    plan, request = planned.plan, planned.request
    given = {"start": planned.start, "strategy": said(_STRATEGIES[request.strategy])}
    yield said("From the figures of {start}; shared out {strategy}.", given)
    if basis := planned.report.chosen.basis:
        yield said("Workers are counted on the basis {basis} (--basis).", {"basis": basis})
    yield from _target(planned, said)
    yield from (remark.text(said) for remark in planned.remarks)
    if planned.report.weighting:
        yield weighting_remark(planned.report.weighting).text(said)
    if request.growth:
        places = places_beyond(request.growth * 100, Fraction(0), PLACES)
        growth = amount_text(Amount(request.growth, Unit.SHARE), said, places)
        base = said.number(sum(allotment.base for allotment in plan.allotments))
        yield said(
            "The base grows by {growth} a year, to {base} workers at the deadline, rounded up to whole people.",
            {"growth": growth, "base": base},
        )
    yield from (said("What limits the plan: {reason}.", {"reason": say(limit, said)}) for limit in plan.binding)
    yield from _pace(planned, said)
    if plan.cost is not None and plan.enrolments:
        paid = {"currency": planned.currency, "cost": str(plan.cost), "months": str(request.months_paid)}
        yield said("Premiums: {currency} {cost:n} for {months:n|month|months} of each new participant.", paid)
    elif any(allotment.cost is not None for allotment in plan.allotments) and plan.enrolments:
        yield said("Premiums: not known in total, because a segment with enrolments has no premium.")
    if planned.left_out:
        names = "\n".join(planned.left_out)
        yield said("Left out, because workers or participants are missing: {names:names}.", {"names": names})


def _target(planned: Planned, said: Words) -> Iterator[str]:
    target = planned.report.target
    if target is not None:
        given = {"name": target.name, "source": target.source or said("no source given")}
        yield said('The target is "{name}" ({source}).', given)
    today, then = planned.report.total.coverage.target, planned.request.target
    if today is not None and today != then:
        rates = {"today": said.decimal(percent(today)), "then": said.decimal(percent(then))}
        yield said("It changes with time: {today} for the figures of today, {then} at the deadline.", rates)


_STRATEGIES = {
    Strategy.PROPORTIONAL: phrase("in proportion to the uncovered"),
    Strategy.EQUALISE: phrase("to the lowest rates first, until they are equal"),
    Strategy.CHEAPEST: phrase("to the lowest premiums first"),
    Strategy.LARGEST: phrase("to the segments with most uncovered first"),
}


def _not_taken(planned: Planned, said: Words) -> Iterator[str]:
    """Earlier periods that the pace is not taken from, and why."""
    period = planned.report.total.period or planned.start
    unclear = phrase(
        "Not taken for the present pace: {periods:names}. Of periods that end in one month the one as long as "
        "{period} is taken, and none of these is."
    )
    unlike = phrase(
        "Not taken for the present pace: {periods:names}; participants are of another programme there than in {period}."
    )
    for template, passed in ((unclear, planned.unclear), (unlike, planned.unlike)):
        if passed:
            yield said(template, {"periods": "\n".join(passed), "period": period})


def _pace(planned: Planned, said: Words) -> Iterator[str]:
    yield from _not_taken(planned, said)
    pace, plan = planned.request.pace, planned.plan
    if pace is None:
        template = phrase("Present pace: not known; no earlier month has the same segments as {start}.")
        if planned.unclear or planned.unlike:
            template = phrase("Present pace: not known; no other earlier month has the same segments as {start}.")
        yield said(template, {"start": planned.start})
        return
    shown = decimal_text(pace, said, places_beyond(pace, Fraction(0), 1))  # one person in two years is a pace
    given = {"pace": shown, "deadline": planned.deadline, "month": planned.reached or ""}
    if planned.observed:
        step = planned.observed.step
        span = {"earlier": step.earlier.period, "later": step.later.period}
        yield said(
            "Present pace: {pace:decimal|net enrolment|net enrolments} a month ({earlier} to {later}).",
            {**given, **span},
        )
    else:
        yield said("Present pace: {pace:decimal|net enrolment|net enrolments} a month, as given.", given)
    if planned.reached is None:
        yield said("At the present pace the target is not reached within 100 years.", given)
    elif planned.reached == planned.start:
        yield said("The figures of {month} meet the target.", given)
    else:
        yield said("At the present pace the target is reached in {month}.", given)
    if plan.short_at_pace:
        given["short"] = str(plan.short_at_pace)
        yield said("By {deadline} the present pace falls {short:n|enrolment|enrolments} short.", given)
