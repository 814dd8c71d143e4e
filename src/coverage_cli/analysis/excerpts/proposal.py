"""A claim proposed from the figures of a text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coverage_cli.analysis.reconcile import ClaimError, Quantity, read_claim
from coverage_cli.domain.periods.months import MONTH_NAMES

if TYPE_CHECKING:
    from coverage_cli.analysis.excerpts.excerpts import Excerpt
    from coverage_cli.analysis.statement import Statement


@dataclass(frozen=True, slots=True)
class Proposed:
    """A figure of the text. `taken` says that it stands in the claim, `refused` why it cannot stand as printed.

    `elsewhere` is whether it seems to be of another place than the claim, `partial` of one segment only.
    """

    excerpt: Excerpt
    taken: bool
    refused: Statement | None = None
    elsewhere: bool = False
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """The figures of one text, in reading order."""

    id: str
    source: str
    figures: tuple[Proposed, ...]


def proposed(found: tuple[Excerpt, ...]) -> tuple[Proposed, ...]:
    """The first figure of each quantity is taken, if it can be read as printed; the others stand beside it.

    So do those of another place, and of one segment among several: one claim is about one place and the same people.
    """
    first: dict[Quantity, Excerpt] = {}
    away = elsewhere(excerpt.sentence for excerpt in found)
    partial = _partial([one for one in found if one.sentence not in away])
    for excerpt in dict.fromkeys(found):
        if excerpt.quantity is not None and excerpt.sentence not in away and excerpt not in partial:
            first.setdefault(excerpt.quantity, excerpt)
    claim = read_claim({"says": {quantity.value: excerpt.printed for quantity, excerpt in first.items()}})
    errors = claim if isinstance(claim, tuple) else ()
    refused = {error.path[-1]: error for error in errors if isinstance(error, ClaimError)}
    out = []
    for excerpt in dict.fromkeys(found):
        taken = excerpt.quantity is not None and first.get(excerpt.quantity) is excerpt
        error = refused.get(excerpt.quantity.value) if taken and excerpt.quantity else None
        reason = error.reason if error else None
        out.append(
            Proposed(excerpt, taken and error is None, reason, excerpt.sentence in away, partial=excerpt in partial)
        )
    return tuple(out)


def _partial(found: Iterable[Excerpt]) -> frozenset[Excerpt]:
    """Those of one segment, where the text has figures of another, or of all; of a target nobody says whose it is."""
    told = [one for one in found if one.quantity not in {None, Quantity.TARGET}]
    several = len({one.part for one in told}) > 1
    return frozenset(one for one in told if one.part and several)


_NO_PLACES = frozenset({*MONTH_NAMES, "the", "jamsostek", "jaminan", "program", "programme", "badan", "social", "fund"})
"""What stands behind "in" with a capital, too."""
_NAME = r"[A-Z][a-z]+(?:[ -][A-Z][A-Za-z]+)*"
_IN = re.compile(rf"\b(?:[Ii]n|[Aa]cross|[Dd]i)\s+(?:the\s+)?({_NAME})")
_OF = re.compile(rf"(?<!\b[Tt]he )\b({_NAME})['’]s\b")
"""Kenya's; not the Fund's. Of a possessive it is too doubtful whether it is a place to say that it is another one."""


def elsewhere(sentences: Iterable[str]) -> frozenset[str]:
    """Those that name a place, and not the one (or a part of its name) named first: to compare with, as a rule."""
    home: frozenset[str] = frozenset()
    away = set()
    for sentence in dict.fromkeys(sentences):
        there = _words(_IN, sentence)
        home = home or there | _words(_OF, sentence)
        if there and home.isdisjoint(re.findall(r"\w+", sentence.casefold())):
            away.add(sentence)
    return frozenset(away)


def _words(pattern: re.Pattern[str], sentence: str) -> frozenset[str]:
    """The words of the names that a sentence has there."""
    names = [re.findall(r"\w+", name.casefold()) for name in pattern.findall(sentence)]
    return frozenset(word for words in names if words[0] not in _NO_PLACES for word in words)
