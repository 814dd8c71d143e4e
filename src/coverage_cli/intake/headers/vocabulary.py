"""The words of headers: which names our fields go by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from coverage_cli.domain.bases import BASIS_OF
from coverage_cli.domain.names.letters import in_word

CONFLICT = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
"""How lines begin that git leaves where two versions meet."""
UNITS = frozenset(
    {"orang", "jiwa", "ribu", "ribu orang", "ribu jiwa", "juta", "juta orang", "satuan", "tahun", "bulan"}
)
UNITS |= {"people", "persons", "thousand", "thousands", "million", "number", "unit", "units", "year", "month", "date"}
UNITS |= {"%", "persen", "percent", "text", "string", "int", "integer", "numeric", "varchar"}
"""What stands below a header that has a second line."""

ALIASES = {
    "branch": ("cabang", "kantor_cabang", "nama_cabang", "kacab"),
    "segment": ("segmen",),
    "period": ("periode",),
    "workers": (
        "jumlah_pekerja",
        "pekerja",
        "total_pekerja",
        "potensi_pekerja",
        "penduduk_bekerja",
        "angkatan_kerja",
        "semesta",
    ),
    "participants": ("jumlah_peserta", "peserta", "peserta_aktif", "jumlah_peserta_aktif"),
    "participant_id": ("id_peserta", "nomor_peserta", "no_peserta", "nik", "kpj", "nomor_kpj"),
    "status": ("status_peserta", "status_kepesertaan"),
    "programme": ("program", "program_jaminan"),
    "basis": ("dasar",),
    "source": ("sumber",),
    "note": ("catatan", "keterangan"),
}
FIELD_OF = {alias: name for name, aliases in ALIASES.items() for alias in (name, *aliases)}
_UNITS_IN_WORDS = frozenset({"satuan", "satuan_data", "unit", "units", "unit_measure", "unit_of_measure"})
_UNITS_IN_WORDS |= {"skala", "scale", "magnitude", "unité", "unité_de_mesure", "unidad", "unidad_de_medida", "unidade"}
_UNITS_IN_WORDS |= {"unidade_de_medida", "einheit", "đơn_vị", "đơn_vị_tính", "単位", "หน่วย", "وحدة", "الوحدة", "واحد"}
_UNITS_IN_WORDS |= {"इकाई", "একক"}
UNITS_AS_POWERS = frozenset({"unit_mult", "unit_multiplier", "multiplier", "powercode", "powercode_code"})
"""Columns that say in what counts are given, row by row: as SDMX's power of ten, or in words."""

_SIGNS = {
    **dict.fromkeys("%％٪﹪", "percent"),
    "‰": "permille",
    **dict.fromkeys("+＋", "plus"),
    "−": "minus",
    "±": "plus minus",
    "<": "less",
    ">": "more",
    "=": "equal",
    "≤": "less equal",
    "≥": "more equal",
    **{chr(arrow): chr(arrow) for arrow in (*range(0x2190, 0x2200), *range(0x25B2, 0x25C6))},
}
"""Signs that make another name: a percentage, a change, an age group. Arrows stand for themselves."""
_SPELT = str.maketrans({sign: f" {word} " for sign, word in _SIGNS.items()})
_MINUS = re.compile(r"-(?!\s*\w)")
"""A hyphen that no word follows: `L-`, `(-)`, `+/-`; between words it joins them."""
_KEPT = frozenset({"_", *(word for word in _SIGNS.values() if not word.isascii())})
_MARKS, _BLANKS = re.compile("[^a-z0-9_]+"), re.compile(" +")


@lru_cache(maxsize=4096)
def normal(name: str) -> str:
    """The form in which header names compare: no case, signs as words, and one underscore for blanks and marks."""
    plain = name if name.isascii() else unicodedata.normalize("NFKC", name)  # composed, and of the usual width
    plain = _MINUS.sub(" minus ", plain.strip().casefold()).translate(_SPELT)
    if plain.isascii():
        return _MARKS.sub("_", plain).strip("_")
    return _BLANKS.sub("_", "".join(one if in_word(one) or one in _KEPT else " " for one in plain)).strip("_")


@lru_cache(maxsize=4096)
def meaning(name: str) -> str:
    """The field of a header's name, or its form in which names compare where it has none, or says more than its field.

    So say the headers of counts that name a basis, and those of identifiers: a NIK is no KPJ.
    """
    plain = normal(name)
    field = FIELD_OF.get(plain, plain)
    return plain if plain in BASIS_OF or field == "participant_id" else field


def says_unit(name: str) -> bool:
    """Whether a column of this name says in what counts are given, row by row."""
    return normal(name) in _UNITS_IN_WORDS | UNITS_AS_POWERS


def longer(word: str, spare: Iterable[str]) -> str | None:
    """A name that has the word in it, such as periode_laporan for periode."""
    return next((name for name in spare if name.startswith(f"{word}_") or name.endswith(f"_{word}")), None)
