"""One is not called by the word for several, wherever a count may be one."""

from __future__ import annotations

import re

import pytest

HEADER = "branch,segment,period"
PLURAL = re.compile(
    r"(?<![\d,.])1 (?:more |net )?"
    r"(?:workers|participants|segments|branches|enrolments|months|respondents|rows|counts|uncovered are)"
)
ONE = {
    "workers": f"{HEADER},workers\nkota,pu,2025-01,1\n",
    "participants": f"{HEADER},participants\nkota,pu,2025-01,0\n",
}
FULL = {**ONE, "participants": f"{HEADER},participants\nkota,pu,2025-01,2\n"}
SAME = {
    "workers": f"{HEADER},workers\nkota,pu,2024-12,1\nkota,pu,2025-01,1\n",
    "participants": f"{HEADER},participants\nkota,pu,2025-01,1\n",
}
PLAN = ("plan", "--today", "2025-01-31", "--by")


@pytest.mark.parametrize(
    ("tables", "arguments"),
    [
        (ONE, ("gap", "--pareto")),
        (ONE, ("gap", "--by", "branch", "--pareto")),
        (ONE, (*PLAN, "2025-02", "--premium", "10", "--months-paid", "1", "--pace", "1")),
        (ONE, (*PLAN, "2025-03", "--pace", "0")),
        (ONE, (*PLAN, "2025-03", "--capacity", "pu=0")),
        (ONE, (*PLAN, "2025-03", "--strategy", "largest")),
        (FULL, ("gap",)),
        (SAME, ("check",)),
    ],
)
@pytest.mark.parametrize("target", ["80%", "100%"])
def test_one_is_singular(project, run, tables, arguments, target):
    project(
        {
            "data/population.csv": tables["workers"],
            "data/participants.csv": tables["participants"],
            "config/targets.yaml": f"default: n\ntargets:\n  n: {target}\n",
        },
        targets=None,
    )
    ran = run(*arguments)
    assert ran.code in {0, 1}, ran.err
    assert PLURAL.findall(ran.out + ran.err) == []


def test_a_branch_without_participants_has_one_segment(project, run):
    project(
        {
            "data/population.csv": f"{HEADER},workers\nkota,pu,2025-01,1\ndesa,pu,2025-01,1\n",
            "data/participants.csv": f"{HEADER},participants\ndesa,pu,2025-01,1\n",
        }
    )
    out = run("gap").out
    assert "Total (0 of 1 segment)" in out
    assert PLURAL.findall(out) == []


def test_rows_and_months_of_one(project, run):
    project(
        {
            "config/sources.yaml": "inputs:\n  - kind: population\n    files: data/p.csv\n    aggregate: sum\n",
            "config/checks.yaml": "thresholds:\n  population_age_months: 0\n",
            "data/p.csv": f"{HEADER},workers\nkota,pu,2025-01,1\nkota,pu,2025-01,1\n",
            "data/participants.csv": f"{HEADER},participants\nkota,pu,2025-02,1\n",
        }
    )
    told = run("gap").out + run("check").out
    assert "rows added to another of their key (aggregate: sum): 1 of 2." in told
    assert "1 month older" in told
    assert PLURAL.findall(told) == []
