"""The shipped data gives the published headline."""

from __future__ import annotations

import json

from tests.conftest import ROOT


def test_balikpapan_headline(run, monkeypatch):
    monkeypatch.chdir(ROOT)
    ran = run("gap", "--branch", "balikpapan", "--format", "json")
    assert (ran.code, ran.err) == (0, "")
    (total,) = json.loads(ran.out)["totals"]
    assert (total["participants"], total["workers"]) == (97455, 145455)
    assert total["rate"] == 97455 / 145455
    assert round(total["gap_pp"], 1) == 13.0
    assert (total["uncovered"], total["shortfall"], total["complete"]) == (48000, 18909, True)


def test_the_headline_says_which_branches_and_segments_it_is_about(run, monkeypatch):
    monkeypatch.chdir(ROOT)

    def headline(*options):
        return run("gap", *options).out.splitlines()[0]

    assert headline("--branch", "balikpapan", "--segment", "pu").startswith("pu only: Balikpapan covers 85.3%")
    assert headline("--segment", "pu", "--lang", "id").startswith("Hanya pu: Balikpapan melindungi 85,3%")
    assert headline("--branch", "balikpapan").startswith("Balikpapan covers 67.0%")
    both = headline("--branch", "balikpapan", "--branch", "samarinda")
    assert both == headline()
    assert both.startswith("All branches together cover 48.2%")


def test_a_plan_and_a_trend_of_a_segment_say_so(run, monkeypatch):
    monkeypatch.chdir(ROOT)
    planned = run("plan", "--branch", "balikpapan", "--segment", "traders", "--by", "2026-12").out
    assert planned.startswith("traders only: balikpapan: 80% by 2026-12 takes 7,500 enrolments")
    note = "Only these segments are in the rows and totals: {}."
    assert note.format("traders") in planned
    for lines in (("--across-bases",), ("--format", "json", "--across-bases")):
        assert note.format("pu") in run("trend", "--branch", "balikpapan", "--segment", "pu", *lines).out
    assert "Only these" not in run("plan", "--branch", "balikpapan", "--by", "2026-12").out
