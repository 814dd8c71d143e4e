"""What the configuration makes of a file's columns, a block at a time and column by column.

In this order: empty cells take the value above; rows with a value to leave out go, then rows that a filter does not
want; a wide table turns long; values are mapped, dates read by their format, and periods put together of two columns;
rows whose count is declared to be missing go; constants are added; rows on another basis than the one asked for go.
Every row that goes is counted.
What is made stands behind the file's own columns, so that a cell keeps its place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from coverage_cli.config.layout import Layout, Wide
from coverage_cli.domain.bases import basis_key
from coverage_cli.domain.dropped_rows import DroppedRows
from coverage_cli.domain.fields import MEASURE
from coverage_cli.domain.names.keys import name_key
from coverage_cli.domain.names.labels import Labels
from coverage_cli.domain.periods.periods import is_two_years, parse_period
from coverage_cli.domain.phrases import phrase
from coverage_cli.intake.cells.unread import Misdated, Unread
from coverage_cli.intake.files.block import Block
from coverage_cli.intake.headers.fields import Header
from coverage_cli.intake.headers.vocabulary import normal
from coverage_cli.intake.shaping.dating import Dated, Dates, Dating
from coverage_cli.intake.shaping.fill_down import FillDown

if TYPE_CHECKING:
    from coverage_cli.intake.shaping.in_two import PeriodsInTwo


class _Values(dict[str, str]):
    """Texts to values; each distinct text is looked up by its name's key once."""

    def __init__(self, values: Mapping[str, str]) -> None:
        super().__init__()
        self._values = {name_key(text): value for text, value in values.items()}

    def __missing__(self, text: str) -> str:
        value = self[text] = text if isinstance(text, Unread) else self._values.get(name_key(text), text)
        return value


class _Periods(_Values):
    """Texts of periods; where some are a year and the next, as 2012-13 is, 2011-12 is no month unless it is said."""

    def __missing__(self, text: str) -> str:
        value = super().__missing__(text)
        if value == text and name_key(text) not in self._values and is_two_years(text.strip()) and parse_period(value):
            value = self[text] = Misdated(text, (("what", _TWO_YEARS), ("way", "")))
        return value

    @staticmethod
    def of(values: Mapping[str, str]) -> _Values:
        """By the values of a column of periods."""
        two = any(is_two_years(text) and parse_period(text) is None for text in values)
        return (_Periods if two else _Values)(values)


_TWO_YEARS = phrase("may be a month, or a year and the next as others of its column")


class Mapped(NamedTuple):
    """A column whose cells are given other values: where it stands in the file and where it is made, and the values."""

    source: int
    target: int
    values: dict[str, str]


