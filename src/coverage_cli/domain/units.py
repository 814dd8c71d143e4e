"""In what counts of people are given: heads, or thousands or millions of them, as statistics offices publish them."""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby
from typing import Literal, NamedTuple

from coverage_cli.domain.names.letters import in_word

_ZEROS = "(?:1 )?000s?"
_ALONE = r"(?= (?:\||$))"
"""Nothing follows within its brackets."""
_BRACKETED = rf"(?<=\| ){{}}{_ALONE}"
_OF_PEOPLE = "(?= (?:pessoas|trabalhadores|personas|trabajadores|ocupados|habitantes) )"
_ARABIC = "(?:ب?ال)?"
"""An article, and a preposition before it."""

WORDS = {
    "crores": "crores?|करोड़|কোটি",
    "millions": rf"millions?|mn|mio|juta(?:an)?|jt|{_ZEROS} 000s?|mill(?:ones|ón|ionen|ioni)|milh(?:ões|ão)|milyon"
    rf"|miljoe?n|triệu|mln|млн|百万|백만|ล้าน|मिलियन|میلیون|{_ARABIC}(?:مليون|ملايين)|ሚሊዮን",
    "lakhs": "lakhs?|(?<=in )lacs?|" + _BRACKETED.format("lacs?") + "|लाख|লাখ|লক্ষ|แสน|十万",
    "ten-thousands": "万|萬|만|หมื่น",
    "thousands": rf"thousands?|ths|ribu(?:an)?|rb|x ?1 ?000|{_ZEROS}|(?<=in )1000|milliers?|milhar(?:es)?"
    rf"|miles(?:(?= de )|{_ALONE})"
    rf"|mil(?:{_OF_PEOPLE}|{_ALONE})|mille{_ALONE}|tausende?|tsd|migliaia|duizend|tusen|nghìn|ngàn|elfu|maelfu|libo"
    rf"|bin(?= kişi )|тыс|тысяч[аи]?|千|천|พัน|हजार|हज़ार|হাজার|هزار|{_ARABIC}(?:ألف|آلاف)|بال(?:الف|الاف)|"
    + _BRACKETED.format("الف")
    + "|በ?ሺህ?",
}
"""A lac is a lakh and a lake, mil a thousand or military, and so on: those say a unit in certain places."""
_JOINED = {
    "crores": (),
    "millions": ("百万[人名]|백만명|ล้านคน",),
    "lakhs": ("十万[人名]|แสนคน",),
    "ten-thousands": ("[万萬][人名]|만명|หมื่นคน",),
    "thousands": ("千[人名]|천명|พันคน",),
}
"""Where no blank parts words: a unit with the people that it counts."""
PEOPLE = frozenset({"people", "persons", "person", "workers", "employees", "members"})
PEOPLE |= {"orang", "jiwa", "pekerja", "peserta", "personnes", "personas", "pessoas", "personen", "người", "watu"}
PEOPLE |= {"人", "名", "명", "คน", "व्यक्ति", "জন", "نفر", "شخص", "чел", "человек", "kişi"}


Unit = Literal["people", "thousands", "ten-thousands", "lakhs", "millions", "crores"]
DECIMALS: dict[Unit, int] = {"people": 0, "thousands": 3, "ten-thousands": 4, "lakhs": 5, "millions": 6, "crores": 7}
"""So many decimals of a unit are whole people; a lakh is 100,000, a crore ten million."""
_BEFORE = r"(?<! per )(?<! par )(?<! por )(?<! pro )(?<! pour )(?:(?<!\d )|(?<= (?:19|20)\d\d ))(?<= )"
"""Not after per, which makes a rate, nor after a number that is no year (5 juta is a wage)."""
_AFTER = r"(?= )(?! (?:rupiah|rp|idr) )"
_LARGE: tuple[Unit, ...] = ("crores", "millions", "lakhs", "ten-thousands", "thousands")
"""As they are looked for: 000 000 before 000, and 百万人 before 万人."""
_FORMS = {
    unit: re.compile(unicodedata.normalize("NFKC", "|".join((f"{_BEFORE}(?:{WORDS[unit]}){_AFTER}", *_JOINED[unit]))))
    for unit in _LARGE
}
_BESIDE = PEOPLE | {"in", "of", "x", "number", "unit", "scale", "dalam", "satuan", "skala", "jumlah"}
_BESIDE |= {"de", "en", "em", "di", "unité", "unidad", "unidade", "einheit", "đơn", "vị", "単位", "หน่วย", "وحدة"}
"""Words that stand beside a unit's in a cell that says nothing else."""
_END = re.compile(r"\s*[(\[,（［，]")
_JOINING = frozenset(" .,_+")
_WHOLE = len("ribu")
"""Letters of a word that is no code, such as MN; other scripts have shorter words."""


