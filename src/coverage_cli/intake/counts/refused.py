"""Rows of a file that are refused: told with their places, and their keys remembered, as far as they can be read."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Sequence
from itertools import chain, compress, repeat
from operator import itemgetter, not_
from typing import TYPE_CHECKING, Any, NamedTuple

from coverage_cli.domain.fields import OWN
from coverage_cli.domain.findings import Finding, Place
from coverage_cli.domain.tuples import maker
from coverage_cli.intake.cells.unread import seen
from coverage_cli.intake.oddities import CellFault, begins_a_row, explain_cells, explain_fault, explain_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from coverage_cli.analysis.suspicion import Damage
    from coverage_cli.config.layout import Layout
    from coverage_cli.intake.cells.diagnosis import Diagnosis
    from coverage_cli.intake.files.block import Block, Fault
    from coverage_cli.intake.headers.fields import Header

Keys = Sequence[list[Any]]
"""Of rows the keys of their branches, of their segments and more, column by column; None where one cannot be read."""


class WrongCells(NamedTuple):
    """Rows of a block in which one field is wrong, and what is wrong with each; `cells` are those of all rows."""

    field: str
    cells: Sequence[str]
    rows: Sequence[int]
    why: Sequence[Diagnosis]

    def kept(self, kept: Sequence[bool]) -> WrongCells:
        """Those of the rows that are kept."""
        return self._replace(rows=list(compress(self.rows, kept)), why=list(compress(self.why, kept)))


class Spots(NamedTuple):
    """Where cells begin: physical lines and characters, both from 1."""

    lines: Sequence[int]
    characters: Sequence[int]

    @classmethod
    def of(cls, block: Block, rows: Sequence[int], column: int) -> Spots:
        """Where a column's cells of these rows begin."""
        lines, characters = block.places(rows, column)
        return cls(array("Q", lines), array("Q", characters))

    def kept(self, kept: Sequence[bool]) -> Spots:
        """Those that are kept."""
        return Spots(*(array("Q", compress(numbers, kept)) for numbers in self))


class _Told(NamedTuple):
    """Cells of one field, and what is told of each."""

    field: str
    spots: Spots
    why: Sequence[Diagnosis]

    def findings(self, path: str) -> Iterator[Finding]:
        """One for each cell, in the file of that name."""
        places = map(maker(Place), zip(repeat(path), *self.spots))
        codes, args, texts = zip(*self.why, strict=True)
        return map(maker(Finding), zip(codes, places, repeat(self.field), texts, args, repeat(False), repeat(None)))


class _Begins(dict[str, bool]):
    """Whether a row that begins with a text is surely meant as a row (`begins_a_row`)."""

    def __init__(self, header: Header) -> None:
        super().__init__()
        self._header = header

    def __missing__(self, text: str) -> bool:
        certain = self[text] = begins_a_row(text, self._header)
        return certain


