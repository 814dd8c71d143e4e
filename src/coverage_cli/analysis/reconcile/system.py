"""A claim under one choice of readings as linear bounds over whole people.

The unknowns are the workers and participants of every part (of the whole where there are no parts) and of the
earlier date. A rate, a share or a growth is a pair of bounds on a linear form, the target is eliminated cell by cell,
and open ends over whole numbers are weak ones at the next whole number. What is not convex is a choice between
alternatives: uncovered = max(0, workers - participants), and a cell that may have no workers at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum

from coverage_cli.analysis.reconcile.cells import NOT_BELOW, NOT_OVER, cell_lines
from coverage_cli.analysis.reconcile.evaluation import Point
from coverage_cli.analysis.reconcile.forms import FAR, Alternative, CellShape, Form, Forms, System, added, added_whole
from coverage_cli.analysis.reconcile.interval import Interval
from coverage_cli.analysis.reconcile.lattice import Line
from coverage_cli.analysis.reconcile.network import POSITIVE, Adding, Network, divisors
from coverage_cli.analysis.reconcile.quantities import (
    CHANGE_OF,
    GROWTH_OF,
    SHARED,
    THEN_CELL,
    WHOLE_CELL,
    Place,
    Quantity,
)


class Side(Enum):
    """Where a cell stands: nobody above 100%, or nobody below."""

    COVERED = "covered"
    EXCEEDED = "exceeded"


class Builder:
    """Puts a claim's figures, parts and dates into bounds."""

    def __init__(
        self,
        net: Network,
        figures: Mapping[Place, Interval],
        domains: Mapping[Place, Interval],
        start: Point,
        *,
        side: Side | None = None,
    ) -> None:
        """`domains` are the stated intervals narrowed; of them only head counts are used, the rest follows.

        `start` has counts for every cell that are worth a first try; `side` says where every part stands.
        """
        self.net, self.figures, self.domains, self.near, self.side = net, figures, domains, start, side
        self.stated = dict(net.domains)
        for place, found in (*figures.items(), *((divisor, POSITIVE) for divisor in divisors(figures))):
            both = self.stated[place].meet(found)
            self.stated[place] = both.whole() if place.quantity.is_count else both
        self.forms = Forms()
        self.people = {cell: self._unknowns(cell) for cell in net.cells if cell != WHOLE_CELL or not net.parts}
        self.lacks: dict[str, Form] = {}
        self.choices: list[tuple[Alternative, ...]] = []

    def system(self, rates: Iterable[tuple[str, Interval]]) -> System:
        """All bounds of the claim; `rates` are ranges by cell that stand in for what is not linear."""
        cells = {cell: self._cell(cell) for cell in self.net.cells}
        self._shares()
        self._changes()
        for part in self.net.parts if self.side else ():
            for limit in self._limits(part, [NOT_OVER if self.side is Side.COVERED else NOT_BELOW]):
                self.forms.bound(limit)
        for cell, rate in rates:
            workers, participants = self.counts(cell)
            self.forms.ratio(participants, workers, rate)
        forms = self.forms
        return System(tuple(forms.low), tuple(forms.high), forms.forms, forms.start, cells, tuple(self.choices))

    def counts(self, cell: str) -> tuple[Form, Form]:
        """Workers and participants as forms; those of a whole with parts are sums."""
        cells = self.net.parts if cell == WHOLE_CELL and self.net.parts else (cell,)
        workers, participants = zip(*(self.people[one] for one in cells), strict=True)
        return dict.fromkeys(workers, 1), dict.fromkeys(participants, 1)

    def _unknowns(self, cell: str) -> tuple[int, int]:
        workers, participants = self.near[cell]
        return self.forms.unknown(workers), self.forms.unknown(participants)

    def _cell(self, cell: str) -> CellShape:
        workers, participants = self.counts(cell)
        self.forms.between(workers, self.domains[Place(cell, Quantity.WORKERS)])
        self.forms.between(participants, self.domains[Place(cell, Quantity.PARTICIPANTS)])
        shapes = cell_lines(self.net, self.stated, cell)
        common = tuple(line for line in shapes[0] if all(line in lines for lines in shapes))
        for limit in self._limits(cell, common):
            self.forms.bound(limit)
        if len(shapes) > 1:
            rest = ([line for line in lines if line not in common] for lines in shapes)
            self.choices.append(tuple(self._limits(cell, lines) for lines in rest))
        return CellShape(self.forms.variable(workers), self.forms.variable(participants), common)

    def _limits(self, cell: str, lines: Iterable[Line]) -> Alternative:
        """Lines a*p <= b*w + c of a cell as bounds on forms."""
        workers, participants = self.counts(cell)
        return tuple(self.forms.at_most(added((participants, a), (workers, -b)), c) for a, b, c in lines)

    def _shares(self) -> None:
        shared = {place: interval for place, interval in self.figures.items() if place.quantity in SHARED}
        for (cell, share), interval in shared.items():
            quantity = SHARED[share]
            self.forms.ratio(self._counted(cell, quantity), self._counted(WHOLE_CELL, quantity), interval)
        if self.net.adding is Adding.NET and any(place.quantity is Quantity.UNCOVERED_SHARE for place in shared):
            # Shares of one whole add up to it.
            parts = [(self._lacking(part), 1) for part in self.net.parts]
            self.forms.between(added_whole(*parts, (self._lacking(WHOLE_CELL), -1)), Interval.point(0))
        if self.net.adding is Adding.SUMMED:
            lacking = self.stated[Place(WHOLE_CELL, Quantity.UNCOVERED)]
            if lacking.low or lacking.high is not None:
                self.forms.between(self._counted(WHOLE_CELL, Quantity.UNCOVERED), lacking)

    def _changes(self) -> None:
        for (_, quantity), interval in self.figures.items():
            counted = CHANGE_OF.get(quantity) or GROWTH_OF.get(quantity)
            if counted is None or counted is Quantity.RATE:
                continue
            now, then = (self._counted(cell, counted) for cell in (WHOLE_CELL, THEN_CELL))
            if quantity in GROWTH_OF:
                self.forms.ratio(now, then, Interval.point(1) + interval)
            else:
                self.forms.between(added_whole((now, 1), (then, -1)), interval)

    def _counted(self, cell: str, quantity: Quantity) -> Form:
        workers, participants = self.counts(cell)
        if quantity is not Quantity.UNCOVERED:
            return workers if quantity is Quantity.WORKERS else participants
        if cell == WHOLE_CELL and self.net.parts and self.net.adding is not Adding.NET:
            return added_whole(*((self._lacking(part), 1) for part in self.net.parts))
        return self._lacking(cell)

    def _lacking(self, cell: str) -> Form:
        """The uncovered of a cell: nothing, or workers less participants; an unknown where it may be either."""
        if cell not in self.lacks:
            self.lacks[cell] = self._lack(cell)
        return self.lacks[cell]

    def _lack(self, cell: str) -> Form:
        workers, participants = self.counts(cell)
        behind = added_whole((workers, 1), (participants, -1))
        side = (self.side if cell in self.net.parts else None) or self._shown(cell)
        if side is not None:
            return behind if side is Side.COVERED else {}
        number = self.forms.unknown(self.near[cell].lacking)
        over = self.forms.variable(added_whole(({number: 1}, 1), (behind, -1)))
        self.forms.bound((over, 0, FAR))
        self.forms.between({number: 1}, self.domains[Place(cell, Quantity.UNCOVERED)])
        self.choices.append((((over, 0, 0),), ((number, 0, 0),)))
        return {number: 1}

    def _shown(self, cell: str) -> Side | None:
        """On which side of 100% the narrowed counts of a cell are, where they show it."""
        workers, participants = (self.domains[Place(cell, q)] for q in (Quantity.WORKERS, Quantity.PARTICIPANTS))
        behind = workers - participants
        if behind.low is not None and behind.low >= 0:
            return Side.COVERED
        lacking = self.domains[Place(cell, Quantity.UNCOVERED)]
        if lacking.low and cell not in self.net.loose_cells:
            return Side.COVERED
        return Side.EXCEEDED if behind.high is not None and behind.high <= 0 else None
