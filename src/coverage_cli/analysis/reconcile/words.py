"""Unit and hedging words of published figures, in Indonesian and English."""

from __future__ import annotations

import re
from enum import Enum

SCALES = {
    **dict.fromkeys(("ribu", "rb", "thousand", "thousands", "k"), 1_000),
    **dict.fromkeys(("juta", "jt", "million", "millions", "mn", "mio"), 1_000_000),
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

OF_TARGET = re.compile(r"\s+(?:of|from|dari)\s+(?:(?:the|its|their)\s+)?target(?:nya)?$")

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


HEDGES = {
    **dict.fromkeys(
        (
            *("~", "±", "≈", "+/-", "about", "around", "approximately", "approx.", "approx", "circa", "ca."),
            *(
                "roughly",
                "some",
                "sekitar",
                "kira-kira",
                "kurang lebih",
                "lebih kurang",
                "berkisar",
                "sekira",
            ),
        ),
        Hedge.ABOUT,
    ),
    **dict.fromkeys((">=", "≥", ">", "more than", "over", "at least", "lebih dari", "di atas", "minimal"), Hedge.MORE),
    **dict.fromkeys(
        ("<=", "≤", "<", "less than", "under", "at most", "kurang dari", "di bawah", "maksimal"), Hedge.LESS
    ),
    **dict.fromkeys(("nearly", "almost", "just under", "hampir", "nyaris"), Hedge.ALMOST),
}

SIGNS = {
    **dict.fromkeys(("-", "−", "–", "minus", "down", "fell", "turun", "menurun"), -1),
    **dict.fromkeys(("+", "plus", "up", "rose", "naik", "meningkat"), 1),
}
