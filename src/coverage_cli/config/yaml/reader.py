"""YAML files to trees of text, from the events of PyYAML.

Aliases, anchors, tags, several documents, doubled keys and deep nesting are findings, because they hide what a file
says or harm whoever walks it. PyYAML takes time to load, which a run without YAML spares: imported where it is used.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator

import yaml

from coverage_cli.config.reading import read_small
from coverage_cli.config.yaml.tree import Mapping, Sequence, Text, Tree
from coverage_cli.domain.findings import Finding, Place
from coverage_cli.domain.phrases import Phrase, phrase

DEEPEST = 20
_HALF = re.compile(r"[\ud800-\udfff]")
"""Half a letter of UTF-16, which only an escape can write, and of which no text is made."""
_NOT_ALLOWED = phrase("the character {letter} is not allowed in YAML")


def read_tree(path: str, shown: str = "") -> tuple[Tree | None, list[Finding]]:
    """Parse a YAML file, called as `shown` where that is not its path; every fault is a finding.

    A file with an error has no tree to use.

    Raises:
        UsageFault: the file cannot be opened or read.
    """
    shown = shown or path
    data = read_small(path, shown).removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        return None, [Finding("F102", Place(shown, line, column), value=f"0x{data[error.start]:02X}")]
    return parse_tree(text, shown)


def parse_tree(text: str, shown: str) -> tuple[Tree | None, list[Finding]]:
    """Parse YAML text, as `read_tree` does."""
    builder = _Builder(shown)
    try:
        # Not the C parser, which words its errors differently and counts columns in bytes; files are small.
        events = list(_bounded(yaml.parse(text, Loader=yaml.SafeLoader)))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(shown, mark.line + 1, mark.column + 1) if mark else Place(shown, 1, 1)
        what = phrase("this is not valid YAML: {reason:phrase}")
        return None, [_fault("C101", place, what, reason=reason(error.problem or error.context or ""))]
    except yaml.reader.ReaderError as error:
        place = Place(shown, text.count("\n", 0, error.position) + 1, 1)
        letter = f"U+{int(error.character):04X}"  # of a text, the reader gives the number
        return None, [_fault("C101", place, _NOT_ALLOWED, letter=letter)]
    except _TooDeepError as error:
        place, what = Place(shown, error.args[0], 1), phrase("nesting deeper than {deepest}")
        return None, [_fault("C104", place, what, deepest=str(DEEPEST))]
    return builder.build(events), builder.findings


def _fault(code: str, place: Place, what: Phrase, **filling: str) -> Finding:
    return Finding(code, place, args=(("what", what), *filling.items()))


class _TooDeepError(Exception):
    """Nesting beyond `DEEPEST`; `args[0]` is the line."""


def _bounded(events: Iterable[yaml.Event]) -> Iterator[yaml.Event]:
    depth = 0
    for event in events:
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise _TooDeepError(event.start_mark.line + 1 if event.start_mark else 1)
        yield event


class _Builder:
    """Events to a tree."""

    def __init__(self, shown: str) -> None:
        self._shown = shown
        self.findings: list[Finding] = []

    def build(self, events: list[yaml.Event]) -> Tree | None:
        documents = [event for event in events if isinstance(event, yaml.DocumentStartEvent)]
        if not documents:
            return None
        if len(documents) > 1:
            self._refuse(documents[1], phrase("a second document"))
        nodes = iter(events[events.index(documents[0]) + 1 :])
        return self._node(next(nodes), nodes)

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event]) -> Tree:
        place = self._place(event)
        if isinstance(event, yaml.AliasEvent):
            self._refuse(event, phrase("the alias *{name}"), event.anchor or "")
            return Text("", place)
        if getattr(event, "anchor", None):
            self._refuse(event, phrase("the anchor &{name}"), event.anchor)  # type: ignore[attr-defined]
        if getattr(event, "tag", None):
            self._refuse(event, phrase("the tag {name}"), event.tag)  # type: ignore[attr-defined]
        if isinstance(event, yaml.ScalarEvent):
            if half := _HALF.search(event.value):
                self.findings.append(_fault("C101", place, _NOT_ALLOWED, letter=f"U+{ord(half[0]):04X}"))
            return Text(event.value, place)
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(tuple(self._items(events)), place)
        return self._mapping(place, events)

    def _items(self, events: Iterator[yaml.Event]) -> Iterator[Tree]:
        while not isinstance(event := next(events), yaml.CollectionEndEvent):
            yield self._node(event, events)

    def _mapping(self, place: Place, events: Iterator[yaml.Event]) -> Mapping:
        entries: dict[str, tuple[Text, Tree]] = {}
        while not isinstance(event := next(events), yaml.CollectionEndEvent):
            key, value = self._node(event, events), self._node(next(events), events)
            if not isinstance(key, Text):
                self._refuse(event, phrase("a key that is not plain text"))
            elif key.text in entries:
                first = entries[key.text][0].place.line
                self.findings.append(Finding("C103", key.place, value=key.text, args=(("first", str(first)),)))
            elif key.text == "<<":
                self._refuse(event, phrase("the merge key <<"))
            else:
                entries[key.text] = (key, value)
        return Mapping(tuple(entries.values()), place)

    def _place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        return Place(self._shown, mark.line + 1, mark.column + 1) if mark else Place(self._shown, 1, 1)

    def _refuse(self, event: yaml.Event, what: Phrase, name: str = "") -> None:
        self.findings.append(_fault("C104", self._place(event), what, name=name))


_QUESTION = phrase("a value with a question mark needs quotes around it where it stands within brackets")
_SAID = {
    "found character '\\t'": phrase("a tab cannot indent a line; write blanks"),
    "found character '%'": phrase("a value that begins with % needs quotes around it"),
    "found character '@'": phrase("a value that begins with @ needs quotes around it"),
    "found character '`'": phrase("a value that begins with ` needs quotes around it"),
    "mapping values are not allowed": phrase(
        "a colon within a value, which then needs quotes around it, or a line that is indented too far"
    ),
    "could not find expected ':'": phrase("the line before lacks its colon"),
    "found unexpected end of stream": phrase("a quotation mark is opened and not closed"),
    "found unexpected document separator": phrase("a quotation mark is opened and not closed"),
    "expected ',' or ']', but got '?'": _QUESTION,
    "expected ',' or '}', but got '?'": _QUESTION,
    "expected ',' or ']'": phrase("a bracket [ is opened and not closed, or a comma is missing in it"),
    "expected ',' or '}'": phrase("a brace {{ is opened and not closed, or a comma is missing in it"),
    "expected <block end>": phrase(
        "this does not go on from the line above: it is indented otherwise, a list among keys, or text behind a quote"
    ),
    "expected the node content": phrase("a value is expected here; one that begins with such a sign needs quotes"),
    "found unknown escape character": phrase(
        "a backslash within double quotes has a meaning of its own; write single quotes"
    ),
    "sequence entries are not allowed": phrase("a list begins on a line of its own, below its key"),
}
"""How its sentences begin, and what we say instead."""


def reason(problem: str) -> str:
    """What PyYAML found, in words for whoever wrote the text by hand where we have some: its own name tokens."""
    return next((said for start, said in _SAID.items() if problem.startswith(start)), problem)
