"""Files of persons whose identifiers a spreadsheet took for numbers: it keeps 15 digits, and persons become one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_cli.domain.findings import Finding, Place
from coverage_cli.intake.persons import IDENTIFIER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coverage_cli.engines.base import Long

_ENOUGH = 20
"""Identifiers among which zeros at the end are no chance: a tenth of all numbers end in one."""


def rounded(path: str, line: int, long: Long) -> Iterator[Finding]:
    """A finding at a file's header where most of its long identifiers end in zeros."""
    if long.rows >= _ENOUGH and 2 * long.bare > long.rows:
        yield Finding("P108", Place(path, line, 1), IDENTIFIER)
