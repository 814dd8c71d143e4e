"""Files that cannot be read: what stands in them alone would be missing without a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_cli.domain.findings import Finding, in_order
from coverage_cli.domain.rules import Severity

if TYPE_CHECKING:
    from coverage_cli.pipeline.loading import Tables


def lost(tables: Tables) -> tuple[Finding, ...]:
    """The errors about a file as a whole, or in one that gave no row."""
    empty = {source.path for source in tables.sources if not source.rows}
    errors = (one for one in tables.findings if one.severity is Severity.ERROR)
    return tuple(in_order([one for one in errors if one.code.startswith("F") or one.place.path in empty]))
