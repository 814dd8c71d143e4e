"""DuckDB as an engine: one pass gives every row as two whole numbers, person and combination; numpy does the rest.

The quick way needs identifiers of digits and columns with few distinct texts. What it cannot prove goes to the
model; where the model accepts something that the quick way cannot number, tables do the work (`tables.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np

from coverage_cli.engines.base import (
    Combination,
    DisagreementError,
    Extract,
    NumberedRow,
    Sample,
    Survey,
    Tally,
    Verdict,
)
from coverage_cli.engines.counting import Count
from coverage_cli.engines.duckdb import sql
from coverage_cli.engines.duckdb.session import Session
from coverage_cli.engines.duckdb.tables import number_people, read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from coverage_cli.engines.options import Resources

_CHUNK = 1 << 20
_MOST_TEXTS = 65_536
"""Distinct texts of a column that is still a dimension."""


@dataclass(slots=True)
class _File:
    """A surveyed file: each row's person and code, and which combination each code stands for."""

    extract: Extract
    verdict: Verdict
    rows: int
    combinations: tuple[Combination, ...]
    code_of: list[int]
    size: int
    people: Any = None
    codes: Any = None
    table: str = ""
    doubt: str = ""
    """The condition under which a row is refused, as SQL; empty where it is not known."""


class DuckDbEngine:
    """See `engines.base.Engine`."""

    def __init__(self, resources: Resources, folder: Path) -> None:
        self._resources, self._folder = resources, folder
        self._files: list[_File] = []
        self._numbers = count()

    def __enter__(self) -> Self:
        """Open a connection."""
        self._session = Session(self._resources, self._folder)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self._files.clear()
        self._session.close()

    def survey(self, extract: Extract, verdict: Verdict, sample: Sample) -> Survey:
        """See `engines.base.Engine.survey`."""
        path = self._session.safe_path(extract.path)
        file = self._quickly(extract, path, verdict, sample) or self._by_tables(extract, verdict)
        self._files.append(file)
        return Survey(file.rows, file.rows - sum(found.rows for found in file.combinations), file.combinations)

    def _quickly(self, extract: Extract, path: str, verdict: Verdict, sample: Sample) -> _File | None:
        source = sql.source(extract, path)
        sample = sample if sample.columns else self._look(extract, source)
        proof = sql.proof_for(sample.identifiers)
        dictionary = [
            sorted(verdict.accept(column, list(dict.fromkeys(texts)))) for column, texts in enumerate(sample.columns)
        ]
        while proof and dictionary and all(dictionary) and prod(map(len, dictionary)) <= sql.MOST_CODES:
            number, code = proof.number(f"c{extract.identifier}"), self._code(extract, dictionary)
            found = self._session.arrays(
                f"select coalesce({number}, {sql.NO_PERSON})::ubigint as person, "
                f"coalesce({code}, {sql.NO_CODE})::uinteger as code from {source}"
            )
            people, codes = found["person"], found["code"]
            fresh = self._unknown(extract, source, code, verdict) if _holds(codes, sql.NO_CODE) else []
            if any(fresh):
                dictionary = [
                    [*known, *sorted(new.difference(known))] for known, new in zip(dictionary, fresh, strict=True)
                ]
                continue
            if _holds(people, sql.NO_PERSON):
                if self._has_other_people(extract, source, number, verdict):
                    return None
                refused = people == np.uint64(sql.NO_PERSON)
                codes[refused] = sql.NO_CODE
                people[refused] = people.min()
            people += np.uint64(proof.offset)
            size = prod(map(len, dictionary))
            numbers = _count(codes, size)
            used = np.flatnonzero(numbers).tolist()
            combinations = tuple(Combination(sql.texts_of(code, dictionary), int(numbers[code])) for code in used)
            return _File(
                extract,
                verdict,
                len(codes),
                combinations,
                used,
                size,
                people,
                codes,
                doubt=f"({number}) is null or ({code}) is null",
            )
        return None

    def _look(self, extract: Extract, source: str) -> Sample:
        """Every text of every column, where no sample was given: one more pass."""
        lists = ", ".join(f"list(distinct c{at})" for at in extract.places)
        columns = self._session.run(f"select {lists} from {source}").fetchone()
        if any(texts is None or len(texts) > _MOST_TEXTS for texts in columns):
            return Sample()
        identifiers = self._session.run(f"select c{extract.identifier} from {source} limit 1000").fetchall()
        return Sample(tuple(text for (text,) in identifiers), tuple(tuple(sorted(texts)) for texts in columns))

    def _code(self, extract: Extract, dictionary: list[list[str]]) -> str:
        enums = [f"texts_{next(self._numbers)}" for _ in dictionary]
        for enum, texts in zip(enums, dictionary, strict=True):
            self._session.run(f"create type {enum} as enum ({', '.join(map(sql.literal, texts))})")
        return sql.codes(extract, dictionary, enums)

    def _unknown(self, extract: Extract, source: str, code: str, verdict: Verdict) -> list[set[str]]:
        """The texts of rows without a code that the model takes, by column; all empty where it takes no such row."""
        columns = ", ".join(f"c{at}" for at in extract.places)
        fresh: list[set[str]] = [set() for _ in extract.places]
        for rows in self._session.rows(f"select distinct {columns} from {source} where ({code}) is null"):
            valid = [
                verdict.accept(column, list(dict.fromkeys(texts)))
                for column, texts in enumerate(zip(*rows, strict=True))
            ]
            for row in rows:
                if all(text in good for text, good in zip(row, valid, strict=True)):
                    for text, new in zip(row, fresh, strict=True):
                        new.add(text)
        return fresh

    def _has_other_people(self, extract: Extract, source: str, number: str, verdict: Verdict) -> bool:
        """Whether the model takes an identifier that the proof did not."""
        column = f"c{extract.identifier}"
        doubtful = self._session.rows(f"select distinct {column} from {source} where ({number}) is null")
        return any(verdict.identify([text for (text,) in rows]) for rows in doubtful)

    def _by_tables(self, extract: Extract, verdict: Verdict) -> _File:
        """The way for every other file: identifiers of any text, any number of combinations."""
        table = read_table(self._session, extract, verdict)
        return _File(extract, verdict, table.rows, table.combinations, table.codes, table.size, table=table.name)

    def forget(self) -> None:
        """See `engines.base.Engine.forget`."""
        self._files.pop()

    def well_formed(self, extract: Extract) -> int:
        """See `engines.base.Engine.well_formed`."""
        source = sql.lines(extract, self._session.safe_path(extract.path))
        form = sql.literal(sql.record_form(extract.delimiter, extract.width))
        found = self._session.run(f"select count(*) from {source} where regexp_full_match(line, {form})")
        return int(found.fetchone()[0])

    def doubtful_rows(self, number: int, most: int | None = None) -> Iterator[list[NumberedRow]]:
        """See `engines.base.Engine.doubtful_rows`."""
        file = self._files[number]
        source = sql.source(file.extract, self._session.safe_path(file.extract.path), every=True)
        columns = ", ".join(f"c{at}" for at in range(file.extract.width))
        limit = "" if most is None else f"limit {most}"
        where = f"where {file.doubt}" if file.doubt else ""
        for rows in self._session.rows(f"select line, {columns} from {source} {where} {limit}"):
            yield [NumberedRow(row[0], tuple(row[1:])) for row in rows]

    def columns(self, path: str) -> tuple[str, ...]:
        """See `engines.base.Engine.columns`."""
        safe = sql.literal(self._session.safe_path(path))
        return tuple(name for name, *_ in self._session.run(f"describe select * from read_parquet({safe})").fetchall())

    def tally(
        self, cells: Sequence[Sequence[int]], size: int, scope: Iterable[int], files: Sequence[int] | None = None
    ) -> Tally:
        """See `engines.base.Engine.tally`."""
        chosen = [self._files[number] for number in (range(len(self._files)) if files is None else files)]
        self._number_texts(chosen)
        found = Count(size, scope)
        if chosen:
            places = [_placed(file, given, found.nowhere) for file, given in zip(chosen, cells, strict=True)]
            found.add(np.concatenate([file.people for file in chosen]), np.concatenate(places))
        return found.tally()

    def _number_texts(self, chosen: Sequence[_File]) -> None:
        """Where one file's identifiers are no numbers, give a number to every distinct identifier of all files."""
        if all(file.people is not None for file in chosen) and len({bool(file.table) for file in chosen}) < 2:  # noqa: PLR2004
            return
        for file in self._files:
            if not file.table:
                self._read_again(file)
        arrays = number_people(self._session, [file.table for file in self._files])
        for file, (people, codes) in zip(self._files, arrays, strict=True):
            if len(codes) != sum(found.rows for found in file.combinations):
                raise DisagreementError("rows were lost or doubled in a table")
            file.people, file.codes = people, codes

    def _read_again(self, file: _File) -> None:
        """Read a file that was read quickly into a table, with its combinations in the order already handed out."""
        again = self._by_tables(file.extract, file.verdict)
        place = {found.texts: code for found, code in zip(again.combinations, again.code_of, strict=True)}
        file.table, file.size = again.table, again.size
        file.code_of = [place[found.texts] for found in file.combinations]


def _holds(values: Any, value: int) -> bool:  # noqa: ANN401
    return bool(len(values)) and int(values.max()) == value


def _count(codes: Any, size: int) -> Any:  # noqa: ANN401
    """How many rows have each code below `size`."""
    numbers = np.zeros(size + 1, np.int64)
    for start in range(0, len(codes), _CHUNK):
        numbers += np.bincount(np.minimum(codes[start : start + _CHUNK], size), minlength=size + 1)
    return numbers[:size]


def _placed(file: _File, cells: Sequence[int], nowhere: int) -> Any:  # noqa: ANN401
    """The cell of each row."""
    table = np.full(file.size + 1, nowhere, np.uint32)
    given = np.array(cells, np.int64)
    table[file.code_of] = np.where(given < 0, nowhere, given)
    return table.take(file.codes, mode="clip")
