"""Unit and hedging words of published figures, in Indonesian and English."""

from __future__ import annotations

import re
from enum import Enum

from coverage_cli.domain.phrases import phrase

SCALES = {
    **dict.fromkeys(("ribu", "rb", "thousand", "thousands", "k"), 1_000),
    **dict.fromkeys(("juta", "jt", "million", "millions", "mn", "mio"), 1_000_000),
    **dict.fromkeys(("lakh", "lakhs"), 100_000),
    **dict.fromkeys(("crore", "crores"), 10_000_000),
    **dict.fromkeys(("miliar", "milyar", "billion", "billions", "bn"), 1_000_000_000),
    **dict.fromkeys(("triliun", "trilyun", "trillion", "trillions"), 1_000_000_000_000),
}

PERCENT = frozenset({"%", "percent", "per cent", "persen", "prosen", "pct"})

POINTS = frozenset(
    {
        *("points", "point", "percentage points", "percentage point", "percent points", "percent point"),
        *("% points", "%-points", "pp", "ppt", "ppts", "pts", "p.p."),
        *("poin", "poin persen", "poin persentase", "persen poin", "persentase poin", "% poin"),
    }
)

OF_TARGET = re.compile(r"\s+(?:of|from|dari|terhadap)\s+(?:\w+\s+){0,3}target(?:nya)?$")

# Whom a figure counts changes nothing about the number.
COUNTED = re.compile(
    r"\s*\b(?:orang|jiwa|people|persons?|workers?|employees?|pekerja|tenaga kerja|peserta|participants?)$"
)


class Hedge(Enum):
    """How firmly a figure is stated."""

    NONE = "none"
    ABOUT = "about"
    MORE = "more"
    LESS = "less"
    ALMOST = "almost"


ONE_SIDED = frozenset({Hedge.MORE, Hedge.LESS, Hedge.ALMOST})


HEDGES = {
    **dict.fromkeys(
        (
            *("~", "±", "≈", "+/-", "+-", "about", "around", "approximately", "approx.", "approx", "circa", "ca."),
            *("roughly", "some", "close to", "in the range of"),
            *("sekitar", "sekira", "kira-kira", "kurang lebih", "lebih kurang"),
            *("berkisar", "kisaran", "di kisaran", "dalam kisaran", "pada kisaran"),
        ),
        Hedge.ABOUT,
    ),
    **dict.fromkeys(
        (
            *(">=", "≥", ">", "more than", "over", "at least", "not less than", "no less than", "no fewer than"),
            *("lebih dari", "di atas", "minimal", "sedikitnya", "setidaknya", "paling sedikit"),
            *(
                "tak kurang dari",
                "tidak kurang dari",
                "tak kurang",
                "tidak kurang",
                "melebihi",
                "melampaui",
                "melewati",
            ),
            *("lebih", "di atas angka", "minimum", "paling tidak", "sekurang-kurangnya", "setidak-tidaknya"),
            *("above", "exceeds", "exceeding", "exceeded", "in excess of", "upwards of"),
            *("higher than", "greater than", "larger than", "lebih tinggi dari", "lebih tinggi daripada"),
            *("lebih besar dari", "lebih besar daripada", "lebih banyak dari", "lebih banyak daripada"),
        ),
        Hedge.MORE,
    ),
    **dict.fromkeys(
        (
            *("<=", "≤", "<", "less than", "fewer than", "under", "at most", "up to", "not more than", "no more than"),
            *("below", "tak sampai", "tidak sampai", "belum sampai", "belum mencapai", "belum menyentuh"),
            *("kurang dari", "di bawah", "di bawah angka", "maksimal", "maksimum", "paling banyak"),
            *("tak lebih dari", "tidak lebih dari", "tak lebih", "tidak lebih", "tidak mencapai", "tak mencapai"),
            *("lower than", "smaller than", "lebih rendah dari", "lebih rendah daripada", "lebih kecil dari"),
            *("lebih kecil daripada", "lebih sedikit dari", "lebih sedikit daripada"),
            *("not reach", "not yet reach", "not reached", "not yet reached"),
        ),
        Hedge.LESS,
    ),
    **dict.fromkeys(
        (
            *("nearly", "almost", "just under", "approaching", "hampir", "nyaris", "mendekati"),
            *("hampir mencapai", "nyaris mencapai", "hampir menyentuh", "nyaris menyentuh"),
        ),
        Hedge.ALMOST,
    ),
}

_MORE_AFTER = ("lebih", "atau lebih", "or more")
_ABOUT_AFTER = frozenset({"-an", "an"})
"""Behind a number of people, "48.000-an"; of a rate, "70-an persen" is the seventies, and refused."""


def trailing(unit: str) -> tuple[Hedge, str]:
    """The hedge that stands in or behind a unit, and the unit without it: "48 ribuan", "48.000-an", "48 ribu lebih"."""
    words = COUNTED.sub("", unit.strip())
    for more in sorted(_MORE_AFTER, key=len, reverse=True):
        if words == more or words.endswith(" " + more):
            return Hedge.MORE, words.removesuffix(more).strip()
    if words in _ABOUT_AFTER:
        return Hedge.ABOUT, "orang"
    about = words.removesuffix("an")
    return (Hedge.ABOUT, about) if about != words and about in SCALES else (Hedge.NONE, unit)


_MOVES = {
    **dict.fromkeys(("down", "fell", "decreased", "dropped", "declined", "turun", "menurun", "berkurang"), -1),
    **dict.fromkeys(("up", "rose", "increased", "grew", "rising", "naik", "meningkat", "tumbuh", "bertambah"), 1),
}

SIGNS = {**dict.fromkeys(("-", "–", "minus"), -1), **dict.fromkeys(("+", "plus"), 1), **_MOVES}


def leading(text: str) -> tuple[list[str], str]:
    """The hedges and signs before a number, in order, and what stands behind them."""
    words: list[str] = []
    while text and not text[0].isdigit():
        word = next((word for word in _LEADING if text.startswith(word) and _ends_word(text, word)), None)
        if word is None:
            break
        words.append(word)
        text = text.removeprefix(word).lstrip()
    return words, text


def doubtful(words: list[str], *, change: bool) -> str | None:
    """Why the words before a number leave it open what is meant; None where they do not.

    A fall behind its limit is so: "more than -5%" is -3% in mathematics, and -8% in many a report.
    """
    if not change and not _MOVES.keys().isdisjoint(words):
        return phrase("'{text}' says how a number changed, not what it is: such figures stand under change")
    limits = [place for place, word in enumerate(words) if HEDGES.get(word) in ONE_SIDED]
    if limits and any(SIGNS.get(word) == -1 for word in words[limits[0] :]):
        return phrase("'{text}' may mean a larger fall or a smaller one: say the direction first: down more than 5%")
    if sum(word in SIGNS for word in words) > 1:
        return phrase("'{text}' may mean a rise or a fall: give the direction once")
    if len({HEDGES[word] for word in words if word in HEDGES}) > 1:
        return HEDGED_TWICE
    return None


HEDGED_TWICE = phrase("'{text}' has two different words of doubt or limit: keep the one that is meant")


_LEADING = sorted((*HEDGES, *SIGNS), key=len, reverse=True)


def _ends_word(text: str, word: str) -> bool:
    return not (word[-1].isalpha() and text[len(word) : len(word) + 1].isalpha())
