"""Two states of the same tables: which rows came, went or were revised, and what that does to the rates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from coverage_cli.analysis.comparison import ALIKE, Headcounts, Revision, Shift, Unlike
from coverage_cli.analysis.matching import Match, Timeline, match_of
from coverage_cli.domain.bases import basis_key
from coverage_cli.domain.counts import CountTable, Programmes
from coverage_cli.domain.model import Cell, Group, Key
from coverage_cli.domain.names.keys import name_key
from coverage_cli.domain.periods.periods import Period, known_period


def revisions(before: CountTable, after: CountTable) -> Iterator[Revision]:
    """Every key whose row was added, removed or revised (its count, basis or programme), sorted by key."""
    for group in sorted({*before.counts, *after.counts}):
        old, new = before.counts.get(group, {}), after.counts.get(group, {})
        said = before.details.get(group) or after.details.get(group)
        programmes = _unlike(before, after, group)
        if old == new and not (said or programmes):
            continue
        for cell in sorted({*old, *new}):
            basis = (before.detail(group, cell).basis, after.detail(group, cell).basis)
            moved = basis[0] != basis[1] and basis_key(basis[0]) != basis_key(basis[1])
            unlike = programmes.get(cell, ALIKE)
            if moved or cell in programmes or old.get(cell) != new.get(cell):
                yield Revision(after.kind, Key(group, cell), old.get(cell), new.get(cell), basis, unlike)


def _unlike(before: CountTable, after: CountTable, group: Group) -> dict[Cell, Unlike]:
    """The cells of a branch and period whose participants are of other programmes than they were."""
    old, new = before.programmes(group), after.programmes(group)
    both = {cell: (old[cell], new[cell]) for cell in old.keys() & new.keys()} if old != new else {}
    return {cell: pair for cell, pair in both.items() if _keys(pair[0]).isdisjoint(_keys(pair[1]))}


def _keys(programmes: Programmes) -> Programmes:
    return frozenset(map(name_key, programmes))


class Snapshot(NamedTuple):
    """Both tables as they were at a time; `at` gives the participants with who belongs to several cells of a period."""

    population: CountTable
    participants: CountTable
    at: Callable[[str], CountTable]


def shifts(before: Snapshot, after: Snapshot) -> Iterator[Shift]:
    """Periods whose headcounts changed, of all branches where there are several.

    Then each branch and period: the total first, then each cell that changed.
    """
    old, new = (_matches(one.population, one.participants) for one in (before, after))
    apart = list(_of_branches(old, new, before, after))
    changed = {shift.period for shift in apart}
    for period in sorted({group.period for group in (*old, *new)}):
        # Persons may move between branches that stay as large.
        if period not in changed and before.at(period).overlap is after.at(period).overlap is None:
            continue
        was, now = ({group: found for group, found in side.items() if group.period == period} for side in (old, new))
        if len({*was, *now}) == 1:
            continue
        totals = _overall(period, was, before), _overall(period, now, after)
        if period in changed or totals[0] != totals[1]:
            unlike = [shift.programmes for shift in apart if shift.period == period and shift.cell is None]
            yield Shift(None, period, None, *totals, _together(unlike))
    yield from apart


def _of_branches(
    old: Mapping[Group, Match], new: Mapping[Group, Match], before: Snapshot, after: Snapshot
) -> Iterator[Shift]:
    for group in sorted({*old, *new}):
        was, now = _headcounts(old.get(group)), _headcounts(new.get(group))
        totals = _total(old.get(group), before), _total(new.get(group), after)
        if was == now and totals[0] == totals[1]:  # persons may move between cells that stay as large
            continue
        unlike = _unlike(before.participants, after.participants, group)
        counted = frozenset.intersection(*(frozenset(dict(one.counted)) for one in totals))
        whole = [unlike[cell] for cell in counted & unlike.keys()]
        yield Shift(*group, None, *totals, _together(whole))
        for cell in sorted({*was, *now}):
            if was.get(cell, Headcounts()) != now.get(cell, Headcounts()):
                sides = was.get(cell, Headcounts()), now.get(cell, Headcounts())
                yield Shift(*group, cell, *sides, unlike.get(cell, ALIKE))


def _together(cells: Iterable[Unlike]) -> Unlike:
    """The programmes of a total some of whose cells are of unlike ones."""
    old, new = ALIKE
    for before, after in cells:
        old, new = old | before, new | after
    return old, new


def _matches(population: CountTable, participants: CountTable) -> dict[Group, Match]:
    people = Timeline(population)
    whens = {group: people.vintage(group.branch, known_period(group.period)) for group in participants.counts}
    return {group: match_of(group, population, participants, vintage) for group, vintage in whens.items()}


def _headcounts(found: Match | None) -> dict[Cell, Headcounts]:
    if found is None:
        return {}
    vintage = _text(found.vintage)
    return {cell: Headcounts(workers, people, vintage) for cell, workers, people in found.pairs()}


def _total(found: Match | None, snapshot: Snapshot) -> Headcounts:
    """A total counts the cells that have both sides, as every total here does."""
    if found is None or (group := found.participants_group) is None:
        return Headcounts()
    both = _both(found)
    if not both:
        return Headcounts(vintage=_text(found.vintage))
    people = snapshot.at(group.period).heads(Key(group, cell) for cell, _ in both)
    return Headcounts(sum(workers for _, workers in both), people, _text(found.vintage), frozenset(both))


def _overall(period: str, matches: Mapping[Group, Match], snapshot: Snapshot) -> Headcounts:
    """The total of all branches of a period, in which a person of several counts once."""
    both = [(group, cell, workers) for group, found in matches.items() for cell, workers in _both(found)]
    if not both:
        return Headcounts()
    people = snapshot.at(period).heads(Key(group, cell) for group, cell, _ in both)
    vintages = {found.vintage for found in matches.values()}
    vintage = _text(vintages.pop()) if len(vintages) == 1 else None
    counted = frozenset(((group.branch, *cell), workers) for group, cell, workers in both)
    return Headcounts(sum(workers for *_, workers in both), people, vintage, counted)


def _both(found: Match) -> list[tuple[Cell, int]]:
    """The cells that have both sides, each with its workers."""
    return [(cell, workers) for cell, workers, people in found.pairs() if workers is not None and people is not None]


def _text(period: Period | None) -> str | None:
    return period.text if period else None
