"""Columns whose names compare as one and are spelled in two ways, as TIME_PERIOD beside Time period of the OECD."""

from __future__ import annotations

from dataclasses import replace

from coverage_cli.config.layout import Layout
from coverage_cli.intake.files.record import Record
from coverage_cli.intake.headers.vocabulary import normal


def apart(record: Record, layout: Layout) -> tuple[Record, Layout]:
    """The header and its layout, with other names for the twins of columns that the configuration spells out.

    Nothing uses those. Where it spells none of them, or both, they stay two readings (S102).
    """
    two = layout.period_columns
    said = {*layout.columns.values(), *layout.leave_out, *layout.only, *layout.fill_down, *layout.dimensions}
    said |= {*(layout.wide.columns if layout.wide else ()), *(two.headers if two else ())}
    cells = [cell.strip() for cell in record.cells]
    meant = {normal(cell) for cell in cells if cell in said}
    twins = {at: cell for at, cell in enumerate(cells) if cell not in said and normal(cell) in meant}
    if not twins:
        return record, layout
    names = [f"{cell} ({at + 1})" if at in twins else cell for at, cell in enumerate(record.cells)]
    unused = [text for text in layout.unused if text.strip() not in twins.values()]
    renamed = (names[at] for at in twins)
    return record._replace(cells=names), replace(layout, unused=(*unused, *renamed))
