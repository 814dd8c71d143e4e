"""Checked rows into the table: which are used, which come again, which add up."""

from __future__ import annotations

from itertools import compress, groupby, islice, pairwise, repeat
from operator import is_not, or_

from coverage_cli.config.layout import Layout
from coverage_cli.domain.model import Cell, Detail, Group, Key
from coverage_cli.domain.weights import Heads
from coverage_cli.intake.counts.aggregate import Aggregate


class Ledger:
    """Enters the rows of one file. `used` counts rows, `total` people, `summed` the rows added to an earlier one."""

    def __init__(self, aggregate: Aggregate, layout: Layout) -> None:
        self._aggregate, self._layout = aggregate, layout
        self.used = self.total = self.summed = 0

    def enter(
        self,
        branches: list[str],
        cells: list[Cell],
        periods: list[str],
        counts: list[int],
        details: list[Detail] | None,
    ) -> None:
        """Enter rows into the table, run by run of one branch and period: files are mostly sorted so."""
        size = len(counts)
        changes = map(
            or_, map(is_not, branches, islice(branches, 1, None)), map(is_not, periods, islice(periods, 1, None))
        )
        bounds = [0, *compress(range(1, size), changes), size]
        self.used += size
        self.total += sum(counts)
        for start, end in pairwise(bounds):
            if start < end:
                said = None if details is None else details[start:end]
                self._run(Group(branches[start], periods[start]), cells[start:end], counts[start:end], said)

    def enter_apart(
        self,
        branches: list[str],
        cells: list[Cell],
        periods: list[str],
        counts: list[int],
        details: list[Detail] | None,
        unused: list[bool],
    ) -> None:
        """Enter rows in their order. Of the unused ones none counts, and whatever comes again after them does so."""
        for kept_out, run in groupby(range(len(counts)), unused.__getitem__):
            rows = list(run)
            part = slice(rows[0], rows[-1] + 1)
            before = self.used, self.total, self.summed
            self.enter(branches[part], cells[part], periods[part], counts[part], details and details[part])
            if kept_out:
                self.used, self.total, self.summed = before

    def _run(self, group: Group, cells: list[Cell], counts: list[int], details: list[Detail] | None) -> None:
        run: dict[Cell, Heads] = dict(zip(cells, counts, strict=True))
        known = self._aggregate.table.counts.setdefault(group, run)
        if self._layout.aggregate or len(run) < len(cells) or not (known is run or known.keys().isdisjoint(run)):
            self._singly(group, {} if known is run else known, cells, counts, details)
            return
        known.update(run)
        if details is not None:
            self._aggregate.table.details.setdefault(group, {}).update(zip(cells, details, strict=True))

    def _singly(
        self, group: Group, known: dict[Cell, Heads], cells: list[Cell], counts: list[int], details: list[Detail] | None
    ) -> None:
        """A run in which a key may come again: each row is new, or added to an earlier one, or reported."""
        table, layout = self._aggregate.table, self._layout
        table.counts[group] = known
        said = table.details.setdefault(group, {}) if details is not None else {}
        own = self._aggregate.summed.setdefault(layout.aggregate, {}) if layout.aggregate else {}
        for cell, count, detail in zip(cells, counts, details or repeat(Detail(), len(cells)), strict=True):
            key = Key(group, cell)
            if cell not in known:
                known[cell], said[cell] = count, detail
                own[key] = 1
            elif layout.aggregate and key in own and not _unlike(said.get(cell, detail), detail):
                known[cell] += count
                said[cell] = _both(said.get(cell, detail), detail)
                own[key] += 1
                self.summed += 1
            else:
                self._aggregate.twice.setdefault(key, []).append(layout.name)
                self.used -= 1
                self.total -= count


def _unlike(first: Detail, second: Detail) -> bool:
    """Whether rows are on unlike bases or of unlike programmes: they count the same people, and do not add up."""
    bases, programmes = {first.basis, second.basis}, {first.programme, second.programme}
    return any(len(said) > 1 and "" not in said for said in (bases, programmes))


def _both(first: Detail, second: Detail) -> Detail:
    """What two rows say that were added up; what one of them said before is not said again."""
    return first if first is second else Detail(*map(_with, first, second))


def _with(said: str, more: str) -> str:
    if not said or not more:  # as it is: joined, a word of ours would be a text of the data
        return said or more
    return said if f"; {more}; " in f"; {said}; " else f"{said}; {more}"
