"""Words that say what a figure in running text is about, in Indonesian and English, as regular expressions."""

from __future__ import annotations

import re

from coverage_cli.analysis.reconcile.quantities import Quantity

_INTENDS = (
    r"(?:aim(?:s|ed|ing)?|wants?|hop(?:es?|ed|ing)|plan(?:s|ned|ning)?|seek(?:s|ing)?|intend(?:s|ed)?|vow(?:s|ed)"
    r"|pledge[sd]?)"
)
_PEOPLE = (
    r"\s(?:(?:sebanyak|sekitar|berjumlah)\s)?\d[\d.,]*\s(?:(?:ribu|rb|juta|jt)\s)?"
    r"(?:orang|pekerja|jiwa|tenaga kerja)\b"
)
_CUES = {
    Quantity.UNCOVERED: (
        r"not(?: yet)?(?: been)? (?:covered|protected|registered|insured|enrolled)",
        r"un(?:covered|protected|registered)", r"without (?:coverage|protection)",
        r"lack(?:s|ed|ing)? (?:\w+ ){0,2}(?:cover(?:age)?|protection|security)",
        r"no (?:\w+ )?(?:coverage|protection|insurance)", r"without (?:\w+ )?insurance", r"excluded",
        r"(?:outside|di luar) (?:of )?(?:the |any )?(?:\w+ )?(?:scheme|system|program(?:me)?|kepesertaan|jaminan)",
        r"tanpa (?:perlindungan|jaminan)", r"tidak (?:punya|memiliki|mempunyai) (?:perlindungan|jaminan)",
        r"belum (?:ter\w+|di\w+|menjadi|jadi|ikut|masuk|me(?!menuhi|ncapai|nyentuh|lampaui|lebihi)\w+)",
        r"tidak ter\w+",
        r"(?:belum|(?:are|is|do|have|were) not|(?<=cent )not)(?=\s*(?:[.,;:)]|$))",
        rf"yang belum(?={_PEOPLE})",
    ),
    Quantity.GAP: (
        r"(?:gap|kesenjangan|selisih)(?: (?:cakupan|kepesertaan|perlindungan|coverage)){1,2}",
        r"(?:gap|kesenjangan|selisih) (?:antara|between) \w+ (?:dan|and) \w+", r"behind", r"short of", r"gap",
        r"(?:below|lower than) the(?: \w+)? target", r"lebih rendah dari(?:pada)? target", r"lag(?:s|ged|ging)?",
        r"tertinggal", r"kurang", r"selisih", r"lagi (?:untuk(?= mencapai)|dari|mencapai|menuju|ke)", r"kesenjangan",
        r"di bawah target", r"terpaut", r"defisit",
    ),
    Quantity.SHORTFALL: (
        r"short of", r"shortfall", r"still need\w*", r"more (?:participants|workers|members|people)",
        r"(?:(?:mem)?butuh(?:kan)?|memerlukan|diperlukan)(?= (?:lagi |sekitar |sebanyak )?\d)",
        r"to (?:meet|reach) the target", r"kekurangan", r"kurang", r"dibutuhkan", r"untuk mencapai target",
        r"(?:peserta|pekerja|orang) lagi(?! (?:belum|tidak))", r"(?:perlu|butuh|membutuhkan|dibutuhkan) tambahan",
        r"additional (?:participants|workers)",
    ),
    # A target of coverage is no coverage: the longer cue is as near as the word in it, and comes first.
    Quantity.TARGET: (
        r"(?:target|\w+argetkan)\w*(?: (?:cakupan|kepesertaan|peserta|ucj|universal|coverage|participation|rate)){1,3}",
        r"target\w*(?: \w+)? yang mencapai",
        # What somebody sets out to reach is no coverage either.
        rf"{_INTENDS} to (?:\w+ )?(?:reach|meet|achieve|attain|hit|cover|enrol+|register|protect|insure)",
        rf"{_INTENDS} (?:to \w+|for) (?:\w+ ){{0,2}}(?:coverage|participation|membership|rate)",
        r"target\w*", r"(?:untuk|agar|supaya|guna|demi) (?:sampai|mencapai|capai)", r"\w+argetkan", r"goals?",
        r"aim(?:s|ed|ing)?", r"wants?", r"hop(?:es?|ing) to", r"plans to", r"promis(?:es?|ed)",
        r"(?:ingin|harus|berharap|bertekad) (?:mencapai|capai|tembus)",
        r"(?:must|should|needs? to|ha(?:s|ve) to) (?:reach|meet|achieve|hit)",
        r"(?:more|additional) \w+ to (?:reach|meet|achieve)",
        r"(?:needed|required) for", r"(?:dibutuhkan|diperlukan) untuk",
    ),
    Quantity.RATE: (
        r"ucj", r"coverage", r"participation", r"reach\w*", r"stands? at", r"rate",
        r"kepesertaan(?:nya)?", r"cakupan(?:nya)?", r"mencapai", r"capaian", r"tercapai", r"realisasi(?:nya)?",
        r"cover(?:s|ed)", r"registered", r"protected",
        r"enrolled", r"terlindungi", r"terdaftar", r"ter-?cover", r"dilindungi", r"menjadi peserta",
    ),
    Quantity.PARTICIPANTS: (
        r"(?:covered|registered|protected|insured|enrolled) (?:workers|people|employees)", r"participants?",
        r"registered", r"covered", r"protected", r"insured", r"members?", r"enrolled", r"membership", r"protects",
        r"covers", r"contributors?", r"peserta(?:nya)?", r"kepesertaan", r"terdaftar", r"terlindungi", r"ter-?cover",
        r"terlindung", r"dilindungi", r"melindungi", r"(?:active|aktif)(?=:?\s\d)",
    ),
    Quantity.WORKERS: (
        r"workers?", r"workforce", r"labou?r force", r"employed", r"in employment",
        r"(?<!bpjs )employment (?:rose|grew|fell|is|was|stood|reached|of)", r"pekerja(?:nya)?", r"tenaga kerja",
        r"angkatan kerja", r"(?:penduduk|orang|yang) bekerja", r"bekerja(?=:\s\d)", r"potensi", r"semesta",
    ),
}  # fmt: skip

PATTERNS = {quantity: re.compile(rf"\b(?:{'|'.join(cues)})\b", re.IGNORECASE) for quantity, cues in _CUES.items()}
"""Where in a sentence a quantity is spoken of."""
