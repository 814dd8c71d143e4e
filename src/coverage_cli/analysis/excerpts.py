"""Figures in running text, and which quantity each is probably about: a proposal, for a person to decide.

Indonesian and English. A figure belongs to the quantity whose cue words stand nearest in its clause, else in its
sentence; a figure without a cue is offered without a quantity, and nothing is left out in silence.
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coverage_cli.analysis.cues import PATTERNS
from coverage_cli.analysis.dated import MOVED, is_earlier, only_latest, year_of
from coverage_cli.analysis.reconcile.claim import EXPECTED
from coverage_cli.analysis.reconcile.digits import BETWEEN, NUMBER, settled_mark
from coverage_cli.analysis.reconcile.figures import parse_figure
from coverage_cli.analysis.reconcile.printed import Figure
from coverage_cli.analysis.reconcile.quantities import Quantity
from coverage_cli.analysis.reconcile.words import HEDGES, PERCENT, POINTS, SCALES
from coverage_cli.domain.months import MONTH_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coverage_cli.analysis.reconcile.digits import DecimalMark


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A printed figure, the sentence around it, and what it is probably about; None where nothing says it.

    `year` is the one that it is said to be of, as `dated` has it.
    """

    printed: str
    sentence: str
    quantity: Quantity | None
    year: int | None = None


def excerpts(text: str) -> tuple[Excerpt, ...]:
    """Every figure of a text that could be part of a claim, in reading order."""
    sentences = [part for sentence in _SENTENCE.split(text) for part in _bounded(" ".join(sentence.split()))]
    mark = settled_mark(found["figure"] for sentence in sentences for found in _FIGURE.finditer(sentence))
    return only_latest(tuple(excerpt for sentence in sentences for excerpt in _in_sentence(sentence, mark)))


def _bounded(sentence: str) -> list[str]:
    """The sentence, or its parts where it is longer than anybody writes: cues are looked for around every figure."""
    return textwrap.wrap(sentence, _LONGEST, break_long_words=False, break_on_hyphens=False)


