"""Bytes to physical lines.

A line ends with LF, CR LF or CR, as editors count them. Nothing else ends one: U+0085, U+2028, VT and FF are
characters. Bytes that are not valid stay recognisable as lone surrogates, so that each bad line can be named.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coverage_cli.intake.opening import Bytes

LONGEST_RECORD = 1 << 20
"""Characters of one record; a bound on memory that no table of counts reaches."""

BAD_BYTE = re.compile("[\udc80-\udcff]")
"""A byte that is not valid in the file's encoding."""


class Lines(NamedTuple):
    """Successive physical lines without their ends; `first` is the number of the first one, from 1."""

    first: int
    lines: list[str]
    spoilt: bool = False
    """Whether bytes that are no text may be among them."""


class OverlongLineError(Exception):
    """A line exceeds `LONGEST_RECORD`; `args[0]` is its number."""


def physical_lines(source: Bytes, encoding: str | None = None) -> Iterator[Lines]:
    """The lines of a file, in chunks of about a block.

    Raises:
        OverlongLineError: a line is longer than `LONGEST_RECORD` characters.
        UsageFault: the file cannot be read.

    """
    spoilt = False
    decoder = codecs.getincrementaldecoder(encoding or "utf-8")("surrogateescape")
    rest, number, start = "", 1, True
    for block in source.blocks():
        text = rest + decoder.decode(block)
        # Asked once for a block, since most blocks are clean.
        spoilt = spoilt or not (text.isascii() or BAD_BYTE.search(text) is None)
        if start and text:
            text, start = text.removeprefix("\ufeff"), False
        # A CR at the end may be half of a CR LF: keep it for the next block.
        held = "\r" if text.endswith("\r") else ""
        lines = _split(text[:-1] if held else text)
        rest = lines.pop() + held
        if len(rest) > LONGEST_RECORD:
            raise OverlongLineError(number + len(lines))
        if lines:
            yield Lines(number, lines, spoilt)
            number += len(lines)
    text = rest + decoder.decode(b"", final=True)
    spoilt = spoilt or BAD_BYTE.search(text) is not None
    lines = _split(text)
    if lines[-1] == "":
        lines.pop()
    if lines:
        yield Lines(number, lines, spoilt)


def _split(text: str) -> list[str]:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.split("\n")
