"""Find the lines of a file that hold given texts, at the speed at which a disk is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_cli.intake.text import Lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coverage_cli.intake.opening import Bytes


def lines_with(source: Bytes, texts: Sequence[str]) -> Iterator[Lines]:
    """Every physical line that holds one of the texts, with its number; each in a chunk of its own.

    For files without quotes and lone carriage returns, in UTF-8: there a line is a row.
    """
    needles = [text.encode() for text in texts]
    rest, number = b"", 1
    for block in source.blocks():
        text = rest + block
        end = text.rfind(b"\n") + 1
        text, rest = text[:end], text[end:]
        yield from _matches(text, needles, number)
        number += text.count(b"\n")
    yield from _matches(rest, needles, number)


def _matches(text: bytes, needles: list[bytes], first: int) -> Iterator[Lines]:
    starts: set[int] = set()
    for needle in needles:
        at = text.find(needle)
        while at >= 0:
            starts.add(text.rfind(b"\n", 0, at) + 1)
            after = text.find(b"\n", at)
            at = text.find(needle, after) if after >= 0 else -1
    for start in sorted(starts):
        end = text.find(b"\n", start)
        line = text[start : end if end >= 0 else len(text)].decode().removesuffix("\r")
        yield Lines(first + text.count(b"\n", 0, start), [line.removeprefix("\ufeff")])
