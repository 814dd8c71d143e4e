"""The quick way: one pass gives every row as two whole numbers, a person and the code of its combination.

It needs columns with few distinct texts. Identifiers that the pass cannot prove, where they are few, are fetched as
text, and Python numbers them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from math import prod

import numpy as np

from coverage_cli.engines.arrays import Cells, Whole
from coverage_cli.engines.base import Combination, NumberedRow, Verdict
from coverage_cli.engines.duckdb import proofs, sql
from coverage_cli.engines.duckdb.digits import pieces
from coverage_cli.engines.duckdb.hashes import keyed
from coverage_cli.engines.duckdb.numbered import Gathered, Numbered
from coverage_cli.engines.duckdb.pairs import Doubtful, Hashes, Other, Pairs, Plan
from coverage_cli.engines.duckdb.profiling import Look
from coverage_cli.engines.duckdb.proofs import Proof
from coverage_cli.engines.duckdb.session import Session
from coverage_cli.engines.duckdb.unproved import others_of
from coverage_cli.engines.extract import Extract, Sample, Texts

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
        sample = look.sample(sample)
        proof = self._proof(sample, look, hashed=hashed)
        dictionary = [sorted(self.verdict.accept(at, texts)) for at, texts in enumerate(sample.columns)]
        refused = [set(texts).difference(good) for texts, good in zip(sample.columns, dictionary, strict=True)]
        while proof and dictionary and all(dictionary) and prod(map(len, dictionary)) <= sql.MOST_CODES:
            plan = Plan(dictionary, proof, self._unproved(proof), self._places(dictionary, refused))
            numbered = self._numbers(plan, look.about())
            plan.few = self._few(numbered, plan)
            fresh = self._unknown(plan) if numbered.uncoded else []
            if not any(fresh):
                return self._pairs(numbered, plan, sample)
            dictionary = [
                [*known, *sorted(new.difference(known))] for known, new in zip(dictionary, fresh, strict=True)
            ]
        return None

    def _proof(self, sample: Sample, look: Look, *, hashed: bool) -> Proof | None:
        """What suits the identifiers; weights go with digits alone."""
        nik = self.verdict.nik
        if hashed:
            return None if self._weight else proofs.Hash(nik=nik)
        if look.whole_identifiers():
            return proofs.Whole(nik=nik)
        if nik:
            return proofs.Digits(nik=True)
        identifiers = sample.identifiers or look.identifiers()
        return proofs.proof_for(identifiers) or (None if self._weight else proofs.letters_for(identifiers))

    def _numbers(self, plan: Plan, room: int) -> Numbered:
        """Every row's person, code and weight; a person is NO_PERSON where its identifier or weight is not proved."""
        gathered = Gathered(plan, room, weighed=bool(self._weight))
        listed = [*plan.proof.asked(self._person), *plan.places, *([self._weight] if self._weight else [])]
        with closing(self.session.batches(f"select {', '.join(listed)} from {self.source}")) as batches:
            for batch in batches:
                gathered.add(batch)
        return gathered.rows

    @property
    def _weight(self) -> str:
        """The SQL of a row's weight, NULL where it is not proved; empty without weights."""
        at = self.extract.weight
        return "" if at is None else sql.billionths(f"c{at}", self.extract.mark)

    def _unproved(self, proof: Proof) -> str:
        """See `Plan.unproved`."""
        weight = f" or ({self._weight}) is null" if self._weight else ""
        return f"(not {proof.proved(self._person)}{weight})"

    @property
    def _person(self) -> str:
        return f"c{self.extract.identifier}"

    def _places(self, dictionary: list[list[str]], refused: list[set[str]]) -> list[str]:
        """The SQL of each column's places; those of refused texts come behind."""
        known = [[*good, *sorted(bad)] for good, bad in zip(dictionary, refused, strict=True)]
        enums = [f"texts_{next(_enums)}" for _ in known]
        for enum, texts in zip(enums, known, strict=True):
            self.session.run(f"create type {enum} as enum ({', '.join(map(sql.literal, texts))})")
        return sql.positions(self.extract, known, enums)

    def _few(self, rows: Numbered, plan: Plan) -> list[Doubtful] | None:
        """The rows in doubt, with all their cells, where they are few: then one more pass is enough for everything."""
        if not 0 < rows.doubtful() <= _FEW:
            return None
        width, every = self.extract.width, sql.source(self.extract, every=True)
        columns = ", ".join(f"c{at}" for at in range(width))
        # Only what some row fails is asked of all rows again.
        where = plan.doubt if rows.unproved else plan.uncoded
        found = f"select line, {columns}, {plan.unproved}, {', '.join(plan.places)} from {every} where {where}"
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

    def _pairs(self, rows: Numbered, plan: Plan, sample: Sample) -> Pairs | None:
        """The rows as pairs, once those whose identifier is not proved are dealt with."""
        total, proof = len(rows.codes), plan.proof
        others: list[Other] | None = []
        if rows.unproved:
            others = others_of(self.session, self.extract, self.verdict, plan)
            rows.leave_out_unproved()
        if proof.form and others != []:
            return self.read(sample, hashed=True)  # they may be alike to those of that form
        if others is None:
            return None
        if rows.weights is not None:
            rows.keep_used()
        texts = self._appended(rows, others, proof)
        numbers = _count(rows.codes, plan.size)
        for one in texts:
            numbers[one.code] += 1
        used = np.flatnonzero(numbers).tolist()
        return Pairs(
            total,
            rows.people,
            rows.codes,
            combinations=tuple(Combination(plan.texts(code), int(numbers[code])) for code in used),
            code_of=used,
            size=plan.size,
            doubt=plan.doubt,
            few=None if plan.few is None else [one.row for one in plan.few],
            others=[one.value for one in texts],
            other_codes=[one.code for one in texts],
            weights=rows.weights,
            other_weights=[one.weight for one in texts],
            long=rows.lengths([one.value for one in others], proof.prefix),
            prefix=proof.prefix,
            hashes=Hashes(rows.beside[0], plan, others, not rows.unproved) if proof.hashed else None,
            form=proof.form,
            words=rows.beside if proof.form else (),
        )

    def _appended(self, rows: Numbered, others: list[Other], proof: Proof) -> list[Other]:
        """Put those among the rows that have a number there; gives the rest, which are texts among digits."""
        if proof.hashed:
            numbers = keyed(self.session, [one.value for one in others])
            rows.append(others, [numbers[one.value] for one in others])
            return []
        found = [(one, proofs.number_of(one.value, proof.prefix)) for one in others]
        digits = [(one, (number, 0)) for one, number in found if number is not None]
        rows.append([one for one, _ in digits], [number for _, number in digits])
        return [one for one, number in found if number is None]


def _count(codes: Cells, size: int) -> Whole:
    """How many rows have each code below `size`."""
    numbers = np.zeros(size + 1, np.int64)
    for piece in pieces(len(codes)):
        numbers += np.bincount(np.minimum(codes[piece], size), minlength=size + 1)
    return numbers[:size]
