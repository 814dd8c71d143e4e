"""How CSV is spelled: as tables that people open, as a spreadsheet of a language reads it, or for machines."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass

from coverage_cli.domain.safe import clean, defused, mask
from coverage_cli.domain.weights import Heads, decimal


@dataclass(frozen=True, slots=True)
class Dialect:
    """How cells are spelled. `comma` is the decimal mark of a spreadsheet in Indonesian.

    `raw` is for machines: rates and gaps as the nearest double, unrounded, and text as it is in the data.
    """

    delimiter: str = ","
    end: str = "\n"
    start: str = ""
    comma: bool = False
    raw: bool = False

    def file(self, rows: Iterable[Iterable[str]]) -> str:
        """A file of these rows, of which the first is the header."""
        out = io.StringIO()
        csv.writer(out, delimiter=self.delimiter, lineterminator=self.end).writerows(rows)
        return self.start + out.getvalue()

    def text(self, text: str) -> str:
        """A name: made harmless for people and spreadsheets, or as it is (but for personal numbers) for machines."""
        return mask(text) if self.raw else defused(clean(text))

    def number(self, text: str) -> str:
        """A number in point notation, with this decimal mark."""
        return text.replace(".", ",") if self.comma else text

    def people(self, people: Heads | None) -> str:
        """People, exactly; empty where there are none to tell of."""
        return "" if people is None else self.number(decimal(people))


PLAIN = Dialect()
RAW = Dialect(raw=True)


def spreadsheet(language: str) -> Dialect:
    """What a spreadsheet in that language opens by double click, with numbers as numbers."""
    comma = language == "id"
    return Dialect(";" if comma else ",", "\r\n", "\ufeff", comma)
