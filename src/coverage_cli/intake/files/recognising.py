"""Tell what a file is by its first bytes."""

from __future__ import annotations

import re
from itertools import chain
from typing import NamedTuple

from coverage_cli.config.layout import WORKBOOKS
from coverage_cli.domain.parquet import MARK
from coverage_cli.domain.phrases import phrase
from coverage_cli.intake.files.opening import Bytes, first_bytes, last_bytes

_ZIP, _GZIP, _POINTER = b"PK\x03\x04", b"\x1f\x8b", b"version https://git-lfs.github.com/"
_MAGIC = (
    (_ZIP, phrase("a spreadsheet or zip archive (xlsx, ods, zip)")),
    (_GZIP, phrase("a gzip file")),
    (MARK, phrase("a Parquet file")),
    (_POINTER, phrase("a pointer of Git LFS to a file that is not here")),
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
    (re.compile(rb"PARE.{3}\0", re.DOTALL), phrase("an encrypted Parquet file")),  # and not the city of Parepare
    (re.compile(rb"[\xef\xbb\xbf\s]*<(?:!doctype|html|\?xml|table)", re.IGNORECASE), phrase("a web page or XML")),
    (re.compile(rb'[\xef\xbb\xbf\s]*(?:\{\s*"[^"]*"\s*:|\[\s*[\[{])'), phrase("JSON")),
)
_WAYS = {
    _ZIP: phrase(
        "; or, where it is a workbook, give it the ending .xlsx, and list it under inputs: in config/sources.yaml"
    ),
    _GZIP: phrase("; or, where it is packed CSV, give it the ending .csv.gz"),
    _POINTER: phrase("; or fetch the file: git lfs pull, in GitHub Actions lfs: true of actions/checkout"),
    MARK: phrase("; or give it the ending .parquet, and list it under inputs: in config/sources.yaml"),
}
"""How what begins so is read, other than as the hint of F101 says."""
_MOST_NULS = 0.05
"""Share of zero bytes above which bytes are no text; a few are damage, and named cell by cell."""


def is_packed(path: str, head: bytes) -> bool:
    """Whether a file is a packed table by its name and by its bytes."""
    return path.casefold().endswith(".gz") and head.startswith(_GZIP)


def is_workbook(path: str, head: bytes) -> bool:
    """Whether a file is a workbook by its name and by its bytes."""
    return path.casefold().endswith(WORKBOOKS) and head.startswith(_ZIP)


def is_parquet(path: str) -> bool:
    """Whether a file is Parquet, or says so and was cut off; what is called CSV is none, whatever it begins with."""
    name = path.casefold()
    if path == "-" or name.endswith((".csv", ".csv.gz")) or first_bytes(path, len(MARK)) != MARK:
        return False
    return name.endswith(".parquet") or last_bytes(path, len(MARK)) == MARK


class Foreign(NamedTuple):
    """The rule by which bytes are no delimited text in the declared encoding, and what fills its sentences."""

    code: str
    args: tuple[tuple[str, str], ...]


def recognise(head: bytes, encoding: str | None = None) -> Foreign | None:
    """What the bytes are where they are not delimited text in the declared encoding; None where they may be."""
    known = chain(
        (what for magic, what in _MAGIC if head.startswith(magic)), (what for form, what in _FORMS if form.match(head))
    )
    if (what := next(known, None)) is not None:
        way = next((way for magic, way in _WAYS.items() if head.startswith(magic)), "")
        return Foreign("F101", (("what", what), ("also", way)))
    if encoding is not None and encoding.startswith("utf-16"):
        return None
    if (form := utf_16_of(head)) is not None:
        what = phrase("UTF-16 text") if form == "utf-16" else phrase("UTF-16 text without a mark")
        return Foreign("F106", (("what", what), ("written", form)))
    return Foreign("F101", (("what", phrase("binary data")), ("also", ""))) if _is_binary(head) else None


def utf_16_of(head: bytes) -> str | None:
    """Which kind of UTF-16 the bytes are: by their mark, or by every other byte of ASCII letters, which is 0."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    forms = ("utf-16-le", "utf-16-be") if _is_binary(head) else ()
    return next((form for start, form in enumerate(forms) if not head[start::2].count(b"\x00")), None)


def _is_binary(head: bytes) -> bool:
    return head.count(b"\x00") > len(head) * _MOST_NULS


def is_utf8_after_all(source: Bytes, encoding: str | None) -> bool:
    """Whether letters beyond ASCII are UTF-8 where one byte a letter is declared: names would be read as rubbish."""
    if encoding is None or encoding.startswith("utf"):
        return False
    first = next(source.blocks(), b"")
    cut = first[: max(first.rfind(b"\n"), first.rfind(b"\r")) + 1] or first  # whole lines, hence whole letters
    try:
        return not cut.isascii() and bool(cut.decode("utf-8")) and bool(cut.decode(encoding))
    except UnicodeDecodeError:
        return False
