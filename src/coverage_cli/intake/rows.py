"""From a file to its header and its blocks of rows: opening, decoding, splitting, and what goes wrong there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coverage_cli.domain.findings import Finding, Place, Severity
from coverage_cli.intake.header import Header, find_header
from coverage_cli.intake.opening import Bytes, first_bytes, recognise
from coverage_cli.intake.text import BAD_BYTE, LONGEST_RECORD, Lines, OverlongLineError, physical_lines
from coverage_cli.intake.tokens import Block, Fault, Tokenizer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coverage_cli.config.layout import Layout
    from coverage_cli.domain.model import Kind


@dataclass(slots=True)
class Rows:
    """An opened table: its header, its blocks, and the findings of its text and structure."""

    layout: Layout
    header: Header | None = None
    findings: list[Finding] = field(default_factory=list)
    _source: Bytes | None = None
    _chunks: Iterator[Lines] = field(default_factory=lambda: iter(()))
    _first: Lines | None = None

    @property
    def fatal(self) -> bool:
        """Whether nothing below the header can be read."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)

    @property
    def sha256(self) -> str:
        """Of the bytes as they lie on the disk; known after the last block."""
        if self._source is None:
            return ""
        if not self._source.sha256:
            for _ in self._source.blocks():
                pass
        return self._source.sha256

    def blocks(self) -> Iterator[Block]:
        """The rows below the header, in blocks; rows with bytes that are no text become findings."""
        if self.header is None or self._first is None:
            return
        tokenizer = Tokenizer(self.header.delimiter, len(self.header.names))
        used = self.header.line + self.header.taken - 1
        chunk: Lines | None = Lines(used + 1, self._first.lines[used:], self._first.spoilt)
        while chunk is not None:
            following = self._next()
            if chunk.lines or following is None:
                block = tokenizer.feed(chunk, last=following is None)
                yield self._readable(block) if chunk.spoilt else block
            chunk = following

    def _next(self) -> Lines | None:
        try:
            return next(self._chunks, None)
        except OverlongLineError as error:
            self.findings.append(
                Finding(
                    "F105", Place(self.layout.name, int(error.args[0]), 1), args=(("limit", f"{LONGEST_RECORD:,}"),)
                )
            )
            return None

    def _readable(self, block: Block) -> Block:
        """The block without the rows that hold bytes that are not valid text."""
        keep: list[int] = []
        for row in range(len(block.lines)):
            spoilt = next((index for index, cell in enumerate(block.row(row)) if BAD_BYTE.search(cell)), None)
            if spoilt is None:
                keep.append(row)
                continue
            line, column = block.place(row, spoilt)
            text = block.columns[spoilt][row]
            block.faults.append(Fault("F102", line, column + _first_bad(text), text))
        starts = {new: block.starts[old] for new, old in enumerate(keep) if old in block.starts}
        return Block(
            [[cells[row] for row in keep] for cells in block.columns],
            [block.lines[row] for row in keep],
            block.faults,
            starts,
        )


def _first_bad(text: str) -> int:
    match = BAD_BYTE.search(text)
    return match.start() if match else 0


def open_rows(layout: Layout, kind: Kind | None) -> Rows:
    """Open a file and read its header.

    Raises:
        UsageFault: the file cannot be opened or read.

    """
    rows = Rows(layout)
    head = first_bytes(layout.path)
    packed = layout.path.endswith(".gz") and head.startswith(b"\x1f\x8b")
    rows._source = Bytes(layout.path, packed)  # noqa: SLF001 - this is the class's own opener
    if not head.strip(b"\xef\xbb\xbf \t\r\n") and len(head) < 4096:  # noqa: PLR2004 - what first_bytes reads
        rows.findings.append(Finding("F103", Place(layout.name, 1, 1)))
        return rows
    if not packed and not layout.encoding and (what := recognise(head)):
        rows.findings.append(Finding("F101", Place(layout.name, 1, 1), args=(("what", what),)))
        return rows
    rows._chunks = physical_lines(rows._source, layout.encoding)  # noqa: SLF001
    rows._first = rows._next()  # noqa: SLF001
    if rows._first is not None:  # noqa: SLF001
        _read_header(rows, rows._first, kind)  # noqa: SLF001
    return rows


def _read_header(rows: Rows, first: Lines, kind: Kind | None) -> None:
    for number, line in enumerate(first.lines[:15]):
        if (bad := BAD_BYTE.search(line)) and not any(text.strip() for text in first.lines[:number]):
            rows.findings.append(
                Finding(
                    "F102", Place(rows.layout.name, number + 1, bad.start() + 1), value=f"0x{ord(bad[0]) - 0xDC00:02X}"
                )
            )
            return
    rows.header = find_header(first.lines, rows.layout, kind)
    if rows.header is None:
        rows.findings.append(Finding("F103", Place(rows.layout.name, 1, 1)))
    else:
        rows.findings += rows.header.findings
