"""The one sentence that a report comes down to, and the few figures that a slide or a page shows large."""

from __future__ import annotations

from typing import NamedTuple

from coverage_cli.config.rates import percent
from coverage_cli.domain.model import Chosen, Report, Row, Status
from coverage_cli.domain.phrases import phrase
from coverage_cli.domain.tally import tally
from coverage_cli.output.figures import figure_texts, figures
from coverage_cli.output.language import Words
from coverage_cli.output.style import Style
from coverage_cli.output.tables.lines import counted, sentence_case

_MOST_NAMES = 3


def headline(report: Report, style: Style) -> str:
    """What the total says: rate, of how many workers, and what is missing to the target.

    A rate that is not known, or hidden, is said to be so; a total over some segments only says over how many, and one
    over chosen branches or segments over which.
    """
    total = report.total
    sentence = f"{_covers(total, report.chosen.branches, style)}{_target(total, style.words)}"
    return only(report.chosen, style.words) + sentence


def only(chosen: Chosen, words: Words) -> str:
    """What a sentence begins with that is about some segments only."""
    segments = chosen.segments
    if not segments:
        return ""
    names = (
        ", ".join(segments) if len(segments) <= _MOST_NAMES else words("{count:n} segments", count=str(len(segments)))
    )
    return f"{words('{names:names} only', names=names)}: "


def together(branches: tuple[str, ...], words: Words) -> str:
    """The chosen branches in one name: theirs, or how many they are; empty where none are chosen, and it is about all.

    As the data has them; who shows it alone makes it harmless.
    """
    if len(branches) <= _MOST_NAMES:
        return " + ".join(branches)
    return words("{all:n|branch|branches}", {"all": str(len(branches))})


def _covers(total: Row, branches: tuple[str, ...], style: Style) -> str:
    words = style.words
    coverage = total.coverage
    if coverage.rate is None:
        return _no_rate(total, total.branch or together(branches, words), words)
    args = {
        "name": sentence_case(total.branch or ""),
        "branches": together(branches, words),
        "rate": f"{figures(coverage, style.decimals).rate}%",
        "workers": str(coverage.workers),
        **tally(total),
    }
    if total.branch is not None:
        start = words("{name} covers {rate:decimal} of {workers:n|worker|workers}", args)
    elif not branches:
        start = words("All branches together cover {rate:decimal} of {workers:n|worker|workers}", args)
    else:
        start = words("{branches} together cover {rate:decimal} of {workers:n|worker|workers}", args)
    return start if total.complete else start + words(" in {counted:n} of {all:phrase}", args)


def _no_rate(total: Row, name: str, words: Words) -> str:
    if total.coverage.hidden:
        if not name:
            return words("The rate of all branches is left out (--suppress)")
        return words("The rate of {name} is left out (--suppress)", name=name)
    if not name:
        return words("The rate of all branches is not known")
    return words("The rate of {name} is not known", name=name)


def _target(total: Row, words: Words) -> str:
    coverage = total.coverage
    if coverage.rate is None or coverage.target is None:
        return ""
    args = {"rate": percent(coverage.target), "shortfall": str(coverage.shortfall)}
    if coverage.status is Status.MET:
        said = words("; the target of {rate:decimal} is met", args)
    else:
        said = words("; {shortfall:n|more enrolment reaches|more enrolments reach} {rate:decimal}", args)
    return said if total.complete else said + words(" there")  # of the other segments nothing is known


_TILES = {
    "rate": phrase("Rate"), "target": phrase("Target"), "gap": phrase("Gap (points)"), "workers": phrase("Workers"),
    "participants": phrase("Participants"), "uncovered": phrase("Uncovered"), "shortfall": phrase("Shortfall"),
}  # fmt: skip
"""Names of the figures that are shown large, by their keys."""


class Tile(NamedTuple):
    """A figure by its key, its name in words, and its text."""

    key: str
    name: str
    text: str


def tiles(report: Report, style: Style) -> list[Tile]:
    """The total's figures, in the order in which they are shown; each says over how many segments, if not over all.

    Where no segment has both sides, the known side is no figure over none of them: it is of all that have it.
    """
    total = report.total
    texts = figure_texts(total.coverage, style)
    about = f", {counted(total, style.words)}" if 0 < total.segments_counted < total.segments else ""
    return [Tile(key, style.words(name) + about, texts[key]) for key, name in _TILES.items()]
