"""Where the figures of a sentence stand, ranges as one, without what is no figure of a claim: dates, years, money."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from coverage_cli.analysis.excerpts.cues import PATTERNS
from coverage_cli.analysis.excerpts.dated import MOVED
from coverage_cli.analysis.reconcile.cardinals import CONTINUED, any_of, with_digits
from coverage_cli.analysis.reconcile.digits import BETWEEN, NUMBER, TO
from coverage_cli.analysis.reconcile.figures import parse_figure
from coverage_cli.analysis.reconcile.printed import Figure, Kind
from coverage_cli.analysis.reconcile.quantities import Quantity
from coverage_cli.analysis.reconcile.spoken import IN_TEXT
from coverage_cli.analysis.reconcile.words import HEDGES, PERCENT, POINTS, SCALES
from coverage_cli.domain.periods.months import MONTH_NAMES


@dataclass(frozen=True, slots=True)
class Found:
    """A figure at its place in a sentence. `doubtful` is "from 45 to 50", a range or a change, and a few people."""

    printed: str
    start: int
    end: int
    doubtful: bool = False


_WORD_HEDGES = any_of(word for word in HEDGES if word[0].isalpha())
_SIGN_HEDGES = any_of(word for word in HEDGES if not word[0].isalpha())
_UNITS = any_of(word for word in (*POINTS, *PERCENT, *SCALES) if word not in {"k", "point", "pts"})
# "48 ribu lebih" is more than 48 thousand; "5 persen lebih tinggi" is 5 percent.
_COMPARED = r"dari|besar|tinggi|banyak|sedikit|kecil|rendah|baik|buruk|cepat|lambat|awal|lanjut|dulu|mahal|murah"
_MORE_AFTER = rf"(?:\s(?:orang|jiwa|pekerja|peserta))?(?:\s(?:atau\s)?lebih(?!\w|\s+(?:{_COMPARED}))|\sor\smore\b)"
_RAISED = "⁰¹²³⁴-⁹"
# A footnote's mark before a unit stays in the figure, which is refused then: 48¹ ribu is no 48.
_UNIT = rf"(?:(?:[{_RAISED}*†‡]+\)?)?\s?(?:{_UNITS})(?:(?<=ribu|juta)an)?(?![^\W{_RAISED}])|(?<=\d)[km](?!\w)|%\w+)"
_ABOUT = rf"(?<=[.,]\d\d\d)-?an(?!\w)|-an\s(?:{_UNITS})(?!\w)"
_MARKED = rf"{NUMBER}(?:\s(?:koma|point)\s\d+)?"
_DIGITS = (
    rf"(?:{_MARKED}(?:\s?%?\s?[-–]\s?{NUMBER})?|{BETWEEN})"
    rf"(?:{_UNIT}|{_ABOUT})?{CONTINUED}?(?:{_MORE_AFTER})?"
)
_FRACTION = (
    rf"\d*[½⅓⅔¼¾⅕](?:\s?(?:{_UNITS})(?!\w))?|[1-9]/[2-9](?=\s(?:of|dari|pekerja|tenaga|peserta|orang|workers|people)\b)"
)
"""Read as nothing, and told."""
_BEHIND_SLASH = r"(?<=\d/)(?=\d{1,3}(?:[.,]\d{3})+(?![\w.,/]*\d))"
"""A whole behind its part, "97.455/145.455", and no date."""
FIGURE = re.compile(
    rf"(?P<figure>(?:(?:\b(?:{_WORD_HEDGES})|(?:{_SIGN_HEDGES}))\s*)?"
    rf"(?:(?<![\w.,/-])|{_BEHIND_SLASH}|(?<=\s[-−])(?=\d))(?:(?:{IN_TEXT})(?:{_MORE_AFTER})?|{_FRACTION}|{_DIGITS}))",
    re.IGNORECASE,
)
_DATE_AFTER = re.compile(rf"\s*(?:{any_of(MONTH_NAMES)})\b", re.IGNORECASE)
_DATE_BEFORE = re.compile(
    rf"(?:\b(?:{any_of(MONTH_NAMES)}|tahun|year|in|pada|since|sejak|by|until|hingga)\s*)$", re.IGNORECASE
)
_MONEY_BEFORE = re.compile(r"(?:\bRp\.?|\bIDR|\bRs\.?|[$₹₱€£])\s*$", re.IGNORECASE)
_MONEY_AFTER = re.compile(r"\s(?:rupiah|rupees?|(?:US )?dollars?|pesos?|shillings?|euros?)\b", re.IGNORECASE)
_CODE = re.compile(r"0\d")
_CLOCK_BEFORE = re.compile(r"\b(?:pukul|jam|pertanyaan|question|nomor|pasal|article|tabel|table)\s*$", re.IGNORECASE)
_CLOCK_AFTER = re.compile(r"\s*(?:WIB|WITA|WIT|[ap]\.?m)\b", re.IGNORECASE)
_SPAN = re.compile(r"(?<![\d.,])\d{1,3}$")
_SPAN_AFTER = re.compile(
    r"[\s-](?:(?:tahun|bulan|minggu|hari)(?!\s(?:ini|lalu|sebelumnya|depan|(?:19|20)\d\d))|jam|menit|years?|months?|days?"
    r"|weeks?|hours?|minutes?|km)\b",
    re.IGNORECASE,
)
"""An age or a time: of 55 years nobody is a worker."""
_COUNTING = re.compile(r"\b(?:sebanyak|sejumlah|sekitar|ada|hanya|total|dari|of|only|some|about)\s$", re.IGNORECASE)
_PEOPLE_AFTER = re.compile(
    r"\s(?:pekerja|peserta|orang|tenaga kerja|jiwa|workers|people|participants|members|employees)\b", re.IGNORECASE
)
_SIGN = re.compile(r"%|per ?cent|persen|poin", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEARS = re.compile(rf"(?:\w+ )?{_YEAR.pattern} \w+ {_YEAR.pattern}")
_HEADS = range(3, 14)
"""Digits of a bare number that may be a head count; shorter ones seldom are, longer ones are identifiers."""
_BARE_RANGE = re.compile(rf"(?:\w+ )*?({NUMBER})(?:\s?[-–]\s?|\s(?:and|dan|{TO})\s)({NUMBER})", re.IGNORECASE)
_OF_MANY = re.compile(
    rf"\s(?:of|out of|dari)\s(?:(?:the|sekitar|about|\w+['’]s)\s)?{NUMBER}\s(?:{any_of(SCALES)})\b", re.IGNORECASE
)
"""Behind a number whose unit stands once for both: "3 dari 10 juta pekerja"."""
NEAR = 40
"""Characters."""
_TO = re.compile(rf"\s{TO}\s|\s?[-–]\s?", re.IGNORECASE)
_AND = re.compile(r"\s(?:and|dan)\s", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:between|antara)\s$", re.IGNORECASE)
_FROM = re.compile(r"\b(?:from|dari)\s$", re.IGNORECASE)
_RANGES = re.compile(
    r"\b(?:rang(?:es?|ed|ing)|var(?:y|ies|ied|ying)|berkisar|bervariasi)\s(?:from|dari)\s$", re.IGNORECASE
)
_MOVED = re.compile(rf"\b(?:{MOVED})\b", re.IGNORECASE)
_MOVED_BY = re.compile(rf"\b(?P<verb>{MOVED})\s+(?:(?:by|sebesar|sebanyak)\s+)?$", re.IGNORECASE)
"""A change stands behind such a verb, and no level: "naik 5 persen menjadi 67 persen"."""
_DENIED = re.compile(
    r"\b(?P<denial>bukan(?:lah)?(?: (?:lagi|hanya|sekadar|cuma|saja))?|(?:tidak|tak)(?: (?:lagi|hanya|sekadar|cuma))?"
    r"|(?<!yang )belum|alih-alih|none of(?: the)?|(?:belum|tidak|not) (?:semua|seluruh|all)(?: (?:dari|of(?: the)?))?"
    r"|(?:tak|tidak)(?: ada)? satu ?pun dari"
    r"|not(?: (?:only|just|even|yet))?|no longer|rather than|instead of|(?:is|was|are|were)n['’]t)\s$",
    re.IGNORECASE,
)


def occurrences(sentence: str) -> list[Found]:
    """The figures that can be part of a claim, in reading order."""
    found = [
        Found(match["figure"].strip(), match.start("figure"), match.end("figure"))
        for match in FIGURE.finditer(sentence)
    ]
    found = [_signed(one, sentence) for one in found]
    joined = (replace(one, doubtful=True) if _is_few(one, sentence) else one for one in _joined(sentence, found))
    return [one for one in joined if _worth(one, sentence)]


def _signed(one: Found, sentence: str) -> Found:
    """With its minus: a gap of -13 points may lie below the target or above it."""
    if one.printed[0].isdigit() and sentence[one.start - 1 : one.start] in {"-", "−"}:
        return Found(sentence[one.start - 1] + one.printed, one.start - 1, one.end, doubtful=True)
    return one


def _is_few(one: Found, sentence: str) -> bool:
    """Whether a bare number is too small for the people of a claim, and counts people none the less."""
    short = one.printed.isdigit() and 0 < len(one.printed.lstrip("0")) < _HEADS.start
    return short and _PEOPLE_AFTER.match(sentence, one.end) is not None


def moved_by(sentence: str, one: Found) -> str | None:
    """The verb by which a figure is a change, and no level; None where there is none."""
    match = _MOVED_BY.search(sentence[: one.start])
    return match["verb"] if match else None


def denied_by(sentence: str, one: Found) -> str | None:
    """The word by which a figure is said not to be so, as in "64 persen, bukan 67 persen"; None where there is none."""
    match = _DENIED.search(sentence[: one.start])
    return match["denial"] if match else None


def has_sign(printed: str) -> bool:
    """Whether a printed figure has percent or points."""
    return _SIGN.search(printed) is not None


@lru_cache(maxsize=256)
def is_share(one: Found) -> bool:
    """Whether a figure is no number of people."""
    if has_sign(one.printed):
        return True
    figure = parse_figure(one.printed, frozenset({Kind.PERCENT}))
    return isinstance(figure, Figure) and figure.next_said is not None


def _joined(sentence: str, found: list[Found]) -> Iterator[Found]:
    """Figures with "to" between them as one range."""
    taken = None
    for one, following in (*pairwise(found), *([(found[-1], None)] if found else [])):
        if one is taken:
            continue
        joined = _range(sentence, one, following) if following else None
        taken = following if joined else None
        yield joined or one


def _range(sentence: str, one: Found, following: Found) -> Found | None:
    """Two figures as a range; None where they are none, or the change from the one to the other."""
    between, before = sentence[one.end : following.start], sentence[: one.start]
    limits = _BETWEEN.search(before)
    if not (_TO.fullmatch(between) or (limits and _AND.fullmatch(between))):
        return None
    own = _unit(one)
    if (
        own not in {"", _unit(following)}
        or _YEAR.fullmatch(one.printed)
        or not with_digits(following.printed.casefold())[0].isdigit()
        or (own and between.strip() in {"-", "–"} and _are_two(sentence, one, following))
    ):
        return None
    source = _FROM.search(before)
    if source is None and moved_by(sentence, one) and own:
        return None
    if source and not _RANGES.search(before):
        if _MOVED.search(before):
            return None
        return Found(sentence[source.start() : following.end].strip(), source.start(), following.end, doubtful=True)
    start = limits.start() if limits else one.start
    return Found(sentence[start : following.end].strip(), start, following.end)


def _are_two(sentence: str, one: Found, following: Found) -> bool:
    """Whether the dash parts two clauses: more before it than behind, and there what is lacking."""
    ends = (parse_figure(each.printed, frozenset(Kind)) for each in (one, following))
    lows = [end.low for end in ends if isinstance(end, Figure)]
    cues = (PATTERNS[Quantity.GAP], PATTERNS[Quantity.UNCOVERED])
    lacking = any(cue.search(sentence, following.end, following.end + NEAR) for cue in cues)
    return lacking and len(lows) > 1 and lows[0] > lows[1]


def _unit(one: Found) -> str:
    """Percent, or people in thousands; nothing where no unit is printed."""
    if is_share(one):
        return "%"
    return "" if one.printed[-1].isdigit() else "people"


def _worth(one: Found, sentence: str) -> bool:
    """Whether a figure can be part of a claim: no date or time, no year, no money, no small bare number."""
    before, after = sentence[: one.start], sentence[one.end :]
    if _MONEY_BEFORE.search(before) or _MONEY_AFTER.match(after):
        return False
    if _unit(one) == "" and (_is_day(one, after) or _is_time(one, before, after)):
        return False
    bare = _BARE_RANGE.fullmatch(one.printed)
    if bare and all(len(end) < _HEADS.start for end in bare.groups()):
        return False
    if not one.printed.isdigit():
        return not (_DATE_BEFORE.search(before) and re.fullmatch(r"\d{4}[-–/]\d{2,4}", one.printed)) and not (
            _YEARS.fullmatch(one.printed)
        )
    if one.doubtful or _OF_MANY.match(after):
        return True
    year = _YEAR.fullmatch(one.printed) and not (_COUNTING.search(before) and _PEOPLE_AFTER.match(after))
    return len(one.printed.lstrip("0")) in _HEADS and not year


def _is_day(one: Found, after: str) -> bool:
    """Whether a figure is a day of a month, or some; "97,455 may be covered" are people."""
    return _DATE_AFTER.match(after) is not None and not re.search(r"\d{3}", one.printed)


def _is_time(one: Found, before: str, after: str) -> bool:
    """Whether a figure is a time of day, an age, or the digits of a code."""
    if _CODE.match(one.printed) or _CLOCK_BEFORE.search(before) or _CLOCK_AFTER.match(after):
        return True
    return bool(_SPAN.search(one.printed) and _SPAN_AFTER.match(after))
