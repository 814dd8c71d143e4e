"""Claims with parts, shares, changes and shortfalls: the verdict is exactly what whole people allow."""

import math
import random
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis import enumeration, printing
from tests.analysis.claims import judged, read

from coverage_cli.analysis.reconcile import trials
from coverage_cli.analysis.reconcile.branching import Open, whole_point
from coverage_cli.analysis.reconcile.claim import Claim, read_claim
from coverage_cli.analysis.reconcile.fitting import JudgedClaim
from coverage_cli.analysis.reconcile.forms import Forms, System
from coverage_cli.analysis.reconcile.interval import Interval
from coverage_cli.analysis.reconcile.quantities import Quantity
from coverage_cli.analysis.reconcile.result import Verdict, holds
from coverage_cli.analysis.reconcile.simplex import Meter
from coverage_cli.analysis.reconcile.verdict import judge
from coverage_cli.output.claims.verdicts import verdicts_text
from coverage_cli.output.style import Style

MOST = 6
SEEDS = st.integers(0, 2**48)


def seeded(seed):
    return random.Random(seed)  # noqa: S311 - a sample, no secret


def made(rng, **size):
    """A claim from real numbers, more often than not with one figure changed; None where that cannot be read."""
    raw = printing.a_claim(rng, **size)
    claim = read_claim(printing.moved(rng, raw) if rng.random() < 0.6 else raw)
    return claim if isinstance(claim, Claim) else None


def people_of(witness):
    """(workers, participants) by cell."""
    cells = {place.cell for place in witness if place.quantity is Quantity.WORKERS}
    counts = {(place.cell, place.quantity): int(value) for place, value in witness.items()}
    return {cell: (counts[cell, Quantity.WORKERS], counts[cell, Quantity.PARTICIPANTS]) for cell in cells}


def possible(claim):
    """Whether a point prints as the claim by any ways of rounding, with the uncovered added up in either way."""
    ways = list(enumeration.any_way(claim))
    return lambda point: any(
        enumeration.fits(point, figures, summed=summed, apart=True)
        for figures in ways
        for summed in ([True] if enumeration.one_sided(point) else [True, False])
    )


def adds_up(claim, point):
    parts = [point[part.id] for part in claim.parts]
    return not parts or point[""] == tuple(map(sum, zip(*parts, strict=True)))


def assert_backed(claim, found):
    """What a verdict says is so, is shown by numbers."""
    if found.verdict is Verdict.INCONSISTENT or not found.settled or not claim.figures():
        return
    point = people_of(found.witness)
    assert adds_up(claim, point)
    if found.verdict is Verdict.CONSISTENT_IF or found.notes:
        assert possible(claim)(point)
    else:
        figures = enumeration.plain(claim)
        assert any(enumeration.fits(point, figures, summed=summed) for summed in (True, False))


@given(SEEDS)
@settings(max_examples=25, deadline=None)
def test_a_claim_of_few_people_is_true_exactly_where_some_of_them_print_so(seed):
    rng = seeded(seed)
    claim = made(rng, most=rng.choice((2, 3)), parts=rng.choice((2, 3)), dated=False, full=True)
    most = max(claim.says[name].value for name in (Quantity.WORKERS, Quantity.PARTICIPANTS)) if claim else MOST + 1
    if most > MOST:
        return
    points = list(enumeration.points(claim, int(most)))
    found = judge(claim)
    assert found.settled
    assert (found.verdict is not Verdict.INCONSISTENT) == any(map(possible(claim), points))
    plain = enumeration.plain(claim)
    if any(enumeration.one_sided(point) and enumeration.fits(point, plain) for point in points):
        tie = found.verdict is Verdict.CONSISTENT_IF and "exactly" in str(found.conditions[0].says)
        assert tie or holds([found])
    assert_backed(claim, found)


