"""Persons are counted once in every cell and once in every total, whatever the file looks like."""

from __future__ import annotations

import gzip
from itertools import chain

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coverage_cli.domain.model import Group, Key
from coverage_cli.engines.duckdb import profiling, quick
from coverage_cli.engines.extract import Sample
from tests.engines.conftest import HEADER, directly, exactly, oracle, without_warnings

ROWS = (
    "6471012509900001,Balikpapan,pu,active,2025-09\n"
    "6471012509900001,Balikpapan,bpu,active,2025-09\n"
    "6471012509900001,Samarinda,pu,active,2025-09\n"
    "6471012509900002,Balikpapan,pu,inactive,2025-09\n"
    "6471012509900002,Balikpapan,bpu,active,2025-09\n"
    "6471012509900003,Balikpapan,pu,active,2025-09\n"
)


def key(branch, segment, period="2025-09"):
    return Key(Group(branch, period), (segment,))


def test_a_person_in_two_segments_counts_once_in_the_total(count):
    found = count(HEADER + ROWS)
    assert found.heads == {
        key("balikpapan", "pu"): 2,
        key("balikpapan", "bpu"): 2,
        key("samarinda", "pu"): 1,
    }
    assert found.persons == [3]
    assert sum(found.signatures.values()) == 3
    table = found.table
    assert table.heads(found.heads) == 3
    assert table.heads([key("balikpapan", "pu"), key("balikpapan", "bpu")]) == 3
    assert table.heads([key("balikpapan", "bpu"), key("samarinda", "pu")]) == 2
    assert table.heads([key("samarinda", "pu")]) == 1
    assert table.several(found.heads) == 1


def test_a_cell_with_inactive_members_alone_has_nobody_and_is_not_missing(count):
    found = count(HEADER + "1,b,pu,inactive,2025-09\n2,b,bpu,active,2025-09\n")
    assert found.heads[key("b", "pu")] == 0
    assert count(HEADER + "1,b,pu,inactive,2025-09\n", status="all").heads[key("b", "pu")] == 1


UNLIKE = [
    ("0012", "012", "12"),  # zeros are kept
    ("6471012509900001", "6471012509900002", "6471012509900003"),
    ("A-1", "a-1", "A1"),  # text compares as text
    ("123456789012345678901", "123456789012345678902", "123456789012345678903"),  # beyond 64 bits
    ("6471012509900004", "KPJ01", "0001"),
    ("1/2", "1.2", "ñ2"),
]


@pytest.mark.parametrize("identifiers", UNLIKE)
def test_identifiers_compare_as_text(count_here, identifiers):
    assert_unlike(count_here, *identifiers)


def test_every_engine_compares_identifiers_as_text(count):
    assert_unlike(count, *chain.from_iterable(UNLIKE))


def test_many_rows_in_doubt_are_counted_as_few_are(count_here, monkeypatch):
    """Few are fetched whole, by one question; of many, each question fetches what it is about."""
    content = HEADER + "".join(f"{number},b,pu,active,2025-09\n" for number in range(300))
    content += "A9,b,pu,active,2025-09\n9,b,pu,moved,2025-09\n"
    few = directly(count_here, content)
    monkeypatch.setattr(quick, "_FEW", 0)
    assert directly(count_here, content) == few == exactly(count_here, content)
    assert (few.persons, few.rows) == ([301], ((302, 301, 1),))


