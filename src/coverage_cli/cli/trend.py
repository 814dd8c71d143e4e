"""`coverage trend`."""

from __future__ import annotations

from typing import Annotated, Optional

from coverage_cli.cli import arguments, options
from coverage_cli.cli.completion import known
from coverage_cli.cli.groups import Files, Means, Persons, Speech, grouped
from coverage_cli.cli.result import Result, on_screen
from coverage_cli.domain.bounds import one_of
from coverage_cli.domain.choices import MISSING


@grouped
def trend(
    *,
    branch: options.Branch = None,
    segment: options.Segment = None,
    by: Annotated[str, options.option("--by NAMES", help="A series for each of these, within each branch.")] = "branch",
    begin: Annotated[
        Optional[str],
        options.option(
            "--from PERIOD",
            help="The first period, such as 2023 or 2023-09.",
            autocompletion=known("periods"),
        ),
    ] = None,
    end: Annotated[
        Optional[str], options.option("--to PERIOD", help="The last period.", autocompletion=known("periods"))
    ] = None,
    step: Annotated[
        Optional[str], options.option("--step UNIT", help="Only periods of this length: year, quarter, month or day.")
    ] = None,
    across_bases: Annotated[
        bool, options.option("--across-bases", help="Compare periods whose workers are counted on different bases.")
    ] = False,
    totals: options.Totals = False,
    basis: options.Basis = None,
    missing: options.Missing = "null",
    format_: options.TableCsvOrJson = "table",
    decimals: options.Decimals = 1,
    strict: options.Strict = False,
    persons: Persons,
    means: Means,
    files: Files,
    speech: Speech,
) -> Result:
    """Coverage from period to period, and what moved it: participants, or the base they are measured against."""
    from coverage_cli.cli.refusals import refuse_warnings, told_beside
    from coverage_cli.output.style import Style
    from coverage_cli.output.trends.delimited import trend_csv
    from coverage_cli.output.trends.formats import trend_json, trend_text
    from coverage_cli.pipeline.trend import TrendRequest
    from coverage_cli.pipeline.trend import trend as run

    style = Style(speech.language, decimals)
    shown = one_of("--format", format_, options.TABLE_CSV_OR_JSON)
    report = run(
        TrendRequest(
            project=files.override(),
            branches=tuple(branch or ()),
            segments=tuple(segment or ()),
            by=arguments.parts("--by", by),
            begin=begin,
            end=end,
            step=step,
            across_bases=across_bases,
            totals=totals,
            today=speech.day,
            basis=basis,
            missing_is_zero=one_of("--missing", missing, MISSING) == "zero",
            counting=persons.counting(means),
        )
    )
    refuse_warnings(report.findings, strict=strict)
    if shown == "csv":
        warned = told_beside([shown], report.findings, style.language)
        return Result(trend_csv(report.series, report.by, decimals), warned)
    if shown == "json":
        return Result(trend_json(report))
    return Result(trend_text(report, on_screen(style)))
