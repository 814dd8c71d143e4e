"""`coverage init`: from two files to a project, with everything that cannot be known marked for a decision."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from coverage_cli.config.draft import COUNTS, Draft, Plan, Question
from coverage_cli.config.folders import TARGETS
from coverage_cli.config.layout import Layout
from coverage_cli.config.project import SOURCES
from coverage_cli.domain.errors import UsageFault
from coverage_cli.domain.fields import KEYS, MEASURE, REQUIRED
from coverage_cli.domain.model import Kind
from coverage_cli.domain.nik import nik_fault
from coverage_cli.domain.periods import parse_period
from coverage_cli.domain.phrases import phrase
from coverage_cli.domain.records import PLACEHOLDERS, STATUSES
from coverage_cli.intake.diagnosis import MONTH_OF
from coverage_cli.intake.numbers import ColumnStyle, grouping, ungrouped
from coverage_cli.intake.peek import Peek, peek
from coverage_cli.intake.roles import (
    is_dated,
    is_identifier,
    is_own_date,
    is_rate,
    may_count,
    period_in,
    periods_of,
    spoken,
)
from coverage_cli.intake.sheets import of_sheets
from coverage_cli.intake.vocabulary import normal
from coverage_cli.pipeline.guessing import counted, guess, identifier, in_year, is_of_others, may_hold, months, speaks
from coverage_cli.pipeline.strays import keyed_rows, to_leave_out

if TYPE_CHECKING:
    from collections.abc import Sequence

_TALL = ("period", *COUNTS)
"""What a wide table has no column for."""
_FEWEST_PERIODS = 2
_MOST_VALUES = 60
"""Cells that are translated one by one; more are no list that somebody checks."""
_RATES = phrase("rates stand in {example}, and counts of {field} are needed; ask for the numbers of people")
_PERSONS = phrase("numbers of persons stand in {example}, and counts of {field} are needed; count the persons first")
_EXTRACT = phrase("as of which month is this extract? {example} is each person's own date")
_MONTHS = phrase(
    "months without a year stand in {example}; write year and month into one column of the file (2025-04), or make an "
    "input for each month, with filter: {{{example}: ...}} and constants: {{period: 2025-04}}"
)


def propose(population: str, participants: str, folder: str, sheets: Sequence[str]) -> Plan:
    """Look at two files, of workbooks at one of `sheets`, and propose a project.

    Raises:
        UsageFault: a file cannot be read as a table, both were given in each other's place, or the folder has a
            project already.

    """
    root = Path(folder)
    for path in (root / SOURCES, root / TARGETS):
        if os.path.exists(path):  # noqa: PTH110 - Path's own raises where a folder may not be looked into
            raise UsageFault(
                "{path:path} exists already; name another folder with --into DIR, or edit it", {"path": str(path)}
            )
    first, second = of_sheets((Layout(population), Layout(participants)), sheets)
    workers, members = peek(first, Kind.POPULATION), peek(second, Kind.PARTICIPANTS)
    _refuse_swapped(workers, members)
    return Plan(root, (_draft(workers, Kind.POPULATION, root), _draft(*_of_persons(members), root)))


def _refuse_swapped(first: Peek, second: Peek) -> None:
    """Refuse two files of which each speaks of the other's people, and of those alone."""
    if speaks(first) == {"participants"} and speaks(second) == {"workers"}:
        raise UsageFault(
            "{path:path} speaks of participants and {other} of workers; give the file of workers first",
            {"path": first.layout.name, "other": second.layout.name},
        )


def _of_persons(seen: Peek) -> tuple[Peek, Kind]:
    """A file of participants as one of persons, where a column says who they are and none how many."""
    column = identifier(seen)
    if column is None or counted(seen, sure=is_identifier(column, ())):
        return seen, Kind.PARTICIPANTS
    return peek(seen.layout, Kind.PERSONS), Kind.PERSONS


def _draft(seen: Peek, kind: Kind, root: Path) -> Draft:
    layout = seen.layout
    path = Path(os.path.relpath(layout.path, root)).as_posix()
    draft = Draft(kind, path, layout.delimiter, layout.encoding, _header_lines(layout), layout.sheet)
    known = _known(seen, kind)
    draft.columns = {name: column for name, column in known.items() if name in REQUIRED[kind]}
    draft.guessed = {name for name, column in known.items() if seen.field(column) != name}
    free = [name for name in seen.names if name and name not in known.values()]
    dates = _own_dates(seen, kind)
    open_ = []
    for field_name in REQUIRED[kind]:
        if field_name in draft.columns or (field_name in _TALL and _widen(draft, seen, free)):
            continue
        if column := guess(field_name, [name for name in free if name not in dates], seen):
            draft.columns[field_name] = column
            draft.guessed.add(field_name)
            free.remove(column)
        else:
            open_.append(field_name)
    draft.questions[:0] = [_question(field_name, free, seen, dates) for field_name in open_]
    draft.columns = {name: draft.columns[name] for name in REQUIRED[kind] if name in draft.columns}
    draft.spare = tuple(name for name in free if not _weighs(name))  # a weight is to be declared, or warned about
    _translate(draft, seen)
    if kind is not Kind.PERSONS:
        _look_at_cells(draft, seen)
    return draft


def _header_lines(layout: Layout) -> tuple[int, ...]:
    return () if layout.header is None else tuple(range(layout.header, layout.header + layout.header_lines))


