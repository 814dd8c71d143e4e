"""Rows of a file that are refused: told with their places, and their keys remembered, as far as they can be read."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, compress, repeat
from operator import itemgetter, not_
from typing import Any, NamedTuple

from coverage_cli.analysis.suspicion import Damage
from coverage_cli.config.layout import Layout
from coverage_cli.domain.choices import DELIMITERS
from coverage_cli.domain.fields import OWN
from coverage_cli.domain.findings import Finding, Place
from coverage_cli.domain.tuples import maker
from coverage_cli.intake.cells.diagnosis import Diagnosis
from coverage_cli.intake.cells.unread import seen
from coverage_cli.intake.files.block import Block, Fault
from coverage_cli.intake.files.text import SPOILT
from coverage_cli.intake.headers.fields import Header
from coverage_cli.intake.headers.vocabulary import CONFLICT
from coverage_cli.intake.non_data_lines import (
    CellFault,
    begins_a_row,
    explain_cells,
    explain_fault,
    explain_row,
    misfit,
)

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


class _Told:
    """What is told of a file's lines and cells, column by column.

    There can be as much as there are rows: made at once, findings would lie amid the texts of the blocks that follow.
    """

    def __init__(self) -> None:
        self._lines, self._characters = array("Q"), array("Q")
        self._fields: list[str | None] = []
        self._codes: list[str] = []
        self._args: list[tuple[tuple[str, str], ...]] = []
        self._texts: list[str | None] = []

    def add(self, finding: Finding) -> None:
        """Remember one finding."""
        self._lines.append(finding.place.line)
        self._characters.append(finding.place.column)
        self._fields.append(finding.field)
        self._codes.append(finding.code)
        self._args.append(finding.args)
        self._texts.append(finding.value)

    def extend(self, field: str | None, spots: Spots, why: Sequence[Diagnosis]) -> None:
        """Remember one of each of a field's cells at these spots."""
        self._lines.extend(spots.lines)
        self._characters.extend(spots.characters)
        self._fields.extend(repeat(field, len(why)))
        self._codes.extend(map(itemgetter(0), why))
        self._args.extend(map(itemgetter(1), why))
        self._texts.extend(map(itemgetter(2), why))

    def findings(self, layout: Layout, called: Mapping[str, str]) -> list[Finding]:
        """All of them, in that file, whose columns are called so."""
        path, *_, sheet = layout.place(0, 0)
        places = map(maker(Place), zip(repeat(path), self._lines, self._characters, repeat(sheet), strict=False))
        names = [called.get(name or "", "") for name in self._fields] if called else repeat("")
        parts = self._codes, places, self._fields, self._texts, self._args, repeat(False), repeat(None), names
        return list(map(maker(Finding), zip(*parts, strict=False)))


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
        self._layout, self._header, self._damage = layout, header, damage
        self._where = header.columns
        self._known = [(self._where[name], keys) for name, keys in known.items()]
        self._begins = _Begins(header)
        self._told = _Told()
        self._met: set[int | Place] = set()
        """Lines and cells of this block of which something was told."""

    @property
    def findings(self) -> list[Finding]:
        """All that was told."""
        return self._told.findings(self._layout, self._header.called)

    def begin(self, block: Block) -> None:
        """Tell of a block's lines that have not the header's columns."""
        self._met.clear()
        if self._are_misfits(block.faults):
            lines = [fault.line for fault in block.faults]
            why = [misfit(len(fault.cells), block.width) for fault in block.faults]
            self._told.extend(None, Spots(lines, [fault.column for fault in block.faults]), why)
            self._damage.add()
            return
        for fault in block.faults:
            self._told.add(explain_fault(fault, self._layout, self._header))
            self._damaged(fault, block.width)

    def _are_misfits(self, faults: Sequence[Fault]) -> bool:
        """Whether lines are surely rows of another width than the header and nothing else, as there can be many."""
        if not (faults and self._header.delimiter):
            return False
        text = "\n".join([fault.text for fault in faults])
        other = any(mark in text for mark in DELIMITERS.values() if mark != self._header.delimiter)
        if other or any(mark in text for mark in CONFLICT) or SPOILT.search(text):
            return False
        return all(fault.code == "S104" and len(fault.cells) > 1 and self._begins[fault.cells[0]] for fault in faults)

    def _damaged(self, fault: Fault, width: int) -> None:
        cells = fault.cells if len(fault.cells) == width else ()
        self._damage.add(*(keys.get(cells[at]) if at < len(cells) else None for at, keys in self._known))

    def nameless(self, block: Block, stray: list[int]) -> set[int]:
        """Report cells in columns that have no name, each once; the rows that have such cells."""
        rows: set[int] = set()
        for index in stray:
            found = [row for row, cell in enumerate(block.columns[index]) if cell.strip()]
            rows.update(found)
            places = dict.fromkeys(map(self._layout.place, *block.places(found, index)))
            for place in places:
                self._told.add(Finding("S113", place, value=str(index + 1)))
        return rows

    def tell(self, block: Block, wrong: Sequence[WrongCells], keys: Keys, *, several: bool) -> set[int]:
        """Findings for rows with wrong cells: one for those that are no rows, which are given back, else for each.

        With `several` some rows have more than one wrong cell.
        """
        cells = Counter(chain.from_iterable(one.rows for one in wrong)) if several else {}
        more = {row for row, wrong_ones in cells.items() if wrong_ones > 1}
        faults: dict[int, list[CellFault]] = {}
        for one in wrong:
            simple = self._are_simple(block, one, more)
            alone = one if all(simple) else one.kept(simple)
            self.tell_cells(one.field, Spots.of(block, alone.rows, self._where[one.field]), alone.why)
            self.lose(alone.rows, keys)
            for row, why in compress(zip(one.rows, one.why, strict=True), map(not_, simple)):
                faults.setdefault(row, []).append((one.field, one.cells[row], why))
        return self._tell_closely(block, faults, keys)

    def _are_simple(self, block: Block, wrong: WrongCells, several: set[int]) -> list[bool]:
        """Whether each row has one wrong cell and is nothing else than that, as most are; `several` have more."""
        rows, first = wrong.rows, self._header.first
        if block.short is not None or block.width == 1:  # rows that share their cells, or have no second one
            return [False] * len(rows)
        named = wrong.field not in OWN
        odd = {code for code in set(map(itemgetter(0), wrong.why)) if code[0] == "S" or (named and code == "V101")}
        begins, seconds = (list(map(block.columns[at].__getitem__, rows)) for at in (0, 1))
        meant = all(map(self._begins.__getitem__, begins)) and all(map(str.strip, seconds))
        if meant and not odd and not several and first not in block.lines:
            return [True] * len(rows)  # at once, since there can be as many as there are rows
        return [
            bool(self._begins[begin] and second.strip())
            and block.lines[row] != first
            and fault.code not in odd
            and row not in several
            for row, fault, begin, second in zip(rows, wrong.why, begins, seconds, strict=True)
        ]

    def tell_cells(self, field: str, spots: Spots, why: Sequence[Diagnosis]) -> None:
        """A finding for each of a field's cells, which stand at these spots and are told with their texts."""
        self._told.extend(field, spots, why)

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
                self._find(self._layout.place(block.lines[row], 1), None, begins[row], odd)
                gone.add(row)
                continue
            named.append(row)
            for name, text, fault in explain_cells(found, block.row(row), self._header, first=top):
                if self._find(self._layout.place(*block.place(row, self._where[name])), name, text, fault):
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
        if told not in self._met:
            self._met.add(told)
            self._told.add(Finding(fault.code, place, name, seen(text), fault.args))
        return of_row
