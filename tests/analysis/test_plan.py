import math
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coverage_cli.analysis.plan import Plan, grown, plan
from coverage_cli.analysis.plan_request import Request, Segment, Strategy
from coverage_cli.analysis.statement import Statement
from coverage_cli.domain.periods.months import month_after, months_between

BALIKPAPAN = (
    Segment("pu", 215_385, 196_000, premium=16_800),
    Segment("bpu", 67_330, 18_179, premium=16_800),
    Segment("jakon", 18_259, 9_000, premium=36_800),
)


@st.composite
def segments(draw):
    found = []
    for number in range(draw(st.integers(1, 5))):
        workers = draw(st.integers(0, 400) | st.integers(0, 10**7))
        found.append(
            Segment(
                f"s{number}",
                workers,
                draw(st.integers(0, workers + workers // 10)),
                premium=draw(st.sampled_from([8_400, 16_800, 36_800])),
                capacity=draw(st.none() | st.integers(0, workers)),
            )
        )
    return tuple(found)


requests = st.builds(
    Request,
    segments(),
    st.integers(0, 10_000).map(lambda n: Fraction(n, 10_000)),
    st.integers(1, 40),
    st.sampled_from(Strategy),
    st.integers(-100, 100).map(lambda n: Fraction(n, 1000)),
    st.integers(0, 24),
    st.none() | st.fractions(0, 1000, max_denominator=12),
)


@given(requests)
@settings(max_examples=200, deadline=None)
def test_enrolments_are_whole_add_up_and_are_the_least_that_reach_the_target(request):
    found = plan(request)
    assert isinstance(found, Plan)
    base = sum(allotment.base for allotment in found.allotments)
    participants = sum(segment.participants for segment in request.segments)
    assert participants + found.needed >= request.target * base
    assert found.needed == 0 or participants + found.needed - 1 < request.target * base
    assert found.enrolments + found.missing == found.needed
    for allotment in found.allotments:
        segment = allotment.segment
        assert 0 <= allotment.enrolments <= max(0, allotment.base - segment.participants)
        assert segment.capacity is None or allotment.enrolments <= segment.capacity
        assert sum(allotment.by_month) == allotment.enrolments
        assert len(allotment.by_month) == request.months
        assert allotment.cost == segment.premium * request.months_paid * allotment.enrolments
    assert sum(found.by_month) == found.enrolments
    assert max(found.by_month) - min(found.by_month) <= 1
    assert max(max(a.by_month) - min(a.by_month) for a in found.allotments) <= 1


@given(requests)
@settings(max_examples=100, deadline=None)
def test_an_infeasible_plan_leaves_no_room_unused_and_says_what_binds(request):
    found = plan(request)
    if found.missing:
        for allotment in found.allotments:
            room = max(0, allotment.base - allotment.segment.participants)
            capacity = allotment.segment.capacity
            assert allotment.enrolments == (room if capacity is None else min(room, capacity))
        assert found.binding
    else:
        assert not found.binding


@given(segments(), st.integers(0, 600))
@settings(max_examples=100, deadline=None)
def test_equalise_gives_to_the_lowest_rate_next_as_if_one_by_one(found, total):
    from coverage_cli.analysis.allocation import Room, equalise

    rooms = []
    for segment in found:
        workers, participants = segment.workers % 50, segment.participants % 50
        uncovered = max(0, workers - participants)
        rooms.append(Room(participants, workers, uncovered, min(uncovered, segment.capacity or uncovered)))
    total = min(total, sum(room.limit for room in rooms))
    given_out = equalise(rooms, total)
    assert sum(given_out) == total
    for receiver, people in zip(rooms, given_out, strict=True):
        for other, others_people in zip(rooms, given_out, strict=True):
            if people and others_people < other.limit:
                # The last one went where the rate was not above that of anybody who has room.
                before = Fraction(receiver.participants + people - 1, receiver.base)
                assert before <= Fraction(other.participants + others_people, other.base)


def test_equalise_gives_nobody_more_than_their_limit_among_equal_rates():
    """All stand at 1 of 10 when the last one is given: the first has no room, so the next one gets it."""
    from coverage_cli.analysis.allocation import Room, equalise

    assert equalise([Room(0, 10, 10, 1), Room(0, 10, 10, 5), Room(0, 10, 10, 5)], 4) == [1, 2, 1]
    assert equalise([Room(0, 10, 10, 10)] * 3, 5) == [2, 2, 1]


@given(requests)
@settings(max_examples=100, deadline=None)
def test_the_present_pace_arrives_in_its_month_and_not_before(request):
    found = plan(request)
    if found.reached_in is not None:

        def short(month):
            base = grown(sum(s.workers for s in request.segments), request.growth, month)
            needed = math.ceil(request.target * base) - sum(s.participants for s in request.segments)
            return needed - request.pace * month

        assert short(found.reached_in) <= 0
        assert all(short(month) > 0 for month in range(found.reached_in))


def test_proportional_and_equalise_and_the_filling_orders():
    def given_to(strategy, **changes):
        found = plan(Request(BALIKPAPAN, Fraction(4, 5), 15, strategy, **changes))
        return [allotment.enrolments for allotment in found.allotments]

    needed = math.ceil(Fraction(4, 5) * 300_974) - 223_179
    assert sum(given_to(Strategy.PROPORTIONAL)) == needed
    assert given_to(Strategy.LARGEST) == [0, needed, 0]
    assert given_to(Strategy.CHEAPEST) == [needed, 0, 0]
    # pu stays at 91%; bpu and jakon meet at one level, to the person.
    lifted = given_to(Strategy.EQUALISE)
    assert lifted[0] == 0
    assert abs((18_179 + lifted[1]) / 67_330 - (9_000 + lifted[2]) / 18_259) < 1 / 18_259
    shares = [
        people / room for people, room in zip(given_to(Strategy.PROPORTIONAL), (19_385, 49_151, 9_259), strict=True)
    ]
    assert max(shares) - min(shares) < 1e-3


def test_equalise_does_not_count_person_by_person():
    many = Segment("a", 10**12, 0), Segment("b", 10**12 - 1, 10**11)
    found = plan(Request(many, Fraction(1, 2), 12, Strategy.EQUALISE))
    assert [allotment.rate.limit_denominator(10**9) for allotment in found.allotments] == [Fraction(1, 2)] * 2


def test_largest_remainders_get_the_people_left_over():
    found = plan(Request((Segment("a", 10, 0), Segment("b", 11, 0), Segment("c", 12, 0)), Fraction(1, 3), 4))
    assert [allotment.enrolments for allotment in found.allotments] == [3, 4, 4]
    assert found.by_month == (3, 3, 3, 2)


def test_cost_is_premium_times_months_times_people():
    found = plan(Request((Segment("bpu", 100, 50, premium=16_800),), Fraction(4, 5), 15, months_paid=12))
    assert (found.needed, found.cost) == (30, 30 * 12 * 16_800)
    unpriced = plan(Request((Segment("bpu", 100, 50),), Fraction(4, 5), 15))
    assert unpriced.cost is None
    nobody = Segment("pu", 0, 0), Segment("bpu", 100, 50, premium=16_800)
    assert plan(Request(nobody, Fraction(4, 5), 15, months_paid=12)).cost == 30 * 12 * 16_800
    one_of_two = Segment("pu", 100, 50), Segment("bpu", 100, 50, premium=16_800)
    found = plan(Request(one_of_two, Fraction(4, 5), 15, months_paid=1))
    assert (found.by_month, [one.cost for one in found.allotments], found.cost) == ((4,) * 15, [None, 504_000], None)


def test_growth_compounds_each_full_year_and_counts_months_in_proportion():
    two = Fraction(2, 100)
    assert grown(10_000, two, 12) == 10_200
    assert grown(10_000, two, 18) == 10_302
    assert grown(10_000, two, 24) == 10_404
    assert grown(1, two, 1) == 2


def test_the_base_of_many_small_segments_grows_as_a_whole():
    """Each rounded up on its own, a thousand workers who grow by 0.01% would be 1,100."""
    many = tuple(Segment(f"s{at}", 10, 4) for at in range(100))
    found = plan(Request(many, Fraction(4, 5), 1, growth=Fraction(1, 1000)))
    assert (found.needed, sum(one.base for one in found.allotments)) == (401, 1001)
    found = plan(Request(many, Fraction(4, 5), 12, growth=Fraction(-5, 100)))
    assert (found.needed, sum(one.base for one in found.allotments)) == (360, 950)


def test_equalise_lifts_a_small_segment_that_has_nobody():
    segments = Segment("small", 2, 0), Segment("large", 1000, 0)
    found = plan(Request(segments, Fraction(2, 5), 12, Strategy.EQUALISE))
    assert [one.enrolments for one in found.allotments] == [1, 400]


def test_pace_that_never_arrives_and_what_it_leaves_undone():
    slow = Request((Segment("a", 1000, 500),), Fraction(4, 5), 10, pace=Fraction(25, 2))
    assert (plan(slow).reached_in, plan(slow).short_at_pace) == (24, 175)
    chased = Request((Segment("a", 1000, 500),), Fraction(4, 5), 10, growth=Fraction(1, 10), pace=Fraction(1))
    assert plan(chased).reached_in is None


def test_a_pace_that_loses_people_falls_short_only_below_the_target():
    """Of 1000, 900 are covered and 800 are needed: ten months at ten a month leave just these."""
    spare = Request((Segment("a", 1000, 900),), Fraction(4, 5), 10, pace=Fraction(-10))
    assert (plan(spare).needed, plan(spare).reached_in, plan(spare).short_at_pace) == (0, 0, 0)
    assert plan(replace(spare, months=11)).short_at_pace == 10
    shrinking = Request((Segment("a", 1000, 795),), Fraction(4, 5), 12, growth=Fraction(-1, 10), pace=Fraction(-1))
    # After a month 794 of 992, of whom 794 are four fifths.
    assert (plan(shrinking).reached_in, plan(shrinking).short_at_pace) == (1, 0)


def test_what_binds_is_named():
    """Not a capacity that is as large as what is uncovered, and nobody where nobody is."""
    segments = Segment("pu", 100, 90, capacity=10), Segment("bpu", 100, 10, capacity=5), Segment("jakon", 50, 50)
    found = plan(Request(segments, Fraction(1), 6))
    assert not found.feasible
    assert found.missing == 85
    assert [str(statement) for statement in found.binding] == [
        "this plan enrols all 10 uncovered of pu",
        "at most 5 of the 90 uncovered of bpu can be enrolled (capacity)",
    ]


@pytest.mark.parametrize(
    ("request_", "says"),
    [
        (Request((), Fraction(101, 100), 1), "101%"),
        (Request((), Fraction(1, 2), 0), "later date"),
        (Request((), Fraction(1, 2), 1, growth=Fraction(-1)), "-100%"),
        (Request((Segment("bpu", 1, 0),), Fraction(1, 2), 1, Strategy.CHEAPEST), "bpu"),
    ],
)
def test_what_cannot_be_planned_is_refused_with_a_way_out(request_, says):
    found = plan(request_)
    assert isinstance(found, Statement)
    assert says in str(found)


def test_months():
    assert months_between("2025-09", "2026-12") == 15
    assert month_after("2025-09", 15) == "2026-12"
    assert month_after("2025-12", 0) == "2025-12"
