"""`fill_down`: merged cells of a spreadsheet leave empty ones below, which take the value above where it is declared.

A value is carried from row to row of one run of rows. The run ends at a line that is no row (a blank one, a title, a
comment, a header again, a row that cannot be split) and at a total; a new value further out ends what stands further
in. What nothing is carried to stays empty, and is refused as it is everywhere, and so does a sum of the rows above.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_cli.analysis.sums.vocabulary import NATION, WHOLES, has_nations, is_total_name
from coverage_cli.domain.names.keys import name_key
from coverage_cli.intake.cells.unread import Unread
from coverage_cli.intake.headers.count_columns import count_columns
from coverage_cli.intake.non_data_lines import explain_row
from coverage_cli.intake.shaping.nameless_sums import NamelessSums

if TYPE_CHECKING:
    from coverage_cli.config.layout import Layout
    from coverage_cli.intake.files.block import Block
    from coverage_cli.intake.headers.fields import Header


class FillDown:
    """The carried values of one file, block after block; what is filled is named from the outermost column on."""

    def __init__(self, header: Header, layout: Layout) -> None:
        self._header, self._sums = header, NamelessSums(count_columns(header, layout))
        places = map(header.place_of, layout.fill_down)
        self._columns = list(dict.fromkeys(places))  # a field and its header may both be named
        header.filled = frozenset(name for name, at in header.columns.items() if at in self._columns)
        header.filled |= {header.names[at] for at in self._columns if at not in header.columns.values()}
        self._beside = [at for at in range(max(self._columns)) if at not in self._columns and header.names[at]]
        """Columns further left, of which one with empty cells is merged too."""
        named = {header.columns[name] for name in ("branch", "segment") if name in header.columns}
        self._naming = named | set(self._columns)
        self._further = sorted(self._naming - {self._columns[-1]})
        self._sparse: set[int] = set()
        self._above: dict[int, str] = {}
        self._next = header.first
        self._totals: dict[tuple[str, bool], bool] = {}
        self._abroad: set[int] = set()
        """Columns of nations."""
        self.filled = 0

    def apply(self, block: Block) -> None:
        """Fill a block's empty cells, in the file's own columns."""
        if not block.lines:
            return
        columns = {at: list(block.columns[at]) for at in self._columns}
        self._abroad |= {at for at, cells in columns.items() if has_nations({name_key(cell) for cell in set(cells)})}
        for row, (line, cells, is_row, is_sum) in enumerate(self._seen(block)):
            if line != self._next or is_sum or not is_row:
                self._above.clear()
            self._next = line + self._height(cells)
            if is_sum:
                if not any(self._is_total(cells[at], at) for at in self._columns):  # one that begins a merged area
                    self._carry(cells)
            elif is_row:
                self._part(cells)
                part = tuple(cells[at].strip() or self._above.get(at, "") for at in self._further)
                if self._sums.has(part, cells[self._columns[-1]].strip(), cells):
                    continue
                for at, value in self._fill(cells):
                    columns[at][row] = value
        for at, column in columns.items():
            block.columns[at] = column

    def _seen(self, block: Block) -> list[tuple[int, tuple[str, ...], bool, bool]]:
        """Each line with its cells, whether it is a row, and whether that is a sum; with it, which columns are merged.

        That is settled before any cell is filled: where the first area of a merged column has one row, nothing above
        says that it is merged.
        """
        found = []
        for row, line in enumerate(block.lines):
            cells = block.row(row)
            is_row = not self._is_no_row(cells, first=line == self._header.first)
            is_sum = is_row and self._totals_in(cells)
            found.append((line, cells, is_row, is_sum))
            if is_row and not is_sum:
                self._sparse.update(at for at in self._beside if not cells[at].strip())
        return found

    def _height(self, cells: tuple[str, ...]) -> int:
        """The lines of a row: quoted cells of a text may hold line ends; a row of a sheet is one, whatever it holds."""
        return 1 + sum(cell.count("\n") for cell in cells) if self._header.delimiter else 1

    def _is_no_row(self, cells: tuple[str, ...], *, first: bool) -> bool:
        """Whether a line is none of the table's, or is one name alone, as the title of a section is."""
        if explain_row(cells, self._header, first=first) is not None:
            return True
        alone = [cell for cell in cells if cell.strip()]
        return len(alone) == 1 < len(cells) and any(map(str.isalpha, alone[0]))

    def _totals_in(self, cells: tuple[str, ...]) -> bool:
        return any(self._is_total(cell, at) for at, cell in enumerate(cells))

    def _is_total(self, cell: str, at: int) -> bool:
        """Whether a cell says that its row is a sum; a country's name does so among names alone."""
        if not any(map(str.isalpha, cell)):  # as counts are, which are too many to be remembered
            return False
        key = (cell, at in self._naming)
        if key not in self._totals:
            name = name_key(cell)
            self._totals[key] = is_total_name(name) and (at in self._naming or name not in WHOLES)
        return self._totals[key] and not (at in self._abroad and name_key(cell) == NATION)

    def _part(self, cells: tuple[str, ...]) -> None:
        """End what a column further left says is another part: a merged one, in which a value stands.

        A number there may count the rows of any level: it says so where no name comes with it.
        """
        for at in self._beside:
            further = [column for column in self._columns if column > at]
            if (
                at in self._sparse
                and cells[at].strip()
                and (any(map(str.isalpha, cells[at])) or not any(cells[one].strip() for one in further))
            ):
                for inner in further:
                    self._above.pop(inner, None)

    def _fill(self, cells: tuple[str, ...]) -> list[tuple[int, str]]:
        """The columns of a row whose empty cell takes a value, with that value; each other value is carried on."""
        found = [(at, self._above[at]) for at in self._carry(cells) if at in self._above]
        self.filled += len(found)
        return found

    def _carry(self, cells: tuple[str, ...]) -> list[int]:
        """Carry a row's own values on; the columns that are empty in it."""
        empty = []
        for place, at in enumerate(self._columns):
            cell = cells[at]
            if not cell.strip():
                empty.append(at)
                continue
            if name_key(cell) != name_key(self._above.get(at, "")):
                for inner in self._columns[place + 1 :]:
                    self._above.pop(inner, None)
            if isinstance(cell, Unread):
                self._above.pop(at, None)
            else:
                self._above[at] = cell
        return empty
