"""`coverage guide`: the pages that messages send to are there where the package alone is installed."""

from __future__ import annotations

import re
import tomllib

import pytest

from coverage_cli.config.schemas import _MODELS
from coverage_cli.output import guide
from tests.conftest import ROOT
from tests.test_texts import messages

OF_THE_HOUSE = {"architecture", "decisions", "testing", "rules"}
"""Pages for who changes the program, and the one that `coverage rule` prints."""


def test_every_page_for_users_travels_with_the_package():
    described = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = described["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert {path.stem for path in (ROOT / "docs").glob("*.md")} - OF_THE_HOUSE == set(guide.PAGES)
    assert wheel["only-include"] == ["src/coverage_cli", *(f"docs/{name}.md" for name in guide.PAGES)]
    assert wheel["sources"]["docs"] == "coverage_cli/docs"


def test_a_page_that_is_named_to_a_user_is_one_of_them():
    told = "\n".join(messages.texts())
    assert re.findall(r"docs/\S*|\w+\.md\b", re.sub(r"check\.md|\(\.\w+[^)]*\.md[^)]*\)", "", told)) == []
    named = set(re.findall(r"coverage guide (\w+)", told)) - {"prints"}
    assert "measures" in named
    assert named | {model.guide for model in _MODELS.values()} <= set(guide.PAGES)


@pytest.mark.parametrize("installed", [False, True])
def test_a_page_is_printed_as_it_is_written(run, monkeypatch, tmp_path, installed):
    if installed:
        (tmp_path / "docs").mkdir()
        for name in guide.PAGES:
            (tmp_path / "docs" / f"{name}.md").write_text(f"# Of {name}\n\nText\n")
        monkeypatch.setattr(guide, "_PACKAGE", tmp_path)
    folder = tmp_path if installed else ROOT
    monkeypatch.chdir(tmp_path)
    *lines, blank, told = run("guide", "--lang", "id").out.splitlines()
    assert (blank, "coverage init" in told, told.startswith("Contoh")) == ("", True, True)
    assert [line.split()[0] for line in lines] == list(guide.PAGES)
    for name, line in zip(guide.PAGES, lines, strict=True):
        page = (folder / "docs" / f"{name}.md").read_text(encoding="utf-8")
        assert page.startswith(f"# {line.split(maxsplit=1)[1]}\n")
        assert run("guide", name).out == page


def test_a_page_that_is_none_is_told_those_that_are(run):
    ran = run("guide", "readin", "--lang", "en")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith('error: page "readin" is not known (did you mean "reading"?); use panduan, reading, ')
