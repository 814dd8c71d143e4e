"""No report takes the place of an input of a project, whether its run reads the file or not."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

COUNTS = "branch,segment,period,workers\nb,s,2025-01,100\n"
PEOPLE = "branch,segment,period,participants\nb,s,2025-01,60\n"
SOURCES = """inputs:
  - {kind: population, files: tables/work*.csv}
  - {kind: participants, files: ../shared/people.csv}
  - {kind: persons, files: tables/extract, filter: {status: never}}
"""
TARGETS = "default: a\ntargets: {a: {rate: 80%, source: S}}\n"
PERSONS = "participant_id,branch,segment,status,period\nA1,b,s,active,2025-01\n"
FILES = {
    "here/config/targets.yaml": TARGETS,
    "here/config/sources.yaml": SOURCES,
    "here/config/checks.yaml": "thresholds: {workers_change: 10%}\n",
    "here/config/exceptions.yaml": "exceptions: []\n",
    "here/config/claims.yaml": "claims: []\n",
    "here/data/population.csv": COUNTS,
    "here/tables/workers.csv": COUNTS,
    "here/tables/extract/2025/part.csv": PERSONS,
    "shared/people.csv": PEOPLE,
    "other/population.csv": COUNTS,
    "other/participants.csv": PEOPLE,
}
READ = ("--population", "../other/population.csv", "--participants", "../other/participants.csv")


@pytest.fixture
def here(tmp_path, monkeypatch):
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.setenv("COVGAP_LANG", "en")
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path


def _state(folder):
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("name", [name for name in FILES if not name.startswith("other")])
def test_check_writes_over_no_input_of_its_project(run, here, name):
    before, path = _state(here), os.path.relpath(name, "here")
    ran = run("check", "../other/population.csv", "-o", f"text={path}")
    assert (ran.code, ran.err) == (2, f"error: {path} is an input; write to another file\n")
    # Nor by a link, nor of a project that is named, or that the file is of.
    Path("link.txt").symlink_to(here / name)
    assert run("check", "../other/population.csv", "-o", "link.txt").code == 2
    os.chdir("../other")
    path = os.path.relpath(here / name)
    ran = run("check", "population.csv", "--project", "../here", "-o", f"json={path}")
    assert (ran.code, ran.err) == (2, f"error: {path} is an input; write to another file\n")
    (here / "here/link.txt").unlink()
    assert _state(here) == before


@pytest.mark.parametrize("name", ["data/population.csv", "tables/workers.csv", "../shared/people.csv"])
def test_gap_and_export_write_over_none_either(run, here, name):
    before = _state(here)
    for command in ("gap", "export"):
        ran = run(command, *READ, "-o", name)
        assert (ran.code, ran.err) == (2, f"error: {name} is an input; write to another file\n")
    Path("tables/segments.csv").write_text(COUNTS)
    Path("config/sources.yaml").write_text(SOURCES.replace("work*", "segments"))
    ran = run("export", *READ, "-o", "tables/")
    assert (ran.code, ran.err) == (2, "error: tables/segments.csv is an input; write to another file\n")
    assert Path("tables/segments.csv").read_text() == COUNTS
    Path("tables/segments.csv").unlink()
    Path("config/sources.yaml").write_text(SOURCES)
    assert _state(here) == before


def test_a_configuration_that_cannot_be_read_names_its_files_all_the_same(run, here):
    Path("config/sources.yaml").write_text(SOURCES + "  - {kind: nothing, filess: x}\nfoo: 1\n")
    assert run("check", "../other/population.csv", "-o", "text=tables/workers.csv").code == 2
    assert Path("tables/workers.csv").read_text() == COUNTS
    Path("config/sources.yaml").write_text("inputs: [\n")
    assert run("check", "../other/population.csv", "-o", "text=config/sources.yaml").code == 2
    assert Path("config/sources.yaml").read_text() == "inputs: [\n"


def test_what_is_no_input_is_written_over(run, here):
    for _ in range(2):
        assert run("gap", *READ, "-o", "tables/gap.csv", "-o", "data/gap.csv", "-o", "config/gap.json").code == 0
        assert run("check", "../other/population.csv", "-o", "report.txt", "-o", "text=config/report").code == 0
        assert run("export", *READ, "-o", "tables/out/", "-o", "../shared/gap.csv", "--sidecar").code == 0
    # Without a project, too.
    shutil.rmtree("config")
    for _ in range(2):
        assert run("gap", *READ, "--target", "80%", "-o", "gap.csv").code == 0
