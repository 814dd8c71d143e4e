"""Find the record of provenance in an artefact, whatever kind of file it is."""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple

from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.system import unreadable
from coverage_cli.output.artefacts import RECORD
from coverage_cli.output.deck.names import beyond
from coverage_cli.output.provenance import SCHEMA, SIDECAR, named_in
from coverage_cli.output.sealing import NAME

_LARGEST = 256 << 20
"""Bytes; a bound on what is read of a file, or unpacked from it."""
_DAMAGED = (zipfile.BadZipFile, zlib.error, RuntimeError)
"""What reading a package or a chunk raises that is damaged, or encrypted."""
_PNG = b"\x89PNG\r\n\x1a\n"
_IN_TEXT = re.compile(r'<(?:metadata|script)[^>]* id="coverage-provenance"[^>]*>(.*?)</(?:metadata|script)>', re.DOTALL)
_SLIDE = re.compile(r"ppt/(?:slides|notesSlides)/\w+\.xml")
_SHAPE = re.compile(r'<p:cNvPr [^>]*\bname="([^"]*)"')
_RUN = re.compile(r"<a:t>([^<]*)</a:t>")
_PROPERTY = re.compile(rf'<property [^>]*name="{NAME}-(\d+)"[^>]*>\s*<vt:lpwstr[^>]*>(.*?)</vt:lpwstr>', re.DOTALL)


class Recorded(NamedTuple):
    """A record, and the SHA-256 that files had when they were exported, by their paths now.

    `others` are SHA-256 of inputs that the slides of a deck name and its record does not; `beyond` are names of
    shapes that hold figures of ours, and that no export with the recorded options fills.
    """

    record: dict[str, Any]
    artefacts: dict[Path, str]
    others: tuple[str, ...] = ()
    beyond: tuple[str, ...] = ()

    @property
    def options(self) -> frozenset[str]:
        """The names of the options that were given."""
        return frozenset(_options(self.record))


def _options(record: dict[str, Any]) -> list[str]:
    """The options by their names, as often as they were given, as far as a stranger's record has the right shape."""
    given = record.get("options")
    pairs = given if isinstance(given, list) else []
    return [pair[0] for pair in pairs if isinstance(pair, list) and pair and isinstance(pair[0], str)]


def find_record(path: str) -> Recorded:
    """The record in the artefact, in the file beside it, or in the folder.

    Raises:
        UsageFault: the artefact cannot be read, or there is no record.
    """
    place = Path(path)
    try:
        found = _of_folder(place) if place.is_dir() else _of_file(place)
    except OSError as error:
        raise unreadable(path, error) from error
    if found is None:
        raise UsageFault(
            "{path:path} says nothing of what it was made from; export it with --sidecar, which writes that beside it",
            {"path": path},
        )
    return found


def _of_folder(place: Path) -> Recorded | None:
    record = place / RECORD
    if record.exists() and (tree := _record_in(record)):
        return Recorded(tree, {place / name: sha256 for name, sha256 in _artefacts(tree).items()})
    return None


def _of_file(place: Path) -> Recorded | None:
    """By the file itself, the record beside it (under whatever name both have now), or that of its folder."""
    inner, beside, folder = _record_in(place), Path(f"{place}{SIDECAR}"), place.parent / RECORD
    if beside.exists() and (tree := _record_in(beside)):
        made = dict(zip([place], _artefacts(tree).values(), strict=False))
        return Recorded(inner or tree, made, *_shown(place, inner or tree))
    if inner:
        return Recorded(inner, {}, *_shown(place, inner))
    if folder.exists() and (tree := _record_in(folder)) and place.name in _artefacts(tree):
        return Recorded(tree, {place: _artefacts(tree)[place.name]})
    return None


def _record_in(path: Path) -> dict[str, Any] | None:
    return next(filter(None, map(_parsed, _texts(_read(path)))), None)


def _shown(place: Path, record: dict[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What slides and their notes tell and the record does not: it was there before, or came from another deck."""
    pages = list(_slides(_read(place)))
    told = {sha256 for page in pages for text in _paragraphs(page) for sha256 in named_in(text)}
    shapes = (unescape(name) for page in pages for name in _SHAPE.findall(page))
    return tuple(sorted(told - {one["sha256"] for one in record["inputs"]})), tuple(beyond(shapes, _options(record)))


def _slides(data: bytes) -> Iterator[str]:
    """The slides and notes pages of a deck, as XML."""
    with suppress(*_DAMAGED), zipfile.ZipFile(io.BytesIO(data)) as package:
        for part in package.infolist():
            if _SLIDE.fullmatch(part.filename) and part.file_size <= _LARGEST:
                yield package.read(part).decode("utf-8", "replace")


def _paragraphs(page: str) -> Iterator[str]:
    yield from ("".join(_RUN.findall(paragraph)) for paragraph in page.split("</a:p>"))


def _artefacts(tree: dict[str, Any]) -> dict[str, str]:
    return {one["name"]: one["sha256"] for one in tree.get("artefacts", ())}


def _read(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(_LARGEST)


def _texts(data: bytes) -> Iterator[str]:
    """Where a record may stand: chunks of a PNG, parts of an office file, elements of a page, or the whole file."""
    if data.startswith(_PNG):
        with suppress(*_DAMAGED):
            yield from _in_png(data)
    elif data.startswith(b"PK"):
        with suppress(*_DAMAGED, KeyError):
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
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        part = package.getinfo("docProps/custom.xml")
        if part.file_size <= _LARGEST:
            found = _PROPERTY.findall(package.read(part).decode("utf-8", "replace"))
            yield "".join(unescape(text) for _, text in sorted(found, key=lambda one: int(one[0])))


def _parsed(text: str) -> dict[str, Any] | None:
    """The record, if the text is one; what a stranger put there is not trusted to have the right shape."""
    try:
        tree = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(tree, dict) or tree.get("schema") != SCHEMA or "inputs" not in tree:
        return None
    sound = _named(tree["inputs"], "path") and _named(tree.get("artefacts", []), "name")
    return tree if sound else None


def _named(entries: object, key: str) -> bool:
    """Whether this is a list of files with their SHA-256."""
    return isinstance(entries, list) and all(
        isinstance(one, dict) and isinstance(one.get(key), str) and isinstance(one.get("sha256"), str)
        for one in entries
    )
