"""Files are what their names and first bytes say, in every place that asks."""

from __future__ import annotations

import gzip
import hashlib

import duckdb
import pytest

from coverage_cli.intake.files.recognising import recognise
from tests.intake.test_sheets import HEADER
from tests.intake.workbooks import number, rows, text, write


def test_a_sheet_of_an_xlsm_can_be_named(tmp_path, project, run):
    project({})
    write(
        tmp_path / "x.xlsm",
        {"Data": rows(HEADER, [text("a"), text("b"), text("2025"), number(5)]), "More": rows(HEADER)},
    )
    assert run("check", "x.xlsm", "--sheet", "Data").code == 0


@pytest.mark.parametrize("encoding", ["utf-32", "utf-32-be"])
def test_utf_32_is_called_so(tmp_path, project, run, encoding):
    mark = "\ufeff" if encoding == "utf-32-be" else ""
    project({"p.csv": f"{mark}branch,segment,period,workers\n".encode(encoding)})
    assert "UTF-32" in run("check", "p.csv", "--encoding", "utf-16").out


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ("branch,segment".encode("utf-16"), "F106"),
        ("branch,segment".encode("utf-16-le"), "F106"),
        ("branch,segment".encode("utf-32"), "F101"),
        (bytes(8) + b"\x01\x02", "F101"),
        (b"PK\x03\x04", "F101"),
        (b"<html>", "F101"),
        (b"PARE-\0\0\0\xbc\xf3", "F101"),
    ],
)
def test_what_is_no_table_comes_with_its_rule(head, code):
    found = recognise(head)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le"])
def test_a_file_that_is_a_byte_order_mark_alone_is_empty(project, run, encoding):
    """As in other encodings: nobody read it, and nothing was found."""
    project({"p.csv": b"\xff\xfe"})
    ran = run("check", "p.csv", "--encoding", encoding)
    assert ran.code == 1
    assert "p.csv:1:1: error F103 the file is empty" in ran.out


def test_a_table_is_nothing_else():
    assert recognise(b"branch,segment,period,workers\n") is None
    assert recognise("branch,segment,period,workers\n".encode("utf-16-le"), "utf-16-le") is None
    assert recognise(b"PAREPARE: PEKERJA\nbranch,segment,period,workers\n") is None


@pytest.mark.parametrize("command", [("gap",), ("check",), ("check", "x.xlsx"), ("trend", "--branch", "a")])
def test_a_sheet_that_an_option_names_and_no_workbook_has_is_a_bad_option(tmp_path, project, run, command):
    sources = (
        "inputs: [{{files: [x.xlsx], kind: population{}}}, {{files: [data/participants.csv], kind: participants}}]\n"
    )
    people = "branch,segment,period,participants\na,b,2025,3\n"
    root = project({"config/sources.yaml": sources.format(""), "data/participants.csv": people})
    good = rows(HEADER, [text("a"), text("b"), number(2025), number(5)])
    write(root / "x.xlsx", {"Data": good, "Other": good})
    ran = run(*command, "--sheet", "zz")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == 'error: x.xlsx has no sheet "zz"; sheets: Data, Other\n'
    project({"config/sources.yaml": sources.format(", sheet: zz")})
    ran = run("gap")
    assert ran.code == 1
    assert "error F108 this workbook has no sheet of that name; sheets: Data, Other." in ran.err


@pytest.fixture
def by_sex(project):
    """A project with its tables where everybody keeps them, which declares no more than a dimension."""
    rows = ["a,pu,f,2025,{}\n", "a,pu,m,2025,{}\n"]
    project(
        {
            "config/sources.yaml": "dimensions: [sex]\n",
            "data/population.csv": "branch,segment,sex,period,workers\n" + "".join(rows).format(400, 500),
            "data/participants.csv": "branch,segment,sex,period,participants\n" + "".join(rows).format(300, 100),
        }
    )


def test_a_dimension_is_declared_without_a_list_of_the_usual_tables(by_sex, run):
    assert run("check").code == 0
    rows = run("gap", "--by", "sex", "--format", "json").json["rows"]
    assert [(row["sex"], row["workers"], row["participants"]) for row in rows] == [("f", 400, 300), ("m", 500, 100)]


def test_what_sources_yaml_is_its_name_says_or_a_key(by_sex, run, tmp_path):
    text = (tmp_path / "config" / "sources.yaml").read_text()
    (tmp_path / "mine.yaml").write_text(text)
    for name in ("config/sources.yaml", "mine.yaml"):
        assert run("check", name, "data/population.csv").code == 0
    (tmp_path / "config" / "sources.yaml").write_text(text.replace("dimensions", "dimension"))
    ran = run("check", "config/sources.yaml", "data/population.csv")
    assert ran.out.count("C102") == 1
    assert '(did you mean "dimensions"?)' in ran.out


@pytest.mark.parametrize("suffix", [".csv", ".csv.gz", ".xlsx", ".parquet"])
def test_a_source_has_the_hash_of_its_bytes_whatever_reads_them(tmp_path, project, run, suffix):
    root = project({"p.csv": "branch,segment,period,workers\na,b,2025,9\n"})
    people = root / f"q{suffix}"
    if suffix == ".xlsx":
        head = [text(name) for name in ("branch", "segment", "period", "participants")]
        write(people, {"Data": rows(head, [text("a"), text("b"), text("2025"), number(5)])})
    elif suffix == ".parquet":
        row = "'a' as branch, 'b' as segment, '2025' as period, 5 as participants"
        duckdb.sql(f"copy (select {row}) to '{people}' (format parquet)")
    else:
        data = b"branch,segment,period,participants\na,b,2025,5\n"
        people.write_bytes(gzip.compress(data) if suffix == ".csv.gz" else data)
    report = run("gap", "--population", "p.csv", "--participants", people.name, "--format", "json").json
    assert report["rows"][0]["participants"] == 5
    found = {one["path"]: one["sha256"] for one in report["sources"]}
    assert found == {name: hashlib.sha256((root / name).read_bytes()).hexdigest() for name in ("p.csv", people.name)}
