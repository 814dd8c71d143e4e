"""Claims made from real whole numbers, and claims moved away from them."""

import copy
import math
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.analysis.claims import judged, read
from tests.analysis.printing import decimal, rounded

from coverage_cli.analysis.reconcile.printed import Kind
from coverage_cli.analysis.reconcile.result import Verdict
from coverage_cli.analysis.reconcile.verdict import judge
from coverage_cli.domain.model import Coverage
from coverage_cli.output.figures import figures

WAYS = ("nearest", "cut", "up")


def percent(value, places, way, unit="%"):
    return decimal(rounded(value * 100, Fraction(1, 10**places), way), places) + unit


def points(value, places, way):
    return percent(value, places, way, " points")


def of_target(value, places, way):
    return percent(value, places, way, "% of target")


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
        "attainment": lambda: of_target(rate / target, draw(places), draw(way)),
        "target": lambda: percent(target, 2, "nearest"),
        "gap": lambda: points(target - rate, draw(places), draw(way)),
        "gap_of_target": lambda: of_target(1 - rate / target, draw(places), draw(way)),
        "workers": lambda: people(workers, draw(unit), draw(way)),
        "participants": lambda: people(participants, draw(unit), draw(way)),
        "uncovered": lambda: people(max(0, workers - participants), draw(unit), draw(way)),
        "shortfall": lambda: people(max(0, math.ceil(target * workers) - participants), draw(unit), draw(way)),
    }
    names = draw(st.sets(st.sampled_from(sorted(said)), min_size=2))
    # A rate or a gap is printed once, in its own unit or as a share of the target.
    keys = {"attainment": "rate", "gap_of_target": "gap"}
    return {keys.get(name, name): said[name]() for name in sorted(names)}, (workers, participants, target)


def spelled(figure, value):
    """A value as a figure prints its own: with its unit, and to as many digits."""
    if figure.kind is Kind.COUNT:
        return f"{int(value):,}"
    places = len(str(1 / figure.step)) - 3
    unit = {Kind.PERCENT: "%", Kind.POINTS: " points", Kind.OF_TARGET: "% of target"}[figure.kind]
    return percent(value, places, "nearest", unit)


def within(interval):
    """A value in the middle of an interval, and its ends; of people, whole ones."""
    ends = [end for end in (interval.low, interval.high) if end is not None]
    middle = Fraction(sum(ends), len(ends))
    return [Fraction(math.floor(middle)) if all(end.denominator == 1 for end in ends) else middle, *ends]


def put(raw, place, text):
    """The claim with another figure at a place."""
    raw, name = copy.deepcopy(raw), place.quantity.value
    if name.endswith("_change"):
        raw["change"][name.removesuffix("_change")] = text
    else:
        raw["then" if place.cell else "says"][name] = text
    return raw


def assert_mended(raw, moved, real):
    """The true value is in the repair of the moved figure, and no repair that is put into the claim leaves it false.

    What people print as a rate has gaps, so that not every value of an interval will do: one of three must.
    """
    claim = read(raw)
    found = judge(claim)
    assert found.verdict is Verdict.INCONSISTENT
    values = {str(place): found for repair in found.repairs for place, found in repair.values.items()}
    assert real in values[moved].interval
    for repair in found.repairs:
        ((place, found),) = repair.values.items()
        figure = claim.figures()[place]
        texts = dict.fromkeys(spelled(figure, value) for value in within(found.interval))
        assert any(judge(read(put(raw, place, text))).verdict is not Verdict.INCONSISTENT for text in texts), texts


@given(published())
@settings(max_examples=80, deadline=None)
def test_no_claim_made_from_real_numbers_is_called_inconsistent(made):
    says, _ = made
    assert judged(says).verdict is not Verdict.INCONSISTENT


@given(published(ways=("nearest",)))
@settings(max_examples=50, deadline=None)
def test_plain_rounding_of_real_numbers_is_consistent_but_for_ties_and_implies_them(made):
    says, (workers, participants, target) = made
    found = judged(says)
    if found.verdict is Verdict.CONSISTENT_IF:
        assert "exactly" in str(found.conditions[0].says)
        return
    assert found.verdict in {Verdict.CONSISTENT, Verdict.UNDETERMINED}
    assert found.witness is not None
    if found.notes or "target" not in says:
        return
    rate = Fraction(participants, workers)
    real = {
        "workers": workers,
        "participants": participants,
        "rate": rate,
        "uncovered": max(0, workers - participants),
        "shortfall": max(0, math.ceil(target * workers) - participants),
        "gap": target - rate,
        "attainment": rate / target,
    }
    for place, interval in found.implied.items():
        if str(place) in real:
            assert real[str(place)] in interval, place


FAR = 5
"""Percent by which a share is moved: more than any rounding of it and of a target of two decimals."""


