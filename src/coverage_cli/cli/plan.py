"""`coverage plan`."""

from __future__ import annotations

import sys
from typing import Annotated, Optional

import typer

from coverage_cli.cli import amounts, arguments, options
from coverage_cli.cli.result import Result, terminal_width, wants_color
from coverage_cli.domain.errors import ExitCode

FORMATS = ("table", "json")
STRATEGIES = ("proportional", "equalise", "cheapest", "largest")


def plan(
    deadline: Annotated[str, typer.Option("--by", metavar="P", help="The month to reach the target in: 2026-12.")],
    branch: options.Branch = None,
    segment: options.Segment = None,
    period: options.Period = "latest",
    target: options.Target = None,
    strategy: Annotated[
        str, typer.Option("--strategy", metavar="NAME", help="proportional, equalise, cheapest or largest.")
    ] = "proportional",
    premium: Annotated[
        Optional[list[str]],
        typer.Option("--premium", metavar="N|SEGMENT=N", help="Rupiah a month a person; for all, or by segment."),
    ] = None,
    months_paid: Annotated[
        int, typer.Option("--months-paid", metavar="N", min=1, max=1200, help="Months of premium for each person.")
    ] = 12,
    capacity: Annotated[
        Optional[list[str]],
        typer.Option("--capacity", metavar="SEGMENT=N", help="The most people that can be enrolled in a segment."),
    ] = None,
    growth: Annotated[
        Optional[str], typer.Option("--growth", metavar="RATE", help="Growth of the base a year, such as 2% or -1%.")
    ] = None,
    pace: Annotated[
        Optional[int], typer.Option("--pace", metavar="N", help="Present net enrolments a month, if the data has none.")
    ] = None,
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
    from fractions import Fraction

    from coverage_cli.cli.refusals import refuse_warnings
    from coverage_cli.config.project import Override
    from coverage_cli.output.plans import plan_json, plan_text
    from coverage_cli.output.reports import Style
    from coverage_cli.pipeline.gap import GapRequest
    from coverage_cli.pipeline.plan import PlanRequest
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
    )
    planned = run(
        PlanRequest(
            rows,
            deadline,
            strategy=arguments.one_of("--strategy", strategy, STRATEGIES),
            premiums=amounts.by_name("--premium", premium or (), alone=True),
            capacities=amounts.by_name("--capacity", capacity or (), alone=False),
            months_paid=months_paid,
            growth=amounts.growth(growth),
            pace=None if pace is None else Fraction(pace),
        )
    )
    refuse_warnings(planned.report.findings, strict=strict)
    code = ExitCode.DONE if planned.plan.feasible else ExitCode.FAILED
    if shown == "json":
        return Result(plan_json(planned), code=code)
    return Result(plan_text(planned, style.on(terminal_width(sys.stdout), color=wants_color(sys.stdout))), code=code)
