"""`coverage verify`."""

from __future__ import annotations

from typing import Annotated

import typer

from coverage_cli.cli import arguments, options
from coverage_cli.cli.result import Result
from coverage_cli.domain.bounds import one_of
from coverage_cli.domain.errors import ExitCode


def verify(
    artefact: Annotated[str, typer.Argument(metavar="ARTEFACT", help="A file or folder that export wrote.")],
    format_: options.TextOrJson = "text",
    project: options.Project = None,
    lang: options.Lang = None,
) -> Result:
    """Tell whether the data, or the file or folder itself, has changed since it was exported."""
    from coverage_cli.output.verified import verified_json, verified_text
    from coverage_cli.pipeline.verify import verify as run

    language = arguments.language(lang)
    shown = one_of("--format", format_, options.TEXT_OR_JSON)
    report = run(artefact, project)
    text = verified_json(report) if shown == "json" else verified_text(report, language)
    return Result(text, code=ExitCode.DONE if report.unchanged else ExitCode.FAILED)
