"""`coverage plan`."""

from __future__ import annotations

from typing import Annotated, Optional

from coverage_cli.cli import options
from coverage_cli.cli.completion import known
from coverage_cli.cli.groups import Files, Means, Persons, Speech, grouped
from coverage_cli.cli.plan_options import Given, plan_request
from coverage_cli.cli.result import Result, on_screen
from coverage_cli.domain.bounds import one_of
from coverage_cli.domain.choices import MISSING
from coverage_cli.domain.errors import ExitCode


@grouped
def plan(
    *,
    deadline: Annotated[str, options.option("--by MONTH", help="The month to reach the target in, such as 2026-12.")],
    branch: Annotated[
        Optional[list[str]],
        options.option("--branch -b NAME", help="The branch to plan for; just one.", autocompletion=known("branches")),
    ] = None,
    segment: options.Segment = None,
    period: options.Period = "latest",
    target: Annotated[
        Optional[str],
        options.option(
            "--target NAME|RATE",
            help="A target by name, or a rate such as 80%.",
            autocompletion=known("targets"),
        ),
    ] = None,
    basis: options.Basis = None,
    missing: options.Missing = "null",
    given: Given,
    format_: options.TableCsvOrJson = "table",
    decimals: options.Decimals = 1,
    strict: options.Strict = False,
    persons: Persons,
    means: Means,
    files: Files,
    speech: Speech,
) -> Result:
    """Enrolments that reach the target in time: in total, by segment and month, with pace and premiums."""
    from coverage_cli.cli.refusals import refuse_warnings
    from coverage_cli.output.plans.formats import plan_csv, plan_json, plan_text
    from coverage_cli.output.style import Style
    from coverage_cli.pipeline.gap import GapRequest
    from coverage_cli.pipeline.plan import plan as run

    style = Style(speech.language, decimals)
    shown = one_of("--format", format_, options.TABLE_CSV_OR_JSON)
    rows = GapRequest(
        project=files.override(),
        branches=tuple(branch or ()),
        segments=tuple(segment or ()),
        period=period.strip(),
        target=target,
        today=speech.day,
        basis=basis,
        missing_is_zero=one_of("--missing", missing, MISSING) == "zero",
        counting=persons.counting(means),
    )
    planned = run(plan_request(rows, deadline, given))
    refuse_warnings(planned.report.findings, strict=strict)
    code = ExitCode.DONE if planned.plan.feasible else ExitCode.FAILED
    if shown == "csv":
        return Result(*plan_csv(planned, on_screen(style)), code=code)
    if shown == "json":
        return Result(plan_json(planned), code=code)
    return Result(plan_text(planned, on_screen(style)), code=code)
