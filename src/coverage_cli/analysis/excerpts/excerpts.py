"""Figures in running text, and which quantity each is probably about: a proposal, for a person to decide.

Indonesian and English. A figure belongs to the quantity whose cue words stand nearest in its clause, else in its
sentence; a figure without a cue is offered without a quantity, and nothing is left out in silence.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, replace

from coverage_cli.analysis.excerpts.asides import is_aside, is_no_level
from coverage_cli.analysis.excerpts.clauses import clause
from coverage_cli.analysis.excerpts.cues import PATTERNS
from coverage_cli.analysis.excerpts.dated import NOW, is_earlier, year_of
from coverage_cli.analysis.excerpts.occurrences import (
    FIGURE,
    Found,
    denied_by,
    has_sign,
    is_share,
    moved_by,
    occurrences,
)
from coverage_cli.analysis.excerpts.pairs import (
    OF,
    OF_TARGET,
    among_participants,
    beside_target,
    paired,
    restates,
    said_again,
    states_target,
    was,
)
from coverage_cli.analysis.excerpts.places import is_next_place, is_total, part_of
from coverage_cli.analysis.excerpts.sentences import is_row, sentences_of
from coverage_cli.analysis.reconcile.cardinals import any_of
from coverage_cli.analysis.reconcile.claim import EXPECTED
from coverage_cli.analysis.reconcile.digits import DecimalMark, settled_mark
from coverage_cli.analysis.reconcile.figures import parse_figure
from coverage_cli.analysis.reconcile.printed import Figure, FigureError
from coverage_cli.analysis.reconcile.quantities import Quantity
from coverage_cli.analysis.reconcile.spoken import IN_TEXT
from coverage_cli.analysis.reconcile.words import COUNTED, SCALES


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A printed figure, the sentence around it, and what it is probably about; None where nothing says it.

    `year` is the one that it is said to be of, as `dated` has it; `part` the segment, as `places` has it; `next_place`
    whether it is of one more place than the figures before it.
    """

    printed: str
    sentence: str
    quantity: Quantity | None
    year: int | None = None
    part: str | None = None
    next_place: bool = False


def excerpts(text: str) -> tuple[Excerpt, ...]:
    """Every figure of a text that could be part of a claim, in reading order."""
    sentences = [part for sentence in sentences_of(text) for part in _bounded(sentence)]
    mark = settled_mark(found["figure"] for sentence in sentences for found in FIGURE.finditer(sentence))
    return _only_latest(tuple(excerpt for sentence in sentences for excerpt in _in_sentence(sentence, mark)))


def _only_latest(found: tuple[Excerpt, ...]) -> tuple[Excerpt, ...]:
    """The figures, without the quantity where they are of an earlier year than others that are no targets.

    What is said to be of now leaves none of its own quantity beside it; the text may give the year of now, too.
    """
    years = {(one.quantity, one.year) for one in found if one.year and one.quantity not in {None, Quantity.TARGET}}
    latest = max((year for _, year in years if year < NOW), default=0)
    earlier = {(quantity, year) for quantity, year in years if year < (NOW if (quantity, NOW) in years else latest)}
    # "Today it is 21%" may be said of any of them.
    unsaid = {not has_sign(one.printed) for one in found if one.year == NOW and one.quantity is None}
    earlier |= {(quantity, year) for quantity, year in years if quantity and quantity.is_count in unsaid and year < NOW}
    return tuple(replace(one, quantity=None) if (one.quantity, one.year) in earlier else one for one in found)


def _bounded(sentence: str) -> list[str]:
    """The sentence, or its parts where it is longer than anybody writes: cues are looked for around every figure."""
    if is_row(sentence):
        return [sentence]
    return textwrap.wrap(sentence, _LONGEST, break_long_words=False, break_on_hyphens=False)


_LONGEST = 1000
"""Characters of a sentence."""


