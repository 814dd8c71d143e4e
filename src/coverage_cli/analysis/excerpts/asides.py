"""Figures beside those of a claim: of firms and households, of new people, of other rates, of a time to come."""

from __future__ import annotations

import re

from coverage_cli.analysis.excerpts.dated import is_to_come
from coverage_cli.analysis.excerpts.mentions import Mention
from coverage_cli.analysis.excerpts.occurrences import is_share
from coverage_cli.analysis.reconcile.digits import TO
from coverage_cli.analysis.reconcile.quantities import Quantity

_OTHERS = (
    r"(?:perusahaan|badan usaha|pemberi kerja|unit usaha|umkm|desa|kelurahan|kecamatan|rumah tangga|kepala keluarga|kk"
    r"|keluarga|ahli waris|klaim|kasus|responden|companies|firms|employers|business(?:es)?|enterprises|households"
    r"|anak|siswa|mahasiswa|kantor|cabang|kota|kabupaten|provinsi|negara|children|students|offices|branches"
    r"|cities|provinces|districts|countries|families|villages|claims|cases|respondents|unemployed|jobless|penganggur)"
)
_OTHERS_AFTER = re.compile(
    rf"\s(?:of\s(?:the\s)?)?(?:{_OTHERS}|(?:pekerja|karyawan|buruh)\s(?-i:PT|CV|RSUD))\b", re.IGNORECASE
)
"""Who works for one firm is no workforce."""
_OTHERS_BEFORE = re.compile(
    rf"(?:\b{_OTHERS}\s(?:numbering|sebanyak|sejumlah|berjumlah)"
    r"|\b(?:menganggur|penganggur|unemployed|survey of|survei (?:terhadap|atas)|sampel|sample of|surveyed"
    r"|interviewed|(?:dibayarkan|diberikan|disalurkan) kepada|(?:paid|granted) to)):?\s$",
    re.IGNORECASE,
)
_WHOM = (
    r"(?:(?:\s(?:new|baru))?\s(?:peserta|pekerja|orang|anggota|workers|people|participants|members)(?:\s(?:baru))?)?"
)
_EACH_MONTH = re.compile(
    rf"{_WHOM}\s(?:(?:per|each|setiap|tiap)\s(?:peserta|pekerja|orang|member|worker|person)"
    r"|(?:per|a|each|every|setiap|tiap)\s(?:bulan|tahun|hari|month|year|day)|sebulan|setahun)\b"
    r"(?!\s(?:ago|earlier|before|later))",
    re.IGNORECASE,
)
_NEW_AFTER = re.compile(
    r"\s(?:(?:peserta|pekerja|anggota|tenaga kerja)\s(?:\w+\s)?(?:baru(?!\s\d)|didaftarkan)|new\s(?:\w+\s)?\w+"
    r"|\w+\s(?:\w+\s){0,3}(?:enrolled|registered|joined|mendaftar|didaftarkan|bergabung)"
    r"\s(?:this|last|in the last|tahun|bulan|minggu|pekan|sepanjang|selama))\b",
    re.IGNORECASE,
)
_NEW_BEFORE = re.compile(
    r"\b(?:meminta|mendaftarkan|menambah|tambahan|menargetkan|another|additional|further"
    r"|registering|enroll?ing|to (?:enroll?|register))\s$",
    re.IGNORECASE,
)
_POTENTIAL = re.compile(r"\b(?:potensi|calon|kuota|quota|potential|prospective)\s(?:\w+\s){0,3}$", re.IGNORECASE)
_PEOPLE_TARGET = re.compile(
    r"\btarget\w*\s(?:\w+\s){0,4}?\d[\d.,]*(?:\s(?:ribu|juta|thousand|million))?"
    r"\s(?:peserta|orang|pekerja|tenaga kerja|workers|people|participants|members)\b",
    re.IGNORECASE,
)
_OUGHT_BEFORE = re.compile(
    r"\b(?:wajib|harus|berhak|dapat|bisa|berpotensi) (?:untuk )?(?:menjadi|jadi|ikut) (?:\w+ ){0,3}$", re.IGNORECASE
)
"""Who must or may be covered is not, for all that."""
_NEEDED_AFTER = re.compile(r"\s(?:\w+\s){0,2}(?:needed|required|dibutuhkan|diperlukan)\b", re.IGNORECASE)
_INTO_TOTAL = re.compile(
    r"[^;]{0,60}?\b(?:bringing|sehingga (?:jumlah|total)|menjadikan (?:jumlah|total))\b", re.IGNORECASE
)
_INACTIVE = re.compile(
    r"\b(?:(?:tidak|non|belum)[ -]?aktif|inactive|not active|menunggak|in arrears|lapsed)\b", re.IGNORECASE
)
_OTHER_RATE = re.compile(
    r"\b(?:labou?r force participation|partisipasi angkatan kerja|unemployment|pengangguran|inflation|inflasi|poverty"
    r"|(?:economic|population) growth|pertumbuhan (?:ekonomi|penduduk)|kemiskinan|contributions?|iuran|premiums?|premi"
    r"|margin of error|(?:national|regional|provincial|global) average"
    r"|rata-rata (?:nasional|provinsi|daerah)|upah minimum|minimum wage|interest rates?|suku bunga)\b",
    re.IGNORECASE,
)
_MONEY_BEFORE = re.compile(
    r"(?<!penerima )\b(?:iuran|santunan|manfaat|upah|gaji|premi|dana|biaya|anggaran|beasiswa|wages?|salary"
    r"|contributions?|benefits?|budget)(?:\s\w+){0,2}\s$",
    re.IGNORECASE,
)
_OTHERS_LEVEL = re.compile(
    r"(?:\b(?:di bawah|di atas|below|above|dari(?:pada)?|than)\s(?:the\s)?(?:(?!target)\w+\s)?(?:nasional|national)\s"
    r"(?:(?!target)\w+\s){0,2}|\btarget(?:nya)?\s(?:\w+\s)?(?:tercapai|terealisasi)\s(?:sebesar\s)?)$",
    re.IGNORECASE,
)
"""The level that one's own lies below or above, and what a target was reached to."""
_NATION_BEFORE = re.compile(r"\b(?:nasional|national(?:ly)?)\s(?:\w+\s){0,2}$", re.IGNORECASE)
_BUT_HERE = re.compile(
    r",?\s(?:sedangkan|sementara|while|whereas|but)\s(?:di\s|in\s)?(?:the\s)?(?-i:[A-Z])", re.IGNORECASE
)
"""Behind the nation's, before that of the place that a text is about."""
_RANGED = r"\b(?:rang(?:es?|ed|ing)|var(?:y|ies|ied|ying)|berkisar|bervariasi)\s(?:from|between|dari|antara)\s"
_RANGED_BEFORE = re.compile(rf"{_RANGED}(?:[^;]{{1,80}}\s(?:and|dan|{TO})\s)?$", re.IGNORECASE)
_IS_RANGE = re.compile(rf"\s?[-–]\s?\d|\s(?:and|dan|{TO})\s", re.IGNORECASE)
"""Between the ends; else a figure is one of them, and more words stand before the other."""
_BILLIONS = re.compile(r"(?:miliar|milyar|triliun|trilyun|billions?|trillions?|bn)$", re.IGNORECASE)
_PEOPLE_AFTER = re.compile(
    r"\s(?:\w+\s)?(?:peserta|pekerja|tenaga kerja|orang|jiwa|penduduk|participants|members|workers|people|adults)\b",
    re.IGNORECASE,
)
"""Billions of which nobody says that they are people are money."""
_EVERY_BEFORE = re.compile(r"\b(?:every|each|setiap|tiap)\s$", re.IGNORECASE)
_IN_HUNDRED = re.compile(r"(?<![\d.,])\d{1,3}\s(?:in|of|out of|dari)\s$", re.IGNORECASE)
_OF_MANY_BEFORE = re.compile(r"\b(?:of|in|among|dari|dalam|di antara)\s(?:every\s|setiap\s)?$", re.IGNORECASE)
_ROUND = re.compile(r"10{2,3}|1[.,]000|seratus|seribu|(?:a|one) (?:hundred|thousand)", re.IGNORECASE)
_GAP_BEFORE = re.compile(r"\b(?:gap|kesenjangan|selisih)\s(?:[\w%]+\s){0,5}$", re.IGNORECASE)
_REST = re.compile(
    r"\b(?:sisanya|the (?:rest|remainder|remaining|other)),?\s(?:(?:sebanyak|sekitar|about|some)\s)?$", re.IGNORECASE
)
"""Of what it is the rest, another sentence says."""
_EVERY_AFTER = re.compile(r"\s(?:of|in|out of|dari)\s(?:every|each|setiap|tiap)\s", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\([^()]*$")
_KIND_AFTER = re.compile(r"\s(?:pekerja\s)?(?:in)?formal\b", re.IGNORECASE)
_COMPARED_BY = re.compile(r"(?:%|\b(?:percent|persen|persentase|poin|points?))\s(?:the\s)?$", re.IGNORECASE)
_MORE_OR_LESS = (
    r"(?:lebih\s(?:tinggi|rendah|besar|kecil|banyak|sedikit|baik|buruk)|higher|lower|greater|larger|smaller)"
)
_THAN = re.compile(rf"(?:below|above|under|over|di bawah|di atas|{_MORE_OR_LESS})\b", re.IGNORECASE)
_COMPARED = re.compile(
    rf"\s(?:{_MORE_OR_LESS}|more\sthan|less\sthan|fewer)\b(?!\s(?:dari(?:pada)?|than)\s(?:the\s)?(?:\w+\s)?target)",
    re.IGNORECASE,
)
_COMPARED_BEFORE = re.compile(rf"\b{_MORE_OR_LESS}\s(?:(?:by|sebesar|sebanyak)\s)?$", re.IGNORECASE)
"""By how much one rate is above another: 5 percent higher is no coverage of 5 percent."""
_SHORT_OF = re.compile(r"\b(?:short of|behind)\s$", re.IGNORECASE)
"""Behind 80 percent is who has less, by how much is said elsewhere."""
_MISPRINTED = re.compile(
    r"\b(?:tertulis|salah tulis|keliru|earlier version|misstated|incorrectly|wrongly|erroneously)\b"
    r"(?:(?!seharusnya|yang benar|should|\b(?:it|which) is\b)[^;])*$",
    re.IGNORECASE,
)
"""What is corrected."""
_OF_OTHERS = re.compile(rf"\b(?:of|among|dari|di antara)\s(?:the\s)?[\d.,]+\s{_OTHERS}\b[^;\d]*$", re.IGNORECASE)
_CONFIDENCE_AFTER = re.compile(r"\s(?:CI|confidence)\b", re.IGNORECASE)
_CONFIDENCE_BEFORE = re.compile(
    r"\b(?:confidence(?: level)?(?: of)?|tingkat kepercayaan|margin of error(?: of)?)\s(?:sebesar\s)?$",
    re.IGNORECASE,
)
_LAID_DOWN = re.compile(r"(?:mini|maksi|maxi)(?:mum|mal)\b", re.IGNORECASE)
_PEOPLE_BEFORE = re.compile(r"\b(?:peserta|pekerja|anggota|karyawan|participants|members|workers)\s$", re.IGNORECASE)
"""Whoever has "peserta minimum 15 orang" speaks of a rule, and counts nobody."""


def is_aside(mention: Mention) -> bool:
    """Whether a figure is about something that no claim is about, whatever else the sentence speaks of."""
    printed = mention.figure.printed
    if any(mention.behind(pattern) for pattern in (_OTHERS_AFTER, _EACH_MONTH, _EVERY_AFTER)):
        return True
    if any(mention.before(pattern) for pattern in (_MISPRINTED, _EVERY_BEFORE, _OTHERS_BEFORE)):
        return True
    if _ROUND.fullmatch(printed) and (mention.before(_IN_HUNDRED) or mention.before(_OF_MANY_BEFORE)):
        return True
    if (mention.before(_IN_BRACKETS) and mention.behind(_KIND_AFTER)) or (
        mention.before(_RANGED_BEFORE) and not _IS_RANGE.search(printed)
    ):
        return True
    # "13 points below 80 percent" is no limit, and no word says what the 80 are.
    if _THAN.match(printed) and mention.before(_COMPARED_BY):
        return True
    return _is_other_share(mention) if is_share(mention.figure) else _is_other_count(mention)


def _is_other_count(mention: Mention) -> bool:
    """Whether a number of people is one that is laid down, or no number of people at all."""
    if _LAID_DOWN.match(mention.figure.printed) and mention.before(_PEOPLE_BEFORE):
        return True
    money = _BILLIONS.search(mention.figure.printed) or mention.before(_MONEY_BEFORE)
    return money is not None and not mention.behind(_PEOPLE_AFTER)


def _is_other_share(mention: Mention) -> bool:
    """Whether a share is a difference, the level of another, or none of people who are covered."""
    if any(mention.behind(pattern) for pattern in (_COMPARED, _CONFIDENCE_AFTER)):
        return True
    if mention.before(_NATION_BEFORE) and mention.behind(_BUT_HERE):
        return True
    beforehand = (_COMPARED_BEFORE, _SHORT_OF, _CONFIDENCE_BEFORE, _OTHERS_LEVEL, _OF_OTHERS)
    return any(mention.before(pattern) for pattern in beforehand) or mention.in_clause(_OTHER_RATE) is not None


def is_no_level(mention: Mention, quantity: Quantity | None) -> bool:
    """Whether people or a rate are new, inactive, or still to come, and none of those covered today."""
    if quantity in {Quantity.PARTICIPANTS, Quantity.WORKERS} and (
        mention.behind(_NEW_AFTER)
        or mention.before(_NEW_BEFORE)
        or mention.before(_GAP_BEFORE)
        or mention.before(_REST)
        or mention.in_clause(_INACTIVE)
    ):
        return True
    if quantity is Quantity.PARTICIPANTS and (
        mention.before(_POTENTIAL)
        or mention.before(_OUGHT_BEFORE)
        or mention.behind(_INTO_TOTAL)
        or mention.behind(_NEEDED_AFTER)
    ):
        return True
    sentence, start, end = mention.sentence, mention.figure.start, mention.figure.end
    # Of a target in people, what is reached is a share, and no rate: "dari target 100 ribu peserta tercapai 84 persen".
    if quantity is Quantity.RATE and "target" not in sentence[end : end + 20] and _PEOPLE_TARGET.search(sentence):
        return True
    level = quantity in {Quantity.PARTICIPANTS, Quantity.WORKERS, Quantity.RATE}
    return level and is_to_come(sentence, start, end)
