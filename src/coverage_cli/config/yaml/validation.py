"""A YAML tree through a frozen Pydantic model, with every error at its line and column.

The model is the only statement of what a file may say, and the source of its JSON Schema.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable
from typing import Annotated, Any, ClassVar, TypeVar, get_args, get_origin

from pydantic import BaseModel, ConfigDict, ValidationError, ValidationInfo, WrapValidator
from pydantic_core import ErrorDetails, PydanticCustomError

from coverage_cli.config.yaml.tree import Mapping, Sequence, Text, Tree
from coverage_cli.domain.findings import Finding, Place
from coverage_cli.domain.names.keys import name_key
from coverage_cli.domain.names.nearest import nearest
from coverage_cli.domain.phrases import phrase
from coverage_cli.domain.rules import RULES, Severity


class Section(BaseModel):
    """The base of every part of a configuration: what it does not know, it refuses."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, defer_build=True)


class WholeFile(Section):
    """The base of what a whole file may say; `guide` is the page that shows it, by `coverage guide`."""

    guide: ClassVar[str]


M = TypeVar("M", bound=WholeFile)


class Placed(str):
    """A scalar that remembers where it stands."""

    __slots__ = ("place",)
    place: Place

    @classmethod
    def at(cls, text: str, place: Place) -> Placed:
        """A text with its place."""
        placed = cls(text)
        placed.place = place
        return placed


def _bare(value: object, read: Callable[[object], str]) -> str:
    text = read(value).strip()
    return Placed.at(text, value.place) if isinstance(value, Placed) else text


BareText = Annotated[str, WrapValidator(_bare)]
"""A text without blanks around it, which keeps its place: what is found out later can be told there."""


def note(info: ValidationInfo, code: str, value: str, *args: tuple[str, str]) -> None:
    """Report from within a validator, beside its verdict: a warning, or a second error."""
    if info.context is not None:
        place = value.place if isinstance(value, Placed) else info.context["whole"]
        info.context["findings"].append(Finding(code, place, value=str(value), args=args))


def note_twice(info: ValidationInfo, names: Iterable[tuple[Hashable, str]]) -> None:
    """Report names that compare as one before them; each is given behind what it compares by."""
    seen: dict[Hashable, str] = {}
    for key, name in names:
        if (first := seen.setdefault(key, name)) is not name:
            note(info, "C103", name, ("first", str(first.place.line if isinstance(first, Placed) else 0)))


def load(model: type[M], path: str) -> tuple[M | None, list[Finding]]:
    """Read and check a YAML file. None where it has an error; the findings say which."""
    made, _, findings = load_with_tree(model, path)
    return made, findings


def load_with_tree(model: type[M], path: str, shown: str = "") -> tuple[M | None, Tree | None, list[Finding]]:
    """The same, called as `shown` where that is not its path, with the tree that knows where everything stands."""
    from coverage_cli.config.yaml.reader import read_tree

    shown = shown or path
    tree, findings = read_tree(path, shown)
    if any(finding.severity is Severity.ERROR for finding in findings):
        return None, tree, findings
    made, more = check(model, tree, shown)
    return made, tree, [*findings, *more]


def check(model: type[M], tree: Tree | None, shown: str) -> tuple[M | None, list[Finding]]:
    """Check a parsed tree against its model."""
    if not isinstance(tree, Mapping):
        what = phrase("the file is empty" if tree is None else "the file must be a mapping of keys to values")
        place, args = tree.place if tree else Place(shown, 1, 1), (("what", what), ("also", _MAPPING))
        return None, [_with_page(Finding("C105", place, field=shown, args=args), model)]
    findings: list[Finding] = []
    context = {"findings": findings, "whole": tree.place}
    try:
        made = model.model_validate(_plain(tree), context=context)
    except ValidationError as failure:
        found = (_with_page(_finding(error, tree, model), model) for error in failure.errors(include_url=False))
        return None, list(dict.fromkeys([*found, *findings]))
    failed = any(finding.severity is Severity.ERROR for finding in findings)
    return (None if failed else made), findings


def _plain(tree: Tree) -> Any:  # noqa: ANN401 - whatever YAML holds
    if isinstance(tree, Text):
        return Placed.at(tree.text, tree.place)
    if isinstance(tree, Sequence):
        return [_plain(item) for item in tree.items]
    return {_plain(key): _plain(value) for key, value in tree}


