"""The language of what a person reads, and how it writes numbers."""

from __future__ import annotations

import gettext
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from coverage_cli.domain.wording import Wording

LANGUAGES = ("en", "id")


def pick_language(option: str | None, environment: Mapping[str, str]) -> str:
    """`--lang`, else COVGAP_LANG, else the locale; English where none of them is Indonesian.

    Of LANGUAGE, a list, the first one that there is goes before the locale, unless that is C; so it is with gettext.
    """
    for wanted in (option, environment.get("COVGAP_LANG")):
        if wanted and (language := spoken(wanted)):
            return language
    locale = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := environment.get(name))), "")
    listed = "" if locale in {"C", "POSIX"} else environment.get("LANGUAGE", "")
    return next(filter(None, map(spoken, listed.split(":") if listed else [locale])), "en")


def spoken(locale: str) -> str:
    """The language of a locale such as `id_ID.UTF-8`; nothing where it is neither."""
    name = re.split("[_.@-]", locale.casefold())[0]
    return {"id": "id", "in": "id", "indonesian": "id", "en": "en", "english": "en"}.get(name, "")


@cache
def words(language: str) -> Words:
    """The texts and number forms of a language."""
    return Words(language)


class Words(Wording):
    """Translates English templates before it fills them, and marks numbers as the language does."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language
        self._catalogue = gettext.NullTranslations() if language == "en" else _catalogue(language)
        if language == "id":
            self.decimal_mark, self.group_mark = ",", "."

    def translated(self, template: str) -> str:
        """The template as the catalogue has it."""
        return self._catalogue.gettext(template)


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    folder = Path(__file__).parent / "locale"
    return gettext.translation("coverage_cli", str(folder), [language], fallback=False)
