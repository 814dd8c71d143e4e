"""How an output is shown: language, decimals, spelling of CSV, and the terminal that it is for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coverage_cli.output.language import Words, words

if TYPE_CHECKING:
    from coverage_cli.output.dialect import Dialect


@dataclass(frozen=True, slots=True)
class Style:
    """How a report is shown. `width` is the terminal's in characters, None off a terminal."""

    language: str
    decimals: int = 1
    totals: bool = False
    excel: bool = False
    raw: bool = False
    width: int | None = None
    color: bool = False

    @property
    def words(self) -> Words:
        """The language, as texts are asked of it."""
        return words(self.language)

    @property
    def dialect(self) -> Dialect:
        """How CSV is spelled."""
        from coverage_cli.output.dialect import PLAIN, RAW, spreadsheet

        if self.excel:
            return spreadsheet(self.language)
        return RAW if self.raw else PLAIN
