"""`coverage gap`."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Annotated, Optional

import typer

from coverage_cli import __version__
from coverage_cli.cli import arguments, options
from coverage_cli.cli.result import Result, terminal_width, wants_color

FORMATS = ("table", "csv", "json", "markdown", "html")


def gap(
    branch: options.Branch = None,
    segment: options.Segment = None,
    by: options.By = "branch,segment",
    period: options.Period = "latest",
    target: options.TargetList = None,
    basis: options.BasisList = None,
    sort: options.Sort = "name",
    top: options.Top = None,
    missing: options.Missing = "null",
    format_: Annotated[
        Optional[str], typer.Option("--format", "-f", metavar="FORMAT", help="table, csv, json, markdown or html.")
    ] = None,
    output: Annotated[
        Optional[list[str]],
        typer.Option("--output", "-o", metavar="FILE", help="Write a file: .csv .json .md .txt .html by its suffix."),
    ] = None,
    decimals: options.Decimals = 1,
    totals: Annotated[bool, typer.Option("--totals", help="Totals in the CSV too.")] = False,
    excel: options.Excel = False,
    raw: options.Raw = False,
    fail_under: Annotated[
        Optional[str], typer.Option("--fail-under", metavar="RATE", help="Exit with 1 if the total's rate is lower.")
    ] = None,
    pareto: options.Pareto = False,
    measures: options.Measures = False,
    strict: options.Strict = False,
    status: options.Status = "active",
    programme: options.Programme = None,
    suppress: options.Suppress = None,
    memory: options.Memory = None,
    threads: options.Threads = None,
    temp: options.Temp = None,
    engine: options.Engine = "duckdb",
    spark_remote: options.SparkRemote = None,
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

    style = Style(arguments.language(lang), decimals, totals=totals, **arguments.readers(excel=excel, raw=raw))
    shown = arguments.one_of("--format", format_ or "table", FORMATS)
    floor = arguments.rate("--fail-under", fail_under) if fail_under is not None else None
    if pareto or measures:
        from coverage_cli.output.inequalities import Asked, added, refuse_partial

        refuse_partial(Asked(pareto, measures), shown, top)
    if target and len(target) > 1:
        from coverage_cli.output.side_by_side import refuse_elsewhere, targets_text

        refuse_elsewhere(target, shown, output or (), top)
    bases: list[str] = []
    if basis:
        from coverage_cli.output.bases import bases_text, distinct, refuse_beside

        bases = distinct(basis)
        refuse_beside(bases, target or (), shown, output or (), partial=any((pareto, measures, top, suppress)))
    refuse_unusable(output or ())
    spelling = arguments.spelling(column, delimiter, encoding, number_style, sheet)
    request = GapRequest(
        files=Override(project, tuple(population or ()), tuple(participants or ()), targets, spelling),
        branches=tuple(branch or ()),
        segments=tuple(segment or ()),
        by=arguments.parts(by),
        period=period.strip(),
        target=target[0] if target else None,
        sort=arguments.one_of("--sort", sort, SORTS),
        top=top,
        missing_is_zero=arguments.one_of("--missing", missing, ("null", "zero")) == "zero",
        today=arguments.day(today),
        suppress=suppress,
        basis=bases[0] if bases else None,
        counting=arguments.counting(
            status, programme, arguments.resources(memory, threads, temp, engine, spark_remote)
        ),
    )
    report = run(request)
    refuse_warnings(report.findings, strict=strict)
    made = None
    if output or shown == "html":
        from coverage_cli.pipeline.origin import made_of

        made = made_of(request, report, __version__)
    wrote = write_files(report, output or (), style, made)
    style = style.on(terminal_width(sys.stdout), color=wants_color(sys.stdout))
    out = text_of(report, shown, style, made) if format_ or not output else ""
    if target and len(target) > 1:
        others = [run(replace(request, target=other)) for other in target[1:]]
        out = targets_text([report, *others], shown, style)
    views = {name: run(replace(request, basis=name)) for name in bases[1:]}
    for view in views.values():
        refuse_warnings(view.findings, strict=strict)
    if views:
        out = bases_text({bases[0]: report, **views}, shown, style)
    if out and (pareto or measures):
        out = added(out, report, shown, Asked(pareto, measures), style)
    result = under(report, floor, Result(out, wrote), style.language)
    for view in views.values():
        result = under(view, floor, result, style.language)
    return result
