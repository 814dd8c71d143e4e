"""Parquet files whose identifiers are whole numbers: the same as if they were written as text."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyarrow import Table, parquet

from coverage_cli.domain.periods.formats import parse_format
from coverage_cli.domain.records import NO_VALUES
from coverage_cli.engines.duckdb import profiling
from tests.engines.conftest import HEADER, exactly, oracle, without_warnings

ROWS = [
    ("6471012509900001", "bpp", "pu", "active"),
    ("6471012509900001", "bpp", "bpu", "active"),
    ("6471016509900002", "bpp", "pu", "active"),
    ("6471012509900003", "smd", "pu", "inactive"),
]


def _parquet(folder, rows, kind):
    path = folder / f"{kind}.parquet"
    listed = ", ".join(
        f"({'null' if number is None else number}, '{branch}', '{segment}', '{status}', '2025-09')"
        for number, branch, segment, status in rows
    )
    duckdb.execute(
        f"copy (select n::{kind} as participant_id, b as branch, s as segment, t as status, p as period "
        f"from (values {listed}) as v(n, b, s, t, p)) to '{path}' (format parquet)"
    )
    return path.read_bytes()


@pytest.mark.parametrize(
    ("more", "nik"),
    [
        ([], False),
        ([], True),
        ([("6471013009900004", "bpp", "pu", "active"), ("6471013102900005", "bpp", "pu", "active")], True),
        ([("647101250990000", "bpp", "pu", "active"), ("64710125099000012", "bpp", "pu", "active")], False),
        ([("647101250990000", "bpp", "pu", "active"), ("0", "bpp", "pu", "active")], True),
        ([(None, "bpp", "pu", "active")], False),
        ([("-6471012509900001", "bpp", "pu", "active")], False),
        ([("9223372036854775807", "bpp", "pu", "active"), ("6471012509900001", "bpp", "bpu", "activ")], False),
    ],
)
def test_whole_numbers_are_their_digits(count_here, tmp_path, more, nik):
    identifier = "nik" if nik else None
    rows = ROWS * 300 + more  # behind those from which the engine takes that all have one length
    as_text, as_numbers = (
        count_here(
            *(_parquet(tmp_path, some, kind) for some in (rows, [*more, ROWS[0]])),  # the same people once more
            suffix=".parquet",
            identifier=identifier,
        )
        for kind in ("varchar", "bigint")
    )
    assert replace(as_numbers, table=None) == replace(as_text, table=None)
    assert as_numbers.rows[0][0] == len(rows)


@pytest.fixture
def places(monkeypatch):
    """Parquet files are looked at in five places of two rows first; gives a list of the looks at a whole file."""
    monkeypatch.setattr(profiling, "_PLACE", 2)
    monkeypatch.setattr(profiling, "_SOME", 1)
    looks, everywhere = [], profiling.Look._everywhere
    monkeypatch.setattr(profiling.Look, "_everywhere", lambda look: looks.append(look) or everywhere(look))
    return looks


@pytest.mark.parametrize(
    ("rows", "looks"),
    [
        (ROWS[:2] * 15, 0),
        (ROWS[:2] * 15 + ROWS[2:] * 15, 0),  # the second half has another branch: met at two places
        (ROWS[:2] * 25 + ROWS[3:] * 3, 1),  # at one place
        (ROWS[:1] * 4 + ROWS[3:] + ROWS[:1] * 26, 0),  # at none
        (ROWS[:2] * 8, 1),  # too few rows
    ],
)
def test_a_long_file_is_read_once_more_only_where_its_texts_are_not_met_at_several_places(
    count_here, tmp_path, places, rows, looks
):
    content = _parquet(tmp_path, rows, "varchar")
    found = count_here(content, suffix=".parquet")
    assert len(places) == looks
    text = HEADER + "".join(",".join([*row, "2025-09"]) + "\n" for row in rows)
    assert without_warnings(found) == oracle(text)


NAMES = st.sampled_from(["a", "b", "c"])
RECORD = st.tuples(st.integers(10, 30).map(str), NAMES, NAMES, st.sampled_from(["active", "inactive"]))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(RECORD, min_size=20, max_size=60), ordered=st.booleans())
def test_wherever_a_text_first_stands_it_is_counted(count_here, tmp_path, places, rows, ordered):
    rows = sorted(rows, key=lambda row: row[1:]) if ordered else rows
    text = HEADER + "".join(",".join([*row, "2025-09"]) + "\n" for row in rows)
    assert without_warnings(count_here(_parquet(tmp_path, rows, "varchar"), suffix=".parquet")) == oracle(text)


def test_a_list_of_identifiers_is_one_column(project, run):
    path = project({}) / "p.parquet"
    row = "select ['6471'] as participant_id, 'b' as branch, 'pu' as segment, 'active' as status, '2025-09' as period"
    duckdb.execute(f"copy ({row}) to '{path}' (format parquet)")
    assert "p.parquet:1:1: error S122" in run("check", "p.parquet").out
    row = "select 'b' as branch, 'pu' as segment, '2025-09' as period, [5] as participants"
    duckdb.execute(f"copy ({row}) to '{path}' (format parquet)")
    assert 'error V102 participants "[5]"' in run("check", "p.parquet").out


def test_a_moment_reads_the_same_in_every_zone(project, run, monkeypatch, own_databases):
    path = project({}) / "p.parquet"
    said = set()
    for who in ("'6471' as participant_id, 'active' as status", "5 as participants"):
        moment = "timestamptz '2025-09-30 20:00:00+00' as period"
        duckdb.execute(f"copy (select {who}, 'b' as branch, 'pu' as segment, {moment}) to '{path}' (format parquet)")
        for zone in ("UTC", "Asia/Makassar"):
            monkeypatch.setenv("TZ", zone)
            time.tzset()
            said.add(run("check", "p.parquet").out.split("V114")[1].split(" is not")[0])
    monkeypatch.undo()
    time.tzset()
    assert len(said) == 1


def test_a_moment_has_its_zone_on_every_engine(count, tmp_path):
    moment = "timestamptz '2025-09-30 20:00:00.5+00' as period"
    who = "'6471' as participant_id, 'active' as status, 'b' as branch, 'pu' as segment"
    duckdb.execute(f"copy (select {who}, {moment}) to '{tmp_path}/p.parquet' (format parquet)")
    (found,) = count((tmp_path / "p.parquet").read_bytes(), suffix=".parquet").findings
    assert (found.code, found.value) == ("V114", "2025-09-30 20:00:00.5+00")


def test_moments_of_a_type_without_zones_are_in_utc_as_spark_writes_them(count, tmp_path):
    """Midnight of 1 October in Makassar is 16:00 of 30 September there: no day that a format may take for the month."""
    moment = datetime(2025, 9, 30, 16, tzinfo=UTC)
    row = {"participant_id": "6471", "branch": "b", "segment": "pu", "status": "active", "period": moment, "at": moment}
    parquet.write_table(Table.from_pylist([row]), tmp_path / "p.parquet", use_deprecated_int96_timestamps=True)
    content = (tmp_path / "p.parquet").read_bytes()
    for counted in (count, partial(exactly, count)):
        found = counted(content, suffix=".parquet", layout={"period_format": parse_format("YYYY-MM-DD")})
        told = [(one.code, one.value) for one in found.findings if one.severity == "error"]
        assert told == [("V125", "2025-09-30 16:00:00+00")]
    found = count(content, suffix=".parquet", layout={"columns": {"participant_id": "at"}})
    assert "S122" in [one.code for one in found.findings]


def test_in_a_table_of_counts_too(project, run, tmp_path):
    row = {"branch": "b", "segment": "pu", "period": datetime(2025, 9, 30, 16, tzinfo=UTC), "participants": 5}
    path = project({}) / "p.parquet"
    parquet.write_table(Table.from_pylist([row]), path, use_deprecated_int96_timestamps=True)
    assert 'V114 period "2025-09-30 16:00:00+00"' in run("check", "p.parquet").out


NO_TEXT = "Kota~"
"""Of which a file's bytes make what is no UTF-8."""


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (f"'6471', '{NO_TEXT}', 'active', 'x'", ["F111"]),
        (f"'{NO_TEXT}', 'b', 'active', 'x'", ["F111"]),
        (f"'{NO_TEXT}', 'b', 'moved', 'x'", ["F111"]),
        (f"'6471', 'b', 'active', '{NO_TEXT}'", []),
        (f"'06471', 'b', 'active', '{NO_TEXT}'", ["P110"]),  # the row that is named has it
    ],
)
def test_bytes_that_are_no_text_are_told_where_they_are_read(count, tmp_path, row, told):
    rows = f"({row}), ('6471', 'b', 'active', 'x')"
    columns = "participant_id, branch, status, name, '2025-09' as period, 'pu' as segment"
    named = f"values {rows}) as v(participant_id, branch, status, name"
    duckdb.execute(f"copy (select {columns} from ({named})) to '{tmp_path}/p.parquet' (compression uncompressed)")
    content = (tmp_path / "p.parquet").read_bytes()
    found = count(content.replace(NO_TEXT.encode(), b"Kota\xf1"), suffix=".parquet")
    assert [one.code for one in found.findings if one.code not in {"P101", "S103"}] == told


