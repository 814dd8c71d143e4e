"""Which of the known names was meant by one that is not known: the nearest, letter by letter."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import chain

from coverage_cli.domain.names.letters import skeleton

_MOST_CANDIDATES = 2_000
"""Names that one is compared with, letter by letter; where more are alike, only a twin by its skeleton is found."""
_OTHER_LENGTH = 3
_LONGEST_COMPARED = 100
"""Letters; comparing takes time by their square."""


class Known:
    """Known names, made ready once for any number of unknown ones."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = sorted(name for name in set(names) if len(name) <= _LONGEST_COMPARED)
        self._twins: dict[str, list[str]] = {}
        self._ends: dict[tuple[int, int, str], list[str]] = {}
        """By length, and by the first (0) and the last letter (-1)."""
        for name in self._names:
            self._twins.setdefault(skeleton(name), []).append(name)
            for end in (0, -1) if name else ():
                self._ends.setdefault((len(name), end, name[end]), []).append(name)

    def twin(self, key: str) -> str | None:
        """Another name with the skeleton of `key`."""
        return next((name for name in self._twins.get(skeleton(key), ()) if name != key), None)

    def alike(self, key: str) -> Collection[str]:
        """The names to compare with `key` letter by letter, a bounded number of them.

        All others; of many those that share an end and nearly the length: a slip rarely changes more.
        """
        if len(key) > _LONGEST_COMPARED:
            return ()
        if len(self._names) <= _MOST_CANDIDATES:
            return [name for name in self._names if name != key]
        lengths = range(len(key) - _OTHER_LENGTH, len(key) + _OTHER_LENGTH + 1)
        ends = [(end, key[end]) for end in (0, -1)] if key else []
        alike = [self._ends.get((length, *end), ()) for length in lengths for end in ends]
        return {*chain.from_iterable(alike)} - {key} if sum(map(len, alike)) <= _MOST_CANDIDATES else ()


def nearest(key: str, known: Iterable[str]) -> str | None:
    """The known name that `key` was probably meant to be, or None where none is near."""
    names = Known(known)
    return names.twin(key) or closest(key, names.alike(key))


def closest(key: str, names: Collection[str]) -> str | None:
    """The name that is most like `key`, letter by letter, or None where none is like it."""
    from difflib import get_close_matches

    found = get_close_matches(key, names, n=1, cutoff=0.72)
    return found[0] if found else None
