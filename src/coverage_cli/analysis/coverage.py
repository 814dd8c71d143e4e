"""Coverage of cells, roll-ups and totals, in exact whole numbers and fractions.

Definitions: coverage rate = persons covered / persons in the reference population (ILO, World Social
Protection Database, indicator SDG 1.3.1); here participants over workers. A total's rate is the sum over the
sum, never a mean of rates; cells with a missing side are left out of it, and it says so.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Protocol, TypeVar

from coverage_cli.analysis.matching import Match
from coverage_cli.analysis.row_sum import RowSum
from coverage_cli.analysis.suspicion import Damage
from coverage_cli.domain.counts import CountTable
from coverage_cli.domain.model import Cell, Coverage, Flag, Key, Row
from coverage_cli.domain.names.labels import Labels
from coverage_cli.domain.periods.periods import known_period
from coverage_cli.domain.weights import Heads

_T = TypeVar("_T")


class TargetRule(Protocol):
    """Gives the target that holds for a branch, a segment and a period; None stands for all of them."""

    def applies(self, branch: str | None, segment: str | None, period: str | None) -> Fraction | None:
        """The rate, as a fraction of 1."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a report is asked: rows by these fields, of these segments; whether absent participants mean none."""

    by: tuple[str, ...] = ("branch", "segment")
    segments: frozenset[str] | None = None
    missing_is_zero: bool = False

    def is_about(self, cell: Cell) -> bool:
        """Whether a cell is of a segment that is asked for."""
        return self.segments is None or cell[0] in self.segments


