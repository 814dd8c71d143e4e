"""The gate never passes by accident: nothing to look at, or nothing that can be read, is never exit 0."""

from __future__ import annotations

import os

import pytest

from tests.gate.conftest import PARTICIPANTS


@pytest.mark.parametrize(
    "arguments",
    [
        ("data/*.csv.bak",),
        ("nowhere.csv",),
        ("",),
        ("config",),
        ("config/nowhere.yaml",),
        ("data/population.csv", "data/particpants.csv"),
        ("--project", "nowhere"),
        ("--population", "nowhere.csv"),
        ("--targets", "nowhere.yaml"),
        ("--exceptions", "nowhere.yaml"),
        ("--format", "xml"),
        ("--as", "people", "data/population.csv"),
        ("--today", "tomorrow"),
        ("--max-findings", "-1"),
        ("--output", "nowhere/report.json"),
    ],
    ids=" ".join,
)
def test_what_cannot_start_says_so_and_exits_with_2(given, run, arguments):
    given()
    ran = run("check", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.strip()
    assert "Traceback" not in ran.err


def test_no_project_is_no_pass(tmp_path, run, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run("check").code == 2


@pytest.mark.parametrize("name", ["population", "participants"])
def test_a_project_without_data_is_no_pass(given, run, tmp_path, name):
    given()
    (tmp_path / "data" / f"{name}.csv").unlink()
    assert run("check").code == 2


@pytest.mark.parametrize("name", ["targets", "checks", "exceptions", "sources"])
@pytest.mark.parametrize("content", [b"", b"- 1\n", b"a: [\n", b"\xff\xfe\x00", b"a: &x 1\nb: *x\n", b"just text\n"])
def test_a_configuration_that_cannot_be_read_is_no_pass(given, run, tmp_path, name, content):
    given()
    (tmp_path / "config" / f"{name}.yaml").write_bytes(content)
    assert run("check").code != 0
    assert run("gap").code != 0


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_configuration_without_permission_is_no_pass(given, run, tmp_path):
    given(checks="severity: {}\n")
    (tmp_path / "config" / "checks.yaml").chmod(0)
    assert run("check").code == 2


@pytest.mark.parametrize("name", ["checks", "exceptions"])
def test_a_folder_in_place_of_a_configuration_is_no_pass(given, run, tmp_path, name):
    given()
    (tmp_path / "config" / f"{name}.yaml").mkdir()
    assert run("check").code == 2


def test_a_file_without_rows_is_no_pass(given, run):
    given(participants=PARTICIPANTS.splitlines()[0] + "\n")
    assert run("check").code == 1


def test_one_file_under_two_names_counts_once(given, run):
    given()
    assert run("check", "data/population.csv", "./data/../data/population.csv").code == 0


@pytest.mark.parametrize("most", ["0", "1", "5"])
def test_what_is_not_listed_still_fails(given, run, most):
    given(participants=PARTICIPANTS.replace(",67", ",x"))
    assert run("check", "--max-findings", most).code == 1


def test_a_row_that_is_there_without_its_count_is_not_called_absent(given, run, tmp_path):
    given(participants=PARTICIPANTS.replace(",20\n", ",-\n"))
    (tmp_path / "config" / "sources.yaml").write_text(
        "inputs:\n  - {kind: participants, files: data/participants.csv, missing: '-'}\n"
        "  - {kind: population, files: data/population.csv}\n"
    )
    said = "bpu / 2025-09 has workers but its participants row of 2025-09 has no count (data/participants.csv:3)"
    assert said in run("check").out
    assert said in run("gap").out
    given(participants=PARTICIPANTS.replace("balikpapan,bpu,2025-09,20\n", ""))
    assert "bpu / 2025-09 has workers but no participants row of 2025-09. Hint" in run("check").out


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("A,x,2024,9\nA,y,2024,9\nA,x,2025,9\nA,y,2025,-\n", "A / y / 2025-06 has {}2025 has no count ({}:5)"),
        ("A,x,2025,9\nA,y,2026,-\n", "A / y / 2025-06 has participants but no workers. Hint"),
        ("A,x,2025,9\nA,yy,2025,-\n", "A / y / 2025-06 has participants but no workers. Hint"),
        ("B,x,2025,9\nA,x,2024,-\n", "A / x / 2025-06 has {}2024 has no count ({}:3)"),
    ],
)
def test_neither_is_the_row_of_the_workers(project, run, rows, said):
    project(
        {
            "data/population.csv": "branch,segment,period,workers\n" + rows,
            "data/participants.csv": "branch,segment,period,participants\nA,x,2025-06,8\nA,y,2025-06,8\n",
            "config/sources.yaml": "inputs:\n  - {kind: population, files: data/population.csv, missing: '-'}\n",
        }
    )
    told = said.format("participants but no workers; its workers row of ", "data/population.csv")
    assert told in run("check", "--today", "2026-12-31").out


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("", "no participants of any period"),  # not "of 2025-06", which is when its workers were counted
        ("B,x,2025-09,-\n", "its participants row of 2025-09 has no count (data/participants.csv:3)"),
    ],
)
def test_a_branch_without_participants_lacks_them_of_no_certain_period(project, run, row, said):
    root = project(
        {
            "data/population.csv": "branch,segment,period,workers\nA,x,2025-06,100\nB,x,2025-06,50\n",
            "data/participants.csv": "branch,segment,period,participants\nA,x,2025-09,80\n" + row,
        }
    )
    (root / "config/sources.yaml").write_text(
        "inputs:\n  - {kind: participants, files: data/participants.csv, missing: '-'}\n"
    )
    for command in ("check", "gap"):
        assert f"B / x / 2025-06 has workers but {said}" in run(command, "--today", "2025-10-01").out


