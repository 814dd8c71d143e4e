"""`period_columns` in files of persons: the same periods and findings whatever the file and the engine."""

from __future__ import annotations

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coverage_cli.config.layout import InTwo
from tests.engines.conftest import directly, exactly, parquet_of

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
    if not bad:
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
    ran = run("check", *on)
    assert ran.code == 1
    places = ("8:6", "9:5", "10:6") if form == "parquet" else ("9:23", "10:18", "11:23")
    codes = ("V125", "V125", "V118")
    assert all(f"{files}:{place}: error {code} " in ran.out for place, code in zip(places, codes, strict=True))
    assert ran.out.count(" error ") == 3
    assert 'period "13" is no month' in ran.out
    assert "bulan is empty" in ran.out


@pytest.mark.parametrize("kind", ["int", "double", "varchar"])
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
    out = run("trend", "--format", "csv", "--by", "branch", *on).out
    found = [line.split(",") for line in out.splitlines()[1:]]
    assert [(row[1], row[5]) for row in found if row[0] == "bpp"] == [("2025-08", "3"), ("2025-09", "2")]


TWO = {"period_columns": InTwo("tahun", "bulan", "month")}
YEARS = ("2025", " 2025", "2024", "25", "2025.0", "", "-", "#REF!", "0000", "Total")
MONTHS = ("8", "08", "Agustus", "ix", "9 ", "13", "", "9.0", "n/a", "Q3", "Jumlah")
ROWS = st.tuples(
    st.sampled_from(("1001", "1002", "01001", "KPJ-1", "")), st.sampled_from(("bpp", "smd", "Total")),
    st.sampled_from((*YEARS, *YEARS[:3] * 9)), st.sampled_from((*MONTHS, *MONTHS[:5] * 9)),
)  # fmt: skip


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_an_engine_reads_the_two_columns(count, tmp_path, form):
    rows = ["A1,bpp,2025,8", "A1,bpp,2025, Agustus", "A2,bpp,2025,9", "A3,smd,2025,IX", "A4,bpp,2025,13", "A5,smd,,9",
            "a3,bpp,2025,9"]  # fmt: skip
    content = PERSONS + "".join(map(_row, rows))
    content = content if form == "csv" else parquet_of(content, tmp_path)
    found = directly(count, content, suffix=f".{form}", layout=TWO)
    heads = {(key.group.branch, key.group.period): people for key, people in found.heads.items()}
    assert heads == {("bpp", "2025-08"): 1, ("bpp", "2025-09"): 2, ("smd", "2025-09"): 1}
    assert found.rows == ((7, 5, 2),)
    places = [(6, 23), (7, 18), (8, 1)] if form == "csv" else [(5, 6), (6, 5), (7, 1)]
    assert [(one.code, *one.place[1:3]) for one in found.findings] == [
        ("P101", 1, 1), ("V125", *places[0]), ("V118", *places[1]), ("P110", *places[2]),
    ]  # fmt: skip


def test_it_names_what_the_exact_reader_names(count, count_here):
    rows = [f"1{at}{part},bpp,{year},{month}" for part, (year, month) in enumerate(
        [(year, "9") for year in YEARS] + [("2025", month) for month in MONTHS]) for at in (1, 2)]  # fmt: skip
    content = "tahun,participant_id,branch,segment,status,bulan\n" + "".join(map(_first, rows))
    found = count(content, layout=TWO)
    assert found == exactly(count_here, content, layout=TWO)
    assert {one.code for one in found.findings} == {"V109", "V110", "V118", "V125"}


