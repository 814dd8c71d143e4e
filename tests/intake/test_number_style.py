"""What a column's first decisive cell settles stays settled."""

from __future__ import annotations

import duckdb
import pytest

from coverage_cli.intake.cells.numbers import ColumnStyle
from tests.intake import workbooks


def test_a_later_cell_never_changes_what_was_settled():
    style = ColumnStyle()
    style.learn("48.000", 2)  # two readings: no evidence
    assert (style.decided, style.witness) == (None, "")
    style.learn("1,000,000", 3)
    style.learn("1.000.000", 4)
    assert (style.decided, style.witness, style.witness_line) == ("en", "1,000,000", 3)
    assert style.contradicts("1.000.000")


@pytest.mark.parametrize(
    ("style", "cell", "code"),
    [
        ("en", "48.000", "V105"),
        ("plain", "48.000", "V105"),
        ("id", "48,000", "V105"),
        ("plain", "48,000", "V120"),
        ("plain", "1.048.000", "V120"),
    ],
)
def test_where_the_style_is_declared_nobody_is_told_to_declare_it(project, run, style, cell, code):
    project({"population.csv": f'branch,segment,period,workers\na,pu,2025,"{cell}"\n'})
    ran = run("check", "population.csv", "--number-style", style, "--today", "2026-06-01")
    assert ran.code == 1
    assert f"population.csv:2:11: error {code}" in ran.out or f"population.csv:2:10: error {code}" in ran.out
    assert "number_style for the file in" not in ran.out


@pytest.mark.parametrize(
    ("first", "cell", "unit", "style"),
    [
        ("1.234.567", "1.000.000.000.001", "people", ()),
        ("1", "1.000.000.000.001", "people", ("--number-style", "id")),
        ("1", "1 000 000 000 001", "people", ("--number-style", "fr")),
        ("1.234.567", "1.000.000.001", "thousands", ()),
        ("1,2", "1000000000,5", "thousands", ()),
    ],
)
def test_a_count_with_marks_that_is_too_large_is_told_to_be_so(project, run, first, cell, unit, style):
    """It is read: to write it in digits, or in another style, would mend nothing."""
    sources = f"inputs: [{{kind: population, files: data/population.csv, unit: {unit}}}]"
    rows = f"branch;segment;period;workers\na;pu;2025;{first}\na;bpu;2025;{cell}\n"
    project({"data/population.csv": rows, "config/sources.yaml": sources})
    ran = run("check", "data/population.csv", *style, "--today", "2026-06-01")
    assert ran.code == 1
    assert f'3:12: error V106 workers "{cell}" is over' in ran.out


@pytest.mark.parametrize(
    ("cell", "style", "plain"),
    [
        ("1 234,5", "fr", "1234.5"),
        ("1\u202f234,5", "fr", "1234.5"),
        ("1'234.5", "ch", "1234.5"),
        ("1,48,000.5", "in", "148000.5"),
    ],
)
def test_thousands_with_blanks_and_decimals_name_their_style(project, run, cell, style, plain):
    """The way out named signs for no count, and neither the unit nor the style by which it is read."""
    rows = f"branch;segment;period;workers\na;pu;2025;{cell}\n"
    for said, told in (
        ("", "error V105"),
        (
            ", unit: thousands",
            f"or say number_style: {style} for the file in config/sources.yaml, by which it is {plain};",
        ),
        (f", unit: thousands, number_style: {style}", "rows: 1 = 1 used"),
    ):
        sources = f"inputs: [{{kind: population, files: data/population.csv{said}}}]"
        project({"data/population.csv": rows, "config/sources.yaml": sources})
        assert told in run("check", "data/population.csv", "--today", "2026-06-01").out
    rows = rows.replace(cell, f"{cell}678")
    project({"data/population.csv": rows})
    assert "three decimals at most" in run("check", "data/population.csv", "--today", "2026-06-01").out


def _hint(run, cell, code, *arguments):
    ran = run("check", "data/population.csv", *arguments)
    assert f'error {code} workers "{cell}"' in ran.out
    return ran.out.split("Hint: ")[1].splitlines()[0]


@pytest.mark.parametrize("style", [(), ("--number-style", "plain"), ("--number-style", "id")])
def test_a_count_that_was_written_as_a_float_names_the_way_out(project, run, style):
    """What pandas makes of whole numbers with gaps between them, and a spreadsheet of cells that show two decimals."""
    for cell, found in (
        ("12000.0", True),
        ("12000,00", True),
        ("12000.00", True),
        ("12000.5", False),
        ("0.000", False),
    ):
        project({"data/population.csv": f'branch,segment,period,workers\nkota,pu,2025,"{cell}"\n'})
        assert ("in a spreadsheet by the cells' format, in" in _hint(run, cell, "V105", *style)) == found


@pytest.mark.parametrize("cell", ["c", "12000 (p)"])
def test_a_sign_for_no_count_is_pointed_to_the_setting(project, run, cell):
    project({"data/population.csv": f"branch,segment,period,workers\nkota,pu,2025,{cell}\n"})
    assert "belongs under missing: in config/sources.yaml" in _hint(run, cell, "V102")


