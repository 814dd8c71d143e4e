"""Columns that divide the rows of a key, such as sex, and hold a total among their parts: to add up would double it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coverage_cli.analysis.total_names import is_total_name
from coverage_cli.domain.fields import FIELDS, MEASURE
from coverage_cli.domain.model import Kind
from coverage_cli.domain.names import name_key
from coverage_cli.intake.vocabulary import normal
from coverage_cli.pipeline.strays import keyed_rows
from coverage_cli.pipeline.wholes import wholes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_cli.config.draft import Draft
    from coverage_cli.intake.peek import Peek

_MOST_VALUES = 60
"""Of a column that divides; more are no list of parts."""


def dimensions(drafts: Sequence[Draft], seen: Sequence[Peek]) -> tuple[str, ...]:
    """Have totals left out of columns that divide rows of one key; those that both files have become dimensions."""
    found = [_dividing(draft, peek) for draft, peek in zip(drafts, seen, strict=True)]
    shared: list[str] = []
    for name in dict.fromkeys(name for totals in found for name in totals):
        columns = [next((own for own in draft.spare if normal(own) == name), None) for draft in drafts]
        field = re.sub(r"\W+", "_", name).strip("_")
        usable = field.isidentifier() and not any(field in fields for fields in FIELDS.values())
        both = usable and None not in columns and all(draft.kind is not Kind.PERSONS for draft in drafts)
        for draft, totals, column, peek in zip(drafts, found, columns, seen, strict=True):
            if column is None:
                continue
            if both:
                draft.columns[field] = column
                draft.guessed.add(field)
                draft.spare = tuple(own for own in draft.spare if own != column)
            if name in totals:
                draft.leave_out[field if both else column] = totals[name]
            if both:
                _settle(draft, peek)
        shared += [field] if both else []
    return tuple(shared)


def _dividing(draft: Draft, seen: Peek) -> dict[str, tuple[str, ...]]:
    """The spare columns that tell rows of one key apart and hold totals, by their normal names: with these totals."""
    found: dict[str, tuple[str, ...]] = {}
    keys = draft.keyed
    count = draft.columns.get(MEASURE[draft.kind])
    if count is None or not any(question.field == "aggregate" for question in draft.questions):
        return found
    for name in draft.spare:
        values = dict.fromkeys(text for cell in seen.cells(name) if (text := cell.strip()))
        if len(values) > _MOST_VALUES:
            continue
        sums = wholes(seen, draft.kind, {**keys, name: name}, {count: {}}).get(name, set())
        totals = tuple(text for text in values if is_total_name(key := name_key(text)) or key in sums)
        if 0 < len(totals) < len(values):
            found[normal(name)] = totals
    return found


def _settle(draft: Draft, seen: Peek) -> None:
    """Ask no more whether rows of one key add up, where a column tells all of them apart."""
    columns = draft.columns | draft.keyed
    rows = keyed_rows(seen, [theirs for ours, theirs in columns.items() if ours != MEASURE[draft.kind]])
    if len(set(rows)) == len(rows):
        draft.questions = [question for question in draft.questions if question.field != "aggregate"]
