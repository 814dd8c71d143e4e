"""`coverage export`."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from coverage_cli.cli import arguments, options, plan_options
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
    target: options.TargetList = None,
    basis: options.BasisList = None,
    sort: options.Sort = "name",
    top: options.Top = None,
    missing: options.Missing = "null",
    pareto: options.Pareto = False,
    measures: options.Measures = False,
    plan_by: Annotated[
        Optional[str],
        typer.Option("--plan-by", metavar="P", help="Add the plan that reaches the target by this month: 2026-12."),
    ] = None,
    strategy: plan_options.Strategy = None,
    premium: plan_options.Premium = None,
    months_paid: plan_options.MonthsPaid = None,
    capacity: plan_options.Capacity = None,
    growth: plan_options.Growth = None,
    pace: plan_options.Pace = None,
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
    from coverage_cli.cli import exporting
    from coverage_cli.config.project import Override
    from coverage_cli.output.artefacts import refuse_unusable, write_starter
    from coverage_cli.output.inequalities import Asked
    from coverage_cli.output.reports import Style
    from coverage_cli.pipeline.gap import SORTS, GapRequest

    style = Style(arguments.language(lang), decimals, **arguments.readers(excel=excel, raw=raw))
    if starter is not None:
        return Result(err=write_starter(starter, style.language))
    outputs = arguments.outputs(output)
    refuse_unusable(outputs, template)
    spelling = arguments.spelling(column, delimiter, encoding, number_style, sheet)
    given = plan_options.Given(strategy, premium, months_paid, capacity, growth, pace)
    beside = exporting.beside(Asked(pareto, measures), target or (), basis or (), plan_by, given)
    exporting.refuse_unshown(beside, outputs, top)
    request = GapRequest(
        files=Override(project, tuple(population or ()), tuple(participants or ()), targets, spelling),
        branches=tuple(branch or ()),
        segments=tuple(segment or ()),
        by=arguments.parts(by),
        period=period.strip(),
        target=beside.targets[0] if beside.targets else None,
        sort=arguments.one_of("--sort", sort, SORTS),
        top=top,
        missing_is_zero=arguments.one_of("--missing", missing, ("null", "zero")) == "zero",
        today=arguments.day(today),
        basis=beside.bases[0] if beside.bases else None,
    )
    files = exporting.Files(outputs, template, sidecar=sidecar)
    return exporting.exported(request, beside, files, style, strict=strict)
