"""Which figures are not of the whole that the others are of: those of another place, and those of one segment only.

A place by the sentence that names one, or by a name between two figures of a kind; a segment by its name beside the
figure: "BPU 18.179 orang", "91 percent of formal workers".
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from coverage_cli.analysis.excerpts.cues import PATTERNS
from coverage_cli.analysis.excerpts.mentions import Mention
from coverage_cli.analysis.excerpts.occurrences import is_share
from coverage_cli.domain.periods.months import MONTH_NAMES

_NO_PLACES = frozenset({*MONTH_NAMES, "the", "jamsostek", "jaminan", "program", "programme", "badan", "social", "fund"})
"""What stands behind "in" with a capital, too."""
_NAME = r"[A-Z][a-z]+(?:[ -][A-Z][A-Za-z]+)*"
_IN = re.compile(rf"\b(?:[Ii]n|[Aa]cross|[Dd]i)\s+(?:the\s+)?(?:neighbou?ring\s+)?({_NAME})")
_CALLED = re.compile(
    rf"\b(?:Kota|Kabupaten|Provinsi)\s({_NAME})|\b[Cc]akupan\s({_NAME})(?=(?:\s(?:baru|hanya|mencapai|sebesar|di))*\s\d)"
)
"""Kota Samarinda; Cakupan Samarinda 40 persen."""
_WITHIN = re.compile(
    r"\b(?:[Kk]ecamatan|[Kk]elurahan|[Dd]esa)\s[A-Z]|\b[A-Z][a-z]+\s(?:[Ss]ub-?district|[Ww]ard|[Vv]illage)\b"
)
_LARGER = re.compile(
    r"\b(?:(?:[Kk]ota|[Kk]abupaten|[Pp]rovinsi)(?:\s[A-Z]|\s(?:ini|itu)\b)|tingkat (?:kota|kabupaten|provinsi)"
    r"|[Cc]ity|[Rr]egency|[Pp]rovince|[Cc]ity-?wide)"
)
"""A part of a town, and the town: the part may be named first, with a part of its name."""
_OF = re.compile(rf"(?<!\b[Tt]he )\b({_NAME})['’]s\b")
"""Kenya's; not the Fund's. Of a possessive it is too doubtful whether it is a place to say that it is another one."""
_KINDS = frozenset({"kota", "kabupaten", "provinsi", "city", "district", "province", "regency"})
"""Words that two places may share."""
_NEXT = re.compile(
    rf"\)?[,;]?\s(?:(?:dan|serta|sedangkan|sementara|and|while)\s)?(?:(?:di|in|for|untuk)\s)?(?P<name>{_NAME}):?"
    r"(?:\s(?:sebesar|baru|hanya|mencapai|at|only|is|was))?\s\(?"
)
"""Between the figures of two places: "Balikpapan 67 persen, Samarinda 55 persen"."""


_BEGINS_THERE = re.compile(rf"(?:(?:dan|sedangkan|sementara|while|and|whereas)\s)?(?:di|in)\s(?:the\s)?{_NAME}")


def elsewhere(sentences: Iterable[str]) -> frozenset[str]:
    """Those that name a place, and not the one (or a part of its name) named first: to compare with, as a rule."""
    home: frozenset[str] = frozenset()
    away = set()
    every = list(dict.fromkeys(sentences))
    within = [sentence for sentence in every if _WITHIN.search(sentence)]
    if any(_LARGER.search(sentence) for sentence in every if sentence not in within):
        away.update(within)
    for sentence in every:
        if sentence in away:
            continue
        there = _words(_IN, sentence) | _words(_CALLED, sentence)
        home = home or there | _words(_OF, sentence)
        if there and home.isdisjoint(re.findall(r"\w+", sentence.casefold())):
            away.add(sentence)
    return frozenset(away)


def is_next_place(mention: Mention) -> bool:
    """Whether a figure is that of one more place, whose name stands between it and a figure of its kind."""
    if _goes_there(mention):
        return True
    previous, sentence = mention.previous, mention.sentence
    if previous is None or is_share(previous) is not is_share(mention.figure):
        return False
    found = _NEXT.fullmatch(sentence, previous.end, mention.figure.start)
    if found is None or any(pattern.search(found["name"]) for pattern in PATTERNS.values()):
        return False
    words = set(re.findall(r"\w+", found["name"].casefold())) - _KINDS
    return bool(words) and words.isdisjoint({*_NO_PLACES, *re.findall(r"\w+", sentence[: previous.end].casefold())})


def _goes_there(mention: Mention) -> bool:
    """Whether the clause of a figure begins with another place: "; in Samarinda it is 208 thousand"."""
    sentence, start = mention.sentence, mention.clause[0]
    found = _BEGINS_THERE.match(sentence, start)
    home = _words(_IN, sentence[:start])
    return bool(found and home) and home.isdisjoint(re.findall(r"\w+", sentence[start:].casefold()))


def _words(pattern: re.Pattern[str], sentence: str) -> frozenset[str]:
    """The words of the names that a sentence has there."""
    names = (next(filter(None, found.groups())) for found in pattern.finditer(sentence))
    parted = (re.findall(r"\w+", name.casefold()) for name in names)
    return frozenset(word for words in parted if words[0] not in _NO_PLACES for word in words) - _KINDS


_SEGMENTS = {
    "bpu": r"bukan penerima upah|(?-i:P?BPU)",
    "pu": r"(?<!bukan )penerima upah|(?-i:PP?U)",
    "construction": r"jasa konstruksi|jakon|construction",
    "migrant": r"migran|(?-i:PMI)|migrant",
    "women": r"perempuan|wanita|women|female",
    "men": r"laki-laki|pria|men|male",
    "formal": r"(?<!in)formal",
    "informal": r"informal",
    "vulnerable": r"rentan|vulnerable",
    "self": r"self-employed|mandiri",
    "domestic": r"domestic workers|pekerja rumah tangga",
    "fishers": r"nelayan|fish(?:ers|erfolk|ermen)",
    "farmers": r"petani|farmers",
    "drivers": r"pengemudi|drivers",
    "traders": r"pedagang|traders",
    "accident": r"(?-i:JKK|JKM)",
    "old_age": r"(?-i:JHT)",
    "pension": r"(?-i:JP)",
}
_NAMED = "|".join(f"(?P<{part}>{names})" for part, names in _SEGMENTS.items())
_PEOPLE = r"(?:peserta|pekerja|tenaga kerja|orang|jiwa|workers|people|members|participants)"
_BEFORE = re.compile(
    rf"\b(?:{_NAMED})\b\)?(?:\s(?:{_PEOPLE}|sector|sektor))?(?:\syang(?:\s(?!mencapai)\w+){{1,2}})?[:,]?\s\(?"
    r"(?:(?:sebanyak|sebesar|sejumlah|baru|hanya|yang|mencapai|yakni|is|are|was|were|covered|at|only|remains?|low|stands|just|masih|rendah)\s){0,5}$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"(?:\s(?:of|dari))?(?:\s{_PEOPLE})?\s(?:(?:di|in|the|segmen|sektor)\s){{0,3}}(?:\((?=[^()\d]*\)))?(?:{_NAMED})\b",
    re.IGNORECASE,
)
_TOTAL_BEFORE = re.compile(r"\b(?:total|seluruh(?:nya)?|keseluruhan|overall|in all)\s(?:\w+\s){0,2}$", re.IGNORECASE)


def is_total(mention: Mention) -> bool:
    """Whether a figure is said to be of all, whatever was spoken of before it."""
    return mention.before(_TOTAL_BEFORE) is not None


def segment_of(mention: Mention) -> str | None:
    """The segment whose name stands right before or behind a figure, or else its whole; None where none does."""
    for figure in filter(None, (mention.figure, mention.whole)):
        found = _AFTER.match(mention.sentence, figure.end) or _BEFORE.search(mention.sentence[: figure.start])
        if found:
            return found.lastgroup
    return None
