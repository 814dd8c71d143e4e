"""People whose numbers are hashes, or are made of several words: made sure of, so that one number is one person.

Two texts may have one hash. Where several rows have the same one, all texts with such hashes are counted by DuckDB,
as texts, and have to be as many as the hashes. Then a hash stands for one text alone, and no text had to leave the
engine. Fewer bits of a hash leave room for a cell in the same 64 (`engines.counting`), so they are tried first.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from coverage_cli.domain.alike import compact, spelling
from coverage_cli.engines.arrays import Numbers, Small
from coverage_cli.engines.counting import fresh
from coverage_cli.engines.duckdb import sql
from coverage_cli.engines.duckdb.digits import pieces
from coverage_cli.engines.duckdb.pairs import Hashes, Pairs
from coverage_cli.engines.duckdb.proofs import HASH_BITS, hash_of
from coverage_cli.engines.duckdb.session import Session
from coverage_cli.engines.extract import Extract

_KEPT, _KEPT_OF_WORDS = (53, HASH_BITS), (53, 64)
"""Bits of a hash, and of a number made of words, that tell people apart."""
_LOOK = 22
"""The first bits of a hash or of a number, by which texts are chosen to be counted, or rows to be compared."""


def keyed(session: Session, identifiers: Sequence[str]) -> dict[str, tuple[int, int]]:
    """The hash of each identifier, and of what it has in common with alike ones."""
    texts = list(dict.fromkeys(identifiers))
    if not texts:
        return {}
    common = [compact(spelling(text)) for text in texts]
    found = session.run(
        f"select person, {hash_of('person')}, {hash_of('common')} "
        "from (select unnest(?) as person, unnest(?) as common)",
        [texts, common],
    )
    return {text: (number, key) for text, number, key in found.fetchall()}


class HashedFile(NamedTuple):
    """A file whose people are hashes."""

    extract: Extract
    pairs: Pairs
    hashes: Hashes

    @property
    def person(self) -> str:
        """The column of identifiers, in SQL."""
        return f"c{self.extract.identifier}"

    @property
    def rows(self) -> str:
        """The rows whose identifier is proved, as SQL behind `select`."""
        proof = "true" if self.hashes.proved else f"not ({self.hashes.plan.unproved})"
        return f"from {sql.source(self.extract)} where {proof}"


def make_sure(session: Session, files: Sequence[HashedFile]) -> int | None:
    """How many people there are, each of whose numbers stands for one text; None where one stands for several.

    The numbers then have as few bits as that takes.
    """
    people = [file.pairs.people for file in files]
    texts: int | None = None
    for kept in _KEPT:
        numbers = [one >> np.uint64(HASH_BITS - kept) for one in people] if kept < HASH_BITS else people
        ordered = np.concatenate(numbers)
        ordered.sort()
        distinct = fresh(ordered)
        first = np.uint64(kept - _LOOK)
        if texts is None:
            chosen = np.zeros(1 << _LOOK, bool)
            chosen[ordered[~distinct] >> first] = True
            texts = _texts(session, files, chosen) if chosen.any() else 0
        if texts == int(np.count_nonzero(chosen[ordered[distinct] >> first])):
            for file, number in zip(files, numbers, strict=True):
                file.pairs.people = number
            return int(np.count_nonzero(distinct))
    return None


def _texts(session: Session, files: Sequence[HashedFile], chosen: Small) -> int:
    """How many identifiers there are whose hashes begin with a chosen number."""
    bits = sql.literal((chosen + np.uint8(ord("0"))).tobytes().decode())
    every = [f"select {file.person} as person {file.rows}" for file in files]
    every.append("select unnest(?) as person")
    others = [one.value for file in files for one in file.hashes.others]
    look = f"get_bit({bits}::bit, ({hash_of('person')} >> {HASH_BITS - _LOOK})::integer) = 1"
    counted = f"select count(distinct person) from ({' union all '.join(every)}) where {look}"
    return int(session.row(counted, [others])[0])


_PART = 1 << 23
"""Rows that are compared at a time, about."""


def told_apart(files: Sequence[Pairs]) -> bool:
    """Whether people of one form differ in their numbers; these then have as few bits as that takes."""
    people = _joined([file.people for file in files])
    words = [people, *map(_joined, zip(*(file.words for file in files), strict=True))]
    for kept in _KEPT_OF_WORDS:
        spare = np.uint64(64 - kept)
        if _apart(people >> spare, words, np.uint64(kept - _LOOK)):
            for file in files:
                file.people, file.words = file.people >> spare, []
            return True
    return False


def _joined(parts: Sequence[Numbers]) -> Numbers:
    return parts[0] if len(parts) == 1 else np.concatenate(parts)


def _apart(numbers: Numbers, words: Sequence[Numbers], first: np.uint64) -> bool:
    """Whether rows with one number have the same words: of those with a number that several rows have."""
    ordered = np.sort(numbers)
    several = ordered[~fresh(ordered)] >> first
    del ordered
    parts = 1 + len(several) // _PART
    for part in range(parts):
        chosen = np.zeros(1 << _LOOK, bool)
        chosen[several[several % np.uint64(parts) == np.uint64(part)]] = True
        rows = np.concatenate([at.start + np.flatnonzero(chosen[numbers[at] >> first]) for at in pieces(len(numbers))])
        rows = rows[np.argsort(numbers[rows])]
        again = ~fresh(numbers[rows])
        if any((fresh(word[rows]) & again).any() for word in words):
            return False
    return True
