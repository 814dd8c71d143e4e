"""Periods in two columns: each pair of cells as one period, or as what is wrong with one of the two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_cli.config.scalars import scalar
from coverage_cli.domain.names import name_key
from coverage_cli.domain.period_parts import behind_year, is_year
from coverage_cli.domain.phrases import phrase
from coverage_cli.intake import diagnosis
from coverage_cli.intake.unread import HalfPeriod, Misdated, Unread
from coverage_cli.intake.vocabulary import normal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from coverage_cli.config.layout import InTwo
    from coverage_cli.domain.phrases import Phrase
    from coverage_cli.intake.block import Block
    from coverage_cli.intake.fields import Header

_NO_YEAR = phrase("is no year, such as 2025")
_NO_PART = {
    "month": phrase("is no month, such as 9, 09, September or IX"),
    "quarter": phrase("is no quarter, such as 3, Q3, TW III or Triwulan III"),
}
_TOGETHER = phrase(", by both cells together: period: {{{both}: ...}}")
_LEAVE_OUT = phrase(", by both cells together: period: {{{both}: ...}}; rows to leave out go by leave_out: {{{rows}}}")
_WHOLE_YEAR = phrase(
    "; where it stands for the whole year, say so under values: in config/sources.yaml: period: {{{both}: {both}}}"
)


class PeriodsInTwo(dict[tuple[str, str], tuple[str, int]]):
    """Pairs of texts to their period and the column that it, or what is wrong, is told of; each pair once.

    `values` give the period of a pair by both texts with a blank between them, before the texts are read.
    """

    def __init__(self, header: Header, columns: InTwo, values: Mapping[str, str]) -> None:
        super().__init__()
        self.year, self.within = (header.named[normal(name)] for name in (columns.year, columns.within))
        self._names, self._part = header.names, columns.part
        self._values = {name_key(text): value for text, value in values.items()}

    def read(self, block: Block) -> tuple[list[str], list[int]]:
        """The periods of a block's rows, each with the column that it is told of."""
        found = [self[pair] for pair in zip(block.columns[self.year], block.columns[self.within], strict=True)]
        return [period for period, _ in found], [at for _, at in found]

    def valid(self, column: int, texts: Iterable[str]) -> set[str]:
        """Those texts of one of the columns that make a period with any valid one of the other, without `values`."""
        if column == self.year:
            return {text for text in texts if is_year(text.strip())}
        return {text for text in texts if behind_year(self._part, text)}

    def __missing__(self, pair: tuple[str, str]) -> tuple[str, int]:
        found = self[pair] = self._read(*pair)
        return found

    def _read(self, year: str, within: str) -> tuple[str, int]:
        for cell, at in ((year, self.year), (within, self.within)):
            if isinstance(cell, Unread):
                return cell, at
        both = " ".join(f"{year} {within}".split())
        value = self._values.get(name_key(both))
        return (value, self.year) if value else self._put_together(year.strip(), within.strip(), both)

    def _put_together(self, year: str, within: str, both: str) -> tuple[str, int]:
        if not year:
            return HalfPeriod(self._names[self.year]), self.year
        if not is_year(year):
            return _wrong(year, _NO_YEAR, _TOGETHER, both), self.year
        if not within:
            way = (("way", _WHOLE_YEAR), ("both", scalar(both)))
            return HalfPeriod(self._names[self.within], *way), self.within
        if end := behind_year(self._part, within):
            return year + end, self.year
        rows = f"{scalar(self._names[self.within])}: [{scalar(within)}]"
        return _wrong(within, _NO_PART[self._part], _LEAVE_OUT, both, ("rows", rows)), self.within


def _wrong(cell: str, what: Phrase, way: Phrase, both: str, *more: tuple[str, str]) -> str:
    """A cell that is no year, or no part of one; what has a rule of its own, such as #REF!, stays what it is."""
    if diagnosis.period(cell).code in {"V109", "V110"}:
        return cell
    return Misdated(cell, (("what", what), ("way", way), ("both", scalar(both)), *more))
