"""Spark's SQL for identifiers that are alike, over rows with a `person` and the `number` of who counts with them."""

from __future__ import annotations

from coverage_cli.domain.alike import compact
from coverage_cli.engines import alike
from coverage_cli.engines.spark.line_sql import literal
from coverage_cli.engines.spark.person_sql import braced

_FOREIGN = "octet_length(person) <> length(person)"
"""The condition of an identifier that is no ASCII."""
_SPELT = alike.spelt(f"regexp_replace(lower(person), {alike.NO_LETTERS}, ' ')")


def foreign(used: str) -> str:
    """The distinct identifiers whose spelling SQL does not give."""
    return f"select distinct person as text from ({used}) where {_FOREIGN}"


def spelt(used: str, *, doubt: bool) -> str:
    """The people of teams with their spelling; with `doubt`, that of some is `foreign`."""
    spelling = f"coalesce(foreign_spelt, {_SPELT})" if doubt else _SPELT
    join = " left join {foreign} on person = foreign_person" if doubt else ""
    return f"select number as team, person, {spelling} as spelt from ({used}){join} where number is not null"


def near(people: str) -> str:
    """Hashes of what several identifiers have in common.

    Two spellings of one person that share a hash of 64 bits would be overlooked; comparing texts takes far longer.
    """
    return (
        f"select common from (select xxhash64({alike.COMPACT}) as common, xxhash64(person) as own from ({people})) "
        "group by common having min(own) <> max(own)"
    )


def placed(people: str) -> str:
    """Those who may be alike to others, each once in each team."""
    return (
        f"select distinct team, person, spelt from ({people}) left semi join ({near(people)}) "
        f"on xxhash64({alike.COMPACT}) = common"
    )


def same(people: str, spelling: str) -> str:
    """The people whose spelling has the same letters and digits, each once in each team."""
    text = literal(braced(compact(spelling)))
    return f"select distinct team, person, spelt from ({people}) where {alike.COMPACT} = {text}"
