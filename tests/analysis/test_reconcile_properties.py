"""Claims made from real whole numbers, and claims moved away from them."""

import math
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from coverage_cli.analysis.reconcile import Claim, Verdict, judge, read_claim

WAYS = ("nearest", "cut", "up")


def rounded(value, step, way):
    """A printed multiple of `step`, by one of the ways of rounding."""
    units = Fraction(value) / Fraction(step)
    whole = {"nearest": math.floor(units + Fraction(1, 2)), "cut": math.floor(units), "up": math.ceil(units)}[way]
    return whole * Fraction(step)


def decimal(value, places):
    scaled = value * 10**places
    assert scaled.denominator == 1
    digits = f"{abs(scaled.numerator):0{places + 1}d}"
    sign = "-" if value < 0 else ""
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)


def percent(value, places, way):
    return decimal(rounded(value * 100, Fraction(1, 10**places), way), places) + "%"


def points(value, places, way):
    return decimal(rounded(value * 100, Fraction(1, 10**places), way), places) + " points"


def people(value, unit, way):
    if unit == 1:
        return f"{value:,}"
    name = {1000: "ribu", 100_000: "juta", 10_000: "juta"}[unit]
    places = {1000: 0, 100_000: 1, 10_000: 2}[unit]
    scale = 1000 if unit == 1000 else 1_000_000
    return decimal(rounded(value, unit, way) / scale, places) + " " + name


