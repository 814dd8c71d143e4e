"""What a header says of its workers is told in the reader's language; what a column says, as it stands there."""

from __future__ import annotations

from pathlib import Path

import pytest

from coverage_cli.domain.bases import BASIS_OF, basis_key
from coverage_cli.output.language import words

HEAD = "cabang;segmen;periode;"
PEOPLE = "branch,segment,period,participants\nkota,a,2023,40\nkota,b,2023,60\nkota,a,2024,90\nkota,b,2024,95\n"
EMPLOYED = f"{HEAD}penduduk_bekerja\nkota;a;2023;80\nkota;b;2023;0\nkota;a;2024;100\nkota;b;2024;90\n"
FORCE = f"{HEAD}angkatan_kerja\nkota;a;2023;110\nkota;b;2023;110\nkota;a;2024;120\nkota;b;2024;200\n"
ONE = {"data/population.csv": EMPLOYED.replace(";0\n", ";70\n"), "data/participants.csv": PEOPLE}
TWO = {"data/population-1.csv": EMPLOYED, "data/population-2.csv": FORCE, "data/participants.csv": PEOPLE}
BOTH = ("--basis", "employed", "--basis", "labour force", "--lang", "id")
SUM = (
    "inputs:\n  - {kind: population, files: data/population-*.csv, aggregate: sum}\n"
    "  - {kind: participants, files: data/participants.csv}\n"
)


@pytest.mark.parametrize("header", BASIS_OF)
def test_a_word_compares_as_its_header_and_in_each_language(header):
    word = BASIS_OF[header]
    spellings = (word, header, header.replace("_", " ").upper(), words("id")(word))
    assert {basis_key(text) for text in spellings} == {basis_key(word)}


def test_the_basis_of_a_header_is_in_the_readers_language_and_a_machines_is_fixed(project, run):
    project(ONE)
    assert "dasar: penduduk bekerja. Peserta" in run("gap", "--lang", "id").out
    assert "basis: employed. Participants" in run("gap").out
    assert "kota: pekerja dihitung dengan dasar: penduduk bekerja.\n" in run("trend", "--lang", "id").out
    assert ",employed,150," in run("trend", "--lang", "id", "--format", "csv").out


def test_bases_side_by_side_are_named_in_the_readers_language(project, run):
    project(TWO)
    out = run("gap", *BOTH).out
    assert "Pekerja, penduduk bekerja  Cakupan, penduduk bekerja  Pekerja, angkatan kerja  Cakupan, angkatan" in out
    assert "Dengan dasar angkatan kerja: Pekerja: per 2024; dasar: angkatan kerja." in out
    assert "employed" not in out
    assert " • Urutan baris menurut cakupan bergantung pada dasar yang dipakai.\n" in out
    ordered = TWO | {"data/population-2.csv": FORCE.replace("2024;200", "2024;110")}
    project(ordered)
    order = "Dasar mana pun yang dipakai, urutan menurut cakupan tetap sama bagi baris yang memiliki cakupan"
    assert order in run("gap", *BOTH).out
    run("export", *BOTH, "-o", "gap.html")
    assert "Pekerja, penduduk bekerja" in Path("gap.html").read_text(encoding="utf-8")
    assert "coverage_pct employed" in run("gap", *BOTH, "--format", "csv").out
    assert "workers employed" in run("gap", *BOTH, "--format", "csv").out


@pytest.mark.parametrize("name", ["employed", "penduduk bekerja", "Penduduk_Bekerja"])
def test_a_basis_is_asked_for_in_either_language(project, run, name):
    project(TWO)
    out = run("gap", "--basis", name, "--lang", "id").out
    assert "dasar penduduk bekerja dan tidak dihitung (--basis)" in out


def test_findings_and_refusals_name_bases_in_the_readers_language(project, run):
    totals = "totals:\n  - {period: 2024, workers: 9, basis: angkatan kerja}\n"
    totals += "  - {branch: desa, period: 2024, workers: 9, basis: semesta}\n"
    project(TWO)
    assert "K105 kota / a / 2023 memiliki pekerja dengan beberapa dasar: penduduk bekerja, angkatan kerja." in (
        run("check", "--lang", "id").out
    )
    assert "yang dikenal: penduduk bekerja, angkatan kerja\n" in run("gap", "--basis", "x", "--lang", "id").err
    refused = run("gap", "--basis", "employed", "--branch", "kata", "--lang", "id").err
    assert 'dasar "penduduk bekerja"' in refused
    project({"config/checks.yaml": totals})
    out = run("check", "--basis", "labour force", "--lang", "id").out
    assert "D108 angkatan kerja / 2024: " in out
    assert "D109 desa / semesta / 2024: " in out


