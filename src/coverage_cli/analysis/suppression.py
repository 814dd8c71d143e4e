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
    people = [line.coverage.participants for line in lines]
    workers = [line.coverage.workers or 0 for line in lines]
    hidden = {at for at, count in enumerate(people) if count is not None and count < least}
    sums = _sums(rows, totals)
    while grown := {at for one in sums if (at := _next(one, hidden, people, workers, least)) is not None} - hidden:
        hidden |= grown
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


def _next(
    one: _Sum, hidden: set[int], people: Sequence[Heads | None], workers: Sequence[int], least: int
) -> int | None:
    """What else has to be hidden for the sake of one sum; None where it gives nothing away."""
    members = [at for at in one.parts if people[at] is not None]
    unknown = [at for at in members if at in hidden]
    several: Heads = sum(people[at] or 0 for at in members) - (people[one.total] or 0)
    if not unknown and several and -least < several < least:
        return one.total
    if not unknown and one.total not in hidden:
        return None
    if unknown and one.total in hidden:
        return None
    if len(unknown) >= 2 and _is_free([people[at] or 0 for at in unknown], [workers[at] for at in unknown], least):  # noqa: PLR2004
        return None
    visible = [at for at in members if at not in hidden]
    return min(visible, key=lambda at: (people[at] or 0, at)) if visible else one.total


def _is_free(people: Sequence[Heads], workers: Sequence[int], least: int) -> bool:
    """Whether the sum of some parts leaves each of them room, between nobody and all of its workers."""
    known, bound = sum(people), sum(workers)
    bounded = all(covered <= all_ for covered, all_ in zip(people, workers, strict=True))
    return known >= least and not (bounded and (bound - known < least or bound - max(workers) < least))


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
