"""The name that an unknown one was probably meant to be, within a bound on what is compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_cli.domain.names import Known, closest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_cli.domain.names import Labels

BRANCH, SEGMENT = 0, 1
"""Where labels of branches and of segments stand."""
_MOST_COMPARED = 300_000
"""Pairs of names; beyond them a finding comes without a suggestion, so that a run of bad names ends in time."""


class Suggestions:
    """Unknown names against known ones, each looked up once."""

    def __init__(self, labels: Sequence[Labels]) -> None:
        self._labels = labels
        self._left = _MOST_COMPARED
        self._all: dict[int, frozenset[str]] = {}
        self._known: dict[frozenset[str], Known] = {}
        self._found: dict[tuple[str, frozenset[str]], str | None] = {}

    def near(self, wrong: str, where: int, names: frozenset[str]) -> str:
        """The nearest of `names` as it is shown; empty where none is near, or too much was compared already."""
        if (wrong, names) not in self._found:
            self._found[wrong, names] = self._nearest(wrong, names)
        found = self._found[wrong, names]
        return self._labels[where].shown(found) if found else ""

    def _nearest(self, wrong: str, names: frozenset[str]) -> str | None:
        if names not in self._known:
            self._known[names] = Known(names)
        if twin := self._known[names].twin(wrong):
            return twin
        alike = self._known[names].alike(wrong)
        if len(alike) > self._left:
            return None
        self._left -= len(alike)
        return closest(wrong, alike)

    def near_any(self, name: str, where: int) -> str:
        """The nearest of all names there are, where this one is none of them."""
        if name in self._labels[where]:
            return ""
        if where not in self._all:
            self._all[where] = frozenset(self._labels[where])
        return self.near(name, where, self._all[where])
