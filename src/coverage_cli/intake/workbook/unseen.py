"""Values of a sheet that nobody sees and that are counted: in hidden rows and columns, and under merged areas."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from coverage_cli.config.layout import Layout
from coverage_cli.domain.findings import Finding, Place
from coverage_cli.domain.phrases import phrase
from coverage_cli.intake.headers.fields import Header
from coverage_cli.intake.headers.vocabulary import normal
from coverage_cli.intake.workbook.cells import Area, Row, SheetReader
from coverage_cli.intake.workbook.parts import DamagedError

_MOST_ACROSS = 16_384
"""Merged areas that a row can have, for they may not overlap."""
_ROWS = ("what", phrase("hidden or filtered-out rows with values"))
_COLUMNS = ("what", phrase("hidden columns with values"))
_COVERED = ("what", phrase("cells with values under a merged area"))


class Unseen:
    """Gathers what is not seen of the rows that are taken, and tells each kind once: the first place, and how many.

    `again` reads the sheet's rows a second time, because its merged areas are listed behind them.
    """

    def __init__(
        self, header: Header, layout: Layout, reader: SheetReader, again: Callable[[], Iterator[Row]]
    ) -> None:  # fmt: skip
        self._header, self._layout, self._reader, self._again = header, layout, reader, again
        wide = set(map(normal, layout.wide.columns)) if layout.wide else set()
        self._used = sorted({*header.columns.values(), *(at for name, at in header.named.items() if name in wide)})
        self._hidden: list[Place] = []
        self._rows = 0

    def row(self, row: Row) -> None:
        """Look at a row that is taken."""
        if row.hidden and (filled := self._filled(row)):
            self._rows += 1
            self._hidden = self._hidden or [self._layout.place(row.number, filled[0] + 1)]

    def found(self) -> Iterator[Finding]:
        """The findings, after the last row.

        Raises:
            DamagedError: merged areas overlap.
        """
        columns = [at for at in self._used if any(first <= at <= last for first, last in self._reader.hidden)]
        places = [self._layout.place(self._header.line, at + 1) for at in columns]
        covered, first = self._covered()
        for what, count, place in (
            (_ROWS, self._rows, self._hidden),
            (_COLUMNS, len(columns), places),
            (_COVERED, covered, first),
        ):
            if count:
                yield Finding("S124", place[0], args=(what, ("count", str(count))))

    def _filled(self, row: Row) -> list[int]:
        """The used columns in which a row has a text."""
        return [at for at in self._used if row.cells.get(at, "").strip()]

    def _covered(self) -> tuple[int, list[Place]]:
        """How many cells below the header are under a merged area, and the first of them."""
        count, first = 0, list[Place]()
        top = self._header.first
        waiting = sorted((area for area in self._reader.merged if area.bottom >= top), reverse=True)
        rows = self._again() if waiting else iter(())
        across: list[Area] = []
        for row in rows:
            while waiting and waiting[-1].top <= row.number:
                across.append(waiting.pop())
            across = [area for area in across if area.bottom >= row.number]
            if len(across) > _MOST_ACROSS:
                raise DamagedError(phrase("its merged areas overlap"))
            if row.number >= top and across:
                found = [at for at in self._filled(row) if any(_covers(area, row.number, at) for area in across)]
                count += len(found)
                first = first or [self._layout.place(row.number, at + 1) for at in found[:1]]
        return count, first


def _covers(area: Area, row: int, column: int) -> bool:
    """Whether an area hides a cell, as it does all but its first one."""
    return area.left <= column <= area.right and (row, column) != (area.top, area.left)
