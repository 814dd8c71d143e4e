"""`coverage plan`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from coverage_cli.cli import arguments, options, plan_options
from coverage_cli.cli.result import Result, terminal_width, wants_color
from coverage_cli.domain.errors import ExitCode

FORMATS = ("table", "json")


def plan(
    deadline: Annotated[str, typer.Option("--by", metavar="P", help="The month to reach the target in: 2026-12.")],
    branch: options.Branch = None,
    segment: options.Segment = None,
    period: options.Period = "latest",
    target: options.Target = None,
    basis: options.Basis = None,
    strategy: plan_options.Strategy = None,
    premium: plan_options.Premium = None,
    months_paid: plan_options.MonthsPaid = None,
    capacity: plan_options.Capacity = None,
    growth: plan_options.Growth = None,
    pace: plan_options.Pace = None,
    format_: Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help="table or json.")] = "table",
    decimals: options.Decimals = 1,
    strict: options.Strict = False,
    population: options.Population = None,
    participants: options.Participants = None,
    targets: options.Targets = None,
    project: options.Project = None,
    column: options.Column = None,
    delimiter: options.Delimiter = None,
    encoding: options.Encoding = None,
    number_style: options.NumberStyle = None,
    sheet: options.Sheet = None,
    lang: options.Lang = None,
    today: options.Today = None,
) -> Result:
    """Enrolments that reach the target in time: in total, by segment and month, with pace and premiums."""
    from coverage_cli.cli.refusals import refuse_warnings
    from coverage_cli.config.project import Override
    from coverage_cli.output.plans import plan_json, plan_text
    from coverage_cli.output.reports import Style
    from coverage_cli.pipeline.gap import GapRequest
    from coverage_cli.pipeline.plan import plan as run

    style = Style(arguments.language(lang), decimals)
    shown = arguments.one_of("--format", format_, FORMATS)
    spelling = arguments.spelling(column, delimiter, encoding, number_style, sheet)
    rows = GapRequest(
        files=Override(project, tuple(population or ()), tuple(participants or ()), targets, spelling),
        branches=tuple(branch or ()),
        segments=tuple(segment or ()),
        period=period.strip(),
        target=target,
        today=arguments.day(today),
        basis=basis,
    )
    given = plan_options.Given(strategy, premium, months_paid, capacity, growth, pace)
    planned = run(plan_options.plan_request(rows, deadline, given))
    refuse_warnings(planned.report.findings, strict=strict)
    code = ExitCode.DONE if planned.plan.feasible else ExitCode.FAILED
    if shown == "json":
        return Result(plan_json(planned), code=code)
    return Result(plan_text(planned, style.on(terminal_width(sys.stdout), color=wants_color(sys.stdout))), code=code)
