"""Rows of a file without judging the others: those that have given texts, with their lines; and a sample as a hint."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from coverage_cli.intake.files.block import Block, Position, Positions
from coverage_cli.intake.files.opening import open_file
from coverage_cli.intake.files.record import Record, read_record
from coverage_cli.intake.headers.fields import Header

_FEW = 8
"""Texts that are looked for one by one, at the speed at which a disk is read; more are compared with every line."""


def rows_with(blocks: Iterable[bytes], texts: Collection[str], delimiter: str, above: int) -> Iterator[Block]:
    """Every row of a file that is one of the texts, in its order; the first `above` lines are no rows.

    For texts of one width, and files without quotes and lone carriage returns, in UTF-8: there a line is a row.
    """
    wanted = {text.encode() for text in texts}
    return _rows(blocks, lambda text: _equal(text, wanted), delimiter, above)


def rows_holding(blocks: Iterable[bytes], texts: Collection[str], delimiter: str, above: int) -> Iterator[Block]:
    """Every row of such a file in which one of a few texts stands, in its order."""
    wanted = [text.encode() for text in texts]
    return _rows(blocks, lambda text: _lines_with(text, wanted), delimiter, above)


def _rows(
    blocks: Iterable[bytes], find: Callable[[bytes], Iterable[tuple[int, bytes]]], delimiter: str, above: int
) -> Iterator[Block]:
    """The rows that `find` finds: lines of a text, with their numbers from 0."""
    rest, number = b"", 1
    for block in blocks:
        text = rest + block
        end = text.rfind(b"\n") + 1
        text, rest = text[:end], text[end:]
        if found := _found(find(text), number, above):
            yield _block(found, delimiter)
        number += text.count(b"\n")
    if found := _found(find(rest), number, above):
        yield _block(found, delimiter)


def _found(lines: Iterable[tuple[int, bytes]], first: int, above: int) -> dict[int, str]:
    """The lines below those `above`, by their number; `first` is that of a text's first line."""
    return {first + at: line.removesuffix(b"\r").decode() for at, line in lines if first + at > above}


def _equal(text: bytes, wanted: Collection[bytes]) -> Iterator[tuple[int, bytes]]:
    """Every line, with its number from 0, that is wanted."""
    lines = _lines_with(text, wanted) if len(wanted) <= _FEW else enumerate(text.split(b"\n"))
    return ((at, line) for at, line in lines if line.removesuffix(b"\r") in wanted)


def _lines_with(text: bytes, needles: Collection[bytes]) -> Iterator[tuple[int, bytes]]:
    """Every line, with its number from 0, in which one of the needles stands."""
    starts: set[int] = set()
    for needle in needles:
        at = text.find(needle)
        while at >= 0:
            starts.add(text.rfind(b"\n", 0, at) + 1)
            after = text.find(b"\n", at)
            at = text.find(needle, after) if after >= 0 else -1
    number = before = 0
    for start in sorted(starts):
        number, before = number + text.count(b"\n", before, start), start
        end = text.find(b"\n", start)
        yield number, text[start : end if end >= 0 else len(text)]


def _block(found: dict[int, str], delimiter: str) -> Block:
    width = next(iter(found.values())).count(delimiter) + 1
    cells = delimiter.join(found.values()).split(delimiter)
    return Block(
        [cells[column::width] for column in range(width)], list(found), width, positions=_InLines(found, delimiter)
    )


class _InLines(Positions):
    """Where cells begin in single lines."""

    def __init__(self, found: dict[int, str], delimiter: str) -> None:
        self._found, self._delimiter = found, delimiter

    def of(self, line: int, column: int) -> Position:
        before = self._found[line].split(self._delimiter)[:column]
        return line, sum(map(len, before)) + len(self._delimiter) * column + 1


_PIECES = 4096
"""A column sorted by branch shows all branches with more than this share of the rows."""
_PIECE = 320
_SMALL = 1 << 16
"""Bytes of a file that is its own sample."""


def sample_rows(path: str, header: Header) -> tuple[list[list[list[str]]], bool]:
    """Rows that begin in pieces spread evenly over an unpacked file, piece by piece; others are left out.

    Also whether they are all rows there are: of a small file there is one piece. A hint at what columns hold, from
    which nothing is concluded.
    """
    with open_file(path) as stream:
        size = os.fstat(stream.fileno()).st_size
        if size <= _SMALL:
            rows = _split(_lines(stream.read())[header.first - 1 :], header)
            return [rows] if rows else [], True
        pieces = []
        for start in range(0, size, max(_PIECE, size // _PIECES)):
            stream.seek(start)
            if rows := _split(_lines(stream.read(_PIECE))[1:-1], header):
                pieces.append(rows)
    return pieces, False


def _lines(data: bytes) -> list[str]:
    return data.decode("utf-8", "replace").split("\n")


def _split(lines: Sequence[str], header: Header) -> list[list[str]]:
    """The cells of the lines that are a row each."""
    records = [read_record([line.removesuffix("\r")], 0, header.delimiter) for line in lines]
    return [one.cells for one in records if isinstance(one, Record) and len(one.cells) == len(header.names)]
