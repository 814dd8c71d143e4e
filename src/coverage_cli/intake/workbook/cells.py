"""The cells of a sheet's XML as texts, row by row, and what the sheet says of hidden columns and merged areas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import NamedTuple

from coverage_cli.domain.periods.periods import parse_period
from coverage_cli.domain.phrases import phrase
from coverage_cli.domain.records import SHEET_DIGITS
from coverage_cli.domain.signs import SHEET_ERROR
from coverage_cli.intake.cells.numbers import STORED, WHOLE, stored
from coverage_cli.intake.cells.unread import NotComputed, Struck, Unread
from coverage_cli.intake.files.text import LONGEST_RECORD, OVERLONG
from coverage_cli.intake.workbook.book import MONTH, Sheet, Workbook
from coverage_cli.intake.workbook.formats import read_as
from coverage_cli.intake.workbook.parts import DamagedError, local, parse, unescaped
from coverage_cli.intake.workbook.rich_text import RUNS, RichText

_SHOWN = Context(prec=SHEET_DIGITS, rounding=ROUND_HALF_EVEN)
"""The significant digits that spreadsheets show of a number, whatever a cell's format."""
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
_MOST_AREAS = 1 << 17
_FIRST_DAY, _LAST_DAY = 61, 2_900_000
"""Before it spreadsheets count a day that never was (29 February 1900)."""
_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")


class Row(NamedTuple):
    """A row that has a cell with text: its number, the texts by column from 0, and whether it is hidden."""

    number: int
    cells: dict[int, str]
    hidden: bool = False


class Area(NamedTuple):
    """Rows and columns that were merged, first and last, columns from 0."""

    top: int
    left: int
    bottom: int
    right: int


