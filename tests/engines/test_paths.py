"""Names that DuckDB would take for patterns: the file itself is read, and none that the pattern would find too."""

from __future__ import annotations

import gzip
from functools import cache
from pathlib import Path

import duckdb
import pytest

NAMES = ["a[1]", "b{x,y}", "c*", "d?", "e]}", "f'\"", "g\\h", "[!x]", "**", "{", "[", "]]", ".h*", "ü [a-z]?'"]
DECOYS = ["a1", "bx", "by", "c", "cc", "d1", "x", "b", ".hh", "ü b1'"]
BESIDE = ["a\\[1]", "b\\{x}", "c\\*"]
PERSONS = "participant_id,branch,segment,status,period\n647101010190000{},b,pu,active,2025-09\n"
COUNTS = "branch,segment,period,participants\nb,pu,2025-09,{}\n"


@cache
def _content(text, suffix):
    if suffix == ".gz":
        return gzip.compress(text.encode())
    if suffix == ".csv":
        return text.encode()
    Path("plain").write_text(text)
    duckdb.execute("copy (from read_csv('plain', all_varchar=true)) to 'made' (format parquet)")
    return Path("made").read_bytes()


def _written(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_content(text, path.suffix))
    return str(path)


@pytest.mark.parametrize(
    ("place", "ending"),
    [("{}", ".parquet"), ("{}/part", ".parquet"), ("{}", ".csv"), ("{}/part", ".csv.gz")],
)
def test_a_file_is_read_by_any_name(project, run, place, ending):
    folder = project({}) / "in"
    for name in DECOYS:
        for text, kind in ((PERSONS.format(9), "persons"), (COUNTS.format(99), "counts")):
            _written(folder / kind / (place.format(name) + ending), text)
    for at, name in enumerate(NAMES, 1):
        texts = {"persons": PERSONS.format(1), "counts": COUNTS.format(at)}
        for kind, text in texts.items():
            ran = run("check", _written(folder / kind / (place.format(name) + ending), text), "--format", "json")
            (file,) = ran.json["files"]
            people = file["persons"] if kind == "persons" else file["participants"]
            assert (ran.code, file["rows"], people) == (0, 1, 1 if kind == "persons" else at), name


@pytest.mark.parametrize("name", BESIDE)
@pytest.mark.parametrize("text", [PERSONS.format(1), COUNTS.format(5)])
def test_a_backslash_beside_a_pattern_is_refused(project, run, name, text):
    ran = run("check", _written(project({}) / f"{name}.parquet", text))
    assert (ran.code, ran.out) == (2, "")
    assert "a path with a backslash beside brackets" in ran.err


FOLDERS = ["branch=smd", "Branch=smd", "status=inactive", "period=2024-01", "participant_id=1", "participants=999",
           "c0=1", "c1=smd", "line=9", "foo=1", "file_row_number=77"]  # fmt: skip


@pytest.mark.parametrize("ending", [".parquet", ".csv", ".csv.gz"])
def test_a_folder_that_is_called_like_a_column_is_no_column(project, run, ending):
    """Also where cells are quoted, which is read in another way."""
    root = project({"data/population.csv": "branch,segment,period,workers\nb,pu,2025-09,50\n"})
    quoted = PERSONS.replace("b,pu,active", '"b","pu","active"')
    for name in FOLDERS:
        files = {
            "persons": PERSONS.format(1) + PERSONS.format(2).splitlines()[1],
            "quoted": quoted.format(1) + quoted.format(2).splitlines()[1],
            "counts": COUNTS.format(2),
        }
        for kind, text in files.items():
            path = _written(root / kind / name / f"a{ending}", text)
            ran = run("gap", "--participants", path, "--format", "json")
            assert ran.code == 0, (name, kind, ran.err)
            (row,) = ran.json["rows"]
            assert (row["branch"], row["period"], row["participants"]) == ("b", "2025-09", 2), (name, kind)


@pytest.mark.parametrize("ending", [".parquet", ".csv", ".csv.gz"])
@pytest.mark.parametrize("name", ["in", "[in]"])
def test_the_folder_above_a_link_is_the_one_above_its_target(project, run, name, ending):
    """So the system has it, and all else that reads the file: it is not the folder in which the link stands."""
    root = project({"far/deep/keep": ""})
    (root / "link").symlink_to(root / "far" / "deep")
    two = PERSONS.format(1) + PERSONS.format(2).splitlines()[1]
    texts = {"persons": (PERSONS.format(1), two), "participants": (COUNTS.format(1), COUNTS.format(2))}
    for kind, (meant, other) in texts.items():
        _written(root / "far" / name / f"{kind}{ending}", meant)
        _written(root / name / f"{kind}{ending}", other)
        ran = run("check", f"link/../{name}/{kind}{ending}", "--format", "json")
        (file,) = ran.json["files"]
        assert (ran.code, file["rows"], file[kind]) == (0, 1, 1)
