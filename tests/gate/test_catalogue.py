"""The catalogue is the only home of what a rule weighs, and of whether exceptions excuse it."""

from __future__ import annotations

import re

import pytest

from coverage_cli.config.exceptions import ExceptionsFile
from coverage_cli.config.schemas import schema
from coverage_cli.config.yaml.validation import load
from coverage_cli.domain.findings import Finding, Place
from coverage_cli.domain.rules import RULES, Severity
from coverage_cli.domain.samples import samples_of
from tests.conftest import ROOT

SOURCES = {path: path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py")}
HEAD = "branch,segment,period,participants,\n"


def test_a_finding_weighs_what_its_rule_does_unless_the_configuration_gave_it_another_weight():
    for code, rule in RULES.items():
        finding = Finding(code, Place("x"))
        assert (finding.severity, finding._replace(lesser=True).severity) == (rule.severity, rule.lesser)
        assert {finding._replace(weight=weight).severity for weight in Severity} == set(Severity)


def test_nobody_but_the_policy_gives_a_finding_a_weight():
    giving = {path.name for path, text in SOURCES.items() if re.search(r"\bweight=Severity", text)}
    assert giving == {"policy.py"}
    assert not [path for path, text in SOURCES.items() if re.search(r"\bseverity=", text)]


def test_a_rule_has_two_severities_where_it_is_also_raised_for_a_milder_case():
    raised = "".join(SOURCES.values())
    milder = set(re.findall(r'"([A-Z][0-9]{3})"[^\n]*lesser=True', raised))
    assert milder == {code for code, rule in RULES.items() if rule.lesser is not rule.severity} == {"S113"}


@pytest.mark.parametrize(
    ("rest", "code", "said"),
    [("", 0, {"warning"}), ("x", 1, {"warning", "error"})],
)
def test_a_column_without_a_name_is_a_warning_until_it_holds_something(project, run, rest, code, said):
    project({"data/participants.csv": f"{HEAD}balikpapan,pu,2025-09,67,{rest}\n"})
    ran = run("check", "data/participants.csv", "--lang", "en")
    assert (ran.code, set(re.findall(r"(\w+) S113", ran.out))) == (code, said)
    assert run("rule", "S113", "--lang", "en").out.startswith(
        "S113 column without a name (structure, error, warning, firm)"
    )


def test_an_exception_names_the_rules_that_the_catalogue_lets_it_name(tmp_path):
    path = tmp_path / "exceptions.yaml"
    code_of = schema("exceptions")["$defs"]["Exemption"]["properties"]["code"]["pattern"]
    for code, rule in RULES.items():
        path.write_text(
            f"exceptions: [{{code: {code}, segment: pu, reason: known, owner: me, expiry: 2026-12-31}}]\n",
            encoding="utf-8",
        )
        _, findings = load(ExceptionsFile, str(path))
        assert [finding.code for finding in findings] == ([] if rule.excusable else ["E104"])
        assert bool(re.fullmatch(code_of, code)) == rule.excusable
    assert {code[0] for code, rule in RULES.items() if not rule.excusable} == set("CER")


def test_what_knows_no_exception_stays_when_the_exceptions_are_written(project, run, tmp_path):
    project(samples_of("C108").project(failing=True), targets=None)
    ran = run("check", "--write-exceptions", "--lang", "en")
    written = (tmp_path / "config/exceptions.yaml").read_text(encoding="utf-8")
    assert ("warning C108" in ran.out, "code: C108" in written) == (True, False)


def test_nothing_is_decided_by_what_fills_a_message():
    """A finding's arguments are for readers; what the program needs of it has a field of its own."""
    reading = {path.name for path, text in SOURCES.items() if re.search(r"dict\([\w.]*args\)(\[|\.get|\.pop)", text)}
    assert reading == set()


def test_participants_that_one_account_has_are_missing_in_the_periods_that_neither_has(project, run):
    head, people = "branch,segment,period,", "participant_id,branch,segment,status,period\n"
    project(
        {
            "w.csv": head + "workers\na,pu,2025-01,100\na,bpu,2025-01,80\n",
            "counts.csv": head + "participants\na,pu,2025-02,9\na,pu,2025-03,9\n",
            "persons.csv": people + "A1,a,pu,active,2025-03\nA2,a,bpu,active,2025-02\nA3,a,pu,active,2025-02\n",
        }
    )
    ran = run("check", "w.csv", "counts.csv", "persons.csv", "--lang", "en")
    told = [line for line in ran.out.splitlines() if " X102 " in line]
    assert [re.findall(r"row of ([0-9-]+)", line) for line in told] == [["2025-03"]], ran.out
