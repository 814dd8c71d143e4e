"""Small projects that break what a test is about, and nothing else."""

from __future__ import annotations

import pytest

HEAD = "branch,segment,period,"
POPULATION = HEAD + "workers\nbalikpapan,pu,2025-09,100\nbalikpapan,bpu,2025-09,80\n"
PARTICIPANTS = HEAD + "participants\nbalikpapan,pu,2025-09,67\nbalikpapan,bpu,2025-09,20\n"
ORPHAN = PARTICIPANTS + "balikpapan,jakon,2025-09,9\n"
DAY = "2026-06-30"


@pytest.fixture
def given(project):
    """Writes a project: sound but for the files that are given, by a short name."""
    paths = {name: f"data/{name}.csv" for name in ("population", "participants")}
    paths |= {name: f"config/{name}.yaml" for name in ("checks", "exceptions", "sources", "targets")}

    def write(**files):
        texts = {"population": POPULATION, "participants": PARTICIPANTS, **files}
        return project({paths[name]: text for name, text in texts.items()})

    return write


@pytest.fixture
def codes(run):
    """Checks the project; gives (code, line) of each finding."""

    def go(*arguments, day=DAY):
        report = run("check", *arguments, "--format", "json", "--today", day).json
        return [(finding["code"], finding["line"]) for finding in report["findings"]]

    return go
