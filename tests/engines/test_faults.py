"""What is wrong with a file of persons is named with its line, and engine and exact reader find the same."""

from __future__ import annotations

from dataclasses import replace

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coverage_cli.engines.duckdb import sql
from coverage_cli.engines.duckdb.engine import DuckDbEngine
from coverage_cli.engines.errors import DisagreementError
from coverage_cli.intake.files import opening
from coverage_cli.intake.files.text import LONGEST_RECORD
from coverage_cli.intake.persons import masked
from coverage_cli.pipeline.persons import local
from coverage_cli.pipeline.persons.reading import Reading
from tests.engines.conftest import HEADER, exactly

GOOD = "6471012509900001,b,pu,active,2025-09\n"

WRONG = {
    "empty identifier": (",b,pu,active,2025-09\n", [("V101", 3, 1)]),
    "unknown status": ("6471012509900002,b,pu,activ,2025-09\n", [("V115", 3, 23)]),
    "two faults in a row": ("-,b,,active,2025-09\n", [("V110", 3, 1), ("V101", 3, 5)]),
    "a spreadsheet's error": ("#N/A,b,pu,active,2025-09\n", [("V109", 3, 1)]),
    "masked": ("6471********0001,b,pu,active,2025-09\n", [("P103", 3, 1)]),
    "rounded by a spreadsheet": ("6.47101E+15,b,pu,active,2025-09\n", [("P104", 3, 1)]),
    "made a float": ("6471012509900001.0,b,pu,active,2025-09\n", [("P104", 3, 1)]),
    "header again": (HEADER, [("S110", 3, 1)]),
    "header in other words": ("participant_id,Cabang,Segmen,Status Peserta,Periode\n", [("S110", 3, 1)]),
    "header in another order": ("branch,participant_id,segment,status,period\n", [("S128", 3, 1)]),
    "header of another identifier": ("nik,branch,segment,status,period\n", [("V115", 3, 20), ("V114", 3, 27)]),
    "empty cells": (",,,,\n", [("S112", 3, 1)]),
    "taken out": ("#6471012509900002,b,pu,active,2025-09\n", [("S116", 3, 1)]),
    "taken out by two marks": ("-- 6471012509900002,b,pu,active,2025-09\n", [("S116", 3, 1)]),
    "a total": ("Jumlah,3000,,,\n", [("P111", 3, 1)]),
    "a total beside nobody": (",Jumlah,3000,,\n", [("P111", 3, 1)]),
    "a lost letter": ("6471012509900002,b\ufffd,pu,active,2025-09\n", [("V124", 3, 18)]),
    "a lost letter of an identifier": ("64\ufffd1012509900002,b,pu,active,2025-09\n", [("V124", 3, 1)]),
    "a blank letter": ("6471012509900002,b\u3164,pu,active,2025-09\n", [("V112", 3, 18)]),
    "conflict": ("<<<<<<< HEAD\n", [("S111", 3, 1)]),
    "a control byte": ("6471012509900002,b\x01,pu,active,2025-09\n", [("V112", 3, 18)]),
}
"""A row that is wrong, below the first one, and what is found there."""
TORN = {
    "short": ("6471012509900002,b,pu,active\n", [("S104", 3, 1)]),
    "long": ("6471012509900002,b,pu,active,2025-09,x\n", [("S104", 3, 1)]),
    "a short total": ("TOTAL,,,3000\n", [("P111", 3, 1)]),
    "never closed": ('6471012509900002,"b,pu,active,2025-09\n', [("S105", 3, 18)]),
    "stray quote": ('6471012509900002,b"x,pu,active,2025-09\n', [("S106", 3, 18)]),
    "text after a quote": ('6471012509900002,"b"x,pu,active,2025-09\n', [("S107", 3, 18)]),
    "blank before a quote": ('6471012509900002, "b",pu,active,2025-09\n', [("S106", 3, 18)]),
    "blank after a quote": ('6471012509900002,"b" ,pu,active,2025-09\n', [("S107", 3, 18)]),
    "not UTF-8": (b"6471012509900002,b\xff,pu,active,2025-09\n", [("F102", 3, 18)]),
    "a lone carriage return": ("6471012509900002,b,pu,active,2025-09\r6,b,pu,activ,2025-09\n", [("V115", 4, 8)]),
    "quoted line end": ('6471012509900002,"b\n",pu,activ,2025-09\n', [("V115", 4, 6)]),
}  # fmt: skip
"""The same of rows that may have no one reading, which an engine leaves to the exact reader, with their whole file."""


@pytest.mark.parametrize("name", TORN)
def test_a_row_that_is_none_has_its_place(count, count_here, name):
    assert_found(count, count_here, name, *TORN[name])


