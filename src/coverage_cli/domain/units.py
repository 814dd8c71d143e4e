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
_PEOPLE = frozenset({"people", "persons", "person", "workers", "employees", "members"})
_PEOPLE |= {"orang", "jiwa", "pekerja", "peserta"}
_BESIDE = _PEOPLE | {"in", "of", "x", "number", "unit", "scale", "dalam", "satuan", "skala", "jumlah"}
"""Words that stand beside a unit's in a cell that says nothing else."""
_END = re.compile(r"\s*[(\[,]")
_MARKS = re.compile(r"[\W_]+")
_LONGEST = 40
"""Letters of a text that says nothing but a unit."""


def without_unit(name: str) -> str | None:
    """A column's name without the end that speaks of a unit; None where it has none: `workers` of `workers ('000)`."""
    bare, rest = (*_END.split(name, maxsplit=1), "")[:2]
    return bare if unit_of(rest) else None


def unit_of(name: str) -> Unit | None:
    """The unit that a column's name or a title speaks of: `workers ('000)`, `Angkatan Kerja (Ribu Orang)`."""
    # What opens a bracket or the like begins anew, and does not go on with a number before it: 2024 (000).
    words = _MARKS.sub(lambda marks: " " if set(marks[0]) <= set(" .,_+") else " | ", name.casefold())
    return next((unit for unit, form in _FORMS.items() if form.search(words)), None)


def unit_alone(text: str) -> Unit | None:
    """The unit that a text names, and nothing else: `Ribuan`, `in thousands`, `'000 persons`; no code such as MN."""
    words = re.findall(r"[^\W_]+", text.casefold())
    units = [word for word in words if word not in _BESIDE]
    if len(text) > _LONGEST or len(units) != 1:
        return None
    whole = len(units[0]) >= len("ribu") if units[0].isalpha() else not _PEOPLE.isdisjoint(words)
    return unit_of(units[0]) if whole else None


def says_people(text: str) -> bool:
    """Whether a text says that counts are of heads, and nothing else: `orang`, `Number of persons`."""
    words = set(re.findall(r"[^\W_]+", text.casefold()))
    return words <= _BESIDE and not words.isdisjoint(_PEOPLE)
