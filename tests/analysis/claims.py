"""Claims as tests write them down."""

from __future__ import annotations

from coverage_cli.analysis.reconcile.claim import Claim, read_claim
from coverage_cli.analysis.reconcile.verdict import judge


def read(raw):
    """A claim that can be read; "c" where it has no name."""
    claim = read_claim({"id": "c", **raw})
    assert isinstance(claim, Claim), [str(error) for error in claim]
    return claim


def judged(says, **rest):
    """What is found of a claim that says so."""
    return judge(read({"says": says, **rest}))
