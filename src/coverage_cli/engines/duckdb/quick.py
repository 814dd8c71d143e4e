"""The quick way: one pass gives every row as two whole numbers, a person and the code of its combination.

It needs columns with few distinct texts, and identifiers of digits. Identifiers that are none, where they are few,
are fetched as text and numbered in Python.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from itertools import count
from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np

from coverage_cli.engines.base import Combination, Long, NumberedRow
from coverage_cli.engines.duckdb import sql
from coverage_cli.engines.duckdb.growing import Growing
from coverage_cli.engines.duckdb.looking import Look
from coverage_cli.engines.duckdb.pairs import Doubtful, Other, Pairs, Plan
from coverage_cli.engines.duckdb.precision import long_numbers, long_texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from coverage_cli.engines.base import Verdict
    from coverage_cli.engines.counting import Cells, Numbers
    from coverage_cli.engines.duckdb.session import Session
    from coverage_cli.engines.extract import Extract, Sample, Texts

_CHUNK = 1 << 20
_MOST_OTHERS = 200_000
"""Rows whose identifier is no number and which Python still numbers."""
_FEW = 5000
"""Rows in doubt that are fetched whole."""
_enums = count()


@dataclass(slots=True)
class QuickReader:
    """Reads one file the quick way."""

    session: Session
    extract: Extract
    verdict: Verdict

    @property
    def source(self) -> str:
        """The file as a table, in SQL."""
        return sql.source(self.extract)

    def read(self, sample: Sample) -> Pairs | None:
        """The file's rows; None where this way is not for it.

        Raises:
            EngineError: the rows cannot be split.

        """
        look = Look(self.session, self.extract)
        rows = look.rows()
        sample = look.sample(sample, rows)
        proof = sql.NIK if self.verdict.nik else sql.proof_for(sample.identifiers)
        if proof and proof.length and look.whole_identifiers():
            proof = replace(proof, whole=True)
        dictionary = [sorted(self.verdict.accept(at, texts)) for at, texts in enumerate(sample.columns)]
        refused = [set(texts).difference(good) for texts, good in zip(sample.columns, dictionary, strict=True)]
        while proof and dictionary and all(dictionary) and prod(map(len, dictionary)) <= sql.MOST_CODES:
            person = f"c{self.extract.identifier}"
            plan = Plan(dictionary, proof, self._weighed(proof.number(person)), self._places(dictionary, refused))
            people, codes, weights = self._numbers(plan, rows or _CHUNK)
            plan.few = self._few(people, codes, plan)
            fresh = self._unknown(plan) if _holds(codes, sql.NO_CODE) else []
            if not any(fresh):
                return self._pairs(people, codes, weights, plan)
            dictionary = [
                [*known, *sorted(new.difference(known))] for known, new in zip(dictionary, fresh, strict=True)
            ]
        return None

    def _numbers(self, plan: Plan, room: int) -> tuple[Numbers, Cells, Any]:
        """Every row's person, code and weight; a person is NO_PERSON where its identifier or weight is not proved."""
        person, weight = f"c{self.extract.identifier}", self._weight
        listed = ", ".join([plan.proof.number(person, "attempt"), *plan.places, *([weight] if weight else [])])
        people, codes, weights = Growing(np.uint64, room), Growing(np.uint32, room), Growing(np.int64, room)
        # The cast as a column of its own: within a CASE, DuckDB would do it again for every mention.
        source = f"(select *, {plan.proof.attempt(person)} as attempt from {self.source})"
        rows = self.session.batches(f"select {listed} from {source}")
        with closing(rows):
            for identifier, *columns in rows:
                count = len(columns[0].values)
                numbers = people.more(count)
                identifier.write(numbers, sql.NO_PERSON)
                if weight:
                    carried = columns.pop()
                    carried.write(weights.more(count), 0)
                    if carried.known is not None:
                        numbers[~carried.known] = sql.NO_PERSON
                plan.write_codes(columns, codes.more(count))
        return people.values, codes.values, weights.values if weight else None

    @property
    def _weight(self) -> str:
        """The SQL of a row's weight, NULL where it is not proved; empty without weights."""
        at = self.extract.weight
        return "" if at is None else sql.billionths(f"c{at}", self.extract.mark)

    def _weighed(self, number: str) -> str:
        """The SQL of a person's number, NULL also where the weight is not proved."""
        return f"case when ({self._weight}) is not null then {number} end" if self._weight else number

    def _places(self, dictionary: list[list[str]], refused: list[set[str]]) -> list[str]:
        """The SQL of each column's places; those of refused texts come behind."""
        known = [[*good, *sorted(bad)] for good, bad in zip(dictionary, refused, strict=True)]
        enums = [f"texts_{next(_enums)}" for _ in known]
        for enum, texts in zip(enums, known, strict=True):
            self.session.run(f"create type {enum} as enum ({', '.join(map(sql.literal, texts))})")
        return sql.positions(self.extract, known, enums)

    def _few(self, people: Numbers, codes: Cells, plan: Plan) -> list[Doubtful] | None:
        """The rows in doubt, with all their cells, where they are few: then one more pass is enough for everything."""
        unproved, uncoded = _holds(people, sql.NO_PERSON), _holds(codes, sql.NO_CODE)
        if not (unproved or uncoded):
            return None
        if np.count_nonzero((people == np.uint64(sql.NO_PERSON)) | (codes == np.uint32(sql.NO_CODE))) > _FEW:
            return None
        width, every = self.extract.width, sql.source(self.extract, every=True)
        columns = ", ".join(f"c{at}" for at in range(width))
        # Only what some row fails is asked of all rows again.
        where = plan.doubt if unproved else plan.uncoded
        rows = f"select line, {columns}, ({plan.number}) is null, {', '.join(plan.places)} from {every} where {where}"
        return [
            Doubtful(NumberedRow(line, tuple(more[:width])), plan.code(more[width + 1 :]), more[width])
            for batch in self.session.rows(rows)
            for line, *more in batch
        ]

    def _unknown(self, plan: Plan) -> list[set[str]]:
        """The texts of rows without a code that the model takes, by column; all empty where it takes no such row."""
        fresh: list[set[str]] = [set() for _ in self.extract.places]
        for rows in self._uncoded(plan):
            valid = [
                self.verdict.accept(at, list(dict.fromkeys(texts))) for at, texts in enumerate(zip(*rows, strict=True))
            ]
            for row in rows:
                if all(text in good for text, good in zip(row, valid, strict=True)):
                    for text, new in zip(row, fresh, strict=True):
                        new.add(text)
        return fresh

    def _uncoded(self, plan: Plan) -> Iterable[Sequence[Texts]]:
        """The texts of rows without a code."""
        if plan.few is not None:
            return [[tuple(one.row.cells[at] for at in self.extract.places) for one in plan.few if one.code is None]]
        columns = ", ".join(f"c{at}" for at in self.extract.places)
        return self.session.rows(f"select distinct {columns} from {self.source} where {plan.uncoded}")

    def _pairs(self, people: Numbers, codes: Cells, weights: Any, plan: Plan) -> Pairs | None:  # noqa: ANN401
        """The rows as pairs, once those whose identifier is no number are dealt with."""
        size, rows = plan.size, len(codes)
        others: list[Other] | None = []
        if _holds(people, sql.NO_PERSON):
            others = self._others(plan)
            unproved = people == np.uint64(sql.NO_PERSON)
            codes[unproved] = sql.NO_CODE
            people[unproved] = people.min()
        if others is None:
            return None
        people += np.uint64(plan.proof.offset)
        if weights is not None and _holds(codes, sql.NO_CODE):
            proved = codes != np.uint32(sql.NO_CODE)
            people, codes, weights = people[proved], codes[proved], weights[proved]
        digits = [one for one in others if sql.is_number(one.value)]
        if digits:
            people = np.append(people, np.array([int(f"1{one.value}") for one in digits], np.uint64))
            codes = np.append(codes, np.array([one.code for one in digits], np.uint32))
            weights = (
                None if weights is None else np.append(weights, np.array([one.weight for one in digits], np.int64))
            )
        texts = [one for one in others if not sql.is_number(one.value)]
        numbers = _count(codes, size)
        for one in texts:
            numbers[one.code] += 1
        used = np.flatnonzero(numbers).tolist()
        found = tuple(Combination(plan.texts(code), int(numbers[code])) for code in used)
        few = None if plan.few is None else [one.row for one in plan.few]
        values, other_codes = [one.value for one in texts], [one.code for one in texts]
        carried = [one.weight for one in texts]
        long = _long(people, codes, values)
        return Pairs(
            rows, people, codes, found, used, size, plan.doubt, few, values, other_codes, weights, carried, long
        )

    def _others(self, plan: Plan) -> list[Other] | None:
        """Rows that only the model proves; None where they are many."""
        others: list[Other] = []
        for rows in self._unproved(plan):
            good = self.verdict.identify(list(dict.fromkeys(text for text, _, _ in rows)))
            known = self.verdict.weigh(list(dict.fromkeys(weight for *_, weight in rows))) if self._weight else {"": 0}
            others += [
                Other(good[text], int(found), known[weight])
                for text, found, weight in rows
                if text in good and weight in known
            ]
            if len(others) > _MOST_OTHERS:
                return None
        return others

    def _unproved(self, plan: Plan) -> Iterator[Sequence[tuple[str, int, str]]]:
        """Identifier, code and weight of rows that have a code and no proof."""
        column, weight = self.extract.identifier, self.extract.weight
        if plan.few is not None:
            few = [(one.row.cells, one.code) for one in plan.few if one.unproved and one.code is not None]
            yield [(cells[column], code, "" if weight is None else cells[weight]) for cells, code in few]
            return
        condition = f"({plan.number}) is null and not ({plan.uncoded})"
        carried = "''" if weight is None else f"c{weight}"
        listed = ", ".join([f"c{column}", carried, *plan.places])
        for rows in self.session.rows(f"select {listed} from {self.source} where {condition}"):
            yield [(text, code, weight) for text, weight, *places in rows if (code := plan.code(places)) is not None]


def _holds(values: Any, value: int) -> bool:  # noqa: ANN401
    return bool(len(values)) and int(values.max()) == value


def _long(people: Numbers, codes: Cells, texts: Sequence[str]) -> Long:
    """Whose identifiers are long numbers, among rows that have a code and among `texts`."""
    used = people[codes != np.uint32(sql.NO_CODE)] if _holds(codes, sql.NO_CODE) else people
    numbers, others = long_numbers(used), long_texts(texts)
    return Long(numbers.rows + others.rows, numbers.bare + others.bare)


def _count(codes: Any, size: int) -> Any:  # noqa: ANN401
    """How many rows have each code below `size`."""
    numbers = np.zeros(size + 1, np.int64)
    for start in range(0, len(codes), _CHUNK):
        numbers += np.bincount(np.minimum(codes[start : start + _CHUNK], size), minlength=size + 1)
    return numbers[:size]
