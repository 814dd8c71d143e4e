"""`from coverage_cli import reconcile, trend, plan`."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd
import pytest
from tests.conftest import ROOT

from coverage_cli import UsageFault, gap, plan, reconcile, side_by_side, trend


def test_reconcile_takes_figures_or_a_file():
    (found,) = reconcile(rate="67%", target="80%", gap="14", uncovered="48 ribu").claims
    assert found.judgement.verdict.value == "consistent-if"
    whole = reconcile(ROOT / "examples" / "claims" / "published.yaml")
    assert not whole.holds
    assert len(whole.claims) == 10
    fitting = reconcile(rate="67%", with_data=True, branch="balikpapan", project=ROOT)
    assert fitting.holds
    with pytest.raises(UsageFault) as fault:
        reconcile(rate="0.67")
    assert [one.code for one in fault.value.findings] == ["R101"]
    with pytest.raises(TypeError, match="unexpected keyword argument 'rat'; did you mean 'rate'"):
        reconcile(rat="67%")


def test_trend_is_exact_and_makes_a_frame():
    report = trend(branch="kalimantan", begin="2023", project=ROOT / "examples" / "published")
    step = report.series[0].movements[0].step
    assert step.participants_effect + step.base_effect == step.change
    frame = report.to_frame()
    assert list(frame["period"]) == ["2023-12-31", "2024-12-31"]
    assert frame["change_pp"][0] is pd.NA
    assert frame["base_revised"][1] == 1_850_000
    with pytest.raises(UsageFault, match="basis"):
        trend(branch="kalimantan", project=ROOT / "examples" / "published")


def test_plan_shares_out_whole_people():
    made = plan("2026-12", branch="balikpapan", premium={"pu": 100}, growth=Fraction("0.02"), project=ROOT)
    assert made.plan.enrolments == made.plan.needed == 21_830
    assert made.plan.cost is None
    assert plan("2026-12", branch="balikpapan", premium=16_800, project=ROOT).plan.cost == 3_812_054_400


def test_who_holds_the_gap_and_how_unequal_it_is():
    report = gap(branch="balikpapan", project=ROOT)
    assert next((one.name, one.share) for one in report.pareto()) == ("traders", Fraction(11_700, 48_000))
    assert report.measures().difference == Fraction(66_910, 78_455) - Fraction(450, 3_000)


def test_the_first_rows_are_called_what_all_are_called():
    everyone = [one.name for one in gap(sort="uncovered", project=ROOT).pareto()]
    first = [one.name for one in gap(sort="uncovered", top=1, project=ROOT).pareto()]
    assert first == everyone[:1] == ["samarinda / not-split"]


def test_targets_and_bases_side_by_side():
    found = side_by_side(targets=["national", "50"], branch="balikpapan", project=ROOT)
    assert found.ranking_holds
    assert [report.total.coverage.shortfall for report in found.reports.values()] == [18_909, 0]
    frame = found.to_frame()
    assert (frame.columns[0], list(frame["target_name"])) == ("target_name", ["national"] * 7 + ["50"] * 7)
    assert list(frame["shortfall"][:2]) == [1_950, 3_150]
    for given in ({}, {"targets": ["80"]}, {"targets": ["1", "2"], "bases": ["a", "b"]}):
        with pytest.raises(UsageFault, match="several"):
            side_by_side(**given, project=ROOT)
