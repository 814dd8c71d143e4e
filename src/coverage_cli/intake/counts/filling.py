"""One file on its way into a table: its cells judged column by column, its rows added, its faults placed.

Memory holds a chunk of text, the distinct values of each column, the counts by key and what is wrong. Rows whose
number style is still open wait for the end of the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, compress, islice, repeat
from operator import not_
from typing import Any, NamedTuple

from coverage_cli.config.layout import Layout
from coverage_cli.domain.fields import MEASURE
from coverage_cli.domain.findings import Finding, Place
from coverage_cli.domain.model import Cell, Group, Key, Kind
from coverage_cli.domain.names.letters import mixed_script
from coverage_cli.domain.records import ParticipantsRow, PopulationRow, field_adapter
from coverage_cli.domain.signs import commented
from coverage_cli.intake.cells.columns import CountColumn, Counts, TextColumn
from coverage_cli.intake.cells.diagnosis import Diagnosis
from coverage_cli.intake.cells.numbers import BLANKS, ColumnStyle
from coverage_cli.intake.counts.aggregate import Aggregate
from coverage_cli.intake.counts.details import Details
from coverage_cli.intake.counts.ledger import Ledger
from coverage_cli.intake.counts.refused import Keys, Refused, Spots, WrongCells
from coverage_cli.intake.files.block import Block
from coverage_cli.intake.headers.fields import Header
from coverage_cli.intake.non_data_lines import are_numbered

_MODEL: dict[Kind, type[PopulationRow | ParticipantsRow]] = {
    Kind.POPULATION: PopulationRow,
    Kind.PARTICIPANTS: ParticipantsRow,
}


class _Rows(NamedTuple):
    """Rows without their counts: the keys of their names and their periods, column by column; None where unread.

    `said` are the texts of their details, and `barred` tells which of them an error names; None where none can be.
    """

    keys: Keys
    said: list[tuple[str, ...]] | None
    barred: list[bool] | None

    def kept(self, kept: Sequence[bool]) -> _Rows:
        """Those that are kept."""
        said = None if self.said is None else list(compress(self.said, kept))
        barred = None if self.barred is None else list(compress(self.barred, kept))
        return _Rows([list(compress(known, kept)) for known in self.keys], said, barred)


class _Waiting(NamedTuple):
    """Rows whose counts have two readings before the column's style is known, and which of them are refused anyway."""

    rows: _Rows
    texts: list[str]
    spots: Spots
    anyway: list[bool]


