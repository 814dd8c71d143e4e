"""Every case of tests/corpus, whatever its path through the readers: nothing silent, nothing refused that is good."""

from __future__ import annotations

import re
from datetime import date

import pytest

from coverage_cli.config.layout import spelling
from coverage_cli.config.project import Override
from coverage_cli.output.checks.formats import text_of
from coverage_cli.output.checks.outcome import Outcome
from coverage_cli.pipeline.checks.check import check
from coverage_cli.pipeline.checks.fileset import CheckRequest
from tests.corpus.reading import cases
from tests.harmless import refuse_harmful_report

CASES = cases()
TODAY = date(2026, 1, 1)


def given(arguments):
    """`--name value` pairs as the command line would give them."""
    pairs = dict(zip(arguments[::2], arguments[1::2], strict=True))
    names = ("--column", "--delimiter", "--encoding", "--number-style", "--sheet")
    assert set(pairs) <= {*names, "--as"}, pairs
    column, *others = (pairs.get(name) for name in names)
    return spelling([tuple(column.split("=", 1))] if column else [], *others), pairs.get("--as")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, data in case.files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    spelled, kind = given(case.arguments)
    files = () if "config/targets.yaml" in case.files else tuple(case.files)
    report = check(CheckRequest(files, Override(spelling=spelled), kind, TODAY))
    found = [
        f"{finding.place.path}:{finding.place.line}:{finding.place.column} {finding.code}"
        for finding in report.findings
    ]
    assert sorted(found) == sorted(case.findings)
    assert {name: total for name, total in totals(report).items() if name in case.sums} == case.sums
    for source in report.sources:
        assert source.rows == source.used + source.reported
    refuse_harmful_report(report)
    shown = text_of(Outcome(report), "text", "en")
    assert not re.search(r"\d{12}", shown)


def totals(report):
    return {source.path: source.total for source in report.sources}


def test_the_corpus_is_large_enough():
    assert len(CASES) >= 200
