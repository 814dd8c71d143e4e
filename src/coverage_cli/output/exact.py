"""Exact figures for programs: the nearest double, unrounded otherwise, and JSON in which counts keep all their digits.

Rates, targets and points are exact fractions inside. JSON, CSV for machines, workbooks, charts and frames hold doubles;
dividing two whole numbers gives the nearest one (Python rounds correctly), whose text is the shortest that reads back.
Sums of survey weights are exact decimals.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from decimal import Context, Decimal
from fractions import Fraction
from typing import overload

from coverage_cli.domain.rounding import half_up
from coverage_cli.domain.weights import Heads, decimal


@overload
def double(value: Heads | float) -> float: ...
@overload
def double(value: Heads | float | None) -> float | None: ...
def double(value: Heads | float | None) -> float | None:
    """The nearest double of a figure; None stays None, because undefined is not zero."""
    return None if value is None else float(value)


_KEPT = Context(prec=16)
"""The digits that a workbook is written with; spreadsheets show one fewer."""


def office_double(value: Heads | None, form: str) -> float | None:
    """The double that office programs show in this number format as it is shown here: nearly always the nearest one.

    A hundred times the double of 0.575 is 57.49…, of which LibreOffice makes 57%, and this program 58%. Such a rate,
    half-way between two that are shown, is written one step of the last digit higher.
    """
    nearest = double(value)
    if value is None or nearest is None or not form.endswith("%"):
        return nearest
    places = len(form.rstrip("%").partition(".")[2])
    if half_up(Fraction(nearest * 100), places) >= half_up(value * 100, places):
        return nearest
    return float(_KEPT.next_plus(Decimal(repr(nearest))))


def double_text(value: Heads | None) -> str:
    """The shortest text of the nearest double, in point notation; empty where the figure is undefined."""
    return "" if value is None else format(Decimal(repr(float(value))), "f")


_MARK = "\x00"
"""Begins the text of a number until it is written; texts of data hold none, because they are cleaned."""
_MARKED = re.compile(r'"\\u0000([^"]+)"')


class _Written:
    """A number as another report wrote it."""

    def __init__(self, text: str) -> None:
        self.text = text


def indented(tree: object, default: Callable[[object], str] | None = None) -> str:
    """The tree as indented JSON that ends its last line.

    Written piece by piece: `json.dumps` keeps all pieces until the end, gigabytes for a million rows.
    """
    out = io.StringIO()
    json.dump(tree, out, ensure_ascii=False, indent=2, default=default)
    return out.getvalue() + "\n"


def dumps(tree: object) -> str:
    """The same of a tree with fractions, which are people, written in decimals."""
    return _MARKED.sub(r"\1", indented(tree, _marked))


def loads(text: str) -> dict[str, object]:
    """What `dumps` wrote; numbers with a point are kept as they are written."""
    found: dict[str, object] = json.loads(text, parse_float=_Written)
    return found


def _marked(value: object) -> str:
    if isinstance(value, Fraction):
        return _MARK + decimal(value)
    if isinstance(value, _Written):
        return _MARK + value.text
    raise TypeError(f"{type(value).__name__} is no JSON")
