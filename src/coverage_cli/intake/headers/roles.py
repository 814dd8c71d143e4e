"""What a column of a table that nobody described may hold: its name and its cells tell, and neither is proof."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from coverage_cli.domain.nik import LENGTH, SHORTEST_CARD
from coverage_cli.domain.periods.months import MONTHS_A_YEAR, month_of
from coverage_cli.domain.periods.periods import known_period, parse_period
from coverage_cli.intake.cells.meant_periods import meant
from coverage_cli.intake.cells.numbers import declarable, grouping, parted, ungrouped
from coverage_cli.intake.cells.unread import seen
from coverage_cli.intake.headers.vocabulary import FIELD_OF, normal

HINTS = {
    "branch": {"cabang", "kantor", "kabupaten", "kab", "kota", "wilayah", "daerah", "provinsi", "propinsi"}
    | {"office", "region", "district", "county", "province", "state", "country", "countries", "negara", "ref_area"},
    "segment": {"segmen", "jenis", "kategori", "kelompok", "pekerjaan", "category", "group", "sector", "sektor"},
    "period": {"periode", "tahun", "bulan", "tanggal", "tgl", "year", "month", "date", "vintage", "round", "wave"},
    "workers": {"pekerja", "bekerja", "angkatan", "penduduk", "semesta", "potensi", "population", "employed"}
    | {"workers", "labour", "labor", "workforce"},
    "participants": {"peserta", "aktif", "terlindungi", "participants", "active", "members", "insured", "covered"},
    "status": {"status", "keaktifan", "kepesertaan"},
    "programme": {"programme", "program", "scheme", "skema", "fund"},
}
"""Words in a column's name that tell what it may hold."""
BROADER = {"wilayah", "daerah", "provinsi", "propinsi", "region", "province", "state"}
"""Words of areas that have branches in them, and are some where nothing smaller stands beside."""
BROADEST = {"country", "countries", "negara", "ref_area"}
"""Words of nations, which have those areas in them."""
_RATES = {"percent", "percentage", "pct", "persen", "persentase", "prosentase", "proporsi", "proportion", "share"}
_RATES |= {"tingkat", "rasio", "ratio", "rate", "rates", "cent", "permille"}
_CHANGES = {"minus", "↑", "↓", "▲", "▼"}
"""Words of a change since another date; a plus alone is an age group (`Penduduk 15+`)."""
_COVERAGE = {"cakupan", "coverage"}
_HUNDRED = 100
"""The words are names of a rate, unless a cell is more than a hundred percent."""
_PERCENT = re.compile(r"[-+]?[0-9][0-9.,]*\s?%")
COUNTING = {"jumlah", "jml", "total", "banyaknya", "count"}
"""Words of a name that says how many, whatever else it speaks of."""
_OTHER_THINGS = {"iuran", "upah", "gaji", "rp", "rupiah", "idr", "usd", "nominal", "saldo", "dana", "klaim", "manfaat"}
_OTHER_THINGS |= {"santunan", "perusahaan", "kasus", "kecelakaan", "contribution", "contributions", "wage", "wages"}
_OTHER_THINGS |= {"salary", "amount", "benefit", "benefits", "claims", "company", "companies", "firms", "employers"}
_OTHER_THINGS |= {"establishments", "cases", "accidents"}
"""Words of a name that is of money, firms, or cases, where none of people stands beside."""
_PEOPLE = {"orang", "jiwa", "tenaga", "tk", "penerima", "buruh", "karyawan", "pegawai", "people", "persons"}
_PEOPLE |= {"employees", "insured", "recipients", "beneficiaries", "contributors"}
_PLANNED = {"target", "sasaran", "rencana", "proyeksi", "projection", "projected", "planned", "calon"}
_PLANNED |= {"pengangguran", "penganggur", "unemployed", "unemployment"}
_POTENTIAL = {"potensi", "potential"}
"""Words of a name whose people are none of either side, and none of the participants."""
_OUTSIDE = {"bukan", "belum", "tidak", "non", "not", "nonaktif", "inactive", "baru", "new", "keluar", "tambahan"}
_OUTSIDE |= {"penambahan", "berhenti"}
"""Words of a name whose people may be those who are not of a side, or only newly, or some of it (`Bukan PU`)."""
_PROGRAMMES = {"jkk", "jkm", "jht", "jp", "jkp", "jaminan kecelakaan kerja", "jaminan kematian", "jaminan hari tua"}
_PROGRAMMES |= {"jaminan pensiun", "jaminan kehilangan pekerjaan"}
"""Names of programmes that have the same people in them, and are no segments."""
_TALLY = re.compile(r"(?:no|nomor|nr)(?:_urut)?|id|urut(?:an)?|(?:.+_)?(?:kode|code)(?:_.+)?")
"""Names of running numbers and codes, in the form in which names compare."""
_CARDS = {"ktp", "no_ktp", "nomor_ktp", "no_induk_kependudukan", "nomor_induk_kependudukan"}
"""Names of the number on a citizen's card; an address may be that of the card (`alamat_ktp`)."""
_DAYS = {"tanggal", "tgl", "date"}
_BEGINNINGS = {"kepesertaan", "daftar", "pendaftaran", "mulai", "masuk", "bergabung"}
_BEGINNINGS |= {"join", "joining", "start", "entry"}
_OWN = {"lahir", "birth", "born", "dob", "joined", "terdaftar", "registered", "registration", "enrolled", "enrolment"}
"""Words of a date that is each person's own; those of beginnings are so beside a word for a day."""
_DECIMALS = re.compile(r"[0-9][0-9.,]*[.,][0-9]+")
_FEW_DAYS = 3
_NEARLY = 0.9
_FIRST_YEAR, _LAST_YEAR = 1950, 2100
"""Outside of them four digits are a code (6471 is Balikpapan)."""
YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_SHORT_YEAR = re.compile(r"(?<=[a-z])[ ./'-]*([0-9]{2})$", re.IGNORECASE)
DATED = re.compile(r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-](?:[0-9]{2}){1,2}|[0-9]{1,2}/[0-9]{2}")
_DAY_AND_MONTH = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]((?:19|20)[0-9]{2})")
_YEARLONG = len("2025")
_NUMBER = re.compile(r"[-+]?[0-9][0-9.,]*")
_SHEET_DAY = re.compile(r"date ([0-9]{4}-[0-9]{2}-[0-9]{2})")


