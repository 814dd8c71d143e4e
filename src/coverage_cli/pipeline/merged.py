"""`coverage init`: empty cells below names, as merged cells leave them. What they mean is the owner's to say."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from coverage_cli.analysis.total_names import is_total_name
from coverage_cli.config.draft import Question
from coverage_cli.domain.fields import MEASURE
from coverage_cli.domain.names import name_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_cli.config.draft import Draft
    from coverage_cli.intake.peek import Peek


def ask_gaps(draft: Draft, seen: Peek) -> Peek:
    """Ask about the fields with empty cells in rows with a count; the table as it is if the value above holds there."""
    measure = draft.columns.get(MEASURE[draft.kind])
    counts = [seen.names.index(name) for name in ([measure] if measure else draft.wide)]
    names = list(map(seen.names.index, draft.keyed.values()))
    rows = [
        row
        for row, cells in enumerate(zip(*seen.columns, strict=True))
        if all(any(cells[at].strip() for at in some) for some in (counts, names))  # else a total or a note
        and not any(is_total_name(name_key(cell)) for cell in cells)
    ]
    columns, gaps = list(seen.columns), {}
    for name, column in draft.keyed.items():
        at = seen.names.index(column)
        if filled := _filled(seen.columns[at], rows):
            columns[at], gaps[name] = filled, at
    if not gaps:
        return seen
    draft.gaps = tuple(sorted(gaps, key=gaps.__getitem__))
    draft.questions.append(Question("fill_down", ("fill",), ", ".join(draft.gaps)))
    return replace(seen, columns=tuple(columns))


def _filled(cells: Sequence[str], rows: Sequence[int]) -> tuple[str, ...]:
    """A column with its empty cells in these rows filled; nothing where it has none, or none is above the first."""
    found = list(cells)
    above = ""
    for row in rows:
        if not above and not cells[row].strip():
            return ()
        found[row] = above = cells[row] if cells[row].strip() else above
    return tuple(found) if found != list(cells) else ()