HEAD = "branch,segment,period,workers\n"
WRONG = (
    ("a,pu,2025-13,48.000", "V114", 13),
    (",pu,2025-01,48.000", "V118", 13),
    ("a,pu,x,48.000", "V114", 8),
    ("a,pu,2025-01,x", "V102", None),
    ("Total,,2025-01,48.000", "S120", None),
    ("#a,pu,2025-01,48.000", "S116", None),
)


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet"])
def test_what_is_wrong_in_a_row_hides_no_count_of_two_readings(project, run, tmp_path, form):
    rows = ["a,pu,2025-02,48.000", *(row for row, _, _ in WRONG)]
    root = project({"population.csv": HEAD + "\n".join((*rows, ""))})
    path = f"population.{form}"
    if form == "xlsx":
        table = [[workbooks.text(cell) for cell in row.split(",")] for row in (HEAD.strip(), *rows)]
        workbooks.write(tmp_path / path, {"S": workbooks.rows(*table)})
    if form == "parquet":
        table = duckdb.read_csv(f"{root}/population.csv", all_varchar=True)
        table.write_parquet(f"{root}/{path}")
    first = 1 if form == "parquet" else 2
    wanted = {(first, "V103")}
    for line, (_, code, told) in enumerate(WRONG, first + 1):
        wanted |= {(line, code), *([(line, "V103")] if told else [])}
    report = run("check", path, "--format", "json").json
    assert {(one["line"], one["code"]) for one in report["findings"] if one["severity"] == "error"} == wanted
    (file,) = report["files"]
    assert (file["rows"], file["used"], file["reported"]) == (7, 0, 7)
    columns = {(one["line"], one["column"]) for one in report["findings"] if one["code"] == "V103"}
    assert {line for line, _ in columns} == {line for line, code in wanted if code == "V103"}
    if form == "csv":
        assert {column for line, column in columns if line == first + 1} == {WRONG[0][2] + 1}
    # What settles the style leaves nothing to tell of these counts.
    if form == "csv":
        project({"population.csv": HEAD + "\n".join((*rows, "a,pu,2025-03,1.048.000", ""))})
        report = run("check", path, "--format", "json").json
        assert "V103" not in {one["code"] for one in report["findings"]}
        assert [(file["used"], file["workers"]) for file in report["files"]] == [(2, 1_096_000)]


def test_in_a_wide_table_every_count_of_two_readings_is_told_beside_a_bad_name(project, run):
    project({
        "population.csv": "branch,segment,a,b,c\na,,48.000,x,49.000\nb,pu,1,50.000,2\n",
        "config/sources.yaml": "inputs:\n  - {kind: population, files: population.csv, "
        "wide: {to: period, columns: {a: 2023, b: 2024, c: 2025}}}\n  - {kind: participants, files: p.csv}\n",
        "p.csv": "branch,segment,period,participants\nb,pu,2025,1\n",
    })  # fmt: skip
    report = run("check", "--format", "json").json
    found = [(one["line"], one["column"], one["code"]) for one in report["findings"] if one["severity"] == "error"]
    assert found == [(2, 3, "V101"), (2, 4, "V103"), (2, 11, "V102"), (2, 13, "V103"), (3, 8, "V103")]
    assert [(file["rows"], file["used"]) for file in report["files"]][1:] == [(1, 1), (6, 2)]


def test_a_row_that_waits_for_its_column_keeps_its_dimensions_and_its_blanks_are_told(project, run):
    between = "".join(f"kota {at},pu,m,2025-09,5\n" for at in range(4000))  # more than a block
    rows = f"z,x,m,2025-09, 1.000 \nz,x,f,2025-09,2.000\n{between}z,y,m,2025-09,1.000.000\n"
    kinds = {"population": "workers", "participants": "participants"}
    inputs = "".join(f"  - {{kind: {kind}, files: data/{kind}.csv}}\n" for kind in kinds)
    project(
        {"config/sources.yaml": f"dimensions: [sex]\ninputs:\n{inputs}"}
        | {f"data/{kind}.csv": f"branch,segment,sex,period,{count}\n{rows}" for kind, count in kinds.items()}
    )
    report = run("gap", "--branch", "z", "--by", "segment,sex", "--format", "json").json
    found = [(row["segment"], row["sex"], row["workers"], row["participants"]) for row in report["rows"]]
    assert sorted(found) == [("x", "f", 2000, 2000), ("x", "m", 1000, 1000), ("y", "m", 1_000_000, 1_000_000)]
    lines = [line for line in run("check").out.splitlines() if "V117" in line]
    assert [line.split(": ")[0] for line in lines] == [f"data/{kind}.csv:2:15" for kind in sorted(kinds)]


def test_a_row_that_waits_is_not_counted_where_something_else_is_wrong(project, run):
    between = "".join(f"kota {at},pu,2025-09,5,\n" for at in range(4000))  # more than a block
    wrong = "z,x,September,1.000,\nz,,2025-09,2.000,\nz,v,2025-09,3.000,stray\n"
    table = f"branch,segment,period,workers,\n{wrong}z,w,2025-09,4.000,\n{between}z,y,2025-09,1.000.000,\n"
    project({"population.csv": table})
    report = run("check", "population.csv", "--format", "json").json
    told = {(one["line"], one["code"]) for one in report["findings"]}
    assert told == {(1, "S113"), (2, "V114"), (3, "V118"), (4, "S113")}
    (file,) = report["files"]
    assert (file["used"], file["reported"], file["workers"]) == (4002, 3, 4_000 + 20_000 + 1_000_000)
    # What the configuration makes an error is found again where it stands, by the places that are kept.
    project({"config/checks.yaml": "severity: {V117: error}\n", "population.csv": table.replace("4.000", " 4.000")})
    report = run("check", "population.csv", "config/checks.yaml", "--format", "json").json
    assert [(file["used"], file["workers"]) for file in report["files"] if file["kind"] == "population"] == [
        (4001, 20_000 + 1_000_000)
    ]
