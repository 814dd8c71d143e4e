"""What `coverage export` adds to a report, from its options to the files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from coverage_cli.cli.exhibits import Exhibits
from coverage_cli.cli.option_conflicts import Wants
from coverage_cli.cli.plan_options import Given, plan_request
from coverage_cli.cli.refusals import refuse_warnings, told_beside
from coverage_cli.cli.result import Result
from coverage_cli.domain.errors import ExitCode, UsageFault
from coverage_cli.output.artefacts import Making, has_room, write_all
from coverage_cli.output.document import Document
from coverage_cli.output.exhibits.bases import bases_exhibit
from coverage_cli.output.exhibits.exhibit import Exhibit
from coverage_cli.output.exhibits.inequalities import measures_exhibit, pareto_exhibit
from coverage_cli.output.exhibits.side_by_side import targets_exhibit
from coverage_cli.output.files import suffix_of
from coverage_cli.output.plans.tables import months_exhibit, plan_exhibit
from coverage_cli.output.plans.words import plan_headline
from coverage_cli.output.style import Style
from coverage_cli.pipeline.export import Exported, ExportRequest, export
from coverage_cli.pipeline.gap import GapRequest
from coverage_cli.pipeline.plan_request import PlanRequest
from coverage_cli.pipeline.portable import portable
from coverage_cli.pipeline.provenance import made_of


@dataclass(frozen=True, slots=True)
class Additions:
    """What is asked for beside the report.

    `deadline` is the plan's month, None without a plan; `totals` is whether the trend has one of all branches.
    """

    chosen: Exhibits
    deadline: str | None
    plan: Given
    totals: bool = field(default=False, kw_only=True)

    def __post_init__(self) -> None:
        """Refuse options of a plan without a plan."""
        for option, _ in self.plan.options() if self.deadline is None else ():
            raise UsageFault("{option} belongs to a plan; ask for one with --plan-by 2026-12", {"option": option})

    @property
    def wants(self) -> Wants:
        """The same, by name."""
        return {**self.chosen.wants, "--plan-by": self.deadline is not None, "--totals": self.totals}

    def options(self) -> Iterator[tuple[str, str]]:
        """The options as they are typed, without the first target and basis, which are the report's own."""
        yield from (("--target", name) for name in self.chosen.targets[1:])
        yield from (("--basis", name) for name in self.chosen.bases[1:])
        yield from ((f"--{name}", "") for name in ("pareto", "measures") if getattr(self.chosen, name))
        if self.totals:
            yield "--totals", ""
        if self.deadline is None:
            return
        yield "--plan-by", self.deadline
        yield from self.plan.options()

    def exhibits(self, found: Exported, style: Style) -> Iterator[Exhibit]:
        """Who is not covered, how unequal it is, other targets or bases, and the plan; in the order that is shown."""
        if self.chosen.pareto:
            yield pareto_exhibit(found.report, style)
        if self.chosen.measures:
            yield measures_exhibit(found.report, style.words)
        if found.targets:
            yield targets_exhibit(found.targets, style)
        if found.bases:
            yield bases_exhibit(dict(found.bases), style)
        if found.planned is not None:
            yield plan_exhibit(found.planned, style)
            yield months_exhibit(found.planned, style.words)


@dataclass(frozen=True, slots=True)
class Outputs:
    """Where to write, into which template, and whether with records beside."""

    paths: Sequence[str]
    template: str | None = None
    sidecar: bool = field(default=False, kw_only=True)


def exported(request: GapRequest, wanted: Additions, outputs: Outputs, style: Style, *, strict: bool) -> Result:
    """Compute, then write everything; a plan that falls short is said, and fails."""
    trend, plan = any(map(has_room, outputs.paths)), _plan(request, wanted)
    targets, bases = wanted.chosen.targets, wanted.chosen.bases
    found = export(ExportRequest(request, targets, bases, plan, trend=trend, totals=wanted.totals))
    refuse_warnings(found.findings, strict=strict, bases=found.bases)
    made = made_of(request, found.report, tuple(wanted.options()))
    told = portable(found, request.project)
    document = Document(told.report, made, style, told.course, tuple(wanted.exhibits(told, style)))
    making = Making(document, outputs.template)
    inputs = [source.path for source in found.report.sources]
    wrote = write_all(making, outputs.paths, inputs, sidecar=outputs.sidecar)
    wrote += told_beside((suffix_of(path)[1:] for path in outputs.paths), found.findings, style.language)
    if found.planned is not None and not found.planned.plan.feasible:
        return Result(err=f"{wrote}{plan_headline(found.planned, style.words)}\n", code=ExitCode.FAILED)
    return Result(err=wrote)


def _plan(request: GapRequest, wanted: Additions) -> PlanRequest | None:
    """The plan for the rows of the report, segment by segment, whatever rows and order the report shows."""
    if wanted.deadline is None:
        return None
    rows = replace(request, by=("branch", "segment"), sort="name", top=None)
    return replace(plan_request(rows, wanted.deadline, wanted.plan), option="--plan-by")
