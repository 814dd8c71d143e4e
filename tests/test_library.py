"""`from coverage_cli import gap, check`: the same report as the commands, and a frame for notebooks."""

from __future__ import annotations

import ast
import inspect
import io
import re
import shutil
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import coverage_cli
from coverage_cli import (
    DataFault,
    Resources,
    UsageFault,
    check,
    finding_text,
    gap,
    plan,
    reconcile,
    side_by_side,
    trend,
)
from coverage_cli.analysis.comparison import Headcounts, Shift
from coverage_cli.analysis.inequality import Holder, Measures
from coverage_cli.analysis.plan import Allotment
from coverage_cli.analysis.plan_request import Request
from coverage_cli.analysis.statement import Amount
from coverage_cli.analysis.trend import Observation, Step
from coverage_cli.domain.model import Coverage, Target
from coverage_cli.domain.rules import Severity
from coverage_cli.output.language import words
from tests.conftest import ROOT


def test_gap_is_exact():
    report = gap(branch="balikpapan", project=ROOT)
    assert report.total.coverage.rate == Fraction(97455, 145455)
    assert report.total.coverage.shortfall == 18909


NOBODY = pd.Series(["balikpapan"])[lambda names: names == "zzz"]


@pytest.mark.parametrize(
    ("call", "option"),
    [
        (lambda: gap(project=ROOT, branch=NOBODY), "branch"),
        (lambda: gap(project=ROOT, segment=[]), "segment"),
        (lambda: gap(project=ROOT, by=()), "by"),
        (lambda: gap(project=ROOT, participants=[]), "participants"),
        (lambda: gap(project=ROOT, programme=set()), "programme"),
        (lambda: trend(project=ROOT, branch=NOBODY), "branch"),
        (lambda: plan("2026-12", project=ROOT, branch=NOBODY), "branch"),
        (lambda: check([], project=ROOT), "files"),
        (lambda: side_by_side(project=ROOT, targets=[], bases=["a", "b"]), "targets"),
    ],
)
def test_a_filter_that_matches_nothing_does_not_mean_everything(call, option):
    """A script would publish the national figure for a branch that it misspelt."""
    with pytest.raises(UsageFault, match=f"^{option} is empty; to name nothing, leave it out or give None"):
        call()


def test_none_means_nothing_was_said():
    assert gap(project=ROOT, by=None, branch=None, segment=None) == gap(project=ROOT)


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


def _plan(**given):
    return plan("2026-12", branch="balikpapan", project=ROOT, **given)


