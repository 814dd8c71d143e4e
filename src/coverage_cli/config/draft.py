"""One input of a proposed project, and what only the owner of its file can decide."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from coverage_cli.config.layout import InTwo
from coverage_cli.domain.choices import NumberStyle
from coverage_cli.domain.fields import KEYS
from coverage_cli.domain.model import Kind
from coverage_cli.domain.periods.periods import months_at, parse_period
from coverage_cli.domain.phrases import Phrase, phrase
from coverage_cli.domain.records import PLACEHOLDERS, STATUS_WORDS
from coverage_cli.domain.units import Unit, unit_of

COUNTS = ("workers", "participants")
SETTINGS = (
    "number_style",
    "aggregate",
    "fill_down",
    "periods",
    "period_values",
    "days",
    "dates",
    "status_values",
    "weight",
    "unit",
    "programmes",
)
"""What questions are about that ask for no column."""
_NONE = phrase("that is not one of them")
_NO_COLUMN = phrase("{value} is no column; for one value in all rows type ={value}")
_NO_VALUE = phrase("{value} means that there is no value; press Enter to decide later")
_NO_STATE = phrase("{value} is neither active nor inactive")
_TAKEN = phrase("the column {value} holds {field} already")


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """What only the owner of a file knows: which column holds `field`, or how something such as `example` is meant.

    `what` is a phrase that says why no column can; `example` then names the columns that it is about. `constant` says
    that one value for all rows answers it, `parts` that several of the columns may be a segment each.
    """

    field: str
    choices: tuple[str, ...] = ()
    example: str = ""
    what: Phrase | None = None
    constant: bool = False
    parts: bool = False


@dataclass(slots=True)
class Draft:
    """One input as it is proposed.

    In `wide`, whose columns are values of `across`, a month without a year is `-04`, a period that nobody knows
    nothing. `days` are cells of the period that may be days or months, `weight` is the column of survey weights.
    """

    kind: Kind
    path: str
    delimiter: str | None
    encoding: str | None
    header: tuple[int, ...]
    sheet: str | None
    columns: dict[str, str] = field(default_factory=dict)
    in_two: InTwo | None = None
    """The two columns of the period, where it stands in two."""
    guessed: set[str] = field(default_factory=set)
    constants: dict[str, str] = field(default_factory=dict)
    dated: int = 0
    """The line of the title that says the period of all rows."""
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    wide: dict[str, str] = field(default_factory=dict)
    across: Literal["period", "segment", "note"] = "period"
    days: dict[str, str] = field(default_factory=dict)
    dates: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Cells of the period that are dates of two readings: with days first, and with months first."""
    formats: tuple[str, ...] = ()
    """The formats that fit all cells of the period, in the order of the readings."""
    period_format: str = ""
    keeps_days: bool = False
    weight: str | None = None
    identifier: Literal["nik"] | None = None
    number_style: NumberStyle | None = None
    titled: Unit | None = None
    """The unit of people that a title above the header speaks of, or a column that says it."""
    told_unit: Unit | None = None
    """The unit as the owner says it."""
    leave_out: dict[str, tuple[str, ...]] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    spare: tuple[str, ...] = ()
    """Columns that no field needs; some are offered by questions."""
    aggregate: bool = False
    gaps: tuple[str, ...] = ()
    """Fields with empty cells below their values, in the order of their columns."""
    fill_down: bool = False
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The names in the columns of branches and segments, without those that are left out."""
    programme: str = ""
    """The only one of several whose rows are taken: the same people may be in others."""
    questions: list[OpenQuestion] = field(default_factory=list)

    @property
    def unused(self) -> tuple[str, ...]:
        """The spare columns that no open question offers, nor the choice of rows needs."""
        offered = {name for question in self.questions for name in self.offered(question)}
        return tuple(name for name in self.spare if name not in {*offered, *self.leave_out, *self.columns.values()})

    @property
    def unit(self) -> Unit | None:
        """What counts are given in, as the owner, their columns' names, a title, or rows that are left out say."""
        if self.kind is Kind.PERSONS or self.told_unit:
            return self.told_unit
        names = (*self.wide, *(column for ours, column in self.columns.items() if ours in COUNTS))
        rows = (text for texts in self.leave_out.values() for text in texts)
        return next(filter(None, (*map(unit_of, names), self.titled, *map(unit_of, rows))), None)

    @property
    def keyed(self) -> dict[str, str]:
        """The columns of a row's key, by what `fill_down` calls them."""
        two = self.in_two.headers if self.in_two else ()
        return {name: self.columns[name] for name in KEYS if name in self.columns} | dict(zip(two, two, strict=True))

    def offered(self, question: OpenQuestion) -> tuple[str, ...]:
        """What a question offers, without the columns that hold something by now."""
        return tuple(name for name in question.choices if name not in self.columns.values())

    def wants_value(self, question: OpenQuestion) -> bool:
        """Whether one value for all rows is what answers a question, no column being left for it."""
        left = question.what or self.offered(question) or question.field in (*COUNTS, *SETTINGS)
        return question.constant or not left

    def add_up(self, name: str, whole: str) -> None:
        """Take all branches, or all segments, for parts of one."""
        self.values[name] = dict.fromkeys(self.names[name], whole)
        self.aggregate = True
        self.questions = [question for question in self.questions if question.field != "aggregate"]

    def has_one(self, name: str) -> bool:
        """Whether all rows have one value of a field, or are to get one."""
        return name in self.constants or any(
            question.field == name and self.wants_value(question) for question in self.questions
        )

    def answer(self, question: OpenQuestion, text: str) -> tuple[str, dict[str, str]] | None:
        """Take an answer: a column's name, `=VALUE` for one value in all rows, or a setting; what is wrong with it."""
        text = text.strip()
        if question.field not in SETTINGS and (wrong := self._misfit(question, text)):
            return wrong
        if not (self._set(question, text) if question.field in SETTINGS else self._fill(question, text)):
            return _NONE, {}
        self.questions.remove(question)
        return None

    def _misfit(self, question: OpenQuestion, text: str) -> tuple[str, dict[str, str]] | None:
        """Why a text is no answer: a column that holds another field, or a value without its sign."""
        taken = next((ours for ours, theirs in self.columns.items() if theirs == text), None)
        if taken is not None:
            return _TAKEN, {"value": text, "field": taken}
        value = text.removeprefix("=").strip()
        if text not in question.choices and value.casefold() in PLACEHOLDERS:
            return _NO_VALUE, {"value": text}
        given = text.startswith("=") or self.wants_value(question)
        if given and question.field == "status" and value.casefold() not in STATUS_WORDS:
            return _NO_STATE, {"value": value}
        if given or text in question.choices or question.field in COUNTS:
            return None
        return (_NO_COLUMN, {"value": text}) if question.field != "period" or parse_period(text) else None

    def _set(self, question: OpenQuestion, text: str) -> bool:
        """A number style, `sum`, the periods of columns or their year, the cells that mean an active member, ..."""
        said = [one.strip() for one in text.split(",")]
        if question.field == "periods":
            said = [text + month for month in self.wide.values()] if len(said) == 1 else said
            if len(set(said)) != len(self.wide) or not all(map(parse_period, said)):
                return False
            self.wide = dict(zip(self.wide, said, strict=True))
        elif question.field == "period_values":
            if len(said) != len(question.choices) or not all(map(parse_period, said)):
                return False
            self.values["period"] = self.values.get("period", {}) | dict(zip(question.choices, said, strict=True))
        elif question.field == "status_values":
            if not set(said) <= set(question.choices):
                return False
            self.values["status"] = {one: "active" if one in said else "inactive" for one in question.choices}
        elif text in question.choices:
            self._choose(question, text)
        else:
            return False
        return True

    def _choose(self, question: OpenQuestion, text: str) -> None:
        """One of the choices that a question names."""
        match question.field:
            case "number_style":
                self.number_style = "id" if text == "id" else "en"
            case "unit":
                self.told_unit = "thousands" if text == "thousands" else "millions"
            case "weight":
                self.weight = text
            case "programmes":
                self.programme = text
            case "aggregate":
                self.aggregate = True
            case "fill_down":
                self.fill_down = True
            case "dates":
                self._take_dates(question.choices.index(text))
            case "days" if self.formats:
                self.period_format, self.keeps_days = self.formats[0], text == "day"
            case "days":
                size = len("2025-03" if text == "month" else "2025-03-15")
                self.values["period"] = {cell: said[:size] for cell, said in self.days.items()}

    def read_dates(self, reading: int) -> dict[str, str]:
        """What dates of two readings mean in one of them: months where all begin one, or all end one; else days."""
        said = {cell: both[reading] for cell, both in self.dates.items()}
        return months_at(said) or said

    def _take_dates(self, reading: int) -> None:
        """Dates of two readings in one of them."""
        if self.formats:
            self.take_format(reading, {cell: both[reading] for cell, both in self.dates.items()})
        else:
            self.values["period"] = self.read_dates(reading)

    def take_format(self, reading: int, said: dict[str, str]) -> None:
        """One of the formats; days are kept unless all of what the cells say are months, or all begin or end one."""
        self.period_format = self.formats[reading]
        days = {cell: day for cell, day in said.items() if len(day) == len("2025-03-15")}
        self.keeps_days = bool(days) and not months_at(days)

    def _fill(self, question: OpenQuestion, text: str) -> bool:
        """A column, or a constant, which needs no sign where there is no column to choose."""
        value = text.removeprefix("=").strip()
        if value and question.field not in COUNTS and (text.startswith("=") or self.wants_value(question)):
            if question.field == "period" and parse_period(value) is None:
                return False
            self.constants[question.field] = value
        elif text in question.choices:
            self.columns[question.field] = text
        else:
            return False
        return True
