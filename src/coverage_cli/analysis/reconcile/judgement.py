"""The verdict on a claim and everything that backs it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from coverage_cli.analysis.reconcile.conditions import Condition
    from coverage_cli.analysis.reconcile.conflicts import Conflict
    from coverage_cli.analysis.reconcile.interval import Interval
    from coverage_cli.analysis.reconcile.quantities import Place
    from coverage_cli.analysis.reconcile.repairs import Repair
    from coverage_cli.analysis.statement import Statement


class Verdict(Enum):
    """How a claim stands."""

    CONSISTENT = "consistent"
    CONSISTENT_IF = "consistent-if"
    INCONSISTENT = "inconsistent"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A claim judged.

    `implied` has what each quantity must be, given the figures that stand: those in `set_aside`, worked out
    from others and at odds with them, are left out. Any one of `conditions` makes the claim true. `reasons`
    say what the printed figures make at face value. `witness` holds actual numbers behind `consistent` and
    `consistent-if`. Not `settled` is a claim whose search ended, within its bounds, without a witness and without
    a proof that there is none.
    """

    claim: str
    verdict: Verdict
    implied: Mapping[Place, Interval]
    conditions: tuple[Condition, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    repairs: tuple[Repair, ...] = ()
    set_aside: tuple[Place, ...] = ()
    reasons: tuple[Statement, ...] = ()
    notes: tuple[Statement, ...] = ()
    witness: Mapping[Place, Fraction] | None = None
    settled: bool = True
