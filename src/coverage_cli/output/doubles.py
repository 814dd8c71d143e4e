"""The nearest double: how exact figures leave for programs that compute with binary numbers, unrounded otherwise.

Rates, targets and points are exact fractions inside. JSON, CSV for machines, workbooks, charts and frames hold doubles;
dividing two whole numbers gives the nearest one (Python rounds correctly), whose text is the shortest that reads back.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from coverage_cli.domain.weights import Heads


@overload
def double(value: Heads | float) -> float: ...
@overload
def double(value: Heads | float | None) -> float | None: ...
def double(value: Heads | float | None) -> float | None:
    """The nearest double of a figure; None stays None, because undefined is not zero."""
    return None if value is None else float(value)


def double_text(value: Heads | None) -> str:
    """The shortest text of the nearest double, in point notation; empty where the figure is undefined."""
    return "" if value is None else format(Decimal(repr(float(value))), "f")
