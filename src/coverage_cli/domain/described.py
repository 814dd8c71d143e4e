"""A project's tables as other programs may know them: how a file is spelled, and what its columns are."""

from __future__ import annotations

from dataclasses import dataclass

from coverage_cli.domain.choices import NumberStyle
from coverage_cli.domain.model import Kind
from coverage_cli.domain.units import Unit


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a file: its name in the header, and the field that it gives (None where it gives none)."""

    name: str
    field: str | None


@dataclass(frozen=True, slots=True)
class Described:
    """A table of the project. `columns` is empty where the file's rows are not those that the program counts.

    `path` is from the project's folder, `encoding` by Python's name, `header` its line, from 1. `unit` is what counts
    are given in, `grouped` is the style of their thousands and `decimal_mark` theirs (None where they have none),
    `missing` stands for no count. `dimensions` are declared by the project; `unique` is whether a key has one row.
    """

    path: str
    kind: Kind | None
    columns: tuple[Column, ...] = ()
    delimiter: str = ","
    encoding: str = "utf-8"
    header: int = 1
    grouped: NumberStyle | None = None
    decimal_mark: str | None = None
    unit: Unit = "people"
    missing: tuple[str, ...] = ()
    dimensions: tuple[str, ...] = ()
    unique: bool = True
