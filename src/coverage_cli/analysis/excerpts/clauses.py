"""Where the clause of a figure begins and ends."""

from __future__ import annotations

import re

from coverage_cli.analysis.excerpts.occurrences import Found
from coverage_cli.analysis.reconcile.cardinals import any_of
from coverage_cli.analysis.reconcile.digits import NUMBER
from coverage_cli.analysis.reconcile.words import SCALES

_CLAUSE = re.compile(r"[;:—–]\s|\s-\s|,\s|\s(?:while|but|and|whereas|sedangkan|sementara|tetapi|namun|dan)\s")
_LABEL = re.compile(r"(?:[:—–]|\s-)\s$")
"""What stands before a figure and its colon is of its clause: "covered: 97,455"."""
_KIND = (
    r"(?:\s(?:orang|pekerja|tenaga kerja|workers|people))?\s(?:(?:in)?formal|rentan|mandiri|migran|penerima upah"
    r"|perempuan|laki-laki|male|female)(?:\s(?:workers|people))?"
)
_KINDS = re.compile(rf"{_KIND}\s(?:dan|and)\s(?={NUMBER}(?:\s(?:{any_of(SCALES)}))?{_KIND}\b)", re.IGNORECASE)
"""Behind a number of one kind of people that is joined to one of another, before what is said of both."""


def clause(sentence: str, one: Found) -> tuple[int, int]:
    """From which place in the sentence it goes to which one."""
    kinds = _KINDS.match(sentence, one.end)
    joined = {kinds.end() if kinds else None, one.start if _LABEL.search(sentence[: one.start]) else None}
    cuts = [match.end() for match in _CLAUSE.finditer(sentence) if match.end() not in joined]
    return max((cut for cut in cuts if cut <= one.start), default=0), min(
        (cut for cut in cuts if cut > one.end), default=len(sentence)
    )