@st.composite
def published(draw, ways=WAYS):
    """Real numbers of one place and date, and what a press report makes of them."""
    workers = draw(st.one_of(st.integers(1, 300), st.integers(1, 9_000_000)))
    participants = draw(st.integers(0, workers + workers // 20))
    target = Fraction(draw(st.integers(1, 10_000)), 10_000)
    rate = Fraction(participants, workers)
    way = st.sampled_from(ways)
    places = st.integers(0, 2)
    unit = st.sampled_from([1, 1, 1000, 10_000, 100_000])
    said = {
        "rate": lambda: percent(rate, draw(places), draw(way)),
        "target": lambda: percent(target, 2, "nearest"),
        "gap": lambda: points(target - rate, draw(places), draw(way)),
        "workers": lambda: people(workers, draw(unit), draw(way)),
        "participants": lambda: people(participants, draw(unit), draw(way)),
        "uncovered": lambda: people(max(0, workers - participants), draw(unit), draw(way)),
        "shortfall": lambda: people(max(0, math.ceil(target * workers) - participants), draw(unit), draw(way)),
    }
    names = draw(st.sets(st.sampled_from(sorted(said)), min_size=2))
    return {name: said[name]() for name in sorted(names)}, (workers, participants, target)


def judged(says, **rest):
    claim = read_claim({"id": "c", "says": says, **rest})
    assert isinstance(claim, Claim), [str(error) for error in claim]
    return judge(claim)


@given(published())
@settings(max_examples=150, deadline=None)
def test_no_claim_made_from_real_numbers_is_called_inconsistent(made):
    says, _ = made
    assert judged(says).verdict is not Verdict.INCONSISTENT


@given(published(ways=("nearest",)))
@settings(max_examples=100, deadline=None)
def test_plain_rounding_of_real_numbers_is_consistent_but_for_ties(made):
    says, _ = made
    found = judged(says)
    if found.verdict is Verdict.CONSISTENT_IF:
        assert "exactly" in str(found.conditions[0].says)
    else:
        assert found.verdict in {Verdict.CONSISTENT, Verdict.UNDETERMINED}
        assert found.witness is not None


@given(published(ways=("nearest",)))
@settings(max_examples=100, deadline=None)
def test_the_real_numbers_lie_in_every_implied_interval(made):
    says, (workers, participants, target) = made
    found = judged(says)
    assume(found.verdict in {Verdict.CONSISTENT, Verdict.UNDETERMINED} and not found.notes)
    real = {
        "workers": workers,
        "participants": participants,
        "rate": Fraction(participants, workers),
        "uncovered": max(0, workers - participants),
        "shortfall": max(0, math.ceil(target * workers) - participants),
        "gap": target - Fraction(participants, workers),
    }
    if "target" in says:
        for place, interval in found.implied.items():
            if str(place) in real:
                assert real[str(place)] in interval, place


@given(
    workers=st.integers(1000, 9_000_000),
    share=st.fractions(0, 1),
    places=st.integers(0, 2),
    moved=st.sampled_from(["rate", "participants", "workers", "uncovered"]),
    by=st.sampled_from([-1, 1]),
)
@settings(max_examples=100, deadline=None)
def test_a_determined_figure_moved_by_more_than_its_rounding_is_inconsistent(workers, share, places, moved, by):
    participants = int(workers * share)
    assume(workers % 10 and participants % 10 and (workers - participants) % 10)
    rate = Fraction(participants, workers)
    said = {
        "rate": percent(rate, places, "nearest"),
        "workers": f"{workers:,}",
        "participants": f"{participants:,}",
        "uncovered": f"{workers - participants:,}",
    }
    if moved == "rate":
        step = Fraction(1, 10**places)
        shown = rounded(rate * 100, step, "cut" if by < 0 else "up") + by * step
        assume(shown >= step)
        said["rate"] = decimal(shown, places) + "%"
    else:
        value = {"workers": workers, "participants": participants, "uncovered": workers - participants}[moved] + by
        assume(value >= 0 and (value % 10 or value < 100))
        said[moved] = f"{value:,}"
    assume("%" in said["rate"] and float(said["rate"][:-1]) >= 0)
    found = judged(said)
    assert found.verdict is Verdict.INCONSISTENT
    assert any(str(place) == moved for repair in found.repairs for place in repair.values)


@st.composite
def parted(draw):
    """Parts of real numbers, printed, with the whole printed too."""
    count = draw(st.integers(2, 5))
    parts, totals = [], [0, 0]
    way, unit = st.sampled_from(WAYS), st.sampled_from([1, 1000])
    for number in range(count):
        workers = draw(st.integers(1, 500_000))
        participants = draw(st.integers(0, workers))
        totals = [totals[0] + workers, totals[1] + participants]
        said = {
            "workers": people(workers, draw(unit), draw(way)),
            "participants": people(participants, draw(unit), draw(way)),
            "rate": percent(Fraction(participants, workers), draw(st.integers(0, 1)), draw(way)),
        }
        names = draw(st.sets(st.sampled_from(sorted(said)), min_size=1))
        parts.append({"id": f"p{number}", "says": {name: said[name] for name in sorted(names)}})
    whole = {
        "workers": people(totals[0], draw(unit), draw(way)),
        "participants": people(totals[1], draw(unit), draw(way)),
        "uncovered": people(totals[0] - totals[1], draw(unit), draw(way)),
        "rate": percent(Fraction(totals[1], totals[0]), draw(st.integers(0, 1)), draw(way)),
    }
    names = draw(st.sets(st.sampled_from(sorted(whole)), min_size=1))
    return {name: whole[name] for name in sorted(names)}, parts


@given(parted())
@settings(max_examples=50, deadline=None)
def test_no_whole_made_of_real_parts_is_called_inconsistent(made):
    says, parts = made
    assert judged(says, parts=parts).verdict is not Verdict.INCONSISTENT


@given(
    then=st.tuples(st.integers(1, 900_000), st.fractions(0, 1)),
    now=st.tuples(st.integers(1, 900_000), st.fractions(0, 1)),
    ways=st.tuples(*[st.sampled_from(WAYS)] * 4),
)
@settings(max_examples=60, deadline=None)
def test_no_change_between_real_dates_is_called_inconsistent(then, now, ways):
    (w0, s0), (w1, s1) = then, now
    p0, p1 = int(w0 * s0), int(w1 * s1)
    r0, r1 = Fraction(p0, w0), Fraction(p1, w1)
    found = judged(
        {"rate": percent(r1, 1, ways[0]), "workers": f"{w1:,}"},
        then={"rate": percent(r0, 1, ways[1]), "participants": f"{p0:,}"},
        change={"rate": points(r1 - r0, 1, ways[2]), "workers": people(w1 - w0, 1, "nearest")},
    )
    assert found.verdict is not Verdict.INCONSISTENT


@pytest.mark.parametrize("moved", ["p3", "whole"])
def test_a_moved_part_or_whole_is_inconsistent(moved):
    parts = [{"id": f"p{n}", "says": {"participants": f"{1001 * n:,}"}} for n in range(1, 9)]
    whole = 1001 * 36
    if moved == "whole":
        whole += 1
    else:
        parts[2]["says"]["participants"] = "3,004"
    assert judged({"participants": f"{whole:,}"}, parts=parts).verdict is Verdict.INCONSISTENT
