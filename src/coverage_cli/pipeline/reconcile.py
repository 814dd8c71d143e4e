"""`coverage reconcile`: published figures tested against each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coverage_cli.analysis.reconcile import Claim, Judgement, holds, judge
from coverage_cli.config.claims import claim_of, read_claims
from coverage_cli.domain.errors import UsageFault
from coverage_cli.intake.opening import spool_stdin

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class ReconcileRequest:
    """What is asked of `reconcile`: a claims file (`-` is stdin), or the figures of one claim as printed."""

    file: str | None = None
    says: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim and the verdict on it."""

    claim: Claim
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Every claim judged, in the order in which they stand."""

    claims: tuple[Judged, ...]

    @property
    def holds(self) -> bool:
        """Whether every claim is consistent or undetermined."""
        return holds(judged.judgement for judged in self.claims)


def reconcile(request: ReconcileRequest) -> Reconciliation:
    """Read the claims and judge each.

    Raises:
        UsageFault: there is nothing to judge, or a figure or the file cannot be read.

    """
    return Reconciliation(tuple(Judged(claim, judge(claim)) for claim in _claims(request)))


def _claims(request: ReconcileRequest) -> tuple[Claim, ...]:
    if request.file is not None and request.says:
        raise UsageFault(
            "give a claims file or the figures of one claim, not both: {path} and {options}",
            {"path": request.file, "options": " ".join(f"--{name}" for name in request.says)},
        )
    if request.file is not None:
        path = spool_stdin() if request.file == "-" else request.file
        return read_claims(path, "<stdin>" if request.file == "-" else request.file)
    if not request.says:
        raise UsageFault(
            "there is nothing to reconcile: name a claims file, or give figures as printed, such as --rate 67%"
        )
    return (claim_of(request.says),)
