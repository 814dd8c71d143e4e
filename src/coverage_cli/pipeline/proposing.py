"""`coverage reconcile --text`: a claim proposed from the figures of an article, whose words no other run needs."""

from __future__ import annotations

from pathlib import PurePath

from coverage_cli.analysis.excerpts.excerpts import excerpts
from coverage_cli.analysis.excerpts.proposal import Proposal, proposed
from coverage_cli.config.reading import read_small
from coverage_cli.domain.errors import UsageFault
from coverage_cli.intake.files.stdin import SHOWN, keep_stdin


def propose(path: str) -> Proposal:
    """The first figure found for each quantity makes the claim; the others are kept beside it.

    Raises:
        UsageFault: the text cannot be read, or has no figure.
    """
    shown = SHOWN if path == "-" else path
    data = read_small(keep_stdin() if path == "-" else path, shown)
    try:
        found = excerpts(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UsageFault("{path:path} is not UTF-8 text; save the article as plain text", {"path": shown}) from error
    if not found:
        raise UsageFault("{path:path} has no figure that could be part of a claim", {"path": shown})
    name = "claim" if path == "-" else PurePath(path).stem
    return Proposal(name, shown, proposed(found))
