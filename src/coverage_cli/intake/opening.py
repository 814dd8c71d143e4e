"""Open an input, tell by its first bytes what it is, and read it in blocks of bounded size."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import stat
import zlib
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, cast

from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.phrases import phrase
from coverage_cli.domain.system import unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coverage_cli.domain.phrases import Phrase

BLOCK = 1 << 16
"""Bytes read at a time: the cells of a block stay in the processor's cache (measured: a third less time than 1 MB)."""
HEAD = 4096
"""Bytes by which a file is told."""

_MAGIC = (
    (b"PK\x03\x04", phrase("a spreadsheet or zip archive (xlsx, ods, zip)")),
    (b"\x1f\x8b", phrase("a gzip file")),
    (b"PAR1", phrase("a Parquet file")),
    (b"%PDF", phrase("a PDF")),
    (b"\xd0\xcf\x11\xe0", phrase("an old or a locked Excel workbook (xls)")),
    (b"SQLite format 3", phrase("an SQLite database")),
    (b"BZh", phrase("a bzip2 file")),
    (b"\xfd7zXZ", phrase("an xz file")),
    (b"(\xb5/\xfd", phrase("a zstd file")),
    (b"\x89PNG", phrase("a picture")),
    (b"\xff\xd8\xff", phrase("a picture")),
    (b"\xff\xfe\0\0", phrase("UTF-32 text")),
    (b"\0\0\xfe\xff", phrase("UTF-32 text")),
    (b"{\\rtf", phrase("a text-processor document (RTF)")),
)
_FORMS = (
    (re.compile(rb"[\xef\xbb\xbf\s]*<(?:!doctype|html|\?xml|table)", re.IGNORECASE), phrase("a web page or XML")),
    (re.compile(rb'[\xef\xbb\xbf\s]*(?:\{\s*"[^"]*"\s*:|\[\s*[\[{])'), phrase("JSON")),
)


@dataclass(slots=True)
class Bytes:
    """The bytes of one input, block by block; `sha256` is known once all were read, `done` counts those on the disk."""

    path: str
    packed: bool = False
    sha256: str = field(default="", init=False)
    done: int = field(default=0, init=False)

    def head(self) -> bytes:
        """The first unpacked bytes.

        Raises:
            UsageFault: the file cannot be opened or read.

        """
        first = next(self.blocks(), b"")
        return first[:HEAD]

    def blocks(self) -> Iterator[bytes]:
        """Blocks of at most `BLOCK` unpacked bytes.

        Raises:
            UsageFault: the file cannot be opened or read.

        """
        digest = hashlib.sha256()
        try:
            with open_file(self.path) as raw:
                stream: IO[bytes] = raw
                if self.packed:
                    stream = cast("IO[bytes]", gzip.GzipFile(fileobj=_Hashing(raw, digest), mode="rb"))
                while block := stream.read(BLOCK):
                    if not (self.packed or self.sha256):  # hashed once: a second look is for places
                        digest.update(block)
                    self.done = raw.tell()
                    yield block
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise UsageFault("{path:path} is a damaged gzip file; pack it again", {"path": self.path}) from error
        except OSError as error:
            raise unreadable(self.path, error) from error
        self.sha256 = self.sha256 or digest.hexdigest()


class _Hashing:
    """A readable that hashes what passes through it."""

    def __init__(self, raw: IO[bytes], digest: hashlib._Hash) -> None:
        self._raw, self._digest = raw, digest

    def read(self, size: int = -1) -> bytes:
        block = self._raw.read(size)
        self._digest.update(block)
        return block

    def seek(self, offset: int) -> int:
        """Refused: what was hashed was hashed."""
        raise OSError(f"cannot seek to {offset}")


def open_file(path: str) -> IO[bytes]:
    """Open a regular file for reading; anything else could block for ever.

    Raises:
        UsageFault: missing, a folder, a pipe or a device.
        OSError: not permitted.

    """
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116 - "path" may hold characters that Path would fold
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error
    if stat.S_ISDIR(mode):
        raise UsageFault("{path:path} is a folder; name the file in it", {"path": path})
    if not stat.S_ISREG(mode):
        raise UsageFault(
            "{path:path} is a pipe or a device, which cannot be read twice; write it to a file, or use - for "
            "standard input",
            {"path": path},
        )
    return open(path, "rb")  # noqa: PTH123 - closed by the caller's with


def first_bytes(path: str, size: int = HEAD) -> bytes:
    """The start of a file.

    Raises:
        UsageFault: it cannot be opened.

    """
    try:
        with open_file(path) as stream:
            return stream.read(size)
    except OSError as error:
        raise unreadable(path, error) from error


def is_packed(path: str, head: bytes) -> bool:
    """Whether a file is a packed table by its name and by its bytes."""
    return path.casefold().endswith(".gz") and head.startswith(b"\x1f\x8b")


def is_workbook(path: str, head: bytes) -> bool:
    """Whether a file is a workbook by its name and by its bytes."""
    return path.casefold().endswith((".xlsx", ".xlsm")) and head.startswith(b"PK\x03\x04")


_MOST_NULS = 0.05
"""Share of zero bytes above which bytes are no text; a few are damage, and named cell by cell."""


def last_bytes(path: str, size: int) -> bytes:
    """The end of a file.

    Raises:
        UsageFault: it cannot be opened.

    """
    try:
        with open_file(path) as stream:
            stream.seek(max(0, stream.seek(0, os.SEEK_END) - size))
            return stream.read()
    except OSError as error:
        raise unreadable(path, error) from error


def is_parquet(path: str) -> bool:
    """Whether a file is Parquet, or says so and was cut off; a CSV file is none, whatever it begins with.

    Raises:
        UsageFault: the file cannot be opened.

    """
    mark = b"PAR1"
    if path == "-" or first_bytes(path, len(mark)) != mark:
        return False
    return path.casefold().endswith(".parquet") or last_bytes(path, len(mark)) == mark


def recognise(head: bytes, encoding: str | None = None) -> Phrase | None:
    """What the bytes are where they are not delimited text in the declared encoding; None where they may be."""
    for magic, what in _MAGIC:
        if head.startswith(magic):
            return what
    for form, what in _FORMS:
        if form.match(head):
            return what
    if encoding is not None and encoding.startswith("utf-16"):
        return None
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return phrase("UTF-16 text")
    if head.count(b"\x00") > len(head) * _MOST_NULS:
        every_other = min(head[::2].count(b"\x00"), head[1::2].count(b"\x00")) == 0
        return phrase("UTF-16 text without a mark") if every_other else phrase("binary data")
    return None


def is_utf8_after_all(source: Bytes, encoding: str | None) -> bool:
    """Whether letters beyond ASCII are UTF-8 where one byte a letter is declared: names would be read as rubbish."""
    if encoding not in {"cp1252", "latin-1"}:
        return False
    first = next(source.blocks(), b"")
    cut = first[: max(first.rfind(b"\n"), first.rfind(b"\r")) + 1] or first  # whole lines, hence whole letters
    try:
        return not cut.isascii() and bool(cut.decode("utf-8")) and bool(cut.decode(encoding))
    except UnicodeDecodeError:
        return False


def sha256_of(path: str) -> str:
    """The SHA-256 of a file's bytes.

    Raises:
        UsageFault: it cannot be opened or read.

    """
    source = Bytes(path)
    for _ in source.blocks():
        pass
    return source.sha256