@pytest.mark.parametrize("refused", [0, 1])
def test_a_column_without_a_name_is_to_be_empty(count, tmp_path, refused):
    """As in text; a row whose identifier only the model proves is looked at by the reader of rows, too."""
    path = tmp_path / "written.parquet"
    rest = "'a' as branch, 'pu' as segment, 'active' as status, '2025-09' as period"
    rows = f"select 'A1' as participant_id, {rest} union all select n::varchar, {rest} from range(10, 5000) as t(n)"
    rows += f" union all select 'XXXX1', {rest}" * refused
    nameless = "' ' as \" \", case participant_id when 'A1' then 'x' when '99' then 'y' end as \"  \""
    duckdb.execute(f"copy (select *, {nameless} from ({rows})) to '{path}'")
    found = count(path.read_bytes(), suffix=".parquet")
    assert found.rows == ((4991 + refused, 4991, refused),)
    found = [one for one in found.findings if one.code == "S113"]
    told = sorted((one.severity, one.value, one.place.line) for one in found)
    assert told == [("error", "7", 1), ("warning", "6", 1), ("warning", "7", 1)]


def test_a_column_without_a_name_is_to_be_empty_in_text_too(count):
    """Each row with a cell there is refused, at that cell."""
    head, rest = "participant_id,branch,segment,status,period,", "a,pu,active,2025-09"
    found = count(f"{head}\nA1,{rest},\nA2,{rest},x\nA3,{rest}, \n".encode())
    assert found.rows == ((3, 2, 1),)
    assert [one.place.line for one in found.findings if (one.code, one.severity) == ("S113", "error")] == [3]


