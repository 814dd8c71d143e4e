"""Rows that the configuration takes out of a file before they are read."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Gone:
    """How many rows went, and why: by a value to leave out, by the filter, without a count, on another basis."""

    left_out: int = 0
    filtered: int = 0
    missing: int = 0
    other_basis: int = 0
    met: set[tuple[str, str]] = field(default_factory=set)
    """Columns and their values to leave out that occurred; the others are probably misspelt."""
