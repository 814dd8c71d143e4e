"""Testing published figures against each other, with exact fractions and whole people.

Read a claim with `read_claim`, judge it with `judge`, hand `judgement_json` the judgement. How printed figures
become intervals is told in `readings`, the verdicts in `verdict`.
"""

from __future__ import annotations

from coverage_cli.analysis.reconcile.claim import Claim, ClaimError, Part, read_claim
from coverage_cli.analysis.reconcile.conflicts import Conflict
from coverage_cli.analysis.reconcile.figures import parse_figure
from coverage_cli.analysis.reconcile.fitting import Compared, Fit, Held, Judged, fits
from coverage_cli.analysis.reconcile.interval import Interval
from coverage_cli.analysis.reconcile.judgement import Judgement, Verdict
from coverage_cli.analysis.reconcile.labels import NAMES, amount, label, switched, unit
from coverage_cli.analysis.reconcile.printed import Figure, FigureError, Kind
from coverage_cli.analysis.reconcile.quantities import Place, Quantity
from coverage_cli.analysis.reconcile.readings import Reading, readings, readings_of
from coverage_cli.analysis.reconcile.result import holds, judgement_json, told, unstated
from coverage_cli.analysis.reconcile.sayings import cannot_be, mended, must_be
from coverage_cli.analysis.reconcile.verdict import judge
from coverage_cli.analysis.reconcile.ways import Way

__all__ = [
    "NAMES",
    "Claim",
    "ClaimError",
    "Compared",
    "Conflict",
    "Figure",
    "FigureError",
    "Fit",
    "Held",
    "Interval",
    "Judged",
    "Judgement",
    "Kind",
    "Part",
    "Place",
    "Quantity",
    "Reading",
    "Verdict",
    "Way",
    "amount",
    "cannot_be",
    "fits",
    "holds",
    "judge",
    "judgement_json",
    "label",
    "mended",
    "must_be",
    "parse_figure",
    "read_claim",
    "readings",
    "readings_of",
    "switched",
    "told",
    "unit",
    "unstated",
]
