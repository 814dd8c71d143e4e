"""The catalogue of rules (`rules.toml`): what a finding's code means, how much it weighs, what to do about it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from coverage_cli.domain.names.nearest import nearest
from coverage_cli.domain.phrases import phrase


class Severity(StrEnum):
    """How much a finding weighs: an error fails the run, a warning does with `--strict`."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: `message` says what is wrong at the place, `hint` the way out, `why` the reason it exists.

    `mend` says more than the hint where one line does not do. A `firm` rule is about what has two readings or
    none, so that neither the configuration nor an exception can settle it. A `telling` one may give figures of
    participants, or a line of their file; one that `counts_rows` does so where rows are persons. `lesser` is the
    severity of its milder case, which the hint names; the same as `severity` where there is none.
    """

    code: str
    severity: Severity
    lesser: Severity
    title: str
    message: str
    hint: str
    why: str
    mend: str = ""
    firm: bool = False
    telling: bool = False
    counts_rows: bool = False

    @property
    def family(self) -> str:
        """The part of the checks to which the rule belongs."""
        return FAMILIES[self.code[0]]

    @property
    def excusable(self) -> bool:
        """Whether a file of exceptions can name the rule."""
        return self.code[0] in EXCUSABLE


FAMILIES = {
    "F": phrase("file"),
    "S": phrase("structure"),
    "V": phrase("value"),
    "N": phrase("name"),
    "K": phrase("key"),
    "X": phrase("cross-file"),
    "D": phrase("denominator"),
    "T": phrase("target"),
    "P": phrase("person"),
    "C": phrase("configuration"),
    "E": phrase("exceptions and severities"),
    "R": phrase("published figures"),
}
"""What the first letter of a code stands for, in the order of the documentation."""
EXCUSABLE = "".join(letter for letter in FAMILIES if letter not in "CER")
"""Families whose findings exceptions can excuse: not those about the configuration, exceptions and claims."""


def _catalogue() -> dict[str, Rule]:
    tables = tomllib.loads(Path(__file__).with_name("rules.toml").read_text(encoding="utf-8"))
    return {code: _rule(code, **table) for code, table in tables.items()}


def _rule(code: str, *, severity: str, lesser: str = "", **texts: Any) -> Rule:  # noqa: ANN401 - texts and marks
    return Rule(code, Severity(severity), Severity(lesser or severity), **texts)


RULES = _catalogue()
"""Every rule by its code."""


def meant_rule(code: str) -> str:
    """The rule that a code which is none was probably meant to be, or nothing; `x102` is X102."""
    return upper if (upper := code.strip().upper()) in RULES else nearest(upper, RULES) or ""
