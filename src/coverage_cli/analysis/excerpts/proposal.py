"""A claim proposed from the figures of a text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import reduce

from coverage_cli.analysis.excerpts.cues import PATTERNS
from coverage_cli.analysis.excerpts.excerpts import Excerpt
from coverage_cli.analysis.excerpts.places import elsewhere
from coverage_cli.analysis.reconcile.claim import EXPECTED, ClaimError, read_claim
from coverage_cli.analysis.reconcile.digits import DecimalMark, settled_mark
from coverage_cli.analysis.reconcile.figures import parse_figure
from coverage_cli.analysis.reconcile.interval import Interval
from coverage_cli.analysis.reconcile.printed import Figure
from coverage_cli.analysis.reconcile.quantities import Quantity
from coverage_cli.analysis.reconcile.readings import hull, readings
from coverage_cli.analysis.statement import Statement

_COVERAGE_GAP = re.compile(
    r"\b(?:(?:coverage|protection) gap|(?:gap|kesenjangan) (?:cakupan|perlindungan|kepesertaan))\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Proposed:
    """A figure of the text. `taken` says that it stands in the claim, `refused` why it cannot stand as printed.

    `elsewhere` is whether it seems to be of another place than the claim, `partial` of one segment only, `contested`
    whether the text has another figure of its quantity that cannot be the same number.
    """

    excerpt: Excerpt
    taken: bool
    refused: Statement | None = None
    elsewhere: bool = False
    partial: bool = False
    contested: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """The figures of one text, in reading order."""

    id: str
    source: str
    figures: tuple[Proposed, ...]


def proposed(found: tuple[Excerpt, ...]) -> tuple[Proposed, ...]:
    """The first figure of each quantity is taken, if it can be read as printed and no other one is at odds with it.

    Of figures at odds none is taken: which of them is meant, a reader says. Those of another place, and of one segment
    among several, stand beside the claim: one claim is about one place and the same people.
    """
    sentences = elsewhere(excerpt.sentence for excerpt in found)
    away = frozenset(one for one in found if one.next_place or one.sentence in sentences)
    partial = _partial([one for one in found if one not in away])
    found = _without_gap(found)
    told: dict[Quantity, list[Excerpt]] = {}
    for excerpt in dict.fromkeys(found):
        if excerpt.quantity is not None and excerpt not in away and excerpt not in partial:
            told.setdefault(excerpt.quantity, []).append(excerpt)
    told = {quantity: _of_those_who_work(figures, quantity) for quantity, figures in told.items()}
    mark = settled_mark(excerpt.printed for excerpt in found)
    odds = frozenset(quantity for quantity, figures in told.items() if _are_at_odds(figures, quantity, mark))
    first = {quantity: figures[0] for quantity, figures in told.items() if quantity not in odds}
    claim = read_claim({"says": {quantity.value: excerpt.printed for quantity, excerpt in first.items()}})
    errors = claim if isinstance(claim, tuple) else ()
    refused = {error.path[-1]: error for error in errors if isinstance(error, ClaimError)}
    out = []
    for excerpt in dict.fromkeys(found):
        taken = excerpt.quantity is not None and first.get(excerpt.quantity) is excerpt
        error = refused.get(excerpt.quantity.value) if taken and excerpt.quantity else None
        reason = error.reason if error else None
        beside = excerpt in away or excerpt in partial
        contested = excerpt.quantity in odds and not beside
        taken = taken and error is None
        out.append(Proposed(excerpt, taken, reason, excerpt in away, partial=excerpt in partial, contested=contested))
    return tuple(out)


def _are_at_odds(found: Iterable[Excerpt], quantity: Quantity, mark: DecimalMark | None) -> bool:
    """Whether no one number can be printed as all of these; what has no one reading is told for itself."""
    read = (parse_figure(excerpt.printed, EXPECTED[quantity], mark=mark) for excerpt in found)
    choices = [readings(figure, quantity) for figure in read if isinstance(figure, Figure)]
    numbers = [hull(choice, choice[0]) for choice in choices if choice[0].quantity is quantity]
    return bool(numbers) and reduce(Interval.meet, numbers).is_empty


def _of_those_who_work(found: list[Excerpt], quantity: Quantity) -> list[Excerpt]:
    """Without the labour force, which counts the unemployed too, where the text has those who work as well."""
    if quantity is not Quantity.WORKERS:
        return found
    forces = (rf"(?:angkatan kerja|labou?r force)\D{{0,40}}{re.escape(one.printed)}" for one in found)
    force = (re.search(pattern, one.sentence, re.IGNORECASE) for one, pattern in zip(found, forces, strict=True))
    return [one for one, within in zip(found, force, strict=True) if not within] or found


def _without_gap(found: tuple[Excerpt, ...]) -> tuple[Excerpt, ...]:
    """In a text without a target, a coverage gap of 33 percent may be the share of those who are not covered."""
    if any(PATTERNS[Quantity.TARGET].search(one.sentence) for one in found):
        return found
    doubtful = (one.quantity is Quantity.GAP and _COVERAGE_GAP.search(one.sentence) for one in found)
    return tuple(replace(one, quantity=None) if doubt else one for one, doubt in zip(found, doubtful, strict=True))


def _partial(found: Iterable[Excerpt]) -> frozenset[Excerpt]:
    """Those of one segment, where the text has figures of another, or of all; of a target nobody says whose it is."""
    told = [one for one in found if one.quantity not in {None, Quantity.TARGET}]
    several = len({one.segment for one in told}) > 1
    return frozenset(one for one in told if one.segment and several)
