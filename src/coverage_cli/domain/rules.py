"""The catalogue of rules (`rules.toml`): what a finding's code means, how much it weighs, what to do about it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from coverage_cli.domain.findings import Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: `message` says what is wrong at the place, `hint` the way out, `why` the reason it exists."""

    code: str
    severity: Severity
    title: str
    message: str
    hint: str
    why: str


def _catalogue() -> dict[str, Rule]:
    tables = tomllib.loads(Path(__file__).with_name("rules.toml").read_text(encoding="utf-8"))
    return {code: Rule(code, Severity(table.pop("severity")), **table) for code, table in tables.items()}


RULES = _catalogue()
"""Every rule by its code."""
