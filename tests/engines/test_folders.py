"""Folders of persons: parts without rows, and files that are reached in several ways."""

from __future__ import annotations

import duckdb
import pytest

from tests.engines.test_commands import FILES, PERSONS, totals

HEADER = PERSONS.splitlines(keepends=True)[0]
COUNTED = {"bpp": 2, "smd": 2, None: 3}


@pytest.mark.parametrize("name", ["a.csv", "z.csv", "deep/part-1.csv"])
@pytest.mark.parametrize("content", ["", "\ufeff\n", HEADER])
def test_a_part_without_rows_is_told_and_the_others_are_counted(project, run, name, content):
    project({**FILES, "extract/b.csv": PERSONS, f"extract/{name}": content})
    ran = run("gap", "--participants", "extract", "--format", "json")
    assert (ran.code, totals(ran)) == (0, COUNTED)
    assert [(one["code"], one["path"]) for one in ran.json["findings"]] == [("F115", f"extract/{name}")]
    for command in (("extract",), ("--participants", "extract"), ("extract", "--as", "persons")):
        checked = run("check", *command, "--format", "json")
        assert checked.code == 0
        assert [(one["code"], one["path"]) for one in checked.json["findings"]] == [("F115", f"extract/{name}")]
        persons = [one for one in checked.json["files"] if one["path"].startswith("extract")]
        assert sorted(one["rows"] for one in persons) == [0, 7]
    assert run("gap", "--participants", "extract", "--strict").code == 1


def test_a_parquet_part_without_rows_is_told_too(project, run):
    root = project({**FILES, "extract/b.csv": PERSONS})
    source = f"read_csv('{root}/extract/b.csv', all_varchar=true)"
    duckdb.sql(f"copy (select * from {source} limit 0) to '{root}/extract/part-0.parquet' (format parquet)")
    ran = run("gap", "--participants", "extract", "--format", "json")
    assert (totals(ran), [one["code"] for one in ran.json["findings"]]) == (COUNTED, ["F115"])


@pytest.mark.parametrize(
    "files",
    [
        {"extract/a.csv": "", "extract/b.csv": HEADER},  # nobody at all
        {"extract/a.csv": "", "other/b.csv": PERSONS},  # of another folder
        {"extract/a.csv": "", "other/b.csv": "".join(PERSONS.splitlines(keepends=True)[:-2])},  # smd may be in it
        {"extract/a.csv": HEADER, "other/b.csv": PERSONS},
        {"extract/a.csv": "participant_id,branch\n", "extract/b.csv": PERSONS},  # of another form
    ],
)
def test_without_people_beside_it_an_empty_file_is_an_error(project, run, files):
    project({**FILES, **files})
    folders = dict.fromkeys(path.partition("/")[0] for path in files)
    named = [text for folder in folders for text in ("--participants", folder)]
    for command in (("gap", *named), ("check", *named), ("check", *folders)):
        ran = run(*command)
        assert (ran.code, "F115" in ran.out + ran.err) == (1, False)
        assert "X102" not in ran.out + ran.err  # whom nothing is known of is told to be missing once


def test_a_listed_folder_may_have_such_a_part(project, run):
    listed = "inputs:\n  - {kind: population, files: data/population.csv}\n  - {kind: persons, files: extract}\n"
    project({**FILES, "config/sources.yaml": listed, "extract/a.csv": HEADER, "extract/b.csv": PERSONS})
    ran = run("gap", "--format", "json")
    assert totals(ran) == COUNTED
    assert "F115" in [one["code"] for one in ran.json["findings"]]