class SheetReader:
    """Reads a sheet once; `hidden` and `merged` are complete after its last row.

    `mark` stands before the decimals of a cell that is a number.
    """

    def __init__(self, book: Workbook, mark: str = ".") -> None:
        self.hidden: list[tuple[int, int]] = []
        """First and last of the columns that are not shown, from 0."""
        self.merged: list[Area] = []
        self._book, self._mark = book, mark
        self._done: list[Row] = []
        self._row = Row(0, {})
        self._seen: set[int] = set()
        self._column = -1
        self._size = 0
        """Letters of the row so far."""
        self._type = ""
        self._style = 0
        self._formula = False
        self._values = 0
        self._inside: list[str] = []
        self._rich = RichText()

    def rows(self, sheet: Sheet) -> Iterator[Row]:
        """The rows that have a cell with text.

        Raises:
            DamagedError: the sheet is damaged, or gives a cell twice.
        """
        for _ in parse(
            self._book.archive, sheet.part, StartElementHandler=self._start, EndElementHandler=self._end,
            CharacterDataHandler=self._text,
        ):  # fmt: skip
            yield from self._done
            self._done.clear()

    def _start(self, name: str, given: dict[str, str]) -> None:
        tag = local(name)
        self._inside.append(tag)
        if tag == "row":
            self._begin_row(given)
        elif tag == "c":
            self._begin_cell(given)
        elif tag == "f":
            self._formula = True
        elif tag in {"v", "is"} and self._inside[-2:-1] == ["c"]:
            self._values += 1
            if self._values > 1:
                raise DamagedError(phrase("a cell has two values"), *self._place)
        elif tag == "col" and _is_hidden(given, "width"):
            self.hidden.append((int(given["min"]) - 1, int(given["max"]) - 1))
        elif tag == "mergeCell":
            self._merge(given["ref"])
        elif tag in RUNS:
            self._rich.look(tag, given)

    def _begin_row(self, given: dict[str, str]) -> None:
        number = int(given.get("r", self._row.number + 1))
        if not self._row.number < number <= _MOST_ROWS:
            raise DamagedError(phrase("its rows are not in order, or one of them stands twice"), number, 1)
        self._row = Row(number, {}, _is_hidden(given, "ht"))
        self._seen, self._column, self._size = set(), -1, 0

    def _begin_cell(self, given: dict[str, str]) -> None:
        self._column = self._placed(given["r"]) if "r" in given else self._column + 1
        if self._column in self._seen:
            raise DamagedError(phrase("a cell stands twice"), *self._place)
        self._seen.add(self._column)
        self._type = given.get("t", "n")
        self._style = int(given.get("s", "0"))
        self._formula, self._values = False, 0
        self._rich.clear()

    def _placed(self, reference: str) -> int:
        """The column of a cell by its reference."""
        found = _REFERENCE.fullmatch(reference)
        if found is None or int(found[2]) != self._row.number:
            raise DamagedError(phrase("a cell says that it stands in another row"), *self._place)
        return _column(found[1])

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        ends = [_REFERENCE.fullmatch(end) for end in (first, last or first)]
        if ends[0] is None or ends[1] is None or len(self.merged) >= _MOST_AREAS:
            raise ValueError("no area")
        left, right = (_column(end[1]) for end in ends if end)
        self.merged.append(Area(int(ends[0][2]), left, int(ends[1][2]), right))

    def _text(self, data: str) -> None:
        if self._inside and self._inside[-1] in {"v", "t"} and "rPh" not in self._inside:
            self._size += len(data)
            if self._size <= LONGEST_RECORD:
                self._rich.add(data)

    def _end(self, name: str) -> None:
        self._inside.pop()
        tag = local(name)
        if tag == "c":
            if text := self._value(self._rich.whole()) if self._size <= LONGEST_RECORD else OVERLONG:
                self._row.cells[self._column] = Struck(text) if self._is_struck(text) else text
        elif tag == "row" and self._row.cells:
            self._done.append(self._row)

    def _value(self, raw: str) -> str:
        if self._type == "e":
            return raw if re.fullmatch(SHEET_ERROR, raw) else f"#ERROR! {raw}".strip()
        if not raw:
            return NotComputed() if self._formula and self._type != "str" else ""
        if self._type == "b":
            return "TRUE" if raw.strip() == "1" else "FALSE"
        of_type = {"s": self._shared, "str": unescaped, "inlineStr": unescaped}
        return of_type.get(self._type, self._of_number)(raw)

    def _is_struck(self, text: str) -> bool:
        """Whether the cell's font strikes through what it shows."""
        struck, style = self._book.struck, self._style
        return style < len(struck) and struck[style] and not isinstance(text, Unread)

    def _shared(self, raw: str) -> str:
        if not raw.strip().isdecimal():
            raise ValueError("no number of a shared text")
        return self._book.strings[int(raw)]

    def _of_number(self, raw: str) -> str:
        book, style = self._book, self._style
        date = book.dates[style] if style < len(book.dates) else ""
        if date or self._type == "d":
            return _dated(book, raw, date)
        code = book.formats[style] if style < len(book.formats) else ""
        raw = _shown(raw)
        return (read_as(raw, code) if code else None) or stored(raw).replace(".", self._mark)

    @property
    def _place(self) -> tuple[int, int]:
        return self._row.number, self._column + 1


def _is_hidden(given: dict[str, str], size: str) -> bool:
    return given.get("hidden", "0") in {"1", "true"} or float(given.get(size, "1")) == 0


def _column(letters: str) -> int:
    """The number of a column, from 0."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    if number > _MOST_COLUMNS:
        raise ValueError("no column")
    return number - 1


def _shown(raw: str) -> str:
    """A stored number with the digits that a spreadsheet shows; other text as it is.

    Those beyond are what is left of its binary arithmetic: 16100.000000000002 is 16100, 1.1000000000000001 is 1.1.
    """
    if re.fullmatch(r"-0+(?:\.0+)?", raw):  # what a rounded sum of nothing may be
        return "0"
    if not STORED.fullmatch(raw) or abs(Decimal(raw)) >= WHOLE:
        return raw
    return f"{_SHOWN.plus(Decimal(raw)).normalize():f}" if not raw.lstrip("-").isdigit() else raw


def _dated(book: Workbook, raw: str, form: str) -> str:
    """A cell that is shown as a month, as we write it; as a day, it is told as the date that it is."""
    day = raw[:10]
    if re.fullmatch(r"[0-9]{1,7}(?:\.[0-9]+)?", raw):
        count = int(raw.partition(".")[0])
        if not _FIRST_DAY <= count <= _LAST_DAY:
            return f"date {raw}"
        day = (book.day_zero + timedelta(count)).isoformat()
    return day[:7] if form == MONTH and parse_period(day) else f"date {day}"
