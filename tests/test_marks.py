"""In Indonesian 3,005 is three and a bit: no number that a person reads has an English thousands mark."""

from __future__ import annotations

import re

import pytest

ENGLISH = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])")
HEAD = "branch,segment,period,"
MONTHS = ("2025-03", "2025-09")


def table(column, branches, count, over):
    rows = [
        f"cabang{branch},{segment},{month},{over if (segment, month) == ('b', MONTHS[1]) else count}"
        for branch in range(branches)
        for segment in "ab"
        for month in MONTHS
    ]
    return "\n".join([HEAD + column, *rows, ""])


@pytest.fixture
def thousands(project, monkeypatch, branches):
    """Rows of thousands of people, of which many are over 100%; the state before in `before/`."""
    targets = "default: n\ntargets: {n: 90%}\n"
    files = {
        "data/population.csv": table("workers", branches, 1250, 1250),
        "data/participants.csv": table("participants", branches, 1010, 1350),
        "config/targets.yaml": targets,
        "config/checks.yaml": "severity: {P101: off, D106: off}\n",
    }
    before = {**files, "data/participants.csv": table("participants", branches, 1020, 1350)}
    project({**files, **{f"before/{name}": text for name, text in before.items()}}, targets=targets)
    monkeypatch.setenv("COVGAP_LANG", "id")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "summary.md")


@pytest.mark.parametrize(
    ("branches", "arguments", "said"),
    [
        # Numbers of rows and of findings need thousands of them.
        (1100, "check", "baris: 8.800 = 8.800 dipakai"),
        (1100, "check --max-findings 1", "2.199"),
        (1100, "check --format github --against before", "3.300"),
        (1100, "check --format markdown", "1.100"),
        (1100, "check --write-exceptions", ""),
        (1100, "gap --by segment --target 90% --target 95%", "1.375.000"),
        (20, "gap", "1.250"),
        (20, "gap --suppress 1000", "peserta di bawah 1.000 disembunyikan"),
        (20, "check --against before", "; baris peserta yang ditambahkan: 0, dihapus: 0, direvisi: 60"),
        (20, "gap --by branch --pareto --measures", "2.500"),
        (20, "gap --by branch --format markdown", "2.500"),
        (20, "gap --by branch --format html", "2.500"),
        (20, "trend --branch cabang1", "1.250"),
        (20, "plan --branch cabang1 --by 2026-12 --target 95% --premium a=16800 --premium b=20000", "2.500"),
        (20, "reconcile --workers 1250000 --rate 80% --gap 10", "1.000.000"),
        (20, "reconcile --rate 80.8% --participants 2020 --with-data --branch cabang1", "2.500"),
        (20, "list branches", "cabang1"),
        (20, "export -o tables/", "tables/"),
    ],
)
def test_no_number_has_english_marks(thousands, run, arguments, said, tmp_path):
    ran = run(*arguments.split())
    text = ran.out + ran.err
    summary = tmp_path / "summary.md"
    text += summary.read_text() if summary.exists() else ""
    assert said in text
    assert ENGLISH.findall(text) == []