def spoken(name: str) -> set[str]:
    """The words of a column's name; the reference area of statistical offices (`REF_AREA`) is one of them."""
    return set(re.findall(r"ref_area|[^_]+", normal(name)))


def is_rate(name: str, cells: Sequence[str]) -> bool:
    """Whether a column holds rates and no counts of people."""
    if spoken(name) & _RATES or any(_PERCENT.fullmatch(seen(cell)) for cell in cells):
        return True
    many = any(is_count(cell) and int(ungrouped(cell)) > _HUNDRED for cell in cells)
    return bool(spoken(name) & _COVERAGE) and not many


def names_no_count(measure: str, name: str) -> bool:
    """Whether a column's name alone says that it holds rates, changes, or people that a measure does not count."""
    changes = is_rate(name, ()) or bool(spoken(name) & _CHANGES)
    return changes or is_planned(measure, name) or may_be_outside(name)


def is_identifier(name: str, cells: Sequence[str]) -> bool:
    """Whether a column holds numbers of persons."""
    called = FIELD_OF.get(normal(name)) == "participant_id" or spoken(name) & {"nik", "kpj"}
    if (called or normal(name) in _CARDS) and not spoken(name) & COUNTING:
        return True
    return are_long(cells) and len(set(cells)) >= _NEARLY * len(cells)


def are_long(cells: Sequence[str]) -> bool:
    """Whether nearly all cells are numbers as long as a person's; a column that counts people has none of them."""
    long = (cell for cell in cells if cell.isascii() and cell.isdigit() and SHORTEST_CARD <= len(cell) <= LENGTH)
    return bool(cells) and sum(1 for _ in long) >= _NEARLY * len(cells)


def counts_others(name: str) -> bool:
    """Whether a column's name says that it counts no people: `Iuran (Rp)`, `Jumlah Perusahaan`; not `Penerima Upah`."""
    words = spoken(name)
    people = _PEOPLE.union(HINTS["workers"], HINTS["participants"])
    return not words.isdisjoint(_OTHER_THINGS) and words.isdisjoint(people)


def is_planned(measure: str, name: str) -> bool:
    """Whether a column's name says that a measure counts none of its people: `Target Peserta`, `Pengangguran`."""
    return not spoken(name).isdisjoint(_PLANNED | (_POTENTIAL if measure == "participants" else set()))


def is_tally(name: str) -> bool:
    """Whether a column's name is one of running numbers or codes."""
    return _TALLY.fullmatch(normal(name)) is not None


def may_be_outside(name: str) -> bool:
    """Whether a column's people may be outside of what its name speaks of: `Bukan Angkatan Kerja`, `Peserta Baru`."""
    return not spoken(name).isdisjoint(_OUTSIDE)


def is_programme(text: str) -> bool:
    """Whether a name is one of a programme of BPJS Ketenagakerjaan."""
    return " ".join(text.casefold().split()) in _PROGRAMMES


def may_count(name: str, cells: Sequence[str]) -> bool:
    """Whether a column could hold counts of people at all."""
    says = is_tally(name) or spoken(name) & _CHANGES
    if says or is_rate(name, cells) or is_identifier(name, cells) or are_long(cells) or are_dates(cells):
        return False
    return not cells or any(cell[0].isdigit() for cell in cells)


