"""Checked rows into the table: which are used, which come again, which add up."""

from __future__ import annotations

from itertools import compress, islice, pairwise
from operator import is_not, or_
from typing import TYPE_CHECKING

from coverage_cli.domain.model import Cell, Detail, Group, Key

if TYPE_CHECKING:
    from coverage_cli.config.layout import Layout
    from coverage_cli.domain.weights import Heads
    from coverage_cli.intake.table import AggregateReader


class Cells(dict[str | tuple[str, ...], Cell]):
    """A segment's key, or it and its dimensions, to the one object that stands for that cell in all tables."""

    def __missing__(self, key: str | tuple[str, ...]) -> Cell:
        cell = self[key] = (key,) if isinstance(key, str) else key
        return cell


class Ledger:
    """Enters the rows of one file. `used` counts rows, `total` people, `summed` the rows added to an earlier one."""

    def __init__(self, reader: AggregateReader, layout: Layout) -> None:
        self._reader, self._layout = reader, layout
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

    def _run(self, group: Group, cells: list[Cell], counts: list[int], details: list[Detail] | None) -> None:
        run: dict[Cell, Heads] = dict(zip(cells, counts, strict=True))
        known = self._reader.table.counts.setdefault(group, run)
        again = len(run) < len(cells) or (known is not run and not known.keys().isdisjoint(run))
        if again or self._layout.aggregate:
            self._singly(group, cells, counts, {} if known is run else known)
        elif known is not run:
            known.update(run)
        if details is not None:
            said = self._reader.table.details.setdefault(group, {})
            for cell, count, detail in zip(cells, counts, details, strict=True):
                first = said.setdefault(cell, detail)
                if first is not detail and self._layout.aggregate:
                    said[cell] = _both(first, detail)
                    if first.basis and detail.basis and first.basis != detail.basis:
                        self._refuse_sum(Key(group, cell), count)

    def _refuse_sum(self, key: Key, count: int) -> None:
        """Report a row that was added to one on another basis: such rows count the same people."""
        self._reader.twice.setdefault(key, []).append(self._layout.name)
        self.used -= 1
        self.summed -= 1
        self.total -= count

    def _singly(self, group: Group, cells: list[Cell], counts: list[int], known: dict[Cell, Heads]) -> None:
        """A run in which a key may come again: its rows add up where that is declared, else later ones are reported."""
        self._reader.table.counts[group] = known
        own = self._reader.summed.setdefault(self._layout.aggregate, set()) if self._layout.aggregate else set()
        for cell, count in zip(cells, counts, strict=True):
            key = Key(group, cell)
            if cell not in known:
                known[cell] = count
                own.add(key)
            elif self._layout.aggregate and key in own:
                known[cell] += count
                self.summed += 1
            else:
                self._reader.twice.setdefault(key, []).append(self._layout.name)
                self.used -= 1
                self.total -= count


def _both(first: Detail, second: Detail) -> Detail:
    """What two rows say that were added up."""
    return Detail(*("; ".join(dict.fromkeys(filter(None, texts))) for texts in zip(first, second, strict=True)))