class Refused:
    """The refused rows of one file. `known` are the keys of its branches and segments by their texts."""

    def __init__(self, layout: Layout, header: Header, known: Mapping[str, Mapping[str, str]], damage: Damage) -> None:
        self._path, self._layout, self._header, self._damage = layout.name, layout, header, damage
        self._where = header.columns
        self._known = [(self._where[name], keys) for name, keys in known.items()]
        self._begins = _Begins(header)
        self._told: set[int | Place] = set()
        self._findings: list[Finding] = []
        self._later: list[_Told] = []
        """Findings that can be as many as rows. Made at once they would lie amid the texts of the next blocks."""

    @property
    def findings(self) -> list[Finding]:
        """All that was told."""
        return [*self._findings, *chain.from_iterable(told.findings(self._path) for told in self._later)]

    def begin(self, block: Block) -> None:
        """Tell of a block's lines that have not the header's columns."""
        self._told.clear()
        for fault in block.faults:
            self._findings.append(explain_fault(fault, self._layout, self._header))
            self._damaged(fault, block.width)

    def _damaged(self, fault: Fault, width: int) -> None:
        cells = fault.cells if len(fault.cells) == width else ()
        self._damage.add(*(keys.get(cells[at]) if at < len(cells) else None for at, keys in self._known))

    def nameless(self, block: Block, stray: list[int]) -> set[int]:
        """Report cells in columns that have no name, each once; the rows that have such cells."""
        rows: set[int] = set()
        for index in stray:
            found = [row for row, cell in enumerate(block.columns[index]) if cell.strip()]
            rows.update(found)
            places = dict.fromkeys(map(Place, repeat(self._path), *block.places(found, index)))
            self._findings += (Finding("S113", place, value=str(index + 1)) for place in places)
        return rows

    def tell(self, block: Block, wrong: Sequence[WrongCells], keys: Keys) -> set[int]:
        """Findings for rows with wrong cells: one for those that are no rows, which are given back, else for each."""
        rows = [*chain.from_iterable(one.rows for one in wrong)]
        several = {row for row, cells in Counter(rows).items() if cells > 1} if len(set(rows)) < len(rows) else set()
        faults: dict[int, list[CellFault]] = {}
        for one in wrong:
            simple, closely = self._told_apart(block, one, several)
            self.tell_cells(one.field, Spots.of(block, simple.rows, self._where[one.field]), simple.why)
            self.lose(simple.rows, keys)
            for row, why in zip(closely.rows, closely.why, strict=True):
                faults.setdefault(row, []).append((one.field, one.cells[row], why))
        return self._tell_closely(block, faults, keys)

    def _told_apart(self, block: Block, wrong: WrongCells, several: set[int]) -> tuple[WrongCells, WrongCells]:
        """The rows that have nothing but one wrong cell, as most have, and those that need a closer look.

        `several` are the rows that have more than one.
        """
        if block.short is not None or block.width == 1:  # rows that share their cells, or have no second one
            return wrong._replace(rows=(), why=()), wrong
        named, first = wrong.field not in OWN, self._header.first
        odd = {code for code in set(map(itemgetter(0), wrong.why)) if code[0] == "S" or (named and code == "V101")}
        begins, seconds = (list(map(block.columns[at].__getitem__, wrong.rows)) for at in (0, 1))
        meant = all(map(self._begins.__getitem__, begins)) and all(map(str.strip, seconds))
        if meant and not odd and not several and first not in block.lines:
            return wrong, wrong._replace(rows=(), why=())  # at once, since there can be as many as there are rows
        simple = [
            bool(self._begins[block.columns[0][row]] and block.columns[1][row].strip())
            and block.lines[row] != first
            and fault.code not in odd
            and row not in several
            for row, fault in zip(wrong.rows, wrong.why, strict=True)
        ]
        return wrong.kept(simple), wrong.kept(list(map(not_, simple)))

    def tell_cells(self, field: str, spots: Spots, why: Sequence[Diagnosis]) -> None:
        """A finding for each of a field's cells, which stand at these spots and are told with their texts."""
        if why:
            self._later.append(_Told(field, spots, why))

    def _tell_closely(self, block: Block, faults: dict[int, list[CellFault]], keys: Keys) -> set[int]:
        """The same for rows that may be no rows at all, or have more than one wrong cell; gives back those of no row.

        A wide table's row is several here, of which a cell is told once.
        """
        gone: set[int] = set()
        named: list[int] = []
        begins, seconds = block.columns[0], block.columns[1] if block.width > 1 else [""] * len(block.lines)
        first = self._header.first
        for row, found in faults.items():
            top = block.lines[row] == first
            doubtful = not self._begins[begins[row]] or top or not seconds[row].strip()
            if doubtful and (odd := explain_row(block.row(row), self._header, first=top)):
                self._find(Place(self._path, block.lines[row], 1), None, begins[row], odd)
                gone.add(row)
                continue
            named.append(row)
            for name, text, fault in explain_cells(found, block.row(row), self._header, first=top):
                if self._find(Place(self._path, *block.place(row, self._where[name])), name, text, fault):
                    gone.add(row)
        self.lose(named, keys)
        return gone

    def lose(self, rows: Iterable[int], keys: Keys) -> None:
        """Remember the keys of refused rows."""
        lost = list(rows)
        branches, segments = (map(known.__getitem__, lost) for known in keys[:2])
        self._damage.update(zip(branches, segments, strict=True))

    def _find(self, place: Place, name: str | None, text: str, fault: Diagnosis) -> bool:
        """A finding, once a cell, or once a line that is no row, which is given back: a wide table's row is several."""
        of_row = fault.code[0] == "S"
        told = place.line if of_row else place
        if told not in self._told:
            self._told.add(told)
            self._findings.append(Finding(fault.code, place, name, seen(text), fault.args))
        return of_row
