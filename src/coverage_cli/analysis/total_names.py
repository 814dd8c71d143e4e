"""Names under which people put sums into their tables."""

from __future__ import annotations

import re
from functools import lru_cache

TOTAL_WORDS = frozenset(
    {"total", "totals", "grand total", "sub total", "subtotal", "sum", "all", "overall", "national", "nasional"}
    | {"jumlah", "jml", "jumlah total", "jumlah keseluruhan", "total keseluruhan", "semua", "seluruh", "seluruhnya"}
    | {"keseluruhan", "indonesia", "nationwide", "whole country", "both sexes", "laki laki dan perempuan"}
)
"""Whole names of sums."""
WHOLES = frozenset({"all", "overall", "national", "nasional", "indonesia", "semua", "seluruh", "seluruhnya"})
"""Those that stand in columns of other things on every row, such as a country."""

_BEGINNINGS = (
    *("total ", "jumlah ", "jml ", "semua ", "seluruh ", "keseluruhan ", "all "),
    *("grand total", "grandtotal", "subtotal", "sub total"),
)
_NO_BEGINNINGS = ("all other", "semua lain", "seluruh lain")
_ENDS = (" total", " subtotal", " sub total")
_STEMS = re.compile("total|jumlah|seluruh|semua")
_HINTS = frozenset(
    {"tot", "ttl", "sum", "sums", "all", "overall", "jml", "jmlh", "jlh", "σ", "∑", "rekap", "rekapitulasi"}
)
_HINTS |= {"gabungan", "agregat", "aggregate", "combined", "entire", "whole", "everyone"}
_HINTS |= {"national", "nationwide", "nasional", "indonesia"}

_MARKS = re.compile(r"[\W_]+")
_MARKS_AND_DIGITS = re.compile(r"[^\w∑]|[\d_]")
_PARTING = re.compile(r"(?<=\bsub)-(?=total)|(?<=\bgrand)-(?=total)|[\s_:;,=|()\[\]{}]+|(?<!\w)\W+|\W+(?!\w)")
"""Marks between words. One within a word parts nothing: `cacat-total` and `Total-E&P` are names of their own."""
_SPREAD = re.compile(r"(?<=\b\w) (?=\w\b)")
"""The blanks of `J U M L A H`."""


@lru_cache(maxsize=65_536)
def is_total_name(key: str) -> bool:
    """Whether a name says that its row is a sum of other rows, with whatever marks: `Sub-Total:`."""
    words = _MARKS.sub(" ", key).strip()
    if words.startswith(_NO_BEGINNINGS):
        return False
    parted = _PARTING.sub(" ", key).strip()
    return _SPREAD.sub("", words) in TOTAL_WORDS or parted.startswith(_BEGINNINGS) or parted.endswith(_ENDS)


@lru_cache(maxsize=65_536)
def says_total(key: str) -> bool:
    """Whether a word of sums stands in a name by itself, between marks: in `Total-Pekerja`, not in `TotalEnergies`."""
    return not (_HINTS | TOTAL_WORDS).isdisjoint(_MARKS_AND_DIGITS.sub(" ", key).split())


@lru_cache(maxsize=65_536)
def hints_at_total(key: str) -> bool:
    """Whether a name has a word of sums somewhere in it: then its row is one where its figures say so too."""
    words = _MARKS_AND_DIGITS.sub(" ", key).split()
    if " ".join(words).startswith(_NO_BEGINNINGS):
        return False
    return not _HINTS.isdisjoint(words) or _STEMS.search(key) is not None
