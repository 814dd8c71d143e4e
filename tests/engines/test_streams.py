"""DuckDB's results as arrays: every number at its place, NULLs told apart, faults with DuckDB's own words."""

from __future__ import annotations

from contextlib import closing

import duckdb
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coverage_cli.domain.errors import UsageFault
from coverage_cli.engines.duckdb import arrow
from coverage_cli.engines.duckdb.numbered import Growing
from coverage_cli.engines.duckdb.pairs import Plan
from coverage_cli.engines.duckdb.session import Session
from coverage_cli.engines.errors import EngineError
from coverage_cli.engines.options import Resources
from tests.engines.conftest import HEADER

KINDS = ["tinyint", "utinyint", "smallint", "usmallint", "integer", "uinteger", "bigint", "ubigint"]
LARGEST = [np.iinfo(name).max for name in ("i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8")]


@pytest.fixture
def session(tmp_path):
    """A session with two threads."""
    with closing(Session(Resources(threads=2), tmp_path)) as one:
        yield one


def read(session: Session, sql: str) -> list[tuple[int | None, ...]]:
    """A result as rows, from its batches."""
    return [row for batch in session.batches(sql) for row in zip(*map(values_of, batch), strict=True)]


def values_of(column: arrow.Column) -> list[int | None]:
    """A column with None for NULL."""
    values: list[int | None] = column.values.tolist()
    for at in [] if column.known is None else np.flatnonzero(~column.known).tolist():
        values[at] = None
    return values


@pytest.mark.parametrize("every", [1, 2, 7, 10**9])
def test_every_kind_of_whole_number_comes_as_it_is(session, every):
    columns = [
        f"(case when i % {every} > 0 then {largest} - i % 100 end)::{kind}"
        for kind, largest in zip(KINDS, LARGEST, strict=True)
    ]
    sql = f"select i::uinteger, {', '.join(columns)} from range(300000) as t(i)"
    assert sorted(read(session, sql)) == sorted(session.run(sql).fetchall())


def test_nothing_is_one_empty_batch(session):
    (batch,) = session.batches("select 1::ubigint, 2::uinteger where false")
    assert [(one.values.dtype, len(one.values), one.known) for one in batch] == [("u8", 0, None), ("u4", 0, None)]


@pytest.mark.parametrize("at", [0, 250_000])
def test_a_stream_that_breaks_off_is_a_fault_of_its_file(session, at):
    with pytest.raises(EngineError):
        read(session, f"select (case when i = {at} then 'x' else '1' end)::uinteger from range(300000) as t(i)")
    assert read(session, "select 5::uinteger") == [(5,)]


@pytest.mark.parametrize(
    ("text", "raised"),
    [
        ("Out of Memory Error: failed to allocate", UsageFault),
        ("Invalid Input Error: CSV Error on Line: 7", EngineError),
        ("Conversion Error: Could not convert", EngineError),
        ("IO Error: Could not read enough bytes", EngineError),
        ("TProtocolException: Invalid data", EngineError),
        ("Prefetch registered for bytes outside file: interrupt.parquet", EngineError),
        ("INTERRUPT Error: Interrupted!", KeyboardInterrupt),
        ("Binder Error: no such column", duckdb.Error),
        ("INTERNAL Error: Attempted to access index 7", duckdb.Error),
    ],
)
def test_what_a_stream_says_is_told_apart_by_its_first_words(session, monkeypatch, text, raised):
    def failing(_):
        raise arrow.StreamError(text)
        yield

    monkeypatch.setattr("coverage_cli.engines.duckdb.session.batches", failing)
    with pytest.raises(raised):
        next(session.batches("select 1::uinteger"))


def test_what_nobody_reads_on_is_in_nobodys_way(session):
    with closing(session.batches("select i::uinteger from range(1000000) as t(i)")) as stream:
        next(stream)
    next(session.rows("select i from range(1000000) as t(i)"))
    assert read(session, "select 6::uinteger") == [(6,)]
    assert session.row("select 7, 8") == (7, 8)


def test_no_pass_is_made_in_which_a_text_is_new(count_here, monkeypatch):
    """DuckDB compares a text that it does not know with all that it knows: seconds for each thousand of rows."""
    passes, unknown = [], []
    write = Plan.write_codes

    def noting(plan, places, into):
        passes.append(plan)
        unknown.append(any(one.known is not None for one in places))
        write(plan, places, into)

    monkeypatch.setattr(Plan, "write_codes", noting)
    names = "".join(f"{number:016},b{number},pu,active,2025-09\n" for number in range(10**15, 10**15 + 3000))
    empty = "".join(f"{number:016},,pu,active,2025-09\n" for number in range(2 * 10**15, 2 * 10**15 + 3000))
    found = count_here(HEADER + names + empty)
    assert (found.rows, len({id(plan) for plan in passes}), any(unknown)) == (((6000, 3000, 3000),), 1, False)


@given(st.lists(st.none() | st.integers(0, 2**32 - 1), min_size=1, max_size=40), st.data())
def test_a_slice_of_a_longer_array_is_read_from_where_it_begins(values, data):
    start = data.draw(st.integers(0, len(values)))
    table = pa.table({"a": pa.array(values, pa.uint32()), "b": pa.array(range(len(values)), pa.int64())})
    found = []
    for a, b in arrow.batches(table.slice(start).__arrow_c_stream__()):
        filled = np.empty(len(a.values), np.uint64)
        a.write(filled, 2**40)
        found += zip(filled.tolist(), b.values.tolist(), strict=True)
    assert found == [(2**40 if value is None else value, at) for at, value in enumerate(values)][start:]


@given(st.lists(st.lists(st.integers(0, 2**32 - 1), max_size=9), max_size=9), st.integers(0, 9))
def test_an_array_grows_and_keeps_what_it_has(parts, room):
    array = Growing(np.uint32, room)
    for part in parts:
        array.more(len(part))[:] = part
    assert array.values.tolist() == [value for part in parts for value in part]
