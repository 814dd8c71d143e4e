"""`coverage reconcile`."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Annotated, Optional

import typer

from coverage_cli.cli import options
from coverage_cli.cli.groups import Speech, grouped
from coverage_cli.cli.result import Result, on_screen
from coverage_cli.domain.bounds import one_of
from coverage_cli.domain.errors import ExitCode, UsageFault

FORMATS = ("table", "json")


@dataclass(frozen=True, slots=True)
class Printed:
    """The figures of one claim, as they were published. A group of options: `cli.groups`."""

    rate: Annotated[Optional[str], options.option("--rate R", help='The coverage rate as printed: "67%".')] = None
    target: Annotated[Optional[str], options.option("--target R", help='The target as printed: "80%".')] = None
    gap: Annotated[
        Optional[str], options.option("--gap G", help='The gap to the target as printed: "14", "14 points".')
    ] = None
    workers: Annotated[
        Optional[str], options.option("--workers N", help='All workers as printed: "300,974", "2,5 juta".')
    ] = None
    participants: Annotated[Optional[str], options.option("--participants N", help="Those covered, as printed.")] = None
    uncovered: Annotated[
        Optional[str], options.option("--uncovered N", help='Those not covered, as printed: "about 48 thousand".')
    ] = None
    shortfall: Annotated[
        Optional[str], options.option("--shortfall N", help="How many more meet the target, as printed.")
    ] = None

    def says(self) -> dict[str, str]:
        """Those that are given, by their quantities."""
        return {name: figure for name, figure in asdict(self).items() if figure is not None}


@grouped
def reconcile(
    *,
    file: Annotated[
        Optional[str], typer.Argument(metavar="FILE", help="Claims (YAML): figures as they were published.")
    ] = None,
    printed: Printed,
    with_data: Annotated[
        bool, options.option("--with-data", help="Test the figures against the project's tables as well.")
    ] = False,
    branch: options.Branch = None,
    segment: options.Segment = None,
    period: options.Period = "latest",
    basis: options.Basis = None,
    project: options.Project = None,
    text: Annotated[
        Optional[str], options.option("--text FILE", help="Propose claims from the figures of an article (plain text).")
    ] = None,
    format_: Annotated[str, options.option("--format -f FORMAT", help="table or json.")] = "table",
    speech: Speech,
) -> Result:
    """Test published figures against each other: can they be true, all of them, and what must then be."""
    from coverage_cli.config.project import Override
    from coverage_cli.output.claims.verdicts import verdicts_json, verdicts_text
    from coverage_cli.output.style import Style
    from coverage_cli.pipeline.gap import GapRequest
    from coverage_cli.pipeline.reconcile import ReconcileRequest
    from coverage_cli.pipeline.reconcile import reconcile as run

    style = Style(speech.language)
    shown = one_of("--format", format_, FORMATS)
    chosen = (tuple(branch or ()), tuple(segment or ()))
    data = GapRequest(Override(project), *chosen, period=period.strip(), basis=basis, today=speech.day)
    if not with_data and data != GapRequest():
        raise UsageFault("--branch, --segment, --period, --basis, --project and --today need --with-data")
    says = printed.says()
    if text is not None:
        if file is not None or says or with_data or shown != "table":
            raise UsageFault("--text proposes a claims file and goes with no other option but --lang")
        from coverage_cli.output.claims.proposals import proposal_yaml
        from coverage_cli.pipeline.proposing import propose

        return Result(proposal_yaml(propose(text), style.words))
    report = run(ReconcileRequest(file, says, data if with_data else None))
    out = verdicts_json(report.claims) if shown == "json" else verdicts_text(report.claims, on_screen(style))
    return Result(out, code=ExitCode.DONE if report.holds else ExitCode.FAILED)
