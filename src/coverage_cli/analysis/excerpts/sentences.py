"""A text as its sentences; an item of a list and a row of a table are each one."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A full stop between digits, or after one letter or "Rp", ends nothing.
_SENTENCE = re.compile(r"(?<=[.!?])(?<!\b\w\.)(?<!\bRp\.)(?<!\bNo\.)[\"”’)]*\s+(?=[\"“‘(]*[A-Z0-9¹²³⁴-⁹])|\n\s*\n")
_ITEM = re.compile(r"[ \t]*(?:[-–•*·▪]|\d{1,2}[.)])[ \t]+")
_LABELLED = re.compile(r"[A-Z][^.:;]{1,50}:[ \t]+[^.:;]{0,30}?\d[^:;]{0,40}")
"""A line such as "Target: 80.0%"."""
_MARKUP = re.compile(r"\*\*(\S(?:[^*]*\S)?)\*\*|(?<![^\W_])_+(?=[^\W_])|(?<=[^\W_])_+(?![^\W_])")
_CELL = re.compile(r"[ ]*[|\t][ ]*|[ ]{3,}")
_ROW = re.compile(r".*\|.*|.*\S[ ]*\t[ ]*\S.*|.*\S[ ]{3,}\S.*\S[ ]{3,}\S.*")
"""A bar, a tab within the line, or two gaps of three blanks."""


def sentences_of(text: str) -> Iterator[str]:
    """Each sentence with one blank between its words; a row begins with a bar, and has one between its cells."""
    prose: list[str] = []
    listed = False
    for written in text.splitlines():
        line = _MARKUP.sub(r"\1", written)
        row, item = _ROW.fullmatch(line), _ITEM.match(line)
        labelled = _LABELLED.fullmatch(line.strip())
        if row or item or labelled or (listed and line[:1].isupper()):
            yield from _split(prose)
            prose, listed = [], bool(item or labelled)
        if row:
            yield "| " + " | ".join(filter(None, (" ".join(cell.split()) for cell in _CELL.split(line))))
        else:
            prose.append(line[item.end() :] if item else line)
    yield from _split(prose)


def is_row(sentence: str) -> bool:
    """Whether a sentence is a row of a table: what its figures are stands in another, the header."""
    return sentence.startswith("| ")


def _split(lines: list[str]) -> Iterator[str]:
    for sentence in _SENTENCE.split("\n".join(lines)):
        if words := sentence.split():
            yield " ".join(words)
