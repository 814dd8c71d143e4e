"""The way for every file: identifiers of any text, any number of combinations, in DuckDB's own tables, which spill.

Identifiers of plain letters and digits are proved by a pattern, and so are weights; all others go to the model once
each. Where people are to be counted over several files, every distinct identifier gets a number, and numpy goes on
from there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import count
from typing import Any, NamedTuple

from coverage_cli.engines.base import Combination, Long, Verdict
from coverage_cli.engines.duckdb import proofs, sql
from coverage_cli.engines.duckdb.precision import long_sql
from coverage_cli.engines.duckdb.session import Session
from coverage_cli.engines.extract import Extract, Texts
from coverage_cli.engines.identifiers import NUMBER

_numbers = count()


class Table(NamedTuple):
    """A table of a file's used rows, `person` (text), `code` and `weight` (0 where the file has none).

    `codes` are those of `combinations`, below `size`.
    """

    name: str
    rows: int
    combinations: tuple[Combination, ...]
    codes: list[int]
    size: int
    long: Long


def read_table(session: Session, extract: Extract, verdict: Verdict) -> Table:
    """Read a file into a table of its used rows.

    Raises:
        EngineError: the rows cannot be split.
    """
    number = next(_numbers)
    names = ("groups", "valid", "accepted", "used", "weighed")
    groups, valid, accepted, used, weighed = (f"{name}_{number}" for name in names)
    source = sql.source(extract)
    columns = [f"c{at}" for at in extract.places]
    person = f"c{extract.identifier}"
    listed = ", ".join(columns)
    proved = partial(proofs.simple, is_nik=verdict.nik)
    session.run(
        f"create temp table {groups} as select row_number() over () as code, * "
        f"from (select {listed}, count(*) as rows from {source} group by all)"
    )
    session.run(f"create temp table {valid} (code bigint, number uinteger)")
    texts: list[Texts] = []
    for codes, good in _valid(session, groups, listed, verdict):
        fill(session, valid, codes, range(len(texts), len(texts) + len(codes)))
        texts += good
    doubtful = f"select distinct {person} from {source} where not {proved(person)}"
    _accept(session, accepted, doubtful, "varchar", verdict.identify)
    weight, join = _weights(session, weighed, extract, verdict, source)
    same = " and ".join(f"s.{column} = g.{column}" for column in columns)
    value = f"case when {proved('s.' + person)} then s.{person} else a.value end"
    session.run(
        f"create temp table {used} as select {value} as person, v.number as code, {weight} as weight "
        f"from {source} as s join {groups} as g on {same} join {valid} as v on v.code = g.code "
        f"left join {accepted} as a on a.raw = s.{person}{join} where {value} is not null and {weight} is not null"
    )
    total = session.row(f"select coalesce(sum(rows), 0)::bigint from {groups}")[0]
    counts = ", ".join(long_sql("person"))
    found = session.run(f"select code, count(*), {counts} from {used} group by code").fetchall()
    rows = {code: count for code, count, *_ in found}
    long = Long(sum(one for *_, one, _ in found), sum(one for *_, one in found))
    for table in (groups, valid, accepted, *([weighed] if join else [])):
        session.run(f"drop table {table}")
    codes = sorted(rows)
    combinations = tuple(Combination(texts[code], rows[code]) for code in codes)
    return Table(used, int(total), combinations, codes, len(texts), long)


def _valid(session: Session, groups: str, listed: str, verdict: Verdict) -> Iterator[tuple[list[int], list[Texts]]]:
    """The codes and texts of the combinations that the model takes."""
    # Read as a whole before anything else runs: a connection holds one open result.
    for batch in list(session.rows(f"select code, {listed} from {groups} order by {listed}")):
        columns = list(zip(*batch, strict=True))[1:]
        good = [verdict.accept(at, list(dict.fromkeys(texts))) for at, texts in enumerate(columns)]
        taken = [row for row in batch if all(text in known for text, known in zip(row[1:], good, strict=True))]
        yield [int(row[0]) for row in taken], [tuple(row[1:]) for row in taken]


def _weights(session: Session, table: str, extract: Extract, verdict: Verdict, source: str) -> tuple[str, str]:
    """The SQL of a row's weight, and the join that it needs; without weights everybody has 0, and nothing is joined."""
    if extract.weight is None:
        return "0", ""
    column = f"c{extract.weight}"
    proved = partial(sql.billionths, mark=extract.mark)
    doubtful = f"select distinct {column} from {source} where ({proved(column)}) is null"
    _accept(session, table, doubtful, "bigint", verdict.weigh)
    return f"coalesce({proved('s.' + column)}, w.value)", f" left join {table} as w on w.raw = s.{column}"


def _accept(
    session: Session, table: str, doubtful: str, kind: str, values: Callable[[list[str]], Mapping[str, Any]]
) -> None:
    """Keep what the model makes of identifiers or weights that no pattern proves."""
    session.run(f"create temp table {table} (raw varchar, value {kind})")
    session.run(f"create temp table {table}_doubtful as {doubtful}")
    for batch in list(session.rows(f"select * from {table}_doubtful")):
        good = values([text for (text,) in batch])
        if good:
            fill(session, table, list(good), list(good.values()))
    session.run(f"drop table {table}_doubtful")


def fill(session: Session, table: str, *columns: Sequence[Any]) -> None:
    """Put columns of values into a table."""
    places = ", ".join("unnest(?)" for _ in columns)
    if columns[0]:
        session.run(f"insert into {table} select {places}", [list(column) for column in columns])


_FIRST = f"not regexp_full_match(person, '{NUMBER}'), length(person), person"
"""The order of `engines.base.Unlike`."""


def number_people(session: Session, tables: Sequence[str], *, weighed: bool) -> Iterator[list[Any]]:
    """Each table's rows as arrays: person, code, and with `weighed` the weight; a person has one number in all tables.

    With weights, the numbers follow the order in which people with unlike ones are named.
    """
    every = " union all ".join(f"select person from {table}" for table in tables)
    order = f"order by {_FIRST}" if weighed else ""
    session.run(
        "create or replace temp table people as "
        f"select person, row_number() over ({order}) as number from (select distinct person from ({every}))"
    )
    weight = ", t.weight" if weighed else ""
    for table in tables:
        yield session.arrays(
            f"select p.number::ubigint as person, t.code{weight} "
            f"from {table} as t join people as p on p.person = t.person"
        )


def people_of(session: Session, numbers: Sequence[int]) -> tuple[str, ...]:
    """The identifiers of numbers that `number_people` gave, in their order."""
    found = session.run("select person from people where number in (select unnest(?)) order by number", [list(numbers)])
    return tuple(person for (person,) in found.fetchall())
