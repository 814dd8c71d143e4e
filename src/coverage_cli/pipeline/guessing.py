"""Which column of a file that nobody described holds which field, where names and cells tell but one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_cli.config.draft import COUNTS
from coverage_cli.domain.records import STATUSES
from coverage_cli.intake.roles import (
    COUNTING,
    HINTS,
    is_count,
    is_identifier,
    is_month,
    is_period,
    is_rate,
    may_be_period,
    may_count,
    period_of,
    periods_of,
    speaks_of_time,
    spoken,
)
from coverage_cli.intake.vocabulary import FIELD_OF, normal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_cli.intake.peek import Peek


def speaks(seen: Peek) -> set[str]:
    """Whose people the names of a file's columns say that it counts or lists."""
    found = {"participants"} if identifier(seen) else set[str]()
    counting = [name for name in seen.names if name and may_count(name, seen.cells(name))]
    return found | {
        field_name
        for field_name in COUNTS
        for name in counting
        if (FIELD_OF.get(normal(name)) == field_name or spoken(name) & HINTS[field_name]) and seen.holds(name, is_count)
    }


def identifier(seen: Peek) -> str | None:
    """The column that says who a row is about; a citizen's number, if there are several."""
    found = [name for name in seen.names if name and is_identifier(name, seen.cells(name))]
    return next((name for name in found if "nik" in spoken(name)), found[0] if found else None)


def counted(seen: Peek, *, sure: bool) -> bool:
    """Whether a column counts participants; where rows are not surely persons, any column that counts will do."""
    return any(
        (FIELD_OF.get(normal(name)) == "participants" or (not sure and spoken(name) & COUNTING))
        and seen.holds(name, is_count)
        and may_count(name, seen.cells(name))
        and set(seen.cells(name)) - {"0", "1"}  # of one person
        for name in seen.names
    )


def is_of_others(measure: str, name: str) -> bool:
    """Whether a column's name speaks of the other side's people, and not of those that are to be counted."""
    others = set().union(*(HINTS[field_name] for field_name in COUNTS if field_name != measure))
    return bool(spoken(name) & others) and not spoken(name) & HINTS[measure]


def guess(field_name: str, free: Sequence[str], seen: Peek) -> str | None:
    """The only free column whose name, or else whose cells, say that it holds a field."""
    named = [name for name in free if spoken(name) & HINTS.get(field_name, set())]
    if field_name == "period":
        forms = {name: periods_of(seen.cells(name)).get if named else is_period for name in named or free}
        named = [name for name, form in forms.items() if seen.holds(name, form)]
        named = [name for name in named if in_year(name, seen)] or ([] if months(seen) else named)
    elif field_name in {"branch", "segment"}:
        named = [name for name in named if may_hold(field_name, name, seen)]
    elif field_name == "status":
        named = named or [name for name in free if seen.holds(name, lambda cell: cell.casefold() in STATUSES)]
    elif field_name in COUNTS:
        named = [
            name
            for name in named or [name for name in free if not is_of_others(field_name, name)]
            if may_count(name, seen.cells(name)) and seen.holds(name, is_count)
        ]
    return named[0] if len(named) == 1 else None


def may_hold(field_name: str, name: str, seen: Peek) -> bool:
    """Whether a column is worth to be offered for a field that is no count."""
    cells = seen.cells(name)
    if field_name == "period":
        return may_be_period(name, cells)
    if field_name not in {"branch", "segment"}:
        return True
    counts = may_count(name, cells) and seen.holds(name, is_count)
    other = is_rate(name, cells) or is_identifier(name, cells) or speaks_of_time(name)
    return not (counts or other or seen.holds(name, period_of))


def in_year(name: str, seen: Peek) -> bool:
    """Whether most cells of a column are periods within a year."""
    read = periods_of(seen.cells(name))
    return seen.holds(name, lambda cell: len(read[cell]) > len("2025"))


def months(seen: Peek) -> str | None:
    """A column of months whose year stands elsewhere."""
    named = (name for name in seen.names if spoken(name) & {"bulan", "month"})
    return next((name for name in named if seen.holds(name, is_month)), None)
