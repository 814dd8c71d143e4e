"""Parquet files whose identifiers are whole numbers: the same as if they were written as text."""

from __future__ import annotations

from dataclasses import replace

import duckdb
import pytest

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
