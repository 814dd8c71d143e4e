"""Templates: English texts that are translated where they are shown, with fields that say how to write what fills them.

A field is `{name}` or `{name:form}`: `{rows:n}` is a count, `{rate:decimal}` a number in point notation. What each form
does is the language's: see `domain.wording`. What goes with a number may stand behind the form, for one and for all
others: `{rows:n|row is|rows are}`. A language whose words do not change leaves it out.
"""

from __future__ import annotations

from string import Formatter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

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
    return _Fields(written).vformat(template, (), args)


def without_forms(template: str) -> str:
    """The template with its fields by their names: `{rows}`, `{rows} rows are`."""
    return _shown(template, lambda name: f"{{{name}}}")


def unfilled(template: str) -> str:
    """The template for a reader who has no finding: `…` for a field."""
    return _shown(template, lambda _: "…")


def _shown(template: str, field: Callable[[str], str]) -> str:
    """The template with each field shown in some way, and nothing for a clause that a finding may add to a word."""
    told = ""
    for literal, name, spec, _ in Formatter().parse(template):
        told += literal
        form, *numbers = (spec or "").split("|")
        if name and not (form in _CLAUSES and told[-1:].strip(" (")):
            told += " ".join([field(name), *numbers[1:]])
    return told


class _Fields(Formatter):
    def __init__(self, written: Callable[[Any, str], str]) -> None:
        self._written = written

    def format_field(self, value: Any, format_spec: str) -> str:  # noqa: ANN401 - a formatter takes anything
        form, *numbers = format_spec.split("|")
        text = self._written(value, form)
        if not numbers:
            return text
        one, many = numbers
        return f"{text} {one if str(value) == '1' else many}"
