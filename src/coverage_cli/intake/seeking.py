"""Find the rows of a file that have given texts, and their lines, without judging the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_cli.intake.block import Block, Position

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

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
        [cells[column::width] for column in range(width)], list(found), width, position=_positions(found, delimiter)
    )


def _positions(found: dict[int, str], delimiter: str) -> Callable[[int, int], Position]:
    """A function from a line and a column to where that cell begins."""

    def position(line: int, column: int) -> Position:
        before = found[line].split(delimiter)[:column]
        return line, sum(map(len, before)) + len(delimiter) * column + 1

    return position
