"""What a shell completes: names of the data at hand, and those that the program knows."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from typing import Any


class _Escaped(str):
    """A name as bash takes it outside of quotes, blanks and signs behind a backslash; it begins as the name does."""

    __slots__ = ("name",)
    name: str

    @classmethod
    def of(cls, name: str) -> _Escaped:
        """The name, escaped."""
        escaped = cls(re.sub(r"[^\w.,/@%+=:-]", r"\\\g<0>", name))
        escaped.name = name
        return escaped

    def startswith(self, prefix: Any, *places: Any) -> bool:  # noqa: ANN401 - as that of texts
        """Whether the name begins so: Typer asks it for what is typed, which is without backslashes then."""
        return self.name.startswith(prefix, *places)


def known(what: str) -> Callable[[Any], list[str]]:
    """Completion from the data at hand; what cannot be read completes to nothing: a prompt is no place for messages."""

    def found(ctx: Any) -> list[str]:  # noqa: ANN401 - Typer's context; it keeps what begins as the word does
        from coverage_cli.config.project import Override
        from coverage_cli.domain.errors import UsageFault
        from coverage_cli.domain.safe import clean
        from coverage_cli.pipeline.listing import list_names

        given = ctx.params
        population, participants = (tuple(given.get(name) or ()) for name in ("population", "participants"))
        try:
            listing = list_names(Override(given.get("project"), population, participants, given.get("targets")))
        except UsageFault:
            return []
        names = [name for name in getattr(listing, what) if clean(name) == name]  # a masked name would name nothing
        return [_Escaped.of(name) for name in names] if _is_bare_in_bash() else names

    return found


class _Code(str):
    """A code that begins as what is typed does, in small letters too."""

    __slots__ = ()

    def startswith(self, prefix: Any, *places: Any) -> bool:  # noqa: ANN401 - as that of texts
        """Whether the code begins so."""
        return super().startswith(prefix.upper(), *places)


def rules() -> list[tuple[str, str]]:
    """Completion of a rule's code, with its title for shells that show one."""
    from coverage_cli.domain.rules import RULES
    from coverage_cli.output.language import pick_language, words

    said = words(pick_language(None, os.environ))
    return [(_Code(code), said(rule.title)) for code, rule in RULES.items()]


def among(names: Iterable[str]) -> Callable[[], list[str]]:
    """Completion from names that the program knows."""
    return lambda: list(names)


def _is_bare_in_bash() -> bool:
    """Whether bash asks, which inserts words as they are, for a word without quotes around it; other shells quote."""
    import shlex

    line = os.environ.get("COMP_WORDS")
    try:
        return line is not None and shlex.split(line) is not None
    except ValueError:  # a quote is open
        return False
