"""Spark as an engine: it reads, proves and counts where the data is; whole numbers and refused rows come back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.weights import decimal, heads
from coverage_cli.engines.base import (
    SHOWN_UNLIKE,
    Combination,
    Extract,
    First,
    NumberedLine,
    NumberedRow,
    Sample,
    Survey,
    Tally,
    Unlike,
    Verdict,
)  # fmt: skip
from coverage_cli.engines.spark import sql
from coverage_cli.engines.spark.lines import TextLines
from coverage_cli.engines.spark.session import Query, Session
from coverage_cli.engines.spark.sums import cell_set, tallied

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from types import TracebackType
    from typing import Self

    from coverage_cli.engines.base import Texts
    from coverage_cli.engines.options import Watch

_ENDINGS = (".csv", ".csv.gz", ".parquet")
_SIMPLE = 2
"""Cells of a set that its first and its last say."""
_SWAPPED = str.maketrans(".,", ",.")
_BATCH = 50_000
"""Rows handed on together."""
_CHUNK = 500_000
"""Rows of this machine sent to the cluster together."""


@dataclass(frozen=True, slots=True)
class _File:
    """A surveyed file: its rows as a query over `frames`, and the texts of the combinations that are handed out.

    `valid` are all texts that the model takes, numbered. With `doubt`, there are identifiers that no pattern proves.
    """

    extract: Extract
    people: str
    frames: Mapping[str, Any]
    doubt: bool
    texts: list[Texts]
    lines: TextLines | None

    def used(self, valid: object) -> Query:
        """The valid rows, with the numbers that `valid` gives."""
        text = sql.used_rows(self.extract, self.people, doubt=self.doubt)
        return Query(text, {**self.frames, "valid": valid})


class SparkEngine:
    """See `engines.base.ClusterEngine`."""

    def __init__(self, remote: str, watch: Watch | None = None) -> None:
        self._remote, self._watch = remote, watch
        self._files: list[_File] = []

    def __enter__(self) -> Self:
        """Connect."""
        self._session = Session(self._remote, self._watch)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End what still runs, and the session."""
        self._files.clear()
        self._session.close()

    def files(self, path: str) -> list[str]:
        """See `engines.base.ClusterEngine.files`."""
        found = self._session.files(path)
        if len(found) == 1 and found[0].rsplit("/", 1)[-1] == path.rsplit("/", 1)[-1]:
            return [path]
        tables = sorted(one for one in found if one.endswith(_ENDINGS))
        if not tables:
            raise UsageFault("{path} is a folder without a .csv, .csv.gz or .parquet file", {"path": path})
        return tables

    def head(self, path: str) -> bytes:
        """See `engines.base.ClusterEngine.head`."""
        return TextLines.of(self._session, path).head()

    def copy(self, path: str, into: str) -> None:
        """See `engines.base.ClusterEngine.copy`."""
        TextLines.of(self._session, path).copy(into)

    def lines_at(self, path: str, orders: Sequence[int]) -> dict[int, str]:
        """See `engines.base.ClusterEngine.lines_at`."""
        return TextLines.of(self._session, path).at(orders)

    def columns(self, path: str) -> tuple[str, ...]:
        """See `engines.base.Engine.columns`."""
        return self._session.names(self._session.read(path, "parquet", ["*"]), path)

    def survey(self, extract: Extract, verdict: Verdict, sample: Sample) -> Survey:  # noqa: ARG002 - no hint is needed
        """See `engines.base.Engine.survey`."""
        if extract.columnar:
            frame = self._session.read(extract.path, "parquet", sql.columnar_rows(extract))
            return self._surveyed(Query("select * from {source}", {"source": frame}), extract, verdict, None)
        lines = TextLines.of(self._session, extract.path)
        return self._surveyed(Query(lines.rows(extract), {"source": lines.frame}), extract, verdict, lines)

    def survey_rows(self, path: str, extract: Extract, verdict: Verdict) -> Survey:
        """See `engines.base.ClusterEngine.survey_rows`."""
        frame: Any = None
        with Path(path).open(encoding="utf-8", newline="\n") as stream:
            for chunk in chain(iter(lambda: list(islice(stream, _CHUNK)), []), [[]]):
                sent = self._session.frame({"line": [line.removesuffix("\n") for line in chunk]})
                frame = sent if frame is None else frame.unionAll(sent)
        survey = self._surveyed(Query(sql.WRITTEN_ROWS, {"source": frame}), extract, verdict, None)
        # These rows' places are not those of the file that they were read from.
        return replace(survey, combinations=tuple(one._replace(first=None) for one in survey.combinations))

    def _surveyed(self, rows: Query, extract: Extract, verdict: Verdict, lines: TextLines | None) -> Survey:
        people = sql.person_rows(extract, rows.text, is_nik=verdict.nik)
        found = self._session.rows(Query(sql.combinations(extract, people), rows.frames), extract.path)
        total, taken = sum(row.rows for row in found), _valid(found, verdict)
        valid = self._numbered(extract, [one.texts for one in taken], range(len(taken)))
        doubt = any(row.whole and row.rows > row.proved for row in found)
        asked = {**rows.frames, "valid": valid}
        frames = {**asked, **self._judged(Query(people, asked), extract, verdict, doubt=doubt)}
        numbers = {at: one.rows for at, one in enumerate(taken)}
        file = _File(extract, people, frames, doubt, [one.texts for one in taken], lines)
        if doubt:
            counted = self._session.rows(file.used(valid).within(sql.by_number), extract.path)
            numbers = {row.number: row.rows for row in counted}
        used = [Combination(taken[at].texts, numbers[at], _place(taken[at].first, lines)) for at in sorted(numbers)]
        self._files.append(replace(file, texts=[one.texts for one in used]))
        return Survey(total, total - sum(numbers.values()), tuple(used))

    def _numbered(self, extract: Extract, texts: Sequence[Texts], numbers: Sequence[int | None]) -> Any:  # noqa: ANN401
        columns = {name: [one[at] for one in texts] for at, name in enumerate(sql.names(extract))}
        return self._session.frame(columns, {"number": numbers})

    def _judged(self, people: Query, extract: Extract, verdict: Verdict, *, doubt: bool) -> dict[str, Any]:
        """What the model makes of the identifiers, and of the weights, that no pattern proves."""
        known: dict[str, str] = {}
        sizes: dict[str, str] = {}
        if doubt:
            for batch in self._unproved(people, extract, "p"):
                known |= verdict.identify(batch)
        if doubt and extract.weight is not None:
            for batch in self._unproved(people, extract, "w"):
                texts = batch if extract.mark == "." else [text.translate(_SWAPPED) for text in batch]
                sizes |= {w: decimal(heads(found[text])) for found in [verdict.weigh(texts)]
                          for w, text in zip(batch, texts, strict=True) if text in found}  # fmt: skip
        frames = {"known": self._session.frame({"raw": list(known), "value": list(known.values())})}
        if extract.weight is not None:
            frames["sized"] = self._session.frame({"weight_text": list(sizes), "size": list(sizes.values())})
        return frames

    def _unproved(self, people: Query, extract: Extract, column: str) -> Iterator[list[str]]:
        query = Query(sql.unproved(extract, people.text, column), people.frames)
        rows = self._session.stream(query, extract.path)
        return iter(lambda: [str(row.text) for row in islice(rows, _BATCH)], [])

    def rows_of(self, number: int, identifiers: Sequence[str]) -> Iterator[list[NumberedRow]]:
        """See `engines.base.Engine.rows_of`."""
        rows = self._people(number, identifiers)
        return iter(lambda: [NumberedRow(row.at + 1, tuple(row.cells)) for row in islice(rows, _BATCH)], [])

    def lines_of(self, number: int, identifiers: Sequence[str]) -> Iterator[NumberedLine]:
        """See `engines.base.ClusterEngine.lines_of`."""
        lines = self._files[number].lines
        return (_numbered_line(row, lines) for row in self._people(number, identifiers))

    def _people(self, number: int, identifiers: Sequence[str]) -> Iterator[Any]:
        file = self._files[number]
        query = Query(sql.people_rows(file.people, identifiers), file.frames)
        return self._session.stream(query, file.extract.path)

    def doubtful_rows(self, number: int, most: int | None = None) -> Iterator[list[NumberedRow]]:
        """See `engines.base.Engine.doubtful_rows`."""
        rows = islice(self._refused(number), most)
        yield from iter(lambda: [NumberedRow(row.at + 1, tuple(row.cells)) for row in islice(rows, _BATCH)], [])

    def doubtful_lines(self, number: int) -> Iterator[NumberedLine]:
        """See `engines.base.ClusterEngine.doubtful_lines`."""
        lines = self._files[number].lines
        return (_numbered_line(row, lines) for row in self._refused(number))

    def _refused(self, number: int) -> Iterator[Any]:
        file = self._files[number]
        return self._session.stream(Query(sql.refused_rows(file.extract, file.people), file.frames), file.extract.path)

    def tally(
        self, cells: Sequence[Sequence[int]], size: int, scope: Iterable[int], files: Sequence[int] | None = None
    ) -> Tally:
        """See `engines.base.Engine.tally`."""
        chosen = range(len(self._files)) if files is None else files
        pairs = [self._pairs(number, given) for number, given in zip(chosen, cells, strict=True)]
        if not pairs:
            return tallied([], size, frozenset(scope), weighed=False)
        extract = self._files[chosen[0]].extract
        weighed = extract.weight is not None
        every = " union all ".join(f"({one.text})" for one in pairs)
        frames = {name: frame for one in pairs for name, frame in one.frames.items()}
        used = Query(every, frames)
        people = used.within(partial(sql.by_person, weighed=weighed))
        rows = self._session.rows(people.within(partial(sql.sets, weighed=weighed)), extract.path)
        sets = [cell_set({row.least, row.most}, row) for row in rows if row.cells <= _SIMPLE]
        if any(row.cells > _SIMPLE for row in rows):
            larger = self._session.rows(used.within(partial(sql.larger_sets, weighed=weighed)), extract.path)
            sets += [cell_set(row.cells, row) for row in larger]
        unlike = self._unlike(people, extract) if weighed else Unlike()
        return replace(tallied(sets, size, frozenset(scope), weighed=weighed), unlike=unlike)

    def _unlike(self, people: Query, extract: Extract) -> Unlike:
        rows = self._session.rows(people.within(partial(sql.unlike, most=SHOWN_UNLIKE)), extract.path)
        return Unlike(rows[0].persons, tuple(row.person for row in rows)) if rows else Unlike()

    def _pairs(self, number: int, cells: Sequence[int]) -> Query:
        """Person, cell and weight of a file's rows; its frames have names of their own, beside those of other files.

        Rows in no cell are among them where there are weights, which have to be alike in these rows too.
        """
        file = self._files[number]
        kept = file.extract.weight is not None
        counted = [(texts, cell) for texts, cell in zip(file.texts, cells, strict=True) if cell >= 0 or kept]
        numbers = [cell if cell >= 0 else None for _, cell in counted]
        found = file.used(self._numbered(file.extract, [texts for texts, _ in counted], numbers))
        text = found.text
        for name in found.frames:
            text = text.replace(f"{{{name}}}", f"{{{name}{number}}}")
        frames = {f"{name}{number}": frame for name, frame in found.frames.items()}
        return Query(text, {name: frame for name, frame in frames.items() if f"{{{name}}}" in text})


class _Taken(NamedTuple):
    """Texts that the model takes, in how many rows the identifier is proved, and where the first one stands."""

    texts: Texts
    rows: int
    first: int


def _valid(found: Iterable[Any], verdict: Verdict) -> list[_Taken]:
    """The combinations that the model takes."""
    rows = sorted(_Taken(tuple(row[1:-3]), row.proved, row.first) for row in found if row.whole)
    columns = zip(*(row.texts for row in rows), strict=True)
    good = [verdict.accept(at, list(dict.fromkeys(texts))) for at, texts in enumerate(columns)]
    return [row for row in rows if all(text in known for text, known in zip(row.texts, good, strict=True))]


def _place(order: int, lines: TextLines | None) -> First:
    return First(order, order + 1 if lines is None else lines.ordered(order))


def _numbered_line(row: Any, lines: TextLines | None) -> NumberedLine:  # noqa: ANN401
    return NumberedLine(row.at + 1 if lines is None else lines.number(row.block, row.at), row.line)
