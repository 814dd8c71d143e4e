"""Counts of men alone, or of women, where the others stand beside them and nothing reads them."""

from __future__ import annotations

from collections.abc import Iterator

from coverage_cli.config.layout import Layout
from coverage_cli.config.yaml.scalars import scalar
from coverage_cli.domain.fields import MEASURE, SIDES
from coverage_cli.domain.findings import Finding
from coverage_cli.domain.model import Kind
from coverage_cli.intake.headers.sexes import counterpart, speaks_of_sex
from coverage_cli.intake.headers.vocabulary import normal
from coverage_cli.intake.rows import open_rows
from coverage_cli.pipeline.loading import Tables


def of_one_sex(tables: Tables) -> Iterator[Finding]:
    """A warning for each file of which one of the two is counted, unless one of its constants says so."""
    for kind in SIDES:
        layouts = tables.layouts[kind]
        read = {(layout.path, layout.sheet, normal(name)) for layout in layouts for name in _counted(layout, kind)}
        for layout in layouts:
            names = [name for name in _counted(layout, kind) if speaks_of_sex(name)]
            if names and not any(map(speaks_of_sex, layout.constants.values())):
                beside = {name for *file, name in read if file == [layout.path, layout.sheet]}
                yield from _alone(layout, kind, names, beside)


def _counted(layout: Layout, kind: Kind) -> list[str]:
    """The columns of counts that the configuration or an option names."""
    measure = MEASURE[kind]
    named = [columns[measure] for columns in (layout.columns, layout.also) if measure in columns]
    return [*named, *(layout.wide.columns if layout.wide else ())]


def _alone(layout: Layout, kind: Kind, names: list[str], read: set[str]) -> Iterator[Finding]:
    """The first of the names whose counterpart is in the file, and not among what is read of it."""
    header = open_rows(layout, kind).header
    others = [name for name in header.names if name and normal(name) not in read] if header else []
    for name in names:
        if header and normal(name) in header.named and (other := counterpart(name, others)):
            columns = ", ".join(map(scalar, (name, other)))
            place = layout.place(header.line, 1)
            yield Finding("S129", place, MEASURE[kind], name, args=(("other", other), ("columns", columns)))
            return
