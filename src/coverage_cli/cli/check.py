"""`coverage check`."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from coverage_cli.cli import arguments, options
from coverage_cli.cli.result import Result
from coverage_cli.domain.errors import ExitCode

FORMATS = ("text", "json")


def check(
    files: Annotated[
        Optional[list[str]],
        typer.Argument(metavar="[FILE]...", help="Files to check as one set; none means the project's."),
    ] = None,
    kind: Annotated[
        Optional[str],
        typer.Option("--as", metavar="KIND", help="What the files are: population, participants or persons."),
    ] = None,
    format_: Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help="text or json.")] = "text",
    output: Annotated[
        Optional[str], typer.Option("--output", "-o", metavar="FILE", help="Write the result to a file.")
    ] = None,
    strict: options.Strict = False,
    max_findings: Annotated[
        Optional[int], typer.Option("--max-findings", metavar="N", min=0, help="List at most N; all are counted.")
    ] = None,
    project: options.Project = None,
    population: options.Population = None,
    participants: options.Participants = None,
    targets: options.Targets = None,
    column: options.Column = None,
    delimiter: options.Delimiter = None,
    encoding: options.Encoding = None,
    number_style: options.NumberStyle = None,
    sheet: options.Sheet = None,
    lang: options.Lang = None,
    today: options.Today = None,
) -> Result:
    """Find everything that is wrong with data files, each with file, line, column, reason and way out."""
    from coverage_cli.config.project import Override
    from coverage_cli.output.checks import Outcome, text_of
    from coverage_cli.output.files import refuse_inputs, write_atomically
    from coverage_cli.pipeline.check import CheckRequest
    from coverage_cli.pipeline.check import check as run

    language = arguments.language(lang)
    shown = arguments.one_of("--format", format_, FORMATS)
    spelling = arguments.spelling(column, delimiter, encoding, number_style, sheet)
    given = Override(project, tuple(population or ()), tuple(participants or ()), targets, spelling)
    report = run(CheckRequest(tuple(files or ()), given, kind, arguments.day(today)))
    outcome = Outcome(report.findings, report.sources, max_findings)
    text = text_of(outcome, shown, language)
    code = ExitCode.FAILED if outcome.fails(strict=strict) else ExitCode.DONE
    if output is None:
        return Result(text, code=code)
    refuse_inputs([output], [source.path for source in report.sources])
    write_atomically(output, text.encode("utf-8"))
    return Result(code=code)
