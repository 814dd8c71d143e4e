"""Rows without a name of their own that are sums of those above them: below merged cells they look like one part more.

Balikpapan  pu   120
Balikpapan  bpu  180
Balikpapan       300
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_NUMBER = re.compile(r"[0-9][0-9.,' ]*")
_FEWEST = 2
"""Names that a sum has above it."""
_TELLING = 100
"""A count that size is the sum of others by chance once in as many files."""


class NamelessSums:
    """Asked row by row. The first nameless row below several names tells what all of its kind in the file are."""

    def __init__(self, counts: Sequence[int]) -> None:
        """For a table whose `counts` stand in these columns."""
        self._counts = counts
        self._part: tuple[str, ...] = ()
        self._names: set[str] = set()
        self._sums = [0] * len(counts)
        self._are: bool | None = None

    def has(self, part: tuple[str, ...], name: str, cells: Sequence[str]) -> bool:
        """Whether a row is such a sum; `part` are its names further out, `name` its own, if it has one."""
        if self._are is False:
            return False
        counts = [_digits(cells[at]) for at in self._counts]
        if part != self._part:
            self._part, self._names, self._sums = part, set(), [0] * len(counts)
        if not name and len(self._names) >= _FEWEST:
            if self._are is None:
                self._are = counts == self._sums and max(counts, default=0) >= _TELLING
            return self._are
        self._names |= {name} if name else set()
        self._sums = [one + more for one, more in zip(self._sums, counts, strict=True)]
        return False


def _digits(cell: str) -> int:
    """A count without its marks, which need not be read to be added up: all of a column have the same."""
    return int(re.sub("[^0-9]", "", cell)) if _NUMBER.fullmatch(cell.strip()) else 0
