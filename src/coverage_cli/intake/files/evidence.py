"""Evidence that a file has one reading: what its bytes hold decides whether an engine may split it.

A file without a quote and with one kind of line end has a trivial grammar, in which every reader agrees; its rows
are its lines that are not empty. Whatever is not proved here goes through the exact reader.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coverage_cli.domain.signs import COMMENT
from coverage_cli.intake.files.opening import Bytes
from coverage_cli.intake.files.text import LONGEST_RECORD

if TYPE_CHECKING:
    from threading import Event

_FIRST_HARMLESS = 9
"""Bytes below the tab have meanings of their own in an engine."""
_PIECE = 1 << 18
"""Bytes looked at together: what a processor's cache holds."""
_LF, _CR = 10, 13
_COMMENT = re.compile(
    rb"[\n\r]\"?(?:[\t\x0b\x0c\x1c-\x20\xc2\xe1-\xe3][\x80-\xbf]*)*(?:%s)"
    % b"|".join(re.escape(mark.rstrip()).encode() for mark in COMMENT)
)
"""Lines that may begin as a comment does; the exact reader says whether they do."""


@dataclass(slots=True)
class Evidence:
    """What was seen in all bytes of a file. `lines` are those that are not empty.

    `odd` is something that readers disagree about, or that is no text: line ends of two kinds, bytes that are not
    UTF-8, control bytes, a line that is too long; with `unread`, which says that no engine looks at the first column's
    cells, a line that begins as a comment. Blocks are shorter than the longest record.
    """

    unread: bool
    lines: int = 0
    quotes: bool = False
    odd: bool = False
    _decoder: codecs.IncrementalDecoder = field(default_factory=codecs.getincrementaldecoder("utf-8"))
    _foreign: bool = False
    _last: int = _LF
    _end: bytes = b"\n"
    """What came from the last line end on, where `unread`."""
    _open: int = 0
    """Bytes since the last line end."""
    _ends: int = 0
    _returns: int = 0
    _pairs: int = 0

    def look(self, block: bytes) -> None:
        """Take in the next block."""
        self.quotes = self.quotes or b'"' in block
        if not self._is_text(block) or self._is_endless(block):
            self.odd = True
        if self.unread and not self.odd:
            fresh = self._end + block
            self.odd = _COMMENT.search(fresh) is not None
            self._end = fresh[max(fresh.rfind(b"\n"), fresh.rfind(b"\r")) :]
        returns = bool(self._returns) or b"\r" in block
        for start in range(0, len(block), _PIECE):
            self._lines(block[start : start + _PIECE], returns=returns)

    def _is_endless(self, block: bytes) -> bool:
        """Whether a line that ends in this block, or does not end yet, is longer than the exact reader takes."""
        first = block.find(b"\n")
        length = self._open + (len(block) if first < 0 else first)
        self._open = length if first < 0 else len(block) - 1 - block.rfind(b"\n")
        return length > LONGEST_RECORD

    def _is_text(self, block: bytes) -> bool:
        if not self._foreign and block.isascii():
            return True
        self._foreign = True
        try:
            self._decoder.decode(block)
        except UnicodeDecodeError:
            return False
        return True

    def _lines(self, piece: bytes, *, returns: bool) -> None:
        """Count line ends, and lines that are not empty: those where something follows a line end."""
        import numpy as np

        text = np.frombuffer(piece, np.uint8)
        self.odd = self.odd or bool(text.min() < _FIRST_HARMLESS)
        ends = text == _LF
        found = int(np.count_nonzero(ends))
        # Lines begin after line ends; those that begin with a line end are empty.
        begun = found - bool(ends[-1]) + (self._last == _LF)
        empty = int(np.count_nonzero(ends[1:] & ends[:-1])) + bool(ends[0] and self._last == _LF)
        if returns:
            marks = text == _CR
            pairs = int(np.count_nonzero(marks[:-1] & ends[1:])) + bool(ends[0] and self._last == _CR)
            empty += int(np.count_nonzero(marks[1:] & ends[:-1])) + bool(marks[0] and self._last == _LF)
            self._returns += int(np.count_nonzero(marks))
            self._pairs += pairs
        self._ends += found
        self.lines += begun - empty
        self._last = piece[-1]

    def close(self) -> None:
        """Judge what only the end shows."""
        if self._returns and not self._returns == self._pairs == self._ends:
            self.odd = True
        if self._foreign:
            try:
                self._decoder.decode(b"", final=True)
            except UnicodeDecodeError:
                self.odd = True


def evidence(source: Bytes, stop: Event, *, unread: bool) -> Evidence:
    """Look at all bytes of a file, until `stop` is set; `unread` says that no engine looks at its first column."""
    seen = Evidence(unread=unread)
    for block in source.blocks():
        if stop.is_set():
            break
        seen.look(block)
    seen.close()
    return seen
