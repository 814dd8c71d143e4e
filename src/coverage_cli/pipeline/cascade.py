"""`gap --by programme`: how many of the workers each programme reaches, the widest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from coverage_cli.analysis.coverage import Assessment
from coverage_cli.analysis.matching import Match
from coverage_cli.domain.counts import CountTable
from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.fields import PROGRAMME
from coverage_cli.domain.model import Row
from coverage_cli.domain.weights import Heads
from coverage_cli.pipeline.loading import Tables


def without_programme(by: tuple[str, ...]) -> tuple[str, ...]:
    """What the rows of one programme are by; a branch each, where nothing else is asked for."""
    return tuple(part for part in by if part != PROGRAMME) or ("branch",)


def cascade(tables: Tables, matches: Sequence[Match], whole: Assessment, by: tuple[str, ...]) -> list[Row]:
    """A row for each programme, or for each programme within each other part; widest first.

    Every row stands over the workers of its part. `whole` is the assessment of all programmes together.

    Raises:
        UsageFault: the participants are no persons, or their files have no column `programme`.
    """
    if tables.people is None or not tables.people.programmes:
        raise UsageFault("{option} programme needs files of persons with a column programme", {"option": "--by"})
    rows: list[Row] = []
    everywhere = (None,) * len(whole.population.dimensions)
    for name, table in tables.people.programmes.items():
        shown = tables.people.names.shown(name)
        of_one = Assessment(whole.population, table, whole.question, whole.target, whole.labels, whole.damage)
        of_one.take([_with(match, table) for match in matches])
        found = of_one.rows() if by != (PROGRAMME,) else [of_one.grand_total()]
        # A total has no dimensions, not even for all of those that the project declares.
        rows += [replace(row, dimensions=(*(row.dimensions or everywhere), shown)) for row in found]
    return sorted(rows, key=_place)


def _place(row: Row) -> tuple[list[str], Heads]:
    """Where a row stands: beside the other programmes of its part, the widest first."""
    return [name or "" for name in row.names[:-1]], -(row.coverage.participants or 0)


def _with(match: Match, table: CountTable) -> Match:
    """The match with the members of one programme, who may be none in a cell that has other members."""
    if (group := match.participants_group) is None:
        return match
    members = table.counts.get(group, {})
    return match._replace(participants={cell: members.get(cell, 0) for cell in match.participants})
