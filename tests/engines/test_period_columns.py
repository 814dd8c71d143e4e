"""`period_columns` in files of persons: the same periods and findings whatever the file and the engine."""

from __future__ import annotations

import duckdb
import pytest

PERSONS = "participant_id,branch,segment,status,tahun,bulan\n"
PEOPLE = ("A1,bpp,2025,8", "A1,bpp,2025,Agustus", "A2,bpp,2025,VIII", "A2,bpp,2025,09", "A3,bpp,2025,Sep",
          "A3,bpp,2024,9", "A1,smd,2025,8")  # fmt: skip
"""Two persons of one branch in August, of whom one stands there twice, and two in September; one a year before."""
BAD = ("A4,bpp,2025,13", "A5,smd,25,9", "A6,smd,2025,")


def _row(person):
    who, branch, year, month = person.split(",")
    return f"{who},{branch},pu,active,{year},{month}\n"


@pytest.mark.parametrize("bad", [(), BAD], ids=["good", "bad"])
@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_persons_of_every_engine_have_the_same_periods(project, run, engine, form, bad):
    root = project({"data/population.csv": "branch,segment,period,workers\nbpp,pu,2024-01,9\nsmd,pu,2024-01,9\n",
                    "x/p.csv": PERSONS + "".join(map(_row, (*PEOPLE, *bad)))})  # fmt: skip
    duckdb.sql(
        f"copy (select * from read_csv('{root}/x/p.csv', all_varchar=true)) to '{root}/x/p.parquet' (format parquet)"
    )
    on = ("--engine", "spark", "--spark-remote", engine.remote) if engine.remote else ()
    files = f"file://{root}/x/p.{form}" if engine.remote else f"x/p.{form}"
    sources = "inputs:\n  - {kind: population, files: data/population.csv}\n  - kind: persons\n"
    two = "    period_columns: {year: tahun, month: bulan}\n"
    project({"config/sources.yaml": f"{sources}    files: {files}\n{two}"})
    ran = run("check", *on)
    if not bad:
        assert "errors: 0" in ran.out
        out = run("trend", "--format", "csv", "--by", "branch", *on).out
        found = [line.split(",") for line in out.splitlines()[1:]]
        assert {(row[0], row[1]): row[5] for row in found if row[0] == "bpp"} == {
            ("bpp", "2024-09"): "1",
            ("bpp", "2025-08"): "2",
            ("bpp", "2025-09"): "2",
        }
        rows = run("gap", "--format", "json", *on).json["rows"]
        assert [(row["period"], row["participants"]) for row in rows] == [("2025-09", 2), ("2025-08", 1)]
        return
    places = ("8:6", "9:5", "10:6") if form == "parquet" else ("9:23", "10:18", "11:23")
    codes = ("V125", "V125", "V118")
    assert all(f"{files}:{place}: error {code} " in ran.out for place, code in zip(places, codes, strict=True))
    assert ran.out.count(" error ") == 3
    assert 'period "13" is no month' in ran.out
    assert "bulan is empty" in ran.out
    assert run("gap", *on).code == 1


@pytest.mark.parametrize("kind", ["int", "double", "decimal(6, 2)", "varchar"])
def test_numbers_of_parquet_are_years_and_months(project, run, engine, kind):
    root = project({"data/population.csv": "branch,segment,period,workers\nbpp,pu,2024-01,9\n"})
    duckdb.sql(
        "copy (select 'A' || m as participant_id, 'bpp' as branch, 'pu' as segment, 'active' as status, "
        f"2025::{kind} as tahun, (m % 2 + 8)::{kind} as bulan from range(5) as r(m)) to '{root}/data/p.parquet' "
        "(format parquet)"
    )
    on = ("--engine", "spark", "--spark-remote", engine.remote) if engine.remote else ()
    files = f"file://{root}/data/p.parquet" if engine.remote else "data/p.parquet"
    two = "period_columns: {year: tahun, month: bulan}"
    sources = "inputs:\n  - {kind: population, files: data/population.csv}\n"
    project({"config/sources.yaml": f"{sources}  - {{kind: persons, files: '{files}', {two}}}\n"})
    for period, count in (("2025-08", 3), ("2025-09", 2)):
        rows = run("gap", "--format", "json", "--period", period, *on).json["rows"]
        assert [(row["period"], row["participants"]) for row in rows] == [(period, count)]
