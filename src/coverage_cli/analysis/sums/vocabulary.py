"""Names under which people put sums into their tables."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from coverage_cli.domain.names.letters import in_word

_ABROAD = frozenset({
    "ensemble", "ensemble du pays", "tous secteurs", "toutes catégories", "les deux sexes", "tous", "todos",
    "ambos sexos", "ambos os sexos", "gesamt", "insgesamt", "summe", "totaal", "totalt", "toplam", "kabuuan",
    "jumla kuu", "jumla ndogo", "всего", "итого", "tổng", "tổng số", "tổng cộng", "cả nước", "toàn quốc", "合計",
    "総数", "総計", "小計", "計", "全国", "男女計", "合计", "总计", "总数", "小计", "합계", "총계", "소계", "전국",
    "รวม", "รวมทั้งสิ้น", "รวมทั้งหมด", "ยอดรวม", "ทั้งหมด", "ทั่วประเทศ", "ทั่วราชอาณาจักร", "कुल", "कुल योग", "योग",
    "जम्मा", "कुल जम्मा", "মোট", "সর্বমোট", "ድምር", "مجموع", "المجموع", "المجموع الكلي", "المجموع العام", "إجمالي",
    "اجمالي", "الإجمالي", "الاجمالي", "الجملة", "جملة", "جمع", "جمع کل", "کل کشور",
})  # fmt: skip
"""In other languages. Not Jumla, Somme and Soma, which are sums in Swahili, French and Portuguese, and places."""
TOTAL_WORDS = _ABROAD | {
    "total", "totals", "grand total", "sub total", "subtotal", "sum", "all", "overall", "national", "nasional",
    "jumlah", "jml", "jumlah total", "jumlah keseluruhan", "total keseluruhan", "semua", "seluruh", "seluruhnya",
    "keseluruhan", "indonesia", "nationwide", "whole country", "both sexes", "laki laki dan perempuan", "world",
    "dunia",
}  # fmt: skip
"""Whole names of sums."""
WHOLES = _ABROAD | {"all", "overall", "national", "nasional", "indonesia", "semua", "seluruh", "seluruhnya"}
"""Those that stand in columns of other things on every row, such as a country."""

NATION = "indonesia"
"""The total of its provinces, and a nation like any among others."""
_NATIONS = frozenset({
    "brunei", "brunei darussalam", "cambodia", "kamboja", "laos", "lao pdr", "lao people's democratic republic",
    "malaysia", "myanmar", "philippines", "filipina", "singapore", "singapura", "thailand", "timor-leste",
    "timor leste", "viet nam", "vietnam", "australia", "bangladesh", "bhutan", "china", "tiongkok", "cina",
    "hong kong", "hongkong", "india", "japan", "jepang", "korea, rep.", "republic of korea", "south korea", "korea",
    "korea selatan", "maldives", "mongolia", "nepal", "new zealand", "selandia baru", "pakistan", "sri lanka",
    "taiwan", "argentina", "brazil", "brasil", "canada", "kanada", "chile", "colombia", "kolombia", "ecuador",
    "mexico", "meksiko", "peru", "united states", "united states of america", "amerika serikat", "uruguay",
    "france", "prancis", "germany", "jerman", "italy", "italia", "netherlands", "belanda", "poland", "polandia",
    "russia", "russian federation", "rusia", "spain", "spanyol", "turkey", "turki", "türkiye", "united kingdom",
    "inggris", "egypt", "mesir", "ethiopia", "etiopia", "ghana", "kenya", "morocco", "maroko", "nigeria", "rwanda",
    "senegal", "south africa", "afrika selatan", "tanzania", "uganda", "zambia", "kuwait", "oman", "qatar",
    "saudi arabia", "arab saudi", "united arab emirates", "uni emirat arab",
})  # fmt: skip
"""Those that stand beside it in tables of several, in English and Indonesian."""

_BEGINNINGS = (
    "total ", "jumlah ", "jml ", "semua ", "seluruh ", "keseluruhan ", "all ",
    "grand total", "grandtotal", "subtotal", "sub total",
)  # fmt: skip
_NO_BEGINNINGS = (
    "all other", "semua lain", "seluruh lain", "all saints", "all souls", "all hallows",
    "total bangun persada", "total e p", "total energies", "total oil indonesia",
)  # fmt: skip
"""What is left over, parishes, schools, towns and firms. Other names may be totals: that is said, not left out."""
_ENDS = (" total", " subtotal", " sub total")
_NO_ENDS = ("cacat total", "disabilitas total", "lumpuh total", "buta total", "tuli total")
"""Kinds of disability. With a mark before the last word, it is a total."""
_STEMS = re.compile("total|jumlah|seluruh|semua")
_SHORT_STEMS = re.compile(f"{_STEMS.pattern}|jml|all")
"""One of them is in every beginning and end."""
_HINTS = frozenset({
    "tot", "ttl", "sum", "sums", "all", "overall", "jml", "jmlh", "jlh", "σ", "∑", "rekap", "rekapitulasi",
    "gabungan", "agregat", "aggregate", "combined", "entire", "whole", "everyone",
    "national", "nationwide", "nasional", "indonesia",
})  # fmt: skip
_HINTED = re.compile("|".join([_STEMS.pattern, *sorted(_HINTS)]))
"""Somewhere in every name with one."""

_MARKS = re.compile(r"[\W_]+")
_MARKS_AND_DIGITS = re.compile(r"[^\w∑]|[\d_]")
_PARTING = re.compile(r"(?<=\bsub)-(?=total)|(?<=\bgrand)-(?=total)|[\s_:;,=|()\[\]{}]+|(?<!\w)\W+|\W+(?!\w)")
"""Marks between words. One within a word parts nothing: `cacat-total` and `Total-E&P` are names of their own."""
_SPREAD = re.compile(r"(?<=\b\w) (?=\w\b)")
"""The blanks of `J U M L A H`."""


def _words(key: str) -> list[str]:
    """The words of a name, with the signs of their vowels."""
    return (_MARKS.sub(" ", key) if key.isascii() else "".join(one if in_word(one) else " " for one in key)).split()


@lru_cache(maxsize=65_536)
def is_total_name(key: str) -> bool:
    """Whether a name says that its row is a sum of other rows, with whatever marks: `Sub-Total:`."""
    words = " ".join(_words(key))
    if _SPREAD.sub("", words) in TOTAL_WORDS:
        return True
    if not _SHORT_STEMS.search(key):  # as in nearly all of a country's names
        return False
    parted = _PARTING.sub(" ", key).strip()
    begins = parted.startswith(_BEGINNINGS) and not words.startswith(_NO_BEGINNINGS)
    return begins or (parted.endswith(_ENDS) and not key.endswith(_NO_ENDS))


def is_whole(key: str) -> bool:
    """Whether a name is a word of sums and nothing else, which also does not stand in columns of other things."""
    return " ".join(_words(key)) in TOTAL_WORDS - WHOLES


def totals_among(names: Collection[str]) -> frozenset[str]:
    """Of the names of one axis those that say so; Indonesia is a total of its provinces, but none among nations."""
    found = frozenset(filter(is_total_name, names))
    return found - {NATION} if NATION in found and has_nations(names) else found


def has_nations(names: Collection[str]) -> bool:
    """Whether nations are among the names, so that Indonesia is one of them."""
    return not _NATIONS.isdisjoint(names)


@lru_cache(maxsize=65_536)
def says_total(key: str) -> bool:
    """Whether a word of sums stands in a name by itself, between marks: in `Total-Pekerja`, not in `TotalEnergies`."""
    return not (_HINTS | TOTAL_WORDS).isdisjoint(_MARKS_AND_DIGITS.sub(" ", key).split())


@lru_cache(maxsize=65_536)
def hints_at_total(key: str) -> bool:
    """Whether a name has a word of sums somewhere in it: then its row is one where its figures say so too."""
    if not _HINTED.search(key):
        return False
    words = _MARKS_AND_DIGITS.sub(" ", key).split()
    if " ".join(words).startswith(_NO_BEGINNINGS):
        return False
    return not _HINTS.isdisjoint(words) or _STEMS.search(key) is not None