@given(
    workers=st.integers(1000, 9_000_000),
    share=st.fractions(0, 1),
    places=st.integers(0, 2),
    target=st.integers(2000, 10_000),
    shares=st.sampled_from([(), (), ("rate",), ("gap",)]),
    moved=st.sampled_from(["rate", "gap", "participants", "workers", "uncovered"]),
    by=st.sampled_from([-1, 1]),
)
@settings(max_examples=60, deadline=None)
def test_a_determined_figure_moved_by_more_than_its_rounding_is_inconsistent_and_mended(
    workers, share, places, target, shares, moved, by
):
    participants = int(workers * share)
    assume(workers % 10 and participants % 10 and (workers - participants) % 10)
    rate, aim = Fraction(participants, workers), Fraction(target, 10_000)
    real = {"rate": rate, "gap": aim - rate, "workers": workers, "participants": participants}
    real["uncovered"] = workers - participants
    real |= {name: value / aim for name, value in real.items() if name in shares}
    units = {"rate": "%", "gap": " points"} | dict.fromkeys(shares, "% of target")
    said = {name: percent(real[name], places, "nearest", unit) for name, unit in units.items()}
    if "gap" not in {*shares, moved}:
        del said["gap"]
    if shares or "gap" in said:
        said["target"] = decimal(aim * 100, 2) + "%"
    said |= {name: f"{real[name]:,}" for name in ("workers", "participants", "uncovered")}
    if moved in units:
        step = Fraction(1, 10**places)
        # Beside counts alone a rate is exact but for its rounding.
        far = FAR if "target" in said else step
        shown = rounded(real[moved] * 100, step, "cut" if by < 0 else "up") + by * far
        assume(shown >= step or moved == "gap")
        said[moved] = decimal(shown, places) + units[moved]
    else:
        value = real[moved] + by
        assume(value >= 0 and (value % 10 or value < 100))
        said[moved] = f"{value:,}"
    assert_mended({"says": said}, moved, real[moved])


@given(
    then=st.integers(1000, 900_000),
    ratio=st.fractions(Fraction(1, 2), 2),
    places=st.integers(0, 1),
    name=st.sampled_from(["workers", "participants", "rate"]),
    grown=st.booleans(),
    moved=st.sampled_from(["says", "then", "change"]),
    by=st.sampled_from([-1, 1]),
)
@settings(max_examples=30, deadline=None)
def test_a_change_moved_by_more_than_its_rounding_is_inconsistent_and_mended(
    then, ratio, places, name, grown, moved, by
):
    now = int(then * ratio)
    real = {"says": Fraction(now), "then": Fraction(then), "change": Fraction(now - then)}
    if name == "rate":
        real = {where: count / 2_000_000 for where, count in real.items()}
    elif grown:
        real["change"] /= then
    units = {"says": "%", "then": "%", "change": " points"} if name == "rate" else {"change": "%"} if grown else {}

    def printed(where, value):
        return percent(value, places, "nearest", units[where]) if where in units else f"{int(value):,}"

    false = real[moved] + by * (Fraction(FAR, 100) if moved in units else (real[moved] // 3 if grown else 1))
    assume(moved == "change" or false >= 0)
    assume(all(value % 10 for where, value in {**real, moved: false}.items() if where not in units))
    raw = {where: {name: printed(where, value)} for where, value in real.items()}
    raw[moved][name] = printed(moved, false)
    place = {"says": name, "then": f"then.{name}", "change": f"{name}_change"}[moved]
    assert_mended(raw, place, real[moved])


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
@settings(max_examples=30, deadline=None)
def test_no_whole_made_of_real_parts_is_called_inconsistent(made):
    says, parts = made
    assert judged(says, parts=parts).verdict is not Verdict.INCONSISTENT


@given(
    then=st.tuples(st.integers(1, 900_000), st.fractions(0, 1)),
    now=st.tuples(st.integers(1, 900_000), st.fractions(0, 1)),
    ways=st.tuples(*[st.sampled_from(WAYS)] * 4),
    grown=st.booleans(),
)
@settings(max_examples=35, deadline=None)
def test_no_change_between_real_dates_is_called_inconsistent(then, now, ways, grown):
    (w0, s0), (w1, s1) = then, now
    p0, p1 = int(w0 * s0), int(w1 * s1)
    r0, r1 = Fraction(p0, w0), Fraction(p1, w1)
    found = judged(
        {"rate": percent(r1, 1, ways[0]), "workers": f"{w1:,}"},
        then={"rate": percent(r0, 1, ways[1]), "participants": f"{p0:,}"},
        change={
            "rate": points(r1 - r0, 1, ways[2]),
            "workers": percent(Fraction(w1 - w0, w0), 1, ways[3]) if grown else people(w1 - w0, 1, "nearest"),
        },
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


@given(
    workers=st.integers(1, 9_000_000),
    share=st.fractions(0, 1),
    target=st.integers(1, 10_000),
    places=st.integers(0, 2),
)
@settings(max_examples=35, deadline=None)
def test_what_a_gap_report_prints_is_consistent(workers, share, target, places):
    participants = math.floor(share * workers)
    shown = figures(Coverage(workers, participants, None, None, Fraction(target, 10_000)), places)
    counts = {"workers": f"{workers:,}", "participants": f"{participants:,}"}
    for aim in (f"{shown.target}%", percent(Fraction(target, 10_000), 2, "nearest")):
        assume(Fraction(aim.removesuffix("%")) > 0)
        found = judged({"rate": f"{shown.rate}%", "target": aim, "gap": f"{shown.gap} points", **counts})
        assert found.verdict is Verdict.CONSISTENT


def test_a_change_may_be_what_the_printed_rates_leave():
    now, then = {"workers": "10,000", "participants": "6,704"}, {"workers": "10,000", "participants": "6,695"}
    says = {**now, "rate": "67.0%"}
    found = judged(says, then={**then, "rate": "67.0%"}, change={"rate": "0.0 points"})
    assert (found.verdict, len(found.notes)) == (Verdict.CONSISTENT, 1)
    assert "the change in the rate is the difference of the printed figures" in str(found.notes[0])
    alone = judged(says, then=then, change={"rate": "0.0 points"})  # nothing printed leaves it
    assert alone.verdict is Verdict.CONSISTENT_IF
    for rates in (("about 67.0%", "67.0%"), ("67.0%", "about 67.0%")):  # nobody takes one from the other
        found = judged({**now, "rate": rates[0]}, then={**then, "rate": rates[1]}, change={"rate": "0.0 points"})
        assert found.verdict is Verdict.CONSISTENT_IF
