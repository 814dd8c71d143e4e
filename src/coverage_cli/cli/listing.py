"""`coverage list`."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from coverage_cli.cli import arguments, options
from coverage_cli.cli.result import Result
from coverage_cli.domain.bounds import one_of

WHAT = ("branches", "segments", "periods", "targets")


def list_(
    what: Annotated[str, typer.Argument(metavar="branches|segments|periods|targets", help="What to list.")],
    format_: Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help="text or json.")] = "text",
    population: options.Population = None,
    participants: options.Participants = None,
    targets: options.Targets = None,
    project: options.Project = None,
    lang: options.Lang = None,
) -> Result:
    """List the branches, segments, periods or targets that the data and the configuration know."""
    from coverage_cli.config.project import Override
    from coverage_cli.domain.safe import clean
    from coverage_cli.pipeline.listing import list_names

    arguments.language(lang)  # the names are the data's; what is wrong is said in that language
    chosen = one_of("list", what, WHAT)
    shown = one_of("--format", format_, ("text", "json"))
    listing = list_names(Override(project, tuple(population or ()), tuple(participants or ()), targets))
    names = [clean(name) for name in getattr(listing, chosen)]
    return Result(
        json.dumps(names, ensure_ascii=False) + "\n" if shown == "json" else "".join(f"{name}\n" for name in names)
    )