class Filling:
    """Adds a file's rows to a table."""

    def __init__(self, into: Aggregate, layout: Layout, header: Header) -> None:
        self._into, self._layout, self._header = into, layout, header
        self.rows = 0
        self.ledger = Ledger(into, layout)
        self._waiting: list[_Waiting] = []
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
        self._spare = header.spare(layout)
        self._refused = Refused(layout, header, {one.name: one.values for one in self._texts[:2]}, into.damage)

    @property
    def findings(self) -> list[Finding]:
        """What was told so far."""
        return self._refused.findings

    @property
    def unused(self) -> int:
        """Rows that were reported so far, or wait for others to settle their number style."""
        return self.rows - self.ledger.used

    def take(self, block: Block) -> None:
        """Add a block's good rows; report the others."""
        numbers = [] if self.rows else self._numbers(block)
        self.rows += len(block.lines) + len(block.faults)
        self._refused.begin(block)
        before = [len(column.values) for column in self._texts]
        read: list[list[Any]] = [column.read(self._cells(block, column.name)) for column in self._texts]
        counts = self._count.read(self._cells(block, self._count.name), block.lines)
        stray = [index for index in self._header.empty if any(map(str.strip, block.columns[index]))]
        out = numbers + (commented(block.columns[0]) if self._unread else [])
        if counts.odd or stray or out or not all(map(all, read)):
            self._pick(block, read, counts, stray, out)
        else:
            self._enter(self._rows(block, read), counts.people)
        self._doubt(block, before)

    def _numbers(self, block: Block) -> list[int]:
        """The rows of the first line below the header, where it holds the columns' numbers alone: 1, 2, 3."""
        if not block.lines or not are_numbered(block.row(0)):
            return []
        return [row for row, line in enumerate(block.lines) if line == block.lines[0]]  # of a wide table, several

    def _cells(self, block: Block, name: str) -> list[str]:
        return block.columns[self._where[name]]

    def _pick(self, block: Block, keys: Keys, counts: Counts, stray: list[int], out: list[int]) -> None:
        """The way for a block with something wrong: the rows with faults are reported, the others added."""
        faulty = list(map(isinstance, counts.verdicts, repeat(Diagnosis)))
        wrong = [*self._wrong_names(block, keys), *self._wrong_counts(block, counts, faulty, out)]
        nameless = self._refused.nameless(block, stray)
        kept = [True] * len(counts.people)
        for row in chain.from_iterable(one.rows for one in wrong):
            kept[row] = False
        several = sum(len(one.rows) for one in wrong) > kept.count(False)
        gone = self._refused.tell(block, wrong, keys, several=several)
        self._refused.lose([row for row in nameless if kept[row]], keys)
        for row in nameless:
            kept[row] = False
        rows, cells = self._rows(block, keys), self._cells(block, self._count.name)
        odd = [] if all(faulty) else list(compress(counts.odd, map(not_, faulty)))
        waiting = [row for row in odd if isinstance(counts.people[row], str)]
        self._wait(block, rows, counts, [row for row in waiting if row not in gone], kept)
        for row in waiting:
            kept[row] = False
        padded = [row for row in odd if kept[row] and cells[row] != cells[row].strip(BLANKS)]
        self._padded([cells[row] for row in padded], Spots.of(block, padded, self._where[self._count.name]))
        self._enter(rows.kept(kept), list(compress(counts.people, kept)))

    def _wrong_names(self, block: Block, keys: Keys) -> Iterator[WrongCells]:
        """The cells of names and periods that are wrong, field by field."""
        for column, known in zip(self._texts, keys, strict=True):
            falsy = () if all(known) else compress(range(len(known)), map(not_, known))
            if rows := [row for row in falsy if known[row] is None]:
                cells = self._cells(block, column.name)
                yield WrongCells(column.name, cells, rows, [column.bad[cells[row]] for row in rows])

    def _wrong_counts(self, block: Block, counts: Counts, faulty: list[bool], out: list[int]) -> Iterator[WrongCells]:
        """The cells of counts that are wrong, and those of rows that are comments or numbers of columns."""
        name = self._count.name
        if any(faulty):
            found = WrongCells(name, self._cells(block, name), counts.odd, counts.verdicts)  # type: ignore[arg-type]
            yield found if all(faulty) else found.kept(faulty)
        if out:
            yield WrongCells(name, block.columns[0], out, [Diagnosis("S116")] * len(out))

    def _wait(self, block: Block, rows: _Rows, counts: Counts, later: list[int], kept: list[bool]) -> None:
        """Keep rows whose counts have two readings; those that are not `kept` are refused anyway."""
        if later:
            spots = Spots.of(block, later, self._where[self._count.name])
            among = [False] * len(kept)
            for row in later:
                among[row] = True
            anyway = [not kept[row] for row in later]
            self._waiting.append(_Waiting(rows.kept(among), [counts.people[row] for row in later], spots, anyway))

    def _doubt(self, block: Block, before: list[int]) -> None:
        """Warn once of each new name in which letters of two scripts look like one word."""
        for column, known in zip(self._texts, before, strict=True):
            if len(column.values) == known:
                continue
            # The newest are the last: to skip the known ones from the front would cost more with every block.
            fresh = list(islice(reversed(column.values), len(column.values) - known))
            for text in reversed(fresh):
                if not text.isascii() and (letter := mixed_script(text)):
                    row = self._cells(block, column.name).index(text)
                    spots = Spots.of(block, [row], self._where[column.name])
                    self._refused.tell_cells(column.name, spots, [Diagnosis("V119", (("what", letter),), text)])

    @property
    def exact_to(self) -> int:
        """The people between two counts that the cells can tell apart; 1 where they can tell all."""
        style = self._count.style
        return int(10 ** (style.decimals - style.told))

    def settle(self) -> None:
        """Read the rows that waited for the column's number style."""
        verdicts = self._count.settled(text for waiting in self._waiting for text in waiting.texts)
        for rows, texts, spots, anyway in self._waiting:
            people: list[Any] = list(map(verdicts.__getitem__, texts))
            wrong = [isinstance(verdict, Diagnosis) for verdict in people]
            self._refused.tell_cells(self._count.name, spots.kept(wrong), list(compress(people, wrong)))
            self._refused.lose(compress(range(len(texts)), wrong), rows.keys)
            kept = [not (bad or gone) for bad, gone in zip(wrong, anyway, strict=True)]
            padded = [good and text != text.strip(BLANKS) for good, text in zip(kept, texts, strict=True)]
            self._padded(list(compress(texts, padded)), spots.kept(padded))
            self._enter(rows.kept(kept), list(compress(people, kept)))

    def _padded(self, texts: Sequence[str], spots: Spots) -> None:
        """Warn of blanks around counts that are used."""
        self._refused.tell_cells(self._count.name, spots, [Diagnosis("V117", (), text) for text in texts])

    def _rows(self, block: Block, keys: Keys) -> _Rows:
        """A block's rows without their counts."""
        said = self._details.said(block.columns, len(block.lines))
        return _Rows(keys, said, self._barred(block, keys) if self._into.barred else None)

    def _barred(self, block: Block, keys: Keys) -> list[bool]:
        """Whether an error names a row."""
        branches, *_, periods = keys
        names = zip(branches, self._cells_of(keys), periods, strict=True)
        return [
            self._into.barred.has(Key(Group(branch, period), cell), block.lines[row], self._places(block, row))
            for row, (branch, cell, period) in enumerate(names)
        ]

    def _places(self, block: Block, row: int) -> Iterable[Place]:
        return (self._layout.place(*block.place(row, at)) for at in (*self._where.values(), *self._spare))

    def _cells_of(self, keys: Keys) -> list[Cell]:
        """The cells of a table that rows belong to."""
        parts = keys[1:-1]
        return list(map(self._into.cells.__getitem__, zip(*parts, strict=True) if len(parts) > 1 else parts[0]))

    def _enter(self, rows: _Rows, counts: list[int]) -> None:
        branches, *_, periods = rows.keys
        cells, details = self._cells_of(rows.keys), self._details.of(rows.said)
        if rows.barred is None:
            self.ledger.enter(branches, cells, periods, counts, details)
        else:
            self.ledger.enter_apart(branches, cells, periods, counts, details, rows.barred)
