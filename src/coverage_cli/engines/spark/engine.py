"""Spark as an engine: it reads, proves and counts where the data is; whole numbers and refused rows come back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Any, Self

from coverage_cli.config.folders import Sorted, sort
from coverage_cli.domain.alike import spelling
from coverage_cli.engines.alike import NONE_ALIKE, Alike, Placed, judged, pair
from coverage_cli.engines.base import SHOWN_UNLIKE, Column, NumberedLine, NumberedRow, Survey, Tally, Unlike, Verdict
from coverage_cli.engines.extract import Extract
from coverage_cli.engines.options import Watch
from coverage_cli.engines.spark import alike_sql, line_sql, person_sql
from coverage_cli.engines.spark.lines import TextLines
from coverage_cli.engines.spark.session import Query, Session
from coverage_cli.engines.spark.sums import holds_larger, larger_sets, simple_sets, tallied
from coverage_cli.engines.spark.surveyed import SurveyedFile, none_alike, numbered, surveyed

_BATCH = 50_000
"""Rows handed on together."""
_CHUNK = 500_000
"""Rows of this machine sent to the cluster together."""


class SparkEngine:
    """See `engines.base.ClusterEngine`."""

    def __init__(self, remote: str, watch: Watch | None = None) -> None:
        self._remote, self._watch = remote, watch
        self._files: list[SurveyedFile] = []

    def __enter__(self) -> Self:
        """Connect."""
        self._session = Session(self._remote, self._watch)
        return self

    def __exit__(self, *_: object) -> None:
        """End what still runs, and the session."""
        self._files.clear()
        self._session.close()

    def files(self, path: str) -> Sorted:
        """See `engines.base.ClusterEngine.files`."""
        found = self._session.files(path)
        if len(found) == 1 and found[0].rsplit("/", 1)[-1] == path.rsplit("/", 1)[-1]:
            return Sorted([path], [])
        return sort(path, found)

    def head(self, path: str) -> bytes:
        """See `engines.base.ClusterEngine.head`."""
        return TextLines.of(self._session, path).head()

    def copy(self, path: str, into: str) -> None:
        """See `engines.base.ClusterEngine.copy`."""
        TextLines.of(self._session, path).copy(into)

    def copy_end(self, path: str, into: str) -> bool:
        """See `engines.base.ClusterEngine.copy_end`."""
        return TextLines.of(self._session, path).copy_end(into)

    def lines_at(self, path: str, orders: Sequence[int]) -> dict[int, str]:
        """See `engines.base.ClusterEngine.lines_at`."""
        return TextLines.of(self._session, path).at(orders)

    def columns(self, path: str) -> tuple[Column, ...]:
        """See `engines.base.Engine.columns`."""
        found = self._session.kinds(self._session.read(path, "parquet", ["*"]), path)
        return tuple(Column(name, kind.upper()) for name, kind in found)

    def survey(self, extract: Extract, verdict: Verdict) -> Survey:
        """See `engines.base.ClusterEngine.survey`."""
        if extract.columnar:
            frame = self._session.read(extract.path, "parquet", line_sql.columnar_rows(extract))
            return self._take(Query("select * from {source}", {"source": frame}), extract, verdict, None)
        lines = TextLines.of(self._session, extract.path)
        return self._take(Query(lines.rows(extract), {"source": lines.frame}), extract, verdict, lines)

    def survey_rows(self, path: str, extract: Extract, verdict: Verdict) -> Survey:
        """See `engines.base.ClusterEngine.survey_rows`."""
        frame: Any = None
        with Path(path).open(encoding="utf-8", newline="\n") as stream:
            for chunk in chain(iter(lambda: list(islice(stream, _CHUNK)), []), [[]]):
                sent = self._session.frame({"line": [line.removesuffix("\n") for line in chunk]})
                frame = sent if frame is None else frame.unionAll(sent)
        survey = self._take(Query(line_sql.WRITTEN_ROWS, {"source": frame}), extract, verdict, None)
        # These rows' places are not those of the file that they were read from.
        return replace(survey, combinations=tuple(one._replace(first=None) for one in survey.combinations))

    def _take(self, rows: Query, extract: Extract, verdict: Verdict, lines: TextLines | None) -> Survey:
        file, survey = surveyed(self._session, rows, extract, verdict, lines)
        self._files.append(file)
        return survey

    def forget(self) -> None:
        """See `engines.base.Engine.forget`."""
        self._files.pop()

    def rows_of(self, number: int, identifiers: Sequence[str]) -> Iterator[list[NumberedRow]]:
        """See `engines.base.Engine.rows_of`."""
        return _in_batches(self._people(number, identifiers, person_sql.read_cells(self._files[number].extract)))

    def lines_of(self, number: int, identifiers: Sequence[str]) -> Iterator[NumberedLine]:
        """See `engines.base.ClusterEngine.lines_of`."""
        lines = self._files[number].lines
        return (_numbered_line(row, lines) for row in self._people(number, identifiers, "line"))

    def _people(self, number: int, identifiers: Sequence[str], column: str) -> Iterator[Any]:
        file = self._files[number]
        query = Query(person_sql.people_rows(file.people, identifiers, column), file.frames)
        return self._session.stream(query, file.extract.path)

    def filled(self, number: int, columns: Sequence[int]) -> dict[int, int]:
        """See `engines.base.Engine.filled`."""
        file = self._files[number]
        query = Query(person_sql.filled_rows(file.people, columns), file.frames)
        (firsts,) = self._session.rows(query, file.extract.path)
        return {at: row + 1 for at, row in zip(columns, firsts, strict=True) if row is not None}

    def doubtful_rows(self, number: int) -> Iterator[list[NumberedRow]]:
        """See `engines.base.Engine.doubtful_rows`."""
        return _in_batches(self._refused(number))

    def doubtful_lines(self, number: int) -> Iterator[NumberedLine]:
        """See `engines.base.ClusterEngine.doubtful_lines`."""
        lines = self._files[number].lines
        return (_numbered_line(row, lines) for row in self._refused(number))

    def _refused(self, number: int) -> Iterator[Any]:
        file = self._files[number]
        return self._session.stream(
            Query(person_sql.refused_rows(file.extract, file.people), file.frames), file.extract.path
        )

    def tally(
        self, cells: Sequence[Sequence[int]], size: int, scope: Iterable[int], files: Sequence[int] | None = None
    ) -> Tally:
        """See `engines.base.Engine.tally`."""
        chosen = range(len(self._files)) if files is None else files
        pairs = [self._pairs(number, given) for number, given in zip(chosen, cells, strict=True)]
        if not pairs:
            return tallied([], size, scope, weighed=False)
        extract = self._files[chosen[0]].extract
        weighed = extract.weight is not None
        used = _together(pairs)
        people = used.within(partial(person_sql.by_person, weighed=weighed))
        table = self._session.table(people.within(partial(person_sql.sets, weighed=weighed)), extract.path)
        found = [simple_sets(table)]
        if holds_larger(table):
            larger = used.within(partial(person_sql.larger_sets, weighed=weighed))
            found.append(larger_sets(self._session.table(larger, extract.path)))
        unlike = self._unlike(people, extract) if weighed else Unlike()
        return replace(tallied(found, size, scope, weighed=weighed), unlike=unlike)

    def alike(self, teams: Sequence[Sequence[int]]) -> Alike:
        """See `engines.base.Engine.alike`."""
        if none_alike([forms for file in self._files for forms in file.forms]):
            return NONE_ALIKE
        used = _together([self._pairs(number, given) for number, given in enumerate(teams)])
        path = self._files[0].extract.path
        doubt = any(file.doubt for file in self._files)
        if doubt:
            foreign = [row.text for row in self._session.rows(used.within(alike_sql.foreign), path)]
            spelt = {"foreign_person": foreign, "foreign_spelt": list(map(spelling, foreign))}
            used = Query(used.text, {**used.frames, "foreign": self._session.frame(spelt)})
        people = used.within(partial(alike_sql.spelt, doubt=doubt))
        if not self._session.rows(people.within(lambda text: f"{alike_sql.near(text)} limit 1"), path):
            return NONE_ALIKE
        rows = self._session.rows(people.within(lambda text: judged(alike_sql.placed(text))), path)
        if not rows:
            return NONE_ALIKE
        same = people.within(partial(alike_sql.same, spelling=rows[0].spelt))
        placed = (Placed(row.team, row.person, row.spelt) for row in self._session.rows(same, path))
        return Alike(rows[0].identifiers, pair(rows[0].person, placed))

    def _unlike(self, people: Query, extract: Extract) -> Unlike:
        rows = self._session.rows(people.within(partial(person_sql.unlike, most=SHOWN_UNLIKE)), extract.path)
        return Unlike(rows[0].persons, tuple(row.person for row in rows)) if rows else Unlike()

    def _pairs(self, number: int, cells: Sequence[int]) -> Query:
        """Person, cell and weight of a file's rows; its frames have names of their own, beside those of other files.

        Rows in no cell are among them where there are weights, which have to be alike in these rows too.
        """
        file = self._files[number]
        kept = file.extract.weight is not None
        counted = [(texts, cell) for texts, cell in zip(file.texts, cells, strict=True) if cell >= 0 or kept]
        numbers = [cell if cell >= 0 else None for _, cell in counted]
        found = file.used(numbered(self._session, file.extract, [texts for texts, _ in counted], numbers))
        text = found.text
        for name in found.frames:
            text = text.replace(f"{{{name}}}", f"{{{name}{number}}}")
        frames = {f"{name}{number}": frame for name, frame in found.frames.items()}
        return Query(text, {name: frame for name, frame in frames.items() if f"{{{name}}}" in text})


def _together(queries: Sequence[Query]) -> Query:
    """The rows of several queries of the same columns."""
    every = " union all ".join(f"({one.text})" for one in queries)
    return Query(every, {name: frame for one in queries for name, frame in one.frames.items()})


def _in_batches(rows: Iterator[Any]) -> Iterator[list[NumberedRow]]:
    return iter(lambda: [NumberedRow(row.at + 1, tuple(row.cells)) for row in islice(rows, _BATCH)], [])


def _numbered_line(row: Any, lines: TextLines | None) -> NumberedLine:
    return NumberedLine(row.at + 1 if lines is None else lines.number(row.block, row.at), row.line)
