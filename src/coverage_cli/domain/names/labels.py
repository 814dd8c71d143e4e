"""Names by the form in which they compare, each with the spelling that is shown for it: the first one seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from coverage_cli.domain.names.keys import name_key, shown_name
from coverage_cli.domain.phrases import Phrase


class Labels:
    """Keys of names and the spelling that is shown for each: the first one seen."""

    def __init__(self, key: Callable[[str], str] = name_key) -> None:
        self._key = key
        self._shown: dict[str, str] = {}
        self._masked: set[str] = set()
        self._alike: Counter[str] = Counter()

    def add(self, text: str, shown: str | None = None) -> str:
        """Remember a spelling, or what is `shown` in its place, numbered where it is not alone; give its key."""
        key = self._key(text)
        if key not in self._shown:
            if shown is not None:
                self._masked.add(key)
                self._alike[shown] += 1
                shown = f"{shown} ({number})" if (number := self._alike[shown]) > 1 else shown
            self._shown[key] = shown or (text if isinstance(text, Phrase) else shown_name(text))
        return key

    def take(self, others: Labels) -> None:
        """Remember what others show, where nothing is known yet."""
        for key in [key for key in others if key not in self]:
            self._shown[key] = others._shown[key]
            if key in others._masked:
                self._masked.add(key)

    def shown(self, key: str) -> str:
        """The spelling to show for `key`."""
        return self._shown.get(key, key)

    def hides(self, key: str) -> bool:
        """Whether something else is shown in the place of a name."""
        return key in self._masked

    def told(self, text: str) -> str:
        """A text as it may be told: as it is, unless something else is shown in its place."""
        return self.shown(key) if self.hides(key := self._key(text)) else text

    def __contains__(self, key: object) -> bool:
        return key in self._shown

    def __iter__(self) -> Iterator[str]:
        return iter(self._shown)


def together(several: Sequence[Sequence[Labels]]) -> tuple[Labels, ...]:
    """The labels of several tables as one, place by place: each name as the first of them spells it."""
    found = tuple(Labels() for _ in max(several, key=len))
    for labels in several:
        for mine, theirs in zip(found, labels, strict=False):
            mine.take(theirs)
    return found
