"""From a file to its header and its blocks of rows: opening, decoding, splitting, and what goes wrong there."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial

from coverage_cli.config.layout import LOCK, Layout
from coverage_cli.domain.choices import DELIMITERS
from coverage_cli.domain.findings import Finding
from coverage_cli.domain.model import Kind
from coverage_cli.domain.phrases import phrase
from coverage_cli.domain.rules import Severity
from coverage_cli.intake.cells.numbers import stored
from coverage_cli.intake.files.block import Block, Fault
from coverage_cli.intake.files.opening import HEAD, Bytes, DamagedGzipError, first_bytes
from coverage_cli.intake.files.recognising import is_packed, is_parquet, is_utf8_after_all, is_workbook, recognise
from coverage_cli.intake.files.text import SPOILT, Lines, physical_lines
from coverage_cli.intake.files.tokens import Tokenizer
from coverage_cli.intake.headers.fields import Header
from coverage_cli.intake.headers.header import find_header, no_header
from coverage_cli.intake.non_data_lines import spoilt
from coverage_cli.intake.shaping.shape import Shape


@dataclass(slots=True)
class Rows:
    """An opened table: its header, its blocks, and the findings of its text and structure."""

    layout: Layout
    header: Header | None = None
    findings: list[Finding] = field(default_factory=list)
    shape: Shape | None = None
    """What the configuration makes of the columns; None where it says nothing."""
    lines_above: int = 0
    """How many lines that are not empty end with the header."""
    _source: Bytes | None = None
    _split: Callable[[], Iterable[Block]] = tuple

    @property
    def fatal(self) -> bool:
        """Whether nothing below the header can be read."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)

    @property
    def usable(self) -> Header | None:
        """The header, where what stands below it can be read."""
        return None if self.fatal else self.header

    @property
    def source(self) -> Bytes:
        """The bytes below the rows."""
        return self._source or Bytes(self.layout.path)

    def halve(self, halved: bool) -> None:  # noqa: FBT001 - a switch
        """Read on in smaller blocks, or in whole ones."""
        if self._source is not None:
            self._source.halved = halved

    @property
    def sha256(self) -> str:
        """Of the bytes as they lie on the disk; known after the last block."""
        if self._source is None:
            return ""
        if not self._source.sha256:
            with suppress(DamagedGzipError):  # a finding of whoever reads the rows; the bytes are what they are
                for _ in self._source.blocks():
                    pass
        return self._source.sha256

    def read_header(self, kind: Kind | None) -> None:
        """Find out what the file is, how it is split, and what its header says; what is wrong there is a finding."""
        layout = self.layout
        head = first_bytes(layout.path)
        packed = is_packed(layout.path, head)
        self._source = Bytes(layout.path, packed)
        head = self._source.head() if packed else head
        if os.path.basename(layout.path).startswith(LOCK):  # noqa: PTH119 - the path may be an address
            args = (("what", phrase("the lock file of a workbook that is open (name the workbook without ~$)")),)
            self.findings.append(Finding("F101", layout.place(1, 1), args=args))
        elif is_workbook(layout.path, head):
            from coverage_cli.intake.workbook.sheets import open_sheet

            self.header, self.findings, self._split = open_sheet(layout, kind)
        elif is_parquet(layout.path):
            from coverage_cli.intake.columnar import open_columnar

            self.header, self.findings, self._split = open_columnar(layout, kind)
        elif not head.strip(b"\xef\xbb\xbf \t\r\n") and len(head) < HEAD:
            self.findings.append(Finding("F103", layout.place(1, 1)))
        elif foreign := recognise(head, layout.encoding):
            self.findings.append(Finding(foreign.code, layout.place(1, 1), args=foreign.args))
        elif is_utf8_after_all(self._source, layout.encoding):
            args = (("what", phrase("the file is UTF-8, but another encoding is declared for it")),)
            self.findings.append(Finding("C110", layout.place(1, 1), args=args))
        else:
            self._open_text(self._source, kind)

    def _open_text(self, source: Bytes, kind: Kind | None) -> None:
        chunks = physical_lines(source, self.layout.encoding)
        first = next(chunks, Lines(1, []))
        if fault := _spoilt_header(first, self.layout):
            self.findings.append(fault)
            return
        self.header = find_header(first.lines, self.layout, kind)
        if self.header is None:
            self.findings.append(no_header(self.layout))
            return
        self.findings += self.header.findings
        self.lines_above = sum(line != "" for line in first.lines[: self.header.first - 1])
        self._split = partial(_text_blocks, self.header, first, chunks)

    def reshape(self) -> None:
        """Have what the configuration says done to the rows of a header that was understood."""
        if self.header is not None and self.header.kind is not None and not self.fatal and Shape.needed(self.layout):
            self.shape = Shape(self.header, self.layout)

    def blocks(self) -> Iterator[Block]:
        """The rows below the header, in blocks; rows that cannot be read are the blocks' faults."""
        if self.header is not None:
            yield from self.shaped(self._split())

    def shaped(self, blocks: Iterable[Block]) -> Iterator[Block]:
        """Blocks of the file's rows as the configuration wants them read; a number of Parquet is that number."""
        decimals = self.header.decimals if self.header else ()
        mark = self.layout.decimal_mark if self.layout.decimals else "."  # a number is one, however texts write it
        for block in blocks:
            for at in decimals:
                block.columns[at] = [stored(text).replace(".", mark) for text in block.columns[at]]
            yield self.shape.apply(block) if self.shape else block


def open_rows(layout: Layout, kind: Kind | None) -> Rows:
    """Open a file and read its header."""
    rows = Rows(layout)
    try:
        rows.read_header(kind)
    except DamagedGzipError:
        rows.findings.append(Finding("F114", layout.place(1, 1)))
    rows.reshape()
    return rows


def _spoilt_header(first: Lines, layout: Layout) -> Finding | None:
    """The first line with text, where it has a byte that is not valid, or no end."""
    for number, line in enumerate(first.lines, first.first):
        if not line.strip():
            continue
        if not SPOILT.search(line):
            return None
        start = max(line.rfind(mark, 0, _first_spoilt(line)) for mark in DELIMITERS.values()) + 1
        return spoilt(layout.place(number, start + 1), line, layout)
    return None


def _first_spoilt(text: str) -> int:
    match = SPOILT.search(text)
    return match.start() if match else 0


def _text_blocks(header: Header, first: Lines, chunks: Iterator[Lines]) -> Iterator[Block]:
    tokenizer = Tokenizer(header.delimiter, len(header.names))
    chunk: Lines | None = Lines(header.first, first.lines[header.first - 1 :], first.spoilt)
    damaged = False
    while chunk is not None:
        try:
            following = next(chunks, None)
        except DamagedGzipError:
            following, damaged = None, True
        if chunk.lines or following is None:
            block = tokenizer.feed(chunk, last=following is None and not damaged)
            if damaged:
                block.faults.append(Fault("F114", chunk.first + len(chunk.lines), 1, ""))
            yield _readable(block) if chunk.spoilt else block
        chunk = following


def _readable(block: Block) -> Block:
    """The block without the rows that hold bytes that are not valid text."""
    keep: list[int] = []
    for row in range(len(block.lines)):
        spoilt_cell = next((index for index, cell in enumerate(block.row(row)) if SPOILT.search(cell)), None)
        if spoilt_cell is None:
            keep.append(row)
        else:
            line, column = block.place(row, spoilt_cell)
            block.faults.append(Fault("F102", line, column, block.columns[spoilt_cell][row]))
    return block.only(keep)
