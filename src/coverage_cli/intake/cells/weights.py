"""Cells of survey weights: which are valid, how many people they say, and what is wrong with the others.

The row model reads weights with a decimal point. Where a file's mark is the comma, comma and point change places
before it is asked, so that a text with the other mark is never taken for a number a thousand times as large.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from coverage_cli.domain.phrases import phrase
from coverage_cli.domain.records import PersonRow, field_adapter
from coverage_cli.domain.weights import DIGITS, pointed
from coverage_cli.intake.cells import diagnosis
from coverage_cli.intake.cells.columns import decide
from coverage_cli.intake.cells.diagnosis import Diagnosis
from coverage_cli.intake.cells.unread import Unread

WEIGHT = "weight"
_REASONS = (
    (r"[-+−–(].*|.*[-)]", phrase("it has a sign, and a weight starts at 0")),
    (r"[0-9.]+[eE][+-]?[0-9]+", phrase("an exponent hides how many digits are certain")),
    (rf"[0-9]{{{DIGITS + 1},}}(?:\.[0-9]+)?", phrase("it has more than nine digits before its mark")),
    (rf"[0-9]*\.[0-9]{{{DIGITS + 1},}}", phrase("it has more than nine decimals")),
)  # fmt: skip
"""By the text with a decimal point, in this order."""
_POINT = phrase("the decimal mark is the point here, unless number_style: id is declared")
_COMMA = phrase("the decimal mark is the comma here, because number_style: id is declared")
_NO_NUMBER = phrase("a weight has digits and at most one decimal mark between them")


def read_weights(texts: Sequence[str], mark: str) -> tuple[dict[str, int], dict[str, Diagnosis]]:
    """Of distinct texts, the valid ones' billionths of a person, and what is wrong with the others."""
    with_point = {_pointed(text, mark): text for text in texts}
    good, bad = decide(field_adapter(PersonRow, WEIGHT), list(with_point))
    return (
        {with_point[text]: number for text, number in good.items()},
        {with_point[text]: _diagnosis(code, text, mark) for text, code in bad.items()},
    )


def _pointed(text: str, mark: str) -> str:
    return text if isinstance(text, Unread) else pointed(text, mark)


def _diagnosis(code: str, text: str, mark: str) -> Diagnosis:
    if code != "P106":
        return diagnosis.text(code, text)
    bare = text.strip()
    found = next((reason for form, reason in _REASONS if re.fullmatch(form, bare)), None)
    if found is None:
        found = (_POINT if mark == "." else _COMMA) if re.fullmatch(r"[0-9.,]*,[0-9.,]*", bare) else _NO_NUMBER
    return Diagnosis(code, (("what", found),))
