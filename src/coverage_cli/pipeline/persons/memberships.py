"""Which programmes the people of a cell are in, as far as their rows say so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from coverage_cli.domain.counts import CountTable
from coverage_cli.domain.model import Key
from coverage_cli.domain.names.labels import Labels
from coverage_cli.pipeline.persons.meaning import Meant

_ENOUGH = 20
"""Rows of a cell among which it is no chance that none is of a programme."""


def enter_programmes(table: CountTable, combinations: Iterable[tuple[Meant, int]], names: Labels) -> None:
    """Enter the programmes of each cell of which enough rows name one."""
    rows: dict[Key, Counter[str]] = {}
    for meant, count in combinations:
        if meant.programme:
            rows.setdefault(meant.key, Counter())[meant.programme] += count
    for key, found in rows.items():
        if found.total() >= _ENOUGH:
            table.memberships.setdefault(key.group, {})[key.cell] = frozenset(map(names.shown, found))