def test_periods_on_unlike_bases_are_told_in_the_readers_language(project, run):
    later = EMPLOYED.replace("kota;a;2023;80\nkota;b;2023;0\n", "")
    earlier = f"{HEAD}jumlah_pekerja\nkota;a;2023;110\nkota;b;2023;110\n"
    project({"data/population-1.csv": later, "data/population-2.csv": earlier, "data/participants.csv": PEOPLE})
    assert 'dasar "tidak disebutkan", pekerja 2024 dengan dasar "penduduk bekerja"' in run("trend", "--lang", "id").err
    out = run("trend", "--across-bases", "--lang", "id").out
    assert "pekerja dihitung dengan dasar: tidak disebutkan; penduduk bekerja.\n" in out
    run("export", "-o", "gap.html", "--lang", "id")
    page = Path("gap.html").read_text(encoding="utf-8")
    assert "dasar &quot;tidak disebutkan&quot;" in page


def test_a_workbooks_trend_names_bases_in_the_readers_language(project, run):
    openpyxl = pytest.importorskip("openpyxl")
    project(ONE)
    run("export", "-o", "gap.xlsx", "--lang", "id")
    cells = [cell.value for sheet in openpyxl.load_workbook("gap.xlsx") for row in sheet for cell in row]
    assert cells.count("penduduk bekerja") == 2


def test_a_changed_basis_is_told_in_the_readers_language(project, run, tmp_path):
    project({f"before/{name}": text for name, text in ONE.items()} | {"before/config/targets.yaml": "targets: {}\n"})
    project({**ONE, "data/population.csv": ONE["data/population.csv"].replace("penduduk_bekerja", "jumlah_pekerja")})
    out = run("check", "--against", str(tmp_path / "before"), "--lang", "id").out
    assert "dasar penduduk bekerja → tidak disebutkan" in out
    named = "".join(f"{line};{'Penduduk Bekerja' if number else 'dasar'}\n"
                    for number, line in enumerate(ONE["data/population.csv"].split()))  # fmt: skip
    project({"data/population.csv": named.replace("penduduk_bekerja", "jumlah_pekerja")})
    out = run("check", "--against", str(tmp_path / "before")).out
    assert out.count("revised: 0") == 2


def test_what_a_column_says_stands_as_it_is(project, run):
    named = "branch,segment,period,workers,basis\nkota,a,2024,100,employed\nkota,b,2024,100,Angkatan Kerja\n"
    project({"data/population.csv": named, "data/participants.csv": PEOPLE.replace("2023", "2025")})
    assert "dasar: Angkatan Kerja, employed." in run("gap", "--period", "2024", "--lang", "id").out
    assert "basis: Angkatan Kerja, employed." in run("gap", "--period", "2024").out


def test_a_column_that_says_what_a_header_says_is_on_the_same_basis(project, run):
    named = "branch,segment,period,workers,basis\nkota,a,2024,100,Angkatan Kerja\nkota,b,2024,100,angkatan kerja\n"
    more = f"{HEAD}angkatan_kerja\nkota;c;2024;120\n"
    project({"data/population-1.csv": named, "data/population-2.csv": more, "data/participants.csv": PEOPLE})
    assert "D102" not in run("check").out
    assert "rows on another basis" not in run("check", "--basis", "labour force").out


def test_rows_added_up_keep_the_word(project, run):
    blank = f"{HEAD}jumlah_pekerja;dasar\nkota;a;2024;1;\n"
    files = {"data/population-1.csv": blank, "data/population-2.csv": f"{HEAD}penduduk_bekerja\nkota;a;2024;100\n",
             "data/participants.csv": "branch,segment,period,participants\nkota,a,2024,40\n"}  # fmt: skip
    project(files | {"config/sources.yaml": SUM})
    assert "dasar: penduduk bekerja. " in run("gap", "--lang", "id").out


def test_a_row_without_a_count_is_part_of_a_sum_on_its_basis_however_it_is_named(project, run):
    lacking = "branch,segment,period,workers,basis\nkota,a,2024,-,Angkatan Kerja\n"
    summed = SUM.replace("aggregate: sum", "aggregate: sum, missing: ['-']")
    files = {"data/population-1.csv": FORCE, "data/population-2.csv": lacking, "data/participants.csv": PEOPLE}
    project(files | {"config/sources.yaml": summed})
    assert "data/population-2.csv:2:" in run("check").out


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("plan", "--by", "2027-12"), " • Pekerja dihitung dengan dasar angkatan kerja (--basis).\n"),
        (("reconcile", "--workers", "320", "--with-data"), "pekerja 2024 dengan dasar angkatan kerja):\n"),
    ],
)
def test_figures_on_a_basis_that_was_asked_for_say_it(project, run, command, said):
    """Two plans on two bases, or a claim held against either, told of neither which it was."""
    project(TWO)
    assert said in run(*command, "--basis", "labour force", "--lang", "id").out
