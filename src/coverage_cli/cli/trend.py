"""`coverage trend`."""

from __future__ import annotations

import sys
from typing import Annotated, Optional

import typer

from coverage_cli.cli import arguments, options
from coverage_cli.cli.result import Result, terminal_width, wants_color

FORMATS = ("table", "csv", "json")


def trend(
    branch: options.Branch = None,
    segment: options.Segment = None,
    by: Annotated[
        str, typer.Option("--by", metavar="NAMES", help="A series for each of these, within each branch.")
    ] = "branch",
    begin: Annotated[
        Optional[str], typer.Option("--from", metavar="P", help="The first period, such as 2023 or 2023-09.")
    ] = None,
    end: Annotated[Optional[str], typer.Option("--to", metavar="P", help="The last period.")] = None,
    across_bases: Annotated[
        bool, typer.Option("--across-bases", help="Compare periods whose workers are counted on unlike bases.")
    ] = False,
    basis: options.Basis = None,
    format_: Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help="table, csv or json.")] = "table",
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
    """Coverage from period to period, and what moved it: participants, or the base they are measured against."""
    from coverage_cli.cli.refusals import refuse_warnings
    from coverage_cli.config.project import Override
    from coverage_cli.output.reports import Style
    from coverage_cli.output.trend_csv import trend_csv
    from coverage_cli.output.trends import trend_json, trend_text
    from coverage_cli.pipeline.trend import TrendRequest
    from coverage_cli.pipeline.trend import trend as run

    style = Style(arguments.language(lang), decimals)
    shown = arguments.one_of("--format", format_, FORMATS)
    spelling = arguments.spelling(column, delimiter, encoding, number_style, sheet)
    report = run(
        TrendRequest(
            files=Override(project, tuple(population or ()), tuple(participants or ()), targets, spelling),
            branches=tuple(branch or ()),
            segments=tuple(segment or ()),
            by=arguments.parts(by),
            begin=begin,
            end=end,
            across_bases=across_bases,
            today=arguments.day(today),
            basis=basis,
        )
    )
    refuse_warnings(report.findings, strict=strict)
    if shown == "csv":
        return Result(trend_csv(report.series, report.by, decimals))
    if shown == "json":
        return Result(trend_json(report.series, report.by, report.remarks, report.findings, report.sources))
    style = style.on(terminal_width(sys.stdout), color=wants_color(sys.stdout))
    return Result(trend_text(report.series, report.remarks, report.findings, style))
