"""The quick way: one pass gives every row as two whole numbers, a person and the code of its combination.

It needs columns with few distinct texts. Identifiers that the pass cannot prove, where they are few, are fetched as
text, and Python numbers them.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from itertools import count
from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np

from coverage_cli.engines.base import NONE_LONG, Combination, Long, NumberedRow
from coverage_cli.engines.duckdb import proofs, sql
from coverage_cli.engines.duckdb.growing import Growing
from coverage_cli.engines.duckdb.hashes import key_of, keyed
from coverage_cli.engines.duckdb.looking import Look
from coverage_cli.engines.duckdb.numbered import Numbered, holds
from coverage_cli.engines.duckdb.others import others_of
from coverage_cli.engines.duckdb.pairs import Doubtful, Hashes, Other, Pairs, Plan

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coverage_cli.engines.base import Verdict
    from coverage_cli.engines.duckdb.proofs import Proof
    from coverage_cli.engines.duckdb.session import Session
    from coverage_cli.engines.extract import Extract, Sample, Texts

_CHUNK = 1 << 20
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

    def read(self, sample: Sample, *, hashed: bool = False) -> Pairs | None:
        """The file's rows, with `hashed` people whatever they are; None where this way is not for it.

        Raises:
            EngineError: the rows cannot be split.

        """
        look = Look(self.session, self.extract)
        rows = look.rows()
        sample = look.sample(sample, rows)
        proof = self._proof(sample, look, hashed=hashed)
        dictionary = [sorted(self.verdict.accept(at, texts)) for at, texts in enumerate(sample.columns)]
        refused = [set(texts).difference(good) for texts, good in zip(sample.columns, dictionary, strict=True)]
        while proof and dictionary and all(dictionary) and prod(map(len, dictionary)) <= sql.MOST_CODES:
            person = f"c{self.extract.identifier}"
            plan = Plan(dictionary, proof, self._weighed(proof.number(person)), self._places(dictionary, refused))
            numbered = self._numbers(plan, look.about(rows))
            plan.few = self._few(numbered, plan)
            fresh = self._unknown(plan) if holds(numbered.codes, sql.NO_CODE) else []
            if not any(fresh):
                return self._pairs(numbered, plan)
            dictionary = [
                [*known, *sorted(new.difference(known))] for known, new in zip(dictionary, fresh, strict=True)
            ]
        return None

    def _proof(self, sample: Sample, look: Look, *, hashed: bool) -> Proof | None:
        """What suits the identifiers; weights and hashes do not go together."""
        digits = proofs.NIK if self.verdict.nik else proofs.proof_for(sample.identifiers)
        if hashed or not digits:
            return None if self._weight else proofs.Hash(nik=self.verdict.nik)
        return replace(digits, whole=True) if digits.length and look.whole_identifiers() else digits

    def _numbers(self, plan: Plan, room: int) -> Numbered:
        """Every row's person, code and weight; a person is NO_PERSON where its identifier or weight is not proved."""
        person, weight = f"c{self.extract.identifier}", self._weight
        hashed = [key_of(person), proofs.length_of(person)] if plan.proof.hashed else []
        listed = [plan.proof.number(person, "attempt"), *plan.places, *([weight] if weight else []), *hashed]
        people, codes = Growing(np.uint64, room), Growing(np.uint32, room)
        weights, keys = Growing(np.int64, room if weight else 0), Growing(np.uint64, room if hashed else 0)
        long = NONE_LONG
        # The attempt as a column of its own: within a CASE, DuckDB would do it again for every mention.
        source = f"(select *, {plan.proof.attempt(person)} as attempt from {self.source})"
        rows = self.session.batches(f"select {', '.join(listed)} from {source}")
        with closing(rows):
            for identifier, *columns in rows:
                count = len(columns[0].values)
                numbers, places = people.more(count), codes.more(count)
                identifier.write(numbers, sql.NO_PERSON)
                lengths = columns.pop() if hashed else None
                if hashed:
                    columns.pop().write(keys.more(count), 0)
                if weight:
                    carried = columns.pop()
                    carried.write(weights.more(count), 0)
                    if carried.known is not None:
                        numbers[~carried.known] = sql.NO_PERSON
                plan.write_codes(columns, places)
                if lengths:
                    used = (numbers != np.uint64(sql.NO_PERSON)) & (places != np.uint32(sql.NO_CODE))
                    long = _longer(long, lengths.values[used])
        return Numbered(
            people.values, codes.values, weights.values if weight else None, keys.values if hashed else None, long
        )

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

    def _few(self, rows: Numbered, plan: Plan) -> list[Doubtful] | None:
        """The rows in doubt, with all their cells, where they are few: then one more pass is enough for everything."""
        doubtful, unproved = rows.doubtful()
        if not 0 < doubtful <= _FEW:
            return None
        width, every = self.extract.width, sql.source(self.extract, every=True)
        columns = ", ".join(f"c{at}" for at in range(width))
        # Only what some row fails is asked of all rows again.
        where = plan.doubt if unproved else plan.uncoded
        found = f"select line, {columns}, ({plan.number}) is null, {', '.join(plan.places)} from {every} where {where}"
        return [
            Doubtful(NumberedRow(line, tuple(more[:width])), plan.code(more[width + 1 :]), more[width])
            for batch in self.session.rows(found)
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

    def _pairs(self, rows: Numbered, plan: Plan) -> Pairs | None:
        """The rows as pairs, once those whose identifier is not proved are dealt with."""
        size, total = plan.size, len(rows.codes)
        others: list[Other] | None = []
        if unproved := holds(rows.people, sql.NO_PERSON):
            others = others_of(self.session, self.extract, self.verdict, plan)
            rows.leave_out_unproved()
        if others is None:
            return None
        rows.raised(plan.proof.offset)
        if rows.weights is not None:
            rows.keep_used()
        texts, hashes = self._appended(rows, others), None
        if plan.proof.hashed:
            hashes = Hashes(rows.keys, plan, others, not unproved)
        numbers = _count(rows.codes, size)
        for one in texts:
            numbers[one.code] += 1
        used = np.flatnonzero(numbers).tolist()
        found = tuple(Combination(plan.texts(code), int(numbers[code])) for code in used)
        few = None if plan.few is None else [one.row for one in plan.few]
        pairs = Pairs(total, rows.people, rows.codes, found, used, size, plan.doubt, few)
        pairs.others, pairs.other_codes = [one.value for one in texts], [one.code for one in texts]
        pairs.weights, pairs.other_weights = rows.weights, [one.weight for one in texts]
        pairs.long, pairs.hashes = rows.lengths([one.value for one in others]), hashes
        return pairs

    def _appended(self, rows: Numbered, others: list[Other]) -> list[Other]:
        """Put those among the rows that have a number there; gives the rest, which are texts among digits."""
        if rows.keys is not None:
            numbers = keyed(self.session, [one.value for one in others])
            rows.append(others, [numbers[one.value] for one in others])
            return []
        digits = [one for one in others if proofs.is_number(one.value)]
        rows.append(digits, [(int(f"1{one.value}"), 0) for one in digits])
        return [one for one in others if not proofs.is_number(one.value)]


def _longer(long: Long, lengths: Any) -> Long:  # noqa: ANN401
    """Some counts, and those of more rows (`proofs.length_of`)."""
    bare = int(np.count_nonzero(lengths == np.uint8(2)))
    return Long(long.rows + int(np.count_nonzero(lengths)), long.bare + bare)


def _count(codes: Any, size: int) -> Any:  # noqa: ANN401
    """How many rows have each code below `size`."""
    numbers = np.zeros(size + 1, np.int64)
    for start in range(0, len(codes), _CHUNK):
        numbers += np.bincount(np.minimum(codes[start : start + _CHUNK], size), minlength=size + 1)
    return numbers[:size]
