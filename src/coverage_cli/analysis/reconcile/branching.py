"""Are there whole people between all bounds: branch and bound over the exact simplex.

Land and Doig's method ("An Automatic Method of Solving Discrete Programming Problems", Econometrica 28, 1960): where
the relaxation has no point, nobody can be there; where its point is not whole, the bounds are cut to either side of
it. Choices between alternatives are branched in the same way, and the lattice of a cell whose bounds moved narrows
them to counts that the cell itself can take. Depth first, so that a witness is met early.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from coverage_cli.analysis.reconcile.forms import Alternative, CellShape, Limit, System
from coverage_cli.analysis.reconcile.lattice import Line, lattice, swapped
from coverage_cli.analysis.reconcile.simplex import Bounds, Meter, Simplex


class Open(Enum):
    """The answer where the work ran out."""

    UNSETTLED = "unsettled"


_NODE = 2
"""Variables that cost a node one step beside its pivots."""
Box: TypeAlias = tuple[Bounds, Bounds]


def whole_point(system: System, meter: Meter) -> tuple[int, ...] | Open | None:
    """Whole values of all variables within all bounds and choices; None is proof that there are none."""
    return _Search(system, Simplex(system.start, system.forms), meter).run()


@dataclass(slots=True)
class _Search:
    system: System
    simplex: Simplex
    meter: Meter

    def run(self) -> tuple[int, ...] | Open | None:
        low, high = list(self.system.low), list(self.system.high)
        waiting: list[tuple[Bounds, Bounds, Alternative, bool]] = [(low, high, (), True)]
        while waiting:
            low, high, branch, fresh = waiting.pop()
            box = self._narrowed(low, high, branch)
            if box is None:
                continue
            low, high = box
            if not self.meter.spend(1 + len(low) // _NODE):
                return Open.UNSETTLED
            found = self.simplex.feasible(low, high, self.meter)
            if found is None:
                return Open.UNSETTLED
            if not found:
                continue
            branches = self._branches(low, high)
            if branches is None:
                values = (self.simplex.value(number) for number in range(len(low)))
                return tuple(value // divisor for value, divisor in values)
            # Numbers inside the bounds of a fresh choice come quicker by rounding than by many branches.
            point = rounded(self.system, low, high, self.simplex, self.meter) if fresh else None
            if point is not None:
                return point
            # The most promising one is tried first.
            waiting += [(low, high, branch, branches in self.system.choices) for branch in reversed(branches)]
        return None

    def _branches(self, low: Bounds, high: Bounds) -> tuple[Alternative, ...] | None:
        """How to split what is left; None where the point is whole and meets an alternative of every choice.

        Of head counts that are not whole the one of the least range is split; of the whole first, then of its parts.
        """
        for choice in self.system.choices:
            if not any(all(self._within(limit) for limit in alternative) for alternative in choice):
                return choice
        values = {number: self.simplex.value(number) for number in self._counted()}
        broken = (number for number, (value, divisor) in values.items() if value % divisor)
        number = min(broken, key=lambda number: high[number] - low[number], default=None)
        return None if number is None else self._sides(number, low, high)

    def _sides(self, number: int, low: Bounds, high: Bounds) -> tuple[Alternative, ...]:
        """A head count that is not whole at the nearest whole number, and below and above that.

        Put to one number it cannot be moved by the next one, which would go on step by step through a long range.
        """
        value, divisor = self.simplex.value(number)
        near = min(max((2 * value + divisor) // (2 * divisor), low[number]), high[number])
        down, up = ((number, low[number], near - 1),), ((number, near + 1, high[number]),)
        return (((number, near, near),), *((down, up) if value < near * divisor else (up, down)))

    def _counted(self) -> Iterable[int]:
        cells = self.system.cells.values()
        return dict.fromkeys((*(n for cell in cells for n in (cell.workers, cell.participants)), *self.system.start))

    def _within(self, limit: Limit) -> bool:
        number, low, high = limit
        value, divisor = self.simplex.value(number)
        return low * divisor <= value <= high * divisor

    def _narrowed(self, low: Bounds, high: Bounds, branch: Alternative) -> Box | None:
        """Bounds cut to a branch, and those of the cells that it moves to what their lattices hold; None if empty."""
        lows, highs = list(low), list(high)
        for number, least, most in branch:
            lows[number], highs[number] = max(lows[number], least), min(highs[number], most)
        moved = {number for number, _, _ in branch}
        cells = (cell for cell in self.system.cells.values() if cell.workers in moved or cell.participants in moved)
        return (lows, highs) if _not_empty(lows, highs) and all(_narrowed(c, lows, highs) for c in cells) else None


def _not_empty(low: Bounds, high: Bounds) -> bool:
    return all(least <= most for least, most in zip(low, high, strict=True))


def _narrowed(cell: CellShape, low: Bounds, high: Bounds) -> bool:
    """Move the bounds of a cell to the first and last whole counts on its lattice; False where it has none."""
    w, p = cell.workers, cell.participants
    box: list[Line] = [(0, 1, -low[w]), (0, -1, high[w]), (-1, 0, -low[p]), (1, 0, high[p])]
    lines = [*cell.lines, *box]
    for number, turned in ((w, lines), (p, swapped(lines))):
        points = lattice(turned)
        if not points.size:
            return False
        low[number], high[number] = points.ends
    return True


def rounded(system: System, low: Bounds, high: Bounds, simplex: Simplex, meter: Meter) -> tuple[int, ...] | None:
    """Whole values of all variables within the bounds, and within the system's choices.

    By rounding a point that lies so far inside all bounds that rounding cannot leave them: the inner parallel set of
    Neumann, Stein and Sudermann-Merx ("A Feasible Rounding Approach for Mixed-Integer Optimization Problems",
    Computational Optimization and Applications 72, 2019). Where a sum is stated to the last person, one of its terms
    takes up what the rounding of the others leaves. No point found proves nothing.
    """
    taking = _taking_up(system, low, high)
    shares = _moves(system, low, high, taking)
    lows, highs = list(low), list(high)
    for number in range(len(low)):
        form = system.forms.get(number, {number: 1})
        margin = 0 if number in system.start and number not in taking.values() else _margin(form, shares)
        if number not in taking:
            lows[number], highs[number] = low[number] + margin, high[number] - margin
    if any(least > most for least, most in zip(lows, highs, strict=True)) or not simplex.feasible(lows, highs, meter):
        return None
    values = {number: _nearest(*simplex.value(number)) for number in system.start}
    for number, term in taking.items():
        rest = sum(factor * values[other] for other, factor in system.forms[number].items() if other != term)
        values[term] = (low[number] - rest) * system.forms[number][term]
    for number, form in system.forms.items():
        values[number] = sum(factor * values[term] for term, factor in form.items())
    return tuple(values[number] for number in range(len(low))) if _met(system, values) else None


def _taking_up(system: System, low: Bounds, high: Bounds) -> dict[int, int]:
    """The forms that are exact sums, each with the term that takes up the rounding of the others."""
    exact = {number: form for number, form in system.forms.items() if low[number] == high[number]}
    found = {}
    for number, form in exact.items():
        free = [
            term
            for term, factor in form.items()
            if abs(factor) == 1
            and low[term] < high[term]
            and not any(term in other for one, other in exact.items() if one != number)
        ]
        if free:
            found[number] = max(free, key=lambda term: (high[term] - low[term], term))
    return found


def _moves(system: System, low: Bounds, high: Bounds, taking: Mapping[int, int]) -> dict[int, int]:
    """How many halves rounding can move each unknown."""
    moves = {number: int(low[number] < high[number]) for number in system.start}
    for number, term in taking.items():
        form = system.forms[number]
        moves[term] = sum(abs(factor) * moves[other] for other, factor in form.items() if other != term)
    return moves


def _margin(form: Mapping[int, int], moves: Mapping[int, int]) -> int:
    return sum(abs(factor) * moves[term] for term, factor in form.items()) // 2


def _met(system: System, values: Mapping[int, int]) -> bool:
    return all(
        any(all(least <= values[number] <= most for number, least, most in branch) for branch in choice)
        for choice in system.choices
    )


def _nearest(value: int, divisor: int) -> int:
    return (2 * value + divisor) // (2 * divisor)