def test_a_segment_is_missing_only_where_counts_and_persons_both_lack_it(given, run, tmp_path):
    given(participants=PARTICIPANTS.replace(",20\n", ",-\n"))
    persons = "participant_id,branch,segment,status,period\nA1,balikpapan,pu,active,2025-09\n"
    (tmp_path / "data" / "persons.csv").write_text(persons)
    (tmp_path / "config" / "sources.yaml").write_text(
        "inputs:\n  - {kind: participants, files: data/participants.csv, missing: '-'}\n"
        "  - {kind: population, files: data/population.csv}\n  - {kind: persons, files: data/persons.csv}\n"
    )
    assert run("check").out.count("X102") == 1
    (tmp_path / "data" / "persons.csv").write_text(persons + "A2,balikpapan,bpu,active,2025-09\n")
    assert run("check").out.count("X102") == 0


LOCK = b"\x07Analyst" + b" " * 47 + "Analyst".encode("utf-16-le")


def test_the_lock_file_of_an_open_workbook_is_no_table(given, run, tmp_path):
    given()
    (tmp_path / "config" / "sources.yaml").write_text(
        "inputs:\n  - {kind: participants, files: 'data/*participants*'}\n"
        "  - {kind: population, files: data/population.csv}\n"
    )
    for name in ("~$participants.xlsx", "~$participants.csv"):
        (tmp_path / "data" / name).write_bytes(LOCK)
    assert run("check").code == 0
    (tmp_path / "persons").mkdir()
    (tmp_path / "persons" / "a.csv").write_text(PARTICIPANTS)
    (tmp_path / "persons" / "~$a.csv").write_bytes(LOCK)
    assert run("gap", "--participants", "persons").code == 0
    ran = run("check", "data/~$participants.xlsx")
    assert ran.code == 1
    assert "~$participants.xlsx:1:1: error F101 this is the lock file of a workbook that is open" in ran.out


@pytest.mark.parametrize(("missing", "ending"), [("population", "xlsm"), ("participants", "xlsx")])
def test_where_a_table_is_a_workbook_the_way_in_is_named(given, run, tmp_path, missing, ending):
    from tests.gate.workbooks import workbook

    given()
    path = tmp_path / "data" / f"{missing}.csv"
    path.with_suffix(f".{ending}").write_bytes(workbook(f"[table]\n{path.read_text()}"))
    path.unlink()
    ran = run("check")
    assert ran.code == 2
    entry = f"- {{kind: {missing}, files: data/{missing}.{ending}}}"
    assert f"there is no data/{missing}*.csv, but {missing}.{ending}: list workbooks under inputs" in ran.err
    assert entry in ran.err
    (tmp_path / "config" / "sources.yaml").write_text(f"inputs:\n  {entry}\n")
    assert run("check").code == 0


@pytest.mark.parametrize("name", ["targets.yaml", "T.YAML"])
def test_a_configuration_is_known_by_its_ending_in_any_letters(given, run, tmp_path, name):
    given()
    (tmp_path / name).write_text("targets:\n  t: 80%\n")
    assert run("check", name, "--format", "json").json["files"][0]["kind"] == "targets"


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("kind: {population: data/population.csv}", "C105 kind"),
        (
            "{kind: population, files: data/population.csv, wide: {to: segment, columns: [{L: pu}]}}",
            "C105 columns: names of columns are expected, or a mapping of each name to its value",
        ),
    ],
)
def test_a_mapping_where_a_text_belongs_is_a_finding(given, run, tmp_path, entry, said):
    given()
    (tmp_path / "config" / "sources.yaml").write_text(f"inputs:\n  - {entry}\n")
    ran = run("check")
    assert ran.code == 1
    assert said in ran.out
