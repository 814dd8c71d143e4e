"""Names that are nearly the sum of the others wherever they stand, in both tables: totals that were rounded or revised.

A total is told by its name or as the exact sum of its parts (`totals`, `wholes`). One that is a little off has neither.
"""

from __future__ import annotations

from collections.abc import Iterator

from coverage_cli.analysis.sums.axis import Axis, Members
from coverage_cli.analysis.sums.vocabulary import totals_among
from coverage_cli.analysis.suspicion import Suspect
from coverage_cli.domain.counts import CountTable
from coverage_cli.domain.model import Group, Key
from coverage_cli.domain.names.labels import Labels
from coverage_cli.domain.periods.periods import known_period
from coverage_cli.domain.weights import Heads, decimal

_FEWEST = 5
"""Names beside each other; of fewer, one is often as large as the others."""
_PART, _LARGE = 20, 1_000
"""A total is off by less than the first part of its sum; smaller sums than the second are near by chance."""


def nearly_sums(population: CountTable, participants: CountTable, labels: tuple[Labels, ...]) -> Iterator[Suspect]:
    """K114 for each name that is nearly the sum of the others in both tables: its rows of the newest period in each."""
    tables = population, participants
    found = [{(at, name): places for at, name, places in _found(table, labels)} for table in tables]
    for at, name in sorted(found[0].keys() & found[1].keys()):
        for table, places in zip(tables, (one[at, name] for one in found), strict=True):
            newest = max(places, key=lambda one: known_period(one.period)).period
            told = set[str]()
            for one in places:
                names = (*one.rest[:at], name, *one.rest[at:])
                branch = names[0]
                if one.period == newest and branch not in told:
                    told.add(branch)
                    args = (("count", decimal(one.counts[name])), ("sum", decimal(_others(one, name))))
                    key, shown = Key(Group(branch, newest), names[1:]), labels[at].shown(name)
                    yield Suspect("K114", table.kind, key, table.fields[at], args, shown)


def _found(table: CountTable, labels: tuple[Labels, ...]) -> Iterator[tuple[int, str, list[Members]]]:
    """The name of each field that may be such a total, and where it stands beside others."""
    for at in range(len(table.fields)):
        glance = Axis(table, at, ()).glance()
        if glance is None or len(glance.counts) < _FEWEST:
            continue
        name = max(glance.counts, key=glance.counts.__getitem__)
        if not _is_near(glance, name) or name in (totals := totals_among(set(labels[at]))):
            continue  # of a total by its name K102 tells
        places = [one for one in Axis(table, at, totals).places_of([name]) if len(one.counts) >= _FEWEST]
        # One segment is half of all in one branch by chance, a branch in both tables hardly.
        near = len(places) > min(at, 1) and all(_is_near(one, name) for one in places)
        if near and any(one.counts[name] != _others(one, name) for one in places):  # else it is told as their sum
            yield at, name, places


def _is_near(place: Members, name: str) -> bool:
    own, others = place.counts[name], _others(place, name)
    return others >= _LARGE and _PART * max(own - others, others - own) < others


def _others(place: Members, name: str) -> Heads:
    return sum(place.counts.values()) - place.counts[name]
