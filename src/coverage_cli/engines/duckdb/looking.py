"""What a file holds, looked at before its rows are numbered: the texts of each column, some identifiers, their type.

What is seen here decides how quickly rows are numbered, never which number comes out.
"""

from __future__ import annotations

from dataclasses import dataclass
from os import SEEK_END
from pathlib import Path
from typing import TYPE_CHECKING

from coverage_cli.engines.duckdb import proofs, sql
from coverage_cli.engines.extract import Sample

if TYPE_CHECKING:
    from coverage_cli.engines.duckdb.session import Session
    from coverage_cli.engines.extract import Extract

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


@dataclass(slots=True)
class Look:
    """Looks at one file."""

    session: Session
    extract: Extract

    def sample(self, given: Sample, rows: int | None) -> Sample:
        """Texts and identifiers: those `given`, where they probably are nearly all texts; else those found here.

        Nothing where a column has too many texts. `rows` are those of the file, where they are known.
        """
        sample = given if given.columns else self._at_places(rows or 0)
        return self._everywhere() if sample.sparse or not sample.columns else sample

    def rows(self) -> int | None:
        """How many rows a Parquet file says that it has; None for text."""
        if not self.extract.columnar:
            return None
        return int(self.session.row(f"select count(*) from {self._source}")[0])

    def about(self, rows: int | None) -> int:
        """About how many rows the file has, where it does not say (`rows`): by the length of its first ones."""
        if rows is not None or self.extract.packed:
            return rows or _ROOM
        with Path(self.extract.path).open("rb") as file:
            head = file.read(_HEAD)
            size = file.seek(0, SEEK_END)
        return min(size * (head.count(b"\n") + 1) // max(1, len(head)), size // _SHORTEST) + _ROOM

    def whole_identifiers(self) -> bool:
        """Whether the file holds the identifiers as whole numbers."""
        if not self.extract.columnar:
            return False
        kind = self.session.row(f"select any_value(typeof(raw)) from (select raw from {self._source} limit 1)")[0]
        return kind in proofs.WHOLE

    @property
    def _source(self) -> str:
        return sql.source(self.extract)

    def _at_places(self, rows: int) -> Sample:
        """What some places of a Parquet file hold; nothing where that is not much less than all of it."""
        step = (rows - _PLACE) // (_PLACES - 1)
        if step < 2 * _PLACE:
            return Sample()
        source = sql.source(self.extract, every=True)
        starts = [rows - _PLACE + 1 - place * step for place in range(_PLACES)]  # the last rows are a place

        def there(count: int) -> str:
            return f"{source} where " + " or ".join(f"line between {at} and {at + count - 1}" for at in starts)

        lists = ", ".join(f"list(distinct c{at})" for at in self.extract.places)
        texts = self.session.run(f"select {lists} from {there(_PLACE)} group by ({rows} - line) // {step}").fetchall()
        identifiers = self.session.run(f"select c{self.extract.identifier} from {there(_SOME)}").fetchall()
        return Sample.of((text for (text,) in identifiers), texts)

    def _everywhere(self) -> Sample:
        """Every text of every column: one more pass."""
        lists = ", ".join(f"list(distinct c{at})" for at in self.extract.places)
        columns = self.session.row(f"select {lists} from {self._source}")
        if any(texts is None or len(texts) > _MOST_TEXTS for texts in columns):
            return Sample()
        identifiers = self.session.run(f"select c{self.extract.identifier} from {self._source} limit 1000").fetchall()
        return Sample(tuple(text for (text,) in identifiers), tuple(tuple(sorted(texts)) for texts in columns))
