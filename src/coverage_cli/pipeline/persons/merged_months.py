"""Months, quarters and years of persons that are one period here, because nothing reads the column that tells them.

No survey reads that column. Where it may matter, the file is looked at once more, up to the first row that shows it;
where only a cluster can, the header alone decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain

from coverage_cli.config.layout import Layout
from coverage_cli.domain.findings import Finding
from coverage_cli.domain.model import Kind
from coverage_cli.domain.periods.parts import MONTHS_OF, Part, behind_year, is_year
from coverage_cli.domain.periods.periods import parse_period
from coverage_cli.domain.safe import heading
from coverage_cli.engines.errors import EngineError
from coverage_cli.intake.headers.fields import Header
from coverage_cli.intake.headers.part_names import column_of_parts, is_of_years
from coverage_cli.intake.headers.vocabulary import normal
from coverage_cli.intake.rows import open_rows
from coverage_cli.pipeline.persons.reading import Reading


class MergedMonths:
    """What the files of a run that were read so far tell apart in one period."""

    def __init__(self) -> None:
        self._met: dict[tuple[Part | None, str], str] = {}
        """By part, None for years, and period the first month, quarter or year."""

    def met(self, layout: Layout, reading: Reading, periods: Iterable[str]) -> Iterator[Finding]:
        """A finding at a file's header where a row is of another month than one before, and both are of one period."""
        elsewhere = reading.direct and layout.is_address
        for at, part in unread(layout, reading.header):
            # A constant says of no row that it is of that month.
            least = MONTHS_OF[part] if part and "period" not in layout.constants else 0
            longer = [text for text in periods if _is_longer(text, least)]
            one = min(longer, default="") if elsewhere or not longer else self._first(reading, at, part, least)
            if one:
                args = (("name", heading(reading.header.names[at])),)
                yield Finding("P112", layout.place(reading.header.line, 1), "period", one, args)
                return

    def _first(self, reading: Reading, at: int, part: Part | None, least: int) -> str:
        """The first period of more than so many months whose rows are told apart; nothing where there is none.

        An engine that has the rows says sooner that there is none, and not which comes first.
        """
        if (distinct := reading.beside_period(at)) is not None:
            known = dict(self._met)
            with suppress(EngineError):  # that a column is damaged which nobody reads is no fault of the file
                if not self._among(distinct, part, least):
                    return ""
            self._met = known
        rows = open_rows(reading.layout, Kind.PERSONS)
        place = rows.header.columns["period"] if rows.header else -1
        pairs = (dict.fromkeys(zip(block.columns[place], block.columns[at], strict=True)) for block in rows.blocks())
        return self._among(chain.from_iterable(pairs), part, least)

    def _among(self, pairs: Iterable[tuple[str, str]], part: Part | None, least: int) -> str:
        """The same among periods with what stands beside them, which is remembered."""
        for period, text in ((period.strip(), text.strip()) for period, text in pairs):
            told = (part and behind_year(part, text)) or (text if part or is_year(text) else "")
            if told and _is_longer(period, least) and self._met.setdefault((part, period), told) != told:
                return period
        return ""


def unread(layout: Layout, header: Header) -> Iterator[tuple[int, Part | None]]:
    """The columns of months or quarters, and with None of years, that are not in the period."""
    if layout.period_columns is not None:
        return
    if found := column_of_parts(header.names):
        yield found
    read = layout.columns.get("period") or layout.also.get("period") or ""
    # A column of whole periods has their years; a constant has not, nor a month that stands for the period.
    if "period" in layout.constants or (found and normal(header.names[found[0]]) == normal(read)):
        yield from ((at, None) for at, name in enumerate(header.names) if is_of_years(name))


def _is_longer(period: str, months: int) -> bool:
    span = parse_period(period.strip())
    return span is not None and span.months > months
