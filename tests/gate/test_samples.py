"""The catalogue's own samples: what fails does so with its rule's code, what passes has nothing to say."""

from __future__ import annotations

import re

import pytest

from coverage_cli.domain.rules import FAMILIES, RULES
from coverage_cli.domain.samples import SAMPLE_DAY, samples_of
from tests.conftest import ROOT
from tests.gate.workbooks import packed, parquet, workbook


def checked(run, project, code, *, failing):
    """The exit code and the findings of a rule's sample; of another command just the codes that it prints."""
    samples = samples_of(code)
    assert samples is not None, f"{code} has no sample in domain/samples.toml"
    files = samples.project(failing=failing)
    makers = {"xlsx": workbook, "parquet": parquet, "gz": packed}
    written = {name: data.decode().strip() for name, data in files.items() if data.strip()[:1] == b"["}
    books = {name: makers[name.rsplit(".", 1)[-1]](text) for name, text in written.items()}
    project(files | books, targets=None)
    if samples.command != "check":
        ran = run(samples.command, *samples.arguments)
        return ran.code, [{"code": word} for word in (ran.out + ran.err).split() if word in RULES]
    ran = run("check", *samples.arguments, "--format", "json", "--today", SAMPLE_DAY.isoformat())
    assert ran.err == ""
    return ran.code, ran.json["findings"]


@pytest.mark.parametrize("code", RULES)
def test_failing_sample_breaks_its_rule(run, project, code):
    exit_code, found = checked(run, project, code, failing=True)
    mine = [finding for finding in found if finding["code"] == code]
    assert mine, f"the failing sample yields {[finding['code'] for finding in found]}"
    assert (exit_code != 0) == any(RULES[finding["code"]].severity == "error" for finding in found)
    assert RULES[code].severity in {finding.get("severity", "error") for finding in mine}
    for finding in (finding for finding in mine if "line" in finding):
        assert finding["line"] >= 1
        assert finding["column"] >= 1
        assert not re.search(r"\{\w*\}", finding["message"] + finding["hint"])


@pytest.mark.parametrize("code", RULES)
def test_passing_sample_is_clean(run, project, code):
    assert checked(run, project, code, failing=False) == (0, [])


def test_every_rule_belongs_to_a_family():
    assert {code[0] for code in RULES} <= set(FAMILIES)
    assert all(rule.why and rule.hint and rule.title for rule in RULES.values())


def test_the_page_of_rules_is_in_step_with_the_catalogue(run):
    page = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert page == run("rule", "--format", "markdown", "--lang", "en").out, "run: make docs"
