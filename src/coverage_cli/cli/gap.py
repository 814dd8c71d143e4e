"""`coverage gap`."""

from __future__ import annotations

import sys
from typing import Annotated, Optional

import typer

from coverage_cli.cli import arguments, options
from coverage_cli.cli.result import Result, terminal_width, wants_color

FORMATS = ("table", "csv", "json", "markdown")


def gap(
    branch: options.Branch = None,
    segment: options.Segment = None,
    by: Annotated[
        str, typer.Option("--by", metavar="NAMES", help="Rows by these dimensions, with commas between them.")
    ] = "branch,segment",
    period: options.Period = "latest",
    target: options.Target = None,
    sort: Annotated[
        str, typer.Option("--sort", metavar="KEY", help="name, gap, uncovered, shortfall or rate; worst first.")
    ] = "name",
    top: Annotated[
        Optional[int], typer.Option("--top", metavar="N", min=1, help="Only the first N rows; totals stay whole.")
    ] = None,
    missing: Annotated[
        str, typer.Option("--missing", metavar="null|zero", help="Whether an absent participants row means none.")
    ] = "null",
    format_: Annotated[
        Optional[str], typer.Option("--format", "-f", metavar="FORMAT", help="table, csv, json or markdown.")
    ] = None,
    output: Annotated[
        Optional[list[str]],
        typer.Option("--output", "-o", metavar="FILE", help="Write a file; its suffix says how: .csv .json .md .txt."),
    ] = None,
    decimals: Annotated[
        int, typer.Option("--decimals", metavar="N", min=0, max=12, help="Decimals of rates and gaps.")
    ] = 1,
    totals: Annotated[bool, typer.Option("--totals", help="Totals in the CSV too.")] = False,
    excel: Annotated[
        bool, typer.Option("--excel", help="CSV that a spreadsheet in the chosen language opens by double click.")
    ] = False,
    fail_under: Annotated[
        Optional[str], typer.Option("--fail-under", metavar="RATE", help="Exit with 1 if the total's rate is lower.")
    ] = None,
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
    """Coverage rate, gap to target, uncovered people and enrolments still needed, per segment and in total."""
    from coverage_cli.cli.refusals import refuse_warnings, under
    from coverage_cli.config.project import Override
    from coverage_cli.output.reports import Style, refuse_unusable, text_of, write_files
    from coverage_cli.pipeline.gap import SORTS, GapRequest
    from coverage_cli.pipeline.gap import gap as run

    style = Style(arguments.language(lang), decimals, totals=totals, excel=excel)
    shown = arguments.one_of("--format", format_ or "table", FORMATS)
    floor = arguments.rate("--fail-under", fail_under) if fail_under is not None else None
    refuse_unusable(output or ())
    spelling = arguments.spelling(column, delimiter, encoding, number_style, sheet)
    request = GapRequest(
        files=Override(project, tuple(population or ()), tuple(participants or ()), targets, spelling),
        branches=tuple(branch or ()),
        segments=tuple(segment or ()),
        by=arguments.parts(by),
        period=period.strip(),
        target=target,
        sort=arguments.one_of("--sort", sort, SORTS),
        top=top,
        missing_is_zero=arguments.one_of("--missing", missing, ("null", "zero")) == "zero",
        today=arguments.day(today),
    )
    report = run(request)
    refuse_warnings(report.findings, strict=strict)
    wrote = write_files(report, output or (), style)
    style = style.on(terminal_width(sys.stdout), color=wants_color(sys.stdout))
    out = text_of(report, shown, style) if format_ or not output else ""
    return under(report, floor, Result(out, wrote), style.language)
