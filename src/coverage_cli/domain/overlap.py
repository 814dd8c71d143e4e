"""People who belong to several cells: from them, every roll-up has its exact number of people.

Cells add up to more than the people in them, by whoever is in two of them. A set of cells to which exactly some
people belong (their signature) is kept with their number; the people of any group of cells are then the cells'
sum, less whoever was counted again (inclusion and exclusion, on the few sets that occur). Where people carry
weights, the same holds for sums of weights.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from coverage_cli.domain.weights import BILLIONTHS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Overlap:
    """Sets of two or more cells: `cells` holds one set after the other, `sizes` how many cells each set has.

    `people` is how many belong to exactly these cells, and to no other. `weights` is what they weigh, in two rows:
    whole people, and billionths of a person, each of which 64 bits hold (`domain.weights`); None without weights.
    """

    cells: Whole
    sizes: Whole
    people: Whole
    weights: Whole | None = None
    _order: Whole = field(init=False, repr=False)
    """The sets' numbers, in the order of the cells that they hold."""
    _sorted: Whole = field(init=False, repr=False)

    def __post_init__(self) -> None:
        order = np.argsort(self.cells, kind="stable")
        object.__setattr__(self, "_order", np.repeat(np.arange(len(self.sizes)), self.sizes)[order])
        object.__setattr__(self, "_sorted", self.cells[order])

    def __iter__(self) -> Iterator[tuple[tuple[int, ...], int]]:
        """Each set of cells with its people."""
        ends = np.cumsum(self.sizes).tolist()
        cells = self.cells.tolist()
        for end, size, people in zip(ends, self.sizes.tolist(), self.people.tolist(), strict=True):
            yield tuple(cells[end - size : end]), people

    def counted_again(self, cells: Iterable[int]) -> tuple[int, int]:
        """What the sum over these cells counts too much, and the people in two or more of them."""
        sets, again = self._several(cells)
        people = self.people[sets]
        return int((people * again).sum()), int(people.sum())

    def weighed_again(self, cells: Iterable[int]) -> int:
        """What the sum of weights over these cells has too much, in billionths of a person.

        A set's sum times its cells is at most what its rows add up to, which 64 bits hold.

        Raises:
            ValueError: nobody weighed these people.
        """
        if self.weights is None:
            raise ValueError("nobody weighed the people of several cells")
        sets, again = self._several(cells)
        whole, rest = map(int, (self.weights[:, sets] * again).sum(axis=1))
        return whole * BILLIONTHS + rest

    def _several(self, cells: Iterable[int]) -> tuple[Whole, Whole]:
        """The sets that hold two or more of these cells, and how often the cells' sum counts them too much."""
        wanted = _whole(sorted(set(cells)))
        starts, stops = (np.searchsorted(self._sorted, wanted, side).tolist() for side in ("left", "right"))
        held = [self._order[start:stop] for start, stop in zip(starts, stops, strict=True) if start < stop]
        if len(held) < 2:  # noqa: PLR2004 - one cell overlaps with nothing
            return _whole([]), _whole([])
        sets, times = np.unique(np.concatenate(held), return_counts=True)
        several = times > 1
        return sets[several], times[several] - 1


def _whole(numbers: list[int]) -> Whole:
    return np.array(numbers, np.int64)
