"""What engines have in common that look for identifiers that are alike (`domain.alike`): SQL, and the pair to show.

The SQL is DuckDB's and Spark's alike. `team` numbers the people who are counted together.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from coverage_cli.domain.alike import are_alike, longest_first

COMPACT = "replace(spelt, ' ', '')"
"""`domain.alike.compact` of a column `spelt`."""
NO_LETTERS = "'[^0-9a-z]+'"
"""A regular expression for what stands between letters and digits, in ASCII in lower case."""


class Alike(NamedTuple):
    """Identifiers that are alike to another one that is counted together with them (`domain.alike`): how many, and two.

    The two are the first one, in the order of `domain.alike.longest_first`, and the first that is alike to it.
    """

    identifiers: int = 0
    pair: tuple[str, ...] = ()


NONE_ALIKE = Alike()


class Placed(NamedTuple):
    """An identifier of somebody who is counted in a team, and its spelling."""

    team: int
    person: str
    spelt: str


def spelt(apart: str) -> str:
    """`domain.alike.spelling`, from lower case in which a blank stands for each match of `NO_LETTERS`."""
    return f"rtrim(trim(leading '0 ' from {apart}))"


def judged(placed: str) -> str:
    """The first identifier that is alike to another one of its team, and how many such there are; at most one row.

    `placed` has every identifier once in each of its teams.
    """
    return (
        f"select person, spelt, count(*) over () as identifiers from (select distinct person, spelt from ("
        "select person, spelt, count(*) over (partition by team, spelt) as same, "
        f"count(*) over (partition by team, {COMPACT}) as near, "
        f"max(case when instr(spelt, ' ') = 0 then 1 else 0 end) over (partition by team, {COMPACT}) as bare "
        f"from ({placed}) as placed) as counted where same > 1 or (near > 1 and bare = 1)) as found "
        "order by length(person) desc, person limit 1"
    )


def pair(first: str, placed: Iterable[Placed]) -> tuple[str, str]:
    """An identifier, and the first that is alike to it in a team of both."""
    found = list(placed)
    teams = {one.team: one.spelt for one in found if one.person == first}
    others = {
        one.person
        for one in found
        if one.person != first and one.team in teams and are_alike(one.spelt, teams[one.team])
    }
    return first, longest_first(others)[0]
