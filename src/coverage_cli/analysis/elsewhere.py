"""Sentences of an article whose figures are of another place than the first that is named: a comparison, as a rule."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coverage_cli.domain.months import MONTH_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable

_NO_PLACES = frozenset({*MONTH_NAMES, "the", "jamsostek", "jaminan", "program", "programme", "badan", "social", "fund"})
"""What stands behind "in" with a capital, too."""
_NAME = r"[A-Z][a-z]+(?:[ -][A-Z][A-Za-z]+)*"
_IN = re.compile(rf"\b(?:[Ii]n|[Aa]cross|[Dd]i)\s+(?:the\s+)?({_NAME})")
_OF = re.compile(rf"(?<!\b[Tt]he )\b({_NAME})['’]s\b")
"""Kenya's; not the Fund's. Of a possessive it is too doubtful whether it is a place to say that it is another one."""


def elsewhere(sentences: Iterable[str]) -> frozenset[str]:
    """Those that name a place, and not the one (or a part of its name) that is named first."""
    home: frozenset[str] = frozenset()
    away = set()
    for sentence in dict.fromkeys(sentences):
        there = _words(_IN, sentence)
        home = home or there | _words(_OF, sentence)
        if there and home.isdisjoint(re.findall(r"\w+", sentence.casefold())):
            away.add(sentence)
    return frozenset(away)


def _words(pattern: re.Pattern[str], sentence: str) -> frozenset[str]:
    """The words of the names that a sentence has there."""
    names = [re.findall(r"\w+", name.casefold()) for name in pattern.findall(sentence)]
    return frozenset(word for words in names if words[0] not in _NO_PLACES for word in words)