class Shape:
    """The steps for one file; `header.columns` then says where the fields stand in what `apply` makes."""

    def __init__(self, header: Header, layout: Layout) -> None:
        self._width = len(header.names)
        self._fill_down = FillDown(header, layout) if layout.fill_down else None
        self.leave_out = [(name, header.place_of(name), texts) for name, texts in layout.leave_out.items()]
        self.only = [(name, header.place_of(name), texts) for name, texts in layout.only.items()]
        self.dropped = DroppedRows()
        self._missing = layout.missing
        self._made = 0
        self._wide = self._widen(header, layout.wide) if layout.wide and header.kind else None
        two = layout.period_columns
        # Of a wide table whose columns are months, or years, these alone are no period.
        across = header.columns.pop("period", 0) if two else 0
        self.dating: Dating | None = None
        self.mapped = {
            name: Mapped(source, self._new(header, name), self._read_as(name, layout, source))
            for name in self._named(layout)
            if (source := header.columns.get(name)) is not None
        }
        self.in_two = _in_two(header, layout, across)
        self._period = self._new(header, "period") if two else 0
        self._constants = [(self._new(header, name), value) for name, value in layout.constants.items()]
        self._measure = header.columns.get(MEASURE[header.kind]) if header.kind else None
        self._basis, self._beside, self._implied = layout.basis, layout.beside, header.implied_basis
        self._basis_at, self._branch_at = header.columns.get("basis"), header.columns.get("branch")
        self.bases = Labels(basis_key)
        """The bases of the rows, those that go included; empty where none is asked for."""
        sources = [one.source for one in self.mapped.values()]
        sources += [self.in_two.year, self.in_two.within] if self.in_two is not None else []
        read = {*range(min(2, self._width)), *header.columns.values(), *header.empty, *sources}
        self._read = [index for index in read if index < self._width]
        """The file's columns that are read cell by cell: of fields, without a name, and the first two of any row."""

    @staticmethod
    def needed(layout: Layout) -> bool:
        """Whether the configuration changes rows or cells at all; if not, a file is read as it stands."""
        cells = layout.values or layout.period_format or layout.period_columns or layout.constants
        return bool(cells or layout.leave_out or layout.only) or Shape.rewrites(layout)

    @staticmethod
    def rewrites(layout: Layout) -> bool:
        """Whether what becomes of a row is told by more than each of its cells alone, which is what an engine reads."""
        joined = layout.period_columns and "period" in layout.values
        return bool(layout.wide or layout.missing or layout.fill_down or layout.basis or joined)

    @staticmethod
    def _named(layout: Layout) -> dict[str, None]:
        """The fields whose cells are given other values."""
        return dict.fromkeys((*layout.values, *(["period"] if layout.period_format else [])))

    def _read_as(self, name: str, layout: Layout, source: int) -> dict[str, str]:
        """What the cells of a field become."""
        values = layout.values.get(name, {})
        if name != "period":
            return _Values(values)
        if layout.period_format is None:
            return _Periods.of(values)
        dates = Dates(layout.period_format, values)
        self.dating = Dating(dates, source)
        return dates

    @property
    def filled(self) -> int:
        """Cells that took the value above."""
        return self._fill_down.filled if self._fill_down else 0

    @property
    def dates(self) -> Sequence[Dated]:
        """The dates of the rows that are read as months."""
        return self.dating.met if self.dating else ()

    def _new(self, header: Header, name: str) -> int:
        """Room for a made column, where the field's values stand from now on."""
        header.columns[name] = self._width + self._made
        self._made += 1
        return header.columns[name]

    def _widen(self, header: Header, wide: Wide) -> tuple[list[int], list[str]]:
        indexes = [header.named[normal(name)] for name in wide.columns]
        self._new(header, wide.field)
        if header.kind is not None:
            self._new(header, MEASURE[header.kind])
        return indexes, list(wide.columns.values())

    def apply(self, block: Block) -> Block:
        """The block as the configuration wants it read."""
        if self._fill_down is not None:
            self._fill_down.apply(block)
        block = self._wanted(block)
        if self._wide is not None:
            block = self._long(block, *self._wide)
        for source, target, mapped in self.mapped.values():
            # A step of its own for each: two fields may come from one column.
            cells = [mapped[text] for text in block.columns[source]]
            _append(block, target, cells, block.origins.get(source) or [source] * len(cells))
        if self.in_two is not None:
            _append(block, self._period, *self.in_two.read(block))
        block = self._with_counts(block)
        for target, value in self._constants:
            _append(block, target, [value] * len(block.lines), [0] * len(block.lines))
        block = self._on_basis(block) if self._basis else block
        if self.dating is not None and self._branch_at is not None:
            self.dating.take(block, self._branch_at)
        return block

    def _on_basis(self, block: Block) -> Block:
        """Without the rows that stand on another basis, or on none that they name; or with those alone."""
        size = len(block.lines)
        cells = [""] * size if self._basis_at is None else block.columns[self._basis_at]
        keys = {
            text: self.bases.add(named) for text in dict.fromkeys(cells) if (named := text.strip() or self._implied)
        }
        rows = [row for row, text in enumerate(cells) if (keys.get(text) == self._basis) is not self._beside]
        self.dropped.other_basis += size - len(rows)
        return block if len(rows) == size else block.only(rows)

    def _wanted(self, block: Block) -> Block:
        """Without the rows that `leave_out` names, and with those alone that `filter` does."""
        rows = list(range(len(block.lines)))
        for name, index, texts in self.leave_out:
            cells, before = block.columns[index], len(rows)
            if left := self.dropped.leave(name, cells, texts):
                rows = [row for row in rows if cells[row] not in left]
            self.dropped.left_out += before - len(rows)
        for name, index, texts in self.only:
            cells, before = block.columns[index], len(rows)
            kept = self.dropped.choose(name, cells, texts)
            rows = [row for row in rows if cells[row] in kept]
            self.dropped.filtered += before - len(rows)
        return block.only(rows) if len(rows) < len(block.lines) else block

    def _long(self, block: Block, indexes: list[int], values: list[str]) -> Block:
        """One row for each value column of each row."""
        times, count = len(indexes), len(block.lines)
        row_of = [row for row in range(count) for _ in range(times)]
        columns: list[list[str]] = [[] for _ in block.columns]
        for index in self._read:
            columns[index] = [block.columns[index][row] for row in row_of]
        columns.append(values * count)
        columns.append(list(chain.from_iterable(zip(*(block.columns[index] for index in indexes), strict=True))))
        lines = [block.lines[row] for row in row_of]
        origins = dict.fromkeys((self._width, self._width + 1), indexes * count)
        return Block(columns, lines, block.width, block.faults, block.positions, origins, block, row_of)

    def _with_counts(self, block: Block) -> Block:
        """Without the rows whose count is declared to be missing."""
        if not self._missing or self._measure is None:
            return block
        cells = block.columns[self._measure]
        rows = [row for row, text in enumerate(cells) if text.strip() not in self._missing]
        if len(rows) == len(cells):
            return block
        self.dropped.missing += len(cells) - len(rows)
        return block.only(rows)


def _in_two(header: Header, layout: Layout, across: int) -> PeriodsInTwo | None:
    if layout.period_columns is None:
        return None
    from coverage_cli.intake.shaping.in_two import PeriodsInTwo  # which most files do not need

    return PeriodsInTwo(header, layout.period_columns, layout.values.get("period", {}), across)


def _append(block: Block, target: int, cells: list[str], origins: Sequence[int]) -> None:
    if target != len(block.columns):
        raise AssertionError("made columns stand in the order in which they were planned")
    block.columns.append(cells)
    block.origins = {**block.origins, target: origins}
