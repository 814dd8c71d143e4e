"""`coverage-check/1`: what a check found, and what became of every row, for other programs."""

from __future__ import annotations

from typing import Any

from coverage_cli.domain.model import Kind, Source
from coverage_cli.domain.rules import Severity
from coverage_cli.domain.safe import clean_path
from coverage_cli.output.checks.comparison import comparison_object
from coverage_cli.output.checks.outcome import Outcome
from coverage_cli.output.exact import dumps
from coverage_cli.output.jsons import finding_object, sheet_named
from coverage_cli.output.language import Words

_UNITS = {Kind.POPULATION: "workers", Kind.PARTICIPANTS: "participants", Kind.PERSONS: "persons"}


def render(outcome: Outcome, _words: Words) -> str:
    """The outcome as one object; texts in it are English, as those of all JSON."""
    return dumps({
        "schema": "coverage-check/1",
        "files": [_file(source) for source in outcome.report.sources],
        "findings": [finding_object(finding) for finding in outcome.listed],
        "summary": {
            "errors": outcome.report.count(Severity.ERROR),
            "warnings": outcome.report.count(Severity.WARNING),
            "omitted": outcome.omitted,
            "excepted": len(outcome.report.excepted),
        },
        **({} if outcome.report.comparison is None else {"comparison": comparison_object(outcome.report.comparison)}),
    })  # fmt: skip


def _file(source: Source) -> dict[str, Any]:
    unit = _UNITS.get(source.kind) if source.kind else None
    counts = {"rows": source.rows, "used": source.used, "reported": source.reported}
    gone = source.left_out + source.filtered + source.missing + source.other_basis
    counts |= {"left_out": gone, "summed": source.summed, "filled": source.filled}
    place = {"path": clean_path(source.path), **sheet_named(source.sheet)}
    return {**place, "kind": source.kind, **counts, **({unit: source.total} if unit else {})}