@pytest.mark.parametrize("name", WRONG)
def test_a_fault_has_its_place(count_here, name):
    assert_found(count_here, count_here, name, *WRONG[name])


def assert_found(count, count_here, name, row, expected):
    row = row.encode() if isinstance(row, str) else row
    content = HEADER.encode() + GOOD.encode() + row + GOOD.replace("0001", "0009").encode() * (name != "never closed")
    found = count(content)
    assert [(finding.code, finding.place.line, finding.place.column) for finding in found.findings] == expected
    assert found == exactly(count_here, content)
    rows, used, reported = found.rows[0]
    assert (rows, reported) == (used + reported, 1)


def test_faults_side_by_side_have_each_its_place(count, count_here):
    content = HEADER + "".join(GOOD + row for row, _ in WRONG.values())
    found = count(content)
    repeated, *places = [(one.code, one.place.line, one.place.column) for one in found.findings]
    assert repeated == ("P101", 1, 1)
    assert places == [
        (code, 2 * at + line, column)
        for at, (_, expected) in enumerate(WRONG.values())
        for code, line, column in expected
    ]
    assert found == exactly(count_here, content)


TOTALS = {
    "Jumlah,3000,,,,": "Jumlah",
    "TOTAL,,,3000": "TOTAL",
    "Subtotal,b,pu,,2025-09,": "Subtotal",
    ",Total: 3000,,,,": "Total",
    "Total: 3000,,,,,": "Total",
    "Jumlah data 3000": "Jumlah",
    "3000,Total,,,,": "Total",
    ",b,Grand Total,3000,2025-09,": "Grand Total",
    "-,Jumlah,-,-,-,-": "Jumlah",
    ",Nasional,3000,,,": "Nasional",
    "Total 6471012509900002 Budi,,,,,": "Total",
}
PERSONS = (
    ",Nasional,pu,active,2025-09,",
    ",Nasional,pu,,2025-09,",
    "6471012509900002,All,,,2025-09,",
    "6471012509900002,All,,,,",
    "6471012509900002,b,total,,2025-09,",
    "6471012509900002,b,pu,,2025-09,Total",
    "6471012509900002,b,,,,Total",
    ",b,pu,,2025-09,Total loss",
    "6471012509900002,b,pu,active,2025,09,Total",
)


def test_a_total_is_told_once_by_its_word(project, run):
    project({"p.csv": HEADER.replace("\n", ",catatan\n") + GOOD.replace("\n", ",\n") + "\n".join(TOTALS)})
    found = run("check", "p.csv", "--format", "json").json["findings"]
    assert [(one["code"], one["line"], one["value"]) for one in found] == [
        ("P111", line, word) for line, word in enumerate(TOTALS.values(), 3)
    ]


def test_a_person_with_such_a_word_is_no_total(project, run):
    project({"p.csv": HEADER.replace("\n", ",catatan\n") + "\n".join(PERSONS)})
    found = run("check", "p.csv", "--format", "json").json["findings"]
    assert {one["line"] for one in found} == {at for at, _ in enumerate(PERSONS, 2)}
    assert "P111" not in {one["code"] for one in found}


def test_a_total_lies_in_no_branch(project, run):
    """A row of a person that is refused may be what its branch lacks; a total is nobody."""
    project({"population.csv": "branch,segment,period,workers\nb,pu,2025-09,9\nb,bpu,2025-09,9\n",
             "p.csv": f"{HEADER}{GOOD}Jumlah,,,1,\n"})  # fmt: skip
    assert "warning X102" in run("check", "population.csv", "p.csv").out


MASKED = (
    "6471********0001", "########", "6471####0001", "6471........0001", "6471••••••••0001", "6471…0001",
    "6471XX0001", "6471xxxxxxxx0001", "1Xx1", "XXX", "A-xxx-1",
)  # fmt: skip
NOBODY = (
    r"\N",
    "(null)",
    "[NULL]",
    "<NA>",
    "NaT",
    "NA",
    "na",
    "tidak ada",
    "Tidak  Ada",
    "kosong",
    "belum ada",
    "NULL",
)
SOMEBODY = ("0", "000000", "XX", "AXX1", "1XXB", "1x1", "1x2x3", "7#", "A..B", "NAT1", "NA-1", "Nata", "kosong1")


@pytest.mark.parametrize("others", ["6471012509{}", "KPJ-{}"])
def test_masks_and_placeholders_are_nobody_and_codes_are_somebody(count_here, others):
    assert_nobody(count_here, count_here, others)


def test_masks_and_placeholders_are_nobody_to_any_engine(count, count_here):
    assert_nobody(count, count_here, "6471012509{}")


