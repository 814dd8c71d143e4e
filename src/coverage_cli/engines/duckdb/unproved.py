"""Rows whose identifier or weight the quick way cannot prove: the model decides, once for each distinct text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coverage_cli.engines.base import Verdict
from coverage_cli.engines.duckdb import sql
from coverage_cli.engines.duckdb.pairs import Other, Plan
from coverage_cli.engines.duckdb.session import Session
from coverage_cli.engines.extract import Extract

_MOST_OTHERS = 200_000
"""Rows that Python still numbers."""


def others_of(session: Session, extract: Extract, verdict: Verdict, plan: Plan) -> list[Other] | None:
    """Those that the model takes; None where they are many."""
    others: list[Other] = []
    for rows in _unproved(session, extract, plan):
        good = verdict.identify(list(dict.fromkeys(text for text, _, _ in rows)))
        weighed = extract.weight is not None
        known = verdict.weigh(list(dict.fromkeys(weight for *_, weight in rows))) if weighed else {"": 0}
        others += [
            Other(good[text], int(found), known[weight])
            for text, found, weight in rows
            if text in good and weight in known
        ]
        if len(others) > _MOST_OTHERS:
            return None
    return others


def _unproved(session: Session, extract: Extract, plan: Plan) -> Iterator[Sequence[tuple[str, int, str]]]:
    """Identifier, code and weight of rows that have a code and no proof."""
    column, weight = extract.identifier, extract.weight
    if plan.few is not None:
        few = [(one.row.cells, one.code) for one in plan.few if one.unproved and one.code is not None]
        yield [(cells[column], code, "" if weight is None else cells[weight]) for cells, code in few]
        return
    condition = f"({plan.unproved}) and not ({plan.uncoded})"
    carried = "''" if weight is None else f"c{weight}"
    listed = ", ".join([f"c{column}", carried, *plan.places])
    for rows in session.rows(f"select {listed} from {sql.source(extract)} where {condition}"):
        yield [(text, code, weight) for text, weight, *places in rows if (code := plan.code(places)) is not None]
