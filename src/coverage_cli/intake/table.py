"""Read an aggregated file: text to counts by cell, every row checked, every fault with its place.

Memory holds a chunk of text, the distinct values of each column, the counts by key and the findings. Rows
whose number style is still open wait for the end of the file.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import compress, islice, pairwise
from operator import is_not, or_
from typing import TYPE_CHECKING, NamedTuple

from coverage_cli.analysis.crosscheck import Damage
from coverage_cli.domain.findings import Finding, Place, Severity
from coverage_cli.domain.model import Cell, CountTable, Detail, Group, Key, Kind, Source
from coverage_cli.domain.records import ParticipantsRow, PopulationRow, field_adapter
from coverage_cli.domain.rules import RULES
from coverage_cli.intake.columns import CountColumn, TextColumn
from coverage_cli.intake.diagnosis import Diagnosis
from coverage_cli.intake.header import MEASURE
from coverage_cli.intake.numbers import ColumnStyle
from coverage_cli.intake.oddities import explain_fault, explain_row
from coverage_cli.intake.rows import Rows, open_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_cli.config.layout import Layout
    from coverage_cli.domain.names import Labels
    from coverage_cli.intake.header import Header
    from coverage_cli.intake.tokens import Block

MODEL: dict[Kind, type[PopulationRow | ParticipantsRow]] = {
    Kind.POPULATION: PopulationRow,
    Kind.PARTICIPANTS: ParticipantsRow,
}
_DETAILS = ("basis", "source", "note")


class _Waiting(NamedTuple):
    """A row whose count cannot be read before the column's style is known."""

    key: Key
    detail: Detail | None
    text: str
    place: Place


class _Cells(dict[str | tuple[str, ...], Cell]):
    """A segment's key, or it and its dimensions, to the one object that stands for that cell in all tables."""

    def __missing__(self, key: str | tuple[str, ...]) -> Cell:
        cell = self[key] = (key,) if isinstance(key, str) else key
        return cell


@dataclass(slots=True)
class AggregateReader:
    """Reads files of one kind into one table.

    `labels` takes the names in (branch first, then segment, then dimensions), so that all files share them.
    """

    kind: Kind
    labels: Sequence[Labels]
    dimensions: tuple[str, ...] = ()
    table: CountTable = field(init=False)
    findings: list[Finding] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    twice: dict[Key, list[str]] = field(default_factory=dict)
    """Keys that have more than one row, with the files of the later ones."""
    damage: Damage = field(default_factory=Damage)
    said: dict[tuple[str, ...], Detail] = field(default_factory=dict)
    cells: _Cells = field(default_factory=_Cells)

    def __post_init__(self) -> None:
        self.table = CountTable(self.kind, self.dimensions)

    def read(self, layout: Layout) -> None:
        """Add one file's rows.

        Raises:
            UsageFault: the file cannot be opened or read.

        """
        rows = open_rows(layout, self.kind)
        file = _File(self, layout, rows)
        if rows.header is not None and not rows.fatal:
            for block in rows.blocks():
                file.take(block)
            file.settle()
        else:
            self.damage.keys.add((None, None))
        self.findings += rows.findings + file.findings
        if rows.header is not None and not rows.fatal and file.rows == 0:
            self.findings.append(Finding("F104", Place(layout.name, rows.header.line, 1)))
        self.sources.append(
            Source(layout.name, self.kind, rows.sha256, file.rows, file.used, file.rows - file.used, file.total)
        )


