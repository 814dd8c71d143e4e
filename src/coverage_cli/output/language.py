"""The language of what a person reads, and how it writes numbers."""

from __future__ import annotations

import gettext
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from coverage_cli.output.safe import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGES = ("en", "id")
_PHRASES = frozenset({"what", "of"})
"""Arguments that are phrases of ours and not of the data, so that they are translated too."""


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


@cache
def words(language: str) -> Words:
    """The texts and number forms of a language."""
    return Words(language)


class Words:
    """Translates English templates and fills them; writes numbers as the language does."""

    def __init__(self, language: str) -> None:
        self.language = language
        folder = Path(__file__).parent / "locale"
        self._catalogue = (
            gettext.NullTranslations()
            if language == "en"
            else gettext.translation("coverage_cli", str(folder), [language], fallback=False)
        )
        self.decimal_mark, self.group_mark = (",", ".") if language == "id" else (".", ",")

    def __call__(self, template: str, args: Mapping[str, str] | None = None, /, **more: str) -> str:
        """The template in this language, filled; what comes from data is made harmless."""
        text = self._catalogue.gettext(template)
        given = {**(args or {}), **more}
        if not given:
            return text
        filled = {name: self._phrase(value) if name in _PHRASES else clean(value) for name, value in given.items()}
        if "near" in filled:
            filled["near"] = self._near(filled["near"])
        return text.format(**filled)

    def _phrase(self, value: str) -> str:
        return clean(self._catalogue.gettext(value)) if value else ""

    def _near(self, name: str) -> str:
        return self._catalogue.gettext(' (did you mean "{name}"?)').format(name=name) if name else ""

    def number(self, value: int | None) -> str:
        """A whole number with its thousands marked; a dash where there is none."""
        return "–" if value is None else f"{value:,}".replace(",", self.group_mark)

    def decimal(self, text: str | None) -> str:
        """A number in point notation, with this language's decimal mark; a dash where there is none."""
        return "–" if text is None else text.replace(".", self.decimal_mark)

    def percent(self, text: str | None) -> str:
        """A percentage in point notation, as this language writes it."""
        return "–" if text is None else f"{self.decimal(text)}%"
