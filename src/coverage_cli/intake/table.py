"""Read aggregated files into one table: counts by cell, every row checked, every fault with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_cli.domain.findings import Finding, Place
from coverage_cli.domain.gone import Gone
from coverage_cli.domain.model import Source
from coverage_cli.intake.aggregate import Aggregate
from coverage_cli.intake.filling import Filling
from coverage_cli.intake.rows import open_rows
from coverage_cli.intake.stated_units import stated_in
from coverage_cli.intake.vocabulary import normal

if TYPE_CHECKING:
    from coverage_cli.config.layout import Layout
    from coverage_cli.domain.units import Unit
    from coverage_cli.intake.block import Block
    from coverage_cli.intake.fields import Header
    from coverage_cli.intake.rows import Rows


class AggregateReader(Aggregate):
    """Reads files of one kind into one table."""

    __slots__ = ()

    def read(self, layout: Layout) -> None:
        """Add one file's rows.

        Raises:
            UsageFault: the file cannot be opened or read.
        """
        rows = open_rows(layout, self.kind)
        self.names.update(map(normal, rows.header.names if rows.header else ()))
        if (header := rows.usable) is None:
            self.damage.add()
            self.findings += rows.findings
            self.sources.append(Source(layout.name, self.kind, rows.sha256))
            return
        filling = Filling(self, layout, header)
        unsaid, alike, apart = layout.unit is None, True, True
        self.units.begin(layout)
        for block in rows.blocks():
            if alike and (other := self.units.met(block, header)):
                alike = False
                self.findings.append(_unlike(layout, block.short or block, header, *other))
            if unsaid and (stated := stated_in(block, header)):
                unsaid = False
                self.findings.append(_not_declared(layout, block.short or block, header, *stated))
            if apart and (added := self.parts.met(block, header, layout)):
                apart = False
                self.findings.append(added)
            filling.take(block)
        filling.settle()
        shape = rows.shape
        gone = shape.gone if shape else Gone()
        elsewhere = gone.other_basis
        for name in map(shape.bases.shown, shape.bases) if shape else ():
            self.bases.add(name)
        if filling.rows == 0 and not elsewhere:
            self.damage.add()
        self.findings += [*rows.findings, *filling.findings, *nothing(rows, filling.rows, gone), *unmet(layout, gone)]
        self.dates.meet(layout.name, shape.dates if shape else ())
        ledger = filling.ledger
        counts = (filling.rows, ledger.used, filling.rows - ledger.used, ledger.total)
        more = (gone.left_out, gone.filtered, gone.missing, ledger.summed, elsewhere)
        unit = layout.unit or "people"
        filled = shape.filled if shape else 0
        source = Source(
            layout.name, self.kind, rows.sha256, *counts, *more, filled, unit=unit, exact_to=filling.exact_to
        )
        self.sources.append(source)


def _not_declared(layout: Layout, block: Block, header: Header, row: int, at: int, unit: Unit) -> Finding:
    """A column says that counts are no heads, and the configuration says nothing of it."""
    said = f"{header.names[at].strip()}: {block.columns[at][row].strip()}"
    return Finding("S123", Place(layout.name, *block.place(row, at)), value=said, args=(("unit", unit),))


def _unlike(layout: Layout, block: Block, header: Header, row: int, at: int, beside: str) -> Finding:
    """A row says another unit than the others of the file."""
    args = (("other", beside), ("name", header.names[at].strip()))
    return Finding("S126", Place(layout.name, *block.place(row, at)), value=block.columns[at][row].strip(), args=args)


def nothing(rows: Rows, count: int, gone: Gone) -> list[Finding]:
    """The finding for a table of no rows, or of none that the configuration wants."""
    if count or rows.header is None or gone.other_basis:
        return []
    unwanted = gone.left_out or gone.filtered or gone.missing
    return [Finding("F109" if unwanted else "F104", Place(rows.layout.name, rows.header.line, 1))]


def unmet(layout: Layout, *parts: Gone) -> list[Finding]:
    """Values to leave out that no row has: probably misspelt, and then a total stays in the table."""
    met = {found for gone in parts for found in gone.met}
    wanted = [(name, text) for name, texts in layout.leave_out.items() for text in sorted(texts)]
    place = Place(layout.name, 1, 1)
    return [Finding("C108", place, field=name, value=text) for name, text in wanted if (name, text) not in met]
