"""Options that several commands share."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from coverage_cli.cli import completion

Project = Annotated[
    Optional[str],
    typer.Option("--project", metavar="DIR", help="The project's folder, if it is not this one or one above."),
]
Population = Annotated[
    Optional[list[str]],
    typer.Option("--population", metavar="FILE", help="Workers by segment; several times for several files."),
]
Participants = Annotated[
    Optional[list[str]],
    typer.Option(
        "--participants",
        metavar="FILE",
        help="Participants by segment, or a file of persons; several times for several files.",
    ),
]
Targets = Annotated[
    Optional[str], typer.Option("--targets", metavar="FILE", help="A targets file in place of config/targets.yaml.")
]
Lang = Annotated[
    Optional[str], typer.Option("--lang", metavar="en|id", help="Language of the text: English or Indonesian.")
]
Today = Annotated[Optional[str], typer.Option("--today", metavar="YYYY-MM-DD", help="The day that counts as today.")]
Strict = Annotated[bool, typer.Option("--strict", help="Warnings fail, as errors do.")]
Branch = Annotated[
    Optional[list[str]],
    typer.Option(
        "--branch",
        "-b",
        metavar="NAME",
        help="Only this branch; several times for several.",
        autocompletion=completion.branches,
    ),
]
Segment = Annotated[
    Optional[list[str]],
    typer.Option(
        "--segment",
        metavar="NAME",
        help="Only this segment; several times for several.",
        autocompletion=completion.segments,
    ),
]
Period = Annotated[
    str,
    typer.Option("--period", metavar="P|latest", help="Period of the participants.", autocompletion=completion.periods),
]
Target = Annotated[
    Optional[str],
    typer.Option(
        "--target",
        metavar="NAME|RATE",
        help="A target by name, or a rate such as 80%.",
        autocompletion=completion.targets,
    ),
]
