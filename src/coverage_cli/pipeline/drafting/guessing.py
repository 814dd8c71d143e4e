"""Which column of a file that nobody described holds which field, where names and cells tell one; else a question."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import chain

from coverage_cli.config.draft import COUNTS, OpenQuestion
from coverage_cli.config.layout import InTwo
from coverage_cli.config.yaml.scalars import scalar
from coverage_cli.domain.periods.parts import behind_year, is_year
from coverage_cli.domain.phrases import Phrase, phrase
from coverage_cli.intake.headers.dated_names import is_span, speaks_of_time
from coverage_cli.intake.headers.part_names import is_of_years, two_columns
from coverage_cli.intake.headers.roles import (
    BROADER,
    BROADEST,
    HINTS,
    are_dates,
    are_long,
    counts_others,
    is_flag,
    is_identifier,
    is_month,
    is_number,
    is_period,
    is_planned,
    is_programme,
    is_quantity,
    is_rate,
    is_tally,
    may_be_outside,
    may_be_period,
    may_count,
    period_of,
    periods_of,
    spoken,
)
from coverage_cli.intake.headers.vocabulary import FIELD_OF, normal
from coverage_cli.intake.peek import Peek
from coverage_cli.pipeline.drafting.registers import RUNNING, identifier, lists_persons, state, together, who

_BASES = {"angkatan", "bekerja", "potensi", "semesta", "employed", "workforce", "force"}
"""Words of a name of workers that say whom it counts; `Jumlah Pekerja` leaves it open."""


def beside_another_basis(name: str, seen: Peek) -> bool:
    """Whether a column beside may count other workers than this one: `Bekerja` beside `angkatan_kerja`; no part of it.

    `guess` then finds the only one that holds counts, if there is one.
    """
    return any((spoken(one) & _BASES) - spoken(name) and not may_be_outside(one) for one in seen.names)


def speaks(seen: Peek) -> set[str]:
    """Whose people the names of a file's columns say that it counts or lists."""
    found = {"participants"} if identifier(seen) or lists_persons(seen) else set[str]()
    counting = [name for name in seen.names if name and may_count(name, seen.cells(name))]
    return found | {
        field_name
        for field_name in COUNTS
        for name in counting
        if (FIELD_OF.get(normal(name)) == field_name or spoken(name) & HINTS[field_name]) and seen.counts(name)
    }


def is_of_others(measure: str, name: str) -> bool:
    """Whether a column's name speaks of the other side's people, and not of those that are to be counted."""
    others = set().union(*(HINTS[field_name] for field_name in COUNTS if field_name != measure))
    return bool(spoken(name) & others) and not spoken(name) & HINTS[measure]


def guess(field_name: str, free: Sequence[str], seen: Peek) -> str | None:
    """The only free column whose name, or else whose cells, say that it holds a field."""
    named = [name for name in free if spoken(name) & HINTS.get(field_name, set())]
    match field_name:
        case "status":
            return state(seen, free)
        case "period":
            named = _periods(named, free, seen)
        case "branch" | "segment":
            named = _groups(field_name, named, seen)
        case "workers" | "participants":
            named = _counts(field_name, named, free, seen)
    return named[0] if len(named) == 1 else None


def _periods(named: Sequence[str], free: Sequence[str], seen: Peek) -> list[str]:
    """Columns of periods within a year, or else of years, or of fiscal ones, where no months stand beside them."""
    forms = {name: periods_of(seen.cells(name)).get if named else is_period for name in named or free}
    spelled = [name for name in named or free if are_dates(seen.cells(name))]
    found = [name for name, form in forms.items() if seen.holds(name, form)] or spelled
    found = found or [name for name in named or free if seen.holds(name, is_span)]
    return [name for name in found if in_year(name, seen)] or ([] if months(seen) else found)


def _groups(field_name: str, named: Sequence[str], seen: Peek) -> list[str]:
    """Columns of branches or segments; of areas that stand side by side the smallest."""
    found = [name for name in named if _may_hold(field_name, name, seen)]
    found = [name for name in found if not is_tally(name)] or found
    for broader in (BROADEST, BROADER):
        found = [name for name in found if not spoken(name) & broader] or found
    return found


def _counts(measure: str, named: Sequence[str], free: Sequence[str], seen: Peek) -> list[str]:
    """Columns of counts of a measure's people; none where it is to be asked what each of them counts."""
    if lists_persons(seen):
        return []
    named = [name for name in named if not is_planned(measure, name)]
    likely = named or [name for name in free if not (is_planned(measure, name) or is_of_others(measure, name))]
    # Where no name tells, a column beside may hold counts too, with decimals as those of thousands have them.
    form = seen.counts if named else partial(seen.holds, form=is_quantity)
    found = [name for name in likely if form(name) and _may_count_people(name, seen)]
    return [] if any(map(may_be_outside, found)) or not all(map(seen.counts, found)) else found


