import csv
import math
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coverage_cli.analysis.inequality import Subgroup, average, holders_of, measures, pareto

TWO = [Subgroup("pu", 100, 90), Subgroup("bpu", 300, 90)]


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
    assert set(vars_of(measures([Subgroup("a", 10, 5), Subgroup("b", 0, 0)]))) == {None}
    nobody = measures([Subgroup("a", 10, 0), Subgroup("b", 5, 0)])
    assert (nobody.ratio, nobody.population_attributable_fraction, nobody.theil) == (None, None, None)
    assert (nobody.difference, nobody.mean_difference, nobody.population_attributable_risk) == (0, 0, 0)


def test_a_segment_at_zero_has_no_ratio_but_all_else():
    found = measures([Subgroup("a", 10, 5), Subgroup("b", 10, 0)])
    assert found.ratio is None
    assert found.theil == pytest.approx(math.log(2))
    assert found.population_attributable_fraction == 1


def vars_of(found):
    return [getattr(found, name) for name in type(found).__slots__]


subgroups = st.lists(
    st.builds(Subgroup, st.sampled_from("abcdefg"), st.integers(1, 10**9), st.integers(0, 10**9)),
    min_size=2,
    max_size=7,
)


@given(subgroups)
def test_measures_are_never_negative_and_zero_only_where_all_are_alike(segments):
    found = measures(segments)
    alike = len({segment.rate for segment in segments}) == 1
    for value in (found.difference, found.mean_difference, found.population_attributable_risk):
        assert value >= 0
        assert (value == 0) is alike
    if found.theil is not None:
        assert found.theil >= 0
        assert not alike or found.theil < 1e-12


@given(subgroups, st.integers(2, 9))
def test_relative_measures_do_not_depend_on_scale(segments, factor):
    larger = [Subgroup(s.name, s.workers * factor, s.participants * factor) for s in segments]
    before, after = measures(segments), measures(larger)
    assert before.ratio == after.ratio
    assert before.mean_difference == after.mean_difference
    assert before.theil == pytest.approx(after.theil, abs=1e-12)


@given(subgroups)
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
    near = measures([Subgroup("a", 10**12, 5 * 10**11), Subgroup("b", 10**12, 5 * 10**11 + 10**4)])
    relative = 1e-8
    assert near.theil == pytest.approx(relative**2 / 2, rel=1e-3, abs=0)


def test_excess_hides_nothing_of_anothers_lack():
    held = pareto([Subgroup("over", 10, 12), Subgroup("under", 10, 4)])
    assert [(h.name, h.uncovered, h.share) for h in held] == [("under", 6, 1), ("over", 0, 0)]


SCALE = 10**9
"""Weighted births are no whole numbers; so many times as many are."""


def who(name: str, estimate: str, births: str) -> Subgroup:
    """A subgroup as the WHO's examples give it: an estimate in percent, and its births."""
    people = Fraction(births) * SCALE
    return Subgroup(name, int(people), int(people * Fraction(estimate) / 100))


def provinces() -> list[Subgroup]:
    """Skilled birth attendance in 34 provinces of Indonesia: `NonorderedSample` of the WHO's healthequal 1.0.1.

    Inputs whole, to six decimals, from https://github.com/WHOequity/healthequal (data/NonorderedSample.rda).
    """
    text = (Path(__file__).parent / "births_by_province.csv").read_text(encoding="utf-8")
    return [who(row["province"], row["estimate"], row["births"]) for row in csv.DictReader(text.splitlines())]


def test_mean_difference_and_theil_equal_those_that_the_who_publishes():
    """https://whoequity.github.io/healthequal/reference/mdmw.html prints 5.326111, and ti.html 3.143872 (x 1000)."""
    found = measures(provinces())
    assert float(found.mean_difference) * 100 == pytest.approx(5.326111, abs=5e-7)
    assert found.theil * 1000 == pytest.approx(3.143872, abs=5e-7)


def test_difference_and_ratio_of_a_pair_equal_those_that_the_who_publishes():
    """Pages `d` and `r` there print 30.92258 and 1.481696, of Aceh (their reference) against the lowest, Papua.

    The highest of all, ours, is Bali at 100%: 35.80473 points and 1.557747 times the lowest.
    """
    pair = measures([group for group in provinces() if group.name in {"aceh", "papua"}])
    assert float(pair.difference) * 100 == pytest.approx(30.92258, abs=5e-6)
    assert float(pair.ratio) == pytest.approx(1.481696, abs=5e-7)
    every = measures(provinces())
    assert float(every.difference) * 100 == pytest.approx(100 - 64.195267, abs=1e-9)
    assert float(every.ratio) == pytest.approx(100 / 64.195267, abs=1e-9)


def test_impact_measures_equal_those_that_the_who_publishes():
    """Skilled birth attendance by wealth quintile, `OrderedSample` there: the best quintile is the reference.

    https://whoequity.github.io/healthequal/reference/parisk.html prints 7.627362, and paf.html 8.327116.
    """
    rates = ["75.605301", "91.019966", "96.039589", "97.042229", "99.224052"]
    births = ["2072.436035", "2112.204102", "1983.059204", "2052.123779", "1884.509888"]
    subgroups = [who(f"Q{number}", *pair) for number, pair in enumerate(zip(rates, births, strict=True), 1)]
    found = measures(subgroups)
    assert float(average(subgroups)) * 100 == pytest.approx(91.59669, abs=5e-6)
    assert float(found.population_attributable_risk) * 100 == pytest.approx(7.627362, abs=2e-6)
    assert float(found.population_attributable_fraction) * 100 == pytest.approx(8.327116, abs=2e-6)
