"""Periods in the names of columns: which, what else a name says, and spans of time that only their owner can place."""

from __future__ import annotations

import re

from coverage_cli.domain.periods.months import MONTH_OF
from coverage_cli.domain.periods.periods import month_at, parse_period
from coverage_cli.intake.headers.roles import DATED, HINTS, YEAR, period_of, spoken
from coverage_cli.intake.headers.vocabulary import normal

_MARKED = re.compile(r"(?<=(?:19|20)[0-9]{2})(?:\s*(?:[*†‡¹²³]+\)?|[0-9a-z]\)|\([a-z]\))|\s?[rpe]\b)", re.IGNORECASE)
"""A mark of a note behind a year: `2024*)`, `Agustus 2024r`, `2023 1)`, `2024 (p)`."""
_TWO_YEARS = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})\s*[/–-]\s*((?:19|20)?[0-9]{2})(?![0-9])")
_HALF = {"semester", "smt", "half"}
_TENS = 100
_JOINED = re.compile(r"[0-9]\s*[/.–-]\s*[0-9]|\bs[./]\s?d\b", re.IGNORECASE)
"""Numbers that are a date or a span of years, and `s.d.` (until)."""
_PARTS = {"triwulan", "tw", "kuartal", "quarter", "qtr", "bulan", "bln", "month", "q1", "q2", "q3", "q4", *_HALF}
_SPANS = {"sd", "sampai", "hingga", "sejak", "since", "until", "to", "kumulatif", "cumulative"}
_OTHER_DATES = {"cetak", "dicetak", "tercetak", "unduh", "diunduh", "akses", "diakses", "dibuat", "diperbarui"}
_OTHER_DATES |= {"update", "updated", "printed", "downloaded", "generated", "created", "accessed", "published"}
_OTHER_DATES |= {"diterbitkan", "sumber", "source", "nomor", "no", "sk", "uu", "pp", "perda", "perpres", "permen"}
_OTHER_DATES |= {"peraturan", "keputusan", "undang", "regulation", "target", "sasaran", "proyeksi", "projection"}
_OTHER_DATES |= {"rencana"}
"""Words of a line whose date is that of a print, a source, a law or a plan."""
_NUMBERED = re.compile(r"^\W*(?:tabel|table|lampiran)\s+[0-9a-z.]+", re.IGNORECASE)


def speaks_of_time(name: str) -> bool:
    """Whether a column's name is a month, has a period in it or says that its cells are some."""
    return normal(name) in MONTH_OF or is_open(name) or bool(period_in(name) or spoken(name) & HINTS["period"])


def is_open(name: str) -> bool:
    """Whether a column's name is of a time that has several readings here: 04/05/2025, 2023/24, Semester I 2024."""
    return DATED.fullmatch(name) is not None or is_span(name)


def is_span(text: str) -> bool:
    """Whether a text is of two years or of half a year, which no period here is: 2023/24, Semester I 2024."""
    return of_two_years(text) or bool(spoken(text) & _HALF and YEAR.search(text))


def of_two_years(name: str) -> bool:
    """Whether a name speaks of a year and the next, as fiscal years do; 2011-12 may be a month as well."""
    years = [(int(found[1]), int(found[2])) for found in _TWO_YEARS.finditer(name)]
    return any(second in {first + 1, (first + 1) % _TENS} for first, second in years)


def period_in(name: str) -> str:
    """The only period in a column's name, such as `Peserta Apr-25`; nothing where there is none."""
    return _split(name)[0]


def beside_period(name: str) -> str:
    """What a column's name says beside its period: `Jumlah` of `2024 Jumlah`."""
    return _split(name)[1]


def period_of_title(text: str) -> str | None:
    """The period that a title is of (`Data Peserta per Oktober 2025`); empty for none, None where it is not clear."""
    text = re.sub(r"[;,|\t:]", " ", _NUMBERED.sub("", text))
    words = re.findall(r"[^\W_]+", text.casefold())
    years, months = {word for word in words if YEAR.fullmatch(word)}, {*words} & {*MONTH_OF}
    if not _OTHER_DATES.isdisjoint(words) or not (years or months):
        return ""
    period = period_in(text)
    in_year = bool(months or _PARTS & {*words})
    if len(years) != 1 or len(months) > 1 or _SPANS & {*words} or _JOINED.search(text) or is_open(text):
        return None
    if parse_period(period) is None or in_year is (period in years):
        return None
    return (month_at(period, end=True) or None) if len(period) == len("2025-10-31") else period


def _split(name: str) -> tuple[str, str]:
    """The only period in a name, and the rest of the name."""
    if period := period_of(name):
        return period, ""
    bare = _MARKED.sub("", name)
    words = re.split(r"[\s()]+", bare)
    for size in (3, 2, 1):
        places = range(len(words) - size + 1)
        found = {at: period for at in places if (period := period_of(" ".join(words[at : at + size])))}
        if len(set(found.values())) == 1:
            at, period = found.popitem()
            return period, " ".join((*words[:at], *words[at + size :])).strip()
    years: list[str] = [] if is_open(name) else YEAR.findall(bare)
    return (years[0], bare.replace(years[0], "").strip()) if len(years) == 1 else ("", bare)
