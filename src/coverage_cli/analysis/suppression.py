"""Statistical disclosure control: small counts are left out, and as many others as it takes that none comes back.

Primary suppression hides every count of people below a threshold. Since parts add up to their totals, a single hidden
part would come back by subtraction; so in every sum either nothing is hidden or at least two members are, and hidden
parts of a shown total add up to the threshold or more (complementary suppression; see Hundepool et al., Statistical
Disclosure Control, Wiley 2012, chapter 4). Workers bound a part from above, so its uncovered add up to the threshold
too, and so do the workers of all hidden parts but the largest: else the sum would nearly tell a part. Sums are rows to
their branch, branches to the total. Sums form a tree, in which two unknowns in every sum leave each of them free.
People who are in several parts are the difference between the parts and their total: where that is small, the total is
hidden. Beside hidden parts, what a total says of its parts (uncovered, excess, over 100%) is told only where it
follows from what is shown; a row over several cells is such a total too.
Where participants are sums of survey weights, it is these sums that are held against the threshold, not the
respondents behind them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coverage_cli.domain.model import Coverage, Flag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_cli.domain.model import Row
    from coverage_cli.domain.weights import Heads

_TELLING = frozenset({Flag.OVER, Flag.ASSUMED_ZERO})


@dataclass(frozen=True, slots=True)
class _Sum:
    """Parts and their total, as positions in one list of all rows and totals."""

    parts: tuple[int, ...]
    total: int


def suppress(rows: Sequence[Row], totals: Sequence[Row], least: int) -> tuple[list[Row], list[Row]]:
    """Rows and totals without the counts below `least`, and without those that would give them away.

    The last total is the sum of everything. A hidden row keeps its workers and its target; participants and
    every figure that follows from them are None, its status is `suppressed`.
    """
    lines = [*rows, *totals]
    sums = _sums(rows, totals)
    hidden = _Audit(lines, sums, least).hidden
    shown = [_hidden(line) if at in hidden else line for at, line in enumerate(lines)]
    for one in sums:  # branches before the total of all
        shown[one.total] = _silent(shown[one.total], [shown[at] for at in one.parts])
    shown = [_unmixed(line, least) for line in shown]
    return shown[: len(rows)], shown[len(rows) :]


def _sums(rows: Sequence[Row], totals: Sequence[Row]) -> list[_Sum]:
    first, last = len(rows), len(rows) + len(totals) - 1
    branches = [at for at in range(first, last)]  # noqa: C416 - positions, read as such
    sums = [
        _Sum(tuple(at for at, row in enumerate(rows) if row.branch == totals[total - first].branch), total)
        for total in branches
    ]
    return [*sums, _Sum(tuple(branches) or tuple(range(len(rows))), last)]


class _Audit:
    """What has to be hidden among lines, by their positions."""

    def __init__(self, lines: Sequence[Row], sums: Sequence[_Sum], least: int) -> None:
        self._people = [line.coverage.participants for line in lines]
        self._workers = [line.coverage.workers or 0 for line in lines]
        self._parts = {one.total: one.parts for one in sums}
        self._least = least
        self.hidden = {at for at, count in enumerate(self._people) if count is not None and count < least}
        before = -1
        while before < len(self.hidden):
            before = len(self.hidden)
            for one in sums:  # one after the other: what a branch hides decides how free its total is
                self.hidden |= self._next(one)

    def _next(self, one: _Sum) -> set[int]:
        """What else has to be hidden for the sake of one sum; nothing where it gives nothing away."""
        people, hidden, least = self._people, self.hidden, self._least
        members = [at for at in one.parts if people[at] is not None]
        unknown = [at for at in members if at in hidden]
        several: Heads = sum(people[at] or 0 for at in members) - (people[one.total] or 0)
        if not unknown and several and -least < several < least:
            return {one.total}
        if bool(unknown) == (one.total in hidden):
            return set()
        if len(unknown) >= 2 and self._is_free(unknown):  # noqa: PLR2004
            return set()
        visible = [at for at in members if at not in hidden]
        return {min(visible, key=lambda at: (people[at] or 0, at)) if visible else one.total}

    def _is_free(self, parts: Sequence[int]) -> bool:
        """Whether the sum of hidden parts leaves each row below them room, between nobody and all of its workers."""
        rows = [row for at in parts for row in self._rows(at)]
        known, bound = sum(self._people[at] or 0 for at in rows), sum(self._workers[at] for at in rows)
        largest = max(self._workers[at] for at in rows)
        bounded = all((self._people[at] or 0) <= self._workers[at] for at in rows)
        return known >= self._least and not (bounded and min(bound - known, bound - largest) < self._least)

    def _rows(self, at: int) -> list[int]:
        """The hidden parts of a hidden total; itself where all parts are shown, or where it is a row."""
        return [part for part in self._parts.get(at, ()) if part in self.hidden] or [at]


def _hidden(line: Row) -> Row:
    """Without its people, and without the flags that say something of their number."""
    coverage = Coverage(line.coverage.workers, None, None, None, line.coverage.target, hidden=True)
    return replace(line, coverage=coverage, flags=tuple(flag for flag in line.flags if flag not in _TELLING))


def _silent(total: Row, parts: Sequence[Row]) -> Row:
    """A total without what it says of hidden parts; one whose parts are all shown as it is."""
    own, known = total.coverage, [part.coverage for part in parts if part.coverage.excess is not None]
    if own.hidden or own.participants is None or not any(_says_less(part.coverage) for part in parts):
        return total
    follows = own.excess == sum(part.excess or 0 for part in known)
    if follows and (own.uncovered or 0) - (own.excess or 0) == (own.workers or 0) - own.participants:
        return total
    return _quiet(total)


def _unmixed(line: Row, least: int) -> Row:
    """A row over several cells without what it says of the few people in several of them.

    Its uncovered and excess are sums over the cells, its participants count everybody once; the difference tells.
    """
    own = line.coverage
    if own.participants is None or own.uncovered is None:
        return line
    several = (own.workers or 0) - own.participants - (own.uncovered - (own.excess or 0))
    return _quiet(line) if several and -least < several < least else line


def _quiet(line: Row) -> Row:
    """Without uncovered and excess, and without the flags that follow from them."""
    flags = tuple(flag for flag in line.flags if flag not in _TELLING)
    return replace(line, coverage=replace(line.coverage, uncovered=None, excess=None), flags=flags)


def _says_less(coverage: Coverage) -> bool:
    """Whether something is left out here."""
    return coverage.hidden or (coverage.participants is not None and coverage.excess is None)
