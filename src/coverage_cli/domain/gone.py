"""Rows that the configuration takes out of a file before they are read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_MOST_OTHERS = 1_000
"""Texts of a column of which no more are taken in: such a column holds no names."""


@dataclass(slots=True)
class Gone:
    """How many rows went, and why: by a value to leave out, by the filter, without a count, on another basis."""

    left_out: int = 0
    filtered: int = 0
    missing: int = 0
    other_basis: int = 0
    met: set[tuple[str, str]] = field(default_factory=set)
    """Columns and their values to leave out that occurred; the others are probably misspelt."""
    kept: set[tuple[str, str]] = field(default_factory=set)
    """Columns and the values of a filter that occurred."""
    others: dict[str, dict[str, None]] = field(default_factory=dict)
    """By the columns of a filter, the first of their other texts: what a misspelt value may have meant."""

    def choose(self, name: str, cells: Iterable[str], texts: frozenset[str]) -> set[str]:
        """Those of a column's cells that a filter wants; which of its texts occurred is noted."""
        distinct = {text: text.strip() for text in dict.fromkeys(cells)}
        wanted = {text for text, bare in distinct.items() if bare in texts}
        self.kept.update((name, distinct[text]) for text in wanted)
        others = self.others.setdefault(name, {})
        if len(others) < _MOST_OTHERS:
            others.update((bare, None) for text, bare in distinct.items() if text not in wanted)
        return wanted
