"""What a file holds, looked at before its rows are numbered: the texts of each column, some identifiers, their type.

What is seen here decides how quickly rows are numbered, never which number comes out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from os import SEEK_END
from pathlib import Path

from coverage_cli.domain.parquet import SCHEMA, UNZONED, columns_of
from coverage_cli.domain.patterns import without_pattern
from coverage_cli.engines.base import Column
from coverage_cli.engines.duckdb import proofs, sql
from coverage_cli.engines.duckdb.session import Session
from coverage_cli.engines.errors import EngineError, UndecidedError
from coverage_cli.engines.extract import Extract, Sample

_MOST_TEXTS = 65_536
"""Distinct texts of a column that is still a dimension."""
_PLACES = 5
"""At how many places a Parquet file is looked at first,"""
_PLACE = 20_000
"""how many rows there,"""
_SOME = 200
"""and the identifiers of how many."""
_HEAD = 1 << 16
"""Bytes at a file's start that tell how long its rows are."""
_SHORTEST = 16
"""Bytes of a row: a start of blank lines would ask for room that no machine has."""
_ROOM = 1 << 20
"""Rows of a file of which nothing is known."""


def described(session: Session, path: str) -> list[tuple[str, Column]]:
    """A Parquet file's columns, each with DuckDB's name: it renames those that stand there twice, or have no name.

    Raises:
        EngineError: the file is damaged.
    """
    stored = columns_of(session.run(SCHEMA, [without_pattern(path)]).fetchall())
    found = session.run(f"describe select * from {sql.parquet(path)}").fetchall()
    if len(found) != len(stored):
        raise EngineError("the Parquet file is damaged")
    return [
        (renamed, Column(name, UNZONED if kind == UNZONED else read))
        for (renamed, read, *_), (name, kind) in zip(found, stored, strict=True)
    ]


def known(session: Session, extract: Extract) -> Extract:
    """A Parquet file with its columns as DuckDB knows them.

    Raises:
        UndecidedError: a row may be a comment.
    """
    names, columns = zip(*described(session, extract.path), strict=True)
    extract = replace(extract, names=names, kinds=tuple(column.kind for column in columns))
    lettered = extract.unread and extract.kinds[0] not in proofs.WHOLE
    if lettered and session.run(sql.commented(extract)).fetchall():
        raise UndecidedError("a row may be a comment")
    return extract


class Look:
    """Looks at one file. `rows` is how many a Parquet file says that it has; None for text."""

    def __init__(self, session: Session, extract: Extract) -> None:
        self._session, self._extract = session, extract
        counted = f"select count(*) from {sql.source(replace(extract, sieves=()))}"
        self.rows = int(session.row(counted)[0]) if extract.columnar else None

    def sample(self, given: Sample) -> Sample:
        """Texts: those `given`, where they probably are nearly all; else those found here, without identifiers.

        Nothing where a column has too many texts.
        """
        sample = given if given.columns else self._at_places()
        return self._everywhere() if sample.sparse or not sample.columns else sample

    def identifiers(self) -> list[str]:
        """Some of the file's identifiers."""
        starts = self._places()
        source = f"{sql.source(self._extract, every=True)} where {_there(starts, _SOME)}" if starts else self._source
        found = self._session.run(
            f"select c{self._extract.identifier} from {source} limit {_PLACES * _SOME}"
        ).fetchall()
        return [text for (text,) in found]

    def about(self) -> int:
        """About how many rows the file has, where it does not say: by the length of its first ones."""
        if self.rows is not None or self._extract.packed:
            return self.rows or _ROOM
        with Path(self._extract.path).open("rb") as file:
            head = file.read(_HEAD)
            size = file.seek(0, SEEK_END)
        return min(size * (head.count(b"\n") + 1) // max(1, len(head)), size // _SHORTEST) + _ROOM

    def whole_identifiers(self) -> bool:
        """Whether the file holds the identifiers as whole numbers."""
        return self._extract.columnar and self._extract.kinds[self._extract.identifier] in proofs.WHOLE

    @property
    def _source(self) -> str:
        return sql.source(self._extract)

    def _at_places(self) -> Sample:
        """What some places of a Parquet file hold; nothing where that is not much less than all of it."""
        starts = self._places()
        if not starts:
            return Sample()
        lists = ", ".join(f"list(distinct c{at})" for at in self._extract.places)
        source, step = sql.source(self._extract, every=True), starts[0] - starts[1]
        there = f"{source} where {_there(starts, _PLACE)} group by ({self.rows} - line) // {step}"
        return Sample.of((), self._session.run(f"select {lists} from {there}").fetchall())

    def _places(self) -> list[int]:
        """The first rows of some places, the last place first; none where they are not much less than all rows."""
        rows = self.rows or 0
        step = (rows - _PLACE) // (_PLACES - 1)
        return [rows - _PLACE + 1 - place * step for place in range(_PLACES)] if step >= 2 * _PLACE else []

    def _everywhere(self) -> Sample:
        """Every text of every column: one more pass."""
        lists = ", ".join(f"list(distinct c{at})" for at in self._extract.places)
        columns = self._session.row(f"select {lists} from {self._source}")
        if any(texts is None or len(texts) > _MOST_TEXTS for texts in columns):
            return Sample()
        return Sample((), tuple(tuple(sorted(texts)) for texts in columns))


def _there(starts: Sequence[int], count: int) -> str:
    """The condition of so many rows from each start on."""
    return " or ".join(f"line between {at} and {at + count - 1}" for at in starts)
