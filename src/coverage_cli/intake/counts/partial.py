"""Sums of rows of which one could not be read: without it, they are those of a part."""

from __future__ import annotations

from collections.abc import Iterable

from coverage_cli.config.layout import Layout
from coverage_cli.domain.rules import Severity
from coverage_cli.intake.counts.aggregate import Aggregate
from coverage_cli.intake.locate import with_cells


def forget_parts(reader: Aggregate, layouts: Iterable[Layout]) -> None:
    """Take sums that lack a refused row out of the table: where the fault is excepted, their key is missing, as any."""
    for layout in layouts:
        if not (summed := reader.summed.get(layout.aggregate)):
            continue
        refused = {
            one.place
            for one in reader.findings
            if one.place.path == layout.name and one.code[0] == "V" and one.severity is Severity.ERROR
        }
        for key, _ in with_cells(layout, reader.kind, reader.dimensions, refused) if refused else ():
            if key in summed and reader.table.counts.get(key.group, {}).pop(key.cell, None) is not None:
                reader.table.details.get(key.group, {}).pop(key.cell, None)
                if not reader.table.counts[key.group]:
                    del reader.table.counts[key.group]
