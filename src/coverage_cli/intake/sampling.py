"""Rows from all over a file, quickly: a hint at what its columns hold, from which nothing is concluded."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from coverage_cli.intake.opening import open_file
from coverage_cli.intake.tokens import Record, read_record

if TYPE_CHECKING:
    from coverage_cli.intake.header import Header

_PIECES = 4096
"""A column sorted by branch shows all branches with more than this share of the rows."""
_PIECE = 320


def sample_rows(path: str, header: Header) -> list[list[list[str]]]:
    """Rows that begin in pieces spread evenly over an unpacked file, piece by piece; others are left out."""
    with open_file(path) as stream:
        size = os.fstat(stream.fileno()).st_size
        step = max(_PIECE, size // _PIECES)
        width, pieces = len(header.names), []
        for start in range(0, size, step):
            stream.seek(start)
            lines = stream.read(_PIECE).decode("utf-8", "replace").split("\n")[1:-1]
            records = [read_record([line.removesuffix("\r")], 0, header.delimiter) for line in lines]
            rows = [one.cells for one in records if isinstance(one, Record) and len(one.cells) == width]
            if rows:
                pieces.append(rows)
    return pieces
