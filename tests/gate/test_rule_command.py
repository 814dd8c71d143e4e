"""`coverage rule` lists and explains."""

from __future__ import annotations

import re

import pytest

from coverage_cli.domain.rules import RULES
from coverage_cli.output.checks.sarif_format import _rule


def test_lists_every_rule(run):
    lines = run("rule", "--lang", "en").out.splitlines()
    assert [line.split()[0] for line in lines] == list(RULES)


def test_explains_one_with_its_samples(run):
    ran = run("rule", "x103", "--lang", "en")
    assert ran.code == 0
    for text in ("X103 over 100 percent", "Why:", "How to mend:", "Fails: data/participants.csv", "pu,2025-09,104"):
        assert text in ran.out


def test_invisible_characters_of_a_sample_are_seen(run):
    assert "pu<U+200B>" in run("rule", "V112", "--lang", "en").out


def test_json_has_both_samples(run):
    rule = run("rule", "V103", "--format", "json").json
    assert rule["severity"] == "error"
    assert "48.000" in rule["failing"]["data/participants.csv"]
    assert "48000" in rule["passing"]["data/participants.csv"]
    assert len(run("rule", "--format", "json").json) == len(RULES)


def test_fields_are_shown_without_the_form_in_which_they_are_written(run):
    """Wherever a rule's texts stand unfilled: as JSON, in the page of rules, and in SARIF's help."""
    for options in (("--format", "json"), ("--format", "markdown"), ("X101", "--format", "json")):
        assert re.findall(r"\{\w+:\w+\}", run("rule", *options).out) == []
    told = run("rule", "X101", "--format", "json").out
    assert "{key} has participants" in told
    assert "{near}" not in told  # a clause that only some findings have
    assert all(not re.search(r"\{\w+:\w+\}", _rule(rule)["help"]["text"]) for rule in RULES.values())


def test_unknown_code_suggests_the_nearest(run):
    ran = run("rule", "X110", "--lang", "en")
    assert (ran.code, ran.out) == (2, "")
    assert 'there is no rule "X110" (did you mean "X1' in ran.err


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("S120", "segment is empty in a row that is a total"),
        ("S115", "this line is text, not a row: Source: monthly"),
        ("V103", 'participants "48.000" can be read in two ways: 48000 if'),
        ("P103", 'participant_id "'),
        ("C102", "known here: default, targets"),
        ("R102", 'the id "…" is taken in line …'),
    ],
)
def test_the_sentences_are_filled_by_the_sample(run, code, said):
    explained = run("rule", code, "--lang", "en").out.partition("Fails:")[0]
    assert said in explained
    assert not re.search(r"\{\w*\}", explained)


@pytest.mark.parametrize("code", RULES)
def test_sentences_fit_a_terminal(run, monkeypatch, code):
    monkeypatch.setattr("coverage_cli.cli.result.terminal_width", lambda _stream: 60)
    sentences = run("rule", code, "--lang", "en").out.partition("\n\nFails:")[0].split("\n\n", 1)[1]
    assert max(map(len, sentences.splitlines())) <= 60
    assert {line[:2] for line in sentences.splitlines() if line and not line.endswith(":")} == {"  "}
