"""Templates: English texts that are translated where they are shown, with fields that say how to write what fills them.

A field is `{name}` or `{name:form}`: `{rows:n}` is a count, `{rate:decimal}` a number in point notation. What each form
does is the language's: see `domain.wording`. What goes with a number may stand behind the form, for one and for all
others: `{rows:n|row is|rows are}`. A language whose words do not change leaves it out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from string import Formatter
from typing import Any

_CLAUSES = frozenset({"phrase", "meant"})
"""Forms of what may be a clause of its own, or nothing."""


class Phrase(str):
    """A text of ours: where it fills a message, it is translated and filled too; a text of the data never is."""

    __slots__ = ()


class Listed(Phrase):
    """Fields one after the other and marks between them: the same in every language, so no catalogue has it."""

    __slots__ = ()


def listed(fields: Iterable[str], mark: str) -> Listed:
    """A template of these fields with a mark between them."""
    return Listed(mark.join(f"{{{name}}}" for name in fields))


def phrase(template: str) -> Phrase:
    """The text as one of ours; `make messages` finds the call and puts the text into the catalogues."""
    return Phrase(template)


def filled(template: str, args: Mapping[str, Any], written: Callable[[Any, str], str]) -> str:
    """The template with every field's value `written` in the form that the field names, empty where it names none."""
    told = []
    for literal, name, form, numbers in _fields(template):
        told.append(literal)
        if name is not None:
            text = written(args[name], form)
            told.append(f"{text} {numbers[str(args[name]) != '1']}" if numbers else text)
    return "".join(told)


@lru_cache(maxsize=4096)
def _fields(template: str) -> tuple[tuple[str, str | None, str, tuple[str, ...]], ...]:
    """A template as texts, each with the field behind it: its name, its form, and the words for one and for others."""
    parts = ((literal, name, (spec or "").split("|")) for literal, name, spec, _ in Formatter().parse(template))
    return tuple((literal, name, form, tuple(numbers)) for literal, name, (form, *numbers) in parts)


def without_forms(template: str) -> str:
    """The template with its fields by their names: `{rows}`, `{rows} rows are`."""
    return _shown(template, lambda name: f"{{{name}}}")


def unfilled(template: str) -> str:
    """The template for a reader who has no finding: `…` for a field."""
    return _shown(template, lambda _: "…")


def _shown(template: str, field: Callable[[str], str]) -> str:
    """The template with each field shown in some way, and nothing for a clause that a finding may add to a word."""
    told = ""
    for literal, name, form, numbers in _fields(template):
        told += literal
        if name and not (form in _CLAUSES and told[-1:].strip(" (")):
            told += " ".join([field(name), *numbers[1:]])
    return told
