"""The language of what a person reads, and how it writes numbers."""

from __future__ import annotations

import gettext
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from coverage_cli.output.figures import whole
from coverage_cli.output.safe import clean, clean_path

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coverage_cli.domain.weights import Heads

LANGUAGES = ("en", "id")
_PHRASES = frozenset({"what"})
"""Arguments that may be phrases of ours, so that they are translated and filled too."""
_COUNTS = frozenset(
    {"workers", "participants", "excess", "rows", "shown", "counted", "segments", "uncovered", "shortfall"}
    | {"count", "sum", "cells", "before", "after", "difference", "published"}
)
"""Arguments that are counts, written with this language's marks."""
_LISTS = frozenset({"series", "spans", "names", "others"})
"""Arguments that are lists, an item a line: names, and spans of time (a period, or two with a blank between)."""
_MOST_LISTED = 8
"""Items of a list that a sentence has room for."""
_COUNT = re.compile(r"[0-9]+(?:\.[0-9]+)?")
"""Sums of weights have decimals."""
_RATES = frozenset({"rate", "floor", "percent", "rate_before", "change", "limit", "hundredfold"})
"""Arguments that are percentages in point notation, written with this language's decimal mark."""


def pick_language(option: str | None, environment: Mapping[str, str]) -> str:
    """`--lang`, else COVGAP_LANG, else the locale; English where none of them is Indonesian."""
    for wanted in (option, environment.get("COVGAP_LANG")):
        if wanted and wanted.casefold()[:2] in LANGUAGES:
            return wanted.casefold()[:2]
    locale = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := environment.get(name))), "")
    return (
        "id"
        if locale.casefold().startswith(("id_", "id.", "in_")) or locale.casefold() in {"id", "indonesian"}
        else "en"
    )


class _Written(str):
    """A number with its marks set: never read again as a number in point notation (3.005 is not 3,005)."""

    __slots__ = ()


@cache
def words(language: str) -> Words:
    """The texts and number forms of a language."""
    return Words(language)


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    folder = Path(__file__).parent / "locale"
    return gettext.translation("coverage_cli", str(folder), [language], fallback=False)


class Words:
    """Translates English templates and fills them; writes numbers as the language does."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._catalogue = gettext.NullTranslations() if language == "en" else _catalogue(language)
        self.decimal_mark, self.group_mark = (",", ".") if language == "id" else (".", ",")

    def __call__(self, template: str, args: Mapping[str, str] | None = None, /, **more: str) -> str:
        """The template in this language, filled; what comes from data is made harmless."""
        text = self._catalogue.gettext(template)
        given = {**(args or {}), **more}
        if not given:
            return text
        filled = {name: self._argument(name, value) for name, value in given.items()}
        for name in _PHRASES & filled.keys():
            filled[name] = self._phrase(given[name], filled)
        return text.format(**filled)

    def _phrase(self, text: str, filled: Mapping[str, str]) -> str:
        """A phrase of ours, filled; what is none comes from data, in which braces mean nothing."""
        ours = bool(text) and _catalogue("id").gettext(text) != text
        return self._catalogue.gettext(text).format(**filled) if ours else clean(text)

    def _argument(self, name: str, value: str) -> str:
        if isinstance(value, _Written):
            return value
        if name == "near":
            return self._near(clean(value))
        if name == "path":
            return clean_path(value)
        if name in _LISTS:
            return self._listed(value.split("\n"), spans=name == "spans")
        if name in _COUNTS and _COUNT.fullmatch(value):
            people, mark, decimals = value.partition(".")
            return self.number(int(people)) + mark.replace(".", self.decimal_mark) + decimals
        return self.decimal(clean(value)) if name in _RATES else clean(value)

    def _near(self, name: str) -> str:
        return self._catalogue.gettext(' (did you mean "{name}"?)').format(name=name) if name else ""

    def _listed(self, items: list[str], *, spans: bool) -> str:
        """Names or spans of time one after the other; of many the first, and how many others there are."""
        shown = [self._span(item) if spans else clean(item) for item in items[:_MOST_LISTED]]
        if more := len(items) - len(shown):
            shown.append(self("{n} others", n=self.number(more)))
        return ", ".join(shown)

    def _span(self, text: str) -> str:
        first, _, last = text.partition(" ")
        return self("{first} to {last}", first=first, last=last) if last else clean(first)

    def number(self, value: Heads | None) -> str:
        """A whole number with its thousands marked, weighted people rounded; a dash where there is none."""
        return "–" if value is None else _Written(f"{whole(value):,}".replace(",", self.group_mark))

    def decimal(self, text: str | None) -> str:
        """A number in point notation, with this language's decimal mark; a dash where there is none."""
        return "–" if text is None else text.replace(".", self.decimal_mark)

    def percent(self, text: str | None) -> str:
        """A percentage in point notation, as this language writes it."""
        return "–" if text is None else f"{self.decimal(text)}%"
