"""Judging a claim: consistent, consistent if, inconsistent, or undetermined.

The order of the questions is the meaning of the verdicts:

1. Can all figures be true by plain rounding, other than by a conspiracy of ties? Then `consistent`, or
   `undetermined` where no figure tests another. "Can" means that there are whole numbers that print so.
2. Can they, when head counts follow a target of up to two decimals whose last digits the print dropped? Then
   `consistent`, with a note that says which target. (112,399 short of "68%" is exact for 68.14%.)
3. Can no rounding whatever make them true, nor a part above 100% that its figures do not show? Then, and
   only then, `inconsistent`.
4. Else `consistent-if`, with the smallest sets of figures that must have come about in another way.

Where the search for whole numbers ends, within its bounds, without any and without a proof that there are none, the
answer is `undetermined`, and a note says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from coverage_cli.analysis.reconcile.accusation import accused, explained, with_repairs
from coverage_cli.analysis.reconcile.claim import Claim
from coverage_cli.analysis.reconcile.conditions import (
    Condition,
    any_switch,
    by_differences,
    edge_condition,
    opened,
    pinned,
    switches,
)
from coverage_cli.analysis.reconcile.conflicts import impossible
from coverage_cli.analysis.reconcile.independence import independent, nobody_is_short
from coverage_cli.analysis.reconcile.interval import Interval
from coverage_cli.analysis.reconcile.labels import amount
from coverage_cli.analysis.reconcile.network import Adding, shows_excess
from coverage_cli.analysis.reconcile.quantities import CHANGED, WHOLE_CELL, Place, Quantity
from coverage_cli.analysis.reconcile.readings import readings
from coverage_cli.analysis.reconcile.reasons import face_value
from coverage_cli.analysis.reconcile.result import Judgement, Verdict
from coverage_cli.analysis.reconcile.solver import Choice, Solution, Solver, find_witness
from coverage_cli.analysis.statement import Statement, joined
from coverage_cli.domain.phrases import phrase


def judge(claim: Claim) -> Judgement:
    """The verdict on a claim: true by a witness, false by a proof, and neither without.

    A claim that some whole numbers and some ways of rounding make true is never called inconsistent.
    """
    if not claim.figures():
        return Judgement(claim.id, Verdict.UNDETERMINED, implied={}, notes=(Statement(_NOTHING),))
    found = _judge(claim)
    said = _summed(claim) if found.verdict in {Verdict.CONSISTENT_IF, Verdict.INCONSISTENT} else None
    return replace(found, notes=(*found.notes, said)) if said else found


_NOTHING = phrase("the claim states no figure, so that nothing was tested")


def _summed(claim: Claim) -> Statement | None:
    """How a printed uncovered that is not workers less participants may be what the segments of a whole lack.

    None where it need not be, where other figures are at odds without it, and where the parts are stated.
    """
    figure = claim.says.get(Quantity.UNCOVERED)
    if figure is None or claim.parts:
        return None
    rest = _judged(Solver.of(replace(claim, says={name: one for name, one in claim.says.items() if one is not figure})))
    implied = {place.quantity: interval for place, interval in rest.implied.items() if place.cell == WHOLE_CELL}
    net, printed = implied.get(Quantity.UNCOVERED), readings(figure, Quantity.UNCOVERED)[0].interval
    if rest.verdict not in {Verdict.CONSISTENT, Verdict.UNDETERMINED} or net is None or not net.meet(printed).is_empty:
        return None
    less = net.low is not None and figure.value < net.low
    possible = implied[Quantity.PARTICIPANTS].high != 0 if less else _reaches(implied[Quantity.WORKERS], printed)
    return Statement(_LESS if less else _MORE, {"printed": figure.text}) if possible else None


_LESS = phrase(
    "uncovered {printed} is possible as the sum over the segments, where people in several segments count "
    "once among the participants"
)
_MORE = phrase(
    "uncovered {printed} is possible as the sum over the segments, where a segment has more participants than workers"
)


def _reaches(workers: Interval, lacking: Interval) -> bool:
    """Whether there are as many workers as are lacking."""
    return not lacking.meet(Interval(None, workers.high)).is_empty


def _judge(claim: Claim) -> Judgement:
    first = Solver.of(claim, Adding.SUMMED if shows_excess(claim) else Adding.BOTH)
    found = _judged(first)
    other: Judgement | None = None
    second: Solver | None = None
    told = Quantity.UNCOVERED in claim.says or CHANGED[Quantity.UNCOVERED] in claim.change
    if first.adding is Adding.SUMMED and _RANK[found.verdict] and told:
        second = Solver.of(claim, Adding.NET, first.meter)
        net = _judged(second)
        other = net if _RANK[net.verdict] < _RANK[found.verdict] else None
    elif first.adding is Adding.BOTH and found.verdict is Verdict.INCONSISTENT and claim.parts:
        other = _with_hidden_excess(first)
    if other is None and found.verdict is Verdict.INCONSISTENT:
        return with_repairs(first, accused(first, second))
    return other or found


_RANK = {Verdict.CONSISTENT: 0, Verdict.UNDETERMINED: 1, Verdict.CONSISTENT_IF: 2, Verdict.INCONSISTENT: 3}


def _with_hidden_excess(first: Solver) -> Judgement | None:
    """The judgement with a condition in place of the accusation, if a part above 100% would explain it."""
    says = Statement("a part has more participants than workers, which its own figures do not show")
    for adding in (Adding.SUMMED, Adding.NET):
        solver = Solver.of(first.claim, adding, first.meter)
        if _impossible(solver):
            continue
        other = _judged(solver)
        if not other.settled:
            return other
        if other.verdict is not Verdict.INCONSISTENT:
            base = other.conditions[0] if other.conditions else Condition(says, (), solver.plain())
            whole = joined((says, base.says)) if other.conditions else says
            return replace(
                accused(first),
                verdict=Verdict.CONSISTENT_IF,
                conditions=(replace(base, says=whole),),
                witness=other.witness,
            )
    return None


def _judged(solver: Solver) -> Judgement:
    plain = solver.plain()
    trial = solver.trial(plain)
    if trial is not None and trial.point is None:
        return _unsettled(solver, plain)
    ends = pinned(solver, plain, trial.domains) if trial else {}
    if trial is not None and not ends:
        return _holding(solver, plain)
    if found := by_differences(solver, plain):
        return replace(_holding(solver, found.choice), notes=(found.says,))
    return _edge(solver, plain, ends) if ends else _not_plain(solver, plain)


def _not_plain(solver: Solver, plain: Choice) -> Judgement:
    """The judgement of figures that plain rounding cannot make."""
    finer = next(solver.finer_targets(plain), None)
    if finer is not None:
        return _with_finer_target(solver, *finer)
    if solver.unsettled:
        return _unsettled(solver, {})
    if _impossible(solver):
        return Judgement(claim=solver.claim.id, verdict=Verdict.INCONSISTENT, implied={})
    conditions, complete = switches(solver, plain)
    conditions = conditions or tuple(filter(None, [any_switch(solver)]))
    return _conditional(solver, plain, conditions, complete=complete) if conditions else _unsettled(solver, {})


_OPEN = phrase("within its bounds the search found neither whole numbers that print so nor a proof that none do")
_OPEN_IF = phrase(
    "plain rounding cannot make all these figures; whether another does, the search left open within its bounds"
)


def _unsettled(solver: Solver, plain: Choice) -> Judgement:
    """The judgement where the work allowed ran out; without a choice, one where plain rounding is refuted."""
    return Judgement(
        claim=solver.claim.id,
        verdict=Verdict.UNDETERMINED,
        implied=solver.solve(plain) or {},
        reasons=face_value(solver, solver.plain()),
        notes=(Statement(_OPEN if plain else _OPEN_IF),),
        settled=False,
    )


def _holding(solver: Solver, plain: Choice) -> Judgement:
    tested = not independent(solver.claim, _read_places(plain)) or nobody_is_short(solver, plain)
    verdict = Verdict.CONSISTENT if tested else Verdict.UNDETERMINED
    return Judgement(
        claim=solver.claim.id,
        verdict=verdict,
        implied=solver.tightened(plain) or {},
        witness=find_witness(solver, plain) if plain else None,
    )


def _with_finer_target(solver: Solver, choice: Choice, solution: Solution) -> Judgement:
    notes = tuple(
        Statement(
            "the shortfall is exact for a target of {exact}, of which {printed} shows only the first digits",
            {"exact": amount(reading.interval.low, place.quantity), "printed": solver.claim.figures()[place].text},
        )
        for place, reading in choice.items()
        if place.quantity is Quantity.TARGET and reading != solver.plain()[place] and reading.interval.low is not None
    )
    return Judgement(
        claim=solver.claim.id,
        verdict=Verdict.CONSISTENT,
        implied=solver.finer.tightened(choice) or solution,
        notes=notes,
        witness=find_witness(solver.finer, choice),
    )


def _edge(solver: Solver, plain: Choice, ends: Mapping[Place, Fraction]) -> Judgement:
    inner = opened(plain, ends)
    others, complete = switches(solver, inner)
    return _conditional(solver, inner, (edge_condition(plain, ends), *others), complete=complete)


_PERHAPS_OTHERS = phrase("within its bounds the search tried only some conditions; there may be others")


def _conditional(solver: Solver, choice: Choice, found: tuple[Condition, ...], *, complete: bool) -> Judgement:
    # First of all the witness: explaining finds others, and only the latest are kept.
    witness = find_witness(replace(solver, one_target=found[0].one_target), found[0].choice)
    why = explained(solver, choice, Verdict.CONSISTENT_IF)
    return replace(
        why,
        conditions=found,
        notes=why.notes if complete else (*why.notes, Statement(_PERHAPS_OTHERS)),
        witness=witness,
    )


def _impossible(solver: Solver) -> bool:
    """Whether every figure at its widest cannot be true, whichever quantities the figures are about."""
    return impossible(solver.finer, solver.widest())


def _read_places(choice: Choice) -> list[Place]:
    return [Place(place.cell, reading.quantity) for place, reading in choice.items()]
