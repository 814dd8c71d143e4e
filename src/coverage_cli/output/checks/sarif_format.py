"""SARIF 2.1.0 (OASIS), as code scanning reads it."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from coverage_cli.domain.findings import Finding
from coverage_cli.domain.phrases import unfilled
from coverage_cli.domain.rules import RULES, Rule
from coverage_cli.domain.version import __version__
from coverage_cli.output.checks.fingerprints import fingerprinted
from coverage_cli.output.checks.outcome import Outcome
from coverage_cli.output.exact import indented
from coverage_cli.output.language import Words

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"


def render(outcome: Outcome, words: Words) -> str:
    """One run: the rules that occur, and a result for each finding; excepted ones as suppressed results."""
    codes = sorted({finding.code for finding in (*outcome.listed, *outcome.report.excepted)})
    results = [
        _result(outcome, finding, print_, codes, words) for finding, print_ in fingerprinted(outcome.listed, outcome)
    ]
    results += [
        _result(outcome, finding, print_, codes, words) | {"suppressions": [{"kind": "external", "status": "accepted"}]}
        for finding, print_ in fingerprinted(outcome.report.excepted, outcome)
    ]
    driver = {"name": "coverage-cli", "version": __version__, "rules": [_rule(RULES[code]) for code in codes]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": results,
        "properties": {"omitted": outcome.omitted},
    }
    return indented({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(rule: Rule) -> dict[str, Any]:
    hint = unfilled(rule.hint)
    help_ = f"{hint}. {rule.mend}" if rule.mend else f"{hint}."
    return {
        "id": rule.code,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.why},
        "help": {"text": help_},
        "defaultConfiguration": {"level": rule.severity.value},
        "properties": {"tags": [rule.family]},
    }


def _result(outcome: Outcome, finding: Finding, fingerprint: str, codes: list[str], words: Words) -> dict[str, Any]:
    uri = quote(outcome.path(finding.place.path))
    place: dict[str, Any] = {"artifactLocation": {"uri": uri, "uriBaseId": _ROOT}}
    if finding.place.line:
        place["region"] = {"startLine": finding.place.line, "startColumn": max(1, finding.place.column)}
    return {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": finding.severity.value,
        "message": {"text": finding.beside_place(words)},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"coverageCheck/v1": fingerprint},
    }