def _first(person):
    who, branch, year, month = person.split(",")
    return f"{year},{who},{branch},pu,active,{month}\n"


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ROWS, min_size=1, max_size=12), st.booleans())
def test_any_file_is_what_the_exact_reader_makes_of_it(count_here, tmp_path, rows, columnar):
    content = PERSONS + "".join(_row(",".join(row)) for row in rows)
    content = parquet_of(content, tmp_path) if columnar else content
    how = {"suffix": ".parquet" if columnar else ".csv", "layout": TWO}
    assert count_here(content, **how) == exactly(count_here, content, **how)


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_period_is_told_of_at_its_year(project, run, engine, form):
    root = project({"data/population.csv": "branch,segment,period,workers\nbpp,pu,2024-01,9\nsmd,pu,2024-01,9\n"})
    content = PERSONS + "".join(map(_row, ("A1,bpp,2025,8", "A2,smd,2023,8")))
    (root / "x").mkdir()
    (root / "x" / "p.csv").write_text(content)
    (root / "x" / "p.parquet").write_bytes(parquet_of(content, root / "x"))
    on = ("--engine", "spark", "--spark-remote", engine.remote) if engine.remote else ()
    files = f"file://{root}/x/p.{form}" if engine.remote else f"x/p.{form}"
    two = "period_columns: {year: tahun, month: bulan}"
    sources = "inputs:\n  - {kind: population, files: data/population.csv}\n"
    project({"config/sources.yaml": f"{sources}  - {{kind: persons, files: '{files}', {two}}}\n"})
    assert f"{files}:{'3:18' if form == 'csv' else '2:5'}: error X104" in run("check", *on).out


SEVERAL = [
    ("columns: {period: tahun}, unused: [bulan]", "tahun,bulan", "2025"),
    ("columns: {period: tahun}, filter: {bulan: ['8', '9']}", "tahun,bulan", "2025"),
    ("constants: {period: 2025-Q3}, unused: [tahun, bulan]", "tahun,bulan", "2025-Q3"),
    ("columns: {period: tahun}, filter: {bulan: ['8']}", "tahun,bulan", ""),
    ("constants: {period: 2025-08}, unused: [tahun, bulan]", "tahun,bulan", "2025-08"),
    ("constants: {period: 2025-08}, unused: [tahun, bulan], filter: {bulan: ['9']}", "tahun,bulan", ""),
    ("columns: {period: tahun}, leave_out: {bulan: ['8']}", "tahun,bulan", ""),
    ("period_columns: {year: tahun, month: bulan}", "tahun,bulan", ""),
    ("columns: {period: tahun}, unused: [bulan lahir]", "tahun,bulan lahir", ""),
]


def _of_several_months(project, header):
    rows = ("A1,bpp,s,active,2025,8", "A1,bpp,s,inactive,2025,9", "A2,bpp,s,active,2025,9")
    text = "\n".join((f"participant_id,branch,segment,status,{header}", *rows, ""))
    root = project({"data/population.csv": "branch,segment,period,workers\nbpp,s,2025,9\n", "x/p.csv": text})
    duckdb.read_csv(f"{root}/x/p.csv", all_varchar=True).write_parquet(f"{root}/x/p.parquet")
    return root


def _warned(project, run, files, said, *on):
    sources = "inputs:\n  - {kind: population, files: data/population.csv}\n"
    project({"config/sources.yaml": f"{sources}  - {{kind: persons, files: '{files}', {said}}}\n"})
    found = [one for one in run("check", "--format", "json", *on).json["findings"] if one["code"] == "P112"]
    return [(one["path"], one["line"], one["column"], one["value"]) for one in found]


@pytest.mark.parametrize(("said", "header", "told"), SEVERAL)
@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_persons_of_several_months_in_one_period_are_warned_of(project, run, form, said, header, told):
    _of_several_months(project, header)
    files = f"x/p.{form}"
    assert _warned(project, run, files, said) == [(files, 1, 1, told)] * bool(told)
    if told and "filter" not in said:
        report = run("gap", "--format", "json").json
        assert [row["participants"] for row in report["rows"]] == [2]  # who was there in August counts in the year
        assert 'the column "bulan" tells months, quarters or years apart that are one period here' in run("gap").out


