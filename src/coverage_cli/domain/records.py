"""The row models: the only statement of which cells are valid.

A reader hands each distinct text of a column to its field once (`field_adapter`); the verdict then holds for
every row with that text. An error's type is either a rule's code or `string_pattern_mismatch` and the like,
which `intake.cells.diagnosis` turns into the code that explains it best.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, GetCoreSchemaHandler, TypeAdapter
from pydantic_core import PydanticCustomError, core_schema

from coverage_cli.domain.names.letters import LOST, hidden_letter, joiners
from coverage_cli.domain.nik import nik_fault
from coverage_cli.domain.periods.periods import parse_period
from coverage_cli.domain.signs import SHEET_ERROR, is_commented
from coverage_cli.domain.weights import BILLIONTHS, billionths

MOST_PEOPLE = 10**12
"""No count of people is larger."""
LONGEST_NAME = 200
"""Characters; a longer cell is two cells that ran together."""

PLACEHOLDERS = frozenset(
    {"-", "--", "---", "–", "—", ".", "..", "...", "…", "n/a", "n.a.", "na.", "null", "none", "nan", "?"}
)
"""What people write where they have no value. `NA` is missing on purpose: it is somebody's real code."""


class _People:
    """ASCII digits without a leading zero, then the number that they say, up to `MOST_PEOPLE`."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        digits = core_schema.str_schema(strict=True, pattern=r"^(?:0|[1-9][0-9]{0,12})$")
        return core_schema.chain_schema([digits, core_schema.int_schema(le=MOST_PEOPLE)])


def _refuse_sheet_error(text: str) -> None:
    if text.startswith("#") and re.fullmatch(SHEET_ERROR, text):
        raise PydanticCustomError("V109", "spreadsheet error")


def _usable_name(text: str) -> str:
    name = text.strip()
    if not name:
        raise PydanticCustomError("V101", "empty")
    if len(name) > LONGEST_NAME:
        raise PydanticCustomError("V113", "too long")
    _refuse_sheet_error(name)
    if name.casefold() in PLACEHOLDERS:
        raise PydanticCustomError("V110", "placeholder")
    # Of the whole cell: str.strip() takes some control characters for blanks.
    _refuse_unseen(text.strip(" \t\n"))
    return text


def _refuse_unseen(text: str) -> None:
    if hidden_letter(text):
        raise PydanticCustomError("V112", "invisible")
    if LOST in text:
        raise PydanticCustomError("V124", "lost")


def _period_text(text: str) -> str:
    name = text.strip()
    if not name:
        raise PydanticCustomError("V101", "empty")
    if parse_period(name) is None:
        raise PydanticCustomError("V114", "period")
    return name


STATUS_WORDS = {
    **dict.fromkeys(("active", "aktif"), "active"),
    **dict.fromkeys(("inactive", "nonaktif", "non-aktif", "non aktif", "tidak aktif"), "inactive"),
}
"""What cells say of a membership, and the state that each word means."""


def _status(text: str) -> str:
    name = " ".join(text.split()).casefold()
    if not name:
        raise PydanticCustomError("V101", "empty")
    if name not in STATUS_WORDS:
        raise PydanticCustomError("V115", "status")
    return STATUS_WORDS[name]


_SCIENTIFIC = re.compile(r"[0-9]+(?:[.,][0-9]+)?[eE]\+[0-9]+|[0-9]+[.,][0-9]+[eE][0-9]+|[0-9]+\.0+")
"""What a spreadsheet or a data frame makes of a long number. 12E5 is not it: that can be somebody's code."""


_MASKED = re.compile(r"[*•●…]|##|[.]{3}|[xX]{3}|[0-9][xX]{2,}[0-9]")
"""Signs in the place of digits; ######## is what a column shows that is too narrow."""
NO_VALUES = PLACEHOLDERS | {r"\n", "(null)", "[null]", "<na>", "na", "nat", "tidak ada", "kosong", "belum ada"}
"""Placeholders of a column in which none of them can be a name."""

