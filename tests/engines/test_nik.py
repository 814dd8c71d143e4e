"""Identifiers that are declared to be NIK: engine and exact reader take and refuse the same ones."""

from __future__ import annotations

from datetime import date
from itertools import product

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coverage_cli.domain.nik import NikFault, nik_fault
from coverage_cli.engines.duckdb import proofs
from tests.engines.conftest import HEADER, exactly

GOOD = "6471012509900001"
ROW = "{},b,pu,active,2025-09\n"

CASES = {
    GOOD: None,
    "6471016509900001": None,  # a woman: the day and 40
    "6471017112991234": None,
    "6471012902000001": None,  # 2000 had the day
    "6471016902960001": None,
    "0071012509900001": None,  # a zero in front is not for the quick proof
    "6471012902010001": NikFault.BIRTH,
    "6471013002000001": NikFault.BIRTH,
    "6471013104900001": NikFault.BIRTH,
    "6471010009900001": NikFault.BIRTH,
    "6471013209900001": NikFault.BIRTH,
    "6471014009900001": NikFault.BIRTH,
    "6471017209900001": NikFault.BIRTH,
    "6471018109900001": NikFault.BIRTH,
    "6471012500900001": NikFault.BIRTH,
    "6471012513900001": NikFault.BIRTH,
    "6471012509900000": NikFault.SERIAL,
    "647101250990001": NikFault.DIGITS,
    "64710125099000011": NikFault.DIGITS,
    "A471012509900001": NikFault.DIGITS,
    "6471-01250990001": NikFault.DIGITS,
    "٦٤٧١٠١٢٥٠٩٩٠٠٠٠١": NikFault.DIGITS,
}


@pytest.mark.parametrize("number", CASES)
def test_a_number_is_a_nik_or_named(count_here, number):
    assert nik_fault(number) is CASES[number]
    content = HEADER + ROW.format(GOOD) + ROW.format(number)
    found = count_here(content, identifier="nik")
    expected = [] if CASES[number] is None else [("P105", 3, 1)]
    named = [(one.code, one.place.line, one.place.column) for one in found.findings if one.code != "P101"]
    assert named == expected
    assert found == exactly(count_here, content, identifier="nik")
    assert not any(number[4:] in str(one) for one in found.findings)


def exists(day, month, year):
    try:
        return bool(date(year, month, day))
    except ValueError:
        return False


def test_every_day_month_and_year_is_judged_by_the_calendar():
    parts = list(product(range(100), range(100), (0, 1, 4, 90, 96, 99)))
    numbers = [f"647101{day:02}{month:02}{year:02}0001" for day, month, year in parts]
    right = [
        any(exists(born, month, century + year) for century in (1900, 2000) for born in (day, day - 40))
        for day, month, year in parts
    ]
    assert [nik_fault(number) is None for number in numbers] == right
    connection = duckdb.connect()
    connection.execute("create table numbers as select unnest($1::varchar[]) as c0", [numbers])
    query = f"select c0 from numbers where {proofs.simple('c0', is_nik=True)}"
    proved = {number for (number,) in connection.execute(query).fetchall()}
    assert [number in proved for number in numbers] == right


def test_other_faults_of_an_identifier_keep_their_rules(count, count_here):
    rows = "".join(map(ROW.format, ("6471********0001", "6.47101E+15", "", "-", f" {GOOD} ")))
    found = count(HEADER + rows, identifier="nik")
    assert [one.code for one in found.findings] == ["P103", "P104", "V101", "V110"]
    assert found.persons == [1]
    assert found == exactly(count_here, HEADER + rows, identifier="nik")


def test_an_apostrophe_before_an_identifier_is_no_part_of_it(count, count_here):
    assert_no_part(count, count_here, "nik", 0)


@pytest.mark.parametrize(("identifier", "others"), [(None, 0), (None, 300), ("nik", 300)])
def test_an_apostrophe_before_one_of_many_identifiers_is_no_part_of_it(count_here, identifier, others):
    assert_no_part(count_here, count_here, identifier, others)


