"""Figures that are printed in words: a third, sepertiga, one in three, hundreds of thousands.

A share in words is rounder than its value: "a third" is said of what is nearer to a third than to a quarter or to two
fifths. So it stands for what lies half way to the next fractions that people say, those of two to five parts and, of
"three in ten", the tenths.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from coverage_cli.analysis.reconcile.cardinals import IN_TEXT as CARDINAL_IN_TEXT
from coverage_cli.analysis.reconcile.cardinals import ONES, SCALE, any_of


@dataclass(frozen=True, slots=True)
class SpokenShare:
    """A share in words, and the next ones that people say below and above it."""

    value: Fraction
    below: Fraction
    above: Fraction


@dataclass(frozen=True, slots=True)
class Multitude:
    """A number of people of which only the length is said: 100,000 to 999,999; without an end if `most` is None."""

    least: int
    most: int | None


_ONES = {**ONES, "ten": 10, "sepuluh": 10}
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "tenth": 10}
_PARTS_ID = {"pertiga": 3, "perempat": 4, "perlima": 5, "persepuluh": 10}
_HALVES = frozenset({"half", "one-half", "separuh", "separo", "setengah"})
_FINEST = 5
"""Parts of the fractions that people say of any share; of more parts only where they say so."""


_ONE = rf"(?:{any_of(_ONES)})"
_ENGLISH = rf"(?P<times>an?|{_ONE})[ -](?P<part>{any_of(_PARTS)})s?"
_BAGIAN = "|".join(name.replace("per", "per ?", 1) for name in _PARTS_ID)
_INDONESIAN = rf"(?:se|(?P<kali>{_ONE}) )(?P<bagian>{_BAGIAN})"
_OUT_OF = (
    rf"(?P<some>{_ONE}|[1-9]) (?:in|out of(?: every)?|of every|dari(?: setiap)?|di antara) (?P<all>{_ONE}|10|[2-9])"
)
_SHARE = re.compile(rf"(?:{_ENGLISH}|{_INDONESIAN}|{any_of(_HALVES)}|{_OUT_OF})")

_MANY = {"puluhan": 10, "tens of": 10, "ratusan": 100, "hundreds of": 100}
_SCALED = {"ribu": 1000, "thousands": 1000, "juta": 10**6, "millions": 10**6, "miliar": 10**9, "billions": 10**9}
_ENDLESS = {"ribuan": 1000, "jutaan": 10**6}
_MULTITUDE = re.compile(rf"(?P<many>{any_of(_MANY)})(?: (?P<scale>{any_of(_SCALED)}))?|(?P<endless>{any_of(_ENDLESS)})")


@lru_cache(maxsize=256)
def spoken_share(text: str) -> SpokenShare | None:
    """The share that a text in small letters is; None where it is none."""
    found = _SHARE.fullmatch(text)
    if found is None:
        return None
    times, parts = 1, 2
    if found["part"]:
        times, parts = _ONES.get(found["times"], 1), _PARTS[found["part"]]
    elif found["bagian"]:
        times, parts = _ONES.get(found["kali"] or "", 1), _PARTS_ID[found["bagian"].replace(" ", "")]
    elif found["all"]:
        times, parts = (_ONES.get(found[name]) or int(found[name]) for name in ("some", "all"))
    value = Fraction(times, parts)
    if value >= 1:
        return None
    said = {Fraction(some, count) for count in (*range(1, _FINEST + 1), parts) for some in range(count + 1)}
    return SpokenShare(value, max(one for one in said if one < value), min(one for one in said if one > value))


def multitude(text: str) -> Multitude | None:
    """The number of people of which a text in small letters says only how long it is; None where it says no such."""
    found = _MULTITUDE.fullmatch(text)
    if found is None:
        return None
    if found["endless"]:
        return Multitude(_ENDLESS[found["endless"]], None)
    if not found["scale"] and found["many"].endswith(" of"):
        return None
    least = _MANY[found["many"]] * _SCALED.get(found["scale"] or "", 1)
    return Multitude(least, 10 * least - 1)


_OTHER = (
    rf"(?: (?:a|an|the|of))* (?:{SCALE}|years?|months?|days?|hours?|century|time|tahun|bulan|hari|jam|abad|hati|jalan)"
)
"""What a half or a third is of, where it is no share: half of the year, setengah juta."""
_PEOPLE = r" (?:\w+ )?(?:workers|people|persons|employees|adults|pekerja|tenaga kerja|orang|warga|penduduk|karyawan)"
_OF = r" (?:of|the|all|its|their|is|are|was|were|have|has)"
_PLAIN_PARTS = r"(?:one|two|three|four)[ -](?:third|fifth|tenth)s?(?!\w)"
"""Of quarters and halves there are those of a year."""
_PART_OF = rf"(?:{any_of(_HALVES)}|(?:an?|{_ONE})[ -](?:{any_of(_PARTS)})s?)(?={_OF}\b)"
_HALF = rf"(?:{_PART_OF}|{_PLAIN_PARTS}|separuh|separo|setengah)"
_NAMELESS = re.compile(r"[?]P<[a-z]+>")
_ENDING = rf"{_ONE} (?:in|out of(?: every)?|dari(?: setiap)?) {_ONE}(?=[.,;)]|$)"
"""Both numbers in words, and no more behind them: "roughly two out of three"."""
IN_TEXT = (
    rf"(?:{_HALF}|(?:se|{_ONE} )(?:{_BAGIAN})|{_NAMELESS.sub('?:', _OUT_OF)}(?={_PEOPLE}\b)|{_ENDING})(?!{_OTHER}\b)"
    rf"|{CARDINAL_IN_TEXT}"
    rf"|(?:{any_of(_MANY)}) (?:{any_of(_SCALED)})(?!\w)"
)
"""Where a figure in words stands in running text; what is of another sort, such as "half of the year", is none."""
