"""Branches that are at least all others together, beside rows without their count: totals whose parts prove nothing.

A total of complete parts is told by its sum (K103, K106). Where a part has no count, the sum is less than the total.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from coverage_cli.analysis.sums.vocabulary import totals_among
from coverage_cli.analysis.suspicion import Suspect
from coverage_cli.domain.counts import CountTable
from coverage_cli.domain.fields import SIDES
from coverage_cli.domain.model import Cell, Group, Key, Kind
from coverage_cli.domain.weights import Heads
from coverage_cli.pipeline.judging.uncounted import rows_without_count
from coverage_cli.pipeline.loading import Tables

_FEWEST = 3
"""Others; a branch as large as two is no rare thing."""
_NEAR = 20
"""A total that was rounded or revised is off by less than such a part of the sum."""


def dominant_branches(tables: Tables) -> list[Suspect]:
    """K113 for each branch that outweighs the others in both tables, at its first row in each.

    A town may outweigh its counties in one of them; for both, in every segment, beside a gap, it takes a total. Where
    a segment has no gap, its total is their sum, or near to it.
    """
    if not all(any(layout.missing for layout in tables.layouts[kind]) for kind in SIDES):
        return []
    largest = {kind: dict(_largest(tables.reader(kind).table)) for kind in SIDES}
    both = set.intersection(*({group.branch for group in found} for found in largest.values()))
    lacking = {kind: _lacking(tables, kind) if both else {} for kind in SIDES}  # for which the files are read again
    suspects: list[Suspect] = []
    for branch in sorted(both):
        own = [suspect for kind in SIDES for suspect in _of(branch, tables, kind, largest[kind], lacking[kind])]
        suspects += own if {suspect.kind for suspect in own} == {*SIDES} else []
    return suspects


def _of(
    branch: str, tables: Tables, kind: Kind, largest: Mapping[Group, int], lacking: Mapping[str, set[str]]
) -> Iterator[Suspect]:
    """A branch's suspects of one table: in each period in which it outweighs the others and one of them has a gap."""
    table = tables.reader(kind).table
    for group, others in largest.items():
        lacks = lacking.get(group.period, set()) - {branch}
        if group.branch == branch and lacks and not _is_denied(table, group, lacks):
            args = (("others", str(others)), ("rows", str(len(lacks))))
            first = Key(group, min(table.counts[group]))
            yield Suspect("K113", kind, first, "branch", args)


def _is_denied(table: CountTable, group: Group, lacks: set[str]) -> bool:
    """Whether a branch is far more than the others in a segment in which none of them lacks its count."""
    others = {one.branch: cells for one, cells in table.counts.items() if one.period == group.period and one != group}
    for cell, own in table.counts[group].items() if lacks <= others.keys() else ():
        counts = [cells[cell] for cells in others.values() if cell in cells]
        if len(counts) == len(others) and _NEAR * (own - sum(counts)) > sum(counts):
            return True
    return False


def _lacking(tables: Tables, kind: Kind) -> dict[str, set[str]]:
    """By period the branches that have rows without a count."""
    found: dict[str, set[str]] = defaultdict(set)
    for (branch, _), periods in rows_without_count(tables, kind).items():
        for period in periods:
            found[period.text].add(branch)
    return found


def _largest(table: CountTable) -> Iterator[tuple[Group, int]]:
    """The branches that have no fewer people than all others of the period, in every cell of any; how many others."""
    totals = totals_among({group.branch for group in table.counts})
    periods: dict[str, list[Group]] = defaultdict(list)
    for group in table.counts:
        if group.branch not in totals:
            periods[group.period].append(group)
    for groups in periods.values():
        sums: Counter[Cell] = Counter()
        for group in groups if len(groups) > _FEWEST else ():
            sums.update(table.counts[group])
        for group in groups if sums else ():
            if _is_more(table.counts[group], sums):
                yield group, len(groups) - 1


def _is_more(cells: Mapping[Cell, Heads], sums: Mapping[Cell, Heads]) -> bool:
    """Whether the others are more nowhere, and fewer somewhere: where they are as many, their sum tells."""
    twice = [(2 * cells.get(cell, -1), people) for cell, people in sums.items()]
    return all(own >= people for own, people in twice) and any(own > people for own, people in twice)
