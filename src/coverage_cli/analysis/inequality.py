"""Summary measures of inequality between segments, and who the uncovered are.

Definitions follow WHO, Handbook on Health Inequality Monitoring: with a special focus on low- and
middle-income countries (2013), and its companion Monitoring Health Inequality: An Essential Step (2013).
Segments are unordered subgroups, coverage is a favourable indicator, and all measures are exact fractions but
for the Theil index, whose logarithm is not rational.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from coverage_cli.domain.rates import rate_of, shares_of, uncovered_of
from coverage_cli.domain.weights import Heads

MOST = Fraction(80, 100)
"""Pareto's share: how few segments hold this much of the uncovered."""


@dataclass(frozen=True, slots=True)
class Subgroup:
    """One segment with both sides known."""

    name: str
    workers: int
    participants: Heads
    lacking: Heads | None = None
    """People without coverage, where that is a sum over several cells; None where it is the difference."""

    @property
    def rate(self) -> Fraction | None:
        """Participants over workers, a fraction of one; undefined where nobody works."""
        return rate_of(self.participants, self.workers)

    @property
    def uncovered(self) -> Heads:
        """People without coverage; an excess of participants counts as none."""
        return uncovered_of(self.workers, self.participants) if self.lacking is None else self.lacking


@dataclass(frozen=True, slots=True)
class Measures:
    """All measures at once; None where undefined.

    `difference`, `mean_difference` and `population_attributable_risk` are differences of rates, fractions of one to be
    shown as percentage points; `population_attributable_fraction` is a share, a fraction of one; `ratio` and `theil`
    (nats) have no unit.
    """

    difference: Fraction | None
    ratio: Fraction | None
    mean_difference: Fraction | None
    population_attributable_risk: Fraction | None
    population_attributable_fraction: Fraction | None
    theil: float | None


@dataclass(frozen=True, slots=True)
class Holder:
    """A segment's part of all the uncovered: people, and shares as fractions of one."""

    name: str
    uncovered: Heads
    share: Fraction
    cumulative_share: Fraction


def measures(subgroups: Sequence[Subgroup]) -> Measures:
    """Every measure of this module for the same segments."""
    return Measures(
        difference=difference(subgroups),
        ratio=ratio(subgroups),
        mean_difference=mean_difference(subgroups),
        population_attributable_risk=population_attributable_risk(subgroups),
        population_attributable_fraction=population_attributable_fraction(subgroups),
        theil=theil(subgroups),
    )


def average(subgroups: Sequence[Subgroup]) -> Fraction | None:
    """The rate of all segments together, which is no mean of rates; None without workers."""
    return rate_of(sum(group.participants for group in subgroups), sum(group.workers for group in subgroups))


def difference(subgroups: Sequence[Subgroup]) -> Fraction | None:
    """Highest rate less lowest rate, a fraction of one. Simple absolute measure (WHO 2013, 3.2).

    None where fewer than two segments have workers.
    """
    rates = _rates(subgroups)
    return max(rates) - min(rates) if len(rates) > 1 else None


def ratio(subgroups: Sequence[Subgroup]) -> Fraction | None:
    """Highest rate over lowest rate. Simple relative measure (WHO 2013, 3.2).

    None where fewer than two segments have workers, and where the lowest rate is zero: no number is that
    many times it.
    """
    rates = _rates(subgroups)
    return max(rates) / min(rates) if len(rates) > 1 and min(rates) else None


def mean_difference(subgroups: Sequence[Subgroup]) -> Fraction | None:
    """Weighted mean difference from the mean, a fraction of one (WHO 2013, 3.6).

    Sum over segments of population share x |segment's rate - overall rate|. None where fewer than two
    segments have workers.
    """
    mean = average(subgroups)
    if mean is None or len(_rates(subgroups)) <= 1:
        return None
    workers = sum(group.workers for group in subgroups)
    away = (abs(group.participants - mean * group.workers) for group in subgroups if group.workers)
    return sum(away, Fraction(0)) / workers


def population_attributable_risk(subgroups: Sequence[Subgroup]) -> Fraction | None:
    """What the overall rate would gain if every segment had the best one's rate, a fraction of one.

    Highest rate - overall rate (WHO 2013, 3.7, of unordered subgroups: the best one is the reference);
    zero where all are alike. None where fewer than two segments have workers.
    """
    mean, rates = average(subgroups), _rates(subgroups)
    return max(rates) - mean if mean is not None and len(rates) > 1 else None


def population_attributable_fraction(subgroups: Sequence[Subgroup]) -> Fraction | None:
    """The population attributable risk over the overall rate (WHO 2013, 3.7), a fraction of one.

    None where that risk is, and where nobody is covered.
    """
    risk, mean = population_attributable_risk(subgroups), average(subgroups)
    return risk / mean if risk is not None and mean else None


def theil(subgroups: Sequence[Subgroup]) -> float | None:
    """The Theil index: sum of population share x (rate / overall rate) x ln(rate / overall rate).

    A relative measure in nats; 0 where all segments are alike (WHO 2013, 3.6; often shown times 1000). A
    segment with rate zero adds zero, the limit of x ln x. None where fewer than two segments have workers
    or nobody is covered.
    """
    mean = average(subgroups)
    if not mean or len(_rates(subgroups)) <= 1:
        return None
    workers = sum(group.workers for group in subgroups)
    terms = []
    for group in subgroups:
        if rate := group.rate:
            relative = rate / mean
            terms.append(float(Fraction(group.workers, workers) * relative) * _log(relative))
    return max(0.0, math.fsum(terms))


def pareto(subgroups: Iterable[Subgroup]) -> tuple[Holder, ...]:
    """Segments by the uncovered that they hold, most first, with share and cumulative share of them all.

    Ties go by name. Segments that lack nobody are listed with share 0; empty where nobody is uncovered.
    """
    ordered = sorted(subgroups, key=lambda group: (-group.uncovered, group.name))
    shares = shares_of([group.uncovered for group in ordered])
    return tuple(Holder(group.name, group.uncovered, *share) for group, share in zip(ordered, shares, strict=False))


def others_together(holders: Sequence[Holder], most: int, name: str) -> list[Holder]:
    """The first of them, and all others as one under a name, so that there are `most`."""
    first, rest = holders[: most - 1], holders[most - 1 :]
    uncovered, share = sum(one.uncovered for one in rest), sum((one.share for one in rest), Fraction(0))
    return [*first, Holder(name, uncovered, share, rest[-1].cumulative_share)]


def holders_of(holders: Sequence[Holder], share: Fraction) -> int:
    """How many segments, most first, it takes to hold at least `share` of the uncovered."""
    return next((count for count, holder in enumerate(holders, 1) if holder.cumulative_share >= share), len(holders))


_NEAR = Fraction(1, 2), Fraction(2)


def _rates(subgroups: Sequence[Subgroup]) -> list[Fraction]:
    return [group.rate for group in subgroups if group.rate is not None]


def _log(value: Fraction) -> float:
    # Near 1, log1p keeps the digits that the logarithm of the nearest double would lose.
    if _NEAR[0] < value < _NEAR[1]:
        return math.log1p(float(value - 1))
    return math.log(value.numerator) - math.log(value.denominator)
