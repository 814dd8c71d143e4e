"""From people by sets of cells to heads of each cell and overlaps; Python's whole numbers never wrap around."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from coverage_cli.domain.overlap import Overlap
from coverage_cli.domain.weights import BILLIONTHS
from coverage_cli.engines.base import Tally

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal


class CellSet(NamedTuple):
    """How many people belong to exactly these cells, their rows in them, and what they weigh; None without weights."""

    cells: tuple[int, ...]
    people: int
    rows: int
    weight: Decimal | None


def cell_set(cells: Iterable[int], row: Any) -> CellSet:  # noqa: ANN401 - Spark's row
    """A set of cells with a row's sums."""
    return CellSet(tuple(sorted(cells)), row.people, row.rows, getattr(row, "weight", None))


def tallied(sets: Iterable[CellSet], size: int, scope: frozenset[int], *, weighed: bool) -> Tally:
    """Sums for each of the cells below `size`, and overlaps of the cells of `scope`."""
    heads, weights, persons, repeats = [0] * size, [0] * size, 0, 0
    overlap: dict[tuple[int, ...], tuple[int, int]] = {}
    for cells, people, rows, weight in sets:
        billionths = int(Fraction(weight or 0) * BILLIONTHS)
        persons += people
        repeats += rows - people * len(cells)
        for cell in cells:
            heads[cell] += people
            weights[cell] += billionths
        several = tuple(cell for cell in cells if cell in scope)
        if len(several) > 1:
            before = overlap.get(several, (0, 0))
            overlap[several] = before[0] + people, before[1] + billionths
    found = sorted(overlap.items())
    again = Overlap.of(
        [(cells, people) for cells, (people, _) in found], [one for _, (_, one) in found] if weighed else None
    )
    return Tally(heads, persons, repeats, again, weights if weighed else None)
