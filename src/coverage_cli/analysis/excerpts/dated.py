"""Figures of a text that are of an earlier time than the others: levels to compare with, and no part of the claim.

By the year that stands in the clause, else alone in the sentence, and by words behind a figure such as "last year".
What is still to come ("by 2029") says nothing about which year the text is of.
"""

from __future__ import annotations

import re

_YEAR = re.compile(r"(?<![\w.,/–-])(?:19|20)\d\d(?![\w/–-]|[.,]\d)")
_NO_YEAR = re.compile(r"(?:\b(?:no\.?|nomor|number)\s\S+\s(?:tahun|of)|\b(?:since|sejak|by))\s$", re.IGNORECASE)
"""What stands before the year of a law, before a beginning, or before a year to come."""
NOW = 9999
"""A year behind all others, of what is said to be of now."""
_NOW = re.compile(r"\b(?:now|currently|today|kini|sekarang|saat ini)\b", re.IGNORECASE)
_TO_COME = re.compile(r"\b(?:will|would|expected|akan|diharapkan|diproyeksikan|ditargetkan)\b", re.IGNORECASE)
MOVED = (
    "naik|turun|tumbuh|meningkat|menurun|bertambah|berkurang|melonjak|merosot|anjlok|rose|grew|fell|increased|decreased"
    "|rising|dropped|declined|slipped|climbed|jumped|edged up|edged down|improved|went|fallen|risen|grown"
)
"""What was at an earlier time is not any more."""
_FROM = re.compile(
    rf"\b(?:{MOVED}|up|down)\s(?:(?:[\w.,%]+\s){{0,4}}?(?:menjadi|ke|to)\s[^;]{{1,40}}\s)?(?:dari|from)\s$"
    rf"|\b(?:{MOVED}|up|down)\s(?:(?:by|sebesar|sebanyak)\s)?\d\S*(?:\s(?!(?:dari|from)\b)\w+){{0,2}}\s(?:dari|from)\s$"
    r"|\b(?:compared (?:with|to)|dibanding(?:kan)?(?: dengan)?)\s$",
    re.IGNORECASE,
)
_FROM_HERE = re.compile(r"\b(?:dari|from)\s$", re.IGNORECASE)
_TO_THERE = re.compile(r"[^;]{0,40}?\s(?:to|menjadi|ke|hingga|sampai)\s(?:\w+\s){0,2}\d", re.IGNORECASE)
_MOVING = re.compile(rf"\b(?:{MOVED})\b", re.IGNORECASE)
_AGO_BEFORE = re.compile(
    rf"\b(?:(?:tahun|bulan) (?:lalu|sebelumnya)|(?:last|the previous) year|a year (?:ago|earlier))\b"
    rf"(?:(?!\b(?:{MOVED}|menjadi|to)\b)[^,;\d]){{0,30}}$",
    re.IGNORECASE,
)
_YEAR_THEN_TO = re.compile(r"\s\((?:19|20)\d\d\)\s(?:to|menjadi|ke|hingga)\s\d", re.IGNORECASE)
_AGO = re.compile(
    r"\s*(?:(?:orang|jiwa|pekerja|peserta|tenaga kerja|workers|people|participants|members|aktif|active|pada|the)\s)*"
    r"(?:(?:tahun|bulan|triwulan|semester)\s(?:lalu|sebelumnya)|last (?:year|month|quarter)|previous (?:year|month)|"
    r"sebelumnya|(?:a|one|the) year (?:ago|earlier|before)|previously)\b",
    re.IGNORECASE,
)

_REACHING = re.compile(
    r"\b(?:will|could|might|may|would|berpotensi|seharusnya|semestinya|(?:expected|projected|forecast|likely) to"
    r"|akan|optimis\w*|diharapkan|(?:diperkirakan|diproyeksikan)"
    r"(?=\s(?:akan|mencapai|naik|menjadi|tembus)\b))\s(?:\w+\s){0,3}$",
    re.IGNORECASE,
)
_WOULD = re.compile(
    r"[^,;\d]{0,40}?\s(?:could|would|might|may|will|akan|bakal)\s(?:be\s)?"
    r"(?:cover|protect|regist|insur|enrol|terlindung|dilindung|terdaftar|menjadi peserta)",
    re.IGNORECASE,
)
_IF = re.compile(r"\b(?:if|jika|bila|kalau|apabila|andai(?:kan)?|seandainya)\b[^;]*$", re.IGNORECASE)
_NEXT_WORDS = r"(?:tahun|bulan) depan|next (?:year|month)"
_NEXT = re.compile(rf"[^,;]{{0,40}}?\b(?:{_NEXT_WORDS})\b", re.IGNORECASE)
_NEXT_BEFORE = re.compile(rf"\b(?:{_NEXT_WORDS})\b[^;]{{0,30}}$", re.IGNORECASE)


def is_earlier(sentence: str, start: int, end: int) -> bool:
    """Whether the figure between is said to be of an earlier time: "up from 60 percent", "60 percent last year"."""
    before = sentence[:start]
    if _FROM.search(before) or _AGO.match(sentence, end) or _AGO_BEFORE.search(before):
        return True
    if _FROM_HERE.search(before) and _YEAR_THEN_TO.match(sentence, end):
        return True
    return bool(_FROM_HERE.search(before) and _TO_THERE.match(sentence, end) and _MOVING.search(before))


def is_to_come(sentence: str, start: int, end: int) -> bool:
    """Whether the figure between is one of next year, of an if, or what is to be reached: "will reach 70 percent"."""
    return bool(
        _REACHING.search(sentence[:start])
        or _IF.search(sentence[:start])
        or _WOULD.match(sentence, end)
        or _NEXT.match(sentence, end)
        or _NEXT_BEFORE.search(sentence[:start])
    )


def year_of(sentence: str, start: int, end: int) -> int | None:
    """The year of the figures of a clause, `NOW` where it says so; None where none or several could be meant."""
    if _TO_COME.search(sentence, start, end):
        return None
    if _NOW.search(sentence, start, end):
        return NOW
    for low, high in ((start, end), (0, len(sentence))):
        years = {
            match[0] for match in _YEAR.finditer(sentence, low, high) if not _NO_YEAR.search(sentence[: match.start()])
        }
        if years:
            return int(years.pop()) if len(years) == 1 else None
    return None