LONGEST_SIMPLE = 128
SIMPLE_IDENTIFIER = f"[0-9A-Za-z][0-9A-Za-z/_-]{{0,{LONGEST_SIMPLE - 1}}}"
"""A form of identifiers that are taken as they are, but for placeholders and what holds `MASK`."""
MASK = "xx"
"""What every masked identifier of that form has in it, in lower case."""
SIMPLE_PLACEHOLDERS = tuple(sorted(word for word in NO_VALUES if re.fullmatch(SIMPLE_IDENTIFIER, word)))
"""Placeholders of that form, in lower case."""


SHEET_DIGITS = 15
"""A spreadsheet's number keeps so many digits and makes zeros of the others."""


def unmarked(identifier: str) -> str:
    """An identifier without outer blanks, and without the apostrophe by which a spreadsheet marks text."""
    return identifier.strip().removeprefix("'").lstrip()


def _identifier(text: str) -> str:
    name = unmarked(text)
    if not name:
        raise PydanticCustomError("V101", "empty")
    _refuse_sheet_error(name)
    if " ".join(name.split()).casefold() in NO_VALUES:
        raise PydanticCustomError("V110", "placeholder")
    if _MASKED.search(name):
        raise PydanticCustomError("P103", "masked")
    if _SCIENTIFIC.fullmatch(name):
        raise PydanticCustomError("P104", "rounded")
    _refuse_unseen(name)
    if joiners(name):  # of which an identifier has none to spell
        raise PydanticCustomError("V112", "invisible")
    return name


def _nik(text: str) -> str:
    if nik_fault(text):
        raise PydanticCustomError("P105", "no NIK")
    return text


def _weight(text: str) -> int:
    name = text.strip()
    if not name:
        raise PydanticCustomError("V101", "empty")
    if name.casefold() in NO_VALUES:
        raise PydanticCustomError("V110", "placeholder")
    number = billionths(name)
    if number is None:
        raise PydanticCustomError("P106", "no weight")
    return number


def _optional_name(text: str) -> str:
    return _usable_name(text) if text.strip() else ""


People = Annotated[int, _People]
"""A whole number of people, 0 to 10^12."""
Name = Annotated[str, AfterValidator(_usable_name)]
"""A name of a branch, a segment or another dimension."""
PeriodText = Annotated[str, AfterValidator(_period_text)]
"""A period, as `domain.periods.periods` reads it."""
PersonId = Annotated[str, AfterValidator(_identifier)]
Weight = Annotated[int, BeforeValidator(_weight)]
"""How many people a person stands for, in billionths; nobody is 0."""


class _Row(BaseModel):
    # Only the fields are used, one by one (`field_adapter`): the whole is built when somebody asks for it.
    model_config = ConfigDict(extra="allow", frozen=True, defer_build=True)

    branch: Name
    segment: Name
    period: PeriodText


class PopulationRow(_Row):
    """Workers of one segment of one branch at one date."""

    workers: People
    basis: str = ""
    source: str = ""
    note: str = ""


class ParticipantsRow(_Row):
    """Participants of one segment of one branch in one period."""

    participants: People
    programme: str = ""
    source: str = ""
    note: str = ""


class PersonRow(_Row):
    """One membership of one person."""

    participant_id: PersonId
    status: Annotated[str, AfterValidator(_status)]
    programme: Annotated[str, AfterValidator(_optional_name)] = ""
    weight: Weight = BILLIONTHS


class NikRow(PersonRow):
    """One membership of one person whose identifier is declared to be a NIK."""

    participant_id: Annotated[PersonId, AfterValidator(_nik)]


RowModel = type[PopulationRow] | type[ParticipantsRow] | type[PersonRow]


@cache
def field_adapter(model: RowModel, field: str, *, first: bool = False) -> TypeAdapter[list[Any]]:
    """Validates a list of texts against one field of a row model; a dimension is a `Name`.

    In the `first` column of a file a text that begins as a comment does is none: the row was taken out, or was not.
    """
    info = model.model_fields.get(field)
    cell: Any = Name
    if info is not None:
        cell = Annotated[(info.annotation, *info.metadata)] if info.metadata else info.annotation
    return TypeAdapter(list[Annotated[cell, AfterValidator(_not_commented)]] if first else list[cell])


def _not_commented(value: Any) -> Any:  # noqa: ANN401 - of any field
    if isinstance(value, str) and is_commented(value):
        raise PydanticCustomError("S116", "comment")
    return value