def is_flag(cells: Sequence[str]) -> bool:
    """Whether a column says yes or no about each row, by 1 and 0, and counts nobody."""
    return set(cells) == {"0", "1"}


def is_number(text: str) -> bool:
    """Whether a cell is a number, with whatever marks."""
    return _NUMBER.fullmatch(text) is not None or is_quantity(text)


def are_dates(cells: Sequence[str]) -> bool:
    """Whether most cells of a column are days or months, of whatever reading."""
    days = [
        cell for cell in cells if not cell.isdigit() and (DATED.fullmatch(cell) or len(period_of(cell)) > _YEARLONG)
    ]
    return len(days) * 2 > len(cells)


def is_count(text: str) -> bool:
    """Whether a cell is a whole number and no year."""
    plain = text.isascii() and (text.isdigit() or grouping(text) is not None)
    return (plain or declarable(text) is not None) and not is_period(text)


def is_quantity(text: str) -> bool:
    """Whether a cell is a count, or one in thousands, which may have decimals."""
    return is_count(text) or parted(text) is not None or (bool(_DECIMALS.fullmatch(text)) and not is_period(text))


def has_parts(text: str) -> bool:
    """Whether a cell has decimals other than zeros, which no count has: 232,2; not 232.200, 232.0 or 2,32,200."""
    _, text = parted(text) or ("", text)
    found = re.fullmatch("[0-9][0-9.,]*?([.,])[0-9]*[1-9][0-9]*", text)
    return bool(found) and grouping(text) is None and text.count(text[max(map(text.rfind, ".,"))]) == 1


def is_period(text: str) -> bool:
    """Whether a cell is a period as we write it, of a year that there may be figures of."""
    period = parse_period(text)
    return period is not None and _FIRST_YEAR <= period.first.year <= _LAST_YEAR


def is_month(text: str) -> bool:
    """Whether a cell names a month without its year."""
    return month_of(text) > 0


def period_of(text: str) -> str:
    """The period that a cell is, or is likely to mean (`Apr-25`, `April 2025`, `04/2025`); nothing where it is none."""
    if day := _SHEET_DAY.fullmatch(text):  # a spreadsheet makes days of months that somebody types
        text = day[1].removesuffix("-01")
    found = text if parse_period(text) else meant(text) or meant(_SHORT_YEAR.sub(r" 20\1", text))
    return found if is_period(found) else ""


def periods_of(cells: Iterable[str]) -> dict[str, str]:
    """The period of each cell of a column; 04/05/2025 has one where another cell shows that days stand first."""
    said = {cell: period_of(cell) for cell in cells}
    dates = {cell: found for cell in said if (found := _DAY_AND_MONTH.fullmatch(cell))}
    days_first = any(int(found[1]) > MONTHS_A_YEAR for found in dates.values())
    for cell, (day, month, year) in ((cell, found.groups()) for cell, found in dates.items()):
        period = f"{year}-{int(month):02d}-{int(day):02d}"
        said[cell] = period if days_first and is_period(period) else ""
    if any(int(found[2]) > MONTHS_A_YEAR for found in dates.values()):  # or months do
        said |= dict.fromkeys(dates, "")
    return said


def readings_of(cells: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Dates such as 01/02/2024 with days first and with months first; empty where one of them is no such date."""
    found: dict[str, tuple[str, str]] = {}
    for cell in cells:
        date = _DAY_AND_MONTH.fullmatch(cell)
        first, second, year = date.groups() if date else ("", "", "")
        both = tuple(f"{year}-{month:0>2}-{day:0>2}" for day, month in ((first, second), (second, first)))
        if not all(map(is_period, both)):
            return {}
        found[cell] = (both[0], both[1])
    return found


def is_own_date(name: str, cells: Sequence[str]) -> bool:
    """Whether a column of persons is a date of each one's own, of birth or of joining, and not the extract's."""
    words = spoken(name)
    if words & _OWN or (words & _DAYS and words & _BEGINNINGS):
        return True
    read = periods_of(cells)
    unread = {cell for cell, said in read.items() if not said and _DAY_AND_MONTH.fullmatch(cell)}
    days = {said for said in read.values() if len(said) == len("2025-09-30")}
    loose = unread | {day for day in days if day != known_period(day[:7]).last.isoformat()}  # as of a month's end
    days |= unread
    return len(loose) > _FEW_DAYS or (len(days) >= _FEW_DAYS and len(days) >= _NEARLY * len(cells))


def may_be_period(name: str, cells: Sequence[str]) -> bool:
    """Whether a column may hold periods, in whatever spelling: its name says so, or most of them have a year."""
    return bool(spoken(name) & HINTS["period"]) or sum(map(bool, map(YEAR.search, cells))) * 2 > len(cells)
