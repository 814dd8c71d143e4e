"""A claim proposed from the figures of a text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from coverage_cli.analysis.excerpts.excerpts import Excerpt
from coverage_cli.analysis.excerpts.places import elsewhere
from coverage_cli.analysis.reconcile.claim import ClaimError, read_claim
from coverage_cli.analysis.reconcile.quantities import Quantity
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
    sentences = elsewhere(excerpt.sentence for excerpt in found)
    away = frozenset(one for one in found if one.next_place or one.sentence in sentences)
    partial = _partial([one for one in found if one not in away])
    for excerpt in dict.fromkeys(found):
        if excerpt.quantity is not None and excerpt not in away and excerpt not in partial:
            first.setdefault(excerpt.quantity, excerpt)
    claim = read_claim({"says": {quantity.value: excerpt.printed for quantity, excerpt in first.items()}})
    errors = claim if isinstance(claim, tuple) else ()
    refused = {error.path[-1]: error for error in errors if isinstance(error, ClaimError)}
    out = []
    for excerpt in dict.fromkeys(found):
        taken = excerpt.quantity is not None and first.get(excerpt.quantity) is excerpt
        error = refused.get(excerpt.quantity.value) if taken and excerpt.quantity else None
        reason = error.reason if error else None
        out.append(Proposed(excerpt, taken and error is None, reason, excerpt in away, partial=excerpt in partial))
    return tuple(out)


def _partial(found: Iterable[Excerpt]) -> frozenset[Excerpt]:
    """Those of one segment, where the text has figures of another, or of all; of a target nobody says whose it is."""
    told = [one for one in found if one.quantity not in {None, Quantity.TARGET}]
    several = len({one.segment for one in told}) > 1
    return frozenset(one for one in told if one.segment and several)
