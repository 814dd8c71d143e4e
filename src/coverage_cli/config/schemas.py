"""The JSON Schema of every YAML file, for editors: what the Pydantic models say, and the short forms they take."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from coverage_cli.config.checks import ChecksFile
from coverage_cli.config.claims import ClaimsFile
from coverage_cli.config.exceptions import ExceptionsFile
from coverage_cli.config.inputs import SourcesFile
from coverage_cli.config.rates import percent
from coverage_cli.config.target_rates import TargetsFile

if TYPE_CHECKING:
    from pydantic import BaseModel

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FILES = {
    "targets": "config/targets.yaml",
    "sources": "config/sources.yaml",
    "checks": "config/checks.yaml",
    "exceptions": "config/exceptions.yaml",
    "claims": "a claims file of coverage reconcile",
}
"""What each schema describes, by its name."""
_MODELS: dict[str, type[BaseModel]] = {
    "targets": TargetsFile,
    "sources": SourcesFile,
    "checks": ChecksFile,
    "exceptions": ExceptionsFile,
    "claims": ClaimsFile,
}
_FRACTION = re.compile(r"[0-9]+/[0-9]+")
_SCALAR = ["string", "number", "boolean"]
"""Every scalar is read as its text, so a name may look like a number to an editor."""


def schema(name: str) -> dict[str, Any]:
    """The schema of one of `FILES` (JSON Schema 2020-12)."""
    tree = _relaxed(_MODELS[name].model_json_schema())
    if name == "targets":
        rates = tree["$defs"]["TargetRates"]
        tree["$defs"]["TargetRates"] = {"anyOf": [rates["properties"]["rate"]["anyOf"][0], rates]}
    if name == "sources":
        tree = _single_or_many(tree)
        wide = tree["$defs"]["WideTable"]["properties"]
        names = {"type": "array", "items": {"type": _SCALAR}}
        wide["columns"] = {"anyOf": [wide["columns"], names]}
        entry = tree["$defs"]["Input"]["properties"]
        entry["sheet"]["anyOf"] += [names, names["items"]]
    return {"$schema": DIALECT, **tree, "title": FILES[name]}


def _relaxed(node: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """The schema with scalars of any look where text is meant, and defaults as a person writes them."""
    if isinstance(node, list):
        if any(isinstance(item, dict) and item.get("type") in {"number", "integer"} for item in node):
            return node  # what a number may be here is said already
        return [_relaxed(item) for item in node]
    if not isinstance(node, dict):
        return node
    found = {key: _relaxed(value) for key, value in node.items() if not _is_title(key, value)}
    if found.get("type") == "string" and "enum" not in found and "const" not in found:
        found["type"] = _SCALAR
    if isinstance(default := found.get("default"), str) and _FRACTION.fullmatch(default):
        found["default"] = percent(Fraction(default))
    return found


def _is_title(key: str, value: object) -> bool:
    """Pydantic's titles repeat the keys."""
    return key == "title" and isinstance(value, str)


def _single_or_many(node: Any) -> Any:  # noqa: ANN401
    """One text where a list of texts may stand."""
    if isinstance(node, list):
        return [_single_or_many(item) for item in node]
    if not isinstance(node, dict):
        return node
    found = {key: _single_or_many(value) for key, value in node.items()}
    items = found.get("items")
    if found.get("type") == "array" and isinstance(items, dict) and "$ref" not in items:
        return {"anyOf": [items, found]}
    return found
