"""`from coverage_cli import gap, check`: the same report as the commands, and a frame for notebooks."""

from __future__ import annotations

import shutil
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

import coverage_cli
from coverage_cli import DataFault, UsageFault, check, gap, plan
from coverage_cli.domain.rules import Severity
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


def test_what_a_fault_says_is_readable(project):
    """As the commands say it: place, code, reason, way out; with the name that was meant, and no personal number."""
    with pytest.raises(UsageFault) as fault:
        gap(branch="balikpapn", project=ROOT)
    said = (
        'there is no branch "balikpapn" in the data (did you mean "balikpapan"?); coverage list branches shows them all'
    )
    assert str(fault.value) == said == words("en")(fault.value.template, fault.value.args_)
    with pytest.raises(UsageFault, match=r'no target "nationl" \(did you mean "national"\?\); known'):
        gap(target="nationl", project=ROOT)
    with pytest.raises(UsageFault, match=r'^there is no branch "6471\*{12}" in the data; '):
        gap(branch="6471010101900001", project=ROOT)
    rows = "".join(f"A,s{number},2025,6471010101900001x\n" for number in range(12))
    project({
        "data/population.csv": f"branch,segment,period,workers\n{rows}",
        "data/participants.csv": "branch,segment,period,participants\nA,pu,2025,5\n",
    })  # fmt: skip
    with pytest.raises(DataFault) as data:
        gap()
    first, _, third, *_, last = str(data.value).splitlines()
    assert first == "nothing was computed: errors: 13, warnings: 0"
    assert third.startswith('data/population.csv:2:11: error V102 workers "6471************x" ')
    assert third == str(data.value.findings[1])
    assert "Hint: " in third
    assert (len(str(data.value).splitlines()), last) == (12, "… 3 others")
    project({"config/targets.yaml": "default: a\ntargets: &x\n  a: 80%\n"}, targets=None)
    with pytest.raises(UsageFault, match=r"config/targets.yaml:\d+:\d+: error C\d+ .* Hint: "):
        gap()


def test_every_form_of_a_field_reads_alike_in_exceptions_and_in_the_commands():
    given = {"n": "1250.5", "names": "a\nb", "spans": "2024 2025\n2026", "meant": "bpu", "percent": "2/3", "": "x\x1b"}
    read = {
        "n": "1,250.5", "names": "a, b", "spans": "2024 to 2025, 2026", "meant": ' (did you mean "bpu"?)',
        "percent": "66.7%", "": "x<U+001B>",
    }  # fmt: skip
    for form, text in given.items():
        fault = UsageFault(f"{{value:{form}}}", {"value": text})
        assert str(fault) == words("en")(fault.template, fault.args_) == read[form]


def test_findings_are_counted_by_their_weight(project):
    project({
        "data/population.csv": "branch,segment,period,workers\nA,pu,2025,ten\n",
        "data/participants.csv": "branch,segment,period,participants\nA,pu,2025,5\n",
    })  # fmt: skip
    report = check()
    assert report.count("error") == report.count(Severity.ERROR) == len(report.findings) == 1
    assert report.count("warning") == 0
    with pytest.raises(UsageFault, match=r'severity "eror" is not known \(did you mean "error"\?\)'):
        report.count("eror")


def test_reports_and_faults_can_be_kept_in_sets():
    assert len({gap(project=ROOT), gap(project=ROOT)}) == 1
    one, other = UsageFault("x"), UsageFault("x")
    assert len({one, one, other, DataFault(())}) == 3


def test_frames_of_weights_keep_missing_missing(tmp_path, monkeypatch):
    shutil.copytree(ROOT / "examples" / "survey", tmp_path / "survey")
    with (tmp_path / "survey" / "data" / "workers.csv").open("a") as workers:
        workers.write("balikpapan;jakon;2025-08;300;x\n")
    frame = gap(project=tmp_path / "survey").to_frame().set_index("segment")
    assert frame.loc["jakon", "participants"] is frame.loc["jakon", "rate"] is pd.NA
    assert frame.loc["jakon", "workers"] == 300
    assert type(frame.loc["bpu", "participants"]) is Decimal


def test_totals_are_told_from_rows_as_in_csv():
    frame = gap(project=ROOT, branch="balikpapan").to_frame(totals=True)
    assert frame["segment"].tolist().count("TOTAL") == 1
    assert frame["segment"].iloc[-1] == "TOTAL"
