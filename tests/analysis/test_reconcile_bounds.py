"""No claim takes more than so much work, counted in steps and not by the clock, and what ends early says so."""

import random

import pytest
from benchmarks.reconcile import CLAIMS
from tests.analysis import printing
from tests.analysis.claims import read

from coverage_cli.analysis.reconcile import accusation, conditions
from coverage_cli.analysis.reconcile.claim import Claim, read_claim
from coverage_cli.analysis.reconcile.conflicts import by_narrowing
from coverage_cli.analysis.reconcile.result import Verdict
from coverage_cli.analysis.reconcile.simplex import Meter
from coverage_cli.analysis.reconcile.solver import Solver
from coverage_cli.analysis.reconcile.verdict import judge

NEEDED = (
    "within its bounds the search did not settle whether each figure in conflict is needed: fewer of them may conflict"
)
REPAIRS = "within its bounds the search tried only some repairs; there may be others"
CONDITIONS = "within its bounds the search tried only some conditions; there may be others"


def notes(found):
    return [str(note) for note in found.notes]


@pytest.fixture
def steps(monkeypatch):
    """The steps that were spent, in a list."""
    spent = []
    spend = Meter.spend

    def counted(meter, some=1):
        if meter.whole is None:
            spent.append(some)
        return spend(meter, some)

    monkeypatch.setattr(Meter, "spend", counted)
    return spent


@pytest.mark.parametrize(
    ("name", "verdict", "most"),
    [
        ("22 figures, consistent", Verdict.CONSISTENT, 3_000),
        ("22 figures, consistent-if", Verdict.CONSISTENT_IF, 40_000),
        ("22 figures, inconsistent", Verdict.INCONSISTENT, 40_000),
        ("26 unlike, two dates, consistent", Verdict.CONSISTENT, 20_000),
        ("27 unlike, two dates, inconsistent", Verdict.INCONSISTENT, 40_000),
        ("116 figures, inconsistent", Verdict.INCONSISTENT, 130_000),
    ],
)
def test_claims_of_many_figures_take_few_steps(steps, name, verdict, most):
    found = judge(read(CLAIMS[name]))
    assert found.verdict is verdict
    assert found.settled
    assert 0 < sum(steps) <= most


def test_a_total_in_conflict_with_38_parts_is_told_with_all_that_conflict():
    found = judge(read(CLAIMS["116 figures, inconsistent"]))
    assert [len(conflict.places) for conflict in found.conflicts] == [39]
    assert {place.quantity.value for place in found.conflicts[0].places} == {"workers"}
    assert "workers" in {str(place) for repair in found.repairs for place in repair.values}
    assert notes(found) == [REPAIRS]


@pytest.mark.parametrize("seed", range(6))
def test_no_claim_of_ten_parts_takes_more_than_its_bounds(steps, seed):
    rng = random.Random(seed)  # noqa: S311 - a sample, no secret
    raw = {"parts": []}
    while len(raw["parts"]) < 10:
        raw = printing.a_claim(rng, most=900_000, parts=10, full=True) | {"id": "c"}
        raw.setdefault("parts", [])
    found = judge(read(printing.moved(rng, raw)))
    assert found.verdict in Verdict
    assert sum(steps) <= 110_000


def test_a_conflict_that_the_work_allowed_did_not_lessen_says_so(monkeypatch):
    monkeypatch.setattr(accusation, "_FOR_CONFLICTS", 0)
    monkeypatch.setattr(accusation, "_PER_FIGURE", 0)
    monkeypatch.setattr(accusation, "_FOR_REPAIRS", 0)
    claim = read(CLAIMS["22 figures, inconsistent"])
    found = judge(claim)
    assert found.verdict is Verdict.INCONSISTENT
    assert notes(found) == [NEEDED, REPAIRS]
    assert found.repairs == ()
    assert_conflicts(claim, found)


def test_conditions_that_the_work_allowed_did_not_reach_are_said_to_be_missing(monkeypatch):
    claim = read({"id": "c", "says": {"rate": "67%", "target": "80%", "gap": "14"}})
    assert notes(judge(claim)) == []
    monkeypatch.setattr(conditions, "_KEPT_FOR_ANY", 10**9)
    found = judge(claim)
    assert found.verdict is Verdict.CONSISTENT_IF
    assert [str(condition.says) for condition in found.conditions] == ["the rate is exactly 66.5%"]
    assert notes(found) == [CONDITIONS]


def assert_conflicts(claim, found):
    """Every set of figures that is said to conflict is refuted by itself."""
    for conflict in found.conflicts:
        widest = Solver.of(claim).widest()
        assert Solver.of(claim).finer.refutes({place: widest[place] for place in conflict.places})


