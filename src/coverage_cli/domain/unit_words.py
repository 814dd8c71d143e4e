"""The words of units of people in languages of the world, as regular expressions between blanks (`domain.units`)."""

from __future__ import annotations

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
JOINED = {
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
