"""Statistical disclosure control: small counts are left out, and as many others as it takes that none comes back.

Primary suppression hides every count of people below a threshold. Since parts add up to their totals, a single hidden
part would come back by subtraction; so in every sum either nothing is hidden or at least two members are, and hidden
parts of a shown total add up to the threshold or more (complementary suppression; see Hundepool et al., Statistical
Disclosure Control, Wiley 2012, chapter 4). Workers bound a part from above, so those whom the total leaves uncovered in
hidden parts add up to the threshold too, and so do the workers of all hidden parts but the largest: else the sum would
nearly tell a part. Nor does a shown part have nearly all workers of a hidden total. Sums are rows to their branch,
branches to the total. Sums form a tree, in which two unknowns in every sum leave each of them free.
Persons may be in several parts. A total less one of its parts is then exactly the people in none but the others, and
parts that are all shown, less their total, are the people in several: each is nobody, or the threshold or more; else
parts are hidden, not the total. Several shown parts have at least as many people as the largest of them, so that a
total less all of them is bounded by a total less one.
What a line says of its cells beside their sum (uncovered, excess, over 100%) is told or not by what is shown anyway,
never by what it would say: silence would tell as much.
Where participants are sums of survey weights, it is these sums that are held against the threshold, not the
respondents behind them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace

from coverage_cli.domain.model import Coverage, Flag, Row
from coverage_cli.domain.weights import Heads


@dataclass(frozen=True, slots=True)
class _Sum:
    """Parts and their total, as positions in one list of all rows and totals."""

    parts: tuple[int, ...]
    total: int


def suppress(
    rows: Sequence[Row], totals: Sequence[Row], least: int, *, persons: bool = False, programmes: bool = False
) -> tuple[list[Row], list[Row]]:
    """Rows and totals without the counts below `least`, and without those that would give them away.

    The last total is the sum of everything; of `persons`, who may be in several rows, it is the union. Of `programmes`,
    which are the last of the rows' names, all rows that share the others are over the same workers. A hidden row keeps
    its workers and its target; participants and every figure that follows from them are None, its status is
    `suppressed`.
    """
    lines = [*rows, *totals]
    sums = _sums(rows, totals)
    audit = _Audit(lines, sums, least, [row.names[:-1] if programmes else at for at, row in enumerate(rows)])
    shown = [_hidden(line) if at in audit.hidden else line for at, line in enumerate(lines)]
    shown[: len(rows)] = [_quiet(row) if _is_mixed(row, least) else row for row in shown[: len(rows)]]
    for one in sums:  # branches before the total of all
        if not audit.is_told(one, shown, persons=persons):
            shown[one.total] = _quiet(shown[one.total], [shown[at] for at in audit.known(one.parts)])
    shown = [_plain(line) for line in shown]
    return shown[: len(rows)], shown[len(rows) :]


def _sums(rows: Sequence[Row], totals: Sequence[Row]) -> list[_Sum]:
    first, last = len(rows), len(rows) + len(totals) - 1
    of_branch: dict[str | None, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        of_branch[row.branch].append(at)
    lines = [*rows, *totals]
    parts = {at: of_branch[total.branch] for at, total in enumerate(totals[:-1], first)}
    parts[last] = [*range(first, last)] or [*range(first)]
    return [_Sum(tuple(at for at in of if _is_part(lines[at], lines[total])), total) for total, of in parts.items()]


def _is_part(line: Row, total: Row) -> bool:
    """Whether a total counts a line: participants without workers are in none but those of their like."""
    return line.coverage.workers is not None or total.coverage.workers is None


class _Audit:
    """What has to be hidden among lines, by their positions."""

    def __init__(self, lines: Sequence[Row], sums: Sequence[_Sum], least: int, bases: Sequence[Hashable]) -> None:
        self._lines = lines
        self._bases = [*bases, *range(len(bases), len(lines))]
        """Whose workers each line is over: two of one programme each may be over the same."""
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
        visible, unknown = self._visible(one.parts), self._unknown(one.parts)
        smallest = {min(visible, key=lambda at: (self._people[at] or 0, at)) if visible else one.total}
        if one.total in self.hidden:
            least = self._workers[one.total] - self._least
            return {at for at in visible if (self._people[at] or 0) > least} if unknown else smallest
        if near := {at for at in self.known(one.parts) if self._is_near(one, at)}:
            return near
        if unknown:
            return set() if len(unknown) > 1 and self._is_free(one, unknown) else smallest
        several = -self._rest(one.total, visible)
        return smallest if visible and several and -self._least < several < self._least else set()

    def _is_near(self, one: _Sum, at: int) -> bool:
        """Whether few are in a total and not in this line; or nobody, with a hidden branch between the two."""
        rest = self._rest(one.total, [at])
        return rest < self._least and (rest > 0 or at not in one.parts)

    def _rest(self, total: int, parts: Sequence[int]) -> Heads:
        """What subtraction leaves of a total."""
        return (self._people[total] or 0) - sum(self._people[at] or 0 for at in parts)

    def _is_free(self, one: _Sum, unknown: Sequence[int]) -> bool:
        """Whether the sum of hidden parts leaves each of them, and each row below, room: from nobody to all workers."""
        rows = self._hidden_rows(unknown)
        rest = self._rest(one.total, self.known(one.parts))
        bounded = all((self._people[at] or 0) <= self._workers[at] for at in rows)
        return (
            sum(self._people[at] or 0 for at in rows) >= self._least
            and not 0 < rest < self._least
            and not (bounded and self._room(one, unknown) < self._least)
        )

    def _room(self, one: _Sum, unknown: Sequence[int]) -> Heads:
        """How far apart the sum and the workers leave the bounds of a hidden part, as those tell who know both."""
        parts = [{self._bases[row] for row in self._hidden_rows([at])} for at in unknown]
        times = Counter(base for bases in parts for base in bases)
        workers = {self._bases[row]: self._workers[row] for row in self._hidden_rows(unknown)}
        shown: dict[Hashable, list[int]] = defaultdict(list)
        for at in self.known(one.parts):
            shown[self._bases[at]].append(at)
        bound = sum(workers.values())
        people = sum(self._most(those) for base, those in shown.items() if base not in workers)
        largest = max(sum(workers[base] for base in bases if times[base] == 1) for bases in parts)
        return min(bound + people - (self._people[one.total] or 0), bound - largest)

    def _most(self, shown: Sequence[int]) -> Heads:
        """The most people there are in shown lines over the same workers."""
        people = [self._people[at] or 0 for at in shown]
        return min(sum(people), max(self._workers[shown[0]], *people))

    def is_told(self, one: _Sum, shown: Sequence[Row], *, persons: bool) -> bool:
        """Whether a total's uncovered and excess may stand: they follow from what is shown of its parts, and must.

        A hidden row that cannot be over 100%, because all that is hidden is no more than its workers, lacks the
        difference. Of persons in hidden rows the sum is not known, and of what is inside a hidden row neither.
        """
        known, rows = self.known(one.parts), self._hidden_rows(self._unknown(one.parts))
        if any(shown[at].coverage.excess is None for at in known):
            return False
        if not rows:
            return not _is_mixed(self._lines[one.total], self._least)
        return (
            not persons
            and all(self._lines[at].segments_counted == 1 for at in rows)
            and self._rest(one.total, known) <= min(self._workers[at] for at in rows)
        )

    def _unknown(self, parts: Sequence[int]) -> list[int]:
        """Those that are hidden."""
        return [at for at in parts if at in self.hidden]

    def _visible(self, parts: Sequence[int]) -> list[int]:
        """Those that are shown."""
        return [at for at in parts if self._people[at] is not None and at not in self.hidden]

    def known(self, parts: Sequence[int]) -> list[int]:
        """The parts that are shown, and the shown rows of hidden ones."""
        below = [row for at in self._unknown(parts) for row in self._visible(self._parts.get(at, ()))]
        return [*self._visible(parts), *below]

    def _hidden_rows(self, parts: Sequence[int]) -> list[int]:
        """Hidden parts; of a total its hidden rows."""
        return [row for at in parts for row in self._unknown(self._parts.get(at, ())) or [at]]


def _hidden(line: Row) -> Row:
    """Without its people."""
    coverage = Coverage(line.coverage.workers, None, None, None, line.coverage.target, hidden=True)
    return _quiet(replace(line, coverage=coverage))


def _is_mixed(line: Row, least: int) -> bool:
    """Whether a line over several cells says something of a small one, or of the few people in several of them.

    Its uncovered and excess are sums over the cells, its participants count everybody once; the difference tells.
    """
    own = line.coverage
    if own.participants is None or own.uncovered is None:
        return False
    several: Heads = (own.workers or 0) - own.participants - (own.uncovered - (own.excess or 0))
    return bool(several and -least < several < least) or (line.fewest is not None and line.fewest < least)


_ABOVE = {Flag.OVER, Flag.PARTS_OVER}


def _quiet(line: Row, parts: Sequence[Row] = ()) -> Row:
    """Without uncovered and excess; over 100% where what is shown of it is, partly where a shown part is."""
    own, told = line.coverage, set[Flag]()
    if own.rate is not None:
        told = {flag for flag in line.flags if flag is Flag.OVER and own.rate > 1}
        told = told or {Flag.PARTS_OVER for part in parts if not _ABOVE.isdisjoint(part.flags)}
    flags = (*told, *(flag for flag in line.flags if flag not in _ABOVE))
    return replace(line, coverage=replace(own, uncovered=None, excess=None), flags=flags)


def _plain(line: Row) -> Row:
    """Without what is said of cells that count as 0, which are hidden or inside of a row."""
    flags = tuple(flag for flag in line.flags if flag is not Flag.ASSUMED_ZERO)
    return replace(line, flags=flags, fewest=None)