def test_the_most_that_a_refusal_names_is_taken():
    request = _plan(premium=10**13 - 1, months_paid=1200).request
    assert (request.segments[0].premium, request.months_paid) == (10**13 - 1, 1200)


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
        (lambda: _plan(premium=1, months_paid=0), "months_paid 0 is too small; it is 1 or more"),
        (lambda: _plan(premium=1, months_paid=1201), "months_paid 1,201 is too large; it is 1,200 or less"),
        (lambda: _plan(premium=10**13), "premium 10,000,000,000,000 is too large; it is 9,999,999,999,999 or less"),
        (lambda: _plan(months_paid=6), "months_paid is about premiums; give them with premium, or leave it out"),
        (lambda: _plan(currency="KES", premium={}), "currency is about premiums"),
        (lambda: _plan(growth=1), 'growth "1" can be a percentage or a fraction of 1; write it with %'),
        (lambda: _plan(growth=Fraction(2)), 'growth "2" can be a percentage or a fraction of 1; write it with %'),
        (lambda: _plan(growth="0.02"), 'growth "0.02" can be a percentage or a fraction of 1; write it with %'),
        (lambda: _plan(pace="x"), 'pace "x" is not an exact number'),
        (lambda: _plan(pace="12"), 'pace "12" is not an exact number'),
        (lambda: _plan(pace=True), 'pace "True" is not an exact number'),
        (lambda: _plan(premium="1.000"), "premium 1.000 is not a whole number"),
        (lambda: _plan(premium=pd.Series({"pu": float("nan")})), "premium nan is not a whole number"),
        (lambda: _plan(premium=[1]), "premium takes whole numbers by segment, and no list"),
        (lambda: _plan(capacity=5), "capacity takes whole numbers by segment, and no int"),
        (lambda: _plan(capacity={"": 5}), "capacity has an empty name; give that of a segment"),
        (lambda: _plan(capacity=pd.Series([1, 2], ["pu", "pu"])), 'capacity gives "pu" twice'),
        (lambda: _plan(enrol_from=2031), "enrol_from 2031-01 is no month of the plan"),
        (lambda: plan("soon", branch="balikpapan", project=ROOT), 'by "soon" is not a period'),
        (lambda: trend(begin="soon", project=ROOT), 'begin "soon" is not a period'),
        (lambda: trend(end="soon", project=ROOT), 'end "soon" is not a period'),
        (
            lambda: trend(begin="2025", end="2020", project=ROOT),
            "begin 2025 is after end 2020; exchange the two",
        ),
        (
            lambda: trend(branch="kalimantan", project=ROOT / "examples" / "published"),
            "choose periods of one basis with begin and end, or compare all the same with across_bases",
        ),
        (lambda: plan("2030", project=ROOT), "choose it with branch: balikpapan, samarinda"),
        (lambda: gap(period="lastest", project=ROOT), 'period "lastest" is not a period; write 2025'),
        (lambda: gap(by=["segmen"], project=ROOT), 'by "segmen" is not a dimension of the data'),
        (lambda: gap(basis="zz", project=ROOT), 'basis "zz": no row of the population names it'),
        (lambda: gap(programme="JHT", project=ROOT), "gives counts, and programme is about persons"),
        (lambda: gap(status="all", project=ROOT), "gives counts, and status all is about persons"),
        (lambda: gap(population="s3://b/workers.csv", participants="s3://b/p", project=ROOT), "resources=Resources("),
        (lambda: side_by_side(bases=["a", "b"], suppress=5, project=ROOT), "with suppress, give one basis"),
        (reconcile, "give figures as printed, such as rate 67%"),
        (lambda: reconcile("claims.yaml", rate="67%", gap="1"), "not both: claims.yaml and rate gap"),
        (lambda: gap(project=ROOT, column=["a"]), "column takes headers by field, and no list"),
        (lambda: gap(project=ROOT, column=pd.DataFrame({"a": [1]})), "column takes headers by field, and no DataFrame"),
        (lambda: gap(project=ROOT, column={"worker": "a"}), 'column "worker" is not known (did you mean "workers"?)'),
        (lambda: gap(project=ROOT, column={"workers": "zz"}), 'column: no file has a column "zz"'),
        (lambda: gap(project=ROOT, delimiter="x"), 'delimiter "x" is not known; use , ; | or tab'),
        (
            lambda: gap(project=ROOT, encoding="utf-9"),
            'encoding "utf-9" is not known (did you mean "utf-8"?); use utf-8',
        ),
        (lambda: gap(project=ROOT, number_style="de"), 'number_style "de" is not known; use id, en, plain'),
        (lambda: gap(project=ROOT, sheet="Data"), "sheet names a sheet of a workbook, and no .xlsx is read here"),
        (lambda: check(project=ROOT, against="zz"), "against zz is neither a folder nor a revision"),
        (lambda: gap(project=ROOT, period=2025.0), 'period takes a period such as "2025-09", a year or a date, and no'),
        (lambda: gap(project=ROOT, period=2025), "there are no participants of 2025 in the data; there are: 2023-06"),
        (lambda: gap(project=ROOT, target=0.8), 'target 0.8 is a float, which is not exact; give Fraction("0.8")'),
        (
            lambda: gap(project=ROOT, target=Fraction(101, 100)),
            'target "101/100" can be a percentage or a fraction of 1; write it with %',
        ),
        (lambda: gap(project=ROOT, target=Decimal("1.5")), 'target "1.5" can be a percentage or a fraction of 1'),
        (lambda: gap(project=ROOT, target=Fraction(2)), 'target "2" can be a percentage or a fraction of 1'),
        (
            lambda: side_by_side(project=ROOT, targets=[60, Fraction(3, 2)]),
            'targets "3/2" can be a percentage or a fraction of 1',
        ),
        (lambda: gap(project=ROOT, target=1), 'the target "1" can be 1% or 100%'),
        (lambda: gap(project=ROOT, target=Fraction(1, 3)), "target takes a rate that decimals can say"),
        (lambda: gap(project=ROOT, today="soon"), 'today "soon" is not a day; write it as 2025-09-30'),
        (lambda: gap(project=ROOT, today="2025-W01-1"), 'today "2025-W01-1" is not a day; write it as 2025-09-30'),
        (lambda: gap(project=ROOT, today=pd.NaT), "today takes a date, or a day such as"),
        (lambda: gap(project=ROOT, branch=[float("nan")]), "branch takes a name, or several, and no float"),
        (lambda: gap(population=pd.DataFrame({"a": [1]})), "population takes a name, or several, and no DataFrame"),
        (lambda: gap(project=ROOT, top=True), "top True is not a whole number"),
        (lambda: gap(project=ROOT, resources={"threads": 2}), "resources takes Resources, and no dict"),
        (lambda: check("a.csv", kind="person"), 'kind "person" is not known (did you mean "persons"?)'),
        (lambda: check(kind="persons"), "kind says what the named files are; name them, or leave it out"),
        (
            lambda: reconcile(rate="67%", branch="balikpapan"),
            "branch, segment, period, basis, project and today are about the",
        ),
        (lambda: reconcile(rate="67%", project=ROOT), "ask those: with_data=True"),
        (lambda: reconcile(rate=0.67), 'rate takes a figure as it is printed, such as "67%", and no float'),
        (lambda: side_by_side(targets="national", project=ROOT), "give several targets or several bases"),
        (
            lambda: side_by_side(targets=["60", "70"], target="80", project=ROOT),
            "target has no effect beside targets; leave it out",
        ),
        (
            lambda: side_by_side(bases=["a", "b"], basis="c", project=ROOT),
            "basis has no effect beside bases; leave it out",
        ),
        (lambda: side_by_side(bases=["a", "b"], targets="80", project=ROOT), "several bases, and not both"),
        (lambda: side_by_side(targets=[None, "80"], project=ROOT), "targets takes a target's name, or a rate such as"),
        (lambda: side_by_side(targets=[80, "80%"], project=ROOT), "give several targets or several bases"),
        (lambda: side_by_side(targets=["80", "50"], bases=["a", "b"], project=ROOT), "or several bases, and not both"),
        (lambda: side_by_side(target=["80", "50"], project=ROOT), "target takes one; several stand side by side"),
        (lambda: gap(target=["80", "50"], project=ROOT), "target takes one; several stand side by side: side_by_side("),
        (lambda: Resources(memory="2G"), 'memory "2G" is not a size of 100MB or more; write it as 2GB'),
        (lambda: Resources(memory=5), "memory 5 is too small"),
        (lambda: Resources(threads=0), "threads 0 is too small"),
        (lambda: Resources(threads=1.5), "threads 1.5 is not a whole number"),
        (lambda: Resources(temp="/nowhere"), "temp /nowhere is not a folder"),
        (lambda: Resources(memory="2GB", remote="sc://host"), "memory limits counting on this machine"),
        (lambda: finding_text(check(project=ROOT).findings[0], lang="fr"), 'lang "fr" is not known; use en, id'),
        (lambda: plan("2026-12", project=ROOT, growth=0.02), 'is not exact; give Fraction("0.02")'),
    ],
)
def test_what_the_commands_refuse_is_refused_here(call, said):
    with pytest.raises(UsageFault) as fault:
        call()
    assert said in str(fault.value)


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
    beside = side_by_side(project=tmp_path / "survey", targets=["50", "60"]).to_frame()
    assert beside["participants"].tolist() == frame["participants"].tolist() * 2


