"""Rate, uncovered, shortfall and shares of a whole, which everything else takes from one place."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coverage_cli.domain.model import Coverage, Status
from coverage_cli.domain.rates import ALL, are_apart, rate_of, shares_of, shortfall_of, uncovered_of
from coverage_cli.domain.rounding import places_beyond, places_moved

whole = st.integers(0, 10**12)
heads = st.one_of(whole, st.integers(0, 10**21).map(lambda number: Fraction(number, 10**9)))
targets = st.fractions(0, 2, max_denominator=10**6)


@pytest.mark.parametrize(("participants", "workers"), [(None, 10), (10, None), (None, None), (0, 0), (5, 0)])
def test_what_is_missing_or_over_nobody_has_no_rate(participants, workers):
    assert rate_of(participants, workers) is None


def test_a_rate_is_exact_and_may_be_over_one():
    assert rate_of(0, 3) == 0
    assert rate_of(2, 3) == Fraction(2, 3)
    assert rate_of(4, 3) == Fraction(4, 3)
    assert rate_of(Fraction(5, 2), 5) == Fraction(1, 2)


FEW = st.one_of(st.none(), st.integers(0, 12), st.integers(0, 12).map(lambda number: Fraction(number, 8)))
SIDES = st.tuples(FEW, st.one_of(st.none(), st.integers(0, 12)))


@given(one=SIDES, other=SIDES, limit=st.fractions(0, 1, max_denominator=12))
def test_rates_are_apart_as_their_difference_says(one, other, limit):
    rates = rate_of(*one), rate_of(*other)
    assert are_apart(one, other, limit) == (None not in rates and abs(rates[0] - rates[1]) > limit)


@given(target=targets, workers=whole, participants=heads)
def test_a_shortfall_is_the_least_that_meets_the_target(target, workers, participants):
    short = shortfall_of(target, workers, participants)
    assert participants + short >= target * workers
    assert short == 0 or participants + short - 1 < target * workers


@given(target=targets, workers=whole, participants=heads)
def test_a_target_is_met_where_nobody_is_missing(target, workers, participants):
    coverage = Coverage.of_cell(workers, participants, target)
    met = Status.MET if participants >= target * workers else Status.BELOW
    assert coverage.status is (met if workers else Status.NO_WORKERS)


def test_a_gap_needs_a_rate_and_a_target():
    assert Coverage.of_cell(10, 5, None).gap is None
    assert Coverage.of_cell(0, 5, ALL).gap is None
    assert Coverage.of_cell(10, 5, ALL).gap == Fraction(1, 2)
    assert Coverage.of_cell(10, 15, ALL).gap == Fraction(-1, 2)


@given(workers=whole, participants=heads)
def test_covered_and_uncovered_are_all_but_for_the_excess(workers, participants):
    coverage = Coverage.of_cell(workers, participants, None)
    assert participants + coverage.uncovered - coverage.excess == workers
    assert 0 in (coverage.uncovered, coverage.excess)
    assert shortfall_of(ALL, workers, participants) - 1 < uncovered_of(workers, participants)


def test_shares_of_nothing_are_none():
    assert shares_of([]) == shares_of([0, 0]) == []


@given(st.lists(heads, min_size=1).filter(any))
def test_shares_add_up_to_all(people):
    shares = shares_of(people)
    assert sum(share.own for share in shares) == shares[-1].cumulative == 1
    assert [share.own * sum(people) for share in shares] == people
    assert [share.cumulative for share in shares] == [
        sum(people[: at + 1]) / Fraction(sum(people)) for at in range(len(people))
    ]


@pytest.mark.parametrize(
    ("value", "bound", "places"), [("10", "10", 1), ("11", "10", 1), ("10.01", "10", 2), ("10.0004", "10.0003", 4)]
)
def test_a_number_does_not_look_like_the_bound_that_it_is_beyond(value, bound, places):
    assert places_beyond(Fraction(value), Fraction(bound), 1) == places


@pytest.mark.parametrize(
    ("before", "after", "places"),
    [
        ("65.64", "29.56", 2),
        ("29.56", "65.64", 2),
        ("65.64", "29.64", 1),
        ("65.6", "29.5", 1),
        ("65.6004", "29.6", 4),
        ("50", "0", 1),
        ("50", "0.049", 2),
        ("0.0004", "50", 4),
    ],
)
def test_numbers_that_moved_further_than_a_bound_do_so_as_they_are_shown(before, after, places):
    """Rounded, 65.64 and 29.56 are 36.0 apart; those that are exactly as far apart as the bound take one decimal."""
    assert places_moved(Fraction(before), Fraction(after), Fraction(36)) == places
