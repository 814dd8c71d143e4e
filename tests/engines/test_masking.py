"""Whose number stands in the wrong column of a file of persons is shown nowhere."""

from __future__ import annotations

import re

import pytest

from coverage_cli.domain.safe import mask
from coverage_cli.intake.persons import anonymous

POPULATION = "branch,segment,period,workers\nbpp,pu,2025-09,10\nPasar 2024/2025,pu,2025-09,10\n"
HEADER = "participant_id,branch,segment,status,period,programme\n"
NUMBERS = (
    "6471.016802.900003",
    "64.71.01.680290.0003",
    "6471 0168 0290 0003",
    "647101-680290-0003",
    "KPJ00012345",
    "KPJ-0012345",
    "A1B2C3D4E5",
    "1200 4567 890",
    "1200 - 4567 - 890",
    "A12 B34 C56 D7",
    "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
    "9e107d9d372bb6826bd81d3542a419d6",
)
COMMANDS = (
    *(("check",), ("check", "--format", "json"), ("gap", "--by", "programme"), ("gap", "--programme", "none")),
    *(("list", what) for what in ("branches", "segments", "periods")),
)


@pytest.mark.parametrize("column", range(1, 6))
def test_a_number_in_another_column_is_masked(project, run, column):
    rows = [["900", "bpp", "pu", "active", "2025-09", "JKK"] for _ in NUMBERS]
    for row, number in zip(rows, NUMBERS, strict=True):
        row[column] = number
    project({"data/population.csv": POPULATION, "data/participants.csv": HEADER + "\n".join(map(",".join, rows))})
    for command in COMMANDS:
        ran = run(*command)
        assert ran.code in {0, 1, 2}
        told = (ran.out + ran.err).casefold()
        assert [number for number in NUMBERS if number[5:].casefold() in told] == []


IN_HEADER = {
    "KPJ00012345": "KPJ000*****",
    "KPJ-0012345": "KPJ-001****",
    "123-4567": "123*****",
    "123-456-789-01": "123***********",
    "64-2012 3456": "64-*********",
    "64  2012  3456": "64 ***********",
    "6471 - 0125 - 0983": "647***************",
    "A1B2C3D4E5": "A1B*******",
    "da39a3ee5e6b4b0d3255bfef95601890afd80709": f"da3{'*' * 37}",
}


@pytest.mark.parametrize(("number", "shown"), IN_HEADER.items())
def test_a_number_in_the_header_is_masked(project, run, number, shown):
    header = HEADER.replace("programme", number)
    project({"data/population.csv": POPULATION, "data/participants.csv": f"{header}900,bpp,pu,active,2025-09,x\n"})
    ran = run("check")
    assert f'warning S103 the column "{shown}" is not used' in ran.out


def test_a_name_that_the_population_has_is_shown_whatever_its_digits(project, run):
    rows = "900,Pasar 2024/2025,pu,active,2025-09,JKK\n901,pasar 2024/2025,pu,active,2025-09,JKK\n"
    project({"data/population.csv": POPULATION, "data/participants.csv": HEADER + rows})
    assert run("list", "branches").out.split("\n")[:2] == ["bpp", "Pasar 2024/2025"]
    assert "Pasar 2024/2025" in run("gap").out


def test_two_masked_names_stay_two(project, run):
    rows = "900,KPJ00012345,pu,active,2025-09,JKK\n901,KPJ00012346,pu,active,2025-09,JKK\n"
    project({"data/population.csv": POPULATION, "data/participants.csv": HEADER + rows})
    assert run("list", "branches").out.splitlines() == ["bpp", "KPJ0*******", "KPJ0******* (2)", "Pasar 2024/2025"]


@pytest.mark.parametrize(
    "text",
    [
        *("Pasar 2025", "2025-09", "2025-09-30", "30/09/2025", "9.2025", "2025/9", "2025-Q3", "30/09/2025 23:59"),
        *("2025Q3", "TW 3 2025", "Semester 1/2025", "30-Sep-2025", "30 September 2025", "Agustus 5, 2025", "2024/2025"),
        *("2025-09-30 00:00:00", "2025-09-30T00:00:00Z", "2025-09-30 20:00:00+00", "2025-09-30 20:00:00.5 +05:45"),
        *("12 Nop 2024", "28-Pebruari-2025", "31 Agt 2025"),
    ],
)
def test_years_and_dates_are_shown(text):
    assert anonymous(text) == mask(text) == text