TEXTS = st.tuples(
    st.sampled_from(["1", "2", "3", "A9"]),
    st.sampled_from(["b", "c", "B", "c "]),
    st.sampled_from(["pu", "bpu"]),
    st.sampled_from(["active", "aktif", "inactive", "moved"]),
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(rows=st.lists(TEXTS, min_size=1, max_size=12), met=st.sets(st.integers(0, 11)), few=st.sampled_from([0, 5000]))
def test_a_text_that_no_look_at_the_file_met_is_counted(count_here, rows, met, few):
    """A file's first look is a hint for speed: whatever it met, valid rows are used and the others are found."""
    content = HEADER + "".join(",".join([*row, "2025-09"]) + "\n" for row in rows)
    some = [row for at, row in enumerate(rows) if at in met] or rows[:1]
    columns = tuple(tuple(dict.fromkeys(column)) for column in list(zip(*some, strict=True))[1:])
    sample = Sample(("1",), (*columns, ("2025-09",)))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(quick, "_FEW", few)
        patched.setattr(profiling.Look, "sample", lambda *_: sample)
        found = directly(count_here, content)
    assert found == exactly(count_here, content)


def assert_unlike(count, *identifiers):
    rows = "".join(f"{one},b,{segment},active,2025-09\n" for one in identifiers for segment in ("pu", "bpu"))
    found = count(HEADER + rows)
    assert without_warnings(found) == oracle(HEADER + rows)
    assert found.persons == [len(identifiers)]


def test_one_person_in_files_of_unlike_identifiers(count):
    files = (HEADER + ROWS, HEADER + "6471012509900001,Balikpapan,pu,active,2025-09\nA9,Balikpapan,pu,active,2025-09\n")
    found = count(*files)
    assert without_warnings(found) == oracle(*files)
    assert found.heads[key("balikpapan", "pu")] == 3
    assert [finding.code for finding in found.findings] == ["P101"]


def test_spellings_of_one_name_are_one_cell(count):
    found = count(HEADER + "1,BPP,PU,active,2025-09\n1, bpp ,pu,aktif,2025-09\n2,bpp,pu,Active,2025-09\n")
    assert found.heads == {key("bpp", "pu"): 2}


def test_blanks_around_a_cell_are_no_part_of_it(count):
    plain = count(HEADER + "1,b,pu,active,2025-09\n2,b,pu,active,2025-09\n")
    assert count(HEADER + "1, b ,pu , active,2025-09\n2,b, pu,active , 2025-09 \n").heads == plain.heads


def test_a_row_that_stands_twice_is_counted_once_and_reported(count, count_here):
    found = count(HEADER + ROWS + ROWS)
    assert found.heads == count_here(HEADER + ROWS).heads
    assert [(finding.code, finding.args) for finding in found.findings] == [("P101", (("count", "5"),))]


def test_a_programme_of_its_own_row_is_no_repeat(count):
    header = HEADER.replace("\n", ",programme\n")
    rows = "1,b,pu,active,2025-09,jkk\n1,b,pu,active,2025-09,jkm\n2,b,pu,active,2025-09,jkm\n"
    found = count(header + rows)
    assert (found.heads, found.findings) == ({key("b", "pu"): 2}, [])
    assert count(header + rows, programmes=("jkk",)).heads == {key("b", "pu"): 1}


def test_totals_are_those_of_the_newest_period_of_each_branch(count):
    rows = "1,a,pu,active,2025-08\n1,a,bpu,active,2025-09\n2,a,bpu,active,2025-09\n1,b,pu,active,2025-08\n"
    found = count(HEADER + rows)
    assert found.heads[key("a", "pu", "2025-08")] == 1
    assert found.signatures == {
        frozenset({key("a", "bpu"), key("b", "pu", "2025-08")}): 1,
        frozenset({key("a", "bpu")}): 1,
    }
    with pytest.raises(ValueError, match="nobody asked"):
        found.table.heads([key("a", "pu", "2025-08"), key("a", "bpu")])


FORMS = {
    "crlf": lambda text: text.replace("\n", "\r\n"),
    "quoted": lambda text: "".join('"' + line.replace(",", '","') + '"\n' for line in text.splitlines()),
    "semicolon": lambda text: text.replace(",", ";"),
    "blank lines": lambda text: text.replace("\n", "\n\n"),
    "bom": lambda text: "\ufeff" + text,
    "no last line end": lambda text: text.rstrip("\r\n"),
}


@pytest.mark.parametrize("form", FORMS)
def test_the_same_rows_in_another_form_count_the_same(count_here, form):
    assert count_here(FORMS[form](HEADER + ROWS)) == count_here(HEADER + ROWS)


def test_every_engine_reads_every_form(count, count_here):
    """Several in each file, because a cluster takes long for each."""
    plain, text = count_here(HEADER + ROWS), HEADER + ROWS
    for form in ("semicolon", "crlf", "no last line end", "bom"):
        text = FORMS[form](text)
    assert count(text) == plain
    packed = gzip.compress(FORMS["blank lines"](FORMS["quoted"](HEADER + ROWS)).encode())
    assert count(packed, suffix=".csv.gz") == plain


@pytest.mark.parametrize("name", ["[1].csv", "a*b.csv", "o'clock.csv", "née {x}.csv"])
def test_a_path_is_no_pattern(count_here, tmp_path, name):
    assert_no_pattern(count_here, tmp_path, name)


def test_a_path_is_no_pattern_of_any_engine(count, tmp_path):
    assert_no_pattern(count, tmp_path, "[1]a*b{x} o'clock née.csv")


def assert_no_pattern(count, folder, name):
    (folder / "1.csv").write_text(HEADER + "9,b,pu,active,2025-09\n")
    assert count(HEADER + ROWS, suffix=name).persons == [3]


def test_nothing_is_left_in_the_temporary_folder(count_here, tmp_path, monkeypatch, own_databases):
    private = tmp_path / "private"
    private.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(private))
    count_here(HEADER + ROWS.replace("6471", "A"))
    assert list(private.iterdir()) == []


NAMES = st.sampled_from(["a", "b", "Ab", "NA"])
IDENTIFIERS = st.one_of(st.integers(1, 9).map(str), st.sampled_from(["01", "A", "b-1", "ü"]))
RECORDS = st.lists(
    st.tuples(IDENTIFIERS, NAMES, NAMES, st.sampled_from(["active", "inactive"]), st.just("2025-09")), min_size=1
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    files=st.lists(RECORDS, min_size=1, max_size=2),
    threads=st.sampled_from([1, 2]),
    status=st.sampled_from(["active", "all"]),
)
def test_any_files_count_as_the_oracle_counts(count_here, files, threads, status):
    texts = [HEADER + "".join(",".join(row) + "\n" for row in rows) for rows in files]
    found = count_here(*texts, threads=threads, status=status)
    assert without_warnings(found) == oracle(*texts, status=status)
    assert found == exactly(count_here, *texts, status=status)