def _may_count_people(name: str, seen: Peek) -> bool:
    """Whether a column could hold counts of people, by its name and its cells."""
    cells = seen.cells(name)
    return may_count(name, cells) and not is_flag(cells) and not counts_others(name)


def _may_hold(field_name: str, name: str, seen: Peek) -> bool:
    """Whether a column is worth to be offered for a field that is no count."""
    cells = seen.cells(name)
    if field_name == "period":
        return may_be_period(name, cells)
    if field_name not in {"branch", "segment"}:
        return True
    counts = may_count(name, cells) and seen.holds(name, is_number)
    number = is_rate(name, cells) or is_identifier(name, cells) or are_long(cells) or normal(name) in RUNNING
    return not (counts or number or speaks_of_time(name) or seen.holds(name, period_of))


def years(free: Sequence[str], seen: Peek) -> list[str]:
    """The columns of years, by their names and their cells."""
    named = (name for name in free if is_of_years(name) or seen.field(name) == "period")
    return [name for name in named if seen.holds(name, is_year)]


def in_two(free: Sequence[str], seen: Peek) -> InTwo | None:
    """The columns of years and of months or quarters, whose names and cells say so."""
    two = two_columns(years(free, seen), free)
    return two if two and seen.holds(two.within, partial(behind_year, two.part)) else None


def in_year(name: str, seen: Peek) -> bool:
    """Whether most cells of a column are periods within a year."""
    read = periods_of(seen.cells(name))
    return seen.holds(name, lambda cell: len(read[cell]) > len("2025"))


def months(seen: Peek) -> str | None:
    """A column of months whose year stands elsewhere."""
    named = (name for name in seen.names if spoken(name) & {"bulan", "month"})
    return next((name for name in named if seen.holds(name, is_month)), None)


_PERSONS = phrase("numbers of persons stand in {example}, and counts of {field} are needed; count the persons first")
_MEMBERS = phrase(
    "numbers of persons stand in {example}, and counts of {field} are needed; where each row is of one person, write "
    "kind: persons with this column as participant_id, and each is counted once; else count the persons first"
)
_NO_COUNTS: tuple[tuple[Callable[[str, Sequence[str]], bool], Phrase], ...] = (
    (is_rate, phrase("rates stand in {example}, and counts of {field} are needed; ask for the numbers of people")),
    (lambda name, cells: is_identifier(name, cells) or are_long(cells), _PERSONS),
    (
        lambda _, cells: is_flag(cells),
        phrase(
            "0 and 1 stand in {example}, which answer something about each row, and counts of {field} are "
            "needed; count the rows first"
        ),
    ),
    (
        lambda name, _: counts_others(name),
        phrase("{example} counts no people, and counts of {field} are needed; ask for the numbers of people"),
    ),
)
"""What columns hold that are no counts of people, by their name and cells, and why they are not."""
_TOGETHER = phrase("{example} say only together who a row is about; write the two into one column of the file")
_NOBODY = phrase("no column says who a row is about; number the persons in a column of the file")
_EXTRACT = phrase("as of which month is this extract? {example} is each person's own date")
_MONTHS = phrase(
    "months without a year stand in {example}; write year and month into one column of the file (2025-04), or make an "
    "input for each month, with filter: {{{example}: ...}} and constants: {{period: 2025-04}}"
)


def question(field_name: str, free: Sequence[str], seen: Peek, dates: Sequence[str]) -> OpenQuestion:
    """Which column holds a field, or why none can."""
    if field_name == "period" and (column := months(seen)):
        return OpenQuestion(field_name, (), scalar(column), _MONTHS)
    if field_name == "participant_id":
        pair = together(seen)
        return OpenQuestion(field_name, (), ", ".join(pair) or "-", _TOGETHER if pair else _NOBODY)
    if field_name == "period" and dates:
        return OpenQuestion(field_name, (), ", ".join(dates), _EXTRACT, constant=True)
    if field_name in COUNTS:
        return _count_question(field_name, free, seen)
    return OpenQuestion(
        field_name, tuple(name for name in free if name not in dates and _may_hold(field_name, name, seen))
    )


def _count_question(field_name: str, free: Sequence[str], seen: Peek) -> OpenQuestion:
    if lists_persons(seen):
        column = who(seen)
        return OpenQuestion(field_name, (), column or ", ".join(together(seen)) or "-", _PERSONS)
    choices = tuple(name for name in free if _may_count_people(name, seen))
    for says, what in () if choices else _NO_COUNTS:
        if refused := [name for name in free if says(name, seen.cells(name))]:
            told = _MEMBERS if what is _PERSONS and field_name == "participants" else what
            return OpenQuestion(field_name, (), ", ".join(refused), told)
    programmes = any(map(is_programme, chain.from_iterable(map(str.split, choices))))  # which share their people
    filled = tuple(name for name in choices if seen.cells(name)) or choices
    return OpenQuestion(field_name, filled, parts=sum(map(seen.counts, filled)) > 1 and not programmes)
