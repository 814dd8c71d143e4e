"""In what counts of people are given: heads, or thousands or millions of them, as statistics offices publish them."""

from __future__ import annotations

import re
from typing import Literal

Unit = Literal["people", "thousands", "millions"]
DECIMALS: dict[Unit, int] = {"people": 0, "thousands": 3, "millions": 6}
"""So many decimals of a unit are whole people."""
_BEFORE = r"(?<!per )(?:(?<!\d )|(?<=\b(?:19|20)\d\d ))\b"
"""Not after per, which makes a rate, nor after a number that is no year (5 juta is a wage)."""
_AFTER = r"\b(?! (?:rupiah|rp|idr)\b)"
_ZEROS = "(?:1 )?000s?"
_WORDS: dict[Unit, str] = {
    "millions": f"millions?|mn|mio|juta(?:an)?|jt|{_ZEROS} 000s?",
    "thousands": f"thousands?|ths|ribu(?:an)?|rb|x ?1000|{_ZEROS}",
}
_FORMS = {unit: re.compile(f"{_BEFORE}(?:{words}){_AFTER}") for unit, words in _WORDS.items()}
_END = re.compile(r"\s*[(\[,]")
_MARKS = re.compile(r"[\W_]+")


def without_unit(name: str) -> str | None:
    """A column's name without the end that speaks of a unit; None where it has none: `workers` of `workers ('000)`."""
    bare, rest = (*_END.split(name, maxsplit=1), "")[:2]
    return bare if unit_of(rest) else None


def unit_of(name: str) -> Unit | None:
    """The unit that a column's name or a title speaks of: `workers ('000)`, `Angkatan Kerja (Ribu Orang)`."""
    # What opens a bracket or the like begins anew, and does not go on with a number before it: 2024 (000).
    words = _MARKS.sub(lambda marks: " " if set(marks[0]) <= set(" .,_+") else " | ", name.casefold())
    return next((unit for unit, form in _FORMS.items() if form.search(words)), None)
