"""Tables whose columns are periods or segments: what their names, or the headings above them, tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from coverage_cli.analysis.sums.vocabulary import is_total_name
from coverage_cli.config.draft import COUNTS, Draft, OpenQuestion
from coverage_cli.config.layout import InTwo
from coverage_cli.domain.fields import MEASURE
from coverage_cli.domain.model import Kind
from coverage_cli.domain.names.keys import name_key
from coverage_cli.domain.periods.parts import behind_year, is_year, parts_of
from coverage_cli.domain.records import PLACEHOLDERS
from coverage_cli.intake.headers.dated_names import beside_period, is_open, of_two_years, period_in, speaks_of_time
from coverage_cli.intake.headers.part_names import column_of_parts, part_in, parts_in, sums
from coverage_cli.intake.headers.roles import (
    counts_others,
    is_planned,
    is_programme,
    is_quantity,
    may_be_outside,
    may_count,
    periods_of,
    spoken,
)
from coverage_cli.intake.headers.sexes import SEXES
from coverage_cli.intake.peek import Peek
from coverage_cli.pipeline.drafting.guessing import is_of_others, years

_TALL = ("period", *COUNTS)
"""What a table by year or by month has no column for."""
_FEWEST = 2
"""Columns of a wide table."""


def by_period(draft: Draft, seen: Peek, free: list[str], field_name: str) -> bool:
    """Several columns with a period in their names: a table by year or by month. Whether it gives a field."""
    if field_name not in _TALL or draft.kind is Kind.PERSONS:
        return False
    if draft.wide:
        return field_name != "period" or draft.across == "period"
    if draft.columns.keys() & {"period", MEASURE[draft.kind]}:
        return False
    counts = [name for name in free if may_count(name, seen.cells(name)) and not _is_of_others(draft, name)]
    found = _dated(counts)
    within = {name: period for name, period in found.items() if len(period) > len("2025")}
    yearless = parts_in(counts)
    open_ = {name: "" for name in counts if is_open(name) and name not in found}
    # One alone is no wide table, unless it is the year of months in rows.
    fewest = 1 if _months(free, seen) and all(map(is_year, found.values())) else _FEWEST
    # A year beside its months is their total, and so is what is named so among columns of one period.
    for wide in (within, found, _totals(within), _totals(found), yearless, open_):
        told_apart = wide is open_ or len(set(wide.values())) == len(wide)
        if len(wide) < (fewest if wide is found else _FEWEST) or not told_apart or any(map(may_be_outside, wide)):
            continue
        draft.wide = wide
        free[:] = [name for name in free if name not in wide]
        if not _in_two(draft, free, seen) and wide in (yearless, open_):
            draft.questions.append(OpenQuestion("periods", tuple(wide)))
        return True
    return False


def _dated(names: Sequence[str]) -> dict[str, str]:
    """The periods of the columns whose names have one."""
    read = periods_of(names)
    if any(of_two_years(name) and not read[name] for name in names):  # then 2011-12 is no month either
        read |= {name: "" for name in names if of_two_years(name)}
    return {name: period for name in names if (period := read[name] or (not is_open(name) and period_in(name)))}


def _in_two(draft: Draft, free: list[str], seen: Peek) -> bool:
    """The column of years beside those of their months or quarters, or of these beside years. Whether there is one."""
    found, held = years(free, seen), draft.wide
    # Of names with a year of their own too: each row's is held against it.
    ends = {name: period[len("2025-") :] or period.removeprefix("-") for name, period in held.items()}
    read = parts_of(ends.values())
    if len(found) == len(read) == 1 and len(set(ends.values())) == len(ends):
        draft.in_two, draft.wide = InTwo(found[0], "", read[0]), ends
    elif all(map(is_year, held.values())):
        draft.in_two = _months(free, seen)
    if draft.in_two:
        free[:] = [name for name in free if name not in draft.in_two.headers]
    return draft.in_two is not None


def _months(free: Sequence[str], seen: Peek) -> InTwo | None:
    """A column of months or quarters, by its name and its cells."""
    found = column_of_parts(free)
    if found is None or not seen.holds(free[found[0]], partial(behind_year, found[1])):
        return None
    return InTwo("", free[found[0]], found[1])


def _is_of_others(draft: Draft, name: str) -> bool:
    """Whether a name speaks of the other side's people, of people to come, or of no people at all."""
    measure = MEASURE[draft.kind]
    return is_of_others(measure, name) or is_planned(measure, name) or counts_others(name)


def _totals(found: Mapping[str, str]) -> dict[str, str]:
    """Of columns of which each period has several, such as women and men, the one that is their total by its name."""
    totals = {name: period for name, period in found.items() if is_total_name(name_key(beside_period(name)))}
    return totals if len(set(totals.values())) == len(set(found.values())) else {}


def by_segment(draft: Draft, seen: Peek, free: list[str]) -> bool:
    """Several columns of counts below one heading, whose own names are segments. Whether there are such."""
    measure = MEASURE[draft.kind]
    if draft.wide or measure not in COUNTS or measure in draft.columns:
        return False
    tables = []
    for heading in seen.headings:
        below = {name: name.removeprefix(f"{heading} ") for name in free if name.startswith(f"{heading} ")}
        counts = {name: part for name, part in below.items() if may_count(name, seen.cells(name))}
        dated = any(speaks_of_time(part) for part in counts.values())
        others = any(is_planned(measure, part) or is_programme(part) for part in counts.values())
        if len(counts) >= _FEWEST and not dated and not others and not _is_of_others(draft, heading):
            tables.append({name: part for name, part in counts.items() if not is_total_name(name_key(part))})
    if len(tables) != 1 or len(set(tables[0].values())) < len(tables[0]):
        return False
    draft.wide, draft.across = tables[0], "segment"
    free[:] = [name for name in free if name not in draft.wide]
    return True


def _is_count_or_none(cell: str) -> bool:
    return is_quantity(cell) or cell.casefold() in PLACEHOLDERS


def by_sex(draft: Draft, seen: Peek, free: list[str], measure: str) -> bool:
    """A column of men and one of women alone: both add up, or the one beside them that is their sum is read."""
    counts = [name for name in free if may_count(name, seen.cells(name)) and seen.holds(name, _is_count_or_none)]
    sexes = [[name for name in counts if spoken(name) & words] for words in SEXES]
    if draft.wide or measure not in COUNTS or any(len(names) != 1 for names in sexes):
        return False
    both = [names[0] for names in sexes]
    beside_sex = [spoken(name) - words for name, words in zip(both, SEXES, strict=True)]
    if beside_sex[0] != beside_sex[1] or any(
        _is_of_others(draft, name) or may_be_outside(name) or speaks_of_time(name) or part_in(name) for name in both
    ):
        return False
    beside = [name for name in counts if name not in both]
    places = [seen.names.index(name) for name in both]
    totals = [name for name in beside if sums(seen.columns, seen.names.index(name), places)]
    if len(totals) == 1:
        draft.columns[measure] = totals[0]
        draft.guessed.add(measure)
        free.remove(totals[0])
        return True
    if not beside:
        draft.wide, draft.across = dict.fromkeys(both, " + ".join(both)), "note"
        notes = [seen.names[at] for name, at in seen.known.items() if name == "note"]  # of one column alone (S119)
        free[:] = [name for name in free if name not in both] + notes
    return not beside
