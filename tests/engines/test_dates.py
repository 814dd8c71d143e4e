"""`period_format` in files of persons: the same periods and findings whatever the file and the engine."""

from __future__ import annotations

import duckdb
import pytest

PERSONS = "participant_id,branch,segment,status,period\n"


@pytest.mark.parametrize("others", [["01/02/2024"], ["29/02/2024", "30/02/2024"]], ids=["one date", "two and none"])
@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_persons_of_every_engine_have_the_same_periods(project, run, engine, form, others):
    people = [("A1,bpp", "01/02/2024"), *((f"A{at},bpp", date) for at, date in enumerate(others, 2))]
    rows = "".join(f"{who},pu,active,{date}\n" for who, date in [*people, ("A1,smd", "05/02/2024")])
    root = project({"data/population.csv": "branch,segment,period,workers\nbpp,pu,2024-01,9\nsmd,pu,2024-01,9\n",
                    "x/p.csv": PERSONS + rows})  # fmt: skip
    duckdb.sql(
        f"copy (select * from read_csv('{root}/x/p.csv', all_varchar=true)) to '{root}/x/p.parquet' (format parquet)"
    )
    on = ("--engine", "spark", "--spark-remote", engine.remote) if engine.remote else ()
    files = f"file://{root}/x/p.{form}" if engine.remote else f"x/p.{form}"
    sources = "inputs:\n  - {kind: population, files: data/population.csv}\n  - kind: persons\n"
    project({"config/sources.yaml": f"{sources}    files: {files}\n    period_format: DD/MM/YYYY\n"})
    places = [f"{files}:{at}:5" if form == "parquet" else f"{files}:{at + 1}:18" for at in (2, 3)]
    ran = run("check", *on)
    if len(others) == 1:
        assert "errors: 0" in ran.out
        found = run("gap", "--format", "json", *on).json
        assert [(row["period"], row["participants"]) for row in found["rows"]] == [("2024-02", 2), ("2024-02", 1)]
        assert found["totals"][-1]["participants"] == 2
    else:
        assert all(f"{place}: error {code} " in ran.out for place, code in zip(places, ("K108", "V125"), strict=True))
        assert ran.out.count(" error ") == 2
        assert run("gap", *on).code == 1


def test_dates_of_parquet_are_read_too(project, run, tmp_path):
    project({"data/population.csv": "branch,segment,period,workers\nbpp,s0,2023,9\nbpp,s1,2023,9\n",
             "config/sources.yaml": "inputs:\n  - {kind: population, files: data/population.csv}\n"
             "  - {kind: participants, files: data/c.parquet, period_format: YYYY-MM-DD}\n"})  # fmt: skip
    for kind in ("date", "timestamp", "varchar"):
        duckdb.sql(
            f"copy (select 'bpp' as branch, s as segment, (date '2024-02-01')::{kind} as period, 5 as participants "
            f"from (values ('s0'), ('s1')) as v(s)) to '{tmp_path}/data/c.parquet' (format parquet)"
        )
        report = run("gap", "--format", "json").json
        assert {row["period"] for row in report["rows"]} == {"2024-02"}
