"""A file that changes while it is read is refused: its readers may each have seen another state of it."""

from __future__ import annotations

import os

import pytest

from coverage_cli.intake.counts import filling
from coverage_cli.pipeline.judging import suspicions
from coverage_cli.pipeline.persons import local
from tests.engines.conftest import HEADER

ROWS = "".join(f"{at},b,pu,active,2025-09\n" for at in range(1000, 1100))
POPULATION = "branch,segment,period,workers\nb,pu,2025-09,500\n"


def changed_by(text):
    """What somebody else does to the file."""

    def change(path):
        written = path.with_suffix(".new")
        written.write_text(text)
        written.replace(path)

    return change


def appended(path):
    with path.open("a") as out:
        out.write("2000,b,pu,active,2025-09\n")


def rewritten(path):
    """With as many bytes, and given the time that it had, as copying programs do."""
    known = path.stat()
    path.write_text(HEADER + ROWS.replace(",pu,", ",qu,"))
    os.utime(path, ns=(known.st_atime_ns, known.st_mtime_ns))


CHANGES = {
    "appended": appended,
    "replaced": changed_by(HEADER + ROWS.replace(",pu,", ',"pu",', 50)[: len(ROWS) // 2]),
    "rewritten": rewritten,
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("reader", ["open_rows", "evidence"])
def test_a_file_that_changes_while_it_is_read_is_refused(project, run, monkeypatch, reader, change):
    path = project({"w.csv": POPULATION, "p.csv": HEADER + ROWS}) / "p.csv"
    asked = ("gap", "--population", "w.csv", "--participants", "p.csv")
    assert run(*asked).code == 0
    own = getattr(local, reader)

    def read(*given, **more):
        found = own(*given, **more)
        CHANGES[change](path)
        return found

    monkeypatch.setattr(local, reader, read)
    ran = run(*asked)
    assert (ran.code, ran.out) == (2, "")
    assert "p.csv changed while it was read" in ran.err


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("person", ["{}", "{:x}-{:x}", "é{}"])
def test_a_file_that_changes_before_a_later_look_at_it_is_refused(project, run, monkeypatch, person, change):
    """Identifiers of letters are read again as texts, and so is who is alike."""
    rows = "".join(f"{person.format(at, at + 7)},b,pu,active,2025-09\n" for at in range(1000, 1100))
    path = project({"w.csv": POPULATION, "p.csv": HEADER + rows}) / "p.csv"
    asked = ("gap", "--population", "w.csv", "--participants", "p.csv")
    assert run(*asked).code == 0
    own = local.LocalIntake.read

    def read(self, layout):
        found = own(self, layout)
        CHANGES[change](path)
        return found

    monkeypatch.setattr(local.LocalIntake, "read", read)
    ran = run(*asked)
    assert (ran.code, ran.out) == (2, "")
    assert "p.csv changed while it was read" in ran.err


COUNTS = "branch,segment,period,participants\nb,pu,2025-09,400\nb,qu,2025-09,50\n"
TABLE_CHANGES = {
    "appended": lambda path: path.write_text(COUNTS + "b,ru,2025-09,9\n"),
    "replaced": changed_by(COUNTS.replace("400", "401")),
    "pushed down": changed_by(COUNTS.replace("b,pu", "\nb,pu")),
}


@pytest.mark.parametrize("change", TABLE_CHANGES)
@pytest.mark.parametrize(("module", "reader"), [(filling.Filling, "settle"), (suspicions, "without_counts")])
def test_a_table_that_changes_while_it_is_read_or_judged_is_refused(project, run, monkeypatch, module, reader, change):
    path = project({"w.csv": POPULATION + "b,qu,2025-09,50\n", "p.csv": COUNTS}) / "p.csv"
    asked = ("gap", "--population", "w.csv", "--participants", "p.csv")
    assert run(*asked).code == 0
    own = getattr(module, reader)

    def changing(*given):
        TABLE_CHANGES[change](path)
        return own(*given)

    monkeypatch.setattr(module, reader, changing)
    ran = run(*asked)
    said = "error: p.csv changed while it was read; run this again when nobody writes to it\n"
    assert (ran.code, ran.out, ran.err) == (2, "", said)