@dataclass(slots=True)
class Assessment:
    """Sums of matched tables, for rows and for totals."""

    population: CountTable
    participants: CountTable
    question: Question
    target: TargetRule | None
    labels: Sequence[Labels]
    """The spellings to show: of branches, segments and each dimension."""
    damage: Damage
    """Participants whose rows could not be read: what they say is missing, and not zero."""
    _rows: dict[tuple[str | None, ...], RowSum] = field(default_factory=dict)
    _branches: dict[str, RowSum] = field(default_factory=dict)
    _all: RowSum = field(default_factory=RowSum)
    _chosen: dict[str, set[str]] = field(default_factory=dict)
    """The chosen segments that each branch has."""
    _newest: tuple[str, ...] = ()
    """The newest period of any branch, whose target holds for one without participants: its workers may be older."""

    def take(self, matches: Iterable[Match]) -> None:
        """Add up the cells of every match that the question is about."""
        for found in matches:
            sums = self._sums(found)
            for total in sums.values():
                total.periods = frozenset({found.period.text} if found.period else ())
                total.vintages = frozenset({found.vintage.text} if found.vintage else ())
            if found.period is None and self.participants.counts and not self._newest:
                ends = {known_period(period).last: period for _, period in self.participants.counts}
                self._newest = (ends[max(ends)],)
            if sums:
                self._enter(found.branch, sums)

    def _enter(self, branch: str, sums: dict[tuple[str, ...], RowSum]) -> None:
        """Enter one branch's sums into the rows, the branch's total and the total of all."""
        if self.question.by == ("branch",):
            (whole,) = sums.values()
        else:
            whole = RowSum()
            for total in sums.values():
                whole.merge(total)
        self._branches[branch] = whole
        self._all.merge(whole)
        for row, total in sums.items():
            if row in self._rows:
                self._rows[row].merge(total)
            else:
                self._rows[row] = total

    def _sums(self, found: Match) -> dict[tuple[str, ...], RowSum]:
        """One branch's cells, added up for each row that they belong to."""
        place = list(map(self.population.fields.index, self.question.by))
        segments = self.question.segments
        alone = (found.branch,) if self.question.by == ("branch",) else None
        plain = not (self.question.missing_is_zero or self.population.details) and self.participants.overlap is None
        sums: dict[tuple[str, ...], RowSum] = {}
        if plain and alone and segments is None and (total := RowSum()).add_all(found.workers, found.participants):
            return {alone: total}
        for cell, workers, people in found.pairs():
            if segments is not None:
                if cell[0] not in segments:
                    continue
                self._chosen.setdefault(found.branch, set()).add(cell[0])
            row = alone or tuple([(found.branch, *cell)[index] for index in place])
            if row not in sums:
                sums[row] = RowSum()
            total = sums[row]
            if plain:
                total.add(workers, people)
            else:
                self._count(total, found, cell, workers, people)
        return sums

    def _count(self, total: RowSum, found: Match, cell: Cell, workers: int | None, people: Heads | None) -> None:
        """Take in a cell together with what is to be remembered about it."""
        absent = self.question.missing_is_zero and people is None
        assumed = absent and not self.damage.covers(found.branch, cell[0])
        total.assumed |= assumed
        total.add(workers, 0 if assumed else people)
        if people is not None and self.participants.overlap is not None and (group := found.participants_group):
            keys = total.lone_keys if workers is None else total.keys
            keys.append(Key(group, cell))
        if workers is None or (people is None and not assumed):
            return
        if self.population.details and (group := found.workers_group):
            total.bases |= {self.population.detail(group, cell).basis}

    def rows(self) -> list[Row]:
        """One row for each combination of the question's fields, sorted by them."""
        names = {name: index for index, name in enumerate(self.question.by)}
        dimensions = self.population.dimensions

        def part(row: tuple[str | None, ...], name: str) -> str | None:
            return row[names[name]] if name in names else None

        return [
            self._row(total, part(row, "branch"), part(row, "segment"), tuple(part(row, name) for name in dimensions))
            for row, total in sorted(self._rows.items(), key=lambda item: tuple(text or "" for text in item[0]))
        ]

    def branch_totals(self) -> list[Row]:
        """One total for each branch, sorted."""
        return [self._row(total, branch, None) for branch, total in sorted(self._branches.items())]

    def grand_total(self) -> Row:
        """Everything that was asked for; it carries the branch's name where there is just one."""
        return self._row(self._all, self._lone(), None)

    def _lone(self) -> str | None:
        """The only branch, whose targets are those of every row."""
        return next(iter(self._branches)) if len(self._branches) == 1 else None

    def _row(
        self, total: RowSum, branch: str | None, segment: str | None, dimensions: tuple[str | None, ...] = ()
    ) -> Row:
        keys = total.shown_keys
        heads = self.participants.heads(keys) if keys else None
        shown = [
            None if key is None else labels.shown(key)
            for key, labels in zip((branch, segment, *dimensions), self.labels, strict=False)
        ]
        branch = self._lone() if branch is None else branch
        chosen = self._chosen.get(branch, set()) if branch is not None else set().union(*self._chosen.values())
        rule = self.target
        periods: tuple[str | None, ...] = (*(total.periods or self._newest or total.vintages),) or (None,)
        target, *others = [goal(rule.applies, branch, segment, chosen, when) for when in periods] if rule else [None]
        unlike = any(other != target for other in others)
        coverage = total.coverage(None if unlike else target, heads)
        return Row(
            branch=shown[0],
            segment=shown[1],
            period=_one(total.periods),
            population_period=_one(total.vintages),
            coverage=coverage,
            flags=_flags(total, coverage, whole=segment is None),
            segments=total.segments,
            segments_counted=total.counted,
            dimensions=tuple(shown[2:]),
            fewest=total.fewest if total.counted > 1 else None,
            unlike_targets=unlike,
            split=bool(self.population.dimensions),
        )


def goal(
    applies: Callable[[str | None, str | None, str | None], _T],
    branch: str | None,
    segment: str | None,
    segments: Collection[str],
    period: str | None,
) -> _T:
    """What a target says of a row; one over chosen segments has theirs, where they have one, else that of all."""
    if segment is None and segments:
        theirs = {applies(branch, one, period) for one in segments}
        if len(theirs) == 1:
            return theirs.pop()
    return applies(branch, segment, period)


def _one(names: Collection[_T]) -> _T | None:
    """The only member; None where there is none, or several."""
    return next(iter(names)) if len(names) == 1 else None


def _flags(total: RowSum, coverage: Coverage, *, whole: bool) -> tuple[Flag, ...]:
    """What to beware of; of one segment that lacks a side, its own row has a status that says so."""
    flags = []
    if coverage.workers is not None and (coverage.participants or 0) > coverage.workers:
        flags.append(Flag.OVER)
    elif total.excess:
        flags.append(Flag.PARTS_OVER)
    if total.counted < total.segments and (whole or total.segments > 1):
        flags.append(Flag.INCOMPLETE)
    if total.assumed:
        flags.append(Flag.ASSUMED_ZERO)
    if len(total.bases) > 1:
        flags.append(Flag.MIXED_BASIS)
    if len(total.periods) > 1 or len(total.vintages) > 1:
        flags.append(Flag.MIXED_PERIODS)
    return tuple(flags)
