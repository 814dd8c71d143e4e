"""One file on its way into a table: its cells judged column by column, its rows added, its faults placed.

Memory holds a chunk of text, the distinct values of each column, the counts by key and the findings. Rows
whose number style is still open wait for the end of the file.
"""

from __future__ import annotations

from itertools import filterfalse, islice
from typing import TYPE_CHECKING

from coverage_cli.domain.fields import MEASURE
from coverage_cli.domain.findings import Finding, Place
from coverage_cli.domain.model import Group, Key, Kind
from coverage_cli.domain.names.letters import mixed_script
from coverage_cli.domain.records import ParticipantsRow, PopulationRow, field_adapter
from coverage_cli.domain.signs import commented
from coverage_cli.intake.cells.columns import CountColumn, TextColumn
from coverage_cli.intake.cells.diagnosis import Diagnosis
from coverage_cli.intake.cells.numbers import BLANKS, ColumnStyle
from coverage_cli.intake.cells.unread import seen
from coverage_cli.intake.counts.details import Details
from coverage_cli.intake.counts.ledger import Ledger
from coverage_cli.intake.oddities import CellFault, begins_a_row, explain_cells, explain_fault, explain_row

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from coverage_cli.config.layout import Layout
    from coverage_cli.intake.counts.aggregate import Aggregate
    from coverage_cli.intake.files.block import Block
    from coverage_cli.intake.headers.fields import Header

_MODEL: dict[Kind, type[PopulationRow | ParticipantsRow]] = {
    Kind.POPULATION: PopulationRow,
    Kind.PARTICIPANTS: ParticipantsRow,
}