@pytest.mark.parametrize("seed", range(40))
def test_the_figures_of_a_proof_are_refuted_without_the_others(seed):
    rng = random.Random(seed)  # noqa: S311 - a sample, no secret
    claim = read_claim(printing.moved(rng, printing.a_claim(rng, most=40_000, parts=4, full=True)))
    if not isinstance(claim, Claim):
        return
    solver = Solver.of(claim)
    for choice in (solver.plain(), solver.widest()):
        figures = by_narrowing(solver, choice)
        if figures is not None:
            assert figures.items() <= choice.items()
            assert Solver.of(claim).refutes(figures)


def test_two_figures_in_conflict_are_told_among_many_that_may_mean_two_things():
    """Sixteen gaps in percent have 65,536 meanings together; no target is 77 points, or 77%, above a rate of half."""
    says = [
        {"workers": f"{40 + 4 * n} ribu", "rate": f"{50 + 2 * n}%", "target": "80%", "gap": f"{30 - 2 * n} percent"}
        for n in range(16)
    ]
    says[0]["gap"] = "77 percent"
    found = judge(read({"says": {}, "parts": [{"id": f"p{n}", "says": one} for n, one in enumerate(says)]}))
    assert [len(conflict.places) for conflict in found.conflicts] == [2]


MANY_SHARES = {
    "says": {"workers": "1.22 juta", "rate": "40%"},
    "parts": [
        {"id": "a", "says": {"participants_share": "31%", "workers_share": "16%"}},
        {"id": "b", "says": {"workers_share": "33.5%", "participants_share": "20.6%"}},
        {"id": "c", "says": {"rate": "42.5%", "workers": "515,648"}},
        {"id": "d", "says": {"participants_share": "3.93%", "workers": "98 ribu"}},
    ],
}
MOVED_RATE = {
    "says": {"workers": "6.59 juta", "rate": "45%"},
    "parts": [
        {"id": "a", "says": {"participants_share": "10%", "rate": "76%"}},
        {"id": "b", "says": {"participants": "300,102", "uncovered": "504 ribu"}},
        {"id": "c", "says": {"workers_share": "2.76%", "workers": "0.18 juta"}},
        {"id": "d", "says": {"workers": "284,396", "uncovered": "117,057"}},
        {"id": "e", "says": {"participants": "0.44 juta", "workers_share": "12.20%"}},
        {"id": "f", "says": {"uncovered_share": "16.4%", "rate": "31.04%"}},
        {"id": "g", "says": {"workers_share": "6%", "rate": "81.5%"}},
        {"id": "h", "says": {"uncovered_share": "1.16%", "workers_share": "10%"}},
        {"id": "i", "says": {"uncovered_share": "2.0%", "workers": "121 ribu"}},
        {"id": "j", "says": {"workers": "559 ribu", "uncovered_share": "15%"}},
        {"id": "k", "says": {"rate": "52%", "uncovered_share": "10.3%"}},
        {"id": "l", "says": {"workers_share": "12%", "participants_share": "2%"}},
    ],
    "then": {"rate": "27%", "workers": "6,582,849"},
    "change": {"participants": "70.3%", "rate": "18.7 points"},
}


@pytest.mark.parametrize("claim", [MANY_SHARES, MOVED_RATE], ids=["by rounding a point", "by a point nearby"])
def test_true_claims_that_branching_alone_leaves_open_are_proved(claim):
    assert judge(read(claim)).verdict is Verdict.CONSISTENT


@pytest.mark.parametrize(("off", "verdict"), [(0, Verdict.CONSISTENT), (2, Verdict.INCONSISTENT)])
def test_a_sum_over_every_district_of_a_country_is_decided(off, verdict):
    counts = [10_001 + 7_919 * number % 89_989 for number in range(514)]
    counts = [count + (count % 10 == 0) for count in counts]  # none is round, nor the sum
    parts = [{"id": f"d{number}", "says": {"participants": f"{count:,}"}} for number, count in enumerate(counts)]
    found = judge(read({"says": {"participants": f"{sum(counts) + off:,}"}, "parts": parts}))
    assert found.verdict is verdict
    assert found.settled
    assert [len(conflict.places) for conflict in found.conflicts] == ([515] if off else [])


@pytest.mark.parametrize(("percent", "verdict"), [(100, "consistent"), (110, "inconsistent")])
def test_a_wrong_sum_of_a_thousand_round_parts_is_refuted(percent, verdict):
    parts = [{"id": f"p{number}", "says": {"workers": f"{number % 97 + 5},000"}} for number in range(1000)]
    total = sum(number % 97 + 5 for number in range(1000)) * 1000
    found = judge(read({"says": {"workers": str(total * percent // 100)}, "parts": parts}))
    assert found.verdict.value == verdict
    assert found.settled


def test_of_a_claim_of_many_figures_these_are_gathered_a_few_times(monkeypatch):
    gathered, figures = [], Claim.figures
    monkeypatch.setattr(Claim, "figures", lambda claim: gathered.append(1) or figures(claim))
    parts = [{"id": f"p{number}", "says": {"workers": "1001"}} for number in range(300)]
    assert judge(read({"says": {"workers": "400001"}, "parts": parts})).verdict.value == "inconsistent"
    assert len(gathered) < 50
