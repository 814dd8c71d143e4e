"""Values that a filter names and no row has (C112): the rows that are meant are in no figure, in silence else."""

from __future__ import annotations

import duckdb
import pytest

from tests.intake import workbooks

WORKERS = "branch,segment,period,workers,unit\nbpp,pu,2025-09,100,a\nsmd,pu,2025-09,100,b\n"
PEOPLE = "branch,segment,period,participants\nbpp,pu,2025-09,60\nsmd,pu,2025-09,70\n"
PERSONS = (
    "participant_id,branch,segment,status,period,programme\n1,bpp,pu,active,2025-09,JKK\n2,smd,pu,active,2025-09,\n"
)


@pytest.fixture
def told(project, run):
    def go(population, participants="", kind="participants", files="data/participants.csv", **contents):
        project(
            {
                "data/population.csv": WORKERS,
                "data/participants.csv": PERSONS if kind == "persons" else PEOPLE,
                "config/sources.yaml": "inputs:\n"
                f"  - {{kind: population, files: [data/population.csv], unused: [unit]{population}}}\n"
                f"  - {{kind: {kind}, files: [{files}]{participants}}}\n",
                **{name.replace("__", "/") + ".csv": text for name, text in contents.items()},
            }
        )
        findings = run("check", "--format", "json").json["findings"]
        return [(one["path"], one["line"], one["message"]) for one in findings if one["code"] == "C112"]

    return go


POPULATION, PARTICIPANTS = 2, 3
"""The lines of the two inputs."""


def said(value, field="branch", near="", line=PARTICIPANTS, path=""):
    path = path or {POPULATION: "data/population.csv", PARTICIPANTS: "data/participants.csv"}[line]
    meant = f' (did you mean "{near}"?)' if near else ""
    return ("config/sources.yaml", line, f'filter names "{value}" in {field}, but no row of {path} has it{meant}')


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("branch: [bpp, zzz]", {"value": "zzz"}),
        ("branch: [bpp, smdd]", {"value": "smdd", "near": "smd"}),
        ("branch: [bpp, SMD]", {"value": "SMD", "near": "smd"}),
        ("unit: [a, b, c]", {"value": "c", "field": "unit"}),
        ("period: [2025-09, 2025-08]", {"value": "2025-08", "field": "period"}),
        ("branch: [bpp, ' smd ']", None),
    ],
)
def test_a_value_that_no_row_has_is_told_with_the_one_that_may_be_meant(told, wanted, found):
    assert told(f", filter: {{{wanted}}}") == ([said(**found, line=POPULATION)] if found else [])


def test_the_same_slip_on_both_sides_is_told_on_both(told):
    slip = ", filter: {branch: [bpp, smdd]}"
    assert told(slip, slip) == [said("smdd", near="smd", line=line) for line in (POPULATION, PARTICIPANTS)]


def test_a_value_that_is_left_out_all_the_same_is_there(told):
    assert told(", filter: {branch: [bpp, smd]}, leave_out: {unit: b}") == []


@pytest.mark.parametrize("kind", ["participants", "persons"])
def test_what_one_file_of_an_input_lacks_another_may_have(told, kind):
    more = {"participants": PEOPLE, "persons": PERSONS}[kind].replace("smd", "btg").replace("\n1,", "\n7,")
    wanted = ", filter: {branch: [bpp, smd, btg, zzz]}"
    found = told("", wanted, kind, files="data/participants.csv, data/more.csv", data__more=more)
    assert found == [said("zzz", path="data/participants.csv, data/more.csv")]


@pytest.mark.parametrize("kind", ["participants", "persons"])
def test_a_file_that_cannot_be_read_may_have_it(told, kind):
    wanted = ", filter: {branch: [bpp, zzz]}"
    assert told("", wanted, kind, files="data/participants.csv, data/more.csv", data__more="no,header\n1,2\n") == []