class Filling:
    """Adds a file's rows to a table."""

    def __init__(self, into: Aggregate, layout: Layout, header: Header) -> None:
        self._into, self._layout, self._header = into, layout, header
        self.findings: list[Finding] = []
        self.rows = 0
        self.ledger = Ledger(into, layout)
        self._waiting: list[tuple[Block, set[int]]] = []
        """Rows whose count cannot be read before the column's style is known, and which of them are refused anyway."""
        self._begins: dict[str, bool] = {}
        self._told: set[int | Place] = set()
        model = _MODEL[into.kind]
        names = ("branch", "segment", *into.dimensions)
        self._texts: list[TextColumn[str]] = [
            TextColumn(name, field_adapter(model, name, first=name == header.leading), labels.add)
            for name, labels in zip(names, into.labels, strict=True)
        ]
        self._texts.append(TextColumn("period", field_adapter(model, "period"), str))
        measure = MEASURE[into.kind]
        style = ColumnStyle(layout.number_style, decimals=layout.decimals)
        self._count = CountColumn(measure, field_adapter(model, measure), style)
        self._unread = header.leading not in {*names, "period", measure}
        """Whether nothing but a look for comments reads the first column's cells."""
        self._details = Details(into, header)
        self._where = header.columns
        self._named = [(column.values, header.columns[column.name]) for column in self._texts[:2]]

    def take(self, block: Block) -> None:
        """Add a block's good rows; report the others. A wide table's line is many, of which a cell is wrong once."""
        self._told.clear()
        self.rows += len(block.lines) + len(block.faults)
        for fault in block.faults:
            self.findings.append(explain_fault(fault, self._layout, self._header))
            self._damaged(fault.cells if block.width == len(fault.cells) else ())
        known = [len(column.values) for column in self._texts]
        texts = [column.read(self._cells(block, column.name)) for column in self._texts]
        counts = self._count.read(self._cells(block, self._count.name), block.lines)
        stray = [index for index in self._header.empty if any(map(str.strip, block.columns[index]))]
        out = commented(block.columns[0]) if self._unread else []
        if counts is None or stray or out or any(values is None for values in texts):
            self._pick(block, stray, out)
        else:
            self._add(block, texts, counts)  # type: ignore[arg-type]
        self._doubt(block, known)

    def _cells(self, block: Block, name: str) -> list[str]:
        return block.columns[self._where[name]]

    def _pick(self, block: Block, stray: list[int], out: list[int]) -> None:
        """The way for a block with something wrong: the rows with faults are reported, the others added."""
        texts = self._cells(block, self._count.name)
        verdicts = self._count.verdicts(texts)
        doubtful = {text: verdict for text, verdict in verdicts.items() if not isinstance(verdict, int)}
        faults = self._faults(block, doubtful)
        for row in out:
            faults.setdefault(row, []).append((self._count.name, block.columns[0][row], Diagnosis("S116")))
        nameless = self._nameless(block, stray)
        unsettled = {text for text, verdict in doubtful.items() if verdict is None}
        waiting = {row for row, text in enumerate(texts) if text in unsettled} if unsettled else set()
        gone = self._report(block, faults)
        self._lose(block, nameless - faults.keys())
        refused = nameless | faults.keys()
        if later := sorted(waiting - gone):
            anyway = {place for place, row in enumerate(later) if row in refused}
            asked = self._where.values() if self._into.barred else [self._where[self._count.name]]
            self._waiting.append((block.apart(later, self._where.values(), asked), anyway))
        self._keep(block, refused | waiting, verdicts)

    def _keep(self, block: Block, refused: set[int], verdicts: Mapping[str, int | Diagnosis | None]) -> None:
        """Add the rows that are not refused."""
        texts = self._cells(block, self._count.name)
        kept = [True] * len(texts)
        for row in refused:
            kept[row] = False
        self._padded(block, texts, kept)
        picked = block.without(kept)
        values = [list(map(column.values.__getitem__, self._cells(picked, column.name))) for column in self._texts]
        counts = map(verdicts.__getitem__, self._cells(picked, self._count.name))
        self._add(picked, values, list(counts))  # type: ignore[arg-type]

    def _padded(self, block: Block, texts: list[str], kept: list[bool]) -> None:
        """Warn of blanks around counts that are used."""
        padded = {text for text in filterfalse(str.isdigit, texts) if text != text.strip(BLANKS)}
        for row, text in enumerate(texts) if padded else ():
            if kept[row] and text in padded:
                self._say("V117", block, row, self._count.name, text)

    def _faults(self, block: Block, doubtful: dict[str, Diagnosis | None]) -> dict[int, list[CellFault]]:
        """What is wrong with the cells of each row that has something wrong."""
        faults: dict[int, list[CellFault]] = {}
        for column in self._texts:
            if column.bad and not column.bad.keys().isdisjoint(cells := self._cells(block, column.name)):
                for row, cell in enumerate(cells):
                    if cell in column.bad:
                        faults.setdefault(row, []).append((column.name, cell, column.bad[cell]))
        texts, wrong = self._cells(block, self._count.name), {text: fault for text, fault in doubtful.items() if fault}
        for row in [row for row, text in enumerate(texts) if text in wrong] if wrong else ():
            faults.setdefault(row, []).append((self._count.name, texts[row], wrong[texts[row]]))
        return faults

    def _nameless(self, block: Block, stray: list[int]) -> set[int]:
        """Report cells in columns that have no name, each once; the rows that have such cells."""
        rows: set[int] = set()
        for index in stray:
            found = [row for row, cell in enumerate(block.columns[index]) if cell.strip()]
            rows.update(found)
            places = dict.fromkeys(Place(self._layout.name, *block.place(row, index)) for row in found)
            self.findings += (Finding("S113", place, value=str(index + 1)) for place in places)
        return rows

    def _report(self, block: Block, faults: dict[int, list[CellFault]]) -> set[int]:
        """Findings for rows with faults: one for those that are no rows, which are given back, else for each cell."""
        gone: set[int] = set()
        named: list[int] = []
        begins, seconds = block.columns[0], block.columns[1] if block.width > 1 else [""] * len(block.lines)
        first = self._header.first
        for row, found in faults.items():
            certain = self._begins.get(begin := begins[row])
            if certain is None:
                certain = self._begins[begin] = begins_a_row(begin, self._header)
            top = block.lines[row] == first
            # Most refused rows begin as a row does; there can be as many as there are rows.
            doubtful = not certain or top or not seconds[row].strip()
            if doubtful and (odd := explain_row(block.row(row), self._header, first=top)):
                self._find(Place(self._layout.name, block.lines[row], 1), None, begin, odd)
                gone.add(row)
                continue
            empty = found[0][0] != self._count.name and found[0][2].code == "V101"
            better = explain_cells(found, block.row(row), self._header, first=top) if empty else found
            named.append(row)
            for name, text, fault in better:
                if self._find(Place(self._layout.name, *block.place(row, self._where[name])), name, text, fault):
                    gone.add(row)
        self._lose(block, named)
        return gone

    def _lose(self, block: Block, rows: Collection[int]) -> None:
        """Remember the keys of refused rows, as far as they can be read."""
        branches, segments = (map(known.get, map(block.columns[at].__getitem__, rows)) for known, at in self._named)
        for branch, segment in set(zip(branches, segments, strict=True)):
            self._into.damage.add(branch, segment)

    def _find(self, place: Place, name: str | None, text: str, fault: Diagnosis) -> bool:
        """A finding, once a cell, or once a line that is no row, which is given back: a wide table's row is several."""
        of_row = fault.code[0] == "S"
        told = place.line if of_row else place
        if told not in self._told:
            self._told.add(told)
            self.findings.append(Finding(fault.code, place, name, seen(text), fault.args))
        return of_row

    def _say(self, code: str, block: Block, row: int, name: str, text: str, *args: tuple[str, str]) -> None:
        place = Place(self._layout.name, *block.place(row, self._where[name]))
        self.findings.append(Finding(code, place, name, text, args))

    def _doubt(self, block: Block, known: list[int]) -> None:
        """Warn once of each new name in which letters of two scripts look like one word."""
        for column, before in zip(self._texts, known, strict=True):
            if len(column.values) == before:
                continue
            # The newest are the last: to skip the known ones from the front would cost more with every block.
            fresh = list(islice(reversed(column.values), len(column.values) - before))
            for text in reversed(fresh):
                if not text.isascii() and (letter := mixed_script(text)):
                    row = self._cells(block, column.name).index(text)
                    self._say("V119", block, row, column.name, text, ("what", letter))

    def _damaged(self, cells: tuple[str, ...]) -> None:
        """Remember which key a refused row may have had, as far as it can be read."""
        branch, segment = (
            column.values.get(cells[index]) if (index := self._where[column.name]) < len(cells) else None
            for column in self._texts[:2]
        )
        self._into.damage.add(branch, segment)

    @property
    def exact_to(self) -> int:
        """The people between two counts that the cells can tell apart; 1 where they can tell all."""
        style = self._count.style
        return int(10 ** (style.decimals - style.told))

    def settle(self) -> None:
        """Read the rows that waited for the column's number style."""
        verdicts = self._count.settled(
            text for block, _ in self._waiting for text in self._cells(block, self._count.name)
        )
        for block, refused in self._waiting:
            wrong = []
            for row, text in enumerate(self._cells(block, self._count.name)):
                if isinstance(verdict := verdicts[text], Diagnosis):
                    self._say(verdict.code, block, row, self._count.name, text, *verdict.args)
                    wrong.append(row)
            self._lose(block, wrong)
            self._keep(block, refused.union(wrong), verdicts)

    def _add(self, block: Block, texts: list[list[str]], counts: list[int]) -> None:
        branches, *parts, periods = texts
        cells = list(map(self._into.cells.__getitem__, zip(*parts, strict=True) if len(parts) > 1 else parts[0]))
        details = self._details.of(block.columns, len(counts))
        if not self._into.barred:
            self.ledger.enter(branches, cells, periods, counts, details)
            return
        names = zip(branches, periods, cells, strict=True)
        keys = (Key(Group(branch, period), cell) for branch, period, cell in names)
        barred = [self._is_barred(key, block, row) for row, key in enumerate(keys)]
        self.ledger.enter_apart(branches, cells, periods, counts, details, barred)

    def _is_barred(self, key: Key, block: Block, row: int) -> bool:
        places = (Place(self._layout.name, *block.place(row, at)) for at in self._where.values())
        return self._into.barred.has(key, block.lines[row], places)