@given(SEEDS)
@settings(max_examples=25, deadline=None)
def test_a_claim_of_two_dates_is_never_accused_where_some_people_print_so(seed):
    rng = seeded(seed)
    claim = made(rng, most=2, parts=2, dated=True)
    if claim is None:
        return
    found = judge(claim)
    if found.verdict is Verdict.INCONSISTENT:
        assert not any(map(possible(claim), enumeration.points(claim, 4, then_most=2)))
    assert_backed(claim, found)


def with_changed_rate(rng):
    """A claim of two dates with a change of the rate to two more decimals, and all people of about so many."""
    real = [(workers := rng.randint(3, 9), rng.randint(1, workers)) for _ in range(2)]
    rates = [Fraction(participants, workers) for workers, participants in real]
    value, unit = rng.choice(((rates[1] - rates[0], " points"), (rates[1] / rates[0] - 1, " percent")))
    shown = printing.rounded(value * 100, Fraction(1, 100), "nearest") + Fraction(rng.choice((0, 0, 0, 1)), 100)
    lows = [[max(0, count - rng.randint(0, room)) for count, room in zip(cell, (3, 2), strict=True)] for cell in real]
    spans = [[range(low, low + room + 1) for low, room in zip(cell, (3, 2), strict=True)] for cell in lows]
    said = [
        {name: f"{span[0]} to {span[-1]}" for name, span in zip(("workers", "participants"), cell, strict=True)}
        for cell in spans
    ]
    points = [
        {"then": (w0, p0), "": (w1, p1)} for w0, p0, w1, p1 in product(*(span for cell in spans for span in cell))
    ]
    return {
        "id": "c",
        "says": said[1],
        "then": said[0],
        "change": {"rate": printing.decimal(shown, 2) + unit},
    }, points


@given(SEEDS)
@settings(max_examples=15, deadline=None)
def test_a_rate_can_have_changed_so_exactly_where_it_does_of_some_people(seed):
    raw, points = with_changed_rate(seeded(seed))
    claim = read_claim(raw)
    if not isinstance(claim, Claim):  # a change of nothing in percent
        return
    found = judge(claim)
    if found.settled:
        assert (found.verdict is not Verdict.INCONSISTENT) == any(map(possible(claim), points))
        if any(enumeration.fits(point, enumeration.plain(claim)) for point in points):
            assert holds([found]) or "exactly" in str(found.conditions[0].says)
    assert_backed(claim, found)


@given(SEEDS)
@settings(max_examples=25, deadline=None)
def test_no_people_print_as_the_figures_of_a_conflict_and_a_claim_without_repairs_says_so(seed):
    rng = seeded(seed)
    claim = made(rng, most=2, parts=2, dated=False)
    found = judge(claim) if claim else None
    if found is None or found.verdict is not Verdict.INCONSISTENT:
        return
    assert found.repairs or found.notes
    # A part above 100% that its figures do not show would be a condition, not a reading.
    points = [point for point in enumeration.points(claim, 4) if enumeration.one_sided(point)]
    for conflict in found.conflicts:
        for figures in enumeration.any_way(claim):
            some = [figure for figure, place in zip(figures, claim.figures(), strict=True) if place in conflict.places]
            assert not any(enumeration.fits(point, some, apart=True) for point in points)


@given(SEEDS, st.sampled_from([12, 400, 50_000, 3_000_000, 9 * 10**10]), st.booleans())
@settings(max_examples=25, deadline=None)
def test_no_claim_made_from_real_parts_and_dates_is_called_inconsistent(seed, most, full):
    claim = read(printing.a_claim(seeded(seed), most=most, parts=5, full=full))
    found = judge(claim)
    assert found.verdict is not Verdict.INCONSISTENT
    assert_backed(claim, found)


def whole_number(rng, most):
    """A count of which every digit counts."""
    return rng.randrange(most) * 10 + rng.randint(1, 9)


