"""Identifiers that are alike, among texts in tables and among hashes.

A quick look decides whether any can be: whether two have one hash in their compact form. Only what that leaves over
is compared, as text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from coverage_cli.domain.alike import compact, spelling
from coverage_cli.engines import alike
from coverage_cli.engines.alike import NONE_ALIKE, Alike, Placed, pair
from coverage_cli.engines.arrays import Numbers
from coverage_cli.engines.counting import fresh
from coverage_cli.engines.duckdb import sql
from coverage_cli.engines.duckdb.hashes import HashedFile
from coverage_cli.engines.duckdb.proofs import key_of
from coverage_cli.engines.duckdb.session import Session
from coverage_cli.engines.duckdb.tables import fill

_PIECE = 1 << 16

_SPELT = alike.spelt(f"regexp_replace(lower(person), {alike.NO_LETTERS}, ' ', 'g')")
_COMPACT = f"trim(leading '0' from regexp_replace(lower(person), {alike.NO_LETTERS}, '', 'g'))"
"""`alike.COMPACT` of `_SPELT`, sooner."""
_ASCII = "strlen(person) = length(person)"

Teams = list[tuple[int, int]]
"""A file's codes, and the number of those who are counted together."""


def alike_in_tables(session: Session, tables: Sequence[str], teams: Sequence[Teams]) -> Alike:
    """Among `people`, who have numbers (`tables.number_people`)."""
    session.run("create or replace temp table foreign_people (person varchar, spelt varchar)")
    for batch in list(session.rows(f"select person from people where not ({_ASCII})")):
        _spell(session, [text for (text,) in batch])
    foreign = f"select hash({alike.COMPACT}), number from foreign_people join people using (person)"
    near = _near(*session.arrays(f"select hash({_COMPACT}), number from people where {_ASCII} union all {foreign}"))
    if not len(near):
        return NONE_ALIKE
    _keep(session, near)
    # A table of its own: else DuckDB would spell everybody's.
    session.run(
        "create or replace temp table near_texts as "
        "select person from people semi join near_numbers on near_numbers.number = people.number"
    )
    return _judged(session, tables, teams)


def alike_hashed(session: Session, files: Sequence[HashedFile], people: int, teams: Sequence[Teams]) -> Alike:
    """Among so many people, whose numbers are hashes that were made sure of."""
    keys = np.concatenate([file.hashes.keys for file in files])
    if np.count_nonzero(fresh(np.sort(keys))) == people:
        return NONE_ALIKE
    near = _shared(keys, np.concatenate([file.pairs.people for file in files]))
    if not len(near):
        return NONE_ALIKE
    _keep(session, near)
    session.run("create or replace temp table foreign_people (person varchar, spelt varchar)")
    tables = [f"near_rows_{at}" for at in range(len(files))]
    for table, file in zip(tables, files, strict=True):
        _fetch(session, table, file, near)
    every = " union all ".join(f"select person from {table}" for table in tables)
    session.run(f"create or replace temp table near_texts as select distinct person from ({every})")
    return _judged(session, tables, teams)


def _fetch(session: Session, table: str, file: HashedFile, near: Numbers) -> None:
    """Put the used rows with such keys into a table."""
    plan, others = file.hashes.plan, file.hashes.others
    near_rows = f"{key_of(file.person)} in (select number from near_numbers)"
    session.run(
        f"create or replace temp table {table} as select distinct {file.person} as person, {plan.coded} as code "
        f"{file.rows} and {near_rows} and not ({plan.uncoded})"
    )
    keys = file.hashes.keys[len(file.hashes.keys) - len(others) :]
    found = [one for one, close in zip(others, np.isin(keys, near).tolist(), strict=True) if close]
    fill(session, table, [one.value for one in found], [one.code for one in found])
    _spell(session, [one.value for one in found if not one.value.isascii()])


def _shared(keys: Numbers, people: Numbers) -> Numbers:
    """The keys that several people have, ascending."""
    order = np.argsort(keys)
    keys, people = keys[order], people[order]
    return np.unique(keys[1:][(keys[1:] == keys[:-1]) & (people[1:] != people[:-1])])


def _keep(session: Session, numbers: Numbers) -> None:
    session.run("create or replace temp table near_numbers (number ubigint)")
    for start in range(0, len(numbers), _PIECE):
        fill(session, "near_numbers", numbers[start : start + _PIECE].tolist())


def _spell(session: Session, texts: Iterable[str]) -> None:
    """Spell what is not ASCII, for which there is no SQL."""
    distinct = list(dict.fromkeys(texts))
    fill(session, "foreign_people", distinct, list(map(spelling, distinct)))


def _judged(session: Session, tables: Sequence[str], teams: Sequence[Teams]) -> Alike:
    """Among `near_texts`; a row's `person` and `code` stand in the tables."""
    session.run(
        f"create or replace temp table near_people as select person, {_SPELT} as spelt from near_texts where {_ASCII} "
        "union all select distinct person, spelt from foreign_people semi join near_texts using (person)"
    )
    placed = " union all ".join(
        _placed(session, at, table, given) for at, (table, given) in enumerate(zip(tables, teams, strict=True))
    )
    session.run(f"create or replace temp table placed_people as select distinct * from ({placed})")
    rows = session.run(alike.judged("select * from placed_people")).fetchall()
    if not rows:
        return NONE_ALIKE
    ((first, spelt, identifiers),) = rows
    same = session.run(f"select * from placed_people where {alike.COMPACT} = {sql.literal(compact(spelt))}").fetchall()
    return Alike(identifiers, pair(first, (Placed(*row) for row in same)))


def _near(hashes: Numbers, numbers: Numbers) -> Numbers:
    """The numbers that share their hash with others."""
    order = np.argsort(hashes)
    hashes = hashes[order]
    same = np.zeros(len(hashes), bool)
    same[1:] = hashes[1:] == hashes[:-1]
    same[:-1] |= same[1:]
    return numbers[order[same]]


def _placed(session: Session, at: int, table: str, teams: Teams) -> str:
    """The people of a table who may be alike to others, with their teams."""
    session.run(f"create or replace temp table teams_{at} (code bigint, team bigint)")
    fill(session, f"teams_{at}", *map(list, zip(*teams, strict=True)) if teams else ([], []))
    return (
        f"select g.team, n.person, n.spelt from {table} as t join teams_{at} as g on g.code = t.code "
        "join near_people as n on n.person = t.person"
    )
