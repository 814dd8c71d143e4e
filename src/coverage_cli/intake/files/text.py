"""Bytes to physical lines.

A line ends with LF, CR LF or CR, as editors count them. Nothing else ends one: U+0085, U+2028, VT and FF are
characters. Bytes that are not valid stay recognisable as lone surrogates, so that each bad line can be named.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

from coverage_cli.intake.files.opening import Bytes

LONGEST_RECORD = 1 << 20
"""Characters of one record; a bound on memory that no table of counts reaches."""

BAD_BYTE = re.compile("[\udc00-\udcff]")
"""A byte that is not valid in the file's encoding."""
OVERLONG = "\ud800"
"""Stands for a line of more than `LONGEST_RECORD` characters, which is not kept."""
SPOILT = re.compile("[\ud800\udc00-\udcff]")
"""What no text of a file decodes to: a bad byte, or a line that was not kept."""
_BAD_BYTES = "coverage-bad-bytes"


class Lines(NamedTuple):
    """Successive physical lines without their ends; `first` is the number of the first one, from 1."""

    first: int
    lines: list[str]
    spoilt: bool = False
    """Whether any of them may hold what `SPOILT` finds."""


def _escape(error: UnicodeError) -> tuple[str, int]:
    """Each byte that is not valid as a lone surrogate; `surrogateescape` fails on bytes below 0x80 (UTF-16)."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(chr(0xDC00 + byte) for byte in error.object[error.start : error.end]), error.end


codecs.register_error(_BAD_BYTES, _escape)


def decode(data: bytes, encoding: str | None) -> str:
    """Text of the start of a file, cut characters at its end left out."""
    return _decoded(codecs.getincrementaldecoder(encoding or "utf-8")(_BAD_BYTES), data)


def _decoded(decoder: codecs.IncrementalDecoder, data: bytes) -> str:
    """The text; UTF-16 that does not say its byte order could be read in two ways, so its first byte is not valid."""
    try:
        return decoder.decode(data)
    except UnicodeError:  # from Python 3.13 on a UnicodeDecodeError; no other one passes `_escape`
        return chr(0xDC00 + data[0])


def physical_lines(source: Bytes, encoding: str | None) -> Iterator[Lines]:
    """The lines of a file, in chunks of about a block."""
    decoder = codecs.getincrementaldecoder(encoding or "utf-8")(_BAD_BYTES)
    rest, number, start = "", 1, True
    for block in source.blocks():
        text = rest + _decoded(decoder, block)
        if start and text:
            text, start = text.removeprefix("\ufeff"), False
        # A CR at the end may be half of a CR LF: keep it for the next block.
        held = "\r" if text.endswith("\r") else ""
        lines = _split(text[:-1] if held else text)
        rest = _bounded(lines.pop()) + held
        if lines:
            yield _chunk(number, lines, text)
            number += len(lines)
    text = rest + decoder.decode(b"", final=True)
    lines = _split(text)
    lines[-1] = _bounded(lines[-1])
    if lines[-1] == "":
        lines.pop()
    if lines:
        yield _chunk(number, lines, text)


def _chunk(number: int, lines: list[str], text: str) -> Lines:
    lines[0] = _bounded(lines[0])  # it alone may have begun in an earlier block
    return Lines(number, lines, lines[0] == OVERLONG or (not text.isascii() and SPOILT.search(text) is not None))


def _bounded(line: str) -> str:
    """The line, or the sign that it is too long; what follows such a sign belongs to the same line."""
    return OVERLONG if len(line) > LONGEST_RECORD or line.startswith(OVERLONG) else line


def _split(text: str) -> list[str]:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.split("\n")