REFUSED = (
    "true", "[1, 2]", "{'a': 1}", "map {'a': 1}", "timestamp '2025-01-01'", "date '2025-01-01'",
    "1.5::double", "1::float", "1.50::decimal(5, 2)", "'A1'::blob",
)  # fmt: skip
REFUSED_HERE = ("time '01:00'", "interval 1 day")
"""Which Spark does not read at all."""
TAKEN = ("'A1'", "1::utinyint", "1::decimal(18, 0)")


def _typed(folder, value):
    path = folder / "typed.parquet"
    rest = "'a' as branch, 'pu' as segment, 'active' as status, '2025-09' as period"
    duckdb.execute(f"copy (select {rest}, {value} as Participant_ID) to '{path}' (format parquet)")
    return path.read_bytes()


def test_identifiers_of_a_type_that_is_none_are_refused_at_their_column(count, tmp_path):
    refused_at_its_column(count, tmp_path, REFUSED)


def test_so_are_those_of_types_that_only_one_engine_reads(count_here, tmp_path):
    refused_at_its_column(count_here, tmp_path, REFUSED_HERE)


def refused_at_its_column(count, tmp_path, values):
    found = count(*(_typed(tmp_path, value) for value in values), suffix=".parquet")
    places = [(one.code, one.place[:3], one.value) for one in found.findings]
    assert places == [("S122", (f"p{number}", 1, 5), "Participant_ID") for number in range(len(values))]
    assert found.rows == ((0, 0, 0),) * len(values)


def test_whole_numbers_and_texts_are_identifiers(count, tmp_path):
    found = count(*(_typed(tmp_path, value) for value in TAKEN), suffix=".parquet")
    assert ([one for one in found.findings if one.code != "P101"], found.persons) == ([], [1] * len(TAKEN))


