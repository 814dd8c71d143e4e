"""Coverage of cells, roll-ups and totals, in exact whole numbers and fractions.

Definitions: coverage rate = persons covered / persons in the reference population (ILO, World Social
Protection Database, indicator SDG 1.3.1); here participants over workers. A total's rate is the sum over the
sum, never a mean of rates; cells with a missing side are left out of it, and it says so.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from coverage_cli.analysis.matching import Match, Pair
from coverage_cli.domain.model import Cell, CountTable, Coverage, Flag, Group, Key, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from fractions import Fraction


class TargetRule(Protocol):
    """Gives the target that holds for a branch, a segment and a period; None stands for all of them."""

    def applies(self, branch: str | None, segment: str | None, period: str | None) -> Fraction | None:
        """The rate, as a fraction of 1."""


@dataclass(slots=True)
class _Sum:
    """What is added up for one row of a report."""

    workers: int = 0
    participants: int = 0
    uncovered: int = 0
    excess: int = 0
    lone_workers: int = 0
    segments: int = 0
    counted: int = 0
    has_workers: bool = False
    has_participants: bool = False
    assumed: bool = False
    over: bool = False
    periods: set[str] = field(default_factory=set)
    vintages: set[str] = field(default_factory=set)
    bases: set[str] = field(default_factory=set)
    keys: list[Key] = field(default_factory=list)

    def add(self, pair: Pair) -> None:
        """Take in one cell. A cell with one side only is counted as a segment, and nowhere else."""
        workers, participants = pair
        self.segments += 1
        if workers is not None:
            self.has_workers = True
        if participants is not None:
            self.has_participants = True
        if workers is None or participants is None:
            self.lone_workers += workers or 0
            return
        self.counted += 1
        self.workers += workers
        self.participants += participants
        if participants > workers:
            self.excess += participants - workers
            self.over = True
        else:
            self.uncovered += workers - participants

    def merge(self, other: _Sum) -> None:
        """Take in another sum."""
        for name in ("workers", "participants", "uncovered", "excess", "lone_workers", "segments", "counted"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in ("has_workers", "has_participants", "assumed", "over", "periods", "vintages", "bases"):
            setattr(self, name, getattr(self, name) | getattr(other, name))
        self.keys += other.keys

    def coverage(self, target: Fraction | None, heads: int | None) -> Coverage:
        """The sums as a coverage; `heads` replaces the sum of participants where persons were counted."""
        if self.counted:
            participants = self.participants if heads is None else heads
            return Coverage(self.workers, participants, self.uncovered, self.excess, target)
        workers = self.lone_workers if self.has_workers else None
        return Coverage(workers, None, None, None, target)


@dataclass(frozen=True, slots=True)
class Question:
    """What a report is asked: rows by these fields, of these segments; whether absent participants mean none."""

    by: tuple[str, ...] = ("branch", "segment")
    segments: frozenset[str] | None = None
    missing_is_zero: bool = False


@dataclass(slots=True)
class Assessment:
    """Sums of matched tables, for rows and for totals."""

    population: CountTable
    participants: CountTable
    question: Question
    target: TargetRule | None
    _rows: dict[tuple[str | None, ...], _Sum] = field(default_factory=dict)
    _branches: dict[str, _Sum] = field(default_factory=dict)
    _all: _Sum = field(default_factory=_Sum)

    def take(self, matches: Iterable[Match]) -> None:
        """Add up the cells of every match that the question is about."""
        for found in matches:
            branch = _Sum()
            for row, total in self._sums(found).items():
                total.periods = {found.period.text} if found.period else set()
                total.vintages = {found.vintage.text} if found.vintage else set()
                branch.merge(total)
                self._rows.setdefault(row, _Sum()).merge(total)
            if branch.segments:
                self._branches.setdefault(found.branch, _Sum()).merge(branch)
                self._all.merge(branch)

    def _sums(self, found: Match) -> dict[tuple[str, ...], _Sum]:
        """One branch's cells, added up for each row that they belong to."""
        names = ("branch", "segment", *self.population.dimensions)
        place = [names.index(name) for name in self.question.by]
        whole_branch = self.question.by == ("branch",)
        sums: dict[tuple[str, ...], _Sum] = {}
        for cell, pair in found.pairs():
            if self.question.segments is not None and cell[0] not in self.question.segments:
                continue
            whole = (found.branch,) if whole_branch else (found.branch, *cell)
            row = whole if whole_branch else tuple(whole[index] for index in place)
            total = sums.get(row)
            if total is None:
                total = sums[row] = _Sum()
            self._count(total, found, cell, pair)
        return sums

    def _count(self, total: _Sum, found: Match, cell: Cell, pair: Pair) -> None:
        if self.question.missing_is_zero and pair.participants is None and pair.workers is not None:
            total.assumed = True
            total.add(Pair(pair.workers, 0))
            return
        total.add(pair)
        if self.population.details and found.vintage:
            basis = self.population.detail(Group(found.branch, found.vintage.text), cell).basis
            total.bases |= {basis} if basis else set()
        if self.participants.signatures is not None and found.period and None not in pair:
            total.keys.append(Key(Group(found.branch, found.period.text), cell))

    def rows(self) -> list[Row]:
        """One row for each combination of the question's fields, sorted by them."""
        names = dict(zip(self.question.by, range(len(self.question.by)), strict=True))
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
        branch = next(iter(self._branches)) if len(self._branches) == 1 else None
        return self._row(self._all, branch, None)

    def _row(
        self, total: _Sum, branch: str | None, segment: str | None, dimensions: tuple[str | None, ...] = ()
    ) -> Row:
        heads = (
            self.participants.heads(total.keys) if self.participants.signatures is not None and total.counted else None
        )
        target = _common(
            total.periods or total.vintages,
            lambda period: self.target.applies(branch, segment, period) if self.target else None,
        )
        return Row(
            branch,
            segment,
            _one(total.periods),
            _one(total.vintages),
            total.coverage(target, heads),
            _flags(total),
            total.segments,
            total.counted,
            dimensions,
        )


def _one(names: set[str]) -> str | None:
    """The only member; None where there is none, or several."""
    return next(iter(names)) if len(names) == 1 else None


def _common(periods: set[str], target: Callable[[str | None], Fraction | None]) -> Fraction | None:
    """The target that holds for all of a row's periods; None where they differ."""
    rates = {target(period) for period in periods} or {target(None)}
    return next(iter(rates)) if len(rates) == 1 else None


def _flags(total: _Sum) -> tuple[Flag, ...]:
    flags = []
    if total.over:
        flags.append(Flag.OVER)
    if total.counted < total.segments and total.segments > 1:
        flags.append(Flag.INCOMPLETE)
    if total.assumed:
        flags.append(Flag.ASSUMED_ZERO)
    if len(total.bases) > 1:
        flags.append(Flag.MIXED_BASIS)
    if len(total.periods) > 1 or len(total.vintages) > 1:
        flags.append(Flag.MIXED_PERIODS)
    return tuple(flags)
