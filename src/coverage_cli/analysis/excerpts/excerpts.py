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
from coverage_cli.analysis.excerpts.cues import PATTERNS
from coverage_cli.analysis.excerpts.dated import NOW, is_earlier, year_of
from coverage_cli.analysis.excerpts.mentions import Mention, mentions
from coverage_cli.analysis.excerpts.occurrences import (
    FIGURE,
    denied_by,
    has_sign,
    is_share,
    moved_by,
)
from coverage_cli.analysis.excerpts.pairs import (
    OF_TARGET,
    among_participants,
    beside_target,
    goes_on,
    paired,
    restates,
    said_again,
    states_target,
    was,
)
from coverage_cli.analysis.excerpts.places import is_next_place, is_total, segment_of
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

    `year` is the one that it is said to be of, as `dated` has it; `segment` the group, as `places` has it; `next_place`
    whether it is of one more place than the figures before it.
    """

    printed: str
    sentence: str
    quantity: Quantity | None
    year: int | None = None
    segment: str | None = None
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
_OF_THESE = re.compile(r"\b(?:of (?:whom|which|these|them)|di antaranya)\s$", re.IGNORECASE)
_FAR = 10_000


def _in_sentence(sentence: str, mark: DecimalMark | None) -> Iterator[Excerpt]:
    quantity: Quantity | None = None
    segment: str | None = None
    away = False
    for mention in mentions(sentence):
        shown = _with_unit(mention)
        verb = moved_by(sentence, mention.figure) or denied_by(sentence, mention.figure)
        if verb or is_row(sentence) or _says_no_level(mention, mark):
            quantity = None
            # Without the verb nobody sees whether it went up or down, or is denied.
            yield Excerpt(f"{verb} {shown}" if verb else shown, sentence, None)
            continue
        again = restates(mention)
        same = again or goes_on(mention)
        named = segment_of(mention)
        away = (not named and is_next_place(mention)) or (away and same)
        segment = named or (segment if same and not is_total(mention) else None)
        quantity = said_again(mention, quantity) if again else _quantity(mention, shown, mark)
        quantity = None if is_no_level(mention, quantity) else quantity
        shown += _people(mention, shown, quantity)
        yield Excerpt(shown, sentence, quantity, year_of(sentence, *mention.clause), segment, away)


def _says_no_level(mention: Mention, mark: DecimalMark | None) -> bool:
    """Whether a figure is in doubt, of an earlier time, of others, or of some of the participants."""
    figure = mention.figure
    if figure.doubtful or is_earlier(mention.sentence, figure.start, figure.end) or was(mention, mark):
        return True
    return is_aside(mention) or beside_target(mention) is None or among_participants(mention)


def _people(mention: Mention, shown: str, quantity: Quantity | None) -> str:
    """Whom a number counts, where that settles what it is: 48.000 has two readings, and 48.000 pekerja has one."""
    if quantity is None or not _may_be_count(shown, quantity):
        return ""
    behind = mention.behind(_COUNTED)
    return behind[0] if behind and isinstance(parse_figure(shown, EXPECTED[quantity]), FigureError) else ""


def _quantity(mention: Mention, shown: str, mark: DecimalMark | None) -> Quantity | None:
    """By the figure beside it, else by its cues, among the quantities that can be printed so."""
    allowed = _allowed(shown, mark)
    if beside_target(mention) or mention.behind(OF_TARGET):
        allowed -= {Quantity.TARGET}
    return paired(mention, allowed) or _cued(mention, allowed)


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


def _with_unit(mention: Mention) -> str:
    """The figure; in "2.5 of 5.4 million" with the unit that stands once for both, in "84% of target" with that."""
    printed = mention.figure.printed
    target = mention.behind(OF_TARGET)
    if target and is_share(mention.figure) and not states_target(mention, target.end()):
        return printed + target[0]
    if mention.whole is None or not _BARE.fullmatch(printed):
        return printed
    scale = re.search(rf"(?:{any_of(SCALES)})$", mention.whole.printed, re.IGNORECASE)
    return f"{printed} {scale[0]}" if scale else printed


def _cued(mention: Mention, allowed: frozenset[Quantity]) -> Quantity | None:
    """By the nearest cue; a figure that is alone in its sentence is what the whole sentence is about."""
    whole = (0, len(mention.sentence))
    own = whole if mention.alone else mention.clause
    for span in dict.fromkeys((own, whole)):
        near = {quantity: _distance(mention, quantity, span) for quantity in allowed} | _foreign(mention, span)
        # What is lacking, and who works, in another clause is that of another figure.
        near = {
            quantity: near[quantity]
            for quantity in PATTERNS
            if near.get(quantity, _FAR) < _FAR and (span == own or quantity not in _OF_ITS_CLAUSE)
        }
        if span != own and mention.before(_OF_THESE):
            return None  # some of those before, of whom another clause speaks
        choice = {quantity: near[quantity] for quantity in near if quantity not in _PLAIN_NOUNS} or near
        if choice:
            nearest = min(choice, key=lambda quantity: choice[quantity])
            return nearest if nearest in allowed else None
    return None


def _foreign(mention: Mention, span: tuple[int, int]) -> dict[Quantity, int]:
    """How near stands what leaves a figure no place in a claim: the uncovered to a share, a target to people."""
    if is_share(mention.figure):
        return {Quantity.UNCOVERED: _distance(mention, Quantity.UNCOVERED, span)}
    start = max(span[0], mention.previous.end if mention.previous else 0)
    return {Quantity.TARGET: _distance(mention, Quantity.TARGET, (start, max(start, mention.figure.start)))}


def _distance(mention: Mention, quantity: Quantity, span: tuple[int, int]) -> int:
    """Characters between a figure and the nearest cue of a quantity; cues inside a longer one do not count."""
    sentence, figure = mention.sentence, mention.figure
    taken = [match.span() for match in PATTERNS[Quantity.UNCOVERED].finditer(sentence, *span)]
    nearest = _FAR
    for match in PATTERNS[quantity].finditer(sentence, *span):
        if figure.start < match.end() and match.start() < figure.end:
            continue  # a hedge of the figure itself, such as "kurang dari"
        inside = any(low <= match.start() and match.end() <= high for low, high in taken)
        if inside and quantity is not Quantity.UNCOVERED:
            continue
        if quantity is Quantity.TARGET and match.start() > figure.end + 1 and _OF_NEXT.match(sentence, match.end()):
            continue  # "67 persen, target 80 persen"
        if quantity is Quantity.GAP and match.end() <= figure.start and match[0].casefold().endswith("target"):
            continue  # "di bawah target 80 persen"
        if quantity is Quantity.WORKERS and _SHARE_OF.search(sentence, figure.end, match.start()):
            continue  # the whole of a share that says the figure again
        away = figure.start - match.end() if match.end() <= figure.start else match.start() - figure.end
        nearest = min(nearest, max(0, away))
    return nearest
