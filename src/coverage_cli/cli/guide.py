"""`coverage guide`."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from coverage_cli.cli import arguments, options
from coverage_cli.cli.completion import among
from coverage_cli.cli.result import Result
from coverage_cli.domain.bounds import one_of
from coverage_cli.output.guide import PAGES, contents
from coverage_cli.output.guide import page as text_of
from coverage_cli.output.style import Style


def guide(
    page: Annotated[
        Optional[str],
        typer.Argument(
            metavar="PAGE",
            help="The page to print, such as reading; none lists them all.",
            autocompletion=among(PAGES),
        ),
    ] = None,
    lang: options.Lang = None,
) -> Result:
    """Print a page of the documentation, such as what config/sources.yaml may say (reading)."""
    words = Style(arguments.language(lang)).words  # pages are written in one language each
    return Result(contents(words) if page is None else text_of(one_of("page", page, PAGES)))
