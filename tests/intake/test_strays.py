"""Totals and notes among the rows: said once, with the line that leaves them out."""

from __future__ import annotations

import pytest

POPULATION = "branch,segment,period,workers\na,pu,2024,50\na,bpu,2024,60\n"
ROWS = "No;branch;segment;{}\n1;a;pu;{}\n2;a;bpu;{}\n"
WIDE = """inputs:
  - {kind: population, files: p.csv}
  - kind: participants
    files: q.csv
    wide: {to: period, columns: ["2024", "2025"]}
"""
TALL = "inputs: [{kind: population, files: p.csv}, {kind: participants, files: q.csv}]\n"


@pytest.mark.parametrize(
    ("stray", "code", "setting"),
    [
        ("Jumlah;;;{}", "S120 branch", '{"No": [Jumlah]}'),
        (";Total;;{}", "S120 segment", "{branch: [Total]}"),
        ("Sumber: BPS, 2025;;;{}", "S115 this line is text", '{"No": ["Sumber: BPS, 2025"]}'),
    ],
)
@pytest.mark.parametrize("wide", [False, True])
def test_a_stray_row_is_said_once_with_what_leaves_it_out(project, run, tmp_path, stray, code, setting, wide):
    head, one, two, total = ("2024;2025", "5;6", "7;8", "12;14") if wide else ("period;participants", *["2025;5"] * 3)
    counts = ";".join([""] * 2) if "Sumber" in stray else total
    rows = ROWS.format(head, one, two) + stray.format(counts) + "\n"
    sources = WIDE if wide else TALL
    project({"p.csv": POPULATION, "q.csv": rows, "config/sources.yaml": sources})
    errors = [line for line in run("check").out.splitlines() if ": error " in line]
    assert len(errors) == 1
    assert f"error {code}" in errors[0]
    assert f"or write leave_out: {setting} in config/sources.yaml" in errors[0]
    line = f"    leave_out: {setting}\n" if wide else f"q.csv, leave_out: {setting}}}]\n"
    left = sources + line if wide else sources.replace("q.csv}]\n", line)
    project({"config/sources.yaml": left})
    assert "errors: 0" in run("check").out


def test_a_line_of_another_width_cannot_be_left_out(project, run):
    project({"p.csv": POPULATION, "q.csv": "branch,segment,period,participants\na,pu,2025,5\nSumber: BPS\n",
             "config/sources.yaml": TALL})  # fmt: skip
    assert "move notes to the column note, or to another file.\n" in run("check").out


def test_a_row_with_a_cell_below_no_name_is_not_missing_besides(project, run):
    project({"data/population.csv": "branch,segment,period,workers,\na,pu,2025,9,x\na,bpu,2025,9,\n",
             "data/participants.csv": "branch,segment,period,participants\na,pu,2025,5\na,bpu,2025,6\n"})  # fmt: skip
    assert [line.split()[2] for line in run("check").out.splitlines() if ": error " in line] == ["S113"]
    project({"data/population.csv": "branch,segment,period,workers,\na,pu,2025,9,x\na,bpu,2025,9,  \n"})
    assert run("check").out.count("error S113") == 1  # blanks are nothing
    rows = "branch,segment,period,participants,\na,pu,2025,9,x\na,bpu,2025,9,\n"
    project({"data/population.csv": "branch,segment,period,workers\na,pu,2025,9\na,bpu,2025,9\nc,pu,2025,9\n",
             "data/participants.csv": rows})  # fmt: skip
    said = [line for line in run("check").out.splitlines() if "X102" in line]
    assert [line.split()[0] for line in said] == ["data/population.csv:4:3:"]  # of another name all is known


@pytest.mark.parametrize("side", ["population", "participants"])
def test_a_row_of_another_width_is_not_missing_besides(project, run, side):
    counts = {"population": "workers", "participants": "participants"}
    project(
        {
            f"data/{name}.csv": f"branch,segment,period,{count}\na,pu,2025,5{',6' * (name == side)}\na,bpu,2025,6\n"
            for name, count in counts.items()
        }
    )
    assert [line.split()[2] for line in run("check").out.splitlines() if line[:4] == "data"] == ["S104"]


def test_of_rows_with_dimensions_one_that_is_refused_is_not_missing_besides(project, run):
    inputs = "".join(f"  - {{kind: {kind}, files: data/{kind}.csv}}\n" for kind in ("population", "participants"))
    rows = "branch,segment,sex,period,{}\na,pu,m,2025,9\na,bpu,f,2025,{}\n"
    for workers, people in (("x7", 7), (7, "x7")):
        project({"config/sources.yaml": f"dimensions: [sex]\ninputs:\n{inputs}",
                 "data/population.csv": rows.format("workers", workers),
                 "data/participants.csv": rows.format("participants", people)})  # fmt: skip
        assert [line.split()[2] for line in run("check").out.splitlines() if line[:4] == "data"] == ["V102"]


def test_a_cell_below_no_name_is_said_once_in_a_wide_table(project, run):
    rows = "branch,segment,2024,2025,,\na,pu,5,6,x,y\na,bpu,7,8,,\n"
    project({"p.csv": POPULATION, "q.csv": rows, "config/sources.yaml": WIDE})
    errors = [line for line in run("check").out.splitlines() if ": error S113" in line]
    assert [line.split(": ")[0] for line in errors] == ["q.csv:2:10", "q.csv:2:12"]


def test_a_row_with_a_note_behind_its_cells_is_refused_and_not_missed_besides(project, run):
    rows = "branch,segment,period,participants,\na,pu,2024,5,sementara\na,bpu,2024,6,\n"
    project({"data/population.csv": POPULATION, "data/participants.csv": rows})
    found = [(one["line"], one["code"]) for one in run("check", "--format", "json").json["findings"]]
    assert found == [(1, "S113"), (2, "S113")]