def assert_no_part(count, count_here, identifier, others):
    known = [f"647101250990{number}" for number in range(1000, 1000 + others)]
    content = HEADER + "".join(map(ROW.format, (GOOD, *known, f"'{GOOD}", f" ' {GOOD}", "'6471012509900002")))
    found = count(content, identifier=identifier)
    assert [one.code for one in found.findings] == ["P101"]
    assert found.persons == [2 + others]
    assert found == exactly(count_here, content, identifier=identifier)
    wrong = count(HEADER + ROW.format("'6471013002900001") + ROW.format("'"), identifier=identifier)
    assert [one.code for one in wrong.findings] == (["P105", "V101"] if identifier else ["V101"])


def test_a_form_holds_for_what_declares_it_alone(count):
    content = HEADER + ROW.format("0012") + ROW.format("A-1")
    assert count(content).findings == []
    assert [one.code for one in count(content, identifier="nik").findings] == ["P105", "P105"]


def test_many_faults_and_many_combinations_are_counted_alike(count, count_here):
    assert_counted_alike(count, count_here, 3000)


def test_many_faults_are_counted_alike(count_here):
    assert_counted_alike(count_here, count_here, 1)


def assert_counted_alike(count, count_here, branches):
    numbers = [f"64710125{month:02}90{serial:04}" for month in range(1, 15) for serial in range(160)]
    rows = "".join(
        f"{number},b{at % branches},s{at * 7 % branches},active,2025-09\n" for at, number in enumerate(numbers)
    )
    found = count(HEADER + rows, identifier="nik")
    assert (found.rows, found.persons) == (((2240, 12 * 159, 2240 - 12 * 159),), [12 * 159])
    assert found == exactly(count_here, HEADER + rows, identifier="nik")


NUMBERS = st.one_of(
    st.sampled_from(list(CASES)),
    st.tuples(st.integers(0, 99), st.integers(0, 14), st.integers(0, 99), st.integers(0, 3)).map(
        lambda one: "647101{:02}{:02}{:02}{:04}".format(*one)
    ),
    st.sampled_from(["", "x", "12", f"{GOOD} ", f"'{GOOD}"]),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(numbers=st.lists(NUMBERS, min_size=1, max_size=12))
def test_engine_and_exact_reader_agree_on_any_numbers(count_here, numbers):
    content = HEADER + "".join(map(ROW.format, numbers))
    assert count_here(content, identifier="nik") == exactly(count_here, content, identifier="nik")


SOURCES = "inputs:\n  - kind: {}\n    files: persons.csv\n    id: {}\n"


def test_a_project_declares_it(project, run):
    wrong = "6471013104900001"
    project(
        {
            "config/sources.yaml": SOURCES.format("persons", "nik"),
            "persons.csv": HEADER + ROW.format(GOOD) + ROW.format(wrong),
        }
    )
    for form in ("text", "json", "sarif", "github", "junit", "markdown"):
        ran = run("check", "persons.csv", "--format", form)
        assert (ran.code, "P105" in ran.out, wrong[6:] in ran.out + ran.err) == (1, True, False), form
    assert '6471************" is no NIK: its digits 7 to 12 are no date' in run("check", "persons.csv").out


def test_parquet_is_checked_too(project, run):
    root = project({"config/sources.yaml": SOURCES.format("persons", "nik").replace(".csv", ".parquet")})
    values = f"('{GOOD}'), ('6471012509900000')"
    duckdb.sql(
        f"copy (select c0 as participant_id, 'b' as branch, 'pu' as segment, 'active' as status, '2025-09' as period "
        f"from (values {values}) as t(c0)) to '{root}/persons.parquet' (format parquet)"
    )
    ran = run("check", "persons.parquet")
    assert "persons.parquet:2:1: error P105" in ran.out


@pytest.mark.parametrize(("kind", "form", "code"), [("population", "nik", "C110"), ("persons", "kpj", "C105")])
def test_a_form_that_means_nothing_is_refused(project, run, kind, form, code):
    project({"config/sources.yaml": SOURCES.format(kind, form), "persons.csv": HEADER + ROW.format(GOOD)})
    ran = run("check")
    assert f"config/sources.yaml:4:9: error {code} " in ran.out