def determined(rng):
    """A claim in which exact counts leave no choice, one figure by each of the identities, and the real numbers."""
    cells = {f"p{n}": [whole_number(rng, 40_000) for _ in range(2)] for n in range(rng.randint(2, 4))}
    cells |= {"then": [whole_number(rng, 40_000) for _ in range(2)]}
    point = {cell: (max(counts), min(counts)) for cell, counts in cells.items()}
    point[""] = tuple(sum(point[cell][n] for cell in cells if cell != "then") for n in (0, 1))
    (workers, participants), (w0, p0), part = point[""], point["then"], point["p0"]
    target = Fraction(rng.randint(100, 9999), 10_000)
    rates = Fraction(participants, workers), Fraction(p0, w0)
    said = {
        ("says", "rate"): (rates[0], "%"),
        ("says", "gap"): (target - rates[0], " points"),
        ("says", "shortfall"): (max(0, math.ceil(target * workers) - participants), ""),
        ("part", "workers_share"): (Fraction(part[0], workers), "%"),
        ("part", "participants_share"): (Fraction(part[1], participants), "%"),
        ("part", "uncovered_share"): (Fraction(part[0] - part[1], max(1, workers - participants)), "%"),
        ("change", "workers"): (Fraction(workers - w0, w0), "%"),
        ("change", "participants"): (participants - p0, ""),
        ("change", "uncovered"): ((workers - participants) - (w0 - p0), ""),
        ("change", "rate"): (rates[0] - rates[1], " points"),
    }
    exact = {
        cell: {"workers": f"{counts[0]:,}", "participants": f"{counts[1]:,}"} for cell, counts in point.items() if cell
    }
    claim = {
        "id": "c",
        "says": {"target": printing.decimal(target * 100, 2) + "%"},
        "parts": [{"id": cell, "says": says} for cell, says in exact.items() if cell != "then"],
        "then": exact["then"],
        "change": {},
    }
    return claim, said, point


@given(SEEDS, st.sampled_from([-3, -2, 0, 2, 3]))
@settings(max_examples=20, deadline=None)
def test_a_figure_that_exact_counts_determine_is_refused_where_it_is_moved_by_more_than_its_rounding(seed, by):
    rng = seeded(seed)
    raw, said, point = determined(rng)
    (holder, name), (value, unit) = rng.choice(sorted(said.items(), key=str))
    text = printing.percent(rng, value, unit, moved=by) if unit else f"{int(value) + by:,}"
    if text.startswith("-") and name != "gap" and holder != "change":
        return
    (raw["parts"][0]["says"] if holder == "part" else raw[holder])[name] = text
    claim = read(raw)
    found = judge(claim)
    assert (found.verdict is Verdict.INCONSISTENT) == (not possible(claim)(point)), (holder, name, text)
    assert_backed(claim, found)
    if not by:
        assert found.verdict is not Verdict.INCONSISTENT


def parts(*says):
    return [{"id": f"p{n}", "says": part} for n, part in enumerate(says)]


def test_parts_that_only_fractions_of_people_would_fit_are_refused():
    # Two halves of 7 people: 3.5 would print as 50%, 3 and 4 do not.
    halves = parts({"workers_share": "50.0%"}, {"workers_share": "50.0%"})
    assert judged({"workers": "7"}, parts=halves).verdict is Verdict.INCONSISTENT
    assert judged({"workers": "8"}, parts=halves).verdict is Verdict.CONSISTENT
    # A third each of any number of workers makes threes of them all, and 1,000 is none.
    thirds = parts(*[{"rate": "33.3333%", "workers": "more than 1"}] * 2)
    assert judged({"workers": "1,001"}, parts=thirds).verdict is Verdict.INCONSISTENT
    assert judged({"workers": "1,002"}, parts=thirds).verdict is Verdict.CONSISTENT


def test_part_rates_on_one_side_of_the_whole_are_refused_whatever_their_sizes():
    below = parts({"rate": "50%"}, {"rate": "60%", "workers": "40,001"})
    # 40 thousand at 60% leave 60 thousand at 50%: 54% of all, and 55% at most by any rounding.
    assert judged({"rate": "54%", "workers": "100,001"}, parts=below).verdict is Verdict.CONSISTENT
    assert judged({"rate": "57%", "workers": "100,001"}, parts=below).verdict is Verdict.INCONSISTENT


