"""Programmes whose names may say several: found where one of them stands alone too, at their first row."""

from __future__ import annotations

import duckdb
import pytest

HEADER = "participant_id,branch,segment,status,period,programme\n"


def rows(*programmes, number=10):
    return "".join(
        f'{number + at},b,pu,active,2025-09,"{programme}"\n' for at, programme in enumerate(programmes)
    )  # fmt: skip


def told(found):
    errors = [one for one in found.findings if one.severity == "error"]
    return [(one.code, one.place[:3], one.value, dict(one.args)["name"]) for one in errors]


FILES = {
    "lines": HEADER + rows("JHT", "jkk", "", "JKK, JKM", "Jkk,  jkm", "JHT"),
    "a quoted line end": HEADER + rows("JHT", "jkk", "", "JKK, JKM", "JHT").replace("b,pu", '"b\n",pu', 1),
}


@pytest.mark.parametrize("form", FILES)
def test_a_programme_of_several_is_named_at_its_first_row(count, form):
    line = 5 if form == "lines" else 6
    (one,) = told(count(FILES[form]))
    assert one == ("P109", ("p0", line, 24), "JKK, JKM", "jkk")


def test_in_parquet_it_has_row_and_column(count, tmp_path):
    path = tmp_path / "made.parquet"
    duckdb.sql(
        "copy (select n::varchar as participant_id, 'b' as branch, 'pu' as segment, 'active' as status, "
        "case n when 7 then 'JKK+JKM' when 8 then 'jkk+jkm' else 'JKK' end as programme, '2025-09' as period "
        f"from range(1, 10) as t(n)) to '{path}' (format parquet)"
    )
    assert told(count(path.read_bytes(), suffix=".parquet")) == [("P109", ("p0", 7, 5), "JKK+JKM", "JKK")]


@pytest.mark.parametrize("name", ["JKK,JKM", "JKK;JKM", "JKK+JKM", "jkk/jkm", "JKM & JKK", "JKM|JKK"])
def test_any_mark_between_two_names_counts_and_any_file(count_here, name):
    found = count_here(HEADER + rows("JHT", name), HEADER + rows("JKK"))
    assert told(found) == [("P109", ("p0", 3, 24), name, "JKK")]


def test_names_of_which_none_stands_alone_are_programmes(count_here):
    assert told(count_here(HEADER + rows("JKK, JKM", "A/B", "JHT", "JKK JHT", "JHT-1"))) == []
    assert told(count_here(HEADER + rows("JKK/", "", " ", "JHT"))) == []  # no name is none of the two