@pytest.mark.parametrize("mark", [*" ./_-,'\u2019\u00b7\u2013\u2212\u00a0\u2009\u202f", " - "])
def test_a_nik_in_groups_is_masked_in_any_file(project, run, mark):
    number = mark.join(("6471", "0168", "0290", "0003"))
    tables = {
        f"data/{name}.csv": f'branch,segment,period,{column}\n"{number}",pu,2025-09,10\n'
        for name, column in (("population", "workers"), ("participants", "participants"))
    }
    project(tables)
    assert run("list", "branches").out == f"6471{'*' * (12 + 3 * len(mark))}\n"


@pytest.mark.parametrize(
    "text", ["2019-2020-2021", "2025-09-30 2025-10-01", "1.234.567.890.123", "4711,4712,4713,4719"]
)
def test_groups_of_digits_that_are_no_personal_number_are_shown(text):
    assert mask(text) == text


def test_a_file_without_a_header_shows_no_identifier_of_its_first_row(project, run):
    """Its names of columns are listed as they compare: with _ between groups."""
    row = "64-2012-3456,bpp,pu,active,2025-09\n"
    files = [row, row.replace("64-2012-3456", "6471.016802.900003"), row.replace("64-2012-3456", "A1B2C3D4E5")]
    for persons in files:
        project({"data/population.csv": POPULATION, "people.csv": persons})
        for more in ((), ("--column", "participant_id=nik")):
            ran = run("gap", "--participants", "people.csv", *more)
            assert ran.code in {1, 2}
            told = re.sub("[._-]", "", ran.out + ran.err).casefold()
            assert [rest for rest in ("123456", "680290", "c3d4") if rest in told] == []


@pytest.mark.parametrize(
    "name",
    [
        *("jumlah_2025_09", "pekerja 202509", "p20250930", "kbli_62010", "2024-09-30 2025-09-30", "usia_15_64_2025"),
        *("upah 1.000.000-2.500.000", "dalam 1 000 000", "usia 15-24 atau  25-34", "blok 123-456", "x1y2z34"),
    ],
)
def test_dates_and_codes_in_headers_are_shown(project, run, name):
    project({"data/population.csv": POPULATION.replace("workers\n", f"workers,{name}\n").replace("10\n", "10,x\n")})
    told = run("check", "data/population.csv").out
    assert f'the column "{name}" is not used' in told


def test_no_exception_is_proposed_for_a_masked_name(project, run):
    rows = "900,KPJ00012345,pu,active,2025-09,JKK\n901,cimahi,pu,active,2025-09,JKK\n902,bpp,pu,active,2025-09,JKK\n"
    root = project({"data/population.csv": POPULATION, "data/participants.csv": HEADER + rows})
    ran = run("check", "--write-exceptions")
    told = ran.out + ran.err
    written = (root / "config/exceptions.yaml").read_text()
    assert "cimahi" in written
    assert "KPJ0" not in written
    assert "KPJ0*******" in told


def test_what_the_configuration_leaves_out_may_be_an_identifier(project, run):
    given = "inputs: [{kind: population, files: data/population.csv}, {kind: persons, files: data/participants.csv, "
    given += "leave_out: {participant_id: [KPJ00012345, A1], branch: [KPJ00012346, Total]}}]\n"
    persons = f"{HEADER}900,bpp,pu,active,2025-09,JKK\n"
    project({"config/sources.yaml": given, "data/population.csv": POPULATION, "data/participants.csv": persons})
    told = run("check").out
    for shown in ("KPJ0*******", "Total", "A*"):
        assert f' names "{shown}" in ' in told
    assert "12345" not in told
    assert "12346" not in told


@pytest.mark.parametrize("setting", ["leave_out", "filter"])
def test_a_file_of_both_sides_shows_nobody_whose_identifier_is_nearly_the_one_that_is_named(project, run, setting):
    both = f"inputs: [{{kind: [population, persons], files: data/both.csv, {setting}: {{nik: [KPJ00012346]}}}}]\n"
    rows = "nik,branch,segment,status,period,workers\nKPJ00012345,bpp,pu,active,2025-09,10\n"
    project({"config/sources.yaml": both, "data/both.csv": rows})
    told = run("check").out
    assert told.count(' names "KPJ0*******" in nik, but ') == 1
    assert "1234" not in told
