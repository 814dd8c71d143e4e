"""Words of which options, configuration and library take one; each list stands here alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|"}
"""What may stand between cells, by the words for it."""
_ENCODINGS = {
    "utf-8": ("utf-8", "utf8", "utf-8-sig"),
    "utf-16": ("utf-16", "utf16", "unicode"),
    "utf-16-le": ("utf-16-le",),
    "utf-16-be": ("utf-16-be",),
    "cp1252": ("windows-1252", "cp1252", "ansi"),
    "latin-1": ("iso-8859-1", "latin-1", "latin1"),
    **{f"cp{page}": (f"windows-{page}", f"cp{page}") for page in (1250, 1251, 1254, 1256, 1258)},
    "cp874": ("windows-874", "cp874", "tis-620"),
    "cp932": ("shift-jis", "cp932", "sjis"),
    "gb18030": ("gb18030", "gbk", "gb2312"),
    "big5hkscs": ("big5", "big5-hkscs"),
    "cp949": ("euc-kr", "cp949"),
}
"""Python's names for the encodings that are read, and what people call them: first what they are told to."""
ENCODINGS = {said: name for name, words in _ENCODINGS.items() for said in words}
NAMES_OF_ENCODINGS = {name: words[0] for name, words in _ENCODINGS.items()}

NumberStyle = Literal["id", "en", "plain", "fr", "ch", "in"]
"""`id` groups by point (48.000), `en` by comma (48,000), `plain` not at all; `fr` groups by blanks (48 000), `ch` by
apostrophes (48'000), `in` by comma as India does (1,48,000)."""
NUMBER_STYLES: tuple[NumberStyle, ...] = get_args(NumberStyle)
Missing = Literal["null", "zero"]
"""What an absent row of participants means."""
MISSING: tuple[Missing, ...] = get_args(Missing)
Status = Literal["active", "all"]
"""Which persons are counted."""
STATUSES: tuple[Status, ...] = get_args(Status)
StrategyName = Literal["proportional", "equalise", "cheapest", "largest"]
"""How enrolments are shared out (`analysis.plan.Strategy`); the first where nothing is said."""
STRATEGIES: tuple[StrategyName, ...] = get_args(StrategyName)
STEPS = {"year": 12, "quarter": 3, "month": 1, "day": 0}
"""How long periods may be, each with its months (`Period.months`)."""
SORTS = ("name", "gap", "uncovered", "shortfall", "rate")


def delimiter_of(text: str) -> str | None:
    """What stands between cells, by itself or by the word for it; None where it is none of them."""
    mark = DELIMITERS.get(text.casefold(), text)
    return mark if mark in DELIMITERS.values() else None


def encoding_of(text: str) -> str | None:
    """Python's name of an encoding that is read; None where it is none of them."""
    return ENCODINGS.get(text.casefold().replace("_", "-"))


GROUPED: Mapping[NumberStyle, str] = {
    "id": r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+",
    "en": r"[1-9][0-9]{0,2}(?:,[0-9]{3})+",
    "fr": "[1-9][0-9]{0,2}(?:[ \u00a0\u2009\u202f][0-9]{3})+",
    "ch": "[1-9][0-9]{0,2}(?:['\u2019][0-9]{3})+",
    "in": "[1-9][0-9]?(?:,[0-9]{2})*,[0-9]{3}",
}
"""How whole numbers are grouped in each style, as regular expressions.

India groups the last three digits, and those before them by two: 12,34,567.
"""
DECIMAL_COMMA = frozenset({"id", "fr"})
"""Styles in which the comma stands before decimals; in the others it is the point."""
