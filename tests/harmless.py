"""What no output may hold, whatever the data hold: characters that act or hide, personal numbers."""

from __future__ import annotations

import re

from coverage_cli.output.checks.formats import FORMATS, text_of
from coverage_cli.output.checks.outcome import Outcome

ACTING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff]")
_EXACT = re.compile(r'"(?:coverage_pct|rate|target|gap_pp)": ?"?[0-9a-f.e+-]*|\b[0-9a-f]{32,64}\b')
"""Rates in all their digits, and hashes."""
LONG_NUMBER = re.compile(r"\d{16}")
"""A personal number; a sum of counts has fewer digits."""


def refuse_harmful(text):
    """Raise where a text acts on a terminal, hides a character or shows a personal number."""
    assert not ACTING.search(text), ascii(ACTING.search(text))
    assert not LONG_NUMBER.search(_EXACT.sub("", text)), "a long number was printed"


def refuse_harmful_report(report):
    """The same of a check's report: all of it as text, and its first findings in every format and language."""
    refuse_harmful(text_of(Outcome(report), "text", "en"))
    first = Outcome(report, most=300)
    for language in ("en", "id"):
        for form in FORMATS:
            refuse_harmful(text_of(first, form, language))
