"""What a claim implies: the first and the last number of people that print as its figures, found by trying all."""

from fractions import Fraction

import pytest
from tests.analysis import enumeration
from tests.analysis.claims import judged, read

from coverage_cli.analysis.reconcile.evaluation import People, targets_at
from coverage_cli.analysis.reconcile.interval import Interval
from coverage_cli.analysis.reconcile.quantities import Place, Quantity
from coverage_cli.analysis.reconcile.result import Verdict, judgement_json
from coverage_cli.analysis.reconcile.solver import Solver

COUNTS = (Quantity.WORKERS, Quantity.PARTICIPANTS, Quantity.UNCOVERED)
MOST = 30


def ends(says, quantity):
    claim = read({"says": says})
    figures = enumeration.plain(claim)
    points = [point for point in enumeration.points(claim, MOST) if enumeration.fits(point, figures)]
    if quantity is Quantity.SHORTFALL:
        target = claim.says[Quantity.TARGET].value
        found = [enumeration.reached(point[""], target, quantity) for point in points]
    else:
        found = [enumeration.value(point, "", quantity, summed=True) for point in points]
    return min(found), max(found)


@pytest.mark.parametrize(
    "says",
    [
        {"workers": "10-14", "rate": "a third"},
        {"workers": "23-25", "rate": "half", "target": "67%"},
        {"workers": "17 sampai 22 pekerja", "rate": "71%"},
        {"workers": "18 sampai 23 pekerja", "gap": "1 points", "target": "90%"},
        {"workers": "22 sampai 26", "uncovered": "4", "target": "80%"},
        {"workers": "14-19", "shortfall": "sekitar 1", "target": "90%"},
        {"workers": "27-30", "shortfall": "between 19 and 22", "target": "90%"},
        {"workers": "10-14", "rate": "hampir separuh", "target": "50%"},
        {"workers": "3-8", "rate": "less than a third"},
    ],
)
def test_what_is_implied_is_reached_at_both_ends(says):
    found = judged(says)
    assert found.verdict in {Verdict.CONSISTENT, Verdict.UNDETERMINED}
    for quantity in (*COUNTS, *([Quantity.SHORTFALL] if "target" in says else [])):
        interval = found.implied[Place("", quantity)]
        assert (interval.low, interval.high) == ends(says, quantity), quantity


@pytest.mark.parametrize(
    ("says", "rate"),
    [
        ({"participants": "at most 23", "uncovered": "5"}, (0, "23/28")),
        ({"participants": "96,500 to 97,500", "uncovered": "47,500 to 48,500"}, ("965/1450", "975/1450")),
        ({"workers": "at least 40", "uncovered": "10"}, ("3/4", None)),
        ({"workers": "40 to 50", "uncovered": "at most 10"}, ("3/4", None)),
        ({"participants": "0", "uncovered": "at most 10"}, (0, None)),
        ({"uncovered": "0", "workers": "at most 9"}, (1, None)),
    ],
)
def test_a_rate_remembers_that_the_uncovered_are_workers(says, rate):
    """The ends of participants over those of workers are of no whole that there can be."""
    implied = judged(says).implied[Place("", Quantity.RATE)]
    low, high = (None if end is None else Fraction(end) for end in rate)
    assert implied.low == low
    assert (implied.high if high is not None else None) == high


@pytest.mark.parametrize(
    ("says", "gap"),
    [
        ({"workers": "10", "shortfall": "2"}, ("1/10", "2/10")),
        ({"workers": "10", "shortfall": "at most 2"}, (None, "2/10")),
        ({"workers": "8-10", "shortfall": "2-3"}, ("1/10", "3/8")),
        ({"participants": "40", "shortfall": "0"}, (None, 0)),
    ],
)
def test_a_gap_is_the_shortfall_by_the_workers(says, gap):
    implied = judged(says).implied[Place("", Quantity.GAP)]
    assert (implied.low, implied.high) == tuple(None if end is None else Fraction(end) for end in gap)
    assert implied.low is None or not implied.low_closed


def test_a_gap_knows_the_rate_that_the_uncovered_leave():
    """Where nobody is uncovered the rate is 100% or more, and a target of at most 100% is met."""
    implied = judged({"uncovered": "0", "target": "80%"}).implied
    assert implied[Place("", Quantity.GAP)] == Interval(None, Fraction(-1, 5))
    found = judged({"uncovered": "0", "gap": "39 points"})
    assert {"gap": [None, 0]} in [repair["values"] for repair in judgement_json(found)["repairs"]]


