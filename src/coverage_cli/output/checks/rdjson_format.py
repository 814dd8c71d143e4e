"""Reviewdog's diagnostic format (rdjson)."""

from __future__ import annotations

from typing import Any

from coverage_cli.domain.findings import Finding
from coverage_cli.output.checks.outcome import Outcome
from coverage_cli.output.exact import indented
from coverage_cli.output.language import Words


def render(outcome: Outcome, words: Words) -> str:
    """One result with a diagnostic for each finding."""
    diagnostics = [_diagnostic(outcome, finding, words) for finding in outcome.listed]
    return indented({"source": {"name": "coverage-cli"}, "diagnostics": diagnostics})


def _diagnostic(outcome: Outcome, finding: Finding, words: Words) -> dict[str, Any]:
    location: dict[str, Any] = {"path": outcome.path(finding.place.path)}
    if finding.place.line:
        # A column would have to be counted in bytes; ours are characters, so only the line is given.
        location["range"] = {"start": {"line": finding.place.line}}
    return {
        "message": finding.beside_place(words),
        "location": location,
        "severity": finding.severity.value.upper(),
        "code": {"value": finding.code},
    }
