"""Frictionless descriptors: a Table Schema for each kind of table, and a project's datapackage.json."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from coverage_cli.domain.choices import DECIMAL_COMMA, GROUPED
from coverage_cli.domain.described import Column, Described
from coverage_cli.domain.fields import FIELDS, KEYS
from coverage_cli.domain.model import Kind
from coverage_cli.domain.periods.periods import PATTERN
from coverage_cli.domain.records import LONGEST_NAME, MOST_PEOPLE
from coverage_cli.domain.safe import clean_path, heading, mask
from coverage_cli.domain.units import DECIMALS, Unit
from coverage_cli.output.exact import indented

_NAME = {"type": "string", "constraints": {"required": True, "maxLength": LONGEST_NAME}}
_COUNT = {"type": "integer", "constraints": {"required": True, "minimum": 0, "maximum": MOST_PEOPLE}}
_UNITS: dict[Unit, str] = {
    unit: f"{unit.replace('-', ' ')} of people" if decimals else unit for unit, decimals in DECIMALS.items()
}
_PERIOD = {
    "type": "string",
    "description": "2025, 2025-Q3, 2025-09 or 2025-09-30",
    "constraints": {"required": True, "pattern": PATTERN},
}
_STATUS = {"type": "string", "constraints": {"required": True}}
_PERSON = {"type": "string", "constraints": {"required": True}}
_WEIGHT = {"type": "number", "constraints": {"required": True, "minimum": 0}}
_TEXT = {"type": "string"}
_FIELDS: dict[str, dict[str, Any]] = {
    "branch": _NAME,
    "segment": _NAME,
    "period": _PERIOD,
    **{name: {**_COUNT, "title": f"{name}, {_UNITS['people']}"} for name in ("workers", "participants")},
    "participant_id": _PERSON,
    "status": _STATUS,
    "weight": _WEIGHT,
}


def table_schema(kind: Kind) -> str:
    """The Table Schema of a kind of table, with our own names of the columns."""
    fields = [{"name": name, **_FIELDS.get(name, _TEXT)} for name in FIELDS[kind]]
    key = {} if kind is Kind.PERSONS else {"primaryKey": list(KEYS)}
    return indented({"fields": fields, "missingValues": [""], **key})


def datapackage(tables: Iterable[Described]) -> str:
    """`datapackage.json` (Data Package 1): put it into the project's folder."""
    found: dict[str, dict[str, Any]] = {}
    for table in tables:
        found.setdefault(table.path, _resource(table, taken={one["name"] for one in found.values()}))
    return indented({"profile": "data-package", "name": "coverage", "resources": list(found.values())})


def _resource(table: Described, *, taken: set[str]) -> dict[str, Any]:
    path = clean_path(table.path)
    stem = "".join(letter if letter.isalnum() and letter.isascii() else "-" for letter in path.casefold()).strip("-")
    name = next(
        name for name in (stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3))) if name not in taken
    )
    if not table.columns:
        return {"name": name, "path": path}
    dialect: dict[str, Any] = {"delimiter": table.delimiter}
    if table.header > 1:
        dialect["headerRows"] = [table.header]
    return {
        "name": name,
        "profile": "tabular-data-resource",
        "path": path,
        "encoding": table.encoding,
        "dialect": dialect,
        "schema": _schema(table),
    }


def _schema(table: Described) -> dict[str, Any]:
    fields = [_field(table, column) for column in table.columns]
    of = {column.field: column.name for column in table.columns if column.field}
    key = [of[name] for name in (*KEYS, *table.dimensions) if name in of]
    whole = {"primaryKey": key} if table.unique and table.kind is not Kind.PERSONS and len(key) >= len(KEYS) else {}
    return {"fields": fields, "missingValues": [""], **whole}


def _field(table: Described, column: Column) -> dict[str, Any]:
    known = _FIELDS.get(column.field or "") or (_NAME if column.field in table.dimensions else _TEXT)
    found = {"name": mask(heading(column.name)), **known}  # of a file without a header it is somebody's cell
    if found["type"] == "integer":
        return {**found, "title": f"{column.field}, {_UNITS[table.unit]}", **_count(table)}
    if column.field == "weight" and table.grouped in DECIMAL_COMMA:
        return {**found, "decimalChar": ","}
    return found


def _count(table: Described) -> dict[str, Any]:
    """How a table writes its counts, beyond plain digits."""
    found: dict[str, Any] = {"constraints": _COUNT["constraints"]}
    decimals = rf"(\{table.decimal_mark}[0-9]+)?" if table.decimal_mark else ""
    if table.decimal_mark:
        limits = {"required": True, "minimum": 0, "maximum": MOST_PEOPLE // 10 ** DECIMALS[table.unit]}
        found = {"type": "number", "constraints": limits, "decimalChar": table.decimal_mark}
    if table.grouped:
        # An integer of Frictionless has no thousands mark, and its number reads the slip 48.5 as 485.
        # Frictionless puts ^ and $ around a pattern, which bind closer than the bar: hence the outer brackets.
        pattern = rf"(0|[1-9][0-9]{{0,12}}|{GROUPED[table.grouped]}){decimals}"
        found = {"type": "string", "constraints": {"required": True, "pattern": pattern}}
    if table.missing:
        constraints = {**found["constraints"], "required": False}
        found |= {"constraints": constraints, "missingValues": list(table.missing)}
    return found
