"""Why a claim cannot hold as printed: which figures conflict, what then must be, and what would mend it.

The verdict stands before any of this. The work has a bound of its own; where it ends first, a note says so.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypeAlias

from coverage_cli.analysis.reconcile.conflicts import (
    Conflict,
    core,
    further_conflicts,
    implied_by_others,
    impossible,
    set_aside,
    smallest_conflicts,
)
from coverage_cli.analysis.reconcile.quantities import Place
from coverage_cli.analysis.reconcile.reasons import face_value
from coverage_cli.analysis.reconcile.repairs import repairs
from coverage_cli.analysis.reconcile.result import Judgement, Verdict
from coverage_cli.analysis.reconcile.simplex import Meter
from coverage_cli.analysis.reconcile.solver import Choice, Solver
from coverage_cli.analysis.statement import Statement
from coverage_cli.domain.phrases import phrase

# Steps for the figures that conflict: those of any claim, more for each figure of an accused one, and the most.
_FOR_CONFLICTS = 12_000
_PER_FIGURE = 600
_AT_MOST = 90_000
# Steps for conflicts among the figures that are in none of those.
_FOR_FURTHER = 8_000
# Steps for the repairs.
_FOR_REPAIRS = 20_000

_PERHAPS_MORE = phrase(
    "within its bounds the search did not settle whether each figure in conflict is needed: fewer of them may conflict"
)
_PERHAPS_OTHERS = phrase("within its bounds the search tried only some repairs; there may be others")
_NONE_FOUND = phrase(
    "no other values of one, two or three figures were found that make the rest true; more may be wrong"
)


def accused(solver: Solver, other: Solver | None = None) -> Judgement:
    """The judgement on a claim that nothing makes true, before its repairs.

    With another way to add up the uncovered, only what is impossible in both is told.
    """
    steps = _FOR_CONFLICTS + _PER_FIGURE * len(solver.choices)
    working = _working(solver, min(steps, _AT_MOST))
    conflicts, least = _conflicts(working)
    if other:
        conflicts, least = _of_both((working, _working(other, working.meter.left)), conflicts, least=least)
    told = dict.fromkeys(place for conflict in conflicts for place in conflict)
    reasons = face_value(solver, solver.widest(), among=told)
    if other:
        shared = face_value(other, other.widest(), among=told)
        reasons = tuple(reason for reason in reasons if reason in shared)
    return _judgement(working, solver.plain(), conflicts, Verdict.INCONSISTENT, reasons, least=least)


_Conflicts: TypeAlias = "tuple[tuple[tuple[Place, ...], ...], bool]"
"""Figures that cannot be true together, some or more such sets, and whether each figure is known to be needed."""


def _conflicts(working: Solver) -> _Conflicts:
    conflicts, least = smallest_conflicts(working.finer, working.widest())
    for places, needed in further_conflicts(_working(working, _FOR_FURTHER).finer, working.widest(), conflicts):
        conflicts, least = (*conflicts, places), least and needed
    return conflicts, least


def _of_both(solvers: tuple[Solver, Solver], found: tuple[tuple[Place, ...], ...], *, least: bool) -> _Conflicts:
    """The conflicts of one way to add up that are so in the other; where there are none, one of each together."""
    one, other = solvers
    theirs, proved = _conflicts(other)
    for conflicts, judge, needed in ((found, other, least), (theirs, one, proved)):
        widest = judge.widest()
        shared = tuple(some for some in conflicts if impossible(judge.finer, {place: widest[place] for place in some}))
        if shared:
            return shared, needed
    return (tuple(place for place in one.choices if place in {*found[0], *theirs[0]}),), False


def explained(solver: Solver, choice: Choice, verdict: Verdict) -> Judgement:
    """The judgement on a claim for which a choice of readings cannot be true."""
    working = _working(solver, _FOR_CONFLICTS)
    conflict, least = core(working, choice)
    reasons = face_value(solver, choice)
    return _judgement(working, choice, (conflict,), verdict, reasons, least=least)


def with_repairs(solver: Solver, found: Judgement) -> Judgement:
    """The judgement with its repairs."""
    working = _working(solver, _FOR_REPAIRS)
    mends, complete = repairs(working, found.conflicts)
    missing = () if complete and mends else (Statement(_NONE_FOUND if complete else _PERHAPS_OTHERS),)
    return replace(found, repairs=mends, notes=(*found.notes, *missing))


def _judgement(
    solver: Solver,
    choice: Choice,
    conflicts: tuple[tuple[Place, ...], ...],
    verdict: Verdict,
    reasons: tuple[Statement, ...],
    *,
    least: bool,
) -> Judgement:
    rest = set_aside(solver, choice, conflicts[0])
    # What must be is told of the figures as they are printed, their ends too.
    standing = {place: reading for place, reading in solver.plain().items() if place in rest}
    return Judgement(
        claim=solver.claim.id,
        verdict=verdict,
        implied=solver.tightened(standing) or {},
        conflicts=tuple(Conflict(places, implied_by_others(solver, choice, places)) for places in conflicts),
        set_aside=tuple(place for place in choice if place not in rest),
        reasons=reasons,
        notes=() if least else (Statement(_PERHAPS_MORE),),
    )


def _working(solver: Solver, steps: int) -> Solver:
    """The solver, with all that it knows and with work of its own."""
    return replace(solver, meter=Meter(steps))