_LONGEST = 1000
"""Characters of a sentence."""
# A full stop between digits, or after one letter or "Rp", ends nothing.
_SENTENCE = re.compile(r"(?<=[.!?])(?<!\b\w\.)(?<!\bRp\.)(?<!\bNo\.)[\"”’)]*\s+(?=[\"“‘(]*[A-Z0-9])|\n\s*\n")
_CLAUSE = re.compile(r"[;:—–]\s|,\s|\s(?:while|but|and|whereas|sedangkan|sementara|tetapi|namun|dan)\s")


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_WORD_HEDGES = _alternatives(word for word in HEDGES if word[0].isalpha())
_SIGN_HEDGES = _alternatives(word for word in HEDGES if not word[0].isalpha())
_UNITS = _alternatives(word for word in (*POINTS, *PERCENT, *SCALES) if word not in {"k", "point", "points", "pts"})
# "48 ribu lebih" is more than 48 thousand; "5 persen lebih tinggi" is 5 percent.
_COMPARED = r"dari|besar|tinggi|banyak|sedikit|kecil|rendah|baik|buruk|cepat|lambat|awal|lanjut|dulu|mahal|murah"
_MORE_AFTER = rf"(?:\s(?:orang|jiwa|pekerja|peserta))?(?:\s(?:atau\s)?lebih(?!\w|\s+(?:{_COMPARED}))|\sor\smore\b)"
_FIGURE = re.compile(
    rf"(?P<figure>(?:(?:\b(?:{_WORD_HEDGES})|(?:{_SIGN_HEDGES}))\s*)?"
    rf"(?<![\w.,/-])(?:{NUMBER}(?:\s?[-–]\s?{NUMBER})?|{BETWEEN})(?:\s?(?:{_UNITS})(?:(?<=ribu|juta)an)?(?!\w))?(?:{_MORE_AFTER})?)",
    re.IGNORECASE,
)
_DATE_AFTER = re.compile(rf"\s*(?:{_alternatives(MONTH_NAMES)})\b", re.IGNORECASE)
_DATE_BEFORE = re.compile(
    rf"(?:\b(?:{_alternatives(MONTH_NAMES)}|tahun|year|in|pada|since|sejak|by|until|hingga)\s*)$", re.IGNORECASE
)
_MONEY_BEFORE = re.compile(r"(?:\bRp\.?|\bIDR|\$)\s*$", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEARS = re.compile(rf"\w+ {_YEAR.pattern} \w+ {_YEAR.pattern}")
_HEADS = range(3, 14)
"""Digits of a bare number that may be a head count; shorter ones seldom are, longer ones are identifiers."""

_OF = re.compile(
    r"\s*(?:\w+\s){0,2}?(?:of|out of|dari)\s+(?:(?:the|a|all|total|sekitar|about|\w+['’]s)\s+){0,2}", re.IGNORECASE
)
_OF_TOTAL = re.compile(r"\b(?:of|dari)\s(?:a |the )?total\s(?:of |jumlah )?$", re.IGNORECASE)
_WORKERS_AFTER = re.compile(rf"\s(?:\w+\s)?(?:{PATTERNS[Quantity.WORKERS].pattern})", re.IGNORECASE)
_ARE_COVERED = re.compile(
    r"\s(?:(?:workers|people|pekerja|tenaga kerja|orang)\s)?(?:(?:who|that|yang|are|were|have|been|sudah|telah)\s){1,3}"
    r"(?:registered|covered|protected|insured|enrolled|terdaftar|terlindungi|terlindung|tercover|menjadi peserta)\b",
    re.IGNORECASE,
)
"""Workers who are covered are participants, near as the word for workers stands."""
_OR = re.compile(r"(?:\b(?:or|atau|setara|equal to|i\.e\.|representing|mewakili)|[(=])\s*(?:\w+\s)?$", re.IGNORECASE)
_MOVED = re.compile(
    rf"\b(?:{MOVED})"
    r"\s+(?:(?:by|sebesar|sebanyak)\s+)?$",
    re.IGNORECASE,
)
"""A change stands behind such a verb, and no level: "naik 5 persen menjadi 67 persen"."""
_BARE = re.compile(r"[1-9]\d{0,2}(?:[.,]\d{1,2})?")
# A cue that names the people counted stands everywhere; any other cue of the clause says more.
_PLAIN_NOUNS = frozenset({Quantity.PARTICIPANTS, Quantity.WORKERS})
_FAR = 10_000


@dataclass(frozen=True, slots=True)
class _Found:
    """A figure at its place in a sentence."""

    printed: str
    start: int
    end: int


def _in_sentence(sentence: str, mark: DecimalMark | None) -> Iterator[Excerpt]:
    found = [one for one in _figures(sentence) if _worth(one, sentence)]
    for before, one, following in zip((None, *found), found, (*found[1:], None), strict=False):
        shown = _with_unit(sentence, one, following)
        allowed = _allowed(shown, mark)
        if _MOVED.search(sentence[: one.start]) or is_earlier(sentence, one.start, one.end):
            yield Excerpt(shown, sentence, None)
            continue
        quantity = _paired(sentence, before, one, following, allowed) or _restated(sentence, before, one)
        quantity = quantity or _cued(sentence, one, allowed, alone=len(found) == 1)
        yield Excerpt(shown, sentence, quantity, year_of(sentence, *_clause(sentence, one)))


def _figures(sentence: str) -> Iterator[_Found]:
    for match in _FIGURE.finditer(sentence):
        yield _Found(match["figure"].strip(), match.start("figure"), match.end("figure"))


def _worth(one: _Found, sentence: str) -> bool:
    """Whether a figure can be part of a claim: no date, no year, no money, no small bare number."""
    before, after = sentence[: one.start], sentence[one.end :]
    if _MONEY_BEFORE.search(before) or _DATE_AFTER.match(after):
        return False
    if not one.printed.isdigit():
        return not (_DATE_BEFORE.search(before) and re.fullmatch(r"\d{4}[-–/]\d{2,4}", one.printed)) and not (
            _YEARS.fullmatch(one.printed)
        )
    return len(one.printed.lstrip("0")) in _HEADS and not _YEAR.fullmatch(one.printed)


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


def _paired(
    sentence: str, before: _Found | None, one: _Found, following: _Found | None, allowed: frozenset[Quantity]
) -> Quantity | None:
    """The part and the whole of "141,278 of 349,784 potential workers"."""
    if Quantity.WORKERS not in allowed:
        return None
    if before and _OF.fullmatch(sentence[before.end : one.start]) and not _is_share(before):
        return Quantity.WORKERS
    if _ARE_COVERED.match(sentence, one.end):
        return Quantity.PARTICIPANTS
    if _OF_TOTAL.search(sentence[: one.start]) and _WORKERS_AFTER.match(sentence, one.end):
        return Quantity.WORKERS
    level = following and not is_earlier(sentence, following.start, following.end) and not _is_share(following)
    if following and level and _OF.fullmatch(sentence[one.end : following.start]):
        return _part_of(sentence, one)
    return None


def _with_unit(sentence: str, one: _Found, following: _Found | None) -> str:
    """The figure; in "2.5 of 5.4 million" with the unit that stands once for both."""
    if following is None or not _BARE.fullmatch(one.printed) or not _OF.fullmatch(sentence[one.end : following.start]):
        return one.printed
    scale = re.search(rf"(?:{_alternatives(SCALES)})$", following.printed, re.IGNORECASE)
    return f"{one.printed} {scale[0]}" if scale else one.printed


def _restated(sentence: str, before: _Found | None, one: _Found) -> Quantity | None:
    """A share that says a head count again: "935.079 orang atau 50,88 persen"."""
    if before is None or _is_share(before) or not _is_share(one):
        return None
    return Quantity.RATE if _OR.search(sentence, before.end, one.start) else None


def _part_of(sentence: str, one: _Found) -> Quantity:
    """What the part in "a of b" counts: those covered, unless the clause says the contrary."""
    start, end = _clause(sentence, one)
    uncovered = PATTERNS[Quantity.UNCOVERED]
    return Quantity.UNCOVERED if uncovered.search(sentence, start, end) else Quantity.PARTICIPANTS


def _is_share(one: _Found) -> bool:
    return re.search(r"%|per ?cent|persen|poin", one.printed, re.IGNORECASE) is not None


def _cued(sentence: str, one: _Found, allowed: frozenset[Quantity], *, alone: bool) -> Quantity | None:
    """By the nearest cue; a figure that is alone in its sentence is what the whole sentence is about."""
    for start, end in ((0, len(sentence)),) if alone else (_clause(sentence, one), (0, len(sentence))):
        near = {quantity: _distance(sentence, one, quantity, start, end) for quantity in PATTERNS}
        near = {quantity: distance for quantity, distance in near.items() if quantity in allowed and distance < _FAR}
        telling = {quantity: distance for quantity, distance in near.items() if quantity not in _PLAIN_NOUNS}
        if telling or near:
            choice = telling or near
            return min(choice, key=lambda quantity: choice[quantity])
    return None


def _clause(sentence: str, one: _Found) -> tuple[int, int]:
    cuts = [match.end() for match in _CLAUSE.finditer(sentence)]
    return max((cut for cut in cuts if cut <= one.start), default=0), min(
        (cut for cut in cuts if cut > one.end), default=len(sentence)
    )


def _distance(sentence: str, one: _Found, quantity: Quantity, start: int, end: int) -> int:
    """Characters between a figure and the nearest cue of a quantity; cues inside a longer one do not count."""
    taken = [match.span() for match in PATTERNS[Quantity.UNCOVERED].finditer(sentence, start, end)]
    nearest = _FAR
    for match in PATTERNS[quantity].finditer(sentence, start, end):
        if one.start < match.end() and match.start() < one.end:
            continue  # a hedge of the figure itself, such as "kurang dari"
        inside = any(low <= match.start() and match.end() <= high for low, high in taken)
        if inside and quantity is not Quantity.UNCOVERED:
            continue
        away = one.start - match.end() if match.end() <= one.start else match.start() - one.end
        nearest = min(nearest, max(0, away))
    return nearest
