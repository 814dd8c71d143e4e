"""Files of other countries' offices: each is read exactly, or refused with a way out that works."""

from __future__ import annotations

import unicodedata

import pytest
from pydantic import ValidationError

from coverage_cli.analysis.sums.vocabulary import is_total_name
from coverage_cli.config.layout import Layout
from coverage_cli.domain.choices import encoding_of
from coverage_cli.domain.model import Kind
from coverage_cli.domain.names.keys import name_key
from coverage_cli.domain.names.labels import Labels
from coverage_cli.domain.records import PersonRow, field_adapter
from coverage_cli.domain.safe import visible
from coverage_cli.domain.units import says_people, unit_alone, unit_of
from coverage_cli.intake.counts.table import AggregateReader
from coverage_cli.intake.headers.vocabulary import normal

HEAD = "branch;segment;period;"


def read(tmp_path, text, encoding="utf-8", **settings):
    """What a reader makes of a table of workers: its counts, and its findings."""
    path = tmp_path / "p.csv"
    path.write_bytes(text.encode(encoding))
    reader = AggregateReader(Kind.POPULATION, (Labels(), Labels()))
    reader.read(Layout(str(path), **settings))
    counts = [count for cells in reader.table.counts.values() for count in cells.values()]
    return counts, [(finding.code, finding.place.line) for finding in reader.findings]


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("Effectif (milliers)", "thousands"),
        ("Effectif, en milliers de personnes", "thousands"),
        ("Trabalhadores (em mil pessoas)", "thousands"),
        ("Trabajadores (miles)", "thousands"),
        ("Erwerbstätige in Tausend", "thousands"),
        ("就業者数（千人）", "thousands"),
        ("ผู้มีงานทำ (พันคน)", "thousands"),
        ("Lao động (nghìn người)", "thousands"),
        (unicodedata.normalize("NFD", "Lao động (nghìn người)"), "thousands"),
        ("कामगार (हजार)", "thousands"),
        ("কর্মী (হাজার)", "thousands"),
        ("شاغلان (هزار نفر)", "thousands"),
        ("المشتغلون (بالألف)", "thousands"),
        ("Wafanyakazi (maelfu)", "thousands"),
        ("Работающие (тыс. чел.)", "thousands"),
        ("Workers (in lakh)", "lakhs"),
        ("श्रमिक (लाख)", "lakhs"),
        ("Workers in crore", "crores"),
        ("就業者数（万人）", "ten-thousands"),
        ("就業者数（百万人）", "millions"),
        ("Lao động (triệu người)", "millions"),
    ],
)
def test_names_of_counts_that_speak_of_units_in_other_languages(name, unit):
    assert unit_of(name) == unit


@pytest.mark.parametrize(
    "name",
    [
        "Travailleurs pour mille",
        "Distance 5 miles",
        "Région du Lac",
        "千葉県",
        "แรงงานสัมพันธ์",
        "लखनऊ",
        "हजारीबाग",
        "Personnel (mil. et civil)",
        "الف) شاغلان",
        "Trabajadores",
    ],
)
def test_names_that_only_look_like_units(name):
    assert unit_of(name) is None


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Milliers de personnes", "thousands"),
        ("万人", "ten-thousands"),
        ("लाख", "lakhs"),
        ("Number of persons (in thousands of persons)", "thousands"),
        ("Number of persons", None),
    ],
)
def test_cells_that_say_nothing_but_a_unit(text, unit):
    assert unit_alone(text) == unit


@pytest.mark.parametrize(("text", "found"), [("Jumlah orang", True), ("Percent of persons", False), ("number", False)])
def test_cells_that_say_nothing_but_that_people_are_counted(text, found):
    assert says_people(text) is found


@pytest.mark.parametrize(
    ("unit", "cell", "people"),
    [("lakhs", "12.34567", 1_234_567), ("crores", "1,2345678", 12_345_678), ("ten-thousands", "3.5", 35_000)],
)
def test_units_of_india_and_of_japan_are_exact(tmp_path, unit, cell, people):
    assert read(tmp_path, f"{HEAD}workers\na;s;2025;{cell}\n", unit=unit) == ([people], [])


def test_a_power_of_ten_that_a_column_states_asks_for_its_unit(tmp_path):
    _, findings = read(tmp_path, f"{HEAD}workers;UNIT_MULT\na;s;2025;12;4\n")
    assert ("S123", 2) in findings


def test_rows_of_people_among_thousands_are_refused(tmp_path):
    text = f"{HEAD}workers;Đơn vị\na;s;2025;12;nghìn người\nb;s;2025;12;người\n"
    assert ("S126", 3) in read(tmp_path, text, unit="thousands")[1]


def test_headers_differ_by_signs_of_vowels_and_not_by_how_accents_are_stored():
    assert normal("ชาย") != normal("ชายู")
    assert normal("कुल") != normal("कूल")
    assert normal(unicodedata.normalize("NFD", "Période d’Activité")) == normal("Période d’activité")
    assert normal("Ｗｏｒｋｅｒｓ（人）") == normal("workers (人)")


