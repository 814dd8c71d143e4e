"""Participants of unlike programmes: in one period, which totals add up, or one after the other, as in a trend."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from coverage_cli.analysis.suspicion import Suspect
from coverage_cli.domain.model import Cell, Key, Kind
from coverage_cli.domain.periods.periods import known_period

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coverage_cli.domain.counts import CountTable


def unlike_programmes(participants: CountTable) -> Iterator[Suspect]:
    """What rows that name a programme say against each other, at the first such row of each branch and period."""
    said: dict[str, Counter[str]] = {}
    for group, rows in participants.details.items():
        said.setdefault(group.period, Counter()).update(filter(None, (row.programme for row in rows.values())))
    if len({name for names in said.values() for name in names}) > 1:
        yield from _beside(participants, said)
        yield from _since(participants)


def _beside(participants: CountTable, said: dict[str, Counter[str]]) -> Iterator[Suspect]:
    """Another programme than most rows of the period name."""
    for group, rows in participants.details.items():
        programmes = said[group.period]
        if len(programmes) > 1:
            most = max(sorted(programmes), key=programmes.__getitem__)
            others = [cell for cell, row in rows.items() if row.programme not in {"", most}]
            if others:
                args = (("period", group.period),)
                yield Suspect("D115", Kind.PARTICIPANTS, Key(group, min(others)), "programme", args)


def _since(participants: CountTable) -> Iterator[Suspect]:
    """Another programme than the same row names in the newest period before that names one."""
    before: dict[tuple[str, Cell], tuple[str, str]] = {}
    for group in sorted(participants.details, key=lambda one: (one.branch, known_period(one.period))):
        rows = participants.details[group]
        named = {cell: row.programme for cell in sorted(rows) if (row := rows[cell]).programme}
        for cell, programme in named.items():
            former, earlier = before.get((group.branch, cell), (programme, ""))
            if former != programme:
                args = (("former", former), ("earlier", earlier))
                yield Suspect("D116", Kind.PARTICIPANTS, Key(group, cell), "programme", args)
                break
        before |= {(group.branch, cell): (programme, group.period) for cell, programme in named.items()}
