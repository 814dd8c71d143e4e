"""What only the owner of the files can decide: which column holds a field, or why none can."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_cli.config.draft import COUNTS, Question
from coverage_cli.domain.phrases import phrase
from coverage_cli.intake.roles import counts_others, is_flag, is_identifier, is_rate, may_count
from coverage_cli.pipeline.guessing import may_hold, months
from coverage_cli.pipeline.registers import lists_persons, together, who

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_cli.intake.peek import Peek

_RATES = phrase("rates stand in {example}, and counts of {field} are needed; ask for the numbers of people")
_OTHERS = phrase("{example} counts no people, and counts of {field} are needed; ask for the numbers of people")
_PERSONS = phrase("numbers of persons stand in {example}, and counts of {field} are needed; count the persons first")
_ANSWERS = phrase(
    "0 and 1 stand in {example}, which answer something about each row, and counts of {field} are "
    "needed; count the rows first"
)
_TOGETHER = phrase("{example} say only together who a row is about; write the two into one column of the file")
_NOBODY = phrase("no column says who a row is about; number the persons in a column of the file")
_EXTRACT = phrase("as of which month is this extract? {example} is each person's own date")
_MONTHS = phrase(
    "months without a year stand in {example}; write year and month into one column of the file (2025-04), or make an "
    "input for each month, with filter: {{{example}: ...}} and constants: {{period: 2025-04}}"
)


def question(field_name: str, free: Sequence[str], seen: Peek, dates: Sequence[str]) -> Question:
    """Which column holds a field, or why none can."""
    if field_name == "period" and (column := months(seen)):
        return Question(field_name, (), column, _MONTHS)
    if field_name == "participant_id":
        pair = together(seen)
        return Question(field_name, (), ", ".join(pair) or "-", _TOGETHER if pair else _NOBODY)
    if field_name == "period" and dates:
        return Question(field_name, (), ", ".join(dates), _EXTRACT, constant=True)
    if field_name in COUNTS:
        return _count_question(field_name, free, seen)
    return Question(field_name, tuple(name for name in free if name not in dates and may_hold(field_name, name, seen)))


def _count_question(field_name: str, free: Sequence[str], seen: Peek) -> Question:
    if lists_persons(seen):
        column = who(seen)
        return Question(field_name, (), column or ", ".join(together(seen)) or "-", _PERSONS)
    counting = [name for name in free if may_count(name, cells := seen.cells(name)) and not is_flag(cells)]
    choices = tuple(name for name in counting if not counts_others(name))
    for refused, what in ((is_rate, _RATES), (is_identifier, _PERSONS), (_flagged, _ANSWERS), (_of_others, _OTHERS)):
        names = [name for name in free if refused(name, seen.cells(name))]
        if names and not choices:
            return Question(field_name, (), ", ".join(names), what)
    return Question(field_name, choices)


def _flagged(_name: str, cells: Sequence[str]) -> bool:
    return is_flag(cells)


def _of_others(name: str, _cells: Sequence[str]) -> bool:
    return counts_others(name)