def _worded(text: str) -> str:
    """A text as words between blanks. What opens a bracket or the like is a bar.

    It begins anew, and does not go on with a number before it: 2024 (000).
    """
    runs = groupby(unicodedata.normalize("NFKC", text).casefold(), in_word)
    parts = ((inside, "".join(letters)) for inside, letters in runs)
    return f" {''.join(run if inside else ' ' if _JOINING.issuperset(run) else ' | ' for inside, run in parts)} "


def _words(text: str) -> list[str]:
    return [word for word in _worded(text).split() if word != "|"]


def without_unit(name: str) -> str | None:
    """A column's name without the end that speaks of a unit; None where it has none: `workers` of `workers ('000)`."""
    bare, rest = (*_END.split(name, maxsplit=1), "")[:2]
    return bare if unit_of(rest) else None


def unit_of(name: str) -> Unit | None:
    """The unit that a column's name or a title speaks of: `workers ('000)`, `Angkatan Kerja (Ribu Orang)`."""
    words = _worded(name)
    return next((unit for unit, form in _FORMS.items() if form.search(words)), None)


def unit_spelled(name: str) -> Unit | None:
    """The unit that a file's name speaks of by a whole word: 000 may be its number there, and JT Jawa Tengah."""
    words = _worded(name)
    found = {unit: (match[0] for match in form.finditer(words)) for unit, form in _FORMS.items()}
    return next(
        (unit for unit, said in found.items() if any(len(one) >= _WHOLE and one.isalpha() for one in said)), None
    )


def unit_in_name(name: str) -> Unit | None:
    """The unit that a name of counts speaks of, people too where its end says nothing else: `Peserta (orang)`."""
    rest = (*_END.split(name, maxsplit=1), "")[1]
    return unit_of(name) or ("people" if says_people(rest) else None)


class Broken(NamedTuple):
    """A rule that is broken, by its code, and what fills its message."""

    code: str
    args: tuple[tuple[str, str], ...]


def misdeclared(said: Unit, declared: Unit | None) -> Broken | None:
    """The rule that a file breaks by speaking of a unit: none is declared for it, or another one."""
    if declared is None:
        return None if said == "people" else Broken("S123", (("unit", said),))
    if declared in {said, "people"}:
        return None
    return Broken("S127", (("unit", said), ("declared", declared)))


def unit_alone(text: str) -> Unit | None:
    """The unit that a text names, and nothing else: `Ribuan`, `in thousands`, `'000 persons`; no code such as MN."""
    words = _words(text)
    units = [word for word in words if word not in _BESIDE]
    if len(units) != 1:
        return None
    (unit,) = units
    counted = any(map(str.isdigit, unit))
    whole = not PEOPLE.isdisjoint(words) if counted else len(unit) >= _WHOLE or not unit.isascii()
    return unit_of(unit) if whole else None


def says_people(text: str) -> bool:
    """Whether a text says that counts are of heads, and nothing else: `orang`, `Number of persons`."""
    words = set(_words(text))
    return words <= _BESIDE and not words.isdisjoint(PEOPLE)
