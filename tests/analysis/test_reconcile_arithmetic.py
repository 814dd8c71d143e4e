"""Intervals and lattice counts against counting by hand."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis.claims import read

from coverage_cli.analysis.reconcile.constraints import Product
from coverage_cli.analysis.reconcile.interval import NOT_NEGATIVE, Interval
from coverage_cli.analysis.reconcile.lattice import floor_sum, lattice, line, swapped
from coverage_cli.analysis.reconcile.solver import Solver

ends = st.fractions(0, 6, max_denominator=3)
flags = st.booleans()


@st.composite
def intervals(draw):
    low, high = sorted((draw(ends), draw(ends)))
    if low == high:
        return Interval.point(low)
    return Interval(low, draw(st.none() | st.just(high)), draw(flags), draw(flags))


def members(interval):
    candidates = [Fraction(n, 6) for n in range(60)]
    return [value for value in candidates if value in interval]


@given(intervals(), intervals())
def test_operations_hold_the_result_of_every_pair(one, other):
    for left in members(one)[:9]:
        for right in members(other)[:9]:
            assert left + right in one + other
            assert left - right in one - other
            assert left * right in one.times(other)
            if right:
                assert left / right in one.over(other)
            assert left in one.hull(other)
            assert (left in one.meet(other)) is (left in other)
            assert not other.covers(one) or left in other
    assert one.covers(one.meet(other)) or one.meet(other).is_empty
    assert one.hull(other).covers(one)


@given(intervals())
def test_whole_holds_the_same_whole_numbers_and_ends_at_them(interval):
    whole = interval.whole()
    assert [n for n in range(10) if n in interval] == [n for n in range(10) if n in whole]
    if not whole.is_empty:
        assert whole.low in interval
        assert whole.high is None or whole.high in interval


def test_open_ends_stay_open():
    half_open = Interval.of(1, 2, "[)")
    assert 2 not in half_open + Interval.point(0)
    assert -2 not in Interval.point(0) - half_open
    assert 4 not in half_open.times(half_open)
    assert Fraction(1, 2) not in Interval.point(1).over(half_open)
    assert Interval.of(1, 1, "[)").is_empty
    assert half_open.whole() == Interval.point(1)
    assert 0 in Interval.of(0, 1).times(Interval.of(0, 5, "()"))
    assert 0 in Interval.point(0).over(Interval.of(1, 2, "(]"))


def test_unwieldy_ends_move_outward():
    fine = Fraction(1, 3**200)
    coarse = Interval(fine, 1 - fine).coarse()
    assert coarse.low < fine
    assert coarse.high > 1 - fine
    assert Interval.of(0, 1).coarse() == Interval.of(0, 1)


@given(st.integers(0, 40), st.integers(1, 20), st.integers(-50, 50), st.integers(-50, 50))
def test_floor_sum_is_the_sum_of_floors(count, modulus, slope, start):
    assert floor_sum(count, modulus, slope, start) == sum((slope * i + start) // modulus for i in range(count))


lines = st.lists(st.tuples(st.integers(-6, 6), st.integers(-6, 6), st.integers(-40, 80)), max_size=6)


@given(lines)
@settings(max_examples=150, deadline=None)
def test_lattices_hold_exactly_the_points_inside(found):
    inside = [(p, w) for w in range(31) for p in range(31) if all(a * p <= b * w + c for a, b, c in found)]
    points = lattice(found, 30)
    assert points.size == len(inside)
    assert [points.nth(number) for number in range(len(inside))] == inside
    assert lattice(swapped(found), 30).size == len(inside)


def test_strict_lines_leave_out_their_points():
    half = Fraction(1, 2)
    assert lattice([line(1, half, 0), line(-1, -half, 0)], 4).size == 3
    assert lattice([line(1, half, 0, strict=True), line(-1, -half, 0)], 4).size == 0


def test_not_negative_has_no_upper_end():
    assert NOT_NEGATIVE.high is None
    assert -1 not in NOT_NEGATIVE


def test_what_is_multiplied_and_divided_starts_at_zero_or_more():
    """Products and quotients of intervals are right only without a negative number."""
    says = {"rate": "60%", "gap": "25% of target", "shortfall": "10"}
    parts = [{"id": "a", "says": {"workers": "40", "participants_share": "40%", "uncovered_share": "half"}}]
    change = {"rate": "2%", "workers": "-5%", "participants": "3%", "uncovered": "-1%"}
    solver = Solver.of(read({"says": says, "parts": parts, "then": {"workers": "90"}, "change": change}))
    net = solver.network(solver.widest())
    places = [place for rule in net.constraints if isinstance(rule, Product) for place in rule.places]
    assert {place.quantity.value for place in places} > {"attainment", "factor_workers", "participants_share", "target"}
    assert all(NOT_NEGATIVE.covers(net.domains[place]) for place in places)
