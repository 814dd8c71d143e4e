"""The table of an exhibit slide by slide: columns side by side where they fit, then rows."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from coverage_cli.output.deck.tables import Texts

if TYPE_CHECKING:
    from coverage_cli.output.exhibit import Exhibit

_WIDE = 12.13
"""Inches of a table."""
_LETTER, _PAD = 0.097, 0.16
"""Inches of a character in a table's type, and of a cell's margins."""
_WIDEST = 34
"""Characters of a name, or of a text, before it folds."""
MOST_LINES = 14
"""Lines of text that a slide holds below a header of several lines."""


def exhibit_texts(exhibit: Exhibit) -> Texts:
    """The whole table as texts."""
    rows = [list(row) for row in exhibit.grid.rows]
    strong = [exhibit.strong(row) for row in range(len(rows))]
    left = frozenset({0, *exhibit.grid.texts})
    return Texts(exhibit.head, rows, strong, left, tuple(_needs(exhibit)))


def exhibit_tables(exhibit: Exhibit) -> list[Texts]:
    """The table slide by slide: columns side by side where they fit, then rows."""
    whole = exhibit_texts(exhibit)
    groups = _groups(whole.widths)
    parts = (_part(whole, [0, *group]) for group in groups)
    return [page for part in parts for page in _pages(part)]


def _groups(widths: tuple[float, ...]) -> list[list[int]]:
    """Columns in groups that fit a slide beside the first one, all about as many."""
    others = list(range(1, len(widths)))
    for count in range(1, len(others) + 1):
        size = math.ceil(len(others) / count)
        groups = [others[start : start + size] for start in range(0, len(others), size)]
        if all(widths[0] + sum(widths[at] for at in group) <= _WIDE for group in groups):
            return groups
    return [[at] for at in others]


def _part(whole: Texts, columns: list[int]) -> Texts:
    """Some columns, made wider to fill the slide."""
    needed = [whole.widths[column] for column in columns]
    spare = max(0.0, _WIDE - sum(needed)) / len(needed)
    return Texts(
        tuple(whole.head[column] for column in columns),
        [[row[column] for column in columns] for row in whole.rows],
        whole.strong,
        frozenset(at for at, column in enumerate(columns) if column in whole.left),
        tuple(width + spare for width in needed),
    )


def _pages(texts: Texts) -> list[Texts]:
    found: list[list[int]] = [[]]
    room = MOST_LINES
    for number, row in enumerate(texts.rows):
        needed = max(
            math.ceil(len(cell) * _LETTER / (width - _PAD)) for cell, width in zip(row, texts.widths, strict=True)
        )
        if needed > room and found[-1]:
            found.append([])
            room = MOST_LINES
        found[-1].append(number)
        room -= max(1, needed)
    return [
        Texts(texts.head, [texts.rows[at] for at in page], [texts.strong[at] for at in page], texts.left, texts.widths)
        for page in found
    ]


def _needs(exhibit: Exhibit) -> list[float]:
    """Inches that each column needs: figures whole, names, texts and headings folded."""
    grid = exhibit.grid
    widths = []
    for column, heading in enumerate(grid.head):
        longest = max((len(row[column]) for row in grid.rows), default=0)
        folds = column == 0 or column in grid.texts
        letters = max(min(longest, _WIDEST) if folds else longest, *(len(word) for word in heading.split()))
        widths.append(letters * _LETTER + _PAD)
    return widths
