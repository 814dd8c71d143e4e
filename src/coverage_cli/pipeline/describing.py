"""`coverage schema --format datapackage`: a project's tables as other programs may know them."""

from __future__ import annotations

from dataclasses import replace

from coverage_cli.config.folders import is_read
from coverage_cli.config.layout import Layout, relative
from coverage_cli.config.project import Override, find_project
from coverage_cli.domain.choices import GROUPED, NumberStyle
from coverage_cli.domain.described import Column, Described
from coverage_cli.domain.fields import MEASURE, SIDES
from coverage_cli.domain.model import Kind
from coverage_cli.intake.cells.numbers import BLANKS, MARKS, ColumnStyle
from coverage_cli.intake.headers.fields import Header
from coverage_cli.intake.rows import open_rows


def describe(override: Override) -> tuple[Described, ...]:
    """Every table of a project, by its path from the project's folder."""
    project = find_project(override)
    root = project.root or "."
    found = [_described(layout, root) for layout in (*project.population, *project.participants)]
    return tuple(sorted(found, key=lambda one: (one.path, one.kind or "")))


def _described(layout: Layout, root: str) -> Described:
    rows = open_rows(layout, layout.kind)
    path = relative(layout.path, root)
    header = rows.header
    kind = header.kind if header else layout.kind
    # Of a header of several lines Frictionless joins the cells as they stand; ours takes in what is merged above.
    other = layout.wide or layout.header_lines > 1 or not is_read(path, Kind.POPULATION)
    if header is None or rows.fatal or other:
        return Described(path, kind)
    group, decimal = _marks(layout, kind)
    return Described(
        path, kind, _columns(header), header.delimiter, layout.encoding or "utf-8", header.line,
        grouped=group, decimal_mark=decimal, unit=layout.unit or "people", missing=tuple(sorted(layout.missing)),
        dimensions=layout.dimensions, unique=not layout.aggregate,
    )  # fmt: skip


def _marks(layout: Layout, kind: Kind | None) -> tuple[NumberStyle | None, str | None]:
    """How thousands are grouped and the mark at decimals: as declared, else as the cells of the counts settle them."""
    if layout.number_style or kind not in SIDES:
        declared = layout.number_style if layout.number_style in GROUPED else None
        return declared, layout.decimal_mark if layout.decimals else None
    # Rows that are left out show the style too.
    rows = open_rows(replace(layout, leave_out={}, only={}, missing=frozenset(), basis=""), kind)
    style, columns = ColumnStyle(decimals=layout.decimals), rows.header.columns if rows.header else {}
    letters: set[str] = set()
    for block in rows.blocks() if MEASURE[kind] in columns else ():
        for text in block.columns[columns[MEASURE[kind]]]:
            style.learn(text.strip(BLANKS), 0)
            letters.update(text)
        if style.decided and not layout.decimals:
            break
    group = style.decided if style.decided in MARKS else None
    if not layout.decimals:
        return group, None
    return (group if group and MARKS[group] in letters else None), MARKS["en" if style.decided == "id" else "id"]


def _columns(header: Header) -> tuple[Column, ...]:
    fields = {index: name for name, index in header.columns.items()}
    return tuple(Column(name, fields.get(index)) for index, name in enumerate(header.names))
