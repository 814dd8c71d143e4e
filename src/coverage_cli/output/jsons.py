"""Reports as JSON: exact whole numbers, rates as the nearest double, no language in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from coverage_cli.domain.findings import Finding
from coverage_cli.domain.model import Report, Row, Source
from coverage_cli.domain.safe import clean, clean_path
from coverage_cli.domain.weights import Weighting
from coverage_cli.output.exact import double, dumps
from coverage_cli.output.language import words


def gap_json(report: Report) -> str:
    """`coverage-gap/1`."""
    return dumps({
        "schema": "coverage-gap/1",
        "period": report.period,
        "target": _target(report),
        "by": list(report.by),
        **_weights(report.weighting),
        "rows": [_row(row, report.dimensions) for row in report.rows],
        "totals": [_total(row) for row in report.totals],
        "notes": [remark.text(words("en")) for remark in report.remarks],
        "findings": [finding_object(finding) for finding in report.findings],
        "sources": source_objects(report.sources),
    })  # fmt: skip


def _target(report: Report) -> dict[str, Any] | None:
    """The target, with the rate of the whole, and all that rows and totals have."""
    if (target := report.target) is None:
        return None
    # By identity first: rows share their targets, and to hash a Fraction is slow.
    applied = {id(row.coverage.target): row.coverage.target for row in (*report.rows, *report.totals)}
    rates = {rate for rate in applied.values() if rate is not None}
    return {
        "name": clean(target.name),
        "rate": double(report.total.coverage.target),
        "rates": [double(rate) for rate in sorted(rates)],
        "source": clean(target.source),
        "note": clean(target.note),
    }


def _weights(weighting: Weighting | None) -> dict[str, Any]:
    if weighting is None:
        return {}
    return {"weights": {"columns": list(map(clean, weighting.columns)), "respondents": weighting.respondents}}


def source_objects(sources: Iterable[Source]) -> list[dict[str, Any]]:
    """The files that a report was made from."""
    return [
        {"path": clean_path(read.path), **sheet_named(read.sheet), "sha256": read.sha256, "rows": read.rows}
        for read in sources
    ]


def sheet_named(name: str) -> dict[str, str]:
    """The sheet of a workbook beside its path, where one is named."""
    return {"sheet": clean(name)} if name else {}


def finding_object(finding: Finding) -> dict[str, Any]:
    """A finding, masked and escaped."""
    english = words("en")
    return {
        "path": clean_path(finding.place.path),
        **sheet_named(finding.place.sheet),
        "line": finding.place.line,
        "column": finding.place.column,
        "field": None if finding.field is None else clean(finding.field),
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message(english),
        "value": finding.shown,
        "hint": finding.hint(english),
    }


def _row(row: Row, dimensions: tuple[str, ...]) -> dict[str, Any]:
    names = {name: None if text is None else clean(text) for name, text in row.named(dimensions).items()}
    return names | row_figures(row)


def _total(row: Row) -> dict[str, Any]:
    return {
        "branch": None if row.branch is None else clean(row.branch),
        **row_figures(row),
        "complete": row.complete,
        "segments": row.segments,
        "segments_counted": row.segments_counted,
    }


def row_figures(row: Row) -> dict[str, Any]:
    """A row without its names: counts exact, rates and points as the nearest double, None where undefined."""
    coverage = row.coverage
    gap = coverage.gap
    return {
        "period": row.period,
        "population_period": row.population_period,
        "workers": coverage.workers,
        "participants": coverage.participants,
        "rate": double(coverage.rate),
        "target": double(coverage.target),
        "gap_pp": None if gap is None else double(gap * 100),
        "uncovered": coverage.uncovered,
        "shortfall": coverage.shortfall,
        "excess": coverage.excess,
        "status": coverage.status.value,
        "flags": [flag.value for flag in row.flags],
    }
