"""A table beside a report, the same in every format: exact values to compute with, texts to print, what to draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_cli.domain.model import Coverage
from coverage_cli.domain.rounding import half_up, point_text
from coverage_cli.domain.weights import Heads
from coverage_cli.domain.wording import scaled_text
from coverage_cli.output.exact import double_text
from coverage_cli.output.figures import figures
from coverage_cli.output.language import Words
from coverage_cli.output.tables.columns import Grid

if TYPE_CHECKING:
    from coverage_cli.output.dialect import Dialect


_MOST_MOMENTS = 13
"""Moments that stand side by side below an axis."""
_DRAWN_ALREADY = frozenset({"pareto"})
"""Exhibits whose picture every deck and page has anyway: who is not covered."""


class Form(Enum):
    """What a cell is: a text, a month as `YYYY-MM`, whole units, a fraction of one shown in percent, a plain number."""

    TEXT = "text"
    MONTH = "month"
    WHOLE = "whole"
    PERCENT = "percent"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text for people, and its exact value; None is undefined, which is not zero.

    `unit` is the word behind the figure in `text`. `machine` is what a machine reads in place of a text that is in a
    language, or of a value that is rounded otherwise.
    """

    text: str
    value: Heads | None = None
    form: Form = Form.TEXT
    places: int = 0
    machine: str | None = None
    unit: str = ""

    @property
    def shown(self) -> Heads | None:
        """The value for a workbook, whose number format would round an exact one to another than is shown."""
        return Fraction(self.machine) if self.form is Form.NUMBER and self.machine else self.value


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its heading for people and its name for machines; without either it is not for them."""

    head: str
    name: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Which columns are drawn, a series each, of which rows; as lines where rows are moments, else side by side.

    Without columns nothing is drawn.
    """

    columns: tuple[int, ...] = ()
    rows: tuple[int, ...] = ()
    lines: bool = False
    share: int | None = None
    """A column of cumulated shares, drawn as a line on an axis of its own."""
    left_out: str = ""
    """What to say of the rows that are not drawn."""

    @property
    def every(self) -> int:
        """Each so many moments are named below the axis."""
        return -(-len(self.rows) // _MOST_MOMENTS)


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A table with a name; the last `totals` rows are totals.

    `key` names it in files and templates, `tab` on the sheet of a workbook. `brief` leaves its rows to workbooks and
    folders, so that slides and pages show its chart alone. Columns in `texts` are text and may fold.
    """

    key: str
    tab: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    totals: int = 0
    notes: tuple[str, ...] = ()
    chart: Chart = Chart()
    brief: bool = False
    texts: frozenset[int] = frozenset()

    @property
    def has_chart(self) -> bool:
        """Whether any of it is drawn."""
        return bool(self.chart.columns)

    @property
    def drawn(self) -> bool:
        """Whether slides and pages draw it here, and not in a picture that they have anyway."""
        return self.has_chart and self.key not in _DRAWN_ALREADY

    @property
    def shown(self) -> tuple[int, ...]:
        """The columns that people see."""
        return tuple(index for index, column in enumerate(self.columns) if column.head)

    @property
    def label(self) -> int:
        """The column that names a row."""
        return self.shown[0]

    @property
    def head(self) -> tuple[str, ...]:
        """Headings for people."""
        return tuple(self.columns[index].head for index in self.shown)

    @property
    def lines(self) -> tuple[tuple[Cell, ...], ...]:
        """Rows of cells for people."""
        return tuple(tuple(row[index] for index in self.shown) for row in self.rows)

    @property
    def grid(self) -> Grid:
        """The table as texts."""
        texts = frozenset(at for at, index in enumerate(self.shown) if index in self.texts)
        return Grid(self.head, tuple(tuple(cell.text for cell in row) for row in self.lines), self.totals, texts)

    @property
    def floor(self) -> int | None:
        """Where the axis of the chart begins: at zero, unless something drawn is below it."""
        return None if any(cell.value is not None and cell.value < 0 for cell in self._cells_drawn) else 0

    @property
    def axis_format(self) -> str:
        """The number format of the chart's axis, whose marks need no decimals."""
        return "0%" if any(cell.form is Form.PERCENT for cell in self._cells_drawn) else "#,##0"

    @property
    def _cells_drawn(self) -> list[Cell]:
        return [self.rows[row][at] for row in self.chart.rows for at in self.chart.columns]

    @property
    def described(self) -> str:
        """The chart for readers who cannot see it."""
        return self.described_of(self.chart.rows)

    def described_of(self, rows: Sequence[int]) -> str:
        """These rows of the chart, which are all that one slide has of it."""
        drawn = (self.rows[row] for row in rows)
        figures = ((row[self.label].text, [row[at].text for at in self.chart.columns]) for row in drawn)
        return "; ".join(f"{name} {', '.join(texts)}" for name, texts in figures)

    def strong(self, row: int) -> bool:
        """Whether a row is a total."""
        return row >= len(self.rows) - self.totals


def text(shown: str, machine: str | None = None) -> Cell:
    """A cell that holds no figure."""
    return Cell(shown, machine=machine)


def month(shown: str) -> Cell:
    """A month, `YYYY-MM`."""
    return Cell(shown, form=Form.MONTH)


def whole(value: Heads | None, words: Words) -> Cell:
    """People, or money."""
    return Cell(words.number(value), value, Form.WHOLE)


def number(value: Fraction | None, words: Words, places: int) -> Cell:
    """A number with exactly so many decimals."""
    shown = "–" if value is None else scaled_text(half_up(value, places), words, places)
    return Cell(shown, value, Form.NUMBER, places)


def percent(value: Fraction | None, shown: str, places: int) -> Cell:
    """A fraction of one, with the text that stands for it."""
    return Cell(shown, value, Form.PERCENT, places)


def rate(coverage: Coverage, words: Words, decimals: int) -> Cell:
    """A rate with as many decimals as it takes not to print a miss as met."""
    shown = figures(coverage, decimals)
    return percent(coverage.rate, words.percent(shown.rate), shown.places)


def exhibit_csv(exhibit: Exhibit, dialect: Dialect, *, totals: bool = True) -> str:
    """Rows, then totals where they are wanted; percentages as such."""
    wanted = [index for index, column in enumerate(exhibit.columns) if column.name]
    head = [dialect.text(exhibit.columns[index].name) for index in wanted]
    rows = exhibit.rows if totals else exhibit.rows[: len(exhibit.rows) - exhibit.totals]
    return dialect.file([head, *([_spelled(row[index], dialect) for index in wanted] for row in rows)])


def _spelled(cell: Cell, dialect: Dialect) -> str:
    if cell.form in {Form.TEXT, Form.MONTH}:
        return dialect.text(cell.text if cell.machine is None else cell.machine)
    if cell.value is None or cell.form is Form.WHOLE:
        return dialect.people(cell.value)
    if cell.machine is not None and not dialect.raw:
        return dialect.number(cell.machine)
    value = Fraction(cell.value) * (100 if cell.form is Form.PERCENT else 1)
    if dialect.raw:
        return double_text(value)
    return dialect.number(point_text(half_up(value, cell.places), cell.places))
