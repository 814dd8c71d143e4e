"""Files that cannot be read: what stands in them alone would be missing without a word."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from coverage_cli.config.folders import SOURCES
from coverage_cli.domain.findings import Finding, in_order
from coverage_cli.domain.model import Kind, Source
from coverage_cli.domain.rules import Severity

_CONFIGURATION = {Kind.TARGETS, Kind.CHECKS, Kind.EXCEPTIONS}


def unreadable(findings: Iterable[Finding], sources: Iterable[Source]) -> tuple[Finding, ...]:
    """The errors about a table as a whole, in one that gave no row, or in what says which tables there are."""
    empty = {source.path for source in sources if not source.rows and source.kind not in _CONFIGURATION}
    errors = (one for one in findings if one.severity is Severity.ERROR)
    hiding = dict.fromkeys(one for one in errors if one.code.startswith("F") or _hides(one, empty))
    return tuple(in_order(hiding))


def _hides(error: Finding, empty: set[str]) -> bool:
    return error.place.path in empty or Path(error.place.path).parts[-2:] == SOURCES.parts
