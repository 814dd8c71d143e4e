"""A part of a workbook's archive as a stream of XML, without document types and entities, and in bounded size."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO
from xml.parsers import expat

from coverage_cli.domain.phrases import Phrase, phrase
from coverage_cli.intake.cells.unread import Struck

LARGEST = 1 << 30
"""Bytes of a workbook, and unpacked ones of one part; a bound on time and memory that no table of counts reaches."""
_CHUNK = 1 << 16
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
BROKEN = (zipfile.BadZipFile, zlib.error, expat.ExpatError, KeyError, ValueError, EOFError, NotImplementedError,
          RuntimeError, IndexError)  # fmt: skip
"""What a damaged archive, or damaged XML in it, raises."""


class DamagedError(Exception):
    """The workbook cannot be read; `what` says why, `line` and `column` where, if known."""

    def __init__(self, what: Phrase, line: int = 0, column: int = 0) -> None:
        super().__init__(what)
        self.what, self.line, self.column = what, line, column


def parse(archive: zipfile.ZipFile, part: str, **handlers: Callable[..., object]) -> Iterator[None]:
    """Feed a part of a workbook's archive to expat handlers, pausing after each chunk.

    Raises:
        DamagedError: the part is missing, damaged, too large, or declares a document type.
    """
    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.buffer_text = True
    for name, handler in handlers.items():
        setattr(parser, name, handler)
    try:
        with archive.open(part) as stream:
            yield from _feed(parser, stream)
    except BROKEN as error:
        raise DamagedError(phrase("a part of it is damaged")) from error


def _feed(parser: expat.XMLParserType, stream: IO[bytes]) -> Iterator[None]:
    size = 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > LARGEST:
            raise DamagedError(phrase("it is too large"))
        parser.Parse(chunk, False)
        yield
    parser.Parse(b"", True)
    yield


def _refuse_doctype(*_: object) -> None:
    raise DamagedError(phrase("it declares a document type"))


def local(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition("}")[2]


def unescaped(text: str) -> str:
    """Text with the characters that XML cannot hold put back (`_x000D_`)."""

    def letter(match: re.Match[str]) -> str:
        code = int(match[1], 16)
        return match[0] if 0xD800 <= code <= 0xDFFF else chr(code)  # noqa: PLR2004 - lone surrogates are no text

    if isinstance(text, Struck):
        return Struck(unescaped(text.text))
    return _ESCAPED.sub(letter, text) if "_x" in text else text
