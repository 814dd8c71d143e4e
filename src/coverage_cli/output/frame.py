"""The report as a tidy pandas frame, for notebooks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from coverage_cli.domain.model import Report, Row
from coverage_cli.domain.weights import decimal
from coverage_cli.output.jsons import row_figures
from coverage_cli.output.tables.delimited import TOTAL

if TYPE_CHECKING:
    import pandas as pd


WEIGHTED = ("participants", "uncovered", "excess")
"""Columns that may have decimals."""


def to_frame(report: Report, *, totals: bool) -> pd.DataFrame:
    """A row a segment; counts as Int64, rates as fractions of 1, `gap_pp` in points (Float64), `<NA>` where undefined.

    With `totals`, the totals follow, their segment TOTAL as in CSV. Sums of survey weights, and what follows from
    them, are exact decimals (`decimal.Decimal`, in columns of objects).
    """
    records = [_record(row, report.dimensions) for row in report.rows]
    if totals:
        records += [{**_record(row, report.dimensions), "segment": TOTAL} for row in report.totals]
    counts = ("workers", "participants", "uncovered", "shortfall", "excess")
    floats = ("rate", "target", "gap_pp")
    types = {**dict.fromkeys(counts, "Int64"), **dict.fromkeys(floats, "Float64")}
    return typed(records, types, WEIGHTED if report.weighting else ())


def typed(records: Sequence[Mapping[str, object]], types: Mapping[str, str], weighted: Sequence[str]) -> pd.DataFrame:
    """A frame of the records with its columns' types, texts where none is given; sums of weights as decimals."""
    import pandas as pd

    frame = pd.DataFrame(records, dtype=object)  # else a whole number beside a missing one would become a float
    for name in weighted:
        values = [pd.NA if value is None else Decimal(decimal(value)) for value in frame[name]]
        frame[name] = pd.Series(values, index=frame.index, dtype=object)
    return frame.astype({name: types.get(name, "string") for name in frame.columns if name not in weighted})


def _record(row: Row, dimensions: tuple[str, ...]) -> dict[str, object]:
    return {**row.named(dimensions), **row_figures(row), "flags": " ".join(row.flags)}