@pytest.mark.parametrize("word", sorted(NO_VALUES))
@pytest.mark.parametrize("other", ["7", "A7"])
def test_a_placeholder_is_nobody_beside_numbers_and_beside_letters(count_here, word, other):
    rows = "".join(f"{other}{number},a,pu,active,2025-09\n" for number in range(10, 20))
    found = count_here(f"{HEADER}{rows}{word.upper()},a,pu,active,2025-09\n")
    assert (found.persons, [one.code for one in found.findings if one.severity == "error"]) == ([10], ["V110"])


def test_joined_files_are_refused_and_their_mark_in_a_cell_is_a_text(count, tmp_path):
    alone, other = _typed(tmp_path, "'PAR1PAR1'"), _typed(tmp_path, "7")
    found = count(alone, alone + alone, alone + other, other + alone, other + other, suffix=".parquet")
    assert [(one.code, one.place.path) for one in found.findings] == [("F113", f"p{at}") for at in range(1, 5)]
    assert found.persons[0] == 1


CHANGED = """inputs:
  - kind: population
    files: data/population.csv
  - kind: persons
    files: {files}
    constants: {{segment: pu}}
    columns: {{branch: office}}
    values: {{branch: {{Kantor Balikpapan: bpp}}}}
    leave_out: {{status: [moved]}}
    filter: {{round: [2]}}
    unused: [sex]
"""
REGISTER = (
    "participant_id,office,sex,status,period,round\n"
    "6471012509900001,Kantor Balikpapan,f,active,2025-09,2\n"
    "6471012509900002,Kantor Balikpapan,f,moved,2025-09,2\n"
    "6471012509900003,bpp,m,active,2025-09,1\n"
    "6471012509900004,bpp,m,active,2025-09,2\n"
    "6471012509900004,bpp,m,active,{period},2\n"
)


@pytest.mark.parametrize("period", ["2025-09", "Sep-25"])
def test_what_the_configuration_makes_of_rows_holds_in_parquet(project, run, period):
    root = project(
        {
            "data/population.csv": "branch,segment,period,workers\nbpp,pu,2025-09,10\n",
            "extracts/persons.csv": REGISTER.format(period=period),
        }
    )
    source = f"read_csv('{root}/extracts/persons.csv', all_varchar=true)"
    duckdb.sql(f"copy (select * from {source}) to '{root}/extracts/persons.parquet' (format parquet)")
    said = {}
    for form in ("csv", "parquet"):
        (root / "config/sources.yaml").write_text(CHANGED.format(files=f"extracts/persons.{form}"))
        ran = run("check")
        said[form] = (ran.code, ran.out.replace(f".{form}", ""), run("gap", "--format", "csv").out)
    code, text, table = said["parquet"]
    place, place_in_text = "persons:5:5: ", "persons:6:31: "  # a row and a column, a line and a character
    assert (code, text.replace(place, place_in_text), table) == said["csv"]
    assert "rows left out by the configuration: 2" in text
    assert ("bpp,pu,2025-09,2025-09,10,2,20.0" in table) is (period == "2025-09")


@pytest.mark.parametrize("kind", ["double", "decimal(8, 2)"])
def test_a_whole_number_with_decimals_is_that_number_in_every_column_but_the_persons(count, count_here, tmp_path, kind):
    """As in files of counts: a data frame makes such numbers of whole ones where a cell is empty."""
    made = tmp_path / "made.parquet"
    duckdb.sql(
        f"copy (select 'A' || n as participant_id, (n % 2)::{kind} as branch, 31::{kind} as segment, "
        f"'active' as status, case n when 7 then 2025.5 when 8 then null else 2025 end::{kind} as period, "
        f"1.125::double as w from range(9) as r(n)) to '{made}' (format parquet)"
    )
    content = made.read_bytes()
    ways = (count, partial(exactly, count_here), partial(count_here, layout={"weight": "w"}))
    for how in ways:
        found = how(content, suffix=".parquet")
        assert {(key.group.branch, key.group.period, *key.cell) for key in found.heads} == {
            ("0", "2025", "31"),
            ("1", "2025", "31"),
        }
        told = [(one.code, one.place.line, one.place.column) for one in found.findings if one.code[0] == "V"]
        assert (told, found.rows) == ([("V114", 8, 5), ("V118", 9, 5)], ((9, 7, 2),))
