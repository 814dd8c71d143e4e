import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coverage_cli.analysis.inequality import Group, average, holders_of, measures, pareto

TWO = [Group("pu", 100, 90), Group("bpu", 300, 90)]


def test_measures_of_two_segments_worked_by_hand():
    found = measures(TWO)
    assert average(TWO) == Fraction(45, 100)
    assert found.difference == Fraction(6, 10)
    assert found.ratio == 3
    assert found.mean_difference == Fraction(1, 4) * Fraction(45, 100) + Fraction(3, 4) * Fraction(15, 100)
    assert found.population_attributable_risk == Fraction(45, 100)
    assert found.population_attributable_fraction == 1
    by_hand = 0.25 * 2 * math.log(2) + 0.75 * (2 / 3) * math.log(2 / 3)
    assert found.theil == pytest.approx(by_hand, rel=1e-14)


def test_undefined_measures_are_none_and_never_zero():
    assert set(vars_of(measures([]))) == {None}
    assert set(vars_of(measures([Group("a", 10, 5), Group("b", 0, 0)]))) == {None}
    nobody = measures([Group("a", 10, 0), Group("b", 5, 0)])
    assert (nobody.ratio, nobody.population_attributable_fraction, nobody.theil) == (None, None, None)
    assert (nobody.difference, nobody.mean_difference, nobody.population_attributable_risk) == (0, 0, 0)


def test_a_segment_at_zero_has_no_ratio_but_all_else():
    found = measures([Group("a", 10, 5), Group("b", 10, 0)])
    assert found.ratio is None
    assert found.theil == pytest.approx(math.log(2))
    assert found.population_attributable_fraction == 1


def vars_of(found):
    return [getattr(found, name) for name in type(found).__slots__]


groups = st.lists(
    st.builds(Group, st.sampled_from("abcdefg"), st.integers(1, 10**9), st.integers(0, 10**9)),
    min_size=2,
    max_size=7,
)


@given(groups)
def test_measures_are_never_negative_and_zero_only_where_all_are_alike(segments):
    found = measures(segments)
    alike = len({segment.rate for segment in segments}) == 1
    for value in (found.difference, found.mean_difference, found.population_attributable_risk):
        assert value >= 0
        assert (value == 0) is alike
    if found.theil is not None:
        assert found.theil >= 0
        assert not alike or found.theil < 1e-12


@given(groups, st.integers(2, 9))
def test_relative_measures_do_not_depend_on_scale(segments, factor):
    larger = [Group(s.name, s.workers * factor, s.participants * factor) for s in segments]
    before, after = measures(segments), measures(larger)
    assert before.ratio == after.ratio
    assert before.mean_difference == after.mean_difference
    assert before.theil == pytest.approx(after.theil, abs=1e-12)


@given(groups)
def test_pareto_shares_add_up_and_fall(segments):
    held = pareto(segments)
    total = sum(segment.uncovered for segment in segments)
    assert [h.share for h in held] == sorted((h.share for h in held), reverse=True)
    if total:
        assert held[-1].cumulative_share == 1
        assert sum(h.uncovered for h in held) == total
        count = holders_of(held, Fraction(4, 5))
        assert held[count - 1].cumulative_share >= Fraction(4, 5)
        assert count == 1 or held[count - 2].cumulative_share < Fraction(4, 5)
    else:
        assert held == ()


def test_rates_almost_alike_keep_their_digits():
    near = measures([Group("a", 10**12, 5 * 10**11), Group("b", 10**12, 5 * 10**11 + 10**4)])
    relative = 1e-8
    assert near.theil == pytest.approx(relative**2 / 2, rel=1e-3, abs=0)


def test_excess_hides_nothing_of_anothers_lack():
    held = pareto([Group("over", 10, 12), Group("under", 10, 4)])
    assert [(h.name, h.uncovered, h.share) for h in held] == [("under", 6, 1), ("over", 0, 0)]


def test_impact_measures_equal_those_that_the_who_publishes():
    """WHO, healthequal 1.0.1, pages of `parisk` and `paf`: skilled birth attendance by wealth quintile.

    https://whoequity.github.io/healthequal/reference/parisk.html prints 7.627362, and paf.html 8.327116.
    """
    rates = ["75.60530", "91.01997", "96.03959", "97.04223", "99.22405"]
    births = ["2072.436", "2112.204", "1983.059", "2052.124", "1884.510"]
    scale = 10**9
    groups = [
        Group(f"Q{number}", int(Fraction(people) * scale), int(Fraction(people) * Fraction(rate) / 100 * scale))
        for number, (rate, people) in enumerate(zip(rates, births, strict=True), 1)
    ]
    found = measures(groups)
    assert float(average(groups)) * 100 == pytest.approx(91.59669, abs=1e-5)
    assert float(found.population_attributable_risk) * 100 == pytest.approx(7.627362, abs=1e-5)
    assert float(found.population_attributable_fraction) * 100 == pytest.approx(8.327116, abs=1e-5)
