"""`coverage list`."""

from __future__ import annotations

import json
from typing import Annotated, Optional

import typer

from coverage_cli.cli import arguments, options
from coverage_cli.cli.completion import among
from coverage_cli.cli.groups import Tables, grouped
from coverage_cli.cli.result import Result
from coverage_cli.domain.bounds import one_of
from coverage_cli.domain.errors import DataFault, UsageFault

WHAT = ("branches", "segments", "periods", "targets")


@grouped
def list_(
    *,
    what: Annotated[
        Optional[str],
        typer.Argument(
            metavar="WHAT",
            help="What to list: branches, segments, periods or targets.",
            autocompletion=among(WHAT),
        ),
    ] = None,
    format_: options.TextOrJson = "text",
    tables: Tables,
    lang: options.Lang = None,
) -> Result:
    """List the branches, segments, periods or targets that the data and the configuration know."""
    from coverage_cli.domain.safe import clean
    from coverage_cli.pipeline.listing import list_names

    arguments.language(lang)  # the names are the data's; what is wrong is said in that language
    if what is None:
        raise UsageFault("name what to list: {known}", {"known": ", ".join(WHAT)})
    chosen = one_of("list", what, WHAT)
    shown = one_of("--format", format_, options.TEXT_OR_JSON)
    listing = list_names(tables.override())
    if chosen != "targets" and listing.unreadable:
        raise DataFault(listing.unreadable)
    names = [clean(name) for name in getattr(listing, chosen)]
    return Result(
        json.dumps(names, ensure_ascii=False) + "\n" if shown == "json" else "".join(f"{name}\n" for name in names)
    )
