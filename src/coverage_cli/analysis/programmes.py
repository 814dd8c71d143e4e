"""Participants of unlike programmes: in one period, which totals take together, or one after the other, as in a trend.

A row of counts is of one programme. Persons of a cell are in several, of which people elsewhere share some.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from coverage_cli.analysis.suspicion import Suspect
from coverage_cli.domain.counts import CountTable, Programmes
from coverage_cli.domain.model import Cell, Group, Key, Kind
from coverage_cli.domain.periods.periods import known_period


def unlike_programmes(participants: CountTable) -> Iterator[Suspect]:
    """What rows that name a programme say against each other, at the first such row of each branch and period."""
    named = {group: participants.programmes(group) for group in participants.memberships or participants.details}
    said: dict[str, Counter[Programmes]] = {}
    for group, cells in named.items():
        said.setdefault(group.period, Counter()).update(cells.values())
    if len({names for sets in said.values() for names in sets}) > 1:
        found = [*_beside(named, {period: _usual(sets) for period, sets in said.items() if sets}), *_since(named)]
        for one in found:
            # Of persons a row names one of several.
            shown = _listed(named[one.key.group][one.key.cell]) if participants.memberships else None
            yield one._replace(shown=shown)


def _usual(sets: Counter[Programmes]) -> Programmes:
    """The programme that most rows are of, and those that all of these rows share with it."""
    rows: Counter[str] = Counter()
    for names, count in sets.items():
        rows.update(dict.fromkeys(names, count))
    most = max(sorted(rows), key=rows.__getitem__)
    return frozenset.intersection(*(names for names in sets if most in names))


def _beside(named: Mapping[Group, Mapping[Cell, Programmes]], usual: Mapping[str, Programmes]) -> Iterator[Suspect]:
    """Rows of other programmes than most rows of the period."""
    for group, cells in named.items():
        others = [cell for cell, names in cells.items() if names.isdisjoint(usual[group.period])]
        if others:
            args = (("period", group.period),)
            yield Suspect("D115", Kind.PARTICIPANTS, Key(group, min(others)), "programme", args)


def _since(named: Mapping[Group, Mapping[Cell, Programmes]]) -> Iterator[Suspect]:
    """Rows of another programme than the same row names in the newest period before that names one."""
    before: dict[tuple[str, Cell], tuple[Programmes, str]] = {}
    for group in sorted(named, key=lambda one: (one.branch, known_period(one.period))):
        cells = named[group]
        for cell in sorted(cells):
            former, earlier = before.get((group.branch, cell), (cells[cell], ""))
            if former.isdisjoint(cells[cell]):
                args = (("former", _listed(former)), ("earlier", earlier))
                yield Suspect("D116", Kind.PARTICIPANTS, Key(group, cell), "programme", args)
                break
        before |= {(group.branch, cell): (names, group.period) for cell, names in cells.items()}


def _listed(names: Programmes) -> str:
    return ", ".join(sorted(names))