def assert_nobody(count, count_here, others):
    known = [others.format(number) for number in range(100_000, 100_200)]
    texts = (*MASKED, *known, *NOBODY, *SOMEBODY)
    content = HEADER + "".join(f"{text},b,pu,active,2025-09\n" for text in texts)
    found = count(content)
    expected = [("P103", 2 + at) for at in range(len(MASKED))]
    expected += [("V110", 2 + len(MASKED) + len(known) + at) for at in range(len(NOBODY))]
    named = [(one.code, one.place.line) for one in found.findings]
    assert named == [*expected, ("P110", 2 + texts.index("000000"))]  # which is alike to 0
    assert found.persons == [len(known) + len(SOMEBODY)]
    assert found == exactly(count_here, content)


def test_an_empty_cell_of_parquet_is_below_a_value_but_in_the_first_row(count, tmp_path):
    rows = "('1', null, 'pu'), ('2', '', 'pu'), ('3', 'b', 'pu'), ('4', 'b', null)"
    duckdb.sql(
        "copy (select c0 as participant_id, c1 as branch, c2 as segment, 'active' as status, '2025-09' as period "
        f"from (values {rows}) as t(c0, c1, c2)) to '{tmp_path / 'made.parquet'}' (format parquet)"
    )
    found = count((tmp_path / "made.parquet").read_bytes(), suffix=".parquet")
    assert [(one.code, one.place.line) for one in found.findings] == [("V101", 1), ("V118", 2), ("V118", 4)]