_OF_NEXT = re.compile(
    rf"[\s:]*(?:(?:of|is|was|sebesar|nasional|yakni|yaitu|yang|mencapai)\s){{0,3}}(?:(?!(?:19|20)\d\d\b)\d|{IN_TEXT})",
    re.IGNORECASE,
)
_SHARE_OF = re.compile(r"(?:%|percent|persen)\s(?:of|dari)\s(?:\w+\s){0,2}$", re.IGNORECASE)
_BARE = re.compile(r"[1-9]\d{0,2}(?:[.,]\d{1,2})?")
# A cue that names the people counted stands everywhere; any other cue of the clause says more.
_OF_ITS_CLAUSE = frozenset({Quantity.GAP, Quantity.SHORTFALL, Quantity.WORKERS})
_PLAIN_NOUNS = frozenset({Quantity.PARTICIPANTS, Quantity.WORKERS})
_COUNTED = re.compile(rf"{COUNTED.pattern.removesuffix('$')}\b", re.IGNORECASE)
_FAR = 10_000


def _in_sentence(sentence: str, mark: DecimalMark | None) -> Iterator[Excerpt]:
    found = occurrences(sentence)
    quantity: Quantity | None = None
    part: str | None = None
    away = False
    for before, one, following in zip((None, *found), found, (*found[1:], None), strict=False):
        shown = _with_unit(sentence, one, following)
        verb = moved_by(sentence, one) or denied_by(sentence, one)
        if verb or is_row(sentence) or _says_no_level(sentence, before, one, following, mark):
            quantity = None
            # Without the verb nobody sees whether it went up or down, or is denied.
            yield Excerpt(f"{verb} {shown}" if verb else shown, sentence, None)
            continue
        no_target = beside_target(sentence, one, following) or OF_TARGET.match(sentence, one.end)
        allowed = _allowed(shown, mark) - ({Quantity.TARGET} if no_target else set())
        again = restates(sentence, before, one)
        whole = following if following and OF.fullmatch(sentence[one.end : following.start]) else one
        named = part_of(sentence, one) or part_of(sentence, whole)
        goes_on = again or _goes_on(sentence, before, one)
        away = (not named and is_next_place(sentence, before, one)) or (away and goes_on)
        if named:
            part = named
        elif is_total(sentence, one) or not goes_on:
            part = None
        if again:
            quantity = said_again(sentence, quantity, one)
        else:
            quantity = paired(sentence, before, one, following, allowed) or _cued(
                sentence, before, one, allowed, alone=len(found) == 1
            )
        quantity = None if is_no_level(sentence, one, quantity) else quantity
        shown += _people(sentence, one, shown, quantity)
        yield Excerpt(shown, sentence, quantity, year_of(sentence, *clause(sentence, one)), part, away)


def _says_no_level(
    sentence: str, before: Found | None, one: Found, following: Found | None, mark: DecimalMark | None
) -> bool:
    """Whether a figure is in doubt, of an earlier time, of others, or of some of the participants."""
    if one.doubtful or is_earlier(sentence, one.start, one.end) or was(sentence, before, one, mark):
        return True
    aside = is_aside(sentence, one) or beside_target(sentence, one, following) is None
    return aside or among_participants(sentence, one, following)


def _goes_on(sentence: str, before: Found | None, one: Found) -> bool:
    """Whether a figure is of the same people as the one before: its whole, or in one clause with it."""
    if before is None:
        return False
    return bool(OF.fullmatch(sentence[before.end : one.start])) or clause(sentence, before)[1] > one.start


def _people(sentence: str, one: Found, shown: str, quantity: Quantity | None) -> str:
    """Whom a number counts, where that settles what it is: 48.000 has two readings, and 48.000 pekerja has one."""
    if quantity is None or not _may_be_count(shown, quantity):
        return ""
    behind = _COUNTED.match(sentence, one.end)
    return behind[0] if behind and isinstance(parse_figure(shown, EXPECTED[quantity]), FigureError) else ""


def _allowed(printed: str, mark: DecimalMark | None) -> frozenset[Quantity]:
    """The quantities that can be printed so."""
    return frozenset(quantity for quantity in PATTERNS if _fits(printed, quantity, mark))


