"""From people by sets of cells, as the cluster gives them, to heads of each cell and overlaps."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np

from coverage_cli.engines.arrays import Whole
from coverage_cli.engines.base import Tally
from coverage_cli.engines.sets import CellSets, in_billionths, refuse_more
from coverage_cli.engines.spark.person_sql import PAIR


class Members(NamedTuple):
    """People by the exact set of cells that they belong to: the cells of one set after the other, ascending.

    `rows` say so. A column of `sums` is a set's people and, with weights, whole people and billionths that they weigh.
    """

    cells: Whole
    sizes: Whole
    rows: Whole
    sums: Whole


def simple_sets(table: Any) -> Members:
    """Sets of one or two cells, which their first and their last cell say; larger ones are left out."""
    sizes, least, most = (_whole(table, name) for name in ("cells", "least", "most"))
    kept = sizes <= PAIR
    both = np.stack([least, most], axis=1)[kept]
    every = np.ones(both.shape, bool)
    every[:, 1] = sizes[kept] == PAIR
    return Members(both[every], sizes[kept], _whole(table, "rows")[kept], _sums(table)[:, kept])


def larger_sets(table: Any) -> Members:
    """Sets that are lists of cells."""
    cells = table["cells"].combine_chunks()
    sizes = np.diff(cells.offsets.to_numpy())
    return Members(cells.flatten().to_numpy(), sizes, _whole(table, "rows"), _sums(table))


def holds_larger(table: Any) -> bool:
    """Whether somebody belongs to more cells than two."""
    return bool((_whole(table, "cells") > PAIR).any())


def _whole(table: Any, name: str) -> Whole:
    return table[name].to_numpy().astype(np.int64, copy=False)  # type: ignore[no-any-return]


def _sums(table: Any) -> Whole:
    return np.stack([_whole(table, name) for name in ("people", "whole", "rest") if name in table.column_names])


def tallied(found: Iterable[Members], size: int, scope: Iterable[int], *, weighed: bool) -> Tally:
    """Sums for each of the cells below `size`, and overlaps of the cells of `scope`."""
    totals, sets = np.zeros((3 if weighed else 1, size), np.int64), CellSets()
    inside = np.zeros(size, bool)
    inside[list(scope)] = True
    persons = repeats = 0
    for cells, sizes, rows, sums in found:
        owner = np.repeat(np.arange(len(sizes)), sizes)
        for total, each in zip(totals, sums, strict=True):
            np.add.at(total, cells, each[owner])
        persons += int(sums[0].sum())
        repeats += int((rows - sums[0] * sizes).sum())
        kept = inside[cells]
        starts = np.flatnonzero(np.diff(owner[kept], prepend=-1))
        sets.add(cells[kept], starts, sums[:, owner[kept][starts]])
    if weighed:
        refuse_more(persons)
    weights = in_billionths(totals[1:]) if weighed else None
    return Tally(totals[0].tolist(), persons, repeats, sets.overlap(weighed=weighed), weights)
