"""Linear forms over whole people, the bounds on them, and the system that they make."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from coverage_cli.analysis.reconcile.interval import Exact, Interval
from coverage_cli.analysis.reconcile.lattice import Line, in_whole_numbers
from coverage_cli.domain.records import MOST_PEOPLE

Form: TypeAlias = Mapping[int, int]
"""A sum of unknowns, each by its number, times factors."""
Limit: TypeAlias = tuple[int, int, int]
"""A variable with its least and its greatest value."""
Alternative: TypeAlias = tuple[Limit, ...]

FAR = 10**60
"""Beyond every value that a form of people takes: stands for no bound."""


@dataclass(frozen=True, slots=True)
class CellShape:
    """The variables of one cell, and the lines that bound it, for its lattice."""

    workers: int
    participants: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class System:
    """Variables with bounds: unknowns with a value to start from, and `forms` of them; of each choice one must hold."""

    low: tuple[int, ...]
    high: tuple[int, ...]
    forms: Mapping[int, Form]
    start: Mapping[int, int]
    cells: Mapping[str, CellShape]
    choices: tuple[tuple[Alternative, ...], ...]


@dataclass(slots=True)
class Forms:
    """Collects unknowns, forms of them and their bounds; equal forms are one variable."""

    low: list[int] = field(default_factory=list)
    high: list[int] = field(default_factory=list)
    start: dict[int, int] = field(default_factory=dict)
    forms: dict[int, Form] = field(default_factory=dict)
    _numbers: dict[tuple[tuple[int, int], ...], int] = field(default_factory=dict)

    def unknown(self, start: int) -> int:
        """A new head count."""
        number = len(self.low)
        self.start[number] = start
        self.low.append(0)
        self.high.append(MOST_PEOPLE)
        return number

    def variable(self, form: Form) -> int:
        """The variable that stands for a form."""
        if list(form.values()) == [1]:
            return next(iter(form))
        key = tuple(sorted(form.items()))
        if key not in self._numbers:
            self._numbers[key] = len(self.low)
            self.forms[len(self.low)] = dict(key)
            self.low.append(-FAR)
            self.high.append(FAR)
        return self._numbers[key]

    def bound(self, limit: Limit) -> None:
        """Narrow a variable's bounds."""
        number, low, high = limit
        self.low[number], self.high[number] = max(self.low[number], low), min(self.high[number], high)

    def at_most(self, terms: Mapping[int, Exact], most: Exact, *, strict: bool = False) -> Limit:
        """Terms up to an end, or below it: divided by the greatest common factor, and cut to a whole number."""
        *factors, end = in_whole_numbers(*terms.values(), most)
        common = math.gcd(*factors)
        if not common:
            never = most < 0 or (strict and most == 0)
            return min(self.start), -FAR, -1 if never else FAR
        top = (end - strict) // common
        form = {number: factor // common for number, factor in zip(terms, factors, strict=True)}
        if form[min(form)] < 0:
            return self.variable({number: -factor for number, factor in form.items()}), -top, FAR
        return self.variable(form), -FAR, top

    def between(self, form: Form, interval: Interval) -> None:
        """A form lies in an interval."""
        if interval.high is not None:
            self.bound(self.at_most(added((form, 1)), interval.high, strict=not interval.high_closed))
        if interval.low is not None:
            self.bound(self.at_most(added((form, -1)), -interval.low, strict=not interval.low_closed))

    def ratio(self, part: Form, base: Form, interval: Interval) -> None:
        """Part over base lies in an interval, neither negative and the base not nothing."""
        for limit in self._ratio(part, base, interval):
            self.bound(limit)

    def _ratio(self, part: Form, base: Form, interval: Interval) -> Iterator[Limit]:
        if interval.low is not None:
            terms = added((part, -1), (base, interval.low))
            yield self.at_most(terms, 0, strict=not interval.low_closed)
        if interval.high is not None:
            terms = added((part, 1), (base, -interval.high))
            yield self.at_most(terms, 0, strict=not interval.high_closed)


def added(*terms: tuple[Form, Exact]) -> dict[int, Exact]:
    """The sum of forms, each as many times as said, without what cancels out."""
    total: dict[int, Exact] = {}
    for form, times in terms:
        for number, factor in form.items():
            total[number] = total.get(number, 0) + times * factor
    return {number: factor for number, factor in total.items() if factor}


def added_whole(*terms: tuple[Form, int]) -> Form:
    """The sum of forms, each so many whole times."""
    return {number: int(factor) for number, factor in added(*terms).items()}