def test_totals_are_told_from_rows_as_in_csv():
    frame = gap(project=ROOT, branch="balikpapan").to_frame(totals=True)
    assert frame["segment"].tolist().count("TOTAL") == 1
    assert frame["segment"].iloc[-1] == "TOTAL"


@pytest.mark.parametrize(
    ("given", "plain"),
    [
        ({"target": 50}, {"target": "50"}),
        ({"target": np.int64(50)}, {"target": "50"}),
        ({"target": Fraction(1, 2)}, {"target": "50%"}),
        ({"target": Decimal("0.505")}, {"target": "50.5"}),
        ({"branch": pd.Series(["balikpapan"])}, {"branch": "balikpapan"}),
        ({"segment": (name for name in ("pu", "bpu"))}, {"segment": ["pu", "bpu"]}),
        ({"today": "2026-01-31"}, {"today": date(2026, 1, 31)}),
        ({"today": pd.Timestamp("2026-01-31 10:00")}, {"today": date(2026, 1, 31)}),
        ({"period": " 2025-09 "}, {"period": "2025-09"}),
        ({"top": "3"}, {"top": 3}),
        ({"top": 3.0}, {"top": 3}),
        ({"resources": Resources(memory="2GB")}, {}),
    ],
)
def test_what_has_one_reading_is_taken(given, plain):
    assert gap(**given, project=ROOT) == gap(**plain, project=ROOT)


