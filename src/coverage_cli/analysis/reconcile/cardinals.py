"""Numbers in words: "enam puluh tujuh", "two hundred thousand", "satu setengah juta", as the same figure in digits."""

from __future__ import annotations

import re
from collections.abc import Iterable

from coverage_cli.analysis.reconcile.digits import TO
from coverage_cli.analysis.reconcile.words import SCALES


def _counted(words: str, start: int = 1, step: int = 1) -> dict[str, int]:
    return {word: start + step * place for place, word in enumerate(words.split())}


ONES = {
    **_counted("satu dua tiga empat lima enam tujuh delapan sembilan"),
    **_counted("one two three four five six seven eight nine"),
}
_TEENS = _counted("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen", 10)
_TENS = _counted("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10)
_ZERO = {"nol": 0, "zero": 0}
_WORTH = {**ONES, **_TEENS, **_TENS, **_ZERO, "a": 1, "an": 1, "sepuluh": 10, "sebelas": 11, "seratus": 100}


def any_of(words: Iterable[str]) -> str:
    """The words as a regular expression, longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_MULTIPLIED = {"puluh": 10, "ratus": 100, "hundred": 100}
_SAID_MARK = re.compile(r"(?<![\d.,])(\d+) (?:koma|point) (\d+)(?![\d.,])")
_GLUED = re.compile(r"\bse(?=ribu|juta|miliar|triliun)")
_JOINED = re.compile(r"(?<=\w)(?=(?:puluh|belas|ratus)\b)(?<!se)")
_ONE = rf"(?:{any_of(ONES)})"
_BELOW_ID = rf"(?:sepuluh|sebelas|{_ONE} ?belas|{_ONE} ?puluh(?: {_ONE})?|{_ONE})"
_BELOW_EN = rf"(?:(?:{any_of(_TENS)})(?:[ -]{_ONE})?|{any_of(_TEENS)}|{_ONE})"
_HUNDREDS = rf"(?:(?:seratus|{_ONE} ?ratus)(?: {_BELOW_ID})?|(?:a|{_ONE})[ -]hundred(?:(?: and)? {_BELOW_EN})?)"
_BEHIND_MARK = rf"(?: (?:{any_of((*ONES, *_ZERO))}))+(?! puluh| belas| ratus)"
_WHOLE = rf"(?:{_HUNDREDS}|{_BELOW_ID}|{_BELOW_EN}|nol|zero)"
_WORDS = rf"(?:{_WHOLE}(?: setengah|[ -]and[ -]a[ -]half| (?:koma|point){_BEHIND_MARK})?)"
SCALE = any_of(scale for scale in SCALES if len(scale) > len("mio"))
_SCALED = (
    rf"(?:(?:(?:setengah|separuh|half an?|an?) |{_WORDS}[ -])(?:{SCALE})(?!\w)|se(?:ribu|juta|miliar|triliun)(?!\w))"
)
_COUNT = rf"(?:{_SCALED}(?: (?:and )?{_SCALED})*(?: (?:and )?{_WORDS})?)"
_BEFORE = r"(?<![\w-])(?<!\d )(?<!per )(?<!ribu )(?<!juta )(?<!thousand )(?<!million )"
_PART = (
    r"(?! (?:in|of|out of|dari|di antara)\b)"
    r"(?![ -](?:half|halves|thirds?|quarters?|fourths?|fifths?|tenths?|per ?(?:tiga|empat|lima|sepuluh))\b)"
)
"""Behind a number that is no whole one, or says of how many: two thirds, three in ten."""
_MORE_WORDS = any_of((*_WORTH.keys() - {"a", "an"}, "ratus", "puluh", "belas", "hundred", *SCALES, "setengah"))
_END = rf"(?!\w)(?![ -](?:{_MORE_WORDS})(?!\w))"
_CARDINAL = re.compile(rf"{_BEFORE}(?:{_COUNT}|{_WORDS}){_END}{_PART}")

_SHARE_UNIT = r"(?:persen(?: poin)?|prosen|per ?cent(?:age points?)?|points?|poin(?: persen(?:tase)?)?)"
_PEOPLE = r"(?:orang|jiwa|people|persons|workers|employees|pekerja|tenaga kerja|peserta|participants|members)"
_ENDED = rf"(?:{_COUNT}{_END}|{_WORDS} {_SHARE_UNIT}(?!\w)|{_HUNDREDS}(?= {_PEOPLE}\b))"
IN_TEXT = rf"{_BEFORE}(?:(?:between|antara) {_WORDS} (?:and|dan|{TO}) |{_WORDS} {TO} )?{_ENDED}"
"""Where such a number stands in running text: with a unit, or of a hundred people and more."""
CONTINUED = rf"(?:(?:(?<=ribu)|(?<=juta)|(?<=thousand)|(?<=million))(?: (?:{_MORE_WORDS}|\d[\d.,]*(?!\w)))+(?!\w))"
"""What goes on behind a unit, "48 ribu lima ratus", and belongs to the figure, which is refused then."""


def with_digits(text: str) -> str:
    """A figure in small letters with its numbers in digits: 67, 200 thousand, 1.5 juta; parts of a whole stay."""
    return _SAID_MARK.sub(r"\1,\2", _CARDINAL.sub(_digits, text))


def _digits(found: re.Match[str]) -> str:
    """Of several units the smallest: satu juta dua ratus ribu are 1200 ribu, whose last digit is that of the words."""
    groups: list[tuple[str, str]] = []
    words: list[str] = []
    for word in re.split("[ ,-]+", _JOINED.sub(" ", _GLUED.sub("satu ", found[0]))):
        if word in SCALES:
            groups.append((_numeral(words), word))
            words = []
        else:
            words.append(word)
    if words:
        groups.append((_numeral(words), ""))
    if len(groups) == 1:
        return " ".join(filter(None, groups[0]))
    worths = [SCALES.get(scale, 1) for _, scale in groups]
    if worths != sorted(set(worths), reverse=True) or any("." in numeral for numeral, _ in groups):
        return found[0]
    total = sum(int(numeral) * worth for (numeral, _), worth in zip(groups, worths, strict=True))
    return f"{total // worths[-1]} {groups[-1][1]}".strip()


def _numeral(words: list[str]) -> str:
    """The digits of words without a unit."""
    whole, last, decimals = 0, 0, ""
    marked = False
    for word in words:
        if word in {"koma", "point"}:
            marked = True
        elif word in {"setengah", "separuh", "half"}:
            decimals = "5"
        elif marked:
            decimals += str(_WORTH[word])
        elif word in _MULTIPLIED:
            whole += last * (_MULTIPLIED[word] - 1)
        elif word == "belas":
            whole += 10
        elif word != "and" and not (word == "a" and whole) and words[0] != "half":
            last = _WORTH[word]
            whole += last
    return f"{whole}.{decimals}" if decimals else str(whole)