def test_what_may_have_no_workers_is_not_said_to_have_some():
    """A rate is of somebody; that something would be the rate, if there were, says nothing of the workers."""
    implied = judged({"uncovered": "at most 5", "participants": "0"}).implied
    assert implied[Place("", Quantity.WORKERS)].low == 0
    implied = judged({"participants": "5", "shortfall": "0", "target": "80%"}).implied
    workers = implied[Place("", Quantity.WORKERS)]
    assert (workers.low, workers.high) == (0, 6)


def test_a_count_without_a_greatest_number_has_a_least_one():
    """15,210 of 112,665 workers with 97,455 participants, whose target can be 100% at most, are 13.5%."""
    found = judged({"gap": "14 points", "participants": "97,455", "shortfall": "0"})
    values = {place.quantity: meant.interval for repair in found.repairs for place, meant in repair.values.items()}
    assert (values[Quantity.SHORTFALL].low, values[Quantity.SHORTFALL].high) == (15210, None)
    assert values[Quantity.GAP].high == 0


@pytest.mark.parametrize(
    ("shortfall", "targets"),
    [
        ("3", Interval.of(Fraction(7, 10), Fraction(8, 10), "(]")),
        ("2-3", Interval.of(Fraction(6, 10), Fraction(8, 10), "(]")),
        ("0", Interval.of(0, Fraction(5, 10))),
        ("6", None),
    ],
)
def test_a_witness_has_the_targets_that_leave_its_shortfall(shortfall, targets):
    """Of 10 workers with 5 participants, 3 are missing from a target above 70% and up to 80%; never 6."""
    claim = read({"says": {"shortfall": shortfall}})
    solver = Solver.of(claim)
    choice = solver.plain()
    found = targets_at(solver.network(choice), solver.stated(choice), {"": People(10, 5)})
    assert found == (None if targets is None else {"": targets})


def test_the_uncovered_of_a_whole_can_be_more_than_its_workers_less_its_participants():
    """Of 20 workers with 14 to 17 participants, the 4 to 7 of one part are uncovered: another's excess hides none."""
    parts = [
        {"id": "a", "says": {"workers": "10", "participants": "11"}},
        {"id": "b", "says": {"workers": "10", "participants": "3 to 6"}},
    ]
    found = judged({"workers": "20"}, parts=parts)
    assert found.implied[Place("", Quantity.UNCOVERED)] == Interval(4, 7)


def test_where_two_ties_make_a_claim_true_its_figures_keep_their_ends():
    """45 of 45 is the one way to have nobody uncovered; "about 50" is 45 too, whatever is left out."""
    found = judged({"workers": "about 50", "participants": "about 40", "uncovered": "0"})
    assert [str(place) for place in found.set_aside] == ["uncovered"]
    workers = found.implied[Place("", Quantity.WORKERS)]
    assert (workers.low, workers.high) == (45, 55)


def test_one_person_at_most_is_told():
    """From nothing to all says nothing of a rate; from nobody to one says something of people."""
    implied = judgement_json(judged({"workers": "9-10", "participants": "9"}))["implied"]
    assert implied["uncovered"] == [0, 1]
    assert "rate" not in judgement_json(judged({"uncovered": "4", "shortfall": "3"}))["implied"]


def test_nobody_is_short_who_is_not_uncovered():
    found = judgement_json(judged({"uncovered": "4", "shortfall": "5"}))
    assert found["repairs"][0]["values"] == {"shortfall": [0, 4]}


def test_a_change_alone_says_what_was_before():
    """701 people who are 10% more were 635 to 640; nobody can be 702 more."""
    grown = judged({"participants": "701"}, change={"participants": "10%"})
    assert grown.verdict is Verdict.UNDETERMINED
    assert grown.implied[Place("then", Quantity.PARTICIPANTS)] == Interval(635, 640)
    found = judgement_json(judged({"participants": "701"}, change={"participants": "702"}))
    assert found["verdict"] == "inconsistent"
    assert {"participants_change": [None, 701]} in [repair["values"] for repair in found["repairs"]]


@pytest.mark.parametrize(
    "says",
    [
        {"rate": "100.00%", "workers": "at most 10", "gap": "-10.0 points"},
        {"participants": "20 to 30", "uncovered": "0", "target": "90%"},
    ],
)
def test_where_nobody_is_uncovered_nobody_is_short(says):
    implied = judged(says).implied
    assert implied[Place("", Quantity.UNCOVERED)] == Interval.point(0)
    assert implied[Place("", Quantity.SHORTFALL)] == Interval.point(0)