def test_files_are_read_as_the_options_have_it(project, run):
    project({
        "w.csv": "branch^segment^period^Tenaga_Kerja\nKediri^pu^2025^48.000\n".replace("^", "|").encode("utf-16"),
        "p.csv": "branch|segment|period|participants\nKediri|pu|2025|12.000\n".encode("utf-16"),
    })  # fmt: skip
    files = {"population": "w.csv", "participants": "p.csv"}
    for column in ({"workers": "Tenaga_Kerja"}, pd.Series({"workers": "Tenaga_Kerja"})):
        report = gap(**files, column=column, delimiter="pipe", encoding="utf-16", number_style="id")
        assert (report.total.coverage.workers, report.total.coverage.participants) == (48_000, 12_000)
    options = (
        "--delimiter",
        "pipe",
        "--encoding",
        "utf-16",
        "--number-style",
        "id",
        "--column",
        "workers=Tenaga_Kerja",
    )
    assert report.to_text() == run("gap", "--population", "w.csv", "--participants", "p.csv", *options).out
    said = check("w.csv", "p.csv", column=column, delimiter="|", encoding="utf-16", number_style="id")
    assert said.to_text() == run("check", "w.csv", "p.csv", *options).out


def test_a_check_takes_exceptions_and_what_to_compare_with(tmp_path, run, monkeypatch):
    for folder in ("config", "data"):
        shutil.copytree(ROOT / folder, tmp_path / "before" / folder)
        shutil.copytree(ROOT / folder, tmp_path / "now" / folder)
    monkeypatch.chdir(tmp_path / "now")
    monkeypatch.setenv("COVGAP_LANG", "en")
    (tmp_path / "none.yaml").write_text("exceptions: []\n")
    table = Path("data/participants.csv")
    table.write_text(table.read_text().replace(",66910", ",66911"))
    report = check(exceptions=tmp_path / "none.yaml", against="../before", today="2025-10-01")
    assert [one.after for one in report.comparison.revisions if one.before] == [66_911]
    options = ("--exceptions", "../none.yaml", "--against", "../before", "--today", "2025-10-01")
    assert report.to_text() == run("check", *options).out
    with pytest.raises(UsageFault, match=r"nowhere\.yaml"):
        check(exceptions="nowhere.yaml")


def test_a_year_and_a_day_are_periods(project):
    for period, given in (
        ("2025", 2025),
        ("2025-09-30", date(2025, 9, 30)),
        ("2025-09-30", pd.Timestamp("2025-09-30")),
    ):
        project({
            "data/population.csv": f"branch,segment,period,workers\nA,pu,{period},10\n",
            "data/participants.csv": f"branch,segment,period,participants\nA,pu,{period},5\n",
        })  # fmt: skip
        assert gap(period=given).period == period


def test_amounts_of_a_plan_are_taken_from_frames():
    assert {_plan(premium=one).plan.cost for one in (100, np.int64(100), "100", 100.0)} == {
        _plan(premium=100).plan.cost
    }
    assert _plan(premium=pd.Series({"pu": 100.0})).request == _plan(premium={"pu": 100}).request
    assert _plan(capacity=pd.Series({"pu": 5})).request == _plan(capacity={"pu": 5}).request
    assert {_plan(growth=one).request.growth for one in ("2%", Decimal("0.02"), Fraction(1, 50))} == {Fraction(1, 50)}


def test_files_are_checked_in_a_list_as_well():
    files = [ROOT / "data" / "population.csv", str(ROOT / "data" / "participants.csv")]
    assert check(files) == check(*files)
    assert reconcile(rate=67, uncovered=48_000) == reconcile(rate="67", uncovered="48000")


def test_an_unknown_keyword_is_named_with_the_function_that_was_called():
    with pytest.raises(
        TypeError, match=r"^gap\(\) got an unexpected keyword argument 'brnch'; did you mean 'branch'\?$"
    ):
        gap(brnch="balikpapan")
    with pytest.raises(TypeError, match=r"^check\(\) got an unexpected keyword argument 'status'"):
        check(status="all")


