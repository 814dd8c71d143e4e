"""`from coverage_cli import gap, check`: the same report as the commands, and a frame for notebooks."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

import coverage_cli
from coverage_cli import DataFault, UsageFault, check, gap, plan
from coverage_cli.output.language import words
from tests.conftest import ROOT


def test_gap_is_exact():
    report = gap(branch="balikpapan", project=ROOT)
    assert report.total.coverage.rate == Fraction(97455, 145455)
    assert report.total.coverage.shortfall == 18909


def test_rows_by_nothing_are_those_of_the_default():
    assert gap(project=ROOT, by=()).rows == gap(project=ROOT).rows
    assert list(gap(project=ROOT, by=[]).to_frame().columns) == list(gap(project=ROOT).to_frame().columns)


def test_frame_keeps_missing_missing(project):
    project({
        "data/population.csv": "branch,segment,period,workers\nA,pu,2025,10\nA,bpu,2025,10\n",
        "data/participants.csv": "branch,segment,period,participants\nA,pu,2025,5\n",
    })  # fmt: skip
    frame = gap().to_frame().set_index("segment")
    assert frame.loc["pu", "rate"] == 0.5
    assert frame.loc["bpu", "participants"] is pd.NA
    assert frame.loc["bpu", "rate"] is pd.NA
    assert frame["workers"].dtype == "Int64"
    assert len(gap().to_frame(totals=True)) == 3


def test_faults_are_exceptions_with_findings(project):
    project({
        "data/population.csv": "branch,segment,period,workers\nA,pu,2025,ten\n",
        "data/participants.csv": "branch,segment,period,participants\nA,pu,2025,5\n",
    })  # fmt: skip
    with pytest.raises(DataFault) as fault:
        gap()
    assert [(one.code, one.place.line, one.place.column) for one in fault.value.findings] == [("V102", 2, 11)]
    assert [one.code for one in check().findings] == ["V102"]
    with pytest.raises(UsageFault, match="does not exist"):
        check("nowhere.csv")


def test_unknown_names_are_attribute_errors():
    with pytest.raises(AttributeError):
        _ = coverage_cli.gapp


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: gap(project=ROOT, sort="foo"), 'sort "foo" is not known; use name, gap, uncovered, shortfall, rate'),
        (lambda: gap(project=ROOT, top=-1), "top -1 is too small; it is 1 or more"),
        (lambda: gap(project=ROOT, suppress=1), "suppress 1 is too small; it is 2 or more"),
        (lambda: gap(project=ROOT, missing="zeros"), 'missing "zeros" is not known (did you mean "zero"?); use null'),
        (lambda: gap(project=ROOT, status="activ"), 'status "activ" is not known (did you mean "active"?)'),
        (lambda: plan("2026-12", project=ROOT, strategy="x"), 'strategy "x" is not known; use proportional'),
        (lambda: plan("2026-12", project=ROOT, premium=-1), "premium -1 is too small; it is 0 or more"),
        (lambda: plan("2026-12", project=ROOT, capacity={"pu": -5}), "capacity -5 is too small; it is 0 or more"),
        (lambda: plan("2026-12", project=ROOT, premium={"pu": 0.5}), "premium 0.5 is not a whole number"),
        (lambda: plan("2026-12", project=ROOT, premium={"pu": 1, "PU": 2}), 'premium gives "pu" twice'),
        (lambda: plan("2026-12", project=ROOT, months_paid=0), "months_paid 0 is too small; it is 1 or more"),
        (lambda: plan("2026-12", project=ROOT, growth=0.02), 'is not exact; give Fraction("0.02")'),
    ],
)
def test_what_the_commands_refuse_is_refused_here(call, said):
    with pytest.raises(UsageFault) as fault:
        call()
    assert said in words("en")(fault.value.template, fault.value.args_)


def test_one_dimension_may_be_named_alone():
    assert gap(project=ROOT, by="segment").by == ("segment",)


def test_numbers_of_numpy_are_numbers():
    assert len(gap(project=ROOT, top=np.int64(3)).rows) == 3
