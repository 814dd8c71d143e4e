"""Every command of the documentation runs, and prints what the documentation says."""

from __future__ import annotations

import re
import shlex
import shutil

import pytest

from tests.conftest import ROOT

DOCS = ("reading", "reconcile", "trend", "plan", "measures", "slides", "scale")
PAGES = [ROOT / "README.md", *(ROOT / "docs" / f"{name}.md" for name in DOCS)]
EXAMPLES = [
    (page.name, command, output)
    for page in PAGES
    for block in re.findall(r"```console\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    for command, output in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)
]


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """A copy of the project's own data, so that an example may write."""
    for folder in ("config", "data", "examples"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COVGAP_LANG", "en")


@pytest.mark.parametrize(("page", "command", "output"), EXAMPLES)
def test_example(copy, run, page, command, output):
    program, *arguments = shlex.split(command)
    assert program == "coverage"
    ran = run(*arguments)
    assert ran.out + ran.err == output


def test_readme_stays_short():
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) < 200


def test_readme_names_both_commands():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make demo" in text
    assert "make test" in text
