"""Periods in two columns: each pair of cells as one period, or as what is wrong with one of the two."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import repeat

from coverage_cli.config.layout import InTwo
from coverage_cli.config.yaml.scalars import scalar
from coverage_cli.domain.names.keys import name_key
from coverage_cli.domain.periods.parts import behind_year, is_year
from coverage_cli.domain.phrases import Phrase, phrase
from coverage_cli.intake.cells import diagnosis
from coverage_cli.intake.cells.unread import HalfPeriod, Misdated, Unread
from coverage_cli.intake.files.block import Block
from coverage_cli.intake.headers.dated_names import period_in
from coverage_cli.intake.headers.fields import Header
from coverage_cli.intake.headers.vocabulary import normal

_NO_YEAR = phrase("is no year, such as 2025")
_NO_PART = {
    "month": phrase("is no month, such as 9, 09, September or IX"),
    "quarter": phrase("is no quarter, such as 3, Q3, TW III or Triwulan III"),
}
_OTHER = phrase('is not that of the column "{name}", whose name says {own}')
_TOGETHER = phrase(", by both cells together: period: {{{both}: ...}}")
_LEAVE_OUT = phrase(", by both cells together: period: {{{both}: ...}}; rows to leave out go by leave_out: {{{rows}}}")
_WHOLE_YEAR = phrase(
    "; where it stands for the whole year, say so under values: in config/sources.yaml: period: {{{both}: {both}}}"
)


_DAY = r"\D*(?:2[89]|3[01])\D*"
"""A name that may be of a month's last day: `Feb 29`."""


class PeriodsInTwo(dict[tuple[str, str, int], tuple[str, int]]):
    """Pairs of texts to their period and the column that it, or what is wrong, is told of; each pair once.

    `values` give the period of a pair by both texts with a blank between them, before the texts are read. In a wide
    table, whose columns stand for months or for years, `across` is the column made of these, and a pair is of one.
    """

    def __init__(self, header: Header, columns: InTwo, values: Mapping[str, str], across: int) -> None:
        super().__init__()
        self.year, self.within = (
            header.named[normal(name)] if name else across for name in (columns.year, columns.within)
        )
        self._told = self.year if columns.year else self.within
        self._across = across
        self._names, self._part = header.names, columns.part
        self._values = {name_key(text): value for text, value in values.items()}

    def read(self, block: Block) -> tuple[list[str], list[int]]:
        """The periods of a block's rows, each with the column that it is told of."""
        origins = block.origins.get(self._across) or repeat(-1, len(block.lines))
        found = [self[one] for one in zip(block.columns[self.year], block.columns[self.within], origins, strict=True)]
        return [period for period, _ in found], [at for _, at in found]

    def valid(self, column: int, texts: Iterable[str]) -> set[str]:
        """Those texts of one of the columns that make a period with any valid one of the other, without `values`."""
        if column == self.year:
            return {text for text in texts if is_year(text.strip())}
        return {text for text in texts if behind_year(self._part, text)}

    def __missing__(self, found: tuple[str, str, int]) -> tuple[str, int]:
        made = self[found] = self._read(*found)
        return made

    def _read(self, year: str, within: str, origin: int) -> tuple[str, int]:
        for cell, at in ((year, self.year), (within, self.within)):
            if isinstance(cell, Unread):
                return cell, at
        both = " ".join(f"{year} {within}".split())
        if value := self._values.get(name_key(both)):
            return value, self._told
        period, at = self._put_together(year.strip(), within.strip(), both)
        own = (
            ""
            if origin < 0 or re.fullmatch(_DAY, self._names[origin])
            else period_in(self._names[origin])[: len("2025-09")]
        )
        if own and not isinstance(period, Unread) and not period.startswith(own):
            named = (("own", own), ("name", self._names[origin]))
            return _wrong(period, _OTHER, _TOGETHER, both, *named), origin
        return period, at

    def _put_together(self, year: str, within: str, both: str) -> tuple[str, int]:
        if not year:
            return HalfPeriod(self._names[self.year]), self.year
        if not is_year(year):
            return _wrong(year, _NO_YEAR, _TOGETHER, both), self.year
        if not within:
            way = (("way", _WHOLE_YEAR), ("both", scalar(both)))
            return HalfPeriod(self._names[self.within], *way), self.within
        if end := behind_year(self._part, within):
            return year + end, self._told
        rows = f"{scalar(self._names[self.within])}: [{scalar(within)}]"
        return _wrong(within, _NO_PART[self._part], _LEAVE_OUT, both, ("rows", rows)), self.within


def _wrong(cell: str, what: Phrase, way: Phrase, both: str, *more: tuple[str, str]) -> str:
    """A cell that is no year, or no part of one; what has a rule of its own, such as #REF!, stays what it is."""
    if diagnosis.period(cell).code in {"V109", "V110"}:
        return cell
    return Misdated(cell, (("what", what), ("way", way), ("both", scalar(both)), *more))