def _known(seen: Peek, kind: Kind) -> dict[str, str]:
    """Our fields by the names that their columns usually have, without those whose cells are something else."""
    known = {field_name: seen.names[index] for field_name, index in seen.known.items()}
    measure = MEASURE[kind]
    if kind is Kind.PERSONS:
        known[measure] = identifier(seen) or ""
    elif measure in known and (
        is_rate(name := known[measure], seen.cells(name)) or is_identifier(name, seen.cells(name))
    ):
        del known[measure]
    period = known.get("period")
    if period and ((months(seen) and not in_year(period, seen)) or period in _own_dates(seen, kind)):
        del known["period"]
    return known


def _own_dates(seen: Peek, kind: Kind) -> list[str]:
    """The columns of a file of persons that are dates of each one's own."""
    named = seen.names if kind is Kind.PERSONS else ()
    return [name for name in named if name and is_own_date(name, seen.cells(name))]


def _widen(draft: Draft, seen: Peek, free: list[str]) -> bool:
    """Several columns with a period in their names: a table by year or by month. Whether it is one."""
    if draft.wide:
        return True
    if draft.columns.keys() & {"period", MEASURE[draft.kind]}:
        return False
    counts = [
        name for name in free if may_count(name, seen.cells(name)) and not is_of_others(MEASURE[draft.kind], name)
    ]
    read = periods_of(counts)
    found = {name: period for name in counts if (period := read[name] or (not is_dated(name) and period_in(name)))}
    within = {name: period for name, period in found.items() if len(period) > len("2025")}
    yearless = {name: f"-{MONTH_OF[normal(name)]:02d}" for name in counts if normal(name) in MONTH_OF}
    dated = {name: "" for name in counts if is_dated(name) and not read[name]}
    for wide in (within, found, yearless, dated):  # a year beside its months is their total
        if len(wide) >= _FEWEST_PERIODS and (wide is dated or len(set(wide.values())) == len(wide)):
            draft.wide = wide
            free[:] = [name for name in free if name not in wide]
            draft.questions += [Question("periods", tuple(wide))] if wide in (yearless, dated) else []
            return True
    return False


def _question(field_name: str, free: Sequence[str], seen: Peek, dates: Sequence[str]) -> Question:
    """Which column holds a field, or why none can."""
    if field_name == "period" and (column := months(seen)):
        return Question(field_name, (), column, _MONTHS)
    if field_name == "period" and dates:
        return Question(field_name, (), ", ".join(dates), _EXTRACT, constant=True)
    if field_name not in COUNTS:
        return Question(
            field_name, tuple(name for name in free if name not in dates and may_hold(field_name, name, seen))
        )
    choices = tuple(name for name in free if may_count(name, seen.cells(name)))
    for refused, what in ((is_rate, _RATES), (is_identifier, _PERSONS)):
        names = [name for name in free if refused(name, seen.cells(name))]
        if names and not choices:
            return Question(field_name, (), ", ".join(names), what)
    return Question(field_name, choices)


def _translate(draft: Draft, seen: Peek) -> None:
    """Other spellings of periods and states: their values where they have one reading, else a question."""
    if period := draft.columns.get("period"):
        read = periods_of(seen.cells(period))
        values = {cell: said for cell, said in read.items() if said and not parse_period(cell)}
        draft.values |= {"period": values} if 0 < len(values) <= _MOST_VALUES else {}
    if status := draft.columns.get("status"):
        odd = [cell for cell in dict.fromkeys(seen.cells(status)) if " ".join(cell.split()).casefold() not in STATUSES]
        draft.questions += [Question("status_values", tuple(odd))] if 0 < len(odd) <= _MOST_VALUES else []
    if draft.kind is Kind.PERSONS and "nik" in spoken(column := draft.columns["participant_id"]):
        draft.identifier = "nik" if seen.holds(column, lambda cell: nik_fault(cell) is None) else None


def _look_at_cells(draft: Draft, seen: Peek) -> None:
    """Number style, totals and markers of no value, as the cells show them."""
    measure = MEASURE[draft.kind]
    counts = [draft.columns[measure]] if measure in draft.columns else list(draft.wide)
    cells = [cell for name in counts for cell in seen.cells(name)]
    style = ColumnStyle()
    for cell in cells:
        style.learn(cell, 0)
    open_ = next((cell for cell in cells if grouping(cell)), None)
    if style.decided is None and open_ is not None:
        styles = ("id", "en") if grouping(open_) == "id" else ("en", "id")  # first the one that makes people of it
        draft.questions.append(Question("number_style", styles, f"{open_} / {ungrouped(open_)}"))
    draft.missing = tuple(sorted({cell for cell in cells if cell.casefold() in PLACEHOLDERS}))
    keys = [draft.columns[name] for name in KEYS if name in draft.columns]
    rows = keyed_rows(seen, keys)
    if counts and len(keys) + len(draft.wide and ["period"]) == len(KEYS) and len(set(rows)) < len(rows):
        draft.questions.append(Question("aggregate", ("sum",)))
    draft.leave_out = to_leave_out(seen, draft.columns)


def _weighs(header: str) -> bool:
    """Whether a column may hold survey weights, without which people are counted as heads."""
    return any(word in normal(header) for word in ("weight", "bobot", "penimbang", "wgt"))
