"""Rows that the configuration takes out of a file before they are read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

_MOST_OTHERS = 1_000
"""Texts of a column of which no more are taken in: such a column holds no names."""


@dataclass(slots=True)
class DroppedRows:
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
    beside: dict[str, dict[str, None]] = field(default_factory=dict)
    """By the columns with values to leave out, the first of the texts that stay."""

    def choose(self, name: str, cells: Iterable[str], texts: frozenset[str]) -> set[str]:
        """Those of a column's cells that a filter wants; which of its texts occurred is noted."""
        return _met(name, cells, texts, self.kept, self.others)

    def leave(self, name: str, cells: Iterable[str], texts: frozenset[str]) -> set[str]:
        """Those of a column's cells whose rows are left out; which of the texts occurred is noted."""
        return _met(name, cells, texts, self.met, self.beside)


def _met(
    name: str,
    cells: Iterable[str],
    texts: frozenset[str],
    noted: set[tuple[str, str]],
    others: dict[str, dict[str, None]],
) -> set[str]:
    distinct = {text: text.strip() for text in dict.fromkeys(cells)}
    met = {text for text, bare in distinct.items() if bare in texts}
    noted.update((name, distinct[text]) for text in met)
    rest = others.setdefault(name, {})
    if len(rest) < _MOST_OTHERS:
        rest.update((bare, None) for text, bare in distinct.items() if text not in met)
    return met