def test_what_the_configuration_leaves_out_of_a_folder_may_be_a_whole_part(project, run):
    rest = "    leave_out: {branch: [Total, Jumlah]}\n    filter: {programme: JKK}\n"
    listed = "inputs:\n  - {kind: population, files: data/population.csv}\n  - kind: persons\n    files: extract\n"
    rows = (f"{branch},{branch},pu,active,2025-09," for branch in ("Total", "bpp", "bpp"))
    parts = dict(zip(("extract/a.csv", "extract/b.csv", "extract/c.csv"), rows, strict=True))
    contents = {path: f"{HEADER}{row}{'JKM' if 'c.' in path else 'JKK'}\n" for path, row in parts.items()}
    project({"data/population.csv": FILES["data/population.csv"], "config/sources.yaml": listed + rest, **contents})
    ran = run("check", "--format", "json")
    told = [(one["path"], one["code"], one["value"]) for one in ran.json["findings"] if one["code"][0] in "CF"]
    assert (ran.code, told) == (0, [("config/sources.yaml", "C108", "Jumlah")])
    assert totals(run("gap", "--format", "json"))[None] == 1
    project({"extract/b.csv": HEADER + "7,bpp,pu,active,2025-09,JKM\n"})
    ran = run("check", "--format", "json")
    told = [(one["path"], one["code"]) for one in ran.json["findings"] if one["code"][0] == "F"]
    assert (ran.code, told) == (1, [(f"extract/{name}.csv", "F109") for name in "abc"])


def test_one_named_file_without_rows_is_an_error_as_before(project, run):
    project({**FILES, "extract/a.csv": HEADER, "extract/b.csv": PERSONS})
    ran = run("gap", "--participants", "extract/a.csv", "--participants", "extract/b.csv")
    assert (ran.code, "extract/a.csv:1:1: error F104" in ran.err) == (1, True)


@pytest.mark.parametrize("way", ["file", "folder", "outside", "two", "loop"])
def test_links_in_a_folder_are_followed_and_nothing_is_met_twice(project, run, way):
    root = project({**FILES, "extract/2025/b.csv": PERSONS, "store/c.csv": HEADER + "77,bpp,pu,active,2025-09,\n"})
    extract, shown = root / "extract", {"extract/2025/b.csv"}
    if way == "file":
        (extract / "a.csv").symlink_to(extract / "2025" / "b.csv")
    elif way == "folder":
        (extract / "2024").symlink_to("2025")
    elif way == "loop":
        (extract / "2025" / "up").symlink_to(extract)
    else:
        (extract / "a").symlink_to(root / "store")
        shown.add("extract/a/c.csv")
    if way == "two":
        (extract / "b").symlink_to("a")
        (extract / "c.csv").symlink_to(root / "store" / "c.csv")
    ran = run("gap", "--participants", "extract", "--format", "json")
    assert {one["path"] for one in ran.json["sources"]} - {"data/population.csv"} == shown
    assert totals(ran)[None] == 2 + len(shown)
    checked = run("check", "extract", "--format", "json")
    assert {one["path"] for one in checked.json["files"]} == shown


def test_a_link_to_another_table_of_the_project_is_no_second_one(project, run):
    root = project({"data/population-2025.csv": FILES["data/population.csv"], "data/participants-2025.csv": PERSONS})
    for name in ("population", "participants"):
        (root / "data" / f"{name}.csv").symlink_to(f"{name}-2025.csv")
    ran = run("gap", "--format", "json")
    assert totals(ran) == COUNTED
    assert [one["path"] for one in ran.json["sources"]] == ["data/participants-2025.csv", "data/population-2025.csv"]
    assert run("check").code == 0
    listed = "inputs:\n- {kind: population, files: data/pop*.csv}\n- {kind: persons, files: data/part*.csv}\n"
    (root / "config").mkdir(exist_ok=True)
    (root / "config" / "sources.yaml").write_text(listed)
    assert totals(run("gap", "--format", "json")) == COUNTED
    named = ("--participants", "data/participants.csv", "--participants", "data/participants-2025.csv")
    assert run("gap", *named).code == 2


def test_a_folder_that_cannot_be_looked_into_is_not_passed_over(project, run, monkeypatch):
    project({**FILES, "extract/b.csv": PERSONS, "extract/locked/c.csv": PERSONS})
    import os

    scandir = os.scandir

    def scan(path):
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", scan)
    for command in (("gap", "--participants", "extract"), ("check", "extract")):
        ran = run(*command)
        assert (ran.code, ran.out, "you have no permission to read extract/locked" in ran.err) == (2, "", True)
