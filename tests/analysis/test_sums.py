"""Names that are sums of others, and how sure it is that they are none by chance."""

import math
import operator
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coverage_cli.analysis.sums.subtotals import is_sum, reaches
from coverage_cli.analysis.sums.totals import Totals
from coverage_cli.domain.counts import CountTable
from coverage_cli.domain.model import Group, Kind
from coverage_cli.domain.names.labels import Labels


@given(counts=st.lists(st.integers(0, 40), max_size=6), bound=st.integers(0, 2000))
def test_a_product_is_compared_as_if_it_had_been_worked_out(counts, bound):
    assert reaches(counts, bound) == (math.prod(max(1, people) for people in counts) >= bound)


@pytest.mark.parametrize(
    ("people", "others", "step", "found"),
    [
        (299, 299, 1, True),
        (299, 300, 1, False),  # of counts that small one may be another by chance
        (300, 301, 1, True),
        (301, 300, 1, True),
        (300, 302, 1, False),  # each of the three is off by half at most
        (299_000, 300_000, 1000, False),
        (300_000, 301_000, 1000, True),
    ],
)
def test_rounding_moves_large_sums_alone_and_each_member_by_half_a_step(people, others, step, found):
    assert is_sum(people, others, 3, step) is found


def suspects(names, *places, respondents=None, later=()):
    """What is suspected of these names' counts, a list for each branch; `later`: the last names' in another period."""
    counts = {Group(f"b{at}", "2025"): {(name,): people for name, people in zip(names, place, strict=True)}
              for at, place in enumerate(places)}  # fmt: skip
    if later:
        counts[Group("b0", "2026")] = {
            (name,): people for name, people in zip(names[-len(later) :], later, strict=True)
        }
    labels = Labels(), Labels()
    for at, known in enumerate((map(operator.attrgetter("branch"), counts), names)):
        for name in known:
            labels[at].add(name)
    found = Totals(CountTable(Kind.PARTICIPANTS, counts=counts, respondents=respondents), labels).suspects()
    return {(one.code, one.key.cell[0], dict(one.args).get("names", "").replace("\n", " + ")) for one in found}


def test_a_sum_of_a_sum_is_found_whatever_its_parts_are():
    # The last part of `a` is larger than `x`, which is what the whole has beside it.
    places = [(10 + at, 4000 + at, 7000 + 2 * at, 11000 + 3 * at, 11010 + 4 * at, 900 - at) for at in range(4)]
    assert suspects(["x", "a1", "a2", "a", "whole", "z"], *places) == {
        ("K107", "a", "a1 + a2"),
        ("K107", "whole", "x + a"),
    }


def test_of_shares_of_one_estimate_a_sum_in_one_segment_is_a_sum_in_all():
    """Towns' workers by a formula: where one is as many as two others, all its segments are, and that may be chance."""
    names, whole = ["m", "x", "y", "both", "z"], [19_011, 30_017, 40_022, 70_040, 90_107]
    shares = [[round(people * share) for people in whole] for share in (0.4, 0.25, 0.1)]
    for place in shares:
        place[3] = place[1] + place[2]
    assert suspects(names, *shares) == set()
    grown = [[19_011, 30_017, 40_022, 70_039, 90_107], [9_011, 11_017, 21_022, 32_039, 50_107]]
    assert ("K107", "both", "x + y") in suspects(names, *grown)


@pytest.mark.parametrize(("off", "found"), [(1000, True), (-1000, True), (2000, False)])
def test_a_sum_of_two_is_found_as_far_as_rounding_to_thousands_goes(off, found):
    places = [(310_000 + at, 450_000 + at, 760_000 + 2 * at + off, 900_000 + at) for at in range(0, 12000, 3000)]
    assert (("K107", "both", "one + two") in suspects(["one", "two", "both", "z"], *places)) is found


def test_a_sum_of_weights_is_found_where_all_are_an_odd_number():
    half = Fraction(7, 2)
    cells = {"a": Fraction(1, 2), "b": Fraction(1), "c": Fraction(2), "d": half}
    assert sum(cells.values()) == 2 * half == 7
    assert suspects(list(cells), cells.values(), respondents={}) == {("K103", "d", "")}


@pytest.mark.parametrize(("people", "found"), [(11_200, True), (12_000, False)])
def test_of_a_period_that_has_all_its_names_more_than_their_sum_is_no_sum(people, found):
    """Beside `a` and `b` alone in the later one, where no other branch has `c`."""
    places = (300, 4000, 7000, 11_300), (310, 4011, 7013, 11_334)
    sums = suspects(["c", "a", "b", "t"], *places, later=(4100, 7100, people))
    assert (("K106", "t", "") in sums) is found