def _finding(error: ErrorDetails, tree: Tree, model: type[BaseModel]) -> Finding:
    steps = [str(step) for step in error["loc"]]
    node, key = _walk(tree, steps)
    name, entry = _named(error["loc"])
    kind = error["type"]
    if kind in RULES:
        value = node.text if isinstance(node, Text) else name
        args = _of_entry(tuple((error.get("ctx") or {}).items()), entry)
        return Finding(kind, node.place, field=name, value=value, args=args)
    if kind == "extra_forbidden" and key is not None:
        section = _section(error, model)
        known = tuple(section.model_fields)
        near = nearest(key.text.casefold(), known) or ""
        args = (("near", near), ("known", ", ".join(known)), *(() if near else _moved(key.text, section)))
        return Finding("C102", key.place, value=key.text, args=args)
    if kind == "missing":
        return Finding("C106", node.place, value=name)
    value = node.text if isinstance(node, Text) else None
    return Finding("C105", node.place, field=name, value=value, args=_of_entry(_expected(error), entry))


def _with_page(finding: Finding, model: type[WholeFile]) -> Finding:
    """Of a value of another kind than is expected, the page that shows what may stand there is told."""
    return finding._replace(args=(*finding.args, ("page", model.guide))) if finding.code == "C105" else finding


def _named(steps: tuple[int | str, ...]) -> tuple[str | None, int]:
    """The key that a fault is about, and which entry of its list, from 1; 0 where it is no list."""
    name = next((step for step in reversed(steps) if isinstance(step, str)), None)
    last = steps[-1] if steps else None
    return name, last + 1 if isinstance(last, int) else 0


def _of_entry(args: tuple[tuple[str, str], ...], entry: int) -> tuple[tuple[str, str], ...]:
    """What is wrong, said of the entry of a list that it is about: an index from 0 is no key that anybody wrote."""
    given = dict(args)
    if not entry or "what" not in given:
        return args
    told = {"what": phrase("entry {entry:n}: {wrong:phrase}"), "entry": str(entry), "wrong": given["what"]}
    return tuple({**given, **told}.items())


def _walk(tree: Tree, steps: list[str]) -> tuple[Tree, Text | None]:
    """The deepest node on the way that `steps` describe, and the key that led to it."""
    node, key = tree, None
    for step in steps:
        if isinstance(node, Mapping) and (entry := _entry(node, step)):
            key, node = entry
        elif isinstance(node, Sequence) and step.isdigit() and int(step) < len(node.items):
            node = node.items[int(step)]
    return node, key


def _entry(node: Mapping, step: str) -> tuple[Text, Tree] | None:
    """The entry of a key, or of a name that compares as the key: a model may have folded it."""
    named = (entry for entry in node if name_key(entry[0].text) == step)
    return next((entry for entry in node if entry[0].text == step), None) or next(named, None)


_BELOW = phrase(", or move it below {section}:")
_INTO_ENTRY = phrase(", or move it into an entry below {section}:, beside {needed:names}")


def _moved(key: str, section: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """Where a key that is not known in a section stands, if it is known one level further in."""
    for name, info in section.model_fields.items():
        inner = _section_in(info.annotation)
        if inner is not None and key in inner.model_fields:
            needed = [f"{field}:" for field, one in inner.model_fields.items() if one.is_required()]
            is_entry = get_origin(info.annotation) is tuple and needed
            return (("also", _INTO_ENTRY if is_entry else _BELOW), ("section", name), ("needed", "\n".join(needed)))
    return ()


def _section(error: ErrorDetails, model: type[BaseModel]) -> type[BaseModel]:
    """The section in which an unknown key stands."""
    for step in error["loc"][:-1]:
        info = model.model_fields.get(str(step))
        model = (info and _section_in(info.annotation)) or model
    return model


def _section_in(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _section_in(part))), None)


_MAPPING = phrase("; a mapping is lines of key: value")
_KINDS = {
    "dict_type": _MAPPING,
    "model_type": _MAPPING,
    "tuple_type": phrase("; a list is lines that start with a dash"),
}
_EXPECTED = {
    "dict_type": phrase("a mapping of keys to values is expected"),
    "model_type": phrase("a mapping of keys to values is expected"),
    "tuple_type": phrase("a list is expected"),
    "string_type": phrase("plain text is expected"),
    "too_short": phrase("at least one entry is expected"),
    "literal_error": phrase("one of {expected} is expected"),
}


def _expected(error: ErrorDetails) -> tuple[tuple[str, str], ...]:
    what = _EXPECTED.get(error["type"], phrase("this value cannot be read here"))
    # Pydantic joins the words with an English "or".
    words = re.findall("'([^']*)'", str((error.get("ctx") or {}).get("expected", "")))
    return (("what", what), ("expected", ", ".join(words)), ("also", _KINDS.get(error["type"], "")))


def fault(code: str, **context: str) -> PydanticCustomError:
    """The error that a validator raises for a rule of the catalogue."""
    return PydanticCustomError(code, "rule", context)
