"""Files that new users broke in ways of their own: the message alone says what to type instead."""

from __future__ import annotations

import json

import pytest

from tests.gate.conftest import HEAD, PARTICIPANTS, POPULATION

SOURCES = "dimensions: [sex]\ninputs:\n  - {kind: population, files: data/population.csv}\n"
SEXES = "branch,segment,period,sex,basis,workers\nb,pu,2025-09,f,{},5\nb,pu,2025-09,m,{},7\nB,Pu,2025-09,M,{},8\n"


@pytest.mark.parametrize(
    ("bases", "said"),
    [
        (("", "", ""), "4:1: error K101 b / pu / m / 2025-09 has a row already"),
        (("employed", "employed", "universe"), "4:16: error K105 b / pu / m / 2025-09 has workers on several bases"),
    ],
)
def test_a_key_is_named_with_its_dimensions(project, run, bases, said):
    project({"config/sources.yaml": SOURCES, "data/population.csv": SEXES.format(*bases)})
    assert said in run("check", "data/population.csv").out


@pytest.mark.parametrize(
    ("header", "rows", "told"),
    [
        ("branch,segment,period,participants", "b,pu,2025-09,12a", 'participants "12a" is not'),
        ("Branch,SEGMENT,period,Participants", "b,pu,2025-09,12a", 'participants "12a" is not'),
        ("Cabang,Segmen,Periode,Jumlah Peserta", "b,pu,2025-09,12a", 'participants (Jumlah Peserta) "12a" is not'),
        ("Cabang,Segmen,Periode,Jumlah Peserta", "b,,2025-09,12", "segment (Segmen) is empty"),
        ("Cabang,Segmen,Periode,Jumlah Peserta", "b,pu,2099-09,12", 'period (Periode) "2099-09" begins after today'),
        ("NIK,Cabang,Segmen,Status,Periode", "1,b,pu,aktif,2025-13", 'period (Periode) "2025-13" is not a period'),
        ("NIK,Cabang,Segmen,Status,Periode", "1,b,pu,aktif,2099-09", 'period (Periode) "2099-09" begins after today'),
    ],
)
def test_a_column_is_named_as_the_file_names_it(project, run, header, rows, told):
    files = {"data/participants.csv": f"{header}\n{rows}\n"}
    project(files | {"data/population.csv": POPULATION.replace("balikpapan", "b").replace("2025-09", "2025-01")})
    ran = run("check", "--lang", "en", "--today", "2026-06-30")
    assert told in ran.out
    found = run("check", "--format", "json", "--today", "2026-06-30").json["findings"]
    assert any(one["field"] == told.split()[0] and told in one["message"] for one in found)


def test_a_finding_stays_the_same_one_under_another_name_of_its_column(project, run):
    marks = set()
    for name in ("participants", "Jumlah Peserta"):
        rows = PARTICIPANTS.replace("participants", name).replace(",67", ",6 7")
        project({"data/population.csv": POPULATION, "data/participants.csv": rows})
        (one,) = json.loads(run("check", "--format", "gitlab", "--today", "2026-06-30").out)
        marks.add(one["fingerprint"])
        assert name in one["description"]
    assert len(marks) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (PARTICIPANTS.replace("2025-09,67", "September 2025,67"), 'did you mean "2025-09"?'),
        (PARTICIPANTS.replace("2025-09,67", "Agustus 2025,67"), 'did you mean "2025-08"?'),
        (PARTICIPANTS.replace("2025-09,67", "2025 Mei,67"), 'did you mean "2025-05"?'),
        (PARTICIPANTS.replace("2025-09,67", "Q3 2025,67"), 'did you mean "2025-Q3"?'),
        (PARTICIPANTS.replace("2025-09,67", "TW 3/2025,67"), 'did you mean "2025-Q3"?'),
        (PARTICIPANTS.replace("2025-09,67", "202509,67"), 'did you mean "2025-09"?'),
        (PARTICIPANTS.replace("2025-09,67", "9/2025,67"), 'did you mean "2025-09"?'),
        (PARTICIPANTS.replace("2025-09,67", "2025-9,67"), 'did you mean "2025-09"?'),
        (PARTICIPANTS.replace("2025-09,67", "46022,67"), 'did you mean "2025-12-31"?'),
        (PARTICIPANTS.replace("2025-09,67", "2025-4,67"), 'period "2025-4" is not a period. Hint'),
        (PARTICIPANTS.replace(",67", ",67%"), "V121 participants"),
        (PARTICIPANTS.replace(",", " "), "S121 the columns of this header are separated by blanks"),
        (PARTICIPANTS.replace("period", "periode_laporan"), 'no column "period" (did you mean "periode_laporan"?)'),
        (PARTICIPANTS.replace("participants", "jumlah_peserta_2025"), "--column"),
    ],
)
def test_the_way_out_is_in_the_message(given, run, text, said):
    given(participants=text)
    ran = run("check", "--lang", "en", "--today", "2026-06-30")
    assert ran.code == 1
    assert said in ran.out


@pytest.mark.parametrize("period", ["03/04/2025", "25-09", "13/2025", "2025-13", "Sept"])
def test_nothing_is_proposed_where_there_are_two_readings_or_none(given, run, period):
    given(participants=f"{HEAD}participants\nbalikpapan,pu,{period},67\n")
    (line,) = [line for line in run("check", "--lang", "en").out.splitlines() if f'"{period}"' in line]
    assert "did you mean" not in line


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_a_text_of_the_file_that_ends_a_sentence_needs_no_second_stop(given, run, form):
    rows = "balikpapan,pu,2025-09,5\nSumber: BPS. Diolah.,,,\n"
    given(participants=f"branch,segment,period,participants\n{rows}")
    said = run("check", "--format", form).out.replace("\\", "")
    assert f"a row: Sumber: BPS. Diolah.{' Hint' if form == 'text' else ''}" in said
    assert "Diolah.." not in said


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (
            {"checks": "totals:\n  - {branch: balikpapan, segment: bpuu, period: 2025-09, workers: 80}\n"},
            'published total (did you mean "bpu"?)',
        ),
        ({"population": POPULATION.replace("2025-09", "1404-06")}, 'D103 period "1404-06" ended before 1900'),
        ({"population": POPULATION.replace("2025-09", "2026-07")}, "begins after today (2026-06-30)"),
        (
            {"population": POPULATION.replace("2025-09,100", "2025-07,100").replace("balik", "Balik")
             + "Balikpapan,pu,2025-Q3,90\n"},
            "K104 Balikpapan has two vintages that start on the same day: 2025-07 and 2025-Q3",
        ),
        (
            {"population": POPULATION.replace("workers\n", "workers,\n").replace("0\n", "0,x\n")},
            "3:27: error S113 column 5 has no name in the header",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_name_and_number(given, run, files, said):
    given(**files)
    assert said in run("check", "--lang", "en", "--today", "2026-06-30").out
