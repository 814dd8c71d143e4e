"""DuckDB as an engine: it reads and proves, numpy counts.

Most files go the quick way (`quick.py`), with digits or hexadecimal words as people's numbers; where a file has other
identifiers, or some of another form, all files are read with hashes instead. Where combinations are many, or such
people have weights, tables do the work (`tables.py`), for all files, so that one person has one number everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, Self

from coverage_cli.engines.alike import NONE_ALIKE, Alike
from coverage_cli.engines.base import Column, NumberedRow, Survey, Tally, Verdict
from coverage_cli.engines.choosing import sifted
from coverage_cli.engines.counting import Count
from coverage_cli.engines.duckdb import sql
from coverage_cli.engines.duckdb.alike import alike_numbers
from coverage_cli.engines.duckdb.alike_texts import alike_hashed, alike_in_tables
from coverage_cli.engines.duckdb.cells import cell_of, people_at, placed_rows, unlike_of, weights_of
from coverage_cli.engines.duckdb.hashes import HashedFile, make_sure, told_apart
from coverage_cli.engines.duckdb.pairs import Pairs, nobody
from coverage_cli.engines.duckdb.profiling import described, known
from coverage_cli.engines.duckdb.quick import QuickReader
from coverage_cli.engines.duckdb.session import Session
from coverage_cli.engines.duckdb.tables import number_people, read_table
from coverage_cli.engines.errors import DisagreementError
from coverage_cli.engines.extract import Extract, Sample
from coverage_cli.engines.options import Resources

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(slots=True)
class _File:
    """A surveyed file, its rows as pairs, or in a table until its people have numbers."""

    extract: Extract
    verdict: Verdict
    sample: Sample
    pairs: Pairs
    table: str = ""

    @property
    def used(self) -> int:
        return sum(found.rows for found in self.pairs.combinations)


class DuckDbEngine:
    """See `engines.base.Engine`."""

    def __init__(self, resources: Resources, folder: Path) -> None:
        self._resources, self._folder = resources, folder
        self._files: list[_File] = []
        self._numbered = 0
        self._hashed_people: int | None = None

    def __enter__(self) -> Self:
        """Open a connection."""
        self._session = Session(self._resources, self._folder)
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self._files.clear()
        self._session.close()

    def survey(self, extract: Extract, verdict: Verdict, sample: Sample) -> Survey:
        """See `engines.base.LocalEngine.survey`."""
        if extract.columnar:
            extract = known(self._session, extract)
        counting = sql.counted(extract)
        extract, dropped = sifted(extract, verdict, lambda: self._session.run(counting).fetchall())
        pairs = QuickReader(self._session, extract, verdict).read(sample)
        file = self._in_table(extract, verdict, sample) if pairs is None else _File(extract, verdict, sample, pairs)
        self._files.append(file)
        return Survey(file.pairs.rows, file.pairs.rows - file.used, file.pairs.combinations, file.pairs.long, dropped)

    def _in_table(self, extract: Extract, verdict: Verdict, sample: Sample) -> _File:
        table = read_table(self._session, extract, verdict)
        if not table.combinations:
            return _File(extract, verdict, sample, nobody(table.rows, weighed=extract.weight is not None))
        pairs = Pairs(table.rows, None, None, table.combinations, table.codes, table.size, long=table.long)
        return _File(extract, verdict, sample, pairs, table.name)

    def forget(self) -> None:
        """See `engines.base.Engine.forget`."""
        self._files.pop()

    def well_formed(self, extract: Extract) -> int:
        """See `engines.base.LocalEngine.well_formed`."""
        source = sql.lines(extract)
        form = sql.literal(sql.record_form(extract.delimiter, extract.width))
        return int(self._session.row(f"select count(*) from {source} where regexp_full_match(line, {form})")[0])

    def doubtful_rows(self, number: int) -> Iterator[list[NumberedRow]]:
        """See `engines.base.Engine.doubtful_rows`."""
        file = self._files[number]
        if file.pairs.few is not None:
            return iter([file.pairs.few])
        return self._rows(file.extract, f"where {file.pairs.doubt}" if file.pairs.doubt else "")

    def rows_of(self, number: int, identifiers: Sequence[str]) -> Iterator[list[NumberedRow]]:
        """See `engines.base.Engine.rows_of`."""
        extract = self._files[number].extract
        named = " or ".join(f"contains(c{extract.identifier}, {sql.literal(text)})" for text in identifiers)
        columns = (f"c{at}" if at in extract.read else "''" for at in range(extract.width))
        return self._numbered_rows(
            f"select line, {', '.join(columns)} from {sql.source(extract, every=True)} where {named} order by line"
        )

    def firsts(self, number: int, *more: int) -> Iterator[list[NumberedRow]]:
        """See `engines.base.LocalEngine.firsts`."""
        extract = self._files[number].extract
        source = sql.source(extract, every=True)
        columns = ", ".join(f"c{at}" for at in (*extract.places, *more))
        return self._numbered_rows(f"select min(line), {columns} from {source} group by {columns}")

    def filled(self, number: int, columns: Sequence[int]) -> dict[int, int]:
        """See `engines.base.Engine.filled`."""
        extract = self._files[number].extract
        source = sql.source(extract, every=True)
        firsts = ", ".join(f"min(line) filter (regexp_matches(c{at}, '\\S'))" for at in columns)
        found = zip(columns, self._session.row(f"select {firsts} from {source}"), strict=True)
        return {at: line for at, line in found if line is not None}

    def _rows(self, extract: Extract, condition: str) -> Iterator[list[NumberedRow]]:
        """Rows of a file with all their cells."""
        source = sql.source(extract, every=True)
        columns = ", ".join(f"c{at}" for at in range(extract.width))
        return self._numbered_rows(f"select line, {columns} from {source} {condition}")

    def _numbered_rows(self, query: str) -> Iterator[list[NumberedRow]]:
        for rows in self._session.rows(query):
            yield [NumberedRow(row[0], row[1:]) for row in rows]

    def columns(self, path: str) -> tuple[Column, ...]:
        """See `engines.base.Engine.columns`."""
        return tuple(column for _, column in described(self._session, path))

    def tally(
        self, cells: Sequence[Sequence[int]], size: int, scope: Iterable[int], files: Sequence[int] | None = None
    ) -> Tally:
        """See `engines.base.Engine.tally`."""
        self._number_texts()
        chosen = [self._files[number] for number in (range(len(self._files)) if files is None else files)]
        found = Count(size, scope)
        if not chosen:
            return found.tally()
        pairs = [file.pairs for file in chosen]
        rows = placed_rows(pairs, [cell_of(one, given, found.nowhere) for one, given in zip(pairs, cells, strict=True)])
        found.add(rows, weights_of(pairs))
        numbers = people_at(rows, found.unlike)
        in_tables = any(file.table for file in chosen)
        return replace(found.tally(), unlike=unlike_of(numbers, pairs, self._session if in_tables else None))

    def alike(self, teams: Sequence[Sequence[int]]) -> Alike:
        """See `engines.base.Engine.alike`."""
        self._number_texts()
        files, given = self._peopled, [team for file, team in zip(self._files, teams, strict=True) if file.used]
        if not files:
            return NONE_ALIKE
        pairs = [file.pairs for file in files]
        coded = [
            [(code, team) for code, team in zip(one.code_of, those, strict=True) if team >= 0]
            for one, those in zip(pairs, given, strict=True)
        ]
        if files[0].table:
            return alike_in_tables(self._session, [file.table for file in files], coded)
        if self._hashed_people is not None:
            return alike_hashed(self._session, self._hashed(), self._hashed_people, coded)
        if files[0].pairs.form:
            return NONE_ALIKE  # of one length and case, with hyphens at the same places
        nowhere = max(chain.from_iterable(given), default=0) + 1
        return alike_numbers(pairs, [cell_of(*one, nowhere) for one in zip(pairs, given, strict=True)], nowhere)

    def _number_texts(self) -> None:
        """Give one person one number in all files, whatever kind of number each file has."""
        if self._numbered == len(self._files):
            return
        tables = any(file.table for file in self._peopled)
        if not tables and not self._numbered_alike():
            self._hashed_people = make_sure(self._session, self._hashed()) if self._all_hashed() else None
            tables = self._hashed_people is None
        if tables:
            self._all_in_tables()
        self._numbered = len(self._files)

    def _numbered_alike(self) -> bool:
        """Whether one person has one number already: digits behind one prefix, or words of one form that differ."""
        kinds = {file.pairs.kind for file in self._peopled}
        if len(kinds) > 1 or None in kinds:
            return False
        return all(isinstance(kind, str) for kind in kinds) or told_apart([file.pairs for file in self._peopled])

    @property
    def _peopled(self) -> list[_File]:
        """The files that have used rows; how the people of others are told apart is no question."""
        return [file for file in self._files if file.used]

    def _hashed(self) -> list[HashedFile]:
        """The files whose people are hashes."""
        return [HashedFile(one.extract, one.pairs, one.pairs.hashes) for one in self._peopled if one.pairs.hashes]

    def _all_hashed(self) -> bool:
        """Read with hashes what was read without; whether that can be done."""
        for at, file in enumerate(self._files):
            if file.used and not file.pairs.hashes:
                pairs = QuickReader(self._session, file.extract, file.verdict).read(file.sample, hashed=True)
                if pairs is None:
                    return False
                self._files[at] = _moved(file, replace(file, pairs=pairs))
        return True

    def _all_in_tables(self) -> None:
        for at, file in enumerate(self._files):
            if file.used and not file.table:
                self._files[at] = _moved(file, self._in_table(file.extract, file.verdict, file.sample))
        files, weighed = self._peopled, self._files[0].extract.weight is not None
        arrays = number_people(self._session, [file.table for file in files], weighed=weighed)
        for file, (people, codes, *weights) in zip(files, arrays, strict=True):
            if len(codes) != file.used:
                raise DisagreementError("rows were lost or doubled in a table")
            file.pairs.people, file.pairs.codes = people, codes
            file.pairs.weights = weights[0] if weights else None


def _moved(file: _File, again: _File) -> _File:
    """A file that was read in another way, with its combinations in the order already handed out."""
    pairs = again.pairs
    place = {found.texts: code for found, code in zip(pairs.combinations, pairs.code_of, strict=True)}
    pairs.code_of = [place[found.texts] for found in file.pairs.combinations]
    pairs.combinations = file.pairs.combinations
    return again
