"""GitLab's code quality report (its subset of the Code Climate format)."""

from __future__ import annotations

from coverage_cli.domain.rules import Severity
from coverage_cli.output.checks.fingerprints import fingerprinted
from coverage_cli.output.checks.outcome import Outcome
from coverage_cli.output.exact import indented
from coverage_cli.output.language import Words

_SEVERITY = {Severity.ERROR: "major", Severity.WARNING: "minor"}


def render(outcome: Outcome, words: Words) -> str:
    """A list with an object for each finding; paths from the repository's root, each fingerprint once."""
    issues = [
        {
            "description": finding.beside_place(words),
            "check_name": finding.code,
            "fingerprint": fingerprint,
            "severity": _SEVERITY[finding.severity],
            "location": {"path": outcome.path(finding.place.path), "lines": {"begin": max(1, finding.place.line)}},
        }
        for finding, fingerprint in fingerprinted(outcome.listed, outcome)
    ]
    return indented(issues)