def numbering(tmp_path, name, rows):
    """A Parquet file of many row groups with a column of such a name, and a wrong row near its start, middle, end."""
    wrong = (7, rows // 2, rows - 1)
    duckdb.sql(
        "copy (select (10**15 + n)::bigint::varchar as participant_id, 'b' as branch, 'pu' as segment, "
        f"if(n in {wrong}, 'activ', 'active') as status, '2025-09' as period, 5 as {name} from range({rows}) as t(n)) "
        f"to '{tmp_path / 'made.parquet'}' (format parquet, row_group_size 2048)"
    )
    return (tmp_path / "made.parquet").read_bytes(), [at + 1 for at in wrong]


@pytest.mark.parametrize(
    ("name", "rows"),
    [("file_row_number", 5000), ("File_Row_Number", 5000), ("file_row_number", 300_000), ("line", 300_000)],
)
def test_a_parquet_file_may_number_its_rows_itself(count_here, tmp_path, name, rows):
    assert_numbered(count_here, tmp_path, name, rows)


def test_a_parquet_file_may_number_its_rows_for_any_engine(count, tmp_path):
    assert_numbered(count, tmp_path, "line", 5000)


def assert_numbered(count, folder, name, rows):
    content, expected = numbering(folder, name, rows)
    found = count(content, suffix=".parquet")
    assert [one.place.line for one in found.findings if one.code == "V115"] == expected


def test_a_short_row_behind_many_good_ones_is_named(count_here):
    """The engine has handed over batches when it meets it."""
    rows = "".join(f"{number},b,pu,active,2025-09\n" for number in range(10**15, 10**15 + 300_000))
    found = count_here(HEADER + rows + "7,b,pu,active\n")
    assert [(one.code, one.place.line) for one in found.findings] == [("S104", 300_002)]
    assert found.rows == ((300_001, 300_000, 1),)


def test_many_refused_rows_are_all_found(count):
    rows = "".join(f"{number},b,pu,activ,2025-09\n" for number in range(40))
    found = count(HEADER + GOOD + rows)
    assert [finding.place.line for finding in found.findings] == list(range(3, 43))
    assert found.rows == ((41, 1, 40),)


def test_no_identifier_leaves_unmasked(count):
    rows = "12345,b,64710125,active,2025-09x\n12 345 678,b,pu,active,\n"
    rows += "KPJ-99\x07,b,pu,active,2025-09\nnote about 6471012,,,,\n"
    found = count(HEADER + rows)
    said = " ".join(str(part) for finding in found.findings for part in (finding.value, finding.args))
    assert len(found.findings) == 4
    assert not any(secret in said for secret in ("12345", "345 678", "99", "71012"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("6471012509900001", "6471************"),
        ("0012", "00**"),
        ("7", "*"),
        ("A1", "A*"),
        ("NULL", "NULL"),
        ("-", "-"),
    ],
)
def test_at_most_half_of_an_identifier_is_shown(text, shown):
    assert masked(text) == shown


def test_a_disagreement_is_never_settled_in_silence(count_here, monkeypatch):
    survey = DuckDbEngine.survey

    def wrong(self, extract, verdict, sample):
        found = survey(self, extract, verdict, sample)
        return replace(found, refused=found.refused + 1)

    monkeypatch.setattr(DuckDbEngine, "survey", wrong)
    with pytest.raises(DisagreementError):
        count_here(HEADER + GOOD)


def test_rows_that_the_engine_loses_are_noticed(count_here, monkeypatch):
    survey = DuckDbEngine.survey

    def wrong(self, extract, verdict, sample):
        found = survey(self, extract, verdict, sample)
        return replace(found, rows=found.rows - extract.skip)

    monkeypatch.setattr(DuckDbEngine, "survey", wrong)
    assert count_here(HEADER + GOOD).rows == ((1, 1, 0),)


CELLS = st.sampled_from(
    ["1", "22", "", "a", "b ", '"', '""', '"a"', '"a,b"', "active", "inactive", "2025-09", " ", "x\ty"]
)
LINES = st.one_of(
    st.tuples(st.sampled_from(["1", "2", "A"]), st.sampled_from(["a", '"a"']), *map(st.just, ("s", "active", "2025"))),
    st.lists(CELLS, min_size=1, max_size=6),
)  # fmt: skip


@settings(max_examples=35, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(LINES, max_size=6), end=st.sampled_from(["\n", "\r\n", "\r"]), last=st.booleans())
def test_engine_and_exact_reader_agree_on_any_text(count_here, lines, end, last):
    text = end.join([HEADER.strip(), *(",".join(line) for line in lines)]) + end * last
    assert count_here(text) == exactly(count_here, text)


ODD = st.one_of(
    st.tuples(
        st.sampled_from(["1", "22", "-", "6471********0001"]),
        st.sampled_from(["a", "é", ""]),
        st.just("s"),
        st.sampled_from(["active", "activ", *(f"aktiv{at}" for at in range(12))]),
        st.just("2025"),
    ).map(",".join),
    st.just(HEADER.strip()),
)


@settings(max_examples=35, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(ODD, max_size=40), end=st.sampled_from(["\n", "\r\n"]), last=st.booleans(), bom=st.booleans())
def test_refused_rows_are_found_by_their_text_however_many(count_here, monkeypatch, rows, end, last, bom):
    text = "\ufeff" * bom + end.join([HEADER.strip(), *rows]) + end * last
    with monkeypatch.context() as patched:
        patched.setattr(opening, "BLOCK", 64)
        patched.setattr(Reading, "read_all", lambda *_: pytest.fail("the exact reader read the whole file"))
        found = count_here(text)
    assert found == exactly(count_here, text)


@pytest.mark.parametrize(
    ("bound", "codes", "rows"),
    [
        ("_MOST_SOUGHT", sql.MOST_CODES, [f"{number},b,pu,activ,2025-09\n" for number in range(9)]),
        # A table does not say which rows are refused.
        ("_DOUBTFUL", 0, [f"A{number},b,pu,activ{'e' * (number > 0)},2025-09\n" for number in range(9)]),
    ],
)
def test_where_too_many_rows_are_in_doubt_all_are_read_exactly(count_here, monkeypatch, bound, codes, rows):
    read, seen = Reading.read_all, []
    monkeypatch.setattr(local, bound, 3)
    monkeypatch.setattr(sql, "MOST_CODES", codes)
    monkeypatch.setattr(Reading, "read_all", lambda self, reader: seen.append(read(self, reader)) or seen[-1])
    found = count_here(HEADER + GOOD + "".join(rows))
    assert len(seen) == 1
    assert found == exactly(count_here, HEADER + GOOD + "".join(rows))


def test_a_line_of_blanks_is_no_row(count):
    found = count(HEADER + GOOD + " \t\u00a0\n" + "\u2003\x0b\x1c\n" + GOOD.replace("0001", "0009"))
    assert (found.rows, found.findings) == (((2, 2, 0),), [])


@pytest.mark.parametrize("extra", [10, 30_000, 60_000, 100_000])
def test_a_line_that_is_too_long_has_one_verdict(count_here, extra):
    """Longer than a block, so that no block alone shows it; in a column that nobody uses."""
    rows = "".join(f"{number},b,pu,active,2025-09,\n" for number in range(10, 30))
    text = HEADER.replace("\n", ",note\n") + rows + f"77,b,pu,active,2025-09,{'x' * (LONGEST_RECORD + extra)}\n" + rows
    found = count_here(text)
    assert [one.code for one in found.findings if one.severity == "error"] == ["F105"]
    assert found == exactly(count_here, text)
    assert not [one for one in count_here(text.replace("x" * (extra + 40), "", 1)).findings if one.severity == "error"]
