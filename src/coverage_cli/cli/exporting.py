"""What `coverage export` adds to a report, from its options to the files."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from coverage_cli import __version__
from coverage_cli.cli.plan_options import Given, plan_request
from coverage_cli.cli.refusals import refuse_warnings, told_beside
from coverage_cli.cli.result import Result
from coverage_cli.cli.together import wants_beside
from coverage_cli.domain.errors import ExitCode, UsageFault
from coverage_cli.output.artefacts import Making, has_room, write_all
from coverage_cli.output.beside import exhibits
from coverage_cli.output.files import suffix_of
from coverage_cli.output.plan_words import plan_headline
from coverage_cli.pipeline.export import ExportRequest, export
from coverage_cli.pipeline.origin import made_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coverage_cli.cli.together import Wants
    from coverage_cli.output.inequalities import Asked
    from coverage_cli.output.style import Style
    from coverage_cli.pipeline.gap import GapRequest
    from coverage_cli.pipeline.plan import PlanRequest


@dataclass(frozen=True, slots=True)
class Beside:
    """What is asked for beside the report.

    `deadline` is the plan's month, None without a plan; `totals` is whether the trend has one of all branches.
    """

    asked: Asked
    targets: tuple[str, ...]
    bases: tuple[str, ...]
    deadline: str | None
    plan: Given
    totals: bool = field(default=False, kw_only=True)

    @property
    def options(self) -> tuple[tuple[str, str], ...]:
        """The options as they are typed, without the first target and basis, which are the report's own."""
        return tuple(self._options())

    @property
    def wants(self) -> Wants:
        """The same, by name."""
        more = {"--plan-by": self.deadline is not None, "--totals": self.totals}
        return wants_beside(self.asked, self.targets, self.bases) | more

    def _options(self) -> Iterator[tuple[str, str]]:
        yield from (("--target", name) for name in self.targets[1:])
        yield from (("--basis", name) for name in self.bases[1:])
        yield from ((f"--{name}", "") for name, wanted in self.asked._asdict().items() if wanted)
        if self.totals:
            yield "--totals", ""
        if self.deadline is None:
            return
        yield "--plan-by", self.deadline
        yield from self.plan.options()


@dataclass(frozen=True, slots=True)
class Files:
    """Where to write, into which template, and whether with records beside."""

    outputs: Sequence[str]
    template: str | None = None
    sidecar: bool = field(default=False, kw_only=True)


def beside(
    asked: Asked,
    targets: Sequence[str],
    bases: Sequence[str],
    deadline: str | None,
    plan: Given,
    *,
    totals: bool,
) -> Beside:
    """What is asked for.

    Raises:
        UsageFault: an option of a plan without a plan.

    """
    from coverage_cli.config.targets import distinct_targets
    from coverage_cli.output.bases import distinct

    for option, _ in plan.options() if deadline is None else ():
        raise UsageFault("{option} belongs to a plan; ask for one with --plan-by 2026-12", {"option": option})
    return Beside(asked, distinct_targets(targets), tuple(distinct(bases)), deadline, plan, totals=totals)


def exported(request: GapRequest, wanted: Beside, files: Files, style: Style, *, strict: bool) -> Result:
    """Compute, then write everything; a plan that falls short is said, and fails.

    Raises:
        DataFault: the data has errors, or warnings under `strict`.
        UsageFault: something cannot be used, or cannot be written.

    """
    trend = any(map(has_room, files.outputs))
    plan = _plan(request, wanted)
    found = export(ExportRequest(request, wanted.targets, wanted.bases, plan, trend=trend, totals=wanted.totals))
    refuse_warnings(found.findings, strict=strict)
    said = style.words
    shown = exhibits(
        found.report,
        said,
        style.decimals,
        asked=wanted.asked,
        targets=found.targets,
        bases=found.bases,
        planned=found.planned,
    )
    made = made_of(request, found.report, __version__, wanted.options)
    making = Making(found.report, made, style, files.template, found.course, tuple(shown))
    wrote = write_all(making, files.outputs, sidecar=files.sidecar)
    wrote += told_beside((suffix_of(path)[1:] for path in files.outputs), found.findings, style.language)
    if found.planned is not None and not found.planned.plan.feasible:
        return Result(err=f"{wrote}{plan_headline(found.planned, said)}\n", code=ExitCode.FAILED)
    return Result(err=wrote)


def _plan(request: GapRequest, wanted: Beside) -> PlanRequest | None:
    """The plan for the rows of the report, segment by segment, whatever rows and order the report shows."""
    if wanted.deadline is None:
        return None
    rows = replace(request, by=("branch", "segment"), sort="name", top=None)
    return replace(plan_request(rows, wanted.deadline, wanted.plan), option="--plan-by")
