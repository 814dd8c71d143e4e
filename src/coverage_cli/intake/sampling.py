"""Rows from all over a file, quickly: a hint at what its columns hold, from which nothing is concluded."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from coverage_cli.intake.opening import open_file
from coverage_cli.intake.tokens import Record, read_record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_cli.intake.fields import Header

_PIECES = 4096
"""A column sorted by branch shows all branches with more than this share of the rows."""
_PIECE = 320
_SMALL = 1 << 16
"""Bytes of a file that is its own sample."""


def sample_rows(path: str, header: Header) -> tuple[list[list[list[str]]], bool]:
    """Rows that begin in pieces spread evenly over an unpacked file, piece by piece; others are left out.

    Also whether they are all rows there are: of a small file there is one piece.
    """
    with open_file(path) as stream:
        size = os.fstat(stream.fileno()).st_size
        if size <= _SMALL:
            rows = _rows(_lines(stream.read())[header.line + header.taken - 1 :], header)
            return [rows] if rows else [], True
        pieces = []
        for start in range(0, size, max(_PIECE, size // _PIECES)):
            stream.seek(start)
            if rows := _rows(_lines(stream.read(_PIECE))[1:-1], header):
                pieces.append(rows)
    return pieces, False


def _lines(data: bytes) -> list[str]:
    return data.decode("utf-8", "replace").split("\n")


def _rows(lines: Sequence[str], header: Header) -> list[list[str]]:
    """The cells of the lines that are a row each."""
    records = [read_record([line.removesuffix("\r")], 0, header.delimiter) for line in lines]
    return [one.cells for one in records if isinstance(one, Record) and len(one.cells) == len(header.names)]
