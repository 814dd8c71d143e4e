"""A text file of the cluster as physical lines: whether they are its rows, and the number of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, Self

from coverage_cli.domain.system import no_room
from coverage_cli.engines.errors import DisagreementError, EngineError
from coverage_cli.engines.extract import Extract
from coverage_cli.engines.spark import line_sql
from coverage_cli.engines.spark.session import Query, Session

_CUT = "the cluster cut the file in another way"
_HEAD = 200
"""Lines in which a header is looked for."""
_END = 64 << 20
"""Bytes of the end of a Parquet file that hold its description, unless that is larger than any that is of use."""


class _Block(NamedTuple):
    """A block of the file: `at` of its first line, and how many lines come before it in the file."""

    first: int
    above: int


@dataclass(slots=True)
class TextLines:
    """The lines of one file. A line end is LF; a CR before it belongs to it, in every line or in none."""

    session: Session
    path: str
    frame: Any
    _blocks: dict[int, _Block] = field(default_factory=dict)

    @classmethod
    def of(cls, session: Session, path: str) -> Self:
        """The lines of a file of the cluster, which are not read yet."""
        return cls(session, path, session.read(path, "text", line_sql.LINES, lineSep="\n"))

    def rows(self, extract: Extract) -> str:
        """The query of the lines below the header as rows of cells.

        Raises:
            EngineError: the lines are not provably the rows; the exact reader says what they are.
        """
        query = line_sql.EVIDENCE.replace("FORM", line_sql.record_form(extract.delimiter))
        query = query.replace("COMMENTED", line_sql.commented("value") if extract.unread else "false")
        blocks = sorted(self.session.rows(self._query(query), self.path))
        quoted = any(block.quoted for block in blocks)
        if any(block.odd or (quoted and block.broken) for block in blocks) or not _one_line_end(blocks):
            raise EngineError("the lines have no one reading")
        above = 0
        for block in blocks:
            self._blocks[block.block] = _Block(block.first, above)
            above += block.lines
        first = self._blocks[0].first if blocks else 0
        returned = any(block.returned for block in blocks)
        return line_sql.text_rows(extract, quoted=quoted, returned=returned, first=first)

    def _query(self, text: str) -> Query:
        return Query(text, {"source": self.frame})

    def number(self, block: int, at: int) -> int:
        """The physical number of a line, from 1."""
        if block not in self._blocks:
            raise DisagreementError(_CUT)
        return self._blocks[block].above + at - self._blocks[block].first + 1

    def ordered(self, order: int) -> int:
        """The physical number of the line with that `line_sql.ORDER`."""
        block = max((start for start in self._blocks if start <= order), default=None)
        if block is None:
            raise DisagreementError(_CUT)
        return self.number(block, (self._blocks[block].first & ~line_sql.IN_PARTITION) + order - block)

    def at(self, orders: Sequence[int]) -> dict[int, str]:
        """The lines at some places of the file's order."""
        rows = self.session.rows(self._query(line_sql.lines_at(orders)), self.path)
        return {row.place: str(row.value).removesuffix("\r") for row in rows}

    def head(self) -> bytes:
        """The file's first lines."""
        first = self._query(f"select cast(value as binary) as line, at from {{source}} where block = 0 limit {_HEAD}")
        return b"".join(bytes(row.line) + b"\n" for row in sorted(self.session.rows(first, self.path), key=_at))

    def copy(self, into: str, first: int = 0, above: int = 0) -> None:
        """Write the file, or what begins with a `first` block and `above` bytes before it, to a file of this machine.

        What is left out is a hole there.

        Raises:
            UsageFault: the disk of temporary files has no room for it.
        """
        blocks = f"select cast(value as binary) as line, size from {{source}} where block >= {first} order by block, at"
        try:
            with Path(into).open("wb") as out:
                written, size = out.seek(above), 0
                for row in self.session.stream(self._query(blocks), self.path):
                    out.write(bytes(row.line) + b"\n")
                    written, size = written + len(row.line) + 1, row.size
                if written == size + 1:  # the file's last line has no end; a packed file does not tell
                    out.truncate(size)
        except OSError as error:  # what the cluster says has become a sentence
            raise no_room(str(Path(into).parent), error) from error

    def copy_end(self, into: str) -> bool:
        """See `engines.base.ClusterEngine.copy_end`."""
        blocks = sorted(self.session.rows(self._query(line_sql.JOINTS), self.path))
        if not any(block.joints for block in blocks):
            return False
        first = above = passed = 0
        for block in blocks:
            if passed <= block.size - _END:
                first, above = block.block, passed
            passed += block.length
        self.copy(into, first, above)
        return True


def _at(row: Any) -> int:
    return int(row.at)


def _one_line_end(blocks: Sequence[Any]) -> bool:
    """Whether CR stands before every LF or before none; the last line may have no end."""
    returned, lines = sum(block.returned for block in blocks), sum(block.lines for block in blocks)
    if any(block.astray for block in blocks):
        return False
    return returned in {0, lines} or (returned == lines - 1 and not blocks[-1].last_returned)
