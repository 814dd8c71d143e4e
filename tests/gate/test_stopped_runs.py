"""A run that findings stop lists the first of each rule; `coverage check` lists them all."""

from __future__ import annotations

import pytest

PERSONS = "participant_id,branch,segment,status,period\n"
POPULATION = "branch,segment,period,workers\nkota,pu,2025-09,1000\n"


@pytest.fixture
def dormant(project):
    """Many persons of one status that nobody mapped, and one row with another fault after them."""
    rows = "".join(f"{6471000000 + at},kota,pu,Dormant,2025-09\n" for at in range(1250))
    project({"data/population.csv": POPULATION, "data/p.csv": f"{PERSONS}{rows}6471099999,kota,pu,active,soon\n"})


@pytest.mark.parametrize("command", [("gap",), ("trend",), ("plan", "--by", "2026")], ids=lambda one: one[0])
def test_a_stopped_run_lists_the_first_findings_of_each_rule(dormant, run, command):
    ran = run(*command, "--participants", "data/p.csv")
    assert (ran.code, ran.out) == (1, "")
    *listed, more, closing = ran.err.splitlines()
    assert [sum(code in text for text in listed) for code in ("V115", "V114")] == [10, 1]
    assert more == "further findings of V115: 1,240; coverage check lists them all"
    assert closing == "nothing was computed: errors: 1,251, warnings: 0"
    assert run("check", "data/p.csv").out.count(" V115 ") == 1250


def test_faults_of_a_file_that_check_does_not_read_are_all_listed(project, run):
    project({"claims.yaml": "claims:\n" + "".join(f"  - id: a{at}\n    says: {{rate: lots}}\n" for at in range(14))})
    ran = run("reconcile", "claims.yaml")
    assert (ran.code, ran.err.count(" R101 "), "coverage check" in ran.err) == (2, 14, False)


def test_an_unknown_status_says_how_to_map_it(dormant, project, run):
    said = "values: {status: {Dormant: ...}}"
    assert f"which of the two it means in config/sources.yaml: {said}." in run("check", "data/p.csv").out
    assert "values: {status: {…: ...}}" in run("check", "data/p.csv", "--format", "sarif").out
    entry = f"inputs:\n  - {{kind: persons, files: [data/p.csv], {said}}}\n"
    project({"config/sources.yaml": entry})
    assert 'V115 status "..." is neither' in run("check", "data/p.csv").out
    project({"config/sources.yaml": entry.replace("...", "inactive")})
    assert " V115 " not in run("check", "data/p.csv").out


@pytest.mark.parametrize(
    "command",
    [("gap",), ("gap", "--target", "national", "--target", "50%"), ("trend",), ("plan", "--by", "2026-12")],
    ids=" ".join,
)
def test_notes_name_the_first_warnings_of_each_rule_in_one_way(project, run, command):
    names = [f"s{number:02d}" for number in range(14)]
    tables = {
        "population": ("workers", "".join(f"kota,{name},{year},10\n" for name in names for year in (2024, 2025))),
        "participants": (
            "participants",
            "".join(f"kota,{name},{year},12\n" for name in names for year in (2024, 2025)),
        ),
    }
    project({f"data/{side}.csv": f"branch,segment,period,{one}\n{rows}" for side, (one, rows) in tables.items()})
    told = run(*command).out.splitlines()
    assert sum(line.startswith(" • warning X103, data/participants.csv:") for line in told) == 10
    assert sum("X103" in line for line in told) == 11
    assert any("further findings of X103: " in line for line in told)


@pytest.mark.parametrize("number", [2, 12, 13])
def test_a_plan_without_a_branch_names_them_only_where_they_are_few(project, run, number):
    names = [f"b{branch:02}" for branch in range(number)]
    rows = "".join(f"{name},s,2025-09,9\n" for name in names)
    sides = ("population", "workers"), ("participants", "participants")
    project({f"data/{side}.csv": f"branch,segment,period,{field}\n{rows}" for side, field in sides})
    ran = run("plan", "--by", "2026-12", "--target", "80%")
    shown = "coverage list branches shows them all" if number > 12 else f"it with --branch: {', '.join(names)}"
    assert ran.code == 2
    assert shown in ran.err
