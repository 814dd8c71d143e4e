"""`coverage rule` lists and explains."""

from __future__ import annotations

import json

from coverage_cli.domain.rules import RULES


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
    rule = json.loads(run("rule", "V103", "--format", "json").out)
    assert rule["severity"] == "error"
    assert "48.000" in rule["failing"]["data/participants.csv"]
    assert "48000" in rule["passing"]["data/participants.csv"]
    assert len(json.loads(run("rule", "--format", "json").out)) == len(RULES)


def test_unknown_code_suggests_the_nearest(run):
    ran = run("rule", "X110", "--lang", "en")
    assert (ran.code, ran.out) == (2, "")
    assert 'there is no rule "X110" (did you mean "X1' in ran.err
