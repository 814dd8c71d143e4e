"""The JSON Schemas of what commands print with `--format json`, as files beside this one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "schemas"
_PARTS = {"gap-targets": "gap", "gap-bases": "gap"}
"""Reports that hold other reports; the schema of those goes into theirs, so that each stands alone."""


def names() -> tuple[str, ...]:
    """The reports that have a schema."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.json")))


def report_schema(name: str) -> dict[str, Any]:
    """The schema of one of `names()`."""
    tree: dict[str, Any] = json.loads((_FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    if name in _PARTS:
        part = report_schema(_PARTS[name])
        definitions = part.pop("$defs", {})
        del part["$schema"]
        tree["$defs"] = {_PARTS[name]: part, **definitions}
    return tree
