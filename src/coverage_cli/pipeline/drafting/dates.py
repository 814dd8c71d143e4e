"""`coverage init`: periods in other spellings, by a format that all share, else each by itself, or by a question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coverage_cli.config.draft import Draft, OpenQuestion
from coverage_cli.domain.periods.formats import PeriodFormat, formats_of, parse_format
from coverage_cli.domain.periods.periods import months_at, parse_period
from coverage_cli.intake.cells.meant_periods import is_worded_day
from coverage_cli.intake.headers.dated_names import is_span, period_in, period_of_title
from coverage_cli.intake.headers.roles import DATED, is_period, periods_of, readings_of
from coverage_cli.intake.peek import Peek
from coverage_cli.intake.shaping.dating import Dates

MOST_VALUES = 60
"""Distinct cells of a column that are gone through one by one; more are no list that somebody checks."""
_BOTH = 2
_WORDS = 4
"""Of a period, such as `Semester II of 2024`; what has more is a note."""


def spell_periods(draft: Draft, cells: Sequence[str]) -> None:
    """What the cells of a column of periods mean where they have one reading, else a question."""
    read = periods_of(cells)
    values = {cell: said for cell, said in read.items() if said and not parse_period(cell)}
    dates = readings_of(cells)
    formats = _shared(cells)
    if dates:
        _ask_dates(draft, dates, formats)
    elif len(formats) == 1 and ("DD" in formats[0] or all(read.values())):  # 2025-1 may be a quarter
        draft.formats = formats
        _take_format(draft, _said(formats[0], cells))
    else:
        if 0 < len(values) <= MOST_VALUES:
            _translate(draft, values)
        _ask_unread(draft, read)


def date_rows(draft: Draft, seen: Peek) -> bool:
    """The period of all rows, where one and no other is that of the sheet by its name, or of a title. Whether it is."""
    sheet, said = period_in(draft.sheet or ""), {line: period_of_title(text) for line, text in seen.titles if line}
    only = {period for line, name in seen.titles if not line and len(period := period_in(name)) > len("2025")}
    found = {sheet, *said.values()} - {""}
    if len(found) != 1 or None in found or not only <= found:
        return False
    draft.constants["period"] = str(found.pop())
    if sheet:
        draft.guessed.add("period")
    else:
        draft.dated = next(line for line, period in said.items() if period)
    return True


def _shared(cells: Sequence[str]) -> tuple[str, ...]:
    """The formats by which every cell is a date, where some cell needs one."""
    odd = next((cell for cell in cells if not parse_period(cell)), "")
    return tuple(one for one in formats_of(odd) if _reads(one, cells))


def _reads(text: str, cells: Sequence[str]) -> bool:
    return all(map(is_period, _said(text, cells).values()))


def _said(text: str, cells: Sequence[str]) -> dict[str, str]:
    """The day or the month that each cell is by a format; nothing where it is none, or may be with others exchanged."""
    form = parse_format(text, keeps_days=True)
    return Dates(form, {}).read(cells) if isinstance(form, PeriodFormat) else dict.fromkeys(cells, "")


def _ask_dates(draft: Draft, dates: dict[str, tuple[str, str]], formats: tuple[str, ...]) -> None:
    """Dates such as 01/02/2024 are asked about; where none has two readings, all have the one."""
    draft.dates, draft.formats = dates, formats if len(formats) == _BOTH else ()
    odd = next((cell for cell, both in dates.items() if both[0] != both[1]), None)
    if not draft.formats and len(dates) > MOST_VALUES:
        return
    if odd is None:  # a format would say more of dates to come than these cells do
        draft.values["period"] = draft.read_dates(0)
    else:
        draft.questions.append(OpenQuestion("dates", ("day", "month"), f"{odd} ({' / '.join(dates[odd])})"))


def _take_format(draft: Draft, values: dict[str, str]) -> None:
    """The one format of all cells; of days whose month is a word, which do not all end or begin one, it is asked."""
    days = [cell for cell, said in values.items() if len(said) == len("2025-03-31")]
    if any(map(is_worded_day, days)) and not months_at({cell: values[cell] for cell in days}):
        draft.days = values
        draft.questions.append(OpenQuestion("days", ("month", "day"), days[0]))
    else:
        draft.take_format(0, values)


def _ask_unread(draft: Draft, read: Mapping[str, str]) -> None:
    """Ask which periods fiscal years and halves of years are, or cells of a column of which most have no reading."""
    spans = [cell for cell in read if is_span(cell) and _is_short(cell)]
    unread = [cell for cell, said in read.items() if not said and _is_short(cell) and not DATED.fullmatch(cell)]
    if not any(not read[cell] for cell in spans):  # 2011-12 alone is a month
        spans = unread if len(unread) * 2 > len(read) else []
    if 0 < len(spans) <= MOST_VALUES:
        draft.questions.append(OpenQuestion("period_values", tuple(spans)))


def _is_short(cell: str) -> bool:
    """Whether a cell with digits is no note."""
    return any(map(str.isdigit, cell)) and len(cell.split()) <= _WORDS


def _translate(draft: Draft, values: dict[str, str]) -> None:
    """Days such as 31-Mar-2025 as months, where all of them end one or all begin one; else it is asked."""
    worded = {cell: said for cell, said in values.items() if is_worded_day(cell)}
    months = months_at(worded)
    if worded and not months:
        draft.days = values
        draft.questions.append(OpenQuestion("days", ("month", "day"), next(iter(worded))))
    else:
        draft.values["period"] = values | months
