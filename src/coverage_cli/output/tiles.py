"""The few figures that a slide or a page shows large."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from coverage_cli.output.figures import figures
from coverage_cli.output.lines import counted

if TYPE_CHECKING:
    from coverage_cli.domain.model import Report
    from coverage_cli.output.language import Words


class Tile(NamedTuple):
    """A figure by its key, its name in words, and its text."""

    key: str
    name: str
    text: str


def tiles(report: Report, words: Words, decimals: int) -> list[Tile]:
    """The total's figures, in the order in which they are shown; each says over how many segments, if not over all."""
    total = report.total
    coverage, shown = total.coverage, figures(total.coverage, decimals)
    about = "" if total.complete else f", {counted(total, words)}"
    found = [
        Tile("rate", words("Rate"), words.percent(shown.rate)),
        Tile("target", words("Target"), words.percent(shown.target)),
        Tile("gap", words("Gap (points)"), words.decimal(shown.gap)),
        Tile("workers", words("Workers"), words.number(coverage.workers)),
        Tile("participants", words("Participants"), words.number(coverage.participants)),
        Tile("uncovered", words("Uncovered"), words.number(coverage.uncovered)),
        Tile("shortfall", words("Shortfall"), words.number(coverage.shortfall)),
    ]
    return [tile._replace(name=tile.name + about) for tile in found]