def _fits(printed: str, quantity: Quantity, mark: DecimalMark | None) -> bool:
    figure = parse_figure(printed, EXPECTED[quantity], mark=mark)
    read = isinstance(figure, Figure) and (quantity.is_count or not figure.bare)
    return read or _may_be_count(printed, quantity)


def _may_be_count(printed: str, quantity: Quantity) -> bool:
    """A grouped number such as 48.000, which has two readings until somebody settles it."""
    return quantity.is_count and re.fullmatch(r"[1-9]\d{0,2}(?:[.,]\d{3})+", printed) is not None


def _with_unit(sentence: str, one: Found, following: Found | None) -> str:
    """The figure; in "2.5 of 5.4 million" with the unit that stands once for both, in "84% of target" with that."""
    target = OF_TARGET.match(sentence, one.end)
    if target and is_share(one) and not states_target(one, target.end(), following):
        return one.printed + target[0]
    if following is None or not _BARE.fullmatch(one.printed) or not OF.fullmatch(sentence[one.end : following.start]):
        return one.printed
    scale = re.search(rf"(?:{any_of(SCALES)})$", following.printed, re.IGNORECASE)
    return f"{one.printed} {scale[0]}" if scale else one.printed


def _cued(
    sentence: str, before: Found | None, one: Found, allowed: frozenset[Quantity], *, alone: bool
) -> Quantity | None:
    """By the nearest cue; a figure that is alone in its sentence is what the whole sentence is about."""
    whole = (0, len(sentence))
    own = whole if alone else clause(sentence, one)
    for start, end in dict.fromkeys((own, whole)):
        near = {quantity: _distance(sentence, one, quantity, (start, end)) for quantity in allowed}
        near |= _foreign(sentence, before, one, (start, end))
        near = {quantity: near[quantity] for quantity in PATTERNS if near.get(quantity, _FAR) < _FAR}
        # What is lacking, and who works, in another clause is that of another figure.
        near = {
            quantity: away for quantity, away in near.items() if (start, end) == own or quantity not in _OF_ITS_CLAUSE
        }
        telling = {quantity: distance for quantity, distance in near.items() if quantity not in _PLAIN_NOUNS}
        if telling or near:
            choice = telling or near
            nearest = min(choice, key=lambda quantity: choice[quantity])
            return nearest if nearest in allowed else None
    return None


def _foreign(sentence: str, before: Found | None, one: Found, span: tuple[int, int]) -> dict[Quantity, int]:
    """How near stands what leaves a figure no place in a claim: the uncovered to a share, a target to people."""
    if is_share(one):
        return {Quantity.UNCOVERED: _distance(sentence, one, Quantity.UNCOVERED, span)}
    start = max(span[0], before.end if before else 0)
    return {Quantity.TARGET: _distance(sentence, one, Quantity.TARGET, (start, max(start, one.start)))}


def _distance(sentence: str, one: Found, quantity: Quantity, span: tuple[int, int]) -> int:
    """Characters between a figure and the nearest cue of a quantity; cues inside a longer one do not count."""
    start, end = span
    taken = [match.span() for match in PATTERNS[Quantity.UNCOVERED].finditer(sentence, start, end)]
    nearest = _FAR
    for match in PATTERNS[quantity].finditer(sentence, start, end):
        if one.start < match.end() and match.start() < one.end:
            continue  # a hedge of the figure itself, such as "kurang dari"
        inside = any(low <= match.start() and match.end() <= high for low, high in taken)
        if inside and quantity is not Quantity.UNCOVERED:
            continue
        if quantity is Quantity.TARGET and match.start() > one.end + 1 and _OF_NEXT.match(sentence, match.end()):
            continue  # "67 persen, target 80 persen"
        if quantity is Quantity.GAP and match.end() <= one.start and match[0].casefold().endswith("target"):
            continue  # "di bawah target 80 persen"
        if quantity is Quantity.WORKERS and _SHARE_OF.search(sentence, one.end, match.start()):
            continue  # the whole of a share that says the figure again
        away = one.start - match.end() if match.end() <= one.start else match.start() - one.end
        nearest = min(nearest, max(0, away))
    return nearest
