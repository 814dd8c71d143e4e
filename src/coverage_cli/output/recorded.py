"""Find the record of provenance in an artefact, whatever kind of file it is."""

from __future__ import annotations

import json
import re
import zipfile
import zlib
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coverage_cli.domain.errors import UsageFault
from coverage_cli.output.artefacts import RECORD
from coverage_cli.output.provenance import SCHEMA, SIDECAR
from coverage_cli.output.sealing import NAME

if TYPE_CHECKING:
    from collections.abc import Iterator

_LARGEST = 256 << 20
"""Bytes; a bound on what is read of a file, or unpacked from it."""
_PNG = b"\x89PNG\r\n\x1a\n"
_IN_TEXT = re.compile(r'<(?:metadata|script)[^>]* id="coverage-provenance"[^>]*>(.*?)</(?:metadata|script)>', re.DOTALL)
_PROPERTY = re.compile(rf'<property [^>]*name="{NAME}-(\d+)"[^>]*>\s*<vt:lpwstr[^>]*>(.*?)</vt:lpwstr>', re.DOTALL)


def find_record(path: str) -> dict[str, Any]:
    """The record in the artefact, in the file beside it, or in the folder.

    Raises:
        UsageFault: the artefact cannot be read, or there is no record.

    """
    place = Path(path)
    try:
        candidates = [place / RECORD] if place.is_dir() else [place, Path(path + SIDECAR), place.parent / RECORD]
        for candidate in candidates:
            if candidate == place or candidate.exists():
                for text in _texts(_read(candidate)):
                    if (tree := _parsed(text)) is not None:
                        return tree
    except OSError as error:
        raise UsageFault("{path} cannot be read: {reason}", {"path": path, "reason": error.strerror or "-"}) from error
    raise UsageFault(
        "{path} says nothing of what it was made from; export it with --sidecar, which writes that beside it",
        {"path": path},
    )


def _read(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(_LARGEST)


def _texts(data: bytes) -> Iterator[str]:
    """Where a record may stand: chunks of a PNG, parts of an office file, elements of a page, or the whole file."""
    if data.startswith(_PNG):
        yield from _in_png(data)
    elif data.startswith(b"PK"):
        yield from _in_package(data)
    else:
        text = data.decode("utf-8", "replace")
        yield text
        yield from (unescape(found) for found in _IN_TEXT.findall(text))


def _in_png(data: bytes) -> Iterator[str]:
    at = len(_PNG)
    while at + 8 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        key, _, value = data[at + 8 : at + 8 + size].partition(b"\0")
        if key == b"coverage-provenance" and kind == b"tEXt":
            yield value.decode("latin-1")
        elif key == b"coverage-provenance" and kind == b"zTXt":
            yield zlib.decompressobj().decompress(value[1:], _LARGEST).decode("latin-1")
        elif key == b"coverage-provenance" and kind == b"iTXt":
            yield value.rpartition(b"\0")[2].decode("utf-8", "replace")
        at += size + 12


def _in_package(data: bytes) -> Iterator[str]:
    import io

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            part = package.getinfo("docProps/custom.xml")
            if part.file_size <= _LARGEST:
                found = _PROPERTY.findall(package.read(part).decode("utf-8", "replace"))
                yield "".join(unescape(text) for _, text in sorted(found, key=lambda one: int(one[0])))
    except (zipfile.BadZipFile, zlib.error, KeyError):
        return


def _parsed(text: str) -> dict[str, Any] | None:
    """The record, if the text is one; what a stranger put there is not trusted to have the right shape."""
    try:
        tree = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(tree, dict) or tree.get("schema") != SCHEMA or not isinstance(tree.get("inputs"), list):
        return None
    sound = all(
        isinstance(one, dict) and isinstance(one.get("path"), str) and isinstance(one.get("sha256"), str)
        for one in tree["inputs"]
    )
    return tree if sound else None
