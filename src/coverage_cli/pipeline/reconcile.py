"""`coverage reconcile`: published figures tested against each other, and against the project's tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from coverage_cli.analysis.reconcile.fitting import Compared, Held, JudgedClaim, fits
from coverage_cli.analysis.reconcile.result import holds
from coverage_cli.analysis.reconcile.verdict import judge
from coverage_cli.config.claims import About, Stated, claim_of, read_claims
from coverage_cli.config.folders import refuse_passing_over
from coverage_cli.config.project import root_above
from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.findings import Place
from coverage_cli.domain.model import Coverage, Report
from coverage_cli.domain.names.keys import name_key
from coverage_cli.domain.phrases import Phrase
from coverage_cli.intake.files.stdin import SHOWN, keep_stdin
from coverage_cli.pipeline.gap import GapRequest, gap


@dataclass(frozen=True, slots=True)
class ReconcileRequest:
    """What is asked of `reconcile`: a claims file (`-` is stdin), or the figures of one claim as printed.

    `data` names the tables to test against, and which rows where a claim does not say so itself; None means
    that claims are tested against themselves alone.
    """

    file: str | None = None
    says: Mapping[str, str] = field(default_factory=dict)
    data: GapRequest | None = None


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Every claim judged, in the order in which they stand."""

    claims: tuple[JudgedClaim, ...]

    @property
    def holds(self) -> bool:
        """Whether every claim is consistent or undetermined, and fits the tables where they were asked."""
        told = [judged.compared for judged in self.claims if judged.compared]
        return holds(judged.judgement for judged in self.claims) and not any(
            fit.fails for compared in told for fit in compared.fits
        )


def reconcile(request: ReconcileRequest) -> Reconciliation:
    """Read the claims and judge each.

    Raises:
        DataFault: the tables have errors.
        UsageFault: there is nothing to judge, or a figure, the file or the tables cannot be used.
    """
    stated = _stated(request)
    tables = _Tables(request.data) if request.data else None
    return Reconciliation(
        tuple(JudgedClaim(one.claim, judge(one.claim), tables.compare(one) if tables else None) for one in stated)
    )


def _stated(request: ReconcileRequest) -> tuple[Stated, ...]:
    if request.file is not None and request.says:
        raise UsageFault(
            "give a claims file or the figures of one claim, not both: {path:path} and {options}",
            {"path": request.file, "options": " ".join(f"--{name}" for name in request.says)},
        )
    if request.file is not None:
        return read_claims(keep_stdin(), SHOWN) if request.file == "-" else read_claims(request.file, request.file)
    if not request.says:
        raise UsageFault(
            "there is nothing to reconcile: name a claims file, or give figures as printed, such as {option} 67%",
            {"option": "--rate"},
        )
    return (claim_of(request.says),)


class _Tables:
    """The project's tables; what several claims are about is computed once."""

    def __init__(self, request: GapRequest) -> None:
        if request.project.project is None and root_above() is None:
            refuse_passing_over(None)
            raise UsageFault(
                "no project here: neither this folder nor one above it has config/targets.yaml; go into a project, or "
                "name one with {option} DIR",
                {"option": "--project"},
            )
        self._request = request
        self._reports: dict[About, Report] = {}

    def compare(self, stated: Stated) -> Compared:
        """The claim beside the rows that it is about."""
        report = self._report(stated)
        parts = {name_key(row.segment): _held(row.coverage) for row in report.rows if row.segment is not None}
        named = {part.id: parts[name_key(part.id)] for part in stated.claim.parts if name_key(part.id) in parts}
        return Compared(report.total, report.chosen, fits(stated.claim, _held(report.total.coverage), named))

    def _report(self, stated: Stated) -> Report:
        about, given = stated.about, self._request
        if about not in self._reports:
            request = replace(
                given,
                branches=(about.branch,) if about.branch else given.branches,
                segments=(about.segment,) if about.segment else given.segments,
                period=about.period or given.period,
                basis=about.basis or given.basis,
                by=("segment",),
            )
            try:
                self._reports[about] = gap(request)
            except UsageFault as fault:
                if stated.place is None or about == About() or fault.findings:
                    raise
                raise _placed(fault, stated.claim.id, stated.place) from fault
        return self._reports[about]


def _placed(fault: UsageFault, claim: str, place: Place) -> UsageFault:
    """Why rows cannot be had, with the claim that asks for them; what is wrong with the project has its own places."""
    args = {**fault.args_, "at": "{}:{}:{}".format(*place), "claim": claim, "refusal": Phrase(fault.template)}
    return UsageFault("{at:path}: claim {claim}: {refusal:phrase}", args)


def _held(coverage: Coverage) -> Held:
    return Held(coverage.workers, coverage.participants, coverage.uncovered, coverage.target)
