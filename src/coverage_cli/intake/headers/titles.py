"""Titles above a table: the header is the first line that is filled as the rows are, whatever its names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from coverage_cli.domain.choices import DELIMITERS
from coverage_cli.intake.files.record import Record, read_record
from coverage_cli.intake.headers.roles import is_count

_LINES = 20
"""Those that are looked at."""


def usual_mark(lines: Sequence[str]) -> str | None:
    """The mark that splits most of a text's first lines in the same way; None where none does."""
    marks = DELIMITERS.values()
    counts = Counter((mark, line.count(mark)) for line in lines[:_LINES] for mark in marks if mark in line)
    return max(counts, key=lambda found: (counts[found], found[0] == "\t", found[1]), default=(None, 0))[0]


def split_lines(lines: list[str], mark: str) -> list[tuple[int, list[str]]]:
    """A text's first lines by their numbers, split; one that is no record alone is empty."""
    # Quoted commas of numbers part nothing: their rows would look wider than the header.
    records = [read_record(lines, at, mark) for at in range(len(lines[:_LINES]))]
    return [(at, read.cells if isinstance(read, Record) else []) for at, read in enumerate(records, 1)]


def full_line(rows: Sequence[tuple[int, Sequence[str]]]) -> int | None:
    """The number of the first row that is filled as the fullest are, or half so."""
    most = max((_filled(cells) for _, cells in rows), default=0)
    return next((number for number, cells in rows if _filled(cells) * 2 > most), None)


def below_title(rows: Sequence[tuple[int, Sequence[str]]]) -> int | None:
    """The number of the row that is the header where the first filled one is a title; None where it is none."""
    filled = [(number, cells) for number, cells in rows if _filled(cells)]
    at = full_line(filled)
    if at is None or at == filled[0][0] or not _is_title(filled[0][1]):
        return None
    found = dict(filled)[at]
    return at if _filled(found) > 1 and not any(is_count(cell.strip()) for cell in found) else None


def _is_title(cells: Sequence[str]) -> bool:
    """Whether a row is one text, in which blanks may follow commas."""
    last = max(at for at, cell in enumerate(cells) if cell.strip())
    return all(cell.startswith(" ") for cell in cells[1 : last + 1])


def _filled(cells: Sequence[str]) -> int:
    """How many cells hold something: a title that a spreadsheet saved is as long as the header, but empty."""
    return sum(bool(cell.strip()) for cell in cells)
