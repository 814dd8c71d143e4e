"""Testing published figures against each other, with exact fractions and whole people.

Read a claim with `read_claim`, judge it with `judge`, hand `judgement_json` the judgement. How printed figures
become intervals is told in `readings`, the verdicts in `verdict`.
"""

from __future__ import annotations

from coverage_cli.analysis.reconcile.claim import Claim, ClaimError, read_claim
from coverage_cli.analysis.reconcile.fitting import Compared, Fit, Held, JudgedClaim, fits
from coverage_cli.analysis.reconcile.interval import Interval
from coverage_cli.analysis.reconcile.labels import NAMES, amount, cannot_be, mended, switched, unit
from coverage_cli.analysis.reconcile.printed import Figure, Kind
from coverage_cli.analysis.reconcile.quantities import Place, Quantity
from coverage_cli.analysis.reconcile.result import Judgement, Verdict, holds, judgement_json, unstated
from coverage_cli.analysis.reconcile.verdict import judge
from coverage_cli.analysis.reconcile.ways import Way

__all__ = [
    "NAMES",
    "Claim",
    "ClaimError",
    "Compared",
    "Figure",
    "Fit",
    "Held",
    "Interval",
    "JudgedClaim",
    "Judgement",
    "Kind",
    "Place",
    "Quantity",
    "Verdict",
    "Way",
    "amount",
    "cannot_be",
    "fits",
    "holds",
    "judge",
    "judgement_json",
    "mended",
    "read_claim",
    "switched",
    "unit",
    "unstated",
]
