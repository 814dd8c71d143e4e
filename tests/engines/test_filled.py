"""`fill_down` in files of persons: in the order of a file's rows, and refused where they have none."""

from __future__ import annotations

import duckdb
import pytest

ROWS = (
    "participant_id,branch,segment,status,period\nA1,bpp,pu,active,2024-02\nA2,,pu,active,2024-02\n"
    "A3,smd,pu,active,2024-02\nA4,,pu,active,2024-02\nA5,,pu,active,2024-02\n"
)
SOURCES = (
    "inputs:\n  - {{kind: population, files: data/population.csv}}\n"
    "  - {{kind: {kind}, files: '{files}', fill_down: branch}}\n"
)


@pytest.fixture
def written(project):
    """A project of persons, in text and in Parquet."""
    root = project({"data/population.csv": "branch,segment,period,workers\nbpp,pu,2024,9\nsmd,pu,2024,9\n",
                    "x/p.csv": ROWS})  # fmt: skip
    source = f"read_csv('{root}/x/p.csv', all_varchar=true)"
    duckdb.sql(f"copy (select * from {source}) to '{root}/x/p.parquet' (format parquet)")
    counts = "select branch, segment, period, '5' as participants from"
    duckdb.sql(f"copy ({counts} {source}) to '{root}/x/c.parquet' (format parquet)")

    def sources(files, kind="persons"):
        project({"config/sources.yaml": SOURCES.format(files=files, kind=kind)})
        return root

    return sources


def test_persons_of_a_text_are_filled(written, run):
    written("x/p.csv")
    report = run("gap", "--format", "json").json
    assert {row["branch"]: row["participants"] for row in report["rows"]} == {"bpp": 2, "smd": 3}
    assert any("x/p.csv: empty cells filled from the row above: 3 (fill_down)." in note for note in report["notes"])
    assert run("check").out.endswith("cells filled from the row above: 3\n")


@pytest.mark.parametrize(("name", "kind"), [("p.parquet", "persons"), ("c.parquet", "participants")])
def test_rows_of_parquet_have_no_order(written, run, name, kind):
    written(f"x/{name}", kind)
    for command in ("check", "gap"):
        ran = run(command)
        assert ran.code == 1
        assert f"x/{name}:1:1: error C110 fill_down takes the value of the row above, and rows of" in ran.out + ran.err


@pytest.mark.parametrize("name", ["p.csv", "p.parquet"])
def test_rows_on_a_cluster_have_no_order(written, run, spark, name):
    root = written("x")
    written(f"file://{root}/x/{name}")
    ran = run("check", "--engine", "spark", "--spark-remote", spark)
    assert ran.code == 1
    assert f"x/{name}:1:1: error C110 fill_down takes the value of the row above, and rows of" in ran.out
