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
