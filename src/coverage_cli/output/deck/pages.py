"""What goes on which slide: of a chart, of the table, of an exhibit; or on so many as a template has."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TypeVar

from coverage_cli.domain.phrases import phrase
from coverage_cli.output.charts.series import Bar
from coverage_cli.output.deck.tables import Texts
from coverage_cli.output.exhibits.exhibit import Exhibit
from coverage_cli.output.language import Words
from coverage_cli.output.tables.lines import Line

_WIDE = 12.13
"""Inches of a table."""
_LETTER, _PAD = 0.097, 0.16
"""Inches of a character in a table's type, and of a cell's margins."""
_WIDEST = 34
"""Characters of a name, or of a text, before it folds."""
_Page = TypeVar("_Page")
MOST_LINES = 14
"""Lines of text that a slide holds below a header."""
_SHORT_NAME = 15
"""Characters; longer names need wider columns, so that fewer go on a slide."""
_LETTERS, _STATUS = 27, 16
"""Characters of a name, and of a status, that fit on a line of their columns."""
_ANY = 1_000_000
"""More than any report has."""


def within(pages: Callable[[int], list[_Page]], most: int, count: int) -> list[_Page]:
    """The pages of at most so much each; of more, where there may be no more than `count` pages."""
    found = pages(most)
    while len(found) > count and most < _ANY:
        most = _ANY if count == 1 else most + max(1, most // 4)
        found = pages(most)
    return found


def most_columns(lengths: Iterable[int]) -> int:
    """How many columns a chart has room for, so that no label is turned or overlaps, by the lengths of names."""
    return 12 if max(lengths, default=0) <= _SHORT_NAME else 8


def bar_pages(drawn: Sequence[Bar], count: int = _ANY) -> list[list[Bar]]:
    """Columns in slides of about one size; those of a branch together, where a slide holds them."""
    runs = [list(run) for _, run in groupby(drawn, lambda bar: bar.names[0] if len(bar.names) > 1 else bar.names)]
    most = most_columns(len(bar.name) for bar in drawn)
    if drawn[-1].total and len(runs) > 1 and len(runs[-2]) < most:  # not alone on a slide
        runs[-2:] = [runs[-2] + runs[-1]]
    return within(lambda most: _even(runs, min(most, len(drawn))), most, count)


def _even(runs: Sequence[list[Bar]], most: int) -> list[list[Bar]]:
    """As few slides as hold them, none fuller than it must be."""
    slides = len(_packed(runs, most))
    whole = (len(run) for run in runs if len(run) <= most)
    least = max(math.ceil(sum(map(len, runs)) / slides), *whole, 1)
    return next(found for size in range(least, most + 1) if len(found := _packed(runs, size)) == slides)


def _packed(runs: Sequence[list[Bar]], most: int) -> list[list[Bar]]:
    found: list[list[Bar]] = [[]]
    for run in runs:
        size = math.ceil(len(run) / math.ceil(len(run) / most))
        for part in (run[start : start + size] for start in range(0, len(run), size)):
            if found[-1] and len(found[-1]) + len(part) > most:
                found.append([])
            found[-1] += part
    return found


def line_pages(lines: Sequence[Line], words: Words, count: int = _ANY) -> list[list[Line]]:
    """The lines of the table slide by slide; a slide that goes on with a branch begins with its name."""
    return within(lambda most: _accompanied(_line_pages(lines, words, most), most), MOST_LINES, count)


def _accompanied(pages: list[list[Line]], most: int) -> list[list[Line]]:
    """A grand total that would be alone on the last slide takes the branch before it along, or the row."""
    if len(pages) == 1 or len(pages[-1]) > 1:
        return pages
    before, total = pages[-2], pages[-1]
    start = max((at for at, line in enumerate(before) if not line.cells), default=len(before) - 1)
    if start == 0 or sum(map(_tall, (*before[start:], *total))) > most:
        return pages
    return [*pages[:-2], before[:start], [*before[start:], *total]]


def _line_pages(lines: Sequence[Line], words: Words, most: int) -> list[list[Line]]:
    found: list[list[Line]] = [[]]
    heading: Line | None = None
    room = most
    for at, line in enumerate(lines):
        # A heading does not stand alone at the foot of a slide.
        after = lines[at + 1 : at + 2] if not line.cells else ()
        if _tall(line) + sum(map(_tall, after)) > room and found[-1]:
            again = [_continued(heading, words)] if heading and line.name.startswith(" ") else []
            found.append(again)
            room = most - sum(map(_tall, again))
        if not line.cells:
            heading = line
        found[-1].append(line)
        room -= _tall(line)
    return found


def _tall(line: Line) -> int:
    """Lines of text; long names take up several."""
    return max(math.ceil(len(line.name) / _LETTERS), math.ceil(len(line.status) / _STATUS), 1)


def _continued(heading: Line, words: Words) -> Line:
    return Line(words(phrase("{name} (continued)"), name=heading.name))


def counted(title: str, number: int, count: int) -> str:
    """A title that several slides have says which of them it is on; a sentence goes without its full stop."""
    return title.removesuffix(".") + (f" ({number}/{count})" if count > 1 else "")


def exhibit_texts(exhibit: Exhibit) -> Texts:
    """The whole table as texts."""
    rows = [list(row) for row in exhibit.grid.rows]
    strong = [exhibit.strong(row) for row in range(len(rows))]
    left = frozenset({0, *exhibit.grid.texts})
    return Texts(exhibit.head, rows, strong, left, tuple(_needs(exhibit)))


def exhibit_tables(exhibit: Exhibit, count: int = _ANY) -> list[Texts]:
    """The table slide by slide: columns side by side where they fit, then rows; all columns where slides are few."""
    whole = exhibit_texts(exhibit)
    if count == 1:
        return [whole]
    groups = _groups(whole.widths)
    parts = [_part(whole, [0, *group]) for group in groups] if len(groups) <= count else [whole]
    return within(lambda most: [page for part in parts for page in _pages(part, most)], MOST_LINES, count)


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
    """Some columns, made wider to fill the slide: the names first, until they stand in one line."""
    needed = [whole.widths[column] for column in columns]
    spare = max(0.0, _WIDE - sum(needed))
    longest = max((len(row[columns[0]]) for row in whole.rows), default=0)
    names = min(spare, max(0.0, longest * _LETTER + _PAD - needed[0]))
    needed[0] += names
    spare = (spare - names) / len(needed)
    return Texts(
        tuple(whole.head[column] for column in columns),
        [[row[column] for column in columns] for row in whole.rows],
        whole.strong,
        frozenset(at for at, column in enumerate(columns) if column in whole.left),
        tuple(width + spare for width in needed),
    )


def _pages(texts: Texts, most: int) -> list[Texts]:
    found: list[list[int]] = [[]]
    room = most
    for number, row in enumerate(texts.rows):
        needed = max(
            math.ceil(len(cell) * _LETTER / (width - _PAD)) for cell, width in zip(row, texts.widths, strict=True)
        )
        if needed > room and found[-1]:
            found.append([])
            room = most
        found[-1].append(number)
        room -= max(1, needed)
    if len(found) > 1 and len(found[-1]) == 1 < len(found[-2]) and texts.strong[found[-1][0]]:
        found[-1].insert(0, found[-2].pop())  # a total is not alone on a slide, as in `_accompanied`
    return [
        replace(texts, rows=[texts.rows[at] for at in page], strong=[texts.strong[at] for at in page]) for page in found
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