@pytest.mark.parametrize(
    ("style", "cells", "people"),
    [
        (
            "fr",
            ["1 234 567", "1\u00a0234", "12\u202f345", "12\u2009345", "999", "0"],
            [1_234_567, 1234, 12345, 12345, 999, 0],
        ),
        ("ch", ["1'234'567", "1’234", "999"], [1_234_567, 1234, 999]),
        ("in", ["1,23,456", "12,345", "5,00,00,000", "999"], [123_456, 12_345, 50_000_000, 999]),
    ],
)
def test_thousands_of_france_switzerland_and_india_are_read_where_declared(tmp_path, style, cells, people):
    text = HEAD + "workers\n" + "".join(f"a{row};s;2025;{cell}\n" for row, cell in enumerate(cells))
    assert read(tmp_path, text, number_style=style) == (people, [])
    assert {code for code, _ in read(tmp_path, text)[1]} <= {"V102", "V103"}


@pytest.mark.parametrize(
    ("style", "cell", "code"),
    [
        ("fr", "1 23", "V102"),
        ("fr", "1 2345", "V102"),
        ("fr", "12.345", "V120"),
        ("fr", "12,345", "V105"),
        ("fr", "1,234,567", "V120"),
        ("ch", "12,345", "V120"),
        ("ch", "12.345", "V105"),
        ("in", "123,456", "V120"),
        ("in", "1,234,567", "V120"),
        ("in", "12.345", "V105"),
        ("in", "1,2,345", "V102"),
        ("id", "1 234", "V102"),
    ],
)
def test_what_the_declared_style_does_not_write_is_refused(tmp_path, style, cell, code):
    assert read(tmp_path, f"{HEAD}workers\na;s;2025;{cell}\n", number_style=style) == ([], [(code, 2)])


def test_a_french_table_in_thousands_has_decimals_behind_a_comma(tmp_path):
    text = f"{HEAD}workers\na;s;2025;1 234,5\nb;s;2025;906\nc;s;2025;12,345\n"
    assert read(tmp_path, text, number_style="fr", unit="thousands")[0] == [1_234_500, 906_000, 12_345]


def test_blanks_between_digits_name_the_style_that_reads_them(tmp_path):
    path = tmp_path / "p.csv"
    path.write_text(f"{HEAD}workers\na;s;2025;1\u202f234\n", encoding="utf-8")
    reader = AggregateReader(Kind.POPULATION, (Labels(), Labels()))
    reader.read(Layout(str(path)))
    (finding,) = reader.findings
    assert dict(finding.args) | {"way": ""} == {"way": "", "style": "fr", "plain": "1234"}


@pytest.mark.parametrize(
    "name", ["Ensemble", "Tổng số", "合計", "รวมทั้งสิ้น", "जम्मा", "মোট", "الإجمالي", "جمع کل", "Insgesamt", "Итого"]
)
def test_totals_of_other_languages_are_totals_by_their_names(name):
    assert is_total_name(name_key(name))
    assert is_total_name(name_key(unicodedata.normalize("NFD", f"{name}:")))


@pytest.mark.parametrize("name", ["Jumla", "Somme", "รวมพล", "कुलपति", "जम्मू", "Ensemblier"])
def test_places_that_only_look_like_totals(name):
    assert not is_total_name(name_key(name))


@pytest.mark.parametrize("name", ["شاهین\u200cشهر", "ශ්\u200dරී ලංකා", "র\u200d্যাব", "काठ\u200cमाडौं"])
def test_joiners_within_words_are_spelling_and_make_no_second_name(tmp_path, name):
    plain = name.replace("\u200c", "").replace("\u200d", "")
    assert read(tmp_path, f"{HEAD}workers\n{name};s;2025;5\n") == ([5], [])
    assert name_key(name) == name_key(plain)
    assert visible(name) == name


@pytest.mark.parametrize("name", ["Bali\u200ckpapan", "شهر\u200c", "\u200dශ්", "شهر\u200c\u200cشاهین", "۱\u200c۲"])
def test_joiners_that_spell_nothing_are_refused(tmp_path, name):
    assert read(tmp_path, f"{HEAD}workers\n{name};s;2025;5\n") == ([], [("V112", 2)])
    assert "<U+200" in visible(name)


def test_an_identifier_has_no_joiners():
    reader = field_adapter(PersonRow, "participant_id")
    with pytest.raises(ValidationError, match="invisible"):
        reader.validate_python(["شا\u200cهین"])


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("windows-1256", "القاهرة"),
        ("windows-874", "กรุงเทพมหานคร"),
        ("shift_jis", "東京都ソ表十"),
        ("gb18030", "北京"),
        ("windows-1254", "Şişli"),
        ("euc-kr", "서울"),
    ],
)
def test_encodings_of_spreadsheets_of_other_countries_are_read_where_declared(tmp_path, encoding, name):
    known = encoding_of(encoding)
    path = tmp_path / "p.csv"
    labels = Labels()
    for stored in (known, "utf-8"):
        path.write_bytes(f"{HEAD}workers\n{name};s;2025;5\n".encode(stored))
        reader = AggregateReader(Kind.POPULATION, (labels, Labels()))
        reader.read(Layout(str(path), encoding=known))
        codes = {finding.code for finding in reader.findings}
        assert codes <= ({"F107", "C110"} if stored != known else set())
        assert codes or stored == known
    assert [labels.shown(key) for key in labels] == [name]