def test_ends_that_each_fit_alone_are_refused_where_no_numbers_fit_together():
    # As many workers as before, a rate 20 points lower and one more uncovered make five workers, not nine or more.
    now = {"gap": "15 points", "rate": "40%", "shortfall": "1"}
    dated = {"then": {"rate": "60%"}, "change": {"uncovered": "1", "workers": "0"}}
    some = parts({"participants": "9"}, {"rate": "40%"})
    assert judged(now, parts=some, **dated).verdict is Verdict.INCONSISTENT
    few = parts({"participants": "1"}, {"rate": "50%"})
    found = judged({"rate": "40%"}, parts=few, **dated)
    assert holds([found])
    assert people_of(found.witness)[""] == (5, 2)


@given(SEEDS, st.sampled_from([9, 60, 5000]))
@settings(max_examples=25, deadline=None)
def test_parts_that_may_all_be_above_100_percent_need_no_condition(seed, most):
    """Where no part says which side of 100% it is on, all may be above it as well as all below."""
    rng = seeded(seed)
    cells = [
        (workers := rng.randint(1, most), workers + rng.randint(0, 1 + workers // 3)) for _ in range(rng.choice((2, 3)))
    ]
    workers, participants = (sum(cell[at] for cell in cells) for at in (0, 1))

    def percent(value):
        return printing.decimal(printing.rounded(value * 100, Fraction(1, 100), "nearest"), 2) + "%"

    whole = {"workers": f"{workers:,}", "rate": percent(Fraction(participants, workers)), "uncovered": "0"}
    says = [
        {
            "workers_share": percent(Fraction(mine[0], workers)),
            "participants_share": percent(Fraction(mine[1], participants)),
            **rng.choice(({"workers": f"{mine[0]:,}"}, {"participants": f"{mine[1]:,}"})),
        }
        for mine in cells
    ]
    some = [{name: part[name] for name in sorted(rng.sample(sorted(part), 2))} for part in says]
    name = rng.choice(sorted(whole))
    found = judged({name: whole[name]}, parts=parts(*some))
    tie = found.verdict is Verdict.CONSISTENT_IF and "exactly" in str(found.conditions[0].says)
    assert tie or holds([found])


def test_a_part_without_workers_is_no_matter_for_its_target():
    nobody = parts({"workers": "0", "participants": "0", "target": "80%", "shortfall": "0"}, {"workers": "21"})
    assert judged({"workers": "21", "participants": "11"}, parts=nobody).verdict is not Verdict.INCONSISTENT
    short = parts({"workers": "0", "participants": "0", "target": "80%", "shortfall": "1"}, {"workers": "21"})
    assert judged({"workers": "21", "participants": "11"}, parts=short).verdict is Verdict.INCONSISTENT


def test_a_change_in_the_rate_of_parts_is_decided_though_it_is_not_linear():
    more = {"then": {"rate": "50%"}, "change": {"rate": "20 points"}}
    assert judged({"rate": "70%"}, parts=parts({"rate": "60%"}, {"rate": "80%"}), **more).verdict is Verdict.CONSISTENT
    over = judged({}, parts=parts({"rate": "60%"}, {"rate": "65%"}), **more)
    assert over.verdict is Verdict.INCONSISTENT


def test_what_the_work_allowed_does_not_settle_is_never_called_consistent(monkeypatch):
    monkeypatch.setattr(trials, "_MOST_STEPS", 0)
    claim = read(
        {"id": "c", "says": {"workers": "101", "rate": "54%"}, "parts": parts({"rate": "50%"}, {"rate": "60%"})}
    )
    found = judge(claim)
    assert (found.verdict, found.settled, found.witness) == (Verdict.UNDETERMINED, False, None)
    assert [str(note) for note in found.notes] == [
        "within its bounds the search found neither whole numbers that print so nor a proof that none do"
    ]
    assert holds([found])
    text = verdicts_text([JudgedClaim(claim, found)], Style("en"))
    assert "within its bounds" in text
    assert "can all be true" not in text


@pytest.mark.parametrize("seed", range(150))
def test_branch_and_bound_finds_a_whole_point_exactly_where_there_is_one(seed):
    rng = seeded(seed)
    forms = Forms()
    unknowns = [forms.unknown(rng.randint(0, 4)) for _ in range(3)]
    for number in unknowns:
        forms.bound((number, 0, 4))
    for _ in range(rng.randint(1, 5)):
        form = {number: rng.choice((-7, -3, -2, 1, 2, 3, 5)) for number in rng.sample(unknowns, rng.randint(2, 3))}
        low = rng.randint(-12, 12)
        forms.bound((forms.variable(form), low, low + rng.randint(0, 2)))
    choice = tuple(((forms.variable({0: 1, 1: -1}), low, low + 1),) for low in (-4, 1))
    system = System(tuple(forms.low), tuple(forms.high), forms.forms, forms.start, {}, (choice,))
    inside = [
        values
        for values in ((a, b, c) for a in range(5) for b in range(5) for c in range(5))
        if all(
            forms.low[n] <= sum(f * values[t] for t, f in form.items()) <= forms.high[n]
            for n, form in forms.forms.items()
        )
        and values[0] - values[1] in {-4, -3, 1, 2}
    ]
    found = whole_point(system, Meter(10_000))
    assert not isinstance(found, Open)
    assert (found is not None) == bool(inside)
    assert found is None or tuple(found[:3]) in inside
    assert not isinstance(whole_point(system, Meter(0)), tuple)


def test_two_gaps_can_both_be_percent_of_the_target():
    # 64% is 20% behind 80%, and 60% is 25% behind it; neither gap is one of points.
    part = {"rate": "60%", "target": "80%", "gap": "25 percent"}
    whole = {"rate": "64%", "target": "80%", "gap": "20 percent", "workers": "20,003"}
    found = judged(whole, parts=parts(part, {"workers": "10,003"}))
    assert found.verdict is Verdict.CONSISTENT_IF
    assert [str(place) for place, _ in found.conditions[0].switches] == ["gap", "p0.gap"]
    other = judged(whole, parts=parts({**part, "gap": "29 percent"}, {"workers": "10,003"}))
    assert other.verdict is Verdict.INCONSISTENT


def test_nobody_covered_can_be_a_gap_of_all_of_the_target():
    part = {"rate": "0.00%", "target": "80%", "gap": "100.0 percent", "participants": "0"}
    whole = {"workers": "3", "participants": "0", "target": "25.0%", "gap": "25.00 percent", "shortfall": "1"}
    claim = read({"id": "c", "says": whole, "parts": parts(part, {})})
    found = judge(claim)
    assert found.verdict is Verdict.CONSISTENT_IF
    assert_backed(claim, found)
    assert judged({**part, "workers": "11", "gap": "100% of target"}).verdict is not Verdict.INCONSISTENT


@pytest.mark.parametrize("ends", ["[]", "[)", "(]", "()"])
def test_a_ratio_in_whole_people_keeps_open_ends_open(ends):
    """A rate that was rounded up to 67% is over 66%: 66 of 100 does not print so."""
    interval, forms = Interval.of(Fraction(1, 2), Fraction(2, 3), ends), Forms()
    part, base = {forms.unknown(1): 1}, {forms.unknown(1): 1}
    forms.ratio(part, base, interval)
    for values in product(range(10), range(1, 10)):
        fits = all(
            forms.low[number] <= sum(factor * values[one] for one, factor in form.items()) <= forms.high[number]
            for number, form in forms.forms.items()
        )
        assert fits == (Fraction(*values) in interval)