def _of_one_month(root, form, *texts):
    """A file of people of the year 2025, with these texts for their months."""
    rows = "".join(f"A{at},bpp,s,active,2025,{text}\n" for at, text in enumerate(texts))
    (root / "x/p.csv").write_text(f"participant_id,branch,segment,status,tahun,bulan\n{rows}")
    if form == "parquet":
        table = duckdb.read_csv(f"{root}/x/p.csv", all_varchar=True)
        table.write_parquet(f"{root}/x/p.parquet", compression="uncompressed")


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_the_engine_says_that_all_are_of_one_month(project, run, monkeypatch, form):
    root = _of_several_months(project, SEVERAL[0][1])
    _of_one_month(root, form, "8", "08", "Agustus", "")
    monkeypatch.delattr("coverage_cli.pipeline.persons.merged_months.open_rows")
    assert _warned(project, run, f"x/p.{form}", SEVERAL[0][0]) == []


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_months_of_several_files_are_held_against_each_other(project, run, form):
    root = _of_several_months(project, SEVERAL[0][1])
    for month, name in (("8", "a"), ("9", "b")):
        _of_one_month(root, form, month)
        (root / f"x/p.{form}").rename(root / f"x/{name}.{form}")
    for name in ("p.csv", "p.parquet"):
        (root / "x" / name).unlink(missing_ok=True)
    assert _warned(project, run, "x", SEVERAL[0][0]) == [(f"x/b.{form}", 1, 1, "2025")]


def test_that_a_column_is_damaged_which_nobody_reads_is_no_fault(project, run):
    root = _of_several_months(project, SEVERAL[0][1])
    _of_one_month(root, "parquet", *["8"] * 9)
    found = duckdb.sql(f"from parquet_metadata('{root}/x/p.parquet') where path_in_schema = 'bulan'")
    ((start, length),) = found.select(
        "coalesce(dictionary_page_offset, data_page_offset), total_compressed_size"
    ).fetchall()
    data = bytearray((root / "x/p.parquet").read_bytes())
    data[start : start + length] = b"\xff" * length
    (root / "x/p.parquet").write_bytes(data)
    assert _warned(project, run, "x/p.parquet", SEVERAL[0][0]) == []


@pytest.mark.parametrize(("said", "header", "told"), [SEVERAL[0], SEVERAL[5]])
@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_cluster_warns_of_several_months_as_well(project, run, spark, form, said, header, told):
    files = f"file://{_of_several_months(project, header)}/x/p.{form}"
    on = ("--engine", "spark", "--spark-remote", spark)
    assert _warned(project, run, files, said, *on) == [(files, 1, 1, told)] * bool(told)


@pytest.mark.parametrize(
    ("said", "parts", "told"),
    [
        ("columns: {period: tahun}, unused: [bulan]", ("2025,9", "2025,September"), ""),
        ("columns: {period: tahun}, unused: [bulan]", ("2024,8", "2025,9"), ""),
        ("columns: {period: tahun}, unused: [bulan]", ("2025-08,8", "2025-08,9"), ""),  # such as that of the report
        ("columns: {period: tahun}, unused: [bulan]", ("2025,9", "2025,"), ""),
        ("columns: {period: tahun}, unused: [bulan]", ("2025,2025-08", "2025,2025-09"), "2025"),
        ("constants: {period: 2025-09}, unused: [tahun, bulan]", ("2025,9", "2025,9"), ""),
        ("constants: {period: 2025-09}, unused: [tahun, bulan]", ("2024,9", "2025,9"), "2025-09"),
        ("constants: {period: 2025-09}, unused: [tahun, bulan]", ("2025,9", "?,9"), ""),  # no year
        ("columns: {period: bulan}, values: {period: {8: 2025-08, 9: 2025-09}}, unused: [tahun]",
         ("2025,8", "2025,9"), ""),
        ("columns: {period: bulan}, values: {period: {9: 2025-09}}, unused: [tahun]", ("2024,9", "2025,9"), "2025-09"),
    ],
)  # fmt: skip
def test_the_cells_say_whether_persons_of_several_months_are_in_one_period(project, run, said, parts, told):
    rows = "".join(f"A{at},bpp,s,active,{part}\n" for at, part in enumerate(parts))
    project({"data/population.csv": "branch,segment,period,workers\nbpp,s,2024,9\n", "x/p.csv": f"{PERSONS}{rows}"})
    assert [one[3] for one in _warned(project, run, "x/p.csv", said)] == [told] * bool(told)


def test_months_of_one_period_are_warned_of_in_several_files_too(project, run):
    files = {f"x/{month}.csv": f"{PERSONS}A1,bpp,s,active,2025,{month}\n" for month in (7, 8)}
    project({"data/population.csv": "branch,segment,period,workers\nbpp,s,2024,9\n", **files})
    found = _warned(project, run, "x/*.csv", "columns: {period: tahun}, unused: [bulan]")
    assert found == [("x/8.csv", 1, 1, "2025")]
