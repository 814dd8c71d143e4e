"""Parquet files of persons: their header, and whether the identifiers' type can hold any."""

from __future__ import annotations

import re

from coverage_cli.config.layout import Layout
from coverage_cli.domain.findings import Finding
from coverage_cli.domain.model import Kind
from coverage_cli.engines.base import Engine
from coverage_cli.engines.errors import EngineError
from coverage_cli.intake.columnar import decimals_of
from coverage_cli.intake.files.opening import Bytes
from coverage_cli.intake.headers.header import named_columns
from coverage_cli.intake.persons import IDENTIFIER
from coverage_cli.intake.rows import Rows

_NO_IDENTIFIER = re.compile(
    r"BOOLEAN|DATE|TIME.*|INT96|INTERVAL.*|DOUBLE|FLOAT|DECIMAL\([0-9]+,[1-9].*|ARRAY.*|.*\]|STRUCT.*|MAP.*|BLOB|BINARY",
    re.DOTALL,
)
"""Types of Parquet's columns, as engines call them, of which no text identifies a person.

Bytes that the file does not call text are among them: DuckDB spells out those that are not plain ASCII, so that one
person would be another one in a file of text.
"""


def columnar_rows(layout: Layout, engine: Engine, *, joined: bool, source: Bytes | None = None) -> Rows:
    """A Parquet file with its header; without one where it is damaged, or several files that were `joined`.

    `source` are its bytes, where they are this machine's.
    """
    rows = Rows(layout, _source=source)
    try:
        columns = () if joined else engine.columns(layout.path)
    except EngineError:
        columns = ()
    if not columns:
        rows.findings.append(Finding("F113" if joined else "F111", layout.place(1, 1)))
        return rows
    rows.header = named_columns([column.name for column in columns], layout, Kind.PERSONS)
    rows.findings += rows.header.findings
    at = rows.header.columns.get(IDENTIFIER)
    if at is not None and _NO_IDENTIFIER.fullmatch(columns[at].kind):
        args = (("kind", columns[at].kind),)
        rows.findings.append(Finding("S122", layout.place(1, at + 1), IDENTIFIER, columns[at].name, args))
    rows.header.decimals = decimals_of(rows.header, (column.kind for column in columns))
    rows.reshape()
    return rows