class _File:
    """One file on its way into the table."""

    def __init__(self, reader: AggregateReader, layout: Layout, rows: Rows) -> None:
        self._reader, self._layout, self._header = reader, layout, rows.header
        self.findings: list[Finding] = []
        self.rows = self.used = self.total = 0
        self._waiting: list[_Waiting] = []
        if rows.header is not None and not rows.fatal:
            self._prepare(rows.header)

    def _prepare(self, header: Header) -> None:
        reader, model = self._reader, MODEL[self._reader.kind]
        names = ("branch", "segment", *reader.dimensions)
        self._texts: list[TextColumn[str]] = [
            TextColumn(name, field_adapter(model, name), labels.add)
            for name, labels in zip(names, reader.labels, strict=True)
        ]
        self._texts.append(TextColumn("period", field_adapter(model, "period"), str))
        measure = MEASURE[reader.kind]
        self._count = CountColumn(measure, field_adapter(model, measure), ColumnStyle(self._layout.number_style))
        self._detailed = [name for name in _DETAILS if name in header.columns]
        self._where = header.columns

    def take(self, block: Block) -> None:
        """Add a block's good rows; report the others."""
        self.rows += len(block.lines) + len(block.faults)
        for fault in block.faults:
            self.findings.append(explain_fault(fault, self._layout.name, self._header))
            self._damaged(fault.cells)
        texts = [column.read(block.columns[self._where[column.name]]) for column in self._texts]
        counts = self._count.read(block.columns[self._where[self._count.name]], block.lines)
        if counts is None or any(values is None for values in texts):
            self._pick(block)
        else:
            self._add(block, texts, counts, None)  # type: ignore[arg-type]

    def _pick(self, block: Block) -> None:
        """The slower way for a block with something wrong: every row on its own."""
        cells = block.columns[self._where[self._count.name]]
        verdicts = {text: self._count.judge(text) for text in dict.fromkeys(cells)}
        keep: list[int] = []
        for row, text in enumerate(cells):
            faults: list[tuple[str, str, Diagnosis]] = []
            for column in self._texts:
                cell = block.columns[self._where[column.name]][row]
                if cell in column.bad:
                    faults.append((column.name, cell, column.bad[cell]))
            verdict = verdicts[text]
            if isinstance(verdict, Diagnosis):
                faults.append((self._count.name, text, verdict))
            if faults:
                self._report(block, row, faults)
            elif verdict is None:
                self._wait(block, row, text)
            else:
                keep.append(row)
                if text != text.strip(" \t"):
                    place = self._place(block, row, self._count.name)
                    self.findings.append(Finding("V117", place, Severity.WARNING, self._count.name, text))
        picked = [[column.values[cells[row]] for row in keep] for column in self._texts
                  for cells in [block.columns[self._where[column.name]]]]  # fmt: skip
        self._add(block, picked, [verdicts[cells[row]] for row in keep], keep)  # type: ignore[misc]

    def _report(self, block: Block, row: int, faults: list[tuple[str, str, Diagnosis]]) -> None:
        odd = explain_row(block.row(row), self._header)
        if odd is None:
            self._damaged(block.row(row))
        if odd is not None:
            severity = RULES[odd.code].severity
            self.findings.append(
                Finding(
                    odd.code, Place(self._layout.name, block.lines[row], 1), severity, None, block.row(row)[0], odd.args
                )
            )
            return
        for name, text, fault in faults:
            self.findings.append(
                Finding(fault.code, self._place(block, row, name), Severity.ERROR, name, text, fault.args)
            )

    def _damaged(self, cells: tuple[str, ...]) -> None:
        """Remember which key a refused row may have had, as far as it can be read."""
        branch, segment = (
            column.values.get(cells[index]) if (index := self._where[column.name]) < len(cells) else None
            for column in self._texts[:2]
        )
        self._reader.damage.keys.add((branch, segment))

    def _place(self, block: Block, row: int, name: str) -> Place:
        line, column = block.place(row, self._where[name])
        return Place(self._layout.name, line, column)

    def _wait(self, block: Block, row: int, text: str) -> None:
        *cell, period = (column.values[block.columns[self._where[column.name]][row]] for column in self._texts[1:])
        branch = self._texts[0].values[block.columns[self._where["branch"]][row]]
        detail = (
            self._detail_of(tuple(block.columns[self._where[name]][row] for name in self._detailed))
            if self._says_more()
            else None
        )
        key = Key(Group(branch, period), self._reader.cells[tuple(cell) if len(cell) > 1 else cell[0]])
        self._waiting.append(_Waiting(key, detail, text, self._place(block, row, self._count.name)))

    def settle(self) -> None:
        """Read the rows that waited for the column's number style."""
        for waiting in self._waiting:
            verdict = self._count.settle(waiting.text)
            if isinstance(verdict, Diagnosis):
                self._reader.damage.keys.add((waiting.key.group.branch, waiting.key.cell[0]))
                self.findings.append(
                    Finding(verdict.code, waiting.place, Severity.ERROR, self._count.name, waiting.text, verdict.args)
                )
            else:
                details = None if waiting.detail is None else [waiting.detail]
                self._insert(
                    [waiting.key.group.branch], [waiting.key.cell], [waiting.key.group.period], [verdict], details
                )

    def _add(self, block: Block, texts: list[list[str]], counts: list[int], keep: list[int] | None) -> None:
        branches, *parts, periods = texts
        cells = list(map(self._reader.cells.__getitem__, zip(*parts, strict=True) if len(parts) > 1 else parts[0]))
        details = None
        if self._says_more():
            columns = [block.columns[self._where[name]] for name in self._detailed]
            said = list(zip(*columns, strict=True)) if columns else [()] * len(block.lines)
            details = list(map(self._detail_of, said if keep is None else [said[row] for row in keep]))
        self._insert(branches, cells, periods, counts, details)

    def _insert(
        self,
        branches: list[str],
        cells: list[Cell],
        periods: list[str],
        counts: list[int],
        details: list[Detail] | None,
    ) -> None:
        """Enter rows into the table, run by run of one branch and period: files are mostly sorted so."""
        size = len(counts)
        changes = map(
            or_, map(is_not, branches, islice(branches, 1, None)), map(is_not, periods, islice(periods, 1, None))
        )
        bounds = [0, *compress(range(1, size), changes), size]
        self.used += size
        self.total += sum(counts)
        for start, end in pairwise(bounds):
            if start < end:
                said = None if details is None else details[start:end]
                self._insert_run(Group(branches[start], periods[start]), cells[start:end], counts[start:end], said)

    def _insert_run(self, group: Group, cells: list[Cell], counts: list[int], details: list[Detail] | None) -> None:
        run = dict(zip(cells, counts, strict=True))
        known = self._reader.table.counts.setdefault(group, run)
        if len(run) < len(cells) or (known is not run and not known.keys().isdisjoint(run)):
            known = self._insert_singly(group, cells, counts, {} if known is run else known)
        elif known is not run:
            known.update(run)
        if details is not None:
            said = self._reader.table.details.setdefault(group, {})
            for cell, detail in zip(cells, details, strict=True):
                said.setdefault(cell, detail)

    def _insert_singly(
        self, group: Group, cells: list[Cell], counts: list[int], known: dict[Cell, int]
    ) -> dict[Cell, int]:
        """A run in which a key comes again: the first row of a key is used, later ones are reported."""
        self._reader.table.counts[group] = known
        for cell, count in zip(cells, counts, strict=True):
            if cell in known:
                self._reader.twice.setdefault(Key(group, cell), []).append(self._layout.name)
                self.used -= 1
                self.total -= count
            else:
                known[cell] = count
        return known

    def _says_more(self) -> bool:
        return bool(self._detailed) or bool(self._header and self._header.implied_basis)

    def _detail_of(self, said: tuple[str, ...]) -> Detail:
        detail = self._reader.said.get(said)
        if detail is None:
            given = dict(zip(self._detailed, (text.strip() for text in said), strict=True))
            basis = given.get("basis") or (self._header.implied_basis if self._header else "")
            detail = self._reader.said[said] = Detail(basis, given.get("source", ""), given.get("note", ""))
        return detail