@pytest.mark.parametrize(("named", "found"), [(["data/a.csv"], 0), (["data/a.csv", "data/b.csv"], 1), ([], 1)])
def test_a_file_of_an_input_that_is_not_read_may_have_it(project, run, named, found):
    wanted = "{kind: participants, files: [data/a.csv, data/b.csv], filter: {branch: [bpp, smd, btg, zzz]}}"
    project(
        {
            "data/population.csv": WORKERS,
            "data/a.csv": PEOPLE,
            "data/b.csv": PEOPLE.replace("bpp", "btg").replace("smd", "ppu"),
            "config/sources.yaml": f"inputs: [{{kind: population, files: data/population.csv}}, {wanted}]\n",
        }
    )
    told = run("check", *named, "--format", "json").json["findings"]
    assert [one["value"] for one in told if one["code"] == "C112"] == ["zzz"] * found


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("branch: [bpp, smdd]", said("smdd")),  # texts of files of persons are shown by nobody
        ("programme: [JKK, JKKK]", said("JKKK", "programme")),
        ("participant_id: [1, 6471016802900001]", said("6471************", "participant_id")),
    ],
)
def test_of_persons_no_other_text_is_shown(told, wanted, found):
    assert told("", f", filter: {{{wanted}}}", "persons") == ([found] if found else [])


def test_parts_of_a_folder_are_one_extract(told):
    parts = {
        "extract__a": PERSONS,
        "extract__b": PERSONS.replace("smd", "btg").replace("\n1,", "\n7,"),
        "extract__c": "",
    }
    wanted = ", filter: {branch: [bpp, btg, zzz]}"
    assert told("", wanted, "persons", "extract", **parts) == [said("zzz", path="extract")]


def test_a_workbook_is_asked_as_text_is(told, tmp_path):
    rows = [[workbooks.text(cell) for cell in line.split(",")] for line in PEOPLE.splitlines()]
    (tmp_path / "data").mkdir(exist_ok=True)
    workbooks.write(tmp_path / "data/b.xlsx", {"S": workbooks.rows(*rows)})
    found = told("", ", filter: {branch: [bpp, Smd]}", files="data/b.xlsx")
    assert found == [said("Smd", near="smd", path="data/b.xlsx")]


@pytest.mark.parametrize(("wave", "found"), [("3", said("3", "wave", path="data/p.parquet")), ("2", None)])
def test_numbers_of_parquet_are_the_whole_ones_that_they_are(told, tmp_path, wave, found):
    (tmp_path / "data").mkdir(exist_ok=True)
    (tmp_path / "data/p.csv").write_text(PERSONS, encoding="utf-8")
    rows = duckdb.read_csv(str(tmp_path / "data/p.csv"), all_varchar=True)
    rows.project("*, participant_id::double as wave").write_parquet(str(tmp_path / "data/p.parquet"))
    wanted = f", filter: {{wave: [1, {wave}]}}"
    assert told("", wanted, "persons", "data/p.parquet") == ([found] if found else [])


FIRST, BOTH = "data/participants.csv", "data/participants.csv, data/more.csv"


@pytest.mark.parametrize(
    ("files", "left", "found"),
    [
        (FIRST, "[Totals]", [(FIRST, "Totals", "Total")]),
        (FIRST, "[TOTAL, zzz]", [(FIRST, "TOTAL", "Total"), (FIRST, "zzz", "")]),
        (FIRST, "' Total '", []),
        # Each file is asked for its own: a total that one of them spells otherwise would stay among its parts.
        (BOTH, "Total", [("data/more.csv", "Total", "TOTAL")]),
        (BOTH, "[Total, TOTAL]", [("data/more.csv", "Total", ""), (FIRST, "TOTAL", "")]),
    ],
)
def test_a_value_to_leave_out_is_told_at_its_place_with_the_one_that_may_be_meant(project, run, files, left, found):
    total = PEOPLE + "Total,pu,2025-09,130\n"
    inputs = f"  - {{kind: participants, files: [{files}], leave_out: {{branch: {left}}}}}\n"
    project(
        {
            "data/population.csv": WORKERS,
            "data/participants.csv": total,
            "data/more.csv": total.replace("Total", "TOTAL").replace("2025-09", "2025-10"),
            "config/sources.yaml": f"inputs:\n  - {{kind: population, files: data/population.csv}}\n{inputs}",
        }
    )
    told = [one for one in run("check", "--format", "json").json["findings"] if one["code"] == "C108"]
    assert {(one["path"], one["line"]) for one in told} <= {("config/sources.yaml", PARTICIPANTS)}
    assert all(inputs.index(one["value"]) == one["column"] - 1 for one in told)
    said = 'leave_out names "{1}" in branch, but no row of {0} has it'
    meant = ' (did you mean "{}"?)'
    messages = [said.format(*one[:2]) + (meant.format(one[2]) if one[2] else "") for one in found]
    assert sorted(one["message"] for one in told) == sorted(messages)
