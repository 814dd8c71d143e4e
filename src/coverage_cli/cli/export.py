"""`coverage export`."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from coverage_cli import __version__
from coverage_cli.cli import arguments, options
from coverage_cli.cli.result import Result


def export(
    output: Annotated[
        Optional[list[str]],
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="What to write, by its suffix: .pptx .xlsx .png .svg .html .csv .json .md .txt, or a folder/.",
        ),
    ] = None,
    branch: options.Branch = None,
    segment: options.Segment = None,
    by: options.By = "branch,segment",
    period: options.Period = "latest",
    target: options.Target = None,
    sort: options.Sort = "name",
    top: options.Top = None,
    missing: options.Missing = "null",
    template: Annotated[
        Optional[str],
        typer.Option("--template", metavar="FILE", help="A .pptx whose named shapes and charts are filled."),
    ] = None,
    starter: Annotated[
        Optional[str],
        typer.Option("--starter", metavar="FILE", help="Write a template to begin with, its shapes named, and stop."),
    ] = None,
    sidecar: Annotated[
        bool, typer.Option("--sidecar", help="Beside each file, a JSON file that says what it was made from.")
    ] = False,
    decimals: options.Decimals = 1,
    excel: options.Excel = False,
    raw: options.Raw = False,
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
    """Slides, workbooks, pictures, pages and tables from one report, so that all of them agree."""
    from coverage_cli.analysis.history import Course
    from coverage_cli.cli.refusals import refuse_warnings
    from coverage_cli.config.project import Override
    from coverage_cli.output.artefacts import Making, refuse_unusable, shows_trend, write_all, write_starter
    from coverage_cli.output.reports import Style
    from coverage_cli.pipeline.course import course
    from coverage_cli.pipeline.export import made_of
    from coverage_cli.pipeline.gap import SORTS, GapRequest, gap

    style = Style(arguments.language(lang), decimals, **arguments.readers(excel=excel, raw=raw))
    if starter is not None:
        return Result(err=write_starter(starter, style.language))
    outputs = arguments.outputs(output)
    refuse_unusable(outputs, template)
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
    report = gap(request)
    refuse_warnings(report.findings, strict=strict)
    past = course(request) if any(map(shows_trend, outputs)) else Course()
    refuse_warnings(past.findings, strict=strict)
    making = Making(report, made_of(request, report, __version__), style, template, past)
    return Result(err=write_all(making, outputs, sidecar=sidecar))
