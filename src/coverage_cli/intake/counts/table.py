"""Read aggregated files into one table: counts by cell, every row checked, every fault with its place."""

from __future__ import annotations

from collections.abc import Iterable

from coverage_cli.config.layout import Layout
from coverage_cli.domain.dropped_rows import DroppedRows
from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.findings import Finding
from coverage_cli.domain.model import Kind, Source
from coverage_cli.domain.names.labels import Labels
from coverage_cli.intake.counts.aggregate import Aggregate
from coverage_cli.intake.counts.filling import Filling
from coverage_cli.intake.counts.stated_units import not_declared
from coverage_cli.intake.headers.fields import Header
from coverage_cli.intake.headers.vocabulary import normal
from coverage_cli.intake.rows import Rows, open_rows
from coverage_cli.intake.unmatched_values import left_in


class AggregateReader(Aggregate):
    """Reads files of one kind into one table."""

    __slots__ = ()

    def read(self, layout: Layout) -> None:
        """Add one file's rows.

        Raises:
            UsageFault: the file cannot be opened or read, or somebody wrote to it meanwhile; or it is a copy of another
                one, whose rows are added to its own.
        """
        with self.files.reading(layout):
            self._read(layout)

    def _read(self, layout: Layout) -> None:
        rows = open_rows(layout, self.kind)
        self.names.update(map(normal, rows.header.names if rows.header else ()))
        if (header := rows.usable) is None:
            self.damage.add()
            self.dropped.append((layout, None))
            self.findings += rows.findings
            self.sources.append(Source(layout.name, self.kind, rows.sha256, sheet=layout.named_sheet))
            return
        filling = Filling(self, layout, header)
        self._fill(filling, rows, header)
        if filling.ledger.total and layout.aggregate:
            self._refuse_copy(rows, filling)
        shape, dropped = rows.shape, rows.shape.dropped if rows.shape else DroppedRows()
        for name in map(shape.bases.shown, shape.bases) if shape else ():
            self.bases.add(name)
        if filling.rows == 0 and not dropped.other_basis:
            self.damage.add()
        self.findings += [
            *rows.findings,
            *filling.findings,
            *nothing(rows, filling.rows, dropped),
            *left_in([layout], dropped),
        ]
        self.dropped.append((layout, dropped))
        self.dates.meet(layout, shape.dates if shape else ())
        self.sources.append(self._source(rows, filling, dropped))

    def _fill(self, filling: Filling, rows: Rows, header: Header) -> None:
        """Enter the rows; what a file says of its counts beside them is looked for on the way."""
        self.units.begin(rows.layout)
        looks = [self.units.met, not_declared, self.parts.met]
        for block in rows.blocks():
            for look in looks.copy():
                if found := look(block, header, rows.layout):
                    self.findings.append(found)
                    looks.remove(look)  # it tells of the first place alone
            before = filling.unused
            filling.take(block)
            rows.halve(filling.unused > before)  # where one is wrong, the next ones mostly are
        filling.settle()

    def _refuse_copy(self, rows: Rows, filling: Filling) -> None:
        """Refuse the rows of another file where those of one key are added up: nothing else tells that all are double.

        Raises:
            UsageFault: it is such a copy.
        """
        sums = filling.rows, filling.ledger.total
        for (other, _), source in zip(self.dropped, self.sources, strict=True):
            if rows.layout.aggregate != other.aggregate:
                continue
            alike = (source.rows, source.total) == sums
            same = rows.sha256 == source.sha256 and rows.layout.sheet == other.sheet
            if same or (alike and self._are_copies(rows.layout, other)):
                raise UsageFault(
                    "{path:path} is a copy of {other:path}, and their rows are added up; its people would count twice: "
                    "name one of them, or, where both are meant, give each a column that tells them apart (an office)",
                    {"path": rows.layout.name, "other": other.name},
                )

    def _are_copies(self, *layouts: Layout) -> bool:
        """Whether these files hold the same rows, in any order, though their bytes differ: saved again, packed, turned.

        It is not asked of files with a title, which may part them.
        """
        with self.files.again():
            first, *others = (_contents(layout, self.kind) for layout in layouts)
            return first is not None and all(first == other for other in others)

    def _source(self, rows: Rows, filling: Filling, dropped: DroppedRows) -> Source:
        layout, ledger = rows.layout, filling.ledger
        return Source(
            layout.name,
            self.kind,
            rows.sha256,
            rows=filling.rows,
            used=ledger.used,
            reported=filling.unused,
            total=ledger.total,
            left_out=dropped.left_out,
            filtered=dropped.filtered,
            missing=dropped.missing,
            summed=ledger.summed,
            other_basis=dropped.other_basis,
            filled=rows.shape.filled if rows.shape else 0,
            unit=layout.unit or "people",
            exact_to=filling.exact_to,
            sheet=layout.named_sheet,
        )


def read_apart(layouts: Iterable[Layout], kind: Kind, dimensions: tuple[str, ...]) -> AggregateReader:
    """What files have given that are read on their own, with names of their own.

    Raises:
        UsageFault: as `AggregateReader.read` does.
    """
    reader = AggregateReader(kind, [Labels() for _ in ("branch", "segment", *dimensions)], dimensions)
    for layout in layouts:
        reader.read(layout)
    return reader


def nothing(rows: Rows, count: int, dropped: DroppedRows) -> list[Finding]:
    """The finding for a table of no rows, or of none that the configuration wants."""
    if count or rows.header is None or dropped.other_basis:
        return []
    unwanted = dropped.left_out or dropped.filtered or dropped.missing
    return [Finding("F109" if unwanted else "F104", rows.layout.place(rows.header.line, 1))]


def _contents(layout: Layout, kind: Kind) -> tuple[list[str], int, int] | None:
    """The columns' names, the number of rows, and the sum of their hashes; as the file has them, whatever is used."""
    rows = Rows(layout)
    rows.read_header(kind)
    if (header := rows.usable) is None or header.line > 1:
        return None
    places = sorted(range(len(header.names)), key=lambda at: normal(header.names[at]))
    count = total = 0
    for block in rows.blocks():
        count += len(block.lines)
        total += sum(map(hash, zip(*(block.columns[at] for at in places), strict=True)))
    return [normal(header.names[at]) for at in places], count, total