@pytest.mark.parametrize(("called", "name"), [("start", "begin"), ("since", "begin"), ("until", "end")])
def test_a_word_of_the_same_meaning_is_no_slip_of_the_pen(called, name):
    with pytest.raises(TypeError, match=f"'{called}'; did you mean '{name}'"):
        trend(**{called: "2024"})


def test_help_names_what_all_functions_share():
    read = ("column", "delimiter", "encoding", "number_style", "sheet")
    shared = ("project", "population", "participants", *read, "today", "resources", "status", "programme", "basis")
    for function in (gap, side_by_side, trend, plan):
        assert set(shared) <= set(inspect.signature(function).parameters)
        assert all(f"`{name}`" in function.__doc__ for name in shared)
    assert "status" not in inspect.signature(check).parameters
    assert {*read, "exceptions", "against"} <= set(inspect.signature(check).parameters)
    assert set(coverage_cli.__all__) <= set(dir(coverage_cli))


def test_every_name_is_there_and_type_checkers_know_them_alone():
    """A `__getattr__` that they see is a promise that any name exists, so that no misspelt import is found."""
    tree = ast.parse(Path(coverage_cli.__file__).read_text(encoding="utf-8"))
    assert not [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    (known,) = [
        {name.name for one in node.body for name in one.names}
        for node in tree.body
        if isinstance(node, ast.If) and all(isinstance(one, ast.ImportFrom) for one in node.body)
    ]
    assert known | {"__version__"} == set(coverage_cli.__all__)
    assert all(getattr(coverage_cli, name).__name__ == name for name in known)


def test_reports_say_what_their_commands_say(run, monkeypatch):
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COVGAP_LANG", "id")
    claim = {"rate": "67%", "target": "80%", "gap": "14"}
    made = {
        ("gap", "--branch", "balikpapan"): gap(branch="balikpapan"),
        ("check",): check(),
        ("plan", "--by", "2026-12", "--branch", "balikpapan"): plan("2026-12", branch="balikpapan"),
        ("trend", "--branch", "balikpapan", "--across-bases"): trend(branch="balikpapan", across_bases=True),
        ("reconcile", *(f"--{name}={text}" for name, text in claim.items())): reconcile(**claim),
    }
    made["gap", "--branch", "balikpapan", "--target", "80", "--target", "60"] = side_by_side(
        branch="balikpapan", targets=[80, 60]
    )
    made["gap", "--basis", "employed", "--basis", "labour force", "--project", "examples/published"] = side_by_side(
        bases=["employed", "labour force"], project="examples/published"
    )
    for arguments, report in made.items():
        assert report.to_text("id") == run(*arguments).out
        assert f"{report!r}\n" == report.to_text()
        if hasattr(report, "notes"):
            assert report.notes("id")
            assert all(note in report.to_text("id") for note in report.notes("id"))
            assert report.notes() != report.notes("id")
    assert [note for note in gap(branch="balikpapan").notes() if note == str(gap(branch="balikpapan").remarks[0])]
    (finding,) = check().findings
    assert finding_text(finding, "id") == run("check").out.splitlines()[0]


def test_a_notebook_shows_both_ends_of_a_long_report(project):
    names = [f"s{number:03d}" for number in range(300)]
    project(
        {
            "data/population.csv": "branch,segment,period,workers\n" + "".join(f"k,{one},2025,9\n" for one in names),
            "data/participants.csv": "branch,segment,period,participants\n"
            + "".join(f"k,{one},2025,5\n" for one in names),
        }
    )
    whole = gap().to_text().splitlines()
    shown = repr(gap()).splitlines()
    assert (shown[:30], shown[31:]) == (whole[:30], whole[-30:])
    assert shown[30] == f"… {len(whole) - 60} lines, which to_text() has …"


def test_totals_and_types_of_tables_side_by_side():
    found = side_by_side(targets=["national", 50], project=ROOT, branch="balikpapan")
    frame = found.to_frame(totals=True)
    assert frame["segment"].tolist().count("TOTAL") == 2
    assert [str(frame[name].dtype) for name in ("target_name", "branch", "status")] == ["string"] * 3
    assert hash(found) == hash(found)


@pytest.mark.parametrize("target", ["80%", "nobody"])
def test_what_a_call_reads_from_standard_input_is_gone_when_it_ends(tmp_path, monkeypatch, target):
    """A script goes on after the call; what was piped into it can hold identifiers."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "workers.csv").write_text("branch,segment,period,workers\nb,pu,2025-09,9\n")
    rows = b"participant_id,branch,segment,status,period\n6471010101900001,b,pu,active,2025-09\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(rows)))
    try:
        report = gap(population=tmp_path / "workers.csv", participants="-", target=target)
    except UsageFault:
        assert target == "nobody"
    else:
        assert report.total.coverage.participants == 1
    assert [path.name for path in tmp_path.iterdir()] == ["workers.csv"]


OF_COMMANDS_ALONE = {"verify.py", "init.py", "proposing.py", "excusing.py", "sheets.py"}


def test_no_sentence_of_the_layers_below_names_an_option_as_the_command_line_has_it():
    """They are refusals of the library too, which has parameters: the option is a field, which `taking` renames."""
    files = [*(ROOT / "src" / "coverage_cli").glob("[acdeip]*/**/*.py")]
    read = [path for path in files if path.name not in OF_COMMANDS_ALONE and "cli" not in path.parts[-2:]]
    assert len(read) > 150
    for path in read:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "UsageFault":
                (template, *_) = node.args
                text = template.value if isinstance(template, ast.Constant) else ""
                assert not re.search(r"(?<!\S)--\w", text), (path.name, text)


@pytest.mark.parametrize("function", [gap, trend, plan, check, reconcile])
def test_every_option_is_a_parameter_or_the_page_says_that_it_is_none(run, monkeypatch, function):
    monkeypatch.setenv("COLUMNS", "300")
    page = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")
    (missing,) = re.findall(r"## What is not here\n(.*?)\n## ", page, re.DOTALL)
    options = set(re.findall(r"^\W*--([a-z-]+)", run(function.__name__, "--help").out, re.MULTILINE))
    assert len(options) > 10
    named = {{"from": "begin", "to": "end", "as": "kind"}.get(name, name.replace("-", "_")) for name in options}
    elsewhere = {name.replace("-", "_") for name in re.findall(r"--([a-z-]+)", missing)}
    assert named - set(inspect.signature(function).parameters) <= elsewhere | {"help"}


OF_REPORTS = (Allotment, Amount, Coverage, Holder, Measures, Observation, Request, Shift, Headcounts, Step, Target)
UNIT = re.compile(r"fractions? of one|percentage points")


def _fractions(kind):
    """Each fraction that an object has, with where its unit can stand: at a property, or else at its class."""
    for name, type_ in kind.__annotations__.items():
        if type_.startswith("Fraction"):
            yield name, kind.__doc__
    for name, member in vars(kind).items():
        if isinstance(member, property) and member.fget.__annotations__["return"].startswith("Fraction"):
            yield name, f"{member.__doc__} {kind.__doc__ if f'`{name}`' in kind.__doc__ or kind is Step else ''}"


@pytest.mark.parametrize("kind", OF_REPORTS)
def test_every_fraction_of_a_report_says_in_which_unit_it_is(kind):
    found = dict(_fractions(kind))
    assert found
    assert [name for name, said in found.items() if not UNIT.search(" ".join(said.split()))] == []


def test_units_are_those_of_the_page():
    """Its table names every figure of the frames in its row, and the scales are so."""
    page = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")
    rows = {line.split(" | ")[0].strip("| "): line for line in page.splitlines() if line.startswith("| ")}
    report = gap(project=ROOT, branch="balikpapan", target="80%")
    moved = trend(project=ROOT / "examples" / "published", branch="kalimantan", across_bases=True)
    frames = (report.to_frame(totals=True), moved.to_frame())
    for frame in frames:
        for name, dtype in frame.dtypes.items():
            if dtype == "Float64":
                place = "Percentage points, in frames" if name.endswith("_pp") else "Fractions of one, in frames"
                assert f"`{name}`" in rows[place]
            elif dtype == "Int64":
                assert f"`{name}`" in rows["People"]
    total, last = frames[0].iloc[-1], frames[1].dropna(subset="change_pp").iloc[-1]
    assert report.total.coverage.gap == Fraction(4, 5) - report.total.coverage.rate
    assert total["gap_pp"] == pytest.approx(float(report.total.coverage.gap) * 100)
    assert (total["target"], total["rate"]) == (0.8, float(report.total.coverage.rate))
    step = moved.series[0].movements[-1].step
    assert step.change == (step.later.rate - step.earlier.rate) * 100
    assert last["change_pp"] == float(step.change)
