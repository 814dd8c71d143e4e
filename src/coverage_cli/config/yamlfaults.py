"""What PyYAML finds wrong with a text, in words for whoever wrote it by hand: its own name tokens, in English alone."""

from __future__ import annotations

from coverage_cli.domain.phrases import phrase

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
    """The sentence for a problem, one of ours where there is one."""
    return next((said for start, said in _SAID.items() if problem.startswith(start)), problem)
